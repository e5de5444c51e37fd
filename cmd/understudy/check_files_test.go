package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"understudy/app/catalog"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/record"
	"understudy/app/rehearse"
)

func TestCheckReadsTheTranslationsAndCountsBesideAFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "desk.scene")
	write(t, name, runWith(sound, &fmtCmd{File: "-"}).out)
	for _, lang := range []string{"fr", "deu"} {
		if err := os.Mkdir(filepath.Join(dir, lang), 0o750); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(dir, "fr", "desk.texts"), "translation desk fr\n")
	write(t, filepath.Join(dir, "deu", "desk.texts"), "what")
	write(t, filepath.Join(dir, "desk.picks"), "c2 40\nc3 1\n")
	got := runWith("", &checkCmd{Files: []string{name}})
	if got.code != exitFine || !strings.Contains(got.out, "fr/desk.texts:1:1: warning S18: 7 texts are not translated") || !strings.Contains(got.out, "warning S13: 1 of 41") ||
		strings.Contains(got.out, "deu/") {
		t.Errorf("%+v", got)
	}
	write(t, filepath.Join(dir, "desk.picks"), "c2 forty\n")
	if got := runWith("", &checkCmd{Files: []string{name}}); got.code != exitUsage || !strings.Contains(got.errors, "desk.picks:1:4: found “forty”") {
		t.Errorf("%+v", got)
	}
}

func TestCheckCountsWhatLearnersPicked(t *testing.T) {
	address := filepath.Join(t.TempDir(), "understudy.db")
	if got := runWith("", &checkCmd{Database: address}); got.code != exitUsage || !strings.Contains(got.errors, "there is no database") {
		t.Errorf("%+v", got)
	}
	ctx := context.Background()
	database, err := databaseFlag{address, filepath.Join(t.TempDir(), "ledger.key")}.open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Unix(1_700_000_000, 0)
	learner := people.Person{ID: ident.New(at), EmployeeID: "e1", Name: "Leila", Role: people.Learner}
	if err := database.SavePerson(ctx, learner, at, ""); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "desk.scene")
	text := runWith(sound, &fmtCmd{File: "-"}).out
	write(t, name, text)
	hash := catalog.NewDocument(catalog.KindScenario, "desk", "en", name, text).Hash
	for range 30 {
		play := rehearse.Play{ID: ident.New(at), Person: learner.ID, Scenario: "desk", Hash: hash, Lang: "en", State: "s", Status: rehearse.Playing, StartedAt: at, TurnAt: at, Practice: true}
		if err := database.StartPlay(ctx, play, nil); err != nil {
			t.Fatal(err)
		}
		step := func(p rehearse.Play) (rehearse.Move, error) {
			return rehearse.Move{Play: p, Step: rehearse.Step{Seq: 1, Action: "c2", At: at}}, nil
		}
		if _, _, err := database.MovePlay(ctx, play.ID, 0, step, func(record.History) []record.Award { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if err := database.Close(); err != nil {
		t.Fatal(err)
	}
	got := runWith("", &checkCmd{Database: address, Files: []string{name}})
	if got.code != exitFine || !strings.Contains(got.out, "warning S13: 0 of 30 attempts") || strings.Count(got.out, "S13") != 1 {
		t.Errorf("%+v", got)
	}
	write(t, name, text+"\n# Another text than the one that was played.\n")
	if got := runWith("", &checkCmd{Database: address, Files: []string{name}}); strings.Contains(got.out, "S13") {
		t.Errorf("%+v", got)
	}
}

func TestFmtHelpsTranslators(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "desk.scene")
	write(t, name, runWith(sound, &fmtCmd{File: "-"}).out)
	skeleton := runWith("", &fmtCmd{File: name, Texts: "fr"})
	if skeleton.code != exitFine || !strings.HasPrefix(skeleton.out, "translation desk fr\n\n#: At the desk\ntitle ") || !strings.Contains(skeleton.out, "\n#: Where is my parcel?\n@l1 ") {
		t.Fatalf("%+v", skeleton)
	}
	if got := runWith("", &fmtCmd{File: name, Texts: "fr", Write: true}); got != (ran{}) {
		t.Fatalf("%+v", got)
	}
	texts := filepath.Join(dir, "fr", "desk.texts")
	if read(t, texts) != skeleton.out {
		t.Errorf("%s", read(t, texts))
	}
	write(t, texts, strings.Replace(skeleton.out, "#: Where is my parcel?\n@l1 a91040a2", "@l1   a91040a2 Où est mon colis ?", 1))
	if got := runWith("", &fmtCmd{File: name, Texts: "fr"}); !strings.Contains(got.out, "\n@l1 a91040a2 Où est mon colis ?\n") || !strings.Contains(got.out, "#: At the desk") {
		t.Errorf("%+v", got)
	}
	if got := runWith("", &fmtCmd{File: texts}); got.code != exitFine || !strings.Contains(got.out, "\n@l1 a91040a2 Où") {
		t.Errorf("%+v", got)
	}
	write(t, texts, "translation desk fr\nwhat\n")
	for _, command := range []fmtCmd{{File: texts}, {File: name, Texts: "fr"}} {
		if got := runWith("", &command); got.code != exitFindings || got.out != "" || !strings.HasPrefix(got.errors, texts+":2:1: found “what”") {
			t.Errorf("%+v", got)
		}
	}
	for _, command := range []fmtCmd{{File: "-", Texts: "fr"}, {File: name, Texts: "fra"}, {File: filepath.Join(dir, "none.scene"), Texts: "fr"}} {
		if got := runWith("", &command); got.code != exitUsage {
			t.Errorf("%+v: %+v", command, got)
		}
	}
}
