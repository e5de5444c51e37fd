package recert

import (
	"cmp"
	"slices"
	"time"

	"understudy/app/civil"
)

// Facts is all that is known about one person and one programme, in any order. A zero day in it is no
// day (open-ended, not stated); a zero Recorded means known since ever.
type Facts struct {
	Terms       []TermsFrom // at least one
	Spells      []Span      // employment; none at all counts as employed
	Leaves      []Span
	Reasons     []Assignment
	Passes      []Pass
	Adjustments []Adjustment
	Revisions   []Revision
	Coverage    []Coverage
	Rules       []string // further rules to report on, beside those of Revisions and Coverage
	Fading      []string // rules that this person's recall says are fading
}

// TermsFrom puts terms in force from a day on. The earliest one holds before its day too.
type TermsFrom struct {
	From     civil.Date
	Terms    Terms
	Recorded time.Time
}

// Span is the half-open interval [From, To) of an employment spell or a leave; a zero To is open.
type Span struct {
	From, To civil.Date
	Recorded time.Time
}

// holds reports whether d lies in the span.
func (s Span) holds(d civil.Date) bool { return within(d, s.From, s.To) }

// Assignment is one reason why a person has to hold a certificate. Entries with the same Cause are one
// reason that ended and came back: its clock is the earliest From.
type Assignment struct {
	Cause    string // role, team, hire, hand
	From, To civil.Date
	Due      civil.Date // stated for this reason alone; outranks the programme's OnboardingDue
	Recorded time.Time
}

// Pass is the completion of the programme's requirements.
type Pass struct {
	On       civil.Date
	Recorded time.Time
	Voided   time.Time // when a later fact that voids this one was recorded; zero for none
}

// Kind is what an adjustment does.
type Kind string

// The kinds of adjustment, with the fields each uses.
const (
	Extension   Kind = "extension"   // Until, and Day
	Exemption   Kind = "exemption"   // From, To
	Equivalence Kind = "equivalence" // From
	Revocation  Kind = "revocation"  // From
)

// Adjustment is a decision somebody took about one person's certificate.
type Adjustment struct {
	Kind     Kind
	From, To civil.Date
	Until    civil.Date
	Day      civil.Date // the organisation's civil day it was recorded on; zero when unknown
	Recorded time.Time
}

// Class says how much a revision changed a rule.
type Class string

// The classes of revision. Only Material and New create duties.
const (
	Editorial  Class = "editorial"
	Clarifying Class = "clarifying"
	Material   Class = "material"
	New        Class = "new"
	Retired    Class = "retired"
)

// Revision is one revision of a rule that applies to this person.
type Revision struct {
	Rule        string
	Rev         int
	Class       Class
	EffectiveOn civil.Date
	PublishedOn civil.Date // zero: known from EffectiveOn
	Recorded    time.Time
}

// Coverage is evidence that this person was taught, or showed, a rule at a revision.
type Coverage struct {
	Rule     string
	Rev      int
	On       civil.Date
	Recorded time.Time
	Voided   time.Time
}

// within reports whether d lies in [from, to), where a zero to is open.
func within(d, from, to civil.Date) bool {
	return !d.Before(from) && (to.IsZero() || d.Before(to))
}

// knownAt leaves out what was recorded after an instant. A zero instant leaves out only what is voided.
func (f Facts) knownAt(at time.Time) Facts {
	known := func(recorded time.Time) bool { return at.IsZero() || !recorded.After(at) }
	voided := func(by time.Time) bool { return !by.IsZero() && known(by) }
	f.Terms = keep(f.Terms, func(t TermsFrom) bool { return known(t.Recorded) })
	f.Spells = keep(f.Spells, func(s Span) bool { return known(s.Recorded) })
	f.Leaves = keep(f.Leaves, func(s Span) bool { return known(s.Recorded) })
	f.Reasons = keep(f.Reasons, func(a Assignment) bool { return known(a.Recorded) })
	f.Passes = keep(f.Passes, func(p Pass) bool { return known(p.Recorded) && !voided(p.Voided) })
	f.Adjustments = keep(f.Adjustments, func(a Adjustment) bool { return known(a.Recorded) })
	f.Revisions = keep(f.Revisions, func(r Revision) bool { return known(r.Recorded) })
	f.Coverage = keep(f.Coverage, func(c Coverage) bool { return known(c.Recorded) && !voided(c.Voided) })
	return f
}

// keep returns the items that are wanted, sharing the slice where that is all of them.
func keep[T any](items []T, wanted func(T) bool) []T {
	for i, item := range items {
		if wanted(item) {
			continue
		}
		kept := append([]T(nil), items[:i]...)
		for _, later := range items[i+1:] {
			if wanted(later) {
				kept = append(kept, later)
			}
		}
		return kept
	}
	return items
}

// ordered returns spans by From, then To, leaving the given slice as it was.
func ordered(spans []Span) []Span {
	compare := func(a, b Span) int { return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To)) }
	if slices.IsSortedFunc(spans, compare) {
		return spans
	}
	return slices.SortedFunc(slices.Values(spans), compare)
}

// compare orders reasons by their first day, so that answers do not depend on the order of facts.
func (a Assignment) compare(b Assignment) int {
	return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.Cause, b.Cause), a.To.Compare(b.To), a.Due.Compare(b.Due))
}
