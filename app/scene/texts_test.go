package scene

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func (d drawer) translation() *Translation {
	t := &Translation{Head: d.head(), Scenario: d.word(), Lang: "fr", Tail: d.head().Notes}
	seen := map[TextKey]bool{}
	for range d.upTo(8) {
		key := rapid.SampledFrom([]TextKey{{TitleText, ""}, {RoleText, ""}, {SceneText, "arrive"}, {LineText, "l1"}, {LineText, "c2"}, {BecauseText, "c2"},
			{AltText, "arrive pictures/desk.png"}}).Draw(d.T, "key")
		if seen[key] {
			continue
		}
		seen[key] = true
		text := d.sentence()
		if d.chance(4) {
			text = ""
		}
		t.Lines = append(t.Lines, &TextLine{d.head(), key, TextPrint(text), text})
	}
	return t
}

func TestPrintedTextsAreParsedBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := drawer{T: t}.translation()
		text := PrintTexts(want)
		got, found := ParseTexts([]byte(text))
		if diff := cmp.Diff(want, got, same()); len(found) > 0 || diff != "" {
			t.Fatalf("%v\n%s\n%s", found, diff, text)
		}
		rough := roughened(t, text)
		if once, err := FormatTexts("\ufeff" + rough); err != nil || once != text {
			t.Fatalf("%v\n%s\nbecame\n%s", err, rough, once)
		}
	})
}

func TestMistakesInTexts(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"", "1:1: found the end of the file; expected a first line such as translation late-parcel fr"},
		{"@l1 5f2a9c01 Bonjour", "1:1: found “@l1”; expected a first line such as translation late-parcel fr"},
		{"translation shop\n", "1:17: found the end of the line; expected a language, as in translation late-parcel fr"},
		{"translation shop fr en\n", "1:21: found “en”; expected the end of the line"},
		{"translation shop fr\ntranslation shop fr\n", "2:1: found “translation”; expected this line first, and only once"},
		{"translation shop fr\nl1 5f2a9c01 Bonjour\nhello\n", "2:1: found “l1”; expected title, role, scene, because, show or a text id such as @l1\n3:1: found “hello”; expected title, role, scene, because, show or a text id such as @l1"},
		{"translation shop fr\n  @l1 5F2A9C01 Bonjour\n", "2:7: found “5F2A9C01”; expected " + printExpected},
		{"translation shop fr\n@l1 Bonjour\n", "2:5: found “Bonjour”; expected " + printExpected},
		{"translation shop fr\nbecause c1 5f2a9c01 Bien\n", "2:9: found “c1”; expected the text id of a choice, as in because @c1"},
		{"translation shop fr\nshow arrive \n", "2:12: found the end of the line; expected a scene and a picture's file, as in show arrive desk.png"},
		{"translation shop fr\n@l1 5f2a9c01 Oui\n@l1 5f2a9c01 Non\n", "3:1: found “@l1”; expected each text once; line 2 has it already"},
		{"translation shop fr\n@l1 5f2a9c01 Oui, merci @l2\n", "2:25: found “@l2”; expected a text without a text id at its end"},
		{"translation shop fr\n@l1 5f2a9c01 Où\x01\n", "2:16: found a control character; expected text without control characters"},
		{"translation shop fr\n@l1 5f2a9c01 O\xf9\n", "2:15: found bytes that are no UTF-8; expected text saved as UTF-8"},
	} {
		_, err := FormatTexts(tc.text)
		if err == nil || err.Error() != tc.want {
			t.Errorf("%q:\n got %v\nwant %s", tc.text, err, tc.want)
		}
	}
}

// TestNoTranslationOpensACondition keeps the original where the translation would begin with the word if, but
// only in places where that means something.
func TestNoTranslationOpensACondition(t *testing.T) {
	s, found := Parse([]byte("scenario a \"A\"\nlang en\n\n:: one\ncustomer: Hello.   @l1\nsay: He waits.   @l2\nchoose\n* Yes.   @c3\n    + r08\n    -> end\n\n:: end [end best] \"End\"\n"))
	if len(found) > 0 {
		t.Fatal(found)
	}
	texts := Renew(s, &Translation{Lang: "fr"})
	for _, line := range texts.Lines {
		line.Text = "if seul"
	}
	var said []string
	for _, f := range Gaps(s, texts) {
		said = append(said, f.Code+" "+f.Message)
	}
	want := []string{"S18 2 texts are begun with the word if, which opens a condition there, so learners read the original: @l2, @c3"}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Error(diff)
	}
	if _, err := Load([]byte(Print(Translate(s, texts)))); err != nil {
		t.Errorf("the translation cannot be played: %v", err)
	}
}

