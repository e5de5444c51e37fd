package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"understudy/app/assign"
	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/record"
	"understudy/app/rehearse"
	"understudy/app/scene"
	"understudy/app/speech"
	"understudy/app/store"
)

// ownWords is a scenario of one turn, in the learner's own words.
const ownWords = `scenario own-words "Own words"
lang en
customer name="Amira Haddad"
pass 50%

:: tell
customer: My parcel is late.
reply 3..60 words
    want r30 2 thanks
    never r18 privacy critical
    >= 50% -> good
    else -> bad

:: good [end best] "Good"
:: bad [end poor] "Bad"
`

// shelf offers the one scenario.
type shelf struct{ compiled *scene.Compiled }

func (s shelf) Offered(string, string) (*scene.Compiled, string, bool) {
	return s.compiled, s.compiled.Hash, true
}

func (s shelf) Version(context.Context, string, string) (*scene.Compiled, error) {
	return s.compiled, nil
}

// panelOf is a panel over a store, with the shipped detectors.
func panelOf(t *testing.T, s *store.Store) rehearse.Panel {
	t.Helper()
	lib, _ := catalog.Embedded()
	kit, err := speech.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := scene.Load([]byte(ownWords))
	if err != nil {
		t.Fatal(err)
	}
	day := func(at time.Time) civil.Date { return civil.In(at, time.UTC) }
	return rehearse.Panel{Reviews: s, Person: s.Person, Day: day, Stage: rehearse.Stage{Plays: s, Scenarios: shelf{compiled}, Speech: kit,
		Code: func() *conduct.Code { return lib.Code }, Office: func(p people.Person, now time.Time) assign.Office {
			return assign.Office{Contents: lib, Programmes: lib.Programmes, Code: lib.Code, Person: p, Today: day(now), Now: now,
				NewCode: func() string { return ident.Token(16) }}
		}}}
}

// write plays the scenario with a reply.
func write(t *testing.T, panel rehearse.Panel, p people.Person, words string, practice bool, now time.Time) rehearse.Scene {
	t.Helper()
	id, err := panel.Stage.Start(ctx, p, "own-words", "en", practice, now)
	if err != nil {
		t.Fatal(err)
	}
	after, _, err := panel.Stage.Move(ctx, p, id, 0, rehearse.Act{Action: "reply", Words: words}, now)
	if err != nil {
		t.Fatal(err)
	}
	return after
}

const (
	kind     = "Thank you for waiting, I will look into it now."
	indecent = "Thank you. The card of the neighbour is 4111 1111 1111 1111, call him."
	foreign  = "Je suis vraiment désolé pour le retard de votre colis, madame, je vais appeler le transporteur."
)

func evidenceOf(t *testing.T, s *store.Store, p people.Person) []record.Evidence {
	t.Helper()
	h, err := s.History(ctx, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	return h.Standing()
}

func TestAReplyIsKeptAndCounts(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		panel, p := panelOf(t, s), somebody(t, s, "e1")
		after := write(t, panel, p, kind, false, noon)
		shown, err := panel.Stage.Show(ctx, after.Play.ID, noon)
		if err != nil || shown.Replies[1].Words != kind || len(shown.Replies[1].Findings) == 0 {
			t.Fatalf("the reply came back as %+v (%v)", shown.Replies, err)
		}
		got := evidenceOf(t, s, p)
		if len(got) != 1 || !got[0].Passed || got[0].Score != 100 {
			t.Errorf("evidence %+v", got)
		}
	})
}

func TestAReplyOfAnotherLengthComesBack(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		panel, p := panelOf(t, s), somebody(t, s, "e1")
		id, err := panel.Stage.Start(ctx, p, "own-words", "en", false, noon)
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = panel.Stage.Move(ctx, p, id, 0, rehearse.Act{Action: "reply", Words: "Thank you."}, noon)
		var f *fault.Fault
		if !errors.As(err, &f) || f.Kind != fault.Unprocessable || f.Fields["words"] != "rehearse.too_short" || f.Args["Least"] != 3 {
			t.Errorf("two words gave %v", err)
		}
		if shown, _ := panel.Stage.Show(ctx, id, noon); shown.Play.Seq != 0 || shown.Play.Status != rehearse.Playing {
			t.Errorf("the play moved on: %+v", shown.Play)
		}
	})
}

