package recert

import (
	"time"

	"understudy/app/civil"
)

// Validity is what a certificate is worth.
type Validity string

// The values of Validity.
const (
	Never   Validity = "never"
	Valid   Validity = "valid"
	Grace   Validity = "grace"
	Lapsed  Validity = "lapsed"
	Revoked Validity = "revoked"
)

// Duty is what the person has to do about it.
type Duty string

// The values of Duty.
const (
	None     Duty = "none"
	Upcoming Duty = "upcoming"
	Open     Duty = "open"
	Overdue  Duty = "overdue"
	Paused   Duty = "paused"
	Waived   Duty = "waived"
)

// Status is the answer for one person and programme on one day. A zero day is none.
type Status struct {
	Validity   Validity
	Duty       Duty
	OpensOn    civil.Date // the first day of the renewal window, or of the reason for who was never certified
	DueOn      civil.Date // exclusive: overdue from here on
	Until      civil.Date // exclusive
	LapsesOn   civil.Date // exclusive end of the grace
	Anchor     civil.Date
	Completed  civil.Date // the credited pass of the running cycle
	Cycles     []Cycle    // oldest first, the running one last
	Rules      map[string]RuleState
	RuleDuties []RuleDuty // what single rules ask for, the earliest first
	WholePath  bool       // the onboarding path is due, not the renewal alone
	Why        []Reason
	ChangesOn  civil.Date // the first later day on which the answer changes of itself
}

// RuleDuty is a duty to learn one rule anew.
type RuleDuty struct {
	Rule        string
	Rev         int
	EffectiveOn civil.Date
	DueOn       civil.Date // zero while it is upcoming, or during an open-ended leave
	Duty        Duty       // Upcoming, Open or Overdue, whatever leave or exemption says
}

// Derive returns the status on a day from what was known at an instant; the zero instant stands for
// everything known. Terms have to be free of [Terms.Problems].
func Derive(f Facts, asOf civil.Date, knownAt time.Time) Status {
	known := f.knownAt(knownAt)
	s := answer(known, asOf)
	s.ChangesOn = nextChange(known, asOf, s)
	return s
}

// Answer is [Derive] without ChangesOn, which costs most of the time.
func Answer(f Facts, asOf civil.Date, knownAt time.Time) Status {
	return answer(f.knownAt(knownAt), asOf)
}

// view is everything that an answer for one day is read from.
type view struct {
	facts Facts
	day   civil.Date
	history
	syllabus
	claims []claim // live reasons
}

func answer(f Facts, d civil.Date) Status {
	if len(f.Terms) == 0 {
		return Status{Validity: Never, Duty: None, Rules: map[string]RuleState{}, WholePath: true}
	}
	exemption, exempt := exemptionOn(f, d)
	h := historyOn(f, d)
	v := view{facts: f, day: d, history: h, claims: claimsOn(f, d), syllabus: syllabusOn(f, d, h.last, exempt)}
	cert := v.certificate()
	todo := v.tasks(cert)
	duty, due := v.duty(todo, exempt)
	s := Status{
		Validity: cert.validity(v), Duty: duty, DueOn: due,
		OpensOn: cert.opens, Until: cert.until, LapsesOn: cert.lapses, Anchor: cert.anchor,
		Completed: v.now.completed, Cycles: v.cycles,
		Rules: v.states, RuleDuties: v.ruleDuties(todo), WholePath: v.wholePath(cert),
	}
	s.Why = v.why(s, cert, todo, exemption)
	return s
}

// certificate is the certificate as it reads on the day: its own days, moved by an extension, a return
// after too long an absence, or a revision that was not covered in time.
type certificate struct {
	opens, until, lapses, anchor civil.Date
	renewalOpens, renewalUntil   civil.Date // without the revision, which has a duty of its own
	extended                     civil.Date // the extension's end, zero for none
	left, back                   civil.Date // the absence that was too long
	expired                      Revision   // the revision that ended it, Rule empty for none
}

func (v *view) certificate() certificate {
	c := certificate{extended: v.extension()}
	switch {
	case !v.revoked.IsZero():
		return certificate{}
	case !v.now.certified():
		for _, claim := range v.claims {
			c.opens = civil.Earliest(c.opens, claim.clock)
		}
		return c
	}
	t := v.pinned()
	c.opens, c.until, c.lapses = v.now.opens, v.now.until, v.now.lapses
	if t.Mode == Fixed {
		c.anchor = t.Anchor.Day()
	} else {
		c.anchor = v.now.anchor
	}
	if !c.extended.IsZero() {
		c.lapses = c.extended.Plus(t.Grace)
	}
	if c.left, c.back = v.absence(t.RehireGap); !c.back.IsZero() {
		c.opens = civil.Earliest(c.opens, c.back)
		c.until = civil.Earliest(c.until, c.back)
		c.lapses = civil.Earliest(c.lapses, c.back)
	}
	c.renewalOpens, c.renewalUntil = c.opens, c.until
	for _, rev := range v.pending { // by effective day, so the first is the first to run out
		if end := rev.EffectiveOn.Plus(t.Notice); !v.day.Before(end) {
			c.expired, c.opens = rev, rev.EffectiveOn
			c.until = civil.Earliest(c.until, end)
			c.lapses = c.until
			break
		}
	}
	return c
}

func (c certificate) validity(v view) Validity {
	switch {
	case !v.revoked.IsZero():
		return Revoked
	case c.until.IsZero():
		return Never
	case v.day.Before(c.until):
		return Valid
	case v.day.Before(c.lapses):
		return Grace
	default:
		return Lapsed
	}
}

// pinned returns the terms of the running cycle.
func (v *view) pinned() Terms { return v.facts.Terms[v.now.terms].Terms }

// wholePath reports whether a renewal would not be enough.
func (v *view) wholePath(c certificate) bool {
	if !v.now.certified() {
		return true
	}
	limit := v.pinned().LapseLimit
	return limit.Stated && v.day.After(c.until.Plus(limit.Period)) && !v.day.Before(c.lapses)
}

// extension returns the end of the latest extension that moves the running cycle, zero for none. It is
// spent by the next pass after it was recorded.
func (v *view) extension() civil.Date {
	var end civil.Date
	for _, a := range v.facts.Adjustments {
		switch {
		case a.Kind != Extension:
		case a.Day.After(v.day), !a.Day.IsZero() && v.latest.After(a.Day):
		case a.Until.After(v.now.until): // the zero until of the never certified included
			end = civil.Latest(end, a.Until)
		}
	}
	return end
}

// absence returns the first time since the last pass that the person came back after longer than a gap
// allows: the first day away and the day of return, both zero for none.
func (v *view) absence(gap Limit) (left, back civil.Date) {
	if !gap.Stated {
		return left, back
	}
	var gone civil.Date // first day away after the spells so far
	for _, s := range ordered(v.facts.Spells) {
		switch {
		case s.From.After(v.day):
			return civil.Date{}, civil.Date{}
		case !gone.IsZero() && s.From.After(v.last) && s.From.After(gone.Plus(gap.Period)):
			return gone, s.From
		case s.To.IsZero():
			return civil.Date{}, civil.Date{}
		}
		gone = civil.Latest(gone, s.To)
	}
	return civil.Date{}, civil.Date{}
}
