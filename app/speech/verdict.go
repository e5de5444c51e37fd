package speech

import (
	"slices"

	"understudy/app/conduct"
)

// Verdict says what a reply, or a whole attempt, did with a rule.
type Verdict string

// The verdicts.
const (
	Shown     Verdict = "shown"
	Missed    Verdict = "missed"
	Broken    Verdict = "broken"
	NoChance  Verdict = "no_chance"
	NotJudged Verdict = "not_judged"
)

// Verdicts judges each rule that is wanted and each that there is evidence for. A rule once broken stays
// broken, whatever else was said. Where the reply could not be judged, nothing is missed.
func (a Assessment) Verdicts(wanted []conduct.RuleID) map[conduct.RuleID]Verdict {
	out := map[conduct.RuleID]Verdict{}
	for _, rule := range wanted {
		out[rule] = Missed
		if !a.Judged {
			out[rule] = NotJudged
		}
	}
	for _, f := range a.Findings {
		if f.Sign < 0 {
			out[f.Rule] = Broken
		} else if out[f.Rule] != Broken {
			out[f.Rule] = Shown
		}
	}
	return out
}

// Met says how far a reply does what a scenario wants of it.
type Met uint8

// A want is met in full, half by something weak, or not at all.
const (
	None Met = iota
	Half
	Full
)

// Match judges `want RULE DETECTOR(args)`: how far the findings meet it, and which of them show it. For a
// detector that finds breaches only, the want is that there be none. promise and next_step with the
// arguments what and when need an action and a time. An empty rule stands for any.
func Match(findings []Finding, rule conduct.RuleID, detector string, args []string) (Met, []Finding) {
	d, ok := known(detector)
	if !ok {
		return None, nil
	}
	if detector == "next_step" && slices.Contains(args, "when") {
		detector = "promise"
	}
	var met Met
	var evidence []Finding
	for _, f := range findings {
		if f.Detector != detector || rule != "" && f.Rule != rule && slices.Contains(d.Rules, rule) {
			continue
		}
		if f.Sign < 0 {
			return None, nil
		}
		evidence = append(evidence, f)
		met = max(met, meets(f))
	}
	if !d.Good {
		return Full, nil
	}
	return met, evidence
}

func meets(f Finding) Met {
	if f.Strength == Weak {
		return Half
	}
	return Full
}

// Trips returns the findings by which `never RULE DETECTOR` is broken.
func Trips(findings []Finding, rule conduct.RuleID, detector string) []Finding {
	d, _ := known(detector)
	var out []Finding
	for _, f := range findings {
		if f.Detector == detector && f.Sign < 0 && (rule == "" || f.Rule == rule || !slices.Contains(d.Rules, rule)) {
			out = append(out, f)
		}
	}
	return out
}
