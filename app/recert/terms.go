package recert

import (
	"fmt"
	"regexp"

	"understudy/app/civil"
)

// Mode says where the end of a certificate is counted from.
type Mode string

// The modes.
const (
	Rolling     Mode = "rolling"     // from the last pass
	Anniversary Mode = "anniversary" // from the first pass, for as long as renewals are on time
	Fixed       Mode = "fixed"       // from a day that is the same for everybody
)

// Limit is a period that may not be stated at all, which differs from one of no days.
type Limit struct {
	Period civil.Period
	Stated bool
}

// Within returns a stated limit.
func Within(p civil.Period) Limit { return Limit{Period: p, Stated: true} }

// Terms say how long a pass is worth and when it is to be renewed.
type Terms struct {
	Mode          Mode
	Period        civil.Period // P, how long a certificate runs
	Window        civil.Period // W, how long before its end the renewal opens
	Grace         civil.Period // G, how long after its end it only warns
	MinValid      civil.Period // M, the least a pass is worth in fixed mode
	Anchor        Anchor       // fixed mode: a day on which certificates end
	OnboardingDue Limit        // how long a new reason leaves to finish; not stated: no date
	Notice        civil.Period // N, how long people have for a material or new revision
	RehireGap     Limit        // X, how long somebody may be away; not stated: any time
	LapseLimit    Limit        // L, how long after the end a renewal is enough; not stated: any time
}

// Anchor is a day that every certificate of a fixed programme is counted from. The zero Anchor is none.
type Anchor struct {
	day    civil.Date
	yearly bool // written MM-DD; day then lies in a leap year
}

// leapYear is the year that a yearly anchor is kept in, so that 29 February exists.
const leapYear = "2000-"

// ParseAnchor reads MM-DD, the same day each year, or YYYY-MM-DD.
func ParseAnchor(text string) (Anchor, error) {
	if len(text) != len("01-02") {
		day, err := civil.Parse(text)
		if err != nil && !regexp.MustCompile(`^\d{4}-\d\d-\d\d$`).MatchString(text) {
			err = fmt.Errorf("%q is not an anchor; write MM-DD, such as 12-31, or YYYY-MM-DD", text)
		}
		return Anchor{day: day}, err
	}
	day, err := civil.Parse(leapYear + text)
	if err != nil {
		return Anchor{}, fmt.Errorf("%q is not a day of the year; write MM-DD, such as 12-31", text)
	}
	return Anchor{day: day, yearly: true}, nil
}

// IsZero reports whether there is no anchor.
func (a Anchor) IsZero() bool { return a.day.IsZero() }

// Day returns the anchor when it was given in full, the zero Date when it recurs each year.
func (a Anchor) Day() civil.Date {
	if a.yearly {
		return civil.Date{}
	}
	return a.day
}

// String returns the anchor as [ParseAnchor] reads it.
func (a Anchor) String() string {
	if a.yearly {
		return a.day.String()[len(leapYear):]
	}
	return a.day.String()
}

// Problem is one thing that is wrong with terms.
type Problem struct{ Field, Message string }

// Problems returns what makes terms unusable; none when they are fine. [Derive] takes only such.
func (t Terms) Problems() []Problem {
	var found []Problem
	switch t.Mode {
	case Rolling, Anniversary, Fixed:
	default:
		found = append(found, Problem{"mode", fmt.Sprintf("%q is no mode; write rolling, anniversary or fixed", string(t.Mode))})
	}
	if t.Period.IsZero() {
		found = append(found, Problem{"period", "a certificate has to run for some time; write for example P1Y"})
	}
	if t.Mode != Fixed {
		return found
	}
	switch {
	case t.Anchor.IsZero():
		found = append(found, Problem{"anchor", "fixed mode needs an anchor; write MM-DD, such as 12-31, or YYYY-MM-DD"})
	case t.Anchor.yearly && !t.Period.IsZero() && !dividesYear(t.Period):
		found = append(found, Problem{"anchor", fmt.Sprintf("%s does not divide a year, so %s would not recur; write the anchor as YYYY-MM-DD", t.Period, t.Anchor)})
	}
	return found
}

// dividesYear reports whether a whole number of periods makes exactly a year.
func dividesYear(p civil.Period) bool {
	months := p.Years*12 + p.Months
	return p.Weeks == 0 && p.Days == 0 && months > 0 && 12%months == 0
}

// fixedEnd returns the least anchor ⊕ kP that is ≥ completed ⊕ M and > completed, and its k.
func (t Terms) fixedEnd(completed civil.Date) (end civil.Date, k int) {
	floor := civil.Latest(completed.Plus(t.MinValid), completed.AddDays(1))
	at := func(k int) civil.Date { return t.Anchor.day.Plus(t.Period.Times(k)) }
	// Days per period, rounded up, bring the guess to the near side of the floor; then step.
	length := t.Period.Years*366 + t.Period.Months*31 + t.Period.Weeks*7 + t.Period.Days
	k = floor.Days(t.Anchor.day) / length
	for !at(k-1).Before(floor) && at(k-1).Before(at(k)) {
		k--
	}
	for at(k).Before(floor) && at(k).Before(at(k+1)) {
		k++
	}
	return at(k), k
}

// termsOn returns the index of the terms in force on a day: the latest From on or before it, or the
// earliest of all. Of two with the same From the one recorded later counts.
func termsOn(all []TermsFrom, d civil.Date) int {
	best := 0
	for i, t := range all {
		if i > 0 && supersedes(t, all[best], d) {
			best = i
		}
	}
	return best
}

func supersedes(t, than TermsFrom, d civil.Date) bool {
	if t.From == than.From {
		return t.Recorded.After(than.Recorded)
	}
	switch begun, thanBegun := !t.From.After(d), !than.From.After(d); {
	case begun && thanBegun:
		return t.From.After(than.From)
	case begun != thanBegun:
		return begun
	default:
		return t.From.Before(than.From)
	}
}