// TestABreachWaitsForAPerson holds the golden rule of assessed words: no detector fails anybody alone.
func TestABreachWaitsForAPerson(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		panel, p, trainer := panelOf(t, s), somebody(t, s, "e1"), somebody(t, s, "t1")
		after := write(t, panel, p, indecent, false, noon)
		if got := evidenceOf(t, s, p); len(got) != 0 {
			t.Fatalf("evidence before a person has looked: %+v", got)
		}
		if own, err := panel.Queue(ctx, p, 0, 10); err != nil || len(own) != 0 {
			t.Errorf("the queue shows somebody their own words: %+v (%v)", own, err)
		}
		queue, err := panel.Queue(ctx, trainer, 0, 10)
		if err != nil || len(queue) != 1 || queue[0].Cause != rehearse.ByBreach || queue[0].DueAt.Sub(noon) != 7*24*time.Hour {
			t.Fatalf("the queue holds %+v (%v)", queue, err)
		}
		if _, err := panel.Decide(ctx, p, queue[0].ID, scene.Mark{}, "", noon); !fault.Is(err, fault.Forbidden) {
			t.Errorf("deciding one's own gave %v", err)
		}
		mark, _ := scene.ParseMark("=2.0")
		later := noon.Add(48 * time.Hour)
		if _, err := panel.Decide(ctx, trainer, queue[0].ID, mark, "That is a test number.", later); err != nil {
			t.Fatal(err)
		}
		if _, err := panel.Decide(ctx, trainer, queue[0].ID, mark, "", later); !fault.Is(err, fault.Conflict) {
			t.Errorf("a second decision gave %v", err)
		}
		got := evidenceOf(t, s, p)
		if len(got) != 1 || !got[0].Passed || got[0].OccurredOn != civil.In(noon, time.UTC) || got[0].RecordedBy != trainer.ID {
			t.Errorf("evidence after the decision: %+v", got)
		}
		reviews, debrief, err := panel.Standing(ctx, after)
		if err != nil || len(reviews) != 1 || reviews[0].Decision == nil || reviews[0].Decision.Note != "That is a test number." || debrief.Breach {
			t.Errorf("the debrief: %+v, %+v (%v)", reviews, debrief, err)
		}
		if queue, _ := panel.Queue(ctx, trainer, 0, 10); len(queue) != 0 {
			t.Errorf("still in the queue: %+v", queue)
		}
	})
}

func TestWordsThatNothingReadsAreJudgedByAPerson(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		panel, p, trainer := panelOf(t, s), somebody(t, s, "e1"), somebody(t, s, "t1")
		write(t, panel, p, foreign, false, noon)
		queue, err := panel.Queue(ctx, trainer, 0, 10)
		if err != nil || len(queue) != 1 || queue[0].Cause != rehearse.ByUnread {
			t.Fatalf("the queue holds %+v (%v)", queue, err)
		}
		mark, _ := scene.ParseMark("=0.0")
		if _, err := panel.Decide(ctx, trainer, queue[0].ID, mark, "", noon); err != nil {
			t.Fatal(err)
		}
		if got := evidenceOf(t, s, p); len(got) != 1 || got[0].Passed || got[0].Score != 0 {
			t.Errorf("evidence %+v", got)
		}
	})
}

func TestAFindingSeenDifferentlyIsLookedAtAgain(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		panel, p, trainer := panelOf(t, s), somebody(t, s, "e1"), somebody(t, s, "t1")
		after := write(t, panel, p, "You are very kind to wait, I look into it now.", false, noon)
		first := evidenceOf(t, s, p)
		if len(first) != 1 || first[0].Passed {
			t.Fatalf("evidence %+v", first)
		}
		for range 2 { // pressed twice
			if err := panel.Contest(ctx, p, after.Play.ID, 1, "want 0", noon); err != nil {
				t.Fatal(err)
			}
		}
		if err := panel.Contest(ctx, p, after.Play.ID, 1, "want 7", noon); !fault.Is(err, fault.Invalid) {
			t.Errorf("an item that is none gave %v", err)
		}
		queue, _ := panel.Queue(ctx, trainer, 0, 10)
		if len(queue) != 1 || queue[0].Item != "want 0" {
			t.Fatalf("the queue holds %+v", queue)
		}
		mark, _ := scene.ParseMark("=2.0")
		if _, err := panel.Decide(ctx, trainer, queue[0].ID, mark, "", noon.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		got := evidenceOf(t, s, p)
		if len(got) != 1 || !got[0].Passed || got[0].ID == first[0].ID {
			t.Errorf("evidence %+v", got)
		}
		if h, _ := s.History(ctx, p.ID); len(h.Evidence) != 3 {
			t.Errorf("%d facts, want the first, its taking back and the new one", len(h.Evidence))
		}
	})
}

func TestPracticeLeavesNoEvidenceAndItsWordsGo(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		panel, p, trainer := panelOf(t, s), somebody(t, s, "e1"), somebody(t, s, "t1")
		practised := write(t, panel, p, indecent, true, noon)
		counted := write(t, panel, p, kind, false, noon)
		if got := evidenceOf(t, s, p); len(got) != 1 {
			t.Errorf("evidence %+v, want that of the play that counts alone", got)
		}
		if queue, _ := panel.Queue(ctx, trainer, 0, 10); len(queue) != 0 {
			t.Errorf("a trainer sees a practice: %+v", queue)
		}
		if err := panel.Contest(ctx, p, practised.Play.ID, 1, "want 0", noon); !fault.Is(err, fault.Conflict) {
			t.Errorf("contesting a practice gave %v", err)
		}
		later := noon.Add(rehearse.PracticeWords + time.Second)
		if shown, err := panel.Stage.Show(ctx, practised.Play.ID, later); err != nil || shown.Replies[1].Words != "" || shown.Replies[1].Findings != nil {
			t.Errorf("old words are shown before they are erased: %+v (%v)", shown.Replies, err)
		}
		if err := panel.Stage.Forget(ctx, later); err != nil {
			t.Fatal(err)
		}
		if kept, _ := s.Replies(ctx, practised.Play.ID); len(kept) != 0 {
			t.Errorf("the words of a practice are still there: %+v", kept)
		}
		shown, err := panel.Stage.Show(ctx, counted.Play.ID, later)
		if err != nil || shown.Replies[1].Words != kind {
			t.Errorf("words that count are gone: %+v (%v)", shown.Replies, err)
		}
		if old, err := panel.Stage.Show(ctx, practised.Play.ID, later); err != nil || old.At.Debrief().Turns[0].Asked == nil {
			t.Errorf("what the practice came to is gone (%v)", err)
		}
	})
}
