package speech

import "testing"

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
