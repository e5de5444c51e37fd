package recert

import (
	"cmp"
	"slices"

	"understudy/app/civil"
)

// afterReturn is how many days a returning person has at least for a duty that leave kept them from.
const afterReturn = 14

// claim is a live reason with its clock and due day.
type claim struct {
	Assignment
	clock civil.Date // the earliest From of all entries with the same cause
	due   civil.Date // zero: by no day
}

// claimsOn returns the reasons that are live on a day, by clock.
func claimsOn(f Facts, d civil.Date) []claim {
	var live []claim
	for _, a := range f.Reasons {
		if !within(d, a.From, a.To) {
			continue
		}
		c := claim{Assignment: a, clock: a.From, due: a.Due}
		for _, other := range f.Reasons {
			if other.Cause == a.Cause {
				c.clock = civil.Earliest(c.clock, other.From)
			}
		}
		limit := f.Terms[termsOn(f.Terms, c.clock)].Terms.OnboardingDue
		if c.due.IsZero() && limit.Stated {
			c.due = c.clock.Plus(limit.Period)
		}
		live = append(live, c)
	}
	slices.SortFunc(live, func(a, b claim) int {
		return cmp.Or(a.clock.Compare(b.clock), a.compare(b.Assignment))
	})
	return live
}

// task is one thing to do. Its due day has been moved by leave.
type task struct {
	kind  taskKind
	opens civil.Date
	due   civil.Date // zero: by no day
	moved civil.Date // the return from leave that moved due, zero for none
	claim claim      // what the due day comes from, for onboarding and late reasons
	rev   Revision   // for a rule
}

type taskKind uint8

const (
	onboarding taskKind = iota
	renewal
	afresh // after a revocation
	oneRule
)

// tasks returns what the person has to do on the day if neither leave nor exemption stood against it.
func (v *view) tasks(c certificate) []task {
	if len(v.claims) == 0 || !v.employed() {
		return nil
	}
	first, due := v.claims[0], civil.Date{}
	for _, claim := range v.claims {
		if !claim.due.IsZero() && (due.IsZero() || claim.due.Before(due)) {
			first, due = claim, claim.due
		}
	}
	switch {
	case !v.revoked.IsZero():
		return []task{{kind: afresh}}
	case !v.now.certified():
		if !c.extended.IsZero() {
			due = c.extended
		}
		return []task{v.afterLeave(task{kind: onboarding, opens: c.opens, due: due, claim: first})}
	}
	var todo []task
	if !v.day.Before(c.renewalOpens) {
		t := task{kind: renewal, opens: c.renewalOpens, due: civil.Latest(c.renewalUntil, c.extended)}
		if due.After(t.due) {
			t.due, t.claim = due, first
		}
		todo = append(todo, v.afterLeave(t))
	}
	for _, rev := range v.pending {
		due := rev.EffectiveOn.Plus(v.pinned().Notice)
		todo = append(todo, v.afterLeave(task{kind: oneRule, opens: rev.EffectiveOn, due: due, rev: rev}))
	}
	return todo
}

// afterLeave moves a task's due day for each leave, begun by the day, that overlaps [opens, due).
func (v *view) afterLeave(t task) task {
	for _, leave := range ordered(v.facts.Leaves) {
		switch {
		case leave.From.After(v.day):
			return t
		case leave.To.IsZero():
			t.due, t.moved = civil.Date{}, civil.Date{}
			return t
		case !leave.From.Before(t.due) || !leave.To.After(t.opens) || leave.From == leave.To:
			continue
		}
		if due := leave.To.AddDays(afterReturn); due.After(t.due) {
			t.due, t.moved = due, leave.To
		}
	}
	return t
}

// duty folds the tasks into one duty and the earliest day that something is due.
func (v *view) duty(todo []task, exempt bool) (Duty, civil.Date) {
	if exempt {
		return Waived, civil.Date{}
	}
	if len(todo) == 0 {
		if v.laterReason() != nil || v.laterRevision() != nil {
			return Upcoming, civil.Date{}
		}
		return None, civil.Date{}
	}
	due := v.pressing(todo).due
	if v.leave() != nil {
		return Paused, due
	}
	return v.urgency(due), due
}

// pressing returns the task that is due first. It decides the duty: where any is overdue, it is.
func (v *view) pressing(todo []task) task {
	first := todo[0]
	for _, t := range todo[1:] {
		if !t.due.IsZero() && (first.due.IsZero() || t.due.Before(first.due)) {
			first = t
		}
	}
	return first
}

func (v *view) urgency(due civil.Date) Duty {
	if due.IsZero() || v.day.Before(due) {
		return Open
	}
	return Overdue
}

// ruleDuties lists the duties of single rules, those in force before those to come.
func (v *view) ruleDuties(todo []task) []RuleDuty {
	var duties []RuleDuty
	for _, t := range todo {
		if t.kind == oneRule {
			duties = append(duties, RuleDuty{t.rev.Rule, t.rev.Rev, t.rev.EffectiveOn, t.due, v.urgency(t.due)})
		}
	}
	if v.now.certified() && v.bound() {
		for _, rev := range v.upcoming {
			duties = append(duties, RuleDuty{rev.Rule, rev.Rev, rev.EffectiveOn, civil.Date{}, Upcoming})
		}
	}
	return duties
}

// bound reports whether the person has a live reason and is employed.
func (v *view) bound() bool { return len(v.claims) > 0 && v.employed() }

// employed reports whether the day lies in a spell; without any spell it does.
func (v *view) employed() bool {
	return len(v.facts.Spells) == 0 ||
		slices.ContainsFunc(v.facts.Spells, func(s Span) bool { return s.holds(v.day) })
}

// leave returns the leave that the day lies in, the one that ends last; nil for none.
func (v *view) leave() *Span {
	var last *Span
	for _, l := range ordered(v.facts.Leaves) {
		if l.holds(v.day) && (last == nil || outlasts(l.To, last.To)) {
			last = &l
		}
	}
	return last
}

// outlasts reports whether one end is later than another, where zero is no end.
func outlasts(to, than civil.Date) bool {
	return !than.IsZero() && (to.IsZero() || to.After(than))
}

// laterReason returns the next reason that has not begun; nil for none.
func (v *view) laterReason() *Assignment {
	var next *Assignment
	for i, a := range v.facts.Reasons {
		if a.From.After(v.day) && (next == nil || a.compare(*next) < 0) {
			next = &v.facts.Reasons[i]
		}
	}
	return next
}

// laterRevision returns the next published revision that will ask something; nil for none.
func (v *view) laterRevision() *Revision {
	if len(v.upcoming) == 0 || !v.now.certified() || !v.bound() {
		return nil
	}
	return &v.upcoming[0]
}

// exemptionOn returns the exemption that holds on a day: the one that ends last, or began first.
func exemptionOn(f Facts, d civil.Date) (found Adjustment, exempt bool) {
	for _, a := range f.Adjustments {
		if a.Kind != Exemption || !within(d, a.From, a.To) {
			continue
		}
		if !exempt || outlasts(a.To, found.To) || a.To == found.To && a.From.Before(found.From) {
			found, exempt = a, true
		}
	}
	return found, exempt
}
