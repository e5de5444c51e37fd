package quiz

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"understudy/app/conduct"
)

// Draw makes a paper from the ready questions of a bank. Rules are those that apply to the person: no
// question is drawn that asks about another. The rule with the fewest questions is served first, a
// question that asks about two rules counts for both, and nothing in avoid (question ids) is asked
// again unless a rule has nothing else. The same arguments give the same paper, whatever the order
// of the bank. The error names the rule that is short.
func Draw(bp Blueprint, bank []Question, rules []conduct.Rule, seed uint64, avoid map[string]bool) (Paper, error) {
	if len(bp.Asks(rules)) == 0 {
		return Paper{}, fmt.Errorf("blueprint %s asks about no rule that applies", bp.ID)
	}
	d := draft{random: &random{seed}, avoid: avoid, has: map[conduct.RuleID]int{}, chosen: map[string]bool{}}
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

// serve chooses questions until a rule has as many as it needs.
func (d *draft) serve(rule conduct.RuleID, need int) error {
	for _, seenToo := range []bool{false, true} {
		for _, q := range d.pool {
			if d.has[rule] >= need {
				return nil
			}
			if q.Serves(rule) && (seenToo || !d.avoid[q.ID]) {
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
	for _, seenToo := range []bool{false, true} {
		for _, q := range d.pool {
			if len(d.items) < total && (seenToo || !d.avoid[q.ID]) {
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
	d.items = append(d.items, Item{ID: q.ID, Rev: q.Rev, Hash: q.Hash})
	for _, id := range q.Rules {
		d.has[id]++
	}
}
