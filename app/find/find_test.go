package find

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"understudy/app/catalog"
	"understudy/app/conduct"
)

func code() *conduct.Code {
	return &conduct.Code{Rules: []conduct.Rule{
		{ID: "r01", Title: "Purpose", Statement: "Treat each customer as the point of your work.", Do: []string{"Stop what you are doing."}},
		{ID: "r10", Title: "Keeping informed", Statement: "Tell people where their matter stands.", Dont: []string{"Leave a customer’s call unanswered."}},
		{ID: "r18", Title: "Privacy", Statement: "Guard what people trust you with.", Do: []string{"Lower your voice for private details."}},
		{ID: "r20", Title: "L’écoute", Statement: "Écouter le cœur du problème.", Dont: []string{"Privacy is not listening."}},
	}}
}

func found(query string) string {
	var out []string
	for _, hit := range New(code()).Search(query, 10) {
		out = append(out, string(hit.Rule.ID))
	}
	return strings.Join(out, " ")
}

func TestSearch(t *testing.T) {
	for query, want := range map[string]string{
		"18": "r18", "r18": "r18", "R18": "r18", "018": "r18", "1": "r01", "rule 10": "r10",
		"privacy": "r18 r20", "PRIV": "r18 r20", "privcy": "r18 r20", "pirvacy": "r18 r20", "privaccy": "r18 r20", "privaxy": "r18 r20", "privvvcy": "",
		"ecoute": "r20", "écoute": "r20", "coeur": "r20", "l'ecoute": "r20",
		"customers": "r10 r01", "customer": "r01 r10",
		"guard people": "r18 r10", "how do I guard it": "r18", "the": "r01 r10", "zebra": "", "": "", "  ?!": "", "x": "",
		"cust": "r01 r10", "sotp": "",
	} {
		if got := found(query); got != want {
			t.Errorf("%q found %q, want %q", query, got, want)
		}
	}
}

func TestTheSnippetSaysWhy(t *testing.T) {
	for query, want := range map[string]string{
		"18": "Guard what people trust you with.", "privacy": "Guard what people trust you with.", "voice": "Lower your voice for private details.",
	} {
		if hits := New(code()).Search(query, 1); len(hits) != 1 || hits[0].Snippet != want {
			t.Errorf("%q: %+v, want %q", query, hits, want)
		}
	}
}

func TestLimit(t *testing.T) {
	for limit, want := range map[int]int{1: 1, 10: 2, 0: 0, -1: 0} {
		if got := len(New(code()).Search("privacy", limit)); got != want {
			t.Errorf("limit %d gave %d", limit, got)
		}
	}
	if got := New(nil).Search("privacy", 5); got != nil {
		t.Errorf("nothing to find, and %v", got)
	}
}

// Whoever types a rule's number or its title finds the rule first.
func TestEveryShippedRuleIsFoundByNumberAndTitle(t *testing.T) {
	library, problems := catalog.Embedded()
	if catalog.Broken(problems) {
		t.Fatal(catalog.Lines(problems))
	}
	x := New(library.Code)
	for _, rule := range library.Code.Rules {
		for _, query := range []string{string(rule.ID), fmt.Sprint(rule.Number()), rule.Title, strings.ToUpper(rule.Title), rule.Label()} {
			if hits := x.Search(query, 5); len(hits) == 0 || hits[0].Rule.ID != rule.ID {
				t.Errorf("%q does not find %s first: %v", query, rule.Label(), hits)
			}
		}
	}
}

func TestOneSlipIsForgiven(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := []rune(rapid.StringMatching(`[a-z]{6,12}`).Draw(t, "word"))
		at := rapid.IntRange(0, len(word)-2).Draw(t, "at")
		slip := append([]rune{}, word...)
		switch rapid.IntRange(0, 3).Draw(t, "slip") {
		case 0:
			slip = append(slip[:at], slip[at+1:]...)
		case 1:
			slip[at] = 'é'
		case 2:
			slip[at], slip[at+1] = slip[at+1], slip[at]
		case 3:
			slip = append(slip[:at+1], append([]rune{'x'}, slip[at+1:]...)...)
		}
		x := New(&conduct.Code{Rules: []conduct.Rule{{ID: "r01", Title: string(word)}}})
		if len(x.Search(string(slip), 1)) != 1 {
			t.Fatalf("%q did not find %q", string(slip), string(word))
		}
	})
}

func TestNoQueryBreaksTheSearch(t *testing.T) {
	x := New(code())
	rapid.Check(t, func(t *rapid.T) { x.Search(rapid.String().Draw(t, "query"), 5) })
}

func BenchmarkSearch(b *testing.B) {
	library, _ := catalog.Embedded()
	x := New(library.Code)
	for b.Loop() {
		x.Search("how do I keep a customers privcy", 8)
	}
}
