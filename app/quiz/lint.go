package quiz

import (
	"fmt"

	"understudy/app/conduct"
)

// Finding is something that an author of questions should mend. Rule and Question say where, as far
// as it is about one.
type Finding struct {
	Rule     conduct.RuleID
	Question string
	Message  string
}

// Lint reports why a blueprint cannot be met from a bank: each rule that is short, and a total that
// the bank cannot reach. Rules are all that the paper may have to ask about.
func Lint(bp Blueprint, bank []Question, rules []conduct.Rule) []Finding {
	pool := eligible(bp, bank, rules)
	var out []Finding
	if len(bp.Asks(rules)) == 0 {
		out = append(out, Finding{Message: "the blueprint asks about no rule of the code"})
	}
	for _, r := range bp.Asks(rules) {
		if n := len(about(pool, r.ID)); n < bp.EachRule {
			out = append(out, Finding{Rule: r.ID, Message: shortage(r.ID, n, bp.EachRule)})
		}
	}
	if len(pool) < bp.Total {
		out = append(out, Finding{Message: fmt.Sprintf("the bank has %s for this blueprint, and it asks for %d in total", ready(len(pool)), bp.Total)})
	}
	return out
}

// LintMix reports types of which a bank has fewer questions than a blueprint would like. The paper can be
// drawn all the same.
func LintMix(bp Blueprint, bank []Question, rules []conduct.Rule) []Finding {
	has := map[Type]int{}
	for _, q := range eligible(bp, bank, rules) {
		has[q.Type]++
	}
	var out []Finding
	for _, t := range Types() {
		if want := bp.Mix[t]; has[t] < want {
			out = append(out, Finding{Message: fmt.Sprintf("the bank has %s of type %s for this blueprint, and its mix asks for %d", ready(has[t]), t, want)})
		}
	}
	return out
}

// LintPanels reports options of ready judgements that the panel itself does not agree on.
func LintPanels(bank []Question) []Finding {
	var out []Finding
	for _, q := range bank {
		for i, o := range q.Options {
			if q.Ready() && o.Disputed() {
				out = append(out, Finding{Question: q.ID, Message: fmt.Sprintf("question %s: the panel does not agree on option %d, %q, so that nobody can be marked by it", q.ID, i+1, o.Text)})
			}
		}
	}
	return out
}

// The least that keeps refreshers and second attempts from becoming a memory of one question.
const (
	enoughQuestions = 3
	enoughTypes     = 2
)

// LintBank reports rules with too few ready questions, or questions of one type alone.
func LintBank(bank []Question, rules []conduct.Rule) []Finding {
	var out []Finding
	for _, r := range rules {
		types := map[Type]bool{}
		asked := about(bank, r.ID)
		for _, q := range asked {
			types[q.Type] = true
		}
		switch {
		case len(asked) < enoughQuestions:
			out = append(out, Finding{Rule: r.ID, Message: fmt.Sprintf("rule %s has %s; %d let a second attempt ask something else", r.ID, ready(len(asked)), enoughQuestions)})
		case len(types) < enoughTypes:
			out = append(out, Finding{Rule: r.ID, Message: fmt.Sprintf("rule %s has questions of one type alone; %d types show more than a habit", r.ID, enoughTypes)})
		}
	}
	return out
}

// about returns the ready questions that ask about a rule.
func about(bank []Question, rule conduct.RuleID) []Question {
	var out []Question
	for _, q := range bank {
		if q.Ready() && q.Serves(rule) {
			out = append(out, q)
		}
	}
	return out
}

// shortage says which rule is short, and by how much.
func shortage(rule conduct.RuleID, has, need int) string {
	return fmt.Sprintf("rule %s has %s in the bank, and each rule needs %d", rule, ready(has), need)
}

func ready(n int) string {
	if n == 1 {
		return "1 ready question"
	}
	return fmt.Sprintf("%d ready questions", n)
}
