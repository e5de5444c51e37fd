package catalog

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"understudy/app/scene"
)

// french translates every text of the test scenario into its capitals.
func french(t *testing.T) string {
	t.Helper()
	s, found := scene.Parse([]byte(testScene))
	if len(found) > 0 {
		t.Fatal(found)
	}
	texts := scene.Renew(s, &scene.Translation{Lang: "fr"})
	for _, line := range texts.Lines {
		line.Text = strings.ToUpper(strings.TrimPrefix(line.Notes[0], ": "))
		line.Notes = nil
	}
	return scene.PrintTexts(texts)
}

func TestAScenarioIsOfferedInItsTranslation(t *testing.T) {
	fsys := files()
	fsys["scenarios/fr/late-parcel.texts"] = &fstest.MapFile{Data: []byte(french(t))}
	l, problems := Load(fsys, fsys)
	if len(problems) > 0 {
		t.Fatalf("problems:\n%s", Lines(problems))
	}
	en, _ := l.Scenario("late-parcel")
	fr, found := l.In("fr").Scenario("late-parcel")
	if !found || fr.Lang != "fr" || fr.Compiled.Lang != "fr" || fr.Title != strings.ToUpper(en.Title) || en.Compiled.Lang != "en" || fr.Plan != en.Plan {
		t.Errorf("%+v\n%+v", fr, en)
	}
	if fr.Hash == en.Hash || fr.Compiled.Hash == en.Compiled.Hash || fr.Compiled.BestPoints != en.Compiled.BestPoints {
		t.Errorf("%s and %s", fr.Hash, en.Hash)
	}
	// The version that a play pins is a document like any other, from which the same library is made.
	doc, found := l.Document(KindScenario, "late-parcel", "fr")
	if !found || doc.Hash != fr.Hash || doc.Source != fr.Source {
		t.Errorf("%v %+v", found, doc)
	}
	again, problems := Build(l.Documents)
	if s, _ := again.In("fr").Scenario("late-parcel"); len(problems) > 0 || s.Hash != fr.Hash {
		t.Errorf("built of what is kept: %s%s", Lines(problems), s.Hash)
	}
}

func TestMistakesInATranslationOfAScenario(t *testing.T) {
	good := french(t)
	line := func(n int) string { return strings.Split(good, "\n")[n] }
	for name, c := range map[string]struct {
		file, text, want string
		broken           bool
	}{
		"a mistake":           {"fr/late-parcel.texts", good + "what\n", "late-parcel.texts:18:1: this cannot stand here; found “what”", true},
		"a text missing":      {"fr/late-parcel.texts", strings.Replace(good, line(3)+"\n", "", 1), "late-parcel.texts:1:1: warning: 1 text is not translated", false},
		"another scenario":    {"fr/late-parcel.texts", strings.Replace(good, "late-parcel", "other", 1), `late-parcel.texts:1:1: the id is not the file's name; found "other"`, true},
		"another language":    {"fr/late-parcel.texts", strings.Replace(good, " fr", " de", 1), `late-parcel.texts:1:1: the language is not the folder's name; found "de"`, true},
		"without an original": {"fr/other.texts", good, "other.texts:1:1: there is no English original", true},
		"beside the original": {"late-parcel.texts", good, "late-parcel.texts:1:1: a translation stands in the folder of its language", true},
		"translated twice":    {"fr/late-parcel.scene", strings.Replace(testScene, "lang en", "lang fr", 1), "two documents of one kind have the same id", true},
	} {
		fsys := files()
		fsys["scenarios/fr/late-parcel.texts"] = &fstest.MapFile{Data: []byte(good)}
		fsys["scenarios/"+c.file] = &fstest.MapFile{Data: []byte(c.text)}
		_, problems := Load(fsys, fsys)
		if !strings.Contains(Lines(problems), c.want) || Broken(problems) != c.broken || len(problems) != 1 {
			t.Errorf("%s: want %s\ngot\n%s", name, c.want, Lines(problems))
		}
	}
	fsys := files()
	fsys["scenarios/fr/late-parcel.texts"] = &fstest.MapFile{Data: []byte(good)}
	fsys["scenarios/late-parcel.scene"] = &fstest.MapFile{Data: []byte("\xff")}
	if _, problems := Load(fsys, fsys); len(problems) != 1 {
		t.Errorf("a scenario that cannot be read is more than one mistake:\n%s", Lines(problems))
	}
}