// TestATranslationIsTheSameScenario holds translations to changing words alone, whatever they say.
func TestATranslationIsTheSameScenario(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := generated(t)
		before := Print(s)
		c, err := Load([]byte(before))
		if err != nil {
			return // ids that stand twice
		}
		s, _ = Parse([]byte(c.Text()))
		full := Renew(s, &Translation{Lang: "fr"})
		for _, line := range full.Lines {
			if line.Text = (drawer{T: t}).sentence(); leadingWord(line.Text) == "if" {
				line.Text = "Oui, " + line.Text // alone it would open a condition in some places
			}
		}
		if gaps := Gaps(s, full); len(gaps) > 0 {
			t.Fatalf("%v\n%s", gaps, PrintTexts(full))
		}
		read, found := ParseTexts([]byte(PrintTexts(&Translation{Lang: "fr", Scenario: full.Scenario, Lines: bare(full.Lines)})))
		if len(found) > 0 {
			t.Fatalf("%v\n%s", found, PrintTexts(full))
		}
		french := Translate(s, read)
		if Print(s) != c.Text() {
			t.Fatal("the original was changed")
		}
		again, err := Load([]byte(Print(french)))
		if err != nil {
			t.Fatalf("%v\n%s", err, Print(french))
		}
		if again.Lang != "fr" || again.BestPoints != c.BestPoints || again.Choices != c.Choices || again.Hash == c.Hash {
			t.Fatalf("%+v\n%+v", again.Info, c.Info)
		}
		for _, o := range french.originals() {
			if line := full.byKey()[o.TextKey]; line == nil || line.Text != *o.text {
				t.Fatalf("%s reads %q, want %+v", o.TextKey, *o.text, line)
			}
		}
		if once := PrintTexts(Renew(s, read)); once != PrintTexts(&Translation{Scenario: s.info().ID, Lang: "fr", Lines: bare(full.Lines)}) {
			t.Fatalf("what is complete was changed\n%s", once)
		}
	})
}

const shopFrench = `# Pour l'accueil.
translation delivery fr

title 36c65b24 Une livraison en retard
# Au guichet ?
scene arrive 806b576f Au comptoir
@l1 00000000 Où est mon paquet ?
@c2 e7999cda
@l9 12345678 Adieu
scene best df655d28 Elle repart rassurée
`

