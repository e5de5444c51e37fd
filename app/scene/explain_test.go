package scene

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"understudy/app/conduct"
	"understudy/app/speech"
)

// allRules are the ids of the shipped code of conduct.
func allRules() []conduct.RuleID {
	var out []conduct.RuleID
	for i := range 34 {
		out = append(out, conduct.RuleID(fmt.Sprintf("r%02d", i+1)))
	}
	return out
}

// checkFile analyses a scenario with the plan beside it. The only picture in the world is desk.png.
func checkFile(t *testing.T, name string) Report {
	t.Helper()
	file := File{Name: name, Text: []byte(mustRead(t, name)), Exists: func(name string) bool { return name == "desk.png" }}
	if plan, err := os.ReadFile(PlanName(name)); err == nil {
		file.Plan = plan
	}
	if texts, err := os.ReadFile(TextsName(name, "fr")); err == nil {
		file.Texts = []Texts{{TextsName(name, "fr"), texts}}
	}
	if picks, err := os.ReadFile(PicksName(name)); err == nil {
		if file.Picks, err = ParsePicks(picks); err != nil {
			t.Fatal(err)
		}
	}
	return Checker{Rules: allRules(), Speech: shipped(t)}.Check([]File{file})
}

// shipped returns the detectors that the program carries.
func shipped(t testing.TB) *speech.Kit {
	t.Helper()
	kit, err := speech.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return kit
}

// codes returns the codes of errors and warnings, each once, and those of all findings.
func codes(r Report) (grave, all []string) {
	for _, f := range r.Findings {
		all = append(all, f.Code)
		if f.Severity != SeverityInfo {
			grave = append(grave, f.Code)
		}
	}
	slices.Sort(grave)
	return slices.Compact(grave), all
}

// TestEveryCodeHasFixtures holds the examples of the explanations and the further cases in testdata to
// what they claim: a wrong one raises its code and nothing else of weight, a right one nothing at all.
func TestEveryCodeHasFixtures(t *testing.T) {
	examples, _ := filepath.Glob("explain/*/*.scene")
	further, _ := filepath.Glob("testdata/S*/*.scene")
	for _, name := range append(examples, further...) {
		t.Run(name, func(t *testing.T) {
			code := filepath.Base(filepath.Dir(name))
			report := checkFile(t, name)
			grave, all := codes(report)
			wrong := strings.HasPrefix(filepath.Base(name), "wrong")
			switch infoOnly := code == "S11" || code == "S23"; {
			case wrong && infoOnly:
				if len(grave) > 0 || !slices.Contains(all, code) {
					t.Errorf("raises %v, want %s for information", report.Findings, code)
				}
			case wrong && !slices.Equal(grave, []string{code}):
				t.Errorf("raises %v, want %s alone:\n%v", grave, code, report.Findings)
			case !wrong && (len(grave) > 0 || infoOnly && slices.Contains(all, code)):
				t.Errorf("raises %v, want nothing:\n%v", all, report.Findings)
			}
		})
	}
}

func TestEveryCodeIsExplained(t *testing.T) {
	want := strings.Fields("PLAN S00 S01 S02 S03 S04 S05 S06 S07 S08 S09 S10 S11 S12 S13 S14 S15 S16 S17 S18 S19 S20 S21 S22 S23 S24")
	if got := Codes(); !slices.Equal(got, want) {
		t.Errorf("codes %v, want %v", got, want)
	}
	for _, code := range want {
		e, ok := Explain(code)
		if !ok || e.Title == "" || e.Text == "" || e.Wrong == "" || e.Right == "" {
			t.Errorf("%s: %+v", code, e)
		}
	}
	for _, code := range []string{"S99", "", ".", "../scene"} {
		if _, ok := Explain(code); ok {
			t.Errorf("%q is explained", code)
		}
	}
}