func TestAScenarioOfOnesOwnLosesTheTranslation(t *testing.T) {
	base := func() ([]Document, []Problem) {
		fsys := files()
		fsys["scenarios/fr/late-parcel.texts"] = &fstest.MapFile{Data: []byte(french(t))}
		return gatherAll(fsys, fsys)
	}
	dir := t.TempDir()
	live, err := openLive(dir, base)
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := live.Library().In("fr").Scenario("late-parcel"); s.Lang != "fr" {
		t.Error("the embedded translation is not there")
	}
	put(t, dir, "scenarios/late-parcel.scene", testScene, 0)
	live.Refresh()
	if s, _ := live.Library().In("fr").Scenario("late-parcel"); s.Lang != "en" || len(live.Problems()) > 0 {
		t.Errorf("%s %s", s.Lang, Lines(live.Problems()))
	}
	put(t, dir, "scenarios/fr/late-parcel.texts", french(t), 1)
	live.Refresh()
	if s, _ := live.Library().In("fr").Scenario("late-parcel"); s.Lang != "fr" || len(live.Problems()) > 0 {
		t.Errorf("%s %s", s.Lang, Lines(live.Problems()))
	}
	if err := os.Remove(dir + "/scenarios/late-parcel.scene"); err != nil {
		t.Fatal(err)
	}
	live.Refresh()
	if s, _ := live.Library().In("fr").Scenario("late-parcel"); s.Lang != "fr" || len(live.Problems()) > 0 {
		t.Errorf("a translation laid over another: %s %s", s.Lang, Lines(live.Problems()))
	}
}

func TestTheLayoutBesideAScenario(t *testing.T) {
	s, _ := scene.Parse([]byte(testScene))
	layout := scene.Layout{}.Move(s.Scenes[0].ID, scene.Spot{X: 40, Y: -7})
	fsys := files()
	fsys["scenarios/late-parcel.layout.json"] = &fstest.MapFile{Data: []byte(layout.Print(s))}
	l, problems := Load(fsys, fsys)
	got, _ := l.Scenario("late-parcel")
	plain, _ := Load(files(), files())
	before, _ := plain.Scenario("late-parcel")
	if len(problems) > 0 || got.Layout.Print(s) != layout.Print(s) || got.Hash != before.Hash {
		t.Errorf("%s%s", Lines(problems), got.Layout.Print(s))
	}
	for text, want := range map[string]string{
		"[": "late-parcel.layout.json:1:1: warning: this cannot stand here; found “[”; expected version and scenes",
		"{\"version\": 1, \"scenes\": {\n\"no\": {\"x\": 1, \"y\": 1}}}": "late-parcel.layout.json:2:1: warning: this cannot stand here; found the unknown scene “no”",
	} {
		fsys["scenarios/late-parcel.layout.json"] = &fstest.MapFile{Data: []byte(text)}
		if _, problems := Load(fsys, fsys); !strings.Contains(Lines(problems), want) || Broken(problems) || len(problems) != 1 {
			t.Errorf("want %s\ngot %s", want, Lines(problems))
		}
	}
	delete(fsys, "scenarios/late-parcel.layout.json")
	fsys["scenarios/other.layout.json"] = &fstest.MapFile{Data: []byte("{}")}
	if _, problems := Load(fsys, fsys); !strings.Contains(Lines(problems), `other.layout.json:1:1: unknown scenario; found "other"`) {
		t.Errorf("got %s", Lines(problems))
	}
}
