package store_test

import (
	"testing"

	"understudy/app/author"
	"understudy/app/catalog"
	"understudy/app/fault"
	"understudy/app/store"
)

const ownBank = `id: own
title: Our own
questions:
  - id: own-1
    rev: 1
    status: ready
    rules: [r18]
    type: truefalse
    stem: The address of a customer is theirs to give.
    options:
      - {text: "true", score: 1, why: It is.}
      - {text: "false", score: 0, why: It is theirs., rule: r18}
    guess: 0.5
    seconds: 10
`

func TestATextIsDraftedPublishedAndRetired(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		by := somebody(t, s, "t1").ID
		live, err := catalog.OpenLive("")
		if err != nil {
			t.Fatal(err)
		}
		desk := author.Desk{Versions: s, Live: live}
		shipped := len(live.Library().Bank())
		doc := func(source string) catalog.Document {
			return catalog.NewDocument(catalog.KindBank, "own", catalog.English, author.Path(catalog.KindBank, "own"), source)
		}
		serves := func(more int) {
			t.Helper()
			if got := len(live.Library().Bank()); got != shipped+more {
				t.Errorf("%d questions are served, want %d more than the %d shipped", got, more, shipped)
			}
		}
		if problems, err := desk.Keep(ctx, doc("id: own\ntitle: [\n"), by, noon); err != nil || !catalog.Broken(problems) {
			t.Errorf("a text that cannot be read: %v, %v", problems, err)
		}
		if problems, err := desk.Keep(ctx, doc(ownBank), by, noon); err != nil || catalog.Broken(problems) {
			t.Fatal(problems, err)
		}
		serves(0)
		if problems, err := desk.Publish(ctx, catalog.KindBank, "own", by, noon); err != nil || catalog.Broken(problems) {
			t.Fatal(problems, err)
		}
		serves(1)
		if _, err := s.Document(ctx, catalog.KindBank, "own", doc(ownBank).Hash); err != nil {
			t.Errorf("a published text is not kept: %v", err)
		}
		if err := s.AddVersion(ctx, author.Version{Document: doc(ownBank), Number: 2, Status: author.Draft, By: by, At: noon}); !fault.Is(err, fault.Conflict) {
			t.Errorf("a number taken gave %v", err)
		}
		if _, err := desk.Keep(ctx, doc(ownBank+"  # a later draft\n"), by, noon); err != nil {
			t.Fatal(err)
		}
		other, err := catalog.OpenLive("")
		if err != nil {
			t.Fatal(err)
		}
		stamp, written, err := s.Written(ctx, other.Stamp())
		if err != nil || !other.Lay(stamp, written) || len(other.Library().Bank()) != shipped+1 {
			t.Errorf("another instance serves %d questions (%v): a draft covers what is published", len(other.Library().Bank()), err)
		}
		if err := desk.Retire(ctx, catalog.KindBank, "own", by, noon); err != nil {
			t.Fatal(err)
		}
		serves(0)
		latest, err := s.Latest(ctx, catalog.KindBank)
		if err != nil || len(latest) != 1 || latest[0].Number != 4 || latest[0].Status != author.Retired {
			t.Errorf("the latest versions: %+v (%v)", latest, err)
		}
	})
}
