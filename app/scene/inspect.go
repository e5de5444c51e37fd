package scene

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"understudy/app/conduct"
)

// inspect reports what the text alone shows, without a walk.
func (a *analysis) inspect() {
	a.conditions()
	a.variables()
	a.tags()
	a.pictures()
	for _, sc := range a.scenario.Scenes {
		switch d := sc.Decision.(type) {
		case *Choose:
			a.twins(d)
		case *Reply:
			a.bands(d)
		}
		if sc.Outcome != "" && strings.TrimSpace(sc.Title) == "" {
			a.add("S24", SeverityWarning, sc.At, "the ending %s has no title; the learner reads it as the last word", quoted(sc.ID))
		}
	}
}

// conditions: S06.
func (a *analysis) conditions() {
	for r := range a.scenario.rows {
		cond := conditionOf(r)
		if cond == nil {
			continue
		}
		switch never, always := a.c.decided(cond); {
		case never:
			a.add("S06", SeverityWarning, r.head().At, "the condition %s can never hold", quoted(cond.text()))
		case always:
			a.add("S06", SeverityWarning, r.head().At, "the condition %s always holds", quoted(cond.text()))
		}
	}
}

func conditionOf(r Row) Condition {
	switch r := r.(type) {
	case *Choice:
		return r.If
	case *Narration:
		return r.If
	default:
		return nil
	}
}

// decided reports whether the ranges of the variables alone decide a condition.
func (c *Compiled) decided(cond Condition) (never, always bool) {
	always = true
	for _, v := range c.vars {
		left := span{0, v.top, map[uint64]bool{}}
		for _, t := range cond {
			if t.Name == v.Name {
				left = left.and(v.span(t))
			}
		}
		never = never || left.size() == 0
		always = always && left.size() == v.top+1
	}
	return never, always
}

// span is a run of codes without some of them.
type span struct {
	low, up uint64
	without map[uint64]bool
}

// and keeps the codes that lie in another run too, or, with not, outside it.
func (s span) and(low, up uint64, not bool) span {
	switch {
	case !not:
		return span{max(s.low, low), min(s.up, up), s.without}
	case low == up:
		s.without[low] = true
	}
	return s
}

// size counts the codes in the span.
func (s span) size() uint64 {
	if s.low > s.up {
		return 0
	}
	n := s.up - s.low + 1
	for code := range s.without {
		if code >= s.low && code <= s.up {
			n--
		}
	}
	return n
}

// variables: S09. The mood is shown to the learner, so it need not be read by a condition.
func (a *analysis) variables() {
	read, written := map[string]bool{"mood": true}, map[string]bool{}
	for r := range a.scenario.rows {
		for _, t := range conditionOf(r) {
			read[t.Name] = true
		}
		for _, e := range effectsOf(r) {
			written[e.Name] = true
		}
	}
	for _, v := range a.c.vars {
		switch name := quoted(v.Name); {
		case !read[v.Name] && !written[v.Name]:
			a.add("S09", SeverityWarning, v.At, "the variable %s is never used", name)
		case !read[v.Name]:
			a.add("S09", SeverityWarning, v.At, "no condition reads the variable %s", name)
		case !written[v.Name]:
			a.add("S09", SeverityWarning, v.At, "nothing changes the variable %s", name)
		}
	}
}

func effectsOf(r Row) []Effect {
	switch r := r.(type) {
	case *Effects:
		return r.Effects
	case *Band:
		return r.Effects
	default:
		return nil
	}
}

