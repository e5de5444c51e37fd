package speech

import "testing"

func kit(t testing.TB) *Kit {
	t.Helper()
	k, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// TestExamples runs every example of every pattern: in a "yes" the detector finds that sign, in a "no" it
// does not.
func TestExamples(t *testing.T) {
	k := kit(t)
	for _, lang := range k.Languages() {
		for _, p := range k.languages[lang].patterns {
			c := Context{Lang: lang, Turn: 1, Closing: true, Promises: exampleLedger(p.detector)}
			for _, reply := range p.yes {
				if !finds(k.Assess(reply, c), p) {
					t.Errorf("%s: %s/%s does not find %q: %v", p.at, p.detector, p.name, reply, brief(k.Assess(reply, c)))
				}
			}
			for _, reply := range p.no {
				if finds(k.Assess(reply, c), p) {
					t.Errorf("%s: %s/%s finds %q: %v", p.at, p.detector, p.name, reply, brief(k.Assess(reply, c)))
				}
			}
		}
	}
}

func exampleLedger(detector string) []Promise {
	if detector != "promise" {
		return nil
	}
	return []Promise{{Quote: "I'll call you by four", Action: "call you", Time: "by four", Due: 16 * 60}}
}

func finds(a Assessment, p *pattern) bool {
	for _, f := range a.Findings {
		if f.Detector == p.detector && f.Sign == p.sign && f.Rule == p.rules[0] {
			return true
		}
	}
	return false
}

func brief(a Assessment) []string {
	var out []string
	for _, f := range a.Findings {
		sign := "+"
		if f.Sign < 0 {
			sign = "-"
		}
		out = append(out, string(f.Rule)+sign+" "+f.Detector+"/"+f.Pattern+" "+string(f.Strength)+" «"+f.Quote+"»")
	}
	return out
}
