package scene

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// fill repeats a piece as often as a file may hold.
func fill(piece string) string { return strings.Repeat(piece, (MaxBytes-2000)/len(piece)) }

// numbered repeats a piece with its number in the place of each #.
func numbered(piece string) string {
	var b strings.Builder
	for i := 0; b.Len() < MaxBytes-2000-len(piece)*2; i++ {
		b.WriteString(strings.ReplaceAll(piece, "#", itoa(i)))
	}
	return b.String()
}

// within fails when work takes longer than a person waits, or more memory than a small server has. It
// takes a fraction of either; a busy machine and the race detector multiply the time.
func within(t *testing.T, name string, work func()) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	begun := time.Now()
	work()
	took := time.Since(begun)
	runtime.ReadMemStats(&after)
	if most := 2 * time.Second; took > most {
		t.Errorf("%s took %s", name, took)
	}
	if grown := (after.TotalAlloc - before.TotalAlloc) >> 20; grown > 300 {
		t.Errorf("%s asked for %d MB", name, grown)
	}
	if testing.Verbose() {
		t.Logf("%s: %s, %d MB", name, took, (after.TotalAlloc-before.TotalAlloc)>>20)
	}
}

// TestNoTextIsSlow gives every reader what makes such readers slow, alone and as a whole check.
func TestNoTextIsSlow(t *testing.T) {
	const head = "scenario a \"A\"\nlang en\ncustomer name=\"B C\" private=\"order 1\"\nvar n 0..9 = 1\nvar m calm | angry = calm\n"
	const tail = "\n:: z [end best] \"Z\"\n"
	reply := func(rows string) string { return head + ":: a\nreply\n" + rows + "else -> z" + tail }
	sources := map[string]string{
		"ten megabytes": strings.Repeat("a", 10<<20), "ten megabytes of lines": strings.Repeat("\n", 10<<20), "a million scenes": strings.Repeat(":: a\n", 1<<20),
		"NUL bytes": fill("\x00"), "no UTF-8": head + fill("\xff\xfe"), "one line": fill("a"), "one word a line": fill("a\n"), "tabs": fill("\t"),
		"quotation marks": head + ":: a \"" + fill("\\\""), "brackets": head + fill("[(\n"), "scenes": head + numbered(":: s# \"S\"\n"), "the same scene": head + fill(":: a [end best]\n"),
		"a long condition": head + ":: a\nchoose\n* if " + fill("n = 1 and ") + "n = 1: Go\n-> z" + tail, "long effects": head + ":: a\nchoose\n* Go\n~ " + fill("n +1, ") + "n +1\n-> z" + tail,
		"long tags": head + ":: a\nchoose\n* Go\n+ " + fill("r01, ") + "r01\n-> z" + tail, "variables": head + numbered("var v# 0..1 = 1\n"), "customers": head + numbered("customer name=\"N#\"\n"), "notes": head + fill("#\n"),
		"values":  head + "var v " + numbered("v# | ") + "w = w\n",
		"choices": head + ":: a\nchoose\n" + numbered("* Go #\n+ r01\n-> z\n") + tail, "choices alike": head + ":: a\nchoose\n" + fill("* I'm sorry, and I'll ring you.\n+ r10\n-> z\n") + tail,
		"lines": head + ":: a\n" + numbered("customer: I am # years old.\n") + "choose\n* Go\n-> z" + tail, "lines and choices": head + numbered(":: s#\n"+strings.Repeat("customer: Hello there.\n", 20)+"choose\n"+strings.Repeat("* I will help you.\n+ r31\n-> s0\n", 4)),
		"wants": reply(fill("want r31 2 ownership\n")), "nevers": reply(fill("never r04 blame critical\n")), "models": reply("want r31 2 ownership\n" + fill("model I'll look into it for you by noon.\n")),
		"one long model": reply("want r31 2 ownership\nmodel " + fill("I'll look. ") + "\n"), "one long choice": head + ":: a\nchoose\n* " + fill("I'm sorry I'll ring you by noon, ") + "\n+ r10\n-> z" + tail, "bands": reply("want r31 1 ownership\n" + numbered(">= #% -> z\n")),
		"secrets in every line": head + ":: a\n" + fill("say: order 1\n") + "choose\n* Go\n-> z" + tail,
		"objects":               fill("{\"scenes\":"), "arrays": fill("["), "unknown spots": "{\"version\":1,\"scenes\":{" + numbered("\"s#\":{\"x\":1,\"y\":1},") + "}}", "names": "{" + fill("\"a\":1,") + "}",
		"translated": "translation a fr\n" + numbered("@l# 00000000 Oui\n"), "translated twice": "translation a fr\n" + fill("title 00000000 Oui\n"), "plays": numbered("play p#: c1, c2 => best\n"), "picks": numbered("c# 1\n"), "goals": fill("goal best within 1 turn\n"),
	}
	sound := mustRead(t, "testdata/late-parcel.scene")
	checker := Checker{Rules: allRules(), Speech: shipped(t), Library: true}
	for name, source := range sources {
		text := []byte(source)
		within(t, "checking "+name, func() { checker.Check([]File{{Name: "a.scene", Text: text}}) })
		within(t, name+" beside a scenario", func() {
			checker.Check([]File{{Name: "a.scene", Text: []byte(sound), Plan: text, Texts: []Texts{{"fr/a.texts", text}}}})
		})
		within(t, name+" in the other readers", func() {
			s, found := Parse(text)
			_, _ = ParsePicks(text)
			_, _ = Format(source)
			_, _ = ParseLayout(text, s)
			Layout{}.For(s).Print(s)
			if len(found) == 0 {
				texts := Renew(s, &Translation{})
				Gaps(s, texts)
				Translate(s, texts)
			}
		})
	}
}

