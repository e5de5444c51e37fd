package speech

import (
	"slices"
	"strings"

	"understudy/app/conduct"
)

// Detector is one thing that can be looked for in a reply.
type Detector struct {
	Name  string
	Rules []conduct.RuleID
	Args  []string // what may stand in brackets after it
	Good  bool     // it can find a rule kept; the others find breaches only
}

// Detectors lists every detector in the order of the design's table.
func Detectors() []Detector {
	return []Detector{
		{"greeting", rules("r08"), nil, true},
		{"introduction", rules("r08"), nil, true},
		{"name", rules("r11"), nil, true},
		{"thanks", rules("r30"), nil, true},
		{"complaint_thanks", rules("r05 r24"), nil, true},
		{"apology", rules("r30"), nil, true},
		{"empathy", rules("r20"), nil, true},
		{"question", rules("r20"), nil, true},
		{"choice", rules("r06"), nil, true},
		{"ownership", rules("r31"), nil, true},
		{"next_step", rules("r10"), []string{"what", "when"}, true},
		{"promise", rules("r10 r03 r33"), []string{"what", "when"}, true},
		{"check_back", rules("r25"), nil, true},
		{"closing", rules("r25"), nil, true},
		{"escalation", rules("r09"), nil, true},
		{"blame", rules("r04"), nil, false},
		{"negative", rules("r29"), nil, false},
		{"policy_wall", rules("r29"), nil, false},
		{"heat", rules("r23"), nil, false},
		{"shouting", rules("r23"), nil, false},
		{"sarcasm", rules("r30"), nil, false},
		{"swearing", rules("r30"), nil, false},
		{"overpromise", rules("r16"), nil, false},
		{"privacy", rules("r18"), nil, true},
		{"jargon", rules("r28"), nil, false},
		{"readability", rules("r28"), nil, false},
		{"length", rules("r28"), nil, false},
		{"email_form", rules("r28"), nil, true},
	}
}

func rules(ids string) []conduct.RuleID {
	var out []conduct.RuleID
	for id := range strings.FieldsSeq(ids) {
		out = append(out, conduct.RuleID(id))
	}
	return out
}

// known finds a detector by its name.
func known(name string) (Detector, bool) {
	all := Detectors()
	i := slices.IndexFunc(all, func(d Detector) bool { return d.Name == name })
	if i < 0 {
		return Detector{}, false
	}
	return all[i], true
}

func detectorNames() string {
	var out []string
	for _, d := range Detectors() {
		out = append(out, d.Name)
	}
	return strings.Join(out, ", ")
}