// tags: S10 for choices without one, S11 for rules that are only praised or only punished.
func (a *analysis) tags() {
	type use struct {
		praised, punished bool
		at                Position
	}
	uses := map[conduct.RuleID]*use{}
	for r := range a.scenario.rows {
		if choice, ok := r.(*Choice); ok && len(all[*Tags](choice.Rows)) == 0 {
			a.add("S10", SeverityWarning, choice.At, "this choice names no rule, so it teaches nothing and gives no points")
		}
		for _, tag := range ruleTags(r) {
			u := uses[tag.Rule]
			if u == nil {
				u = &use{at: tag.At}
				uses[tag.Rule] = u
			}
			if praises(r) {
				u.praised = true
			} else {
				u.punished = true
			}
		}
	}
	for _, rule := range a.c.Rules {
		switch u := uses[rule]; {
		case !u.punished:
			a.add("S11", SeverityInfo, u.at, "the rule %s is only ever kept here, never broken", rule)
		case !u.praised:
			a.add("S11", SeverityInfo, u.at, "the rule %s is only ever broken here, never kept", rule)
		}
	}
}

// praises reports whether the rules of a row are kept by it.
func praises(r Row) bool {
	switch r := r.(type) {
	case *Tags:
		return r.Sign > 0
	case *Want:
		return true
	default:
		return false
	}
}

// pictures: S17, and S01 for a file that is missing.
func (a *analysis) pictures() {
	for r := range a.scenario.rows {
		p, ok := r.(*Picture)
		if !ok {
			continue
		}
		if strings.TrimSpace(p.Alt) == "" {
			a.add("S17", SeverityWarning, p.At, "the picture %s has no text for those who cannot see it", quoted(p.File))
		}
		if a.exists != nil && !a.exists(p.File) {
			a.add("S01", SeverityError, p.At, "there is no picture %s", quoted(p.File))
		}
	}
}

// bands: S21.
func (a *analysis) bands(r *Reply) {
	wants := len(all[*Want](r.Rows))
	lowest := 101
	for _, b := range all[*Band](r.Rows) {
		if b.Else {
			continue
		}
		switch {
		case wants == 0:
			a.add("S21", SeverityError, b.At, "a band without a want: there is nothing to gather")
		case b.Percent > 100:
			a.add("S21", SeverityError, b.At, "no reply gathers %d%%", b.Percent)
		case b.Percent >= lowest:
			a.add("S21", SeverityError, b.At, "the band of %d%% is never used, since one before it takes all from %d%%", b.Percent, lowest)
		}
		lowest = min(lowest, b.Percent)
	}
}

// maxTwins is how many choices of a scene are compared with one another; nobody can read more.
const maxTwins = 50

// twins: S22, for choices that can be on offer together.
func (a *analysis) twins(d *Choose) {
	for j, second := range d.Choices[:min(maxTwins, len(d.Choices))] {
		for _, first := range d.Choices[:j] {
			if never, _ := a.c.decided(slices.Concat(first.If, second.If)); never {
				continue
			}
			switch {
			case similarity(wordSet(first.Text), wordSet(second.Text)) > 0.85:
				a.add("S22", SeverityWarning, second.At, "this choice reads like the one on line %d", first.At.Line)
			case sameResult(first, second):
				a.add("S22", SeverityWarning, second.At, "this choice does the same as the one on line %d: target, changes and rules", first.At.Line)
			default:
				continue
			}
			break
		}
	}
}

// similarity returns the Jaccard index of two sets: what they share of what they hold.
func similarity(a, b map[string]bool) float64 {
	shared := 0
	for w := range a {
		if b[w] {
			shared++
		}
	}
	return float64(shared) / float64(max(1, len(a)+len(b)-shared))
}

// sameResult reports whether two choices have the same target, effects and tags.
func sameResult(a, b *Choice) bool { return result(a) == result(b) }

func result(c *Choice) string {
	var parts []string
	for _, r := range c.Rows {
		switch r := r.(type) {
		case *Tags:
			for _, tag := range r.Tags {
				parts = append(parts, fmt.Sprint(r.Sign, tag.text()))
			}
		case *Effects:
			parts = append(parts, r.text())
		case *Target:
			parts = append(parts, r.text())
		}
	}
	slices.SortFunc(parts, cmp.Compare)
	return strings.Join(parts, "\n")
}