func TestRefusedReaders(t *testing.T) {
	s, _ := Parse([]byte(mustRead(t, "testdata/late-parcel.scene")))
	for _, tc := range []struct{ source, want string }{
		{strings.Repeat("a", 10<<20), "1:1: found a file of more than 256 KB; expected less; split it into several scenarios"},
		{"c1 1\n\x00", "2:1: found a NUL byte; expected text in UTF-8"},
		{"c1 1\né\xff", "2:2: found bytes that are no UTF-8; expected text saved as UTF-8"},
	} {
		_, picks := ParsePicks([]byte(tc.source))
		_, texts := FormatTexts(tc.source)
		_, found := ParseLayout([]byte(tc.source), s)
		for reader, err := range map[string]error{"picks": picks, "texts": texts, "layout": &SyntaxError{found}} {
			if err == nil || err.Error() != tc.want {
				t.Errorf("%s of %.20q: %v, want %s", reader, tc.source, err, tc.want)
			}
		}
	}
}

func TestMistakesInPicks(t *testing.T) {
	for text, want := range map[string]string{
		"c1\n":         "1:3: found the end of the line; expected how often the choice was taken, as in c1 40",
		"c1 -4":        "1:4: found “-4”; expected how often the choice was taken, as in c1 40",
		"c1 4 5":       "1:6: found “5”; expected the end of the line",
		"c1 4\n c1 5":  "2:2: found “c1”; expected each choice once",
		"# a\n\n40 c1": "3:1: found “40”; expected the text id of a choice and how often it was taken, as in c1 40",
	} {
		if _, err := ParsePicks([]byte(text)); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	picks, err := ParsePicks([]byte("\ufeff# counted in May\r\nc1 40\r\n\r\n  c2 0  \r\n"))
	if err != nil || fmt.Sprint(picks) != "map[c1:40 c2:0]" {
		t.Errorf("%v %v", picks, err)
	}
}

func TestRepliesBeyondAllLengths(t *testing.T) {
	kit := shipped(t)
	for _, limit := range []string{"", " 3..40 words"} {
		source := strings.Replace(asked(), "reply 60s 3..40 words", "reply 60s"+limit, 1)
		p, err := mustLoad(t, source).Begin().Do(Pick("c1"))
		if err != nil {
			t.Fatal(err)
		}
		for name, tc := range map[string]struct {
			words string
			want  Reason
		}{
			"nothing": {"", TooShort}, "marks alone": {strings.Repeat("?! ", 50), TooShort},
			"one endless word": {strings.Repeat("a", 100<<10), TooLong}, "a hundred kilobytes": {strings.Repeat("I am sorry. ", 100<<10/12), TooLong},
			"ten megabytes": {strings.Repeat("é ", 10<<20/3), TooLong}, "no UTF-8": {strings.Repeat("\xff", 100<<10), TooLong},
		} {
			within(t, name, func() {
				_, err := p.Judge(kit, tc.words, nil)
				var refusal *Refusal
				if !errors.As(err, &refusal) || refusal.Reason != tc.want {
					t.Errorf("%s with%s: %v, want %s", name, limit, err, tc.want)
				}
			})
		}
		for _, odd := range []string{"I am sorry \x00\x01 about it", "a \xff\xfe\xfd b c d", "e\u0301\u0301\u0301 \u202e z \ufeff y", strings.Repeat("( ", 40) + "a b c"} {
			within(t, odd, func() {
				if _, err := p.Judge(kit, odd, nil); err != nil {
					t.Errorf("%q: %v", odd, err)
				}
			})
		}
	}
}
