package quiz

import (
	"slices"
	"time"

	"understudy/app/conduct"
)

// Blueprint states what a paper must contain and what passes it.
type Blueprint struct {
	ID              string
	Title           string
	EachRule        int              // questions that every rule gets; a hard constraint
	Total           int              // questions to top up to, as far as the bank goes; 0 for none
	Rules           []conduct.RuleID // ask about these alone; none means every rule
	Mix             map[Type]int     // how many of a type there should be at least, where the bank allows
	Pass            int              // percent overall
	PassValue       int              // percent in each value
	PassCritical    int              // percent over the critical rules
	Attempts        int              // how many a person has; 0 means no limit
	CooldownMinutes int              // wait between two attempts, in minutes
	LimitMinutes    int              // time for one attempt, in minutes; 0 means none
	AvoidLast       int              // how many of a person's last papers to repeat nothing from
	Closes          time.Time        // nobody answers after it, whenever they began; zero for never
	Overdue         Overdue          // what becomes of an attempt that is not handed in by its end
	Lang, Hash      string
}

// Overdue is what becomes of an attempt that is not handed in by its end.
type Overdue string

// The policies.
const (
	OverdueSubmit  Overdue = "submit"  // what was answered in time is graded; also what an empty policy means
	OverdueAbandon Overdue = "abandon" // nothing is graded; the attempt counts as one
)

// Asks returns the rules, out of those that apply to a person, that the blueprint asks about.
func (bp Blueprint) Asks(rules []conduct.Rule) []conduct.Rule {
	if len(bp.Rules) == 0 {
		return rules
	}
	var out []conduct.Rule
	for _, r := range rules {
		if slices.Contains(bp.Rules, r.ID) {
			out = append(out, r)
		}
	}
	return out
}

// Item is one question of a paper in the revision that was drawn.
type Item struct {
	ID   string
	Rev  int
	Hash string
}

// Paper is what one person is asked: the questions in their order, and the seed that drew them, so
// that an auditor can draw the same paper again.
type Paper struct {
	Blueprint     string
	BlueprintHash string
	Seed          uint64
	Items         []Item
}
