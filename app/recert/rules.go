package recert

import (
	"cmp"
	"slices"

	"understudy/app/civil"
)

// RuleState is what a person was taught of one rule.
type RuleState string

// The states of a rule.
const (
	Untaught   RuleState = "untaught"
	Fresh      RuleState = "fresh"
	Changed    RuleState = "changed" // taught once, and a revision since is not covered
	Fading     RuleState = "fading"  // covered, and recall says it is being forgotten
	RuleWaived RuleState = "waived"
)

// syllabus is the rules as one person meets them on a day.
type syllabus struct {
	states   map[string]RuleState
	pending  []Revision // material or new, in force, not covered
	upcoming []Revision // material or new, published, not in force, not covered
}

// syllabusOn judges every rule on day d, given the last pass that counts.
func syllabusOn(f Facts, d, pass civil.Date, exempt bool) syllabus {
	covered := coverageOn(f.Coverage, d)
	names := ruleNames(f, covered)
	s := syllabus{states: make(map[string]RuleState, len(names))}
	revisions := byRule(f.Revisions)
	for _, id := range names {
		end := 0
		for end < len(revisions) && revisions[end].Rule == id {
			end++
		}
		r := ruleOn(revisions[:end], covered[id], d, pass)
		revisions = revisions[end:]
		s.pending = append(s.pending, r.pending...)
		s.upcoming = append(s.upcoming, r.upcoming...)
		switch {
		case r.retired:
		case exempt:
			s.states[id] = RuleWaived
		case r.state == Fresh && slices.Contains(f.Fading, id):
			s.states[id] = Fading
		default:
			s.states[id] = r.state
		}
	}
	slices.SortFunc(s.pending, byEffect)
	slices.SortFunc(s.upcoming, byEffect)
	return s
}

// coverageOn returns, for each rule that evidence up to a day is about, the highest revision it covers.
func coverageOn(all []Coverage, d civil.Date) map[string]int {
	covered := make(map[string]int, len(all))
	for _, c := range all {
		if !c.On.After(d) {
			covered[c.Rule] = max(covered[c.Rule], c.Rev)
		}
	}
	return covered
}

// byRule returns revisions ordered by rule, leaving the given slice as it was.
func byRule(revisions []Revision) []Revision {
	compare := func(a, b Revision) int { return cmp.Compare(a.Rule, b.Rule) }
	if slices.IsSortedFunc(revisions, compare) {
		return revisions
	}
	return slices.SortedStableFunc(slices.Values(revisions), compare)
}

// byEffect orders revisions by the day they take effect, then by rule and number.
func byEffect(a, b Revision) int {
	return cmp.Or(a.EffectiveOn.Compare(b.EffectiveOn), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Rev, b.Rev))
}

// ruleNames returns every rule that a fact names, sorted, each once.
func ruleNames(f Facts, covered map[string]int) []string {
	names := make([]string, 0, len(f.Rules)+len(f.Revisions)+len(covered))
	names = append(names, f.Rules...)
	for _, r := range f.Revisions {
		names = append(names, r.Rule)
	}
	for name := range covered {
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// rule is one rule as a person meets it.
type rule struct {
	state             RuleState
	retired           bool
	pending, upcoming []Revision
}

// ruleOn judges one rule from its revisions, the highest revision that evidence covers, and the last pass.
func ruleOn(revisions []Revision, covered int, d, pass civil.Date) rule {
	gone, retired := retirement(revisions, d)
	r := rule{retired: retired}
	for _, rev := range revisions {
		switch {
		case rev.Class != Material && rev.Class != New:
		case covered >= rev.Rev || gone >= rev.Rev:
		case rev.EffectiveOn.After(d):
			if !rev.PublishedOn.IsZero() && !rev.PublishedOn.After(d) {
				r.upcoming = append(r.upcoming, rev)
			}
		case pass.Before(rev.EffectiveOn):
			r.pending = append(r.pending, rev)
		}
	}
	taught := covered > 0 || !pass.IsZero()
	switch {
	case !taught:
		r.state = Untaught
	case len(r.pending) > 0:
		r.state = Changed
	case covered == 0 && yetToBe(revisions, d):
		r.state = Untaught
	default:
		r.state = Fresh
	}
	return r
}

// retirement returns the highest revision up to d that retired the rule, 0 for none, and whether no
// later one is in force.
func retirement(revisions []Revision, d civil.Date) (gone int, retired bool) {
	newest := 0
	for _, rev := range revisions {
		if rev.EffectiveOn.After(d) {
			continue
		}
		newest = max(newest, rev.Rev)
		if rev.Class == Retired {
			gone = max(gone, rev.Rev)
		}
	}
	return gone, gone > 0 && newest == gone
}

// yetToBe reports whether the rule is new and not in force on d, so that no pass can have taught it.
func yetToBe(revisions []Revision, d civil.Date) bool {
	if len(revisions) == 0 {
		return false
	}
	first := slices.MinFunc(revisions, func(a, b Revision) int {
		return cmp.Or(cmp.Compare(a.Rev, b.Rev), a.EffectiveOn.Compare(b.EffectiveOn))
	})
	return first.Class == New && first.EffectiveOn.After(d)
}
