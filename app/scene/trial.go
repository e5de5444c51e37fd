package scene

import (
	"fmt"
	"slices"

	"understudy/app/conduct"
	"understudy/app/speech"
)

// trial runs the tests of a plan on a scenario. Path is the way to what the last test found wrong.
type trial struct {
	c     *Compiled
	graph *graph
	kit   *speech.Kit
	path  []string
}

func (t *trial) takePath() []string {
	path := append([]string{}, t.path...)
	t.path = nil
	return path
}

func (p planPlay) run(t *trial) string {
	play := t.c.Begin()
	promised := map[int][]speech.Promise{}
	for i, m := range p.moves {
		if m.words != "" {
			judged, err := play.Judge(t.kit, m.words, promised)
			if err != nil {
				return fmt.Sprintf("move %d: %v", i+1, err)
			}
			promised[play.Turn()], m.move = judged.Promises, Answer(judged.Mark)
		}
		next, err := play.Do(m.move)
		if err != nil {
			return fmt.Sprintf("move %d: %v", i+1, err)
		}
		play = next
	}
	debrief := play.Debrief()
	for _, e := range p.expect {
		if wrong := e.check(play, debrief); wrong != "" {
			return wrong
		}
	}
	return ""
}

// check returns what is wrong with the end of a play, nothing when it is as expected.
func (e expectation) check(p Play, d Debrief) string {
	switch {
	case e.ending != "":
		return e.checkEnding(p, d)
	case e.rule != "":
		return e.checkRule(d)
	case e.term.Name == "score":
		want, ok := number(e.term.Operand)
		if !ok {
			return fmt.Sprintf("score %s %s: the score is a number", e.term.Op, e.term.Operand)
		}
		if !compare(d.Score, e.term.Op, want) {
			return fmt.Sprintf("the score is %d, not %s %d", d.Score, e.term.Op, want)
		}
		return ""
	default:
		if wrong := p.c.unknownTerm(e.term); wrong != "" {
			return wrong
		}
		if v := p.c.variable(e.term.Name); !holds(p.c.tests(Condition{e.term}), p.state.vars) {
			return fmt.Sprintf("%s is %s, not %s %s", v.Name, v.value(p.state.vars), e.term.Op, e.term.Operand)
		}
		return ""
	}
}

func (e expectation) checkEnding(p Play, d Debrief) string {
	at := p.View()
	switch {
	case !p.c.names(e.ending):
		return fmt.Sprintf("there is no scene or outcome %q", e.ending)
	case !p.c.isAt(p.state.scene, e.ending):
		if !at.Over() {
			return fmt.Sprintf("the play stops in scene %s, not at %s", at.Scene, e.ending)
		}
		return fmt.Sprintf("the play ends at %s (%s), not at %s", at.Scene, d.Outcome, e.ending)
	default:
		return ""
	}
}

func (e expectation) checkRule(d Debrief) string {
	for _, v := range d.Rules {
		if v.Rule == e.rule && v.Verdict != e.verdict {
			return fmt.Sprintf("the rule %s is %s, not %s", e.rule, v.Verdict, e.verdict)
		}
		if v.Rule == e.rule {
			return ""
		}
	}
	if e.verdict == NoChance {
		return ""
	}
	return fmt.Sprintf("the scenario does not name the rule %s", e.rule)
}

// names reports whether a word is the id of a scene or an outcome.
func (c *Compiled) names(word string) bool {
	_, scene := c.index[word]
	return scene || slices.Contains(Outcomes(), Outcome(word))
}

// isAt reports whether a scene has this id or, where none has it, this outcome.
func (c *Compiled) isAt(scene int, word string) bool {
	if i, ok := c.index[word]; ok {
		return i == scene
	}
	return c.stages[scene].Outcome == Outcome(word)
}

// unknownTerm says what a term names that the scenario does not have.
func (c *Compiled) unknownTerm(t Term) string {
	i := slices.IndexFunc(c.vars, func(v variable) bool { return v.Name == t.Name })
	if i < 0 {
		return fmt.Sprintf("there is no variable %q", t.Name)
	}
	v := c.vars[i]
	_, in := v.code(t.Operand)
	if _, isNumber := number(t.Operand); in || isNumber && v.Values == nil {
		return ""
	}
	return fmt.Sprintf("%q is no value of %s: %s", t.Operand, t.Name, v.domain())
}

func (p planAlways) run(t *trial) string {
	for _, term := range p.cond {
		if wrong := t.c.unknownTerm(term); wrong != "" {
			return wrong
		}
	}
	tests := t.c.tests(p.cond)
	mask := uint64(1)<<t.c.bits - 1
	for state, key := range t.graph.keys {
		if !holds(tests, key&mask) {
			t.path = t.graph.path(uint32(state))
			return fmt.Sprintf("%s does not always hold", p.cond.text())
		}
	}
	return t.unproved()
}

// unproved says that a walk which a limit stopped has proved nothing.
func (t *trial) unproved() string {
	if t.graph.limit == "" {
		return ""
	}
	return "not proved: the walk " + t.graph.limit
}

func (p planNever) run(t *trial) string {
	if !t.c.names(p.target) {
		return fmt.Sprintf("there is no scene or outcome %q", p.target)
	}
	roots, known := t.after(p.then)
	if !known {
		return fmt.Sprintf("there is no rule, choice or scene %q", p.then)
	}
	met := t.graph.search(roots, func(uint32) bool { return false })
	for _, state := range met.order {
		if t.c.isAt(t.graph.scene(state), p.target) {
			_, t.path = met.path(state)
			return fmt.Sprintf("%s can be reached after %s", p.target, p.then)
		}
	}
	return t.unproved()
}

// after returns the states that follow a broken rule, a choice or a scene, and whether the scenario
// has such a thing at all.
func (t *trial) after(word string) (roots []uint32, known bool) {
	g := t.graph
	scene, isScene := t.c.index[word]
	known = isScene || slices.Contains(t.c.Rules, conduct.RuleID(word))
	for i := range t.c.stages {
		for j := range t.c.stages[i].edges {
			known = known || t.c.stages[i].edges[j].label == word
		}
	}
	for state := range uint32(g.open) {
		if isScene && g.scene(state) == scene {
			roots = append(roots, state)
		}
		for i := g.first[state]; i < g.first[state+1]; i++ {
			if e := g.edge(state, i); e.label == word || e.breaks(conduct.RuleID(word)) {
				roots = append(roots, g.targets[i])
			}
		}
	}
	return roots, known
}

// breaks reports whether an edge's choice breaks a rule.
func (e *edge) breaks(rule conduct.RuleID) bool {
	return slices.ContainsFunc(evidence(e.tags(), true), func(found Evidence) bool { return found.Sign < 0 && found.Rule == rule })
}

func (p planGoal) run(t *trial) string {
	if !t.c.names(p.target) {
		return fmt.Sprintf("there is no scene or outcome %q", p.target)
	}
	for state := range uint32(len(t.graph.keys)) {
		if !t.c.isAt(t.graph.scene(state), p.target) {
			continue
		}
		path := t.graph.path(state) // the shortest, since states are numbered breadth first
		if len(path) > p.turns {
			t.path = path
			return fmt.Sprintf("%s takes %d turns at least, not %d", p.target, len(path), p.turns)
		}
		return ""
	}
	return fmt.Sprintf("%s is not reached at all", p.target)
}
