package politeness

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// examples makes requests of which the manner gives the score.
func examples(n int) []Example {
	polite := []string{"Could you please %s?", "We %s another way.", "Thanks! Would you mind if I asked you to %s?", "Hi, I was wondering if you could %s."}
	rude := []string{"Why did you not %s?", "We %s right away.", "You should really %s.", "So %s already, idiot."}
	deeds := []string{"send the parcel", "check the bill", "open the door", "call me", "look for my bag", "move the date", "explain the fee"}
	var out []Example
	for i := range n {
		manner, score := polite, 1.0
		if i%2 == 1 {
			manner, score = rude, -1
		}
		text := fmt.Sprintf(manner[i/2%len(manner)], deeds[i%len(deeds)])
		out = append(out, Example{ID: fmt.Sprint(i), Text: text, Score: score + float64(i%5)/10})
	}
	return out
}

func TestFitLearnsMannersAndRepeatsItself(t *testing.T) {
	m, err := Fit(examples(200))
	if err != nil {
		t.Fatal(err)
	}
	again, err := Fit(examples(200))
	if err != nil || again.Write("a note") != m.Write("a note") {
		t.Fatalf("a second fit is another: %v", err)
	}
	if polite, rude := m.Score("Could you please wait?").Value, m.Score("Why did you not wait?").Value; polite < 0.7 || rude > 0.3 {
		t.Errorf("scores %v and %v", polite, rude)
	}
	if m.Lexicon() == 0 || m.Lexicon() > maxLexicon {
		t.Errorf("a lexicon of %d", m.Lexicon())
	}
	v, err := CrossValidate(examples(200), 10)
	if err != nil {
		t.Fatal(err)
	}
	if full, plain := v.Accuracy(); full < 0.99 || plain < 0.9 || len(v.Folds) != 10 {
		t.Errorf("accuracy %v, without lexicon %v, in %d folds", full, plain, len(v.Folds))
	}
	if v.Deviation() > 0.05 {
		t.Errorf("deviation %v", v.Deviation())
	}
}

func TestFitKeepsSigns(t *testing.T) {
	spoiled := examples(200)
	for i := range spoiled {
		spoiled[i].Score = -spoiled[i].Score // politeness upside down
	}
	m, err := Fit(spoiled)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range m.grammar.features() {
		if w := m.features[i].weight; s.sign == never0below && w < 0 || s.sign == never0above && w > 0 {
			t.Errorf("%s weighs %v", s.name, w)
		}
	}
}

func TestFitRefuses(t *testing.T) {
	if _, err := Fit(examples(19)); err == nil {
		t.Error("19 examples are fitted")
	}
	bad := examples(40)
	bad[7].Score = math.NaN()
	if _, err := Fit(bad); err == nil || !strings.Contains(err.Error(), "example 7") {
		t.Errorf("a score that is no number: %v", err)
	}
	for _, folds := range []int{-1, 0, 1, 11} {
		if _, err := CrossValidate(examples(200), folds); err == nil {
			t.Errorf("%d folds of 200 examples", folds)
		}
	}
}

func TestWeightsAreReadAsWritten(t *testing.T) {
	m := shipped(t)
	again, err := Read(m.Write("a note"))
	if err != nil {
		t.Fatal(err)
	}
	if again.Write("a note") != m.Write("a note") || again.Lexicon() != m.Lexicon() {
		t.Error("written and read again, the weights are others")
	}
	for _, s := range texts()[:150] {
		if m.Score(s).Value != again.Score(s).Value {
			t.Fatalf("%q scores otherwise", s)
		}
	}
	for _, need := range []string{"Stanford Politeness", "CC BY 4.0", "ACL 2013", "cross-validation"} {
		if !strings.Contains(weightsFile, need) {
			t.Errorf("weights.txt does not say %q", need)
		}
	}
}

func TestMistakesInWeightsAreNamed(t *testing.T) {
	for file, want := range map[string]string{
		"base 1":                                              "weights.txt:1: found \"base 1\"; the first line must be",
		"politeness weights 1\nbase":                          "weights.txt:2: found \"base\"; write: feature weight",
		"politeness weights 1\nbase much":                     "found the weight \"much\"",
		"politeness weights 1\nbase NaN":                      "found the weight \"NaN\"",
		"politeness weights 1\nbase 1e9":                      "found the weight \"1e9\"",
		"politeness weights 1\ngratitud 1":                    "found the feature \"gratitud\"",
		"politeness weights 1\ngratitude -1":                  "must not be below 0",
		"politeness weights 1\ninsult 1":                      "must not be above 0",
		"politeness weights 1\nword:you 1  # x\nword:you 2":   "weights.txt:3: found word:you a second time",
		"politeness weights 1\ngratitude 1 # ok\n\n# fine\nx": "weights.txt:5",
	} {
		if _, err := Read(file); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v; it should say %q", file, err, want)
		}
	}
}
