package scene

import (
	"slices"

	"understudy/app/conduct"
)

// Verdict says how a learner did by one rule.
type Verdict string

// The verdicts. A rule that was broken once stays broken, whatever else was said. A rule is missed
// where a choice that keeps it was on offer on a scene's first visit, and never taken.
const (
	Shown    Verdict = "shown"
	Missed   Verdict = "missed"
	Broken   Verdict = "broken"
	NoChance Verdict = "no_chance"
)

// Evidence is one rule kept (Sign +1) or broken (−1). Points is 0 on a repeated visit.
type Evidence struct {
	Rule     conduct.RuleID
	Sign     int
	Strength Strength
	Points   int
}

// RuleVerdict is the verdict on one rule, and the points it gave or took.
type RuleVerdict struct {
	Rule    conduct.RuleID
	Verdict Verdict
	Points  int
}

// evidence lists what tags stand for. Tags count on the first visit of a scene.
func evidence(rows []*Tags, counts bool) []Evidence {
	var out []Evidence
	for _, row := range rows {
		for _, tag := range row.Tags {
			e := Evidence{tag.Rule, row.Sign, tag.Strength, 0}
			if counts {
				e.Points = row.Sign * tag.Strength.Points()
			}
			out = append(out, e)
		}
	}
	return out
}

// scored is a turn with what it is worth.
type scored struct {
	turn
	repeat   bool
	evidence []Evidence
}

// score judges every turn of a play.
func (p Play) score() []scored {
	visited := make([]bool, len(p.c.stages))
	var out []scored
	for _, t := range p.turns {
		s := scored{turn: t}
		if t.Kind != MoveBack {
			s.repeat = visited[t.From.scene]
			visited[t.From.scene] = true
			s.evidence = evidence(p.c.edgeOf(t).tags(), !s.repeat)
		}
		out = append(out, s)
	}
	return out
}

func (c *Compiled) edgeOf(t turn) *edge { return &c.stages[t.From.scene].edges[t.edge] }

// tags returns the rules that an edge keeps or breaks; the clock does neither.
func (e *edge) tags() []*Tags {
	if e.choice == nil {
		return nil
	}
	return all[*Tags](e.choice.Rows)
}

// ending returns the evidence of the ending that a play has reached.
func (p Play) ending() []Evidence {
	st := &p.c.stages[p.state.scene]
	if st.Outcome == "" {
		return nil
	}
	return evidence(all[*Tags](st.Rows), true)
}

// percent returns points in percent of the best, rounded down, from 0 to 100.
func percent(points, best int) int {
	if best <= 0 {
		return 0
	}
	return max(0, min(100, points*100/best))
}

// verdicts judges every rule that the scenario has at stake.
func (p Play) verdicts(turns []scored) []RuleVerdict {
	shown, broken, missed := map[conduct.RuleID]bool{}, map[conduct.RuleID]bool{}, map[conduct.RuleID]bool{}
	points := map[conduct.RuleID]int{}
	weigh := func(found []Evidence) {
		for _, e := range found {
			points[e.Rule] += e.Points
			shown[e.Rule] = shown[e.Rule] || e.Points > 0
			broken[e.Rule] = broken[e.Rule] || e.Sign < 0
		}
	}
	for _, t := range turns {
		weigh(t.evidence)
		if t.Kind != MoveBack && !t.repeat {
			for _, rule := range p.c.stages[t.From.scene].chances(t.From.vars) {
				missed[rule] = true
			}
		}
	}
	weigh(p.ending())
	out := make([]RuleVerdict, len(p.c.Rules))
	for i, rule := range p.c.Rules {
		out[i] = RuleVerdict{rule, NoChance, points[rule]}
		switch {
		case broken[rule]:
			out[i].Verdict = Broken
		case shown[rule]:
			out[i].Verdict = Shown
		case missed[rule]:
			out[i].Verdict = Missed
		}
	}
	return out
}

// chances returns the rules that a choice on offer keeps.
func (st *stage) chances(vars uint64) []conduct.RuleID {
	var out []conduct.RuleID
	for i := range st.edges {
		e := &st.edges[i]
		if !holds(e.guard, vars) {
			continue
		}
		for _, found := range evidence(e.tags(), true) {
			if found.Sign > 0 && !slices.Contains(out, found.Rule) {
				out = append(out, found.Rule)
			}
		}
	}
	return out
}
