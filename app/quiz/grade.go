package quiz

import (
	"fmt"
	"slices"

	"understudy/app/conduct"
)

// epsilon absorbs the rounding of sums of fractions such as 0.1 + 0.2.
const epsilon = 1e-9

// Tally is marks earned out of marks possible.
type Tally struct{ Earned, Possible float64 }

// Percent returns 0..100; 100 when nothing was possible, since then nothing was missed.
func (t Tally) Percent() float64 {
	if t.Possible == 0 {
		return 100
	}
	return 100 * t.Earned / t.Possible
}

// Full reports whether something was possible and all of it was earned.
func (t Tally) Full() bool { return t.Possible > 0 && t.Earned >= t.Possible-epsilon }

func (t Tally) reaches(percent int) bool { return t.Percent() >= float64(percent)-epsilon }

func (t Tally) plus(mark float64) Tally { return Tally{t.Earned + mark, t.Possible + 1} }

// Result is what a graded paper says. A question counts once to every rule that it asks about, and
// once to each of those rules' first values.
type Result struct {
	Overall        Tally
	Score          float64            // Overall in percent
	Marks          map[string]float64 // question id → 0..1
	Values         map[conduct.ValueID]Tally
	Critical       Tally
	Rules          map[conduct.RuleID]Tally // a rule is right when its tally is Full
	ShortValues    []conduct.ValueID        // values under their pass mark, sorted
	OverallPassed  bool
	CriticalPassed bool
	Passed         bool // overall, in every value, and over the critical rules
}

// Grade marks a paper. Responses are by question id; a question without one earns nothing. Rules are those of the code; a rule that is not among them has no value here.
// It fails only when a question of the paper is missing.
func Grade(bp Blueprint, p Paper, questions map[string]Question, rules []conduct.Rule, responses map[string]Response) (Result, error) {
	known := map[conduct.RuleID]conduct.Rule{}
	for _, r := range rules {
		known[r.ID] = r
	}
	result := Result{Marks: map[string]float64{}, Values: map[conduct.ValueID]Tally{}, Rules: map[conduct.RuleID]Tally{}}
	for _, item := range p.Items {
		q, found := questions[item.ID]
		if !found {
			return Result{}, fmt.Errorf("question %s of the paper is not among the questions", item.ID)
		}
		result.count(q, q.Mark(responses[q.ID]), known)
	}
	result.judge(bp)
	return result, nil
}

// count adds one marked question to every tally that it belongs to.
func (r *Result) count(q Question, mark float64, known map[conduct.RuleID]conduct.Rule) {
	r.Marks[q.ID] = mark
	r.Overall = r.Overall.plus(mark)
	critical := false
	var values []conduct.ValueID
	for _, id := range q.Rules {
		rule := known[id]
		r.Rules[id] = r.Rules[id].plus(q.shown(mark))
		critical = critical || rule.Critical
		if v := rule.Value(); v != "" && !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	for _, v := range values {
		r.Values[v] = r.Values[v].plus(mark)
	}
	if critical {
		r.Critical = r.Critical.plus(mark)
	}
}

// shown is what a mark says about the rules: that of a judgement which is right stands for all of it.
func (q Question) shown(mark float64) float64 {
	if q.Type == Judgement && q.Right(mark) {
		return 1
	}
	return mark
}

// judge compares the tallies with the pass marks. A paper without questions passes nobody.
func (r *Result) judge(bp Blueprint) {
	r.Score = r.Overall.Percent()
	for value, tally := range r.Values {
		if !tally.reaches(bp.PassValue) {
			r.ShortValues = append(r.ShortValues, value)
		}
	}
	slices.Sort(r.ShortValues)
	r.OverallPassed = r.Overall.Possible > 0 && r.Overall.reaches(bp.Pass)
	r.CriticalPassed = r.Critical.reaches(bp.PassCritical)
	r.Passed = r.OverallPassed && r.CriticalPassed && len(r.ShortValues) == 0
}
