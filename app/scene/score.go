package scene

import (
	"slices"

	"understudy/app/conduct"
)

// Verdict says how a learner did by one rule.
type Verdict string

// The verdicts. A rule that was broken once stays broken, whatever else was said. A rule is missed
// where a choice that keeps it was on offer on a scene's first visit and never taken, or a reply was
// asked for it there and did not show it. It is not judged where only such a reply could have shown it,
// and nothing here could read the words.
const (
	Shown     Verdict = "shown"
	Missed    Verdict = "missed"
	Broken    Verdict = "broken"
	NoChance  Verdict = "no_chance"
	NotJudged Verdict = "not_judged"
)

// Evidence is one rule kept (Sign +1) or broken (−1). Points is 0 on a repeated visit.
type Evidence struct {
	Rule     conduct.RuleID
	Sign     int
	Strength Strength
	Points   int
	Promise  bool // by the promise ledger: a promise made earlier was kept or broken, which gives no points
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
			e := Evidence{Rule: tag.Rule, Sign: row.Sign, Strength: tag.Strength}
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
			s.evidence = p.c.evidenceOf(t, !s.repeat)
		}
		out = append(out, s)
	}
	return out
}

// evidenceOf lists the rules that a turn keeps or breaks.
func (c *Compiled) evidenceOf(t turn, counts bool) []Evidence {
	if reply, mark, ok := c.replyOf(t); ok {
		return mark.evidence(reply, counts)
	}
	return evidence(c.edgeOf(t).tags(), counts)
}

// replyOf returns what a turn in the learner's own words was asked for, and what it came to.
func (c *Compiled) replyOf(t turn) (*Reply, Mark, bool) {
	reply, ok := c.stages[t.From.scene].Decision.(*Reply)
	if !ok || t.Kind != MoveReply {
		return nil, Mark{}, false
	}
	mark, ok := markOf(t.Mark)
	return reply, mark, ok
}

// breaches reports whether a turn is a critical breach.
func (c *Compiled) breaches(t turn) bool {
	if t.Kind == MoveBack {
		return false
	}
	if reply, mark, ok := c.replyOf(t); ok {
		return mark.breaches(reply)
	}
	return c.edgeOf(t).breach
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
	shown, broken, missed, unread := map[conduct.RuleID]bool{}, map[conduct.RuleID]bool{}, map[conduct.RuleID]bool{}, map[conduct.RuleID]bool{}
	points := map[conduct.RuleID]int{}
	weigh := func(found []Evidence) {
		for _, e := range found {
			points[e.Rule] += e.Points
			shown[e.Rule] = shown[e.Rule] || e.Points > 0 || e.Promise && e.Sign > 0
			broken[e.Rule] = broken[e.Rule] || e.Sign < 0
		}
	}
	for _, t := range turns {
		weigh(t.evidence)
		if t.Kind == MoveBack || t.repeat {
			continue
		}
		chance := missed
		if _, mark, ok := p.c.replyOf(t.turn); ok && !mark.Judged {
			chance = unread
		}
		for _, rule := range p.c.stages[t.From.scene].chances(t.From.vars) {
			chance[rule] = true
		}
	}
	weigh(p.ending())
	var out []RuleVerdict
	for _, rule := range p.atStake(turns) {
		v := RuleVerdict{rule, NoChance, points[rule]}
		switch {
		case broken[rule]:
			v.Verdict = Broken
		case shown[rule]:
			v.Verdict = Shown
		case missed[rule]:
			v.Verdict = Missed
		case unread[rule]:
			v.Verdict = NotJudged
		}
		out = append(out, v)
	}
	return out
}

// atStake returns the rules of the scenario, and those of the promise ledger where it found something.
func (p Play) atStake(turns []scored) []conduct.RuleID {
	rules := slices.Clone(p.c.Rules)
	for _, t := range turns {
		for _, e := range t.evidence {
			if !slices.Contains(rules, e.Rule) {
				rules = append(rules, e.Rule)
			}
		}
	}
	slices.Sort(rules)
	return rules
}

// chances returns the rules that a choice on offer keeps, or that a reply is asked for.
func (st *stage) chances(vars uint64) []conduct.RuleID {
	var out []conduct.RuleID
	if reply, ok := st.Decision.(*Reply); ok {
		for _, w := range all[*Want](reply.Rows) {
			out = append(out, w.Rule.Rule)
		}
	}
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
