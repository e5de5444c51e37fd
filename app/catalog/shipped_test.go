package catalog

import (
	"testing"
	"time"

	"understudy/app/quiz"
)

// The library that is shipped has no mistake, and every rule is taught and asked about in more
// ways than one.
func TestTheShippedLibrary(t *testing.T) {
	begun := time.Now()
	l, problems := Embedded()
	if took := time.Since(begun); took > 2*time.Second {
		t.Errorf("loading took %s", took)
	}
	if len(problems) > 0 {
		t.Fatalf("problems:\n%s", Lines(problems))
	}
	if len(l.Code.Rules) != 34 || len(l.Code.Values) != 5 || len(l.Scenarios) < 5 {
		t.Errorf("%d rules, %d values, %d scenarios", len(l.Code.Rules), len(l.Code.Values), len(l.Scenarios))
	}
	for _, rule := range l.Code.Rules {
		if _, _, taught := l.Teaching(rule.ID); !taught {
			t.Errorf("no lesson teaches %s", rule.ID)
		}
	}
	for _, finding := range quiz.LintBank(l.Bank(), l.Code.Rules) {
		t.Error(finding.Message)
	}
	for id, bp := range l.Blueprints {
		for seed := range uint64(20) {
			if _, err := quiz.Draw(bp, l.Bank(), l.Code.Rules, seed, nil); err != nil {
				t.Errorf("%s: %v", id, err)
			}
		}
	}
}
