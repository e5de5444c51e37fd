package politeness

import (
	"slices"
	"strings"
	"testing"
)

// asidePhrases returns every phrase whose words no other feature sees.
func asidePhrases(t *testing.T) [][]string {
	t.Helper()
	var out [][]string
	aside := false
	for line := range strings.Lines(strategiesFile) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		if word == "strategy" {
			aside = strings.HasSuffix(rest, "aside")
		}
		if word != "aside" && (word != "say" || !aside) {
			continue
		}
		for phrase := range strings.SplitSeq(rest, ";") {
			out = append(out, readings(strings.Fields(phrase))...)
		}
	}
	return out
}

// TestNoPhraseReachesFromAThankYouIntoTheText proves the promise of the package: phrases are found
// from left to right, so a thank-you can change how the text beside it is read only if a phrase that
// is aside begins in one and ends in the other. Every place where one could is tried.
func TestNoPhraseReachesFromAThankYouIntoTheText(t *testing.T) {
	g, err := readGrammar(strategiesFile)
	if err != nil {
		t.Fatal(err)
	}
	beginnings, ends := map[string]bool{}, map[string]bool{}
	for _, phrase := range asidePhrases(t) {
		for i := 1; i <= len(phrase); i++ {
			beginnings[strings.Join(phrase[:i], " ")] = true
			ends[strings.Join(phrase[i-1:], " ")] = true
		}
	}
	for _, thanks := range thanks() {
		for s := range beginnings {
			same(t, g, s, s+" "+thanks, 0)
		}
		for s := range ends {
			same(t, g, s, thanks+" "+s, len(thanks)+1)
		}
	}
}

// same fails unless the second text has the words of the first, moved on by some bytes.
func same(t *testing.T, g *grammar, alone, with string, moved int) {
	t.Helper()
	a, b := g.read(alone), g.read(with)
	for i := range a.words {
		a.words[i].start += moved
		a.words[i].end += moved
	}
	if !slices.Equal(a.words, b.words) {
		t.Fatalf("%q reads as %+v, and within %q as %+v", alone, a.words, with, b.words)
	}
}

func TestReadingOfSpellings(t *testing.T) {
	g, err := readGrammar(strategiesFile)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Don’t DONT do not":          "do not do not do not",
		"I'm im can't cannot won't":  "i am i am can not can not will not",
		"The parcel, an order":       "parcel order",
		"Thank you so much for it!":  "for it",
		"Could you pls call?":        "could you call",
		"That's José's":              "that is jose",
		"rock'n'roll o'clock '":      "rock'n'roll o'clock",
		"it's okay, we'll see; u r":  "it is okay we will see you are",
		"Thank-you and well-known x": "and well known x",
	} {
		var folds []string
		for _, w := range g.read(text).words {
			folds = append(folds, w.fold)
		}
		if got := strings.Join(folds, " "); got != want {
			t.Errorf("%q reads as %q, not %q", text, got, want)
		}
	}
}

func TestMistakesInStrategiesAreNamed(t *testing.T) {
	for file, want := range map[string]string{
		"strategy x +":                          "strategies.txt:1: found \"strategy x +\"; the first line must be: strategies 1",
		"strategies 1\nsay hello":               "strategies.txt:2: found \"say\" before the first strategy",
		"strategies 1\nstrategy x *":            "strategies.txt:2: found the sign \"*\"",
		"strategies 1\nstrategy x":              "strategies.txt:2: found \"x\"; write: strategy NAME",
		"strategies 1\nstrategy x + loud":       "found \"loud\" after the sign",
		"strategies 1\nstrategy x +\nweight -1": "strategies.txt:3: found the weight \"-1\"",
		"strategies 1\nstrategy x +\n say a;":   "strategies.txt:3: found nothing between two ;",
		"strategies 1\nstrategy x +\nsing la":   "strategies.txt:3: found \"sing\"",
		"strategies 1\nspelling dont do not":    "strategies.txt:2: found \"dont do not\"; write: spelling",
	} {
		if _, err := readGrammar(file); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v; it should say %q", file, err, want)
		}
	}
}

func TestEveryStrategyIsShownByItsExample(t *testing.T) {
	g, err := readGrammar(strategiesFile)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range g.features() {
		found := false
		r := g.read(f.example)
		g.see(f.example, &r, func(feature int, _ span) { found = found || feature == i })
		if !found && f.name != "long" || f.what == "" {
			t.Errorf("%s is not in its example %q, or does not say what it is", f.name, f.example)
		}
	}
}

// TestNoPhraseIsDead finds phrases that no text can have, because the reader hides one of their words
// or spells it otherwise.
func TestNoPhraseIsDead(t *testing.T) {
	g, err := readGrammar(strategiesFile)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(strategiesFile) {
		list, ok := strings.CutPrefix(strings.TrimSpace(line), "say ")
		if !ok {
			continue
		}
		for phrase := range strings.SplitSeq(list, ";") {
			for _, words := range readings(strings.Fields(strings.ReplaceAll(phrase, "^", ""))) {
				text := strings.Join(words, " ")
				var read []string
				r := g.read(text)
				for _, w := range r.words {
					read = append(read, w.fold)
				}
				if !slices.Equal(read, words) && len(r.asides) == 0 {
					t.Errorf("%q is read as %q", text, read)
				}
			}
		}
	}
}
