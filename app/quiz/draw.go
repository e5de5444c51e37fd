package quiz

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"understudy/app/conduct"
)

// Draw makes a paper from the ready questions of a bank. Rules are those that apply to the person: no
// question is drawn that asks about another. The rule with the fewest questions is served first, a
// question that asks about two rules counts for both, and nothing in avoid (question ids) is asked
// again unless a rule has nothing else; then types that the mix still lacks come before others. The same arguments give the same paper, whatever the order
// of the bank. The error names the rule that is short.
func Draw(bp Blueprint, bank []Question, rules []conduct.Rule, seed uint64, avoid map[string]bool) (Paper, error) {
	if len(bp.Asks(rules)) == 0 {
		return Paper{}, fmt.Errorf("blueprint %s asks about no rule that applies", bp.ID)
	}
	d := draft{random: &random{seed}, avoid: avoid, lacks: maps.Clone(bp.Mix), has: map[conduct.RuleID]int{}, chosen: map[string]bool{}}
	d.pool = eligible(bp, bank, rules)
	shuffle(d.random, d.pool)
	for _, rule := range d.scarcestFirst(bp.Asks(rules)) {
		if err := d.serve(rule, bp.EachRule); err != nil {
			return Paper{}, fmt.Errorf("blueprint %s: %w", bp.ID, err)
		}
	}
	d.topUp(bp.Total)
	shuffle(d.random, d.items)
	return Paper{Blueprint: bp.ID, BlueprintHash: bp.Hash, Seed: seed, Items: d.items}, nil
}

// eligible returns the questions that may stand in a paper, by id: ready, about a rule that the
// blueprint asks about, and about none that does not apply to the person.
func eligible(bp Blueprint, bank []Question, rules []conduct.Rule) []Question {
	asked, applies := map[conduct.RuleID]bool{}, map[conduct.RuleID]bool{}
	for _, r := range rules {
		applies[r.ID] = true
	}
	for _, r := range bp.Asks(rules) {
		asked[r.ID] = true
	}
	var out []Question
	for _, q := range bank {
		foreign := func(id conduct.RuleID) bool { return !applies[id] }
		wanted := func(id conduct.RuleID) bool { return asked[id] }
		if q.Ready() && slices.ContainsFunc(q.Rules, wanted) && !slices.ContainsFunc(q.Rules, foreign) {
			out = append(out, q)
		}
	}
	slices.SortFunc(out, func(a, b Question) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// draft is a paper in the making. The pool is in random order, so that taking the first that fits is
// taking any that fits.
type draft struct {
	random *random
	pool   []Question
	avoid  map[string]bool
	lacks  map[Type]int           // questions of a type that the mix still wants
	has    map[conduct.RuleID]int // questions chosen so far that ask about a rule
	chosen map[string]bool
	items  []Item
}

// scarcestFirst orders rules by how many questions they have that the person has not just seen, then
// by how many at all, then by id.
func (d *draft) scarcestFirst(rules []conduct.Rule) []conduct.RuleID {
	fresh, all := map[conduct.RuleID]int{}, map[conduct.RuleID]int{}
	for _, q := range d.pool {
		for _, id := range q.Rules {
			all[id]++
			if !d.avoid[q.ID] {
				fresh[id]++
			}
		}
	}
	var ids []conduct.RuleID
	for _, r := range rules {
		ids = append(ids, r.ID)
	}
	slices.SortFunc(ids, func(a, b conduct.RuleID) int {
		return cmp.Or(cmp.Compare(fresh[a], fresh[b]), cmp.Compare(all[a], all[b]), cmp.Compare(a, b))
	})
	return slices.Compact(ids)
}

// turns returns in which order the pool is gone through: what the person has not just seen first, and
// of that what the mix still lacks.
func (d *draft) turns() []func(Question) bool {
	lacking := func(q Question) bool { return d.lacks[q.Type] > 0 }
	fresh := func(q Question) bool { return !d.avoid[q.ID] }
	return []func(Question) bool{
		func(q Question) bool { return fresh(q) && lacking(q) }, fresh,
		lacking, func(Question) bool { return true },
	}
}

// serve chooses questions until a rule has as many as it needs.
func (d *draft) serve(rule conduct.RuleID, need int) error {
	for _, fits := range d.turns() {
		for _, q := range d.pool {
			if d.has[rule] >= need {
				return nil
			}
			if q.Serves(rule) && fits(q) {
				d.choose(q)
			}
		}
	}
	if d.has[rule] < need {
		return errors.New(shortage(rule, d.has[rule], need))
	}
	return nil
}

// topUp chooses until the paper has as many questions as wanted, or the bank has no more.
func (d *draft) topUp(total int) {
	for _, fits := range d.turns() {
		for _, q := range d.pool {
			if len(d.items) < total && fits(q) {
				d.choose(q)
			}
		}
	}
}

func (d *draft) choose(q Question) {
	if d.chosen[q.ID] {
		return
	}
	d.chosen[q.ID] = true
	if d.lacks != nil {
		d.lacks[q.Type]--
	}
	d.items = append(d.items, Item{ID: q.ID, Rev: q.Rev, Hash: q.Hash})
	for _, id := range q.Rules {
		d.has[id]++
	}
}
