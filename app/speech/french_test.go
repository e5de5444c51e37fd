package speech

import (
	"strings"
	"testing"
)

func TestFrench(t *testing.T) {
	k := kit(t)
	for _, s := range situations(t, "french.txt") {
		s.context.Lang = "fr"
		s.check(t, k)
	}
	if a := k.Assess("Je ne vous rappellerai pas avant onze heures.", Context{Lang: "fr", Turn: 2}); len(a.Promises) > 0 {
		t.Errorf("a promise: %q", brief(a))
	}
	if a := k.Assess("Thank you for telling us.", Context{Lang: "fr"}); a.Judged {
		t.Errorf("English is judged as French: %q", brief(a))
	}
}

// TestEveryFindingSpeaksFrench holds what Go code says to what the French files say: a French reader
// reads no English.
func TestEveryFindingSpeaksFrench(t *testing.T) {
	k := kit(t)
	for _, finding := range strings.Fields(`name/name name/misspelt name/overuse promise/time promise/vague-time privacy/private-value
		privacy/phone privacy/email privacy/address privacy/card privacy/iban shouting/capitals shouting/marks length/sentence length/reply
		readability/grade jargon/initials email_form/form email_form/salutation email_form/sign-off email_form/no-form`) {
		detector, pattern, _ := strings.Cut(finding, "/")
		if k.languages["fr"].says[detector+" "+pattern].why == "" {
			t.Errorf("nothing says in French what %s means", finding)
		}
	}
	found := k.Assess("Madame Novac, je vous rappelle demain avant 10 heures.", Context{Lang: "fr", Turn: 2, Name: "Leila Novak"}).Findings
	for _, f := range found {
		if f.Detector == "name" && (f.Why != "Le nom du client est mal écrit." || f.Better != "Leila Novak") {
			t.Errorf("the misspelt name says %q, %q", f.Why, f.Better)
		}
	}
}