func TestGapsOfATranslation(t *testing.T) {
	s, _ := Parse([]byte(mustRead(t, "explain/S18/right.scene")))
	french, found := ParseTexts([]byte(shopFrench))
	if len(found) > 0 {
		t.Fatal(found)
	}
	var got []string
	for _, f := range Gaps(s, french) {
		got = append(got, itoa(f.Line)+" "+f.Message)
	}
	want := []string{
		"7 1 text is translated from words that have changed since, so learners read the original: @l1",
		"8 3 texts are not translated, so learners read the original: @c2, @c3, scene poor",
		"9 1 text is translated but not in the scenario: @l9",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	c, err := Compile(Translate(s, french))
	if err != nil {
		t.Fatal(err)
	}
	view := c.View(c.Start())
	if view.Title != "Au comptoir" || view.Lines[0].Text != "Where is my parcel?" || c.Title != "Une livraison en retard" || c.Lang != "fr" {
		t.Errorf("%+v %+v", view, c.Info)
	}
	if empty := Gaps(s, &Translation{}); len(empty) != 1 || !strings.Contains(empty[0].Message, "7 texts are not translated, so learners read the original: title, scene arrive, @l1 and 4 more") {
		t.Errorf("%v", empty)
	}
}

func TestATranslationIsRenewed(t *testing.T) {
	s, _ := Parse([]byte(mustRead(t, "explain/S18/right.scene")))
	french, _ := ParseTexts([]byte(shopFrench))
	want := `# Pour l'accueil.
translation delivery fr

title 36c65b24 Une livraison en retard

# Au guichet ?
scene arrive 806b576f Au comptoir
#: Where is my parcel?
#~ Où est mon paquet ?
@l1 a91040a2
#: I will find out while you wait.
@c2 e7999cda
#: You have to ring the courier.
@c3 8754b1b3

scene best df655d28 Elle repart rassurée

#: She leaves in doubt
scene poor 567fc7b4
#~ @l9 Adieu
`
	once := Renew(s, french)
	if got := PrintTexts(once); got != want {
		t.Errorf("got\n%s", got)
	}
	again, found := ParseTexts([]byte(want))
	if got := PrintTexts(Renew(s, again)); len(found) > 0 || got != want {
		t.Errorf("renewed twice: %v\n%s", found, got)
	}
	filled, _ := ParseTexts([]byte(strings.Replace(want, "@l1 a91040a2", "@l1 a91040a2 Où est mon colis ?", 1)))
	if got := PrintTexts(Renew(s, filled)); strings.Contains(got, "paquet") || !strings.Contains(got, "comptoir\n@l1 a91040a2 Où est mon colis ?\n") {
		t.Errorf("a line that was filled in:\n%s", got)
	}
}

func TestTranslationsBesideAScenarioAreChecked(t *testing.T) {
	text := []byte(mustRead(t, "explain/S18/right.scene"))
	good := mustRead(t, "explain/S18/fr/right.texts")
	for _, tc := range []struct{ name, texts, want string }{
		{"fr/a.texts", good, ""},
		{"a.texts", good, ""},
		{"de/a.texts", good, "S00 found the language “fr”; expected “de”, as the folder is named"},
		{"fr/a.texts", strings.Replace(good, "delivery", "shop", 1), "S00 found a translation of “shop”; expected one of “delivery”"},
		{"fr/a.texts", good + "what\n", "S00 found “what”; expected " + lineExpected},
		{"fr/a.texts", good + "role 12345678 Agent\n", "S18 1 text is translated but not in the scenario: role"},
	} {
		report := Checker{}.Check([]File{{Name: "a.scene", Text: text, Texts: []Texts{{tc.name, []byte(tc.texts)}}}})
		var got []string
		for _, f := range report.Findings {
			if f.File != "a.scene" {
				got = append(got, f.Code+" "+f.Message)
			}
		}
		if strings.Join(got, "\n") != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
	if report := (Checker{}).Check([]File{{Name: "a.scene", Text: []byte("scenario"), Texts: []Texts{{"fr/a.texts", []byte(good)}}}}); !report.Failed() {
		t.Error("a text that is no scenario passes")
	}
}

// TestTranslationsAreReadByTheDetectorsOfTheirLanguage holds what learners are judged by in a translation to
// what its author shows them.
func TestTranslationsAreReadByTheDetectorsOfTheirLanguage(t *testing.T) {
	const source = "scenario a \"A\"\nlang en\n:: one\ncustomer: Where is it?   @l1\nreply\nwant r10 2 promise(what, when)\nmodel I'll ring you by noon.   @m2\nelse -> best\n:: best [end best] \"Done\"\n"
	s, _ := Parse([]byte(source))
	for model, want := range map[string]string{
		"Je vous appellerai avant midi.": "",
		"C'est comme ça.":                "S20 5:1 the model reply does not show what line 8 wants: want r10 2 promise(what, when)",
	} {
		french := Renew(s, &Translation{Lang: "fr"})
		for _, line := range french.Lines {
			line.Notes, line.Text = nil, "Fini"
			if line.Of == "m2" {
				line.Text = model
			}
		}
		report := Checker{Speech: shipped(t)}.Check([]File{{Name: "a.scene", Text: []byte(source), Texts: []Texts{{"fr/a.texts", []byte(PrintTexts(french))}}}})
		var got []string
		for _, f := range report.Findings {
			if f.File == "fr/a.texts" {
				got = append(got, f.Code+" "+itoa(f.Line)+":"+itoa(f.Column)+" "+f.Message)
			}
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%s: %q, want %q", model, got, want)
		}
	}
}

func FuzzTexts(f *testing.F) {
	f.Add([]byte(shopFrench))
	f.Add([]byte("\ufefftranslation a b\r\nshow s f 00000000 x @y\r\n@l1 00000000 if\x00"))
	f.Fuzz(func(t *testing.T, source []byte) {
		read, found := ParseTexts(source)
		for _, m := range found {
			if m.Code != "S00" || m.Line < 1 || m.Column < 1 || m.Found == "" || m.Expected == "" {
				t.Fatalf("%+v", m)
			}
		}
		if len(found) > 0 {
			return
		}
		text := PrintTexts(read)
		again, found := ParseTexts([]byte(text))
		if len(found) > 0 || cmp.Diff(read, again, same()) != "" {
			t.Fatalf("%q\n%v\n%s", text, found, cmp.Diff(read, again, same()))
		}
		s, _ := Parse([]byte(mustRead(t, "testdata/late-parcel.scene")))
		if _, err := Load([]byte(Print(Translate(s, read)))); err != nil {
			t.Fatal(err)
		}
	})
}

// bare returns lines without the comments over them.
func bare(lines []*TextLine) []*TextLine {
	var out []*TextLine
	for _, line := range lines {
		out = append(out, &TextLine{TextKey: line.TextKey, Print: line.Print, Text: line.Text})
	}
	return out
}
