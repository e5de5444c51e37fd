package recall

import (
	"cmp"
	"slices"
)

// The chance to remember at which a rule is asked again. Critical rules are kept fresher.
const (
	Retention         = 0.90
	RetentionCritical = 0.95
)

// The chance to remember down to which a rule counts as ready. It lies under the retention, since a rule
// that came due yesterday has not been neglected.
const (
	ReadyFrom         = 0.80
	ReadyFromCritical = 0.90
)

// The most that one session asks.
const (
	SessionQuestions = 6
	SessionSeconds   = 180
)

// Readiness returns the chance to remember a rule today, 0..1: R, or 0 without a memory.
func (m *Model) Readiness(s State, days int) float64 {
	if s.None() {
		return 0
	}
	return m.Retrievability(s.S, days)
}

// DesiredRetention returns the chance to remember at which a rule is asked again.
func DesiredRetention(critical bool) float64 {
	if critical {
		return RetentionCritical
	}
	return Retention
}

// Ready reports whether a chance to remember, 0..1, is enough for the rule to count as ready.
func Ready(r float64, critical bool) bool {
	if critical {
		return r >= ReadyFromCritical
	}
	return r >= ReadyFrom
}

// Weak reports whether a rule is due: its chance to remember has reached the desired retention.
func Weak(r float64, critical bool) bool { return r <= DesiredRetention(critical) }

// Change is what a new revision of a rule is to somebody who knows the old one.
type Change int

// The changes.
const (
	Editorial  Change = iota // the memory stands
	Clarifying               // the memory stands, and the rule is asked today
	Material                 // what was remembered is no longer the rule
)

// Revised returns what is left of a memory after a new revision, and whether to ask about the rule today.
func Revised(s State, c Change) (left State, today bool) {
	switch c {
	case Material:
		return State{}, true
	case Clarifying:
		return s, true
	default:
		return s, false
	}
}

// Candidate is a rule that a session might ask about.
type Candidate struct {
	Rule     string
	R        float64 // chance to remember today, 0..1
	Critical bool
	Today    bool // asked today whatever R is, as after a clarifying revision
	Seconds  int  // what its question takes
}

// Session returns the rules to ask about now, at most six questions and 180 seconds. Those go first that
// lie furthest under their desired retention; what was revised counts as well under it. A question that
// does not fit any more leaves its room to a shorter one. It does not matter in which order they come in.
func Session(candidates []Candidate) []string {
	due := slices.DeleteFunc(slices.Clone(candidates), func(c Candidate) bool { return !c.Today && !Weak(c.R, c.Critical) })
	slices.SortFunc(due, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.lack(), a.lack()), cmp.Compare(a.Rule, b.Rule))
	})
	var rules []string
	seconds := 0
	for _, c := range due {
		fits := seconds+c.Seconds <= SessionSeconds || len(rules) == 0
		if fits && len(rules) < SessionQuestions {
			rules = append(rules, c.Rule)
			seconds += c.Seconds
		}
	}
	return rules
}

// lack is how far a rule lies under its desired retention.
func (c Candidate) lack() float64 {
	lack := DesiredRetention(c.Critical) - c.R
	if c.Today {
		return max(lack, 1)
	}
	return lack
}

// Asked says when a person last saw a question of a rule.
type Asked struct {
	Question string
	Ever     bool
	Day      int // any count of days that grows; only where it was ever asked
}

// Rotate returns the question of a rule to ask next: one that was never seen, else the one seen longest
// ago; the first by name where that leaves several. It is empty when there is no question.
func Rotate(questions []Asked) string {
	if len(questions) == 0 {
		return ""
	}
	return slices.MinFunc(questions, func(a, b Asked) int {
		switch {
		case a.Ever != b.Ever && b.Ever:
			return -1
		case a.Ever != b.Ever:
			return 1
		case a.Ever && a.Day != b.Day:
			return cmp.Compare(a.Day, b.Day)
		default:
			return cmp.Compare(a.Question, b.Question)
		}
	}).Question
}
