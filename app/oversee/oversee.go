// Package oversee is the journey of whoever looks after others: the team board, the page about one
// person, and assigning a programme by hand. It shows progress and duty, never what somebody wrote.
package oversee

import (
	"context"
	"time"

	"understudy/app/assign"
	"understudy/app/civil"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/recall"
	"understudy/app/recert"
	"understudy/app/record"
)

// Scope limits which people somebody sees.
type Scope struct {
	ReportsTo ident.ID // only who reports to this person, directly or through others; empty for everybody
	Team      ident.ID // only this team; empty for every team
	Name      string   // only names of which a word starts with this
}

// ScopeOf is who an actor may see: managers those who report to them, the other overseers everybody.
func ScopeOf(actor people.Person) Scope {
	if actor.Role == people.Manager {
		return Scope{ReportsTo: actor.ID}
	}
	return Scope{}
}

// People finds the people in a scope, by name.
type People interface {
	Overseen(ctx context.Context, scope Scope) ([]people.Person, error)
}

// Record reads what is on record about people, and adds reasons.
type Record interface {
	Histories(ctx context.Context, persons []ident.ID) (map[ident.ID]record.History, error)
	Certificates(ctx context.Context, person ident.ID) ([]record.Certificate, error)
	Assign(ctx context.Context, f record.Reason) error
}

// Desk is where people are looked after.
type Desk struct {
	People People
	Record Record
	Office func(p people.Person, now time.Time) assign.Office
	Memory Memory
}

// Memory derives what each of some people remembers on a day of the rules that apply to them, by what is
// known now.
type Memory func(ctx context.Context, some []people.Person, histories map[ident.ID]record.History, day civil.Date, now time.Time) (map[ident.ID][]recall.Memory, error)

// Row is one person on the board. The days are those of the programme that needs attention first.
type Row struct {
	Person      people.Person
	Programme   string // its title; empty when nothing was ever assigned
	Validity    recert.Validity
	Duty        recert.Duty
	DueOn       civil.Date // exclusive, as are Until and LapsesOn; zero for none
	OpensOn     civil.Date
	Until       civil.Date
	LapsesOn    civil.Date
	Done, Steps int // of the path through the programme
	Taught      int // rules shown at least once …
	Ready       int // … and those remembered well enough today, …
	Applies     int // … of those that apply
	LastDay     civil.Date
	HiredOn     civil.Date
	Need        Need
	gone        bool // works here no longer, or is shut out
}

// ReadyPercent returns how much of the rules is ready, 0 to 100, rounded down.
func (r Row) ReadyPercent() int { return 100 * r.Ready / max(r.Applies, 1) }

// Through returns the last day of validity, the way people read it; zero for none.
func (r Row) Through() civil.Date { return lastDay(r.Until) }

// DueBy returns the last day on which the duty can be done in time; zero for none.
func (r Row) DueBy() civil.Date { return lastDay(r.DueOn) }

func lastDay(after civil.Date) civil.Date {
	if after.IsZero() {
		return after
	}
	return after.AddDays(-1)
}

// newHireDays is how long somebody counts as new.
const newHireDays = 90

// New reports whether somebody began less than ninety days before a day.
func (r Row) New(day civil.Date) bool {
	return !r.HiredOn.IsZero() && !r.HiredOn.After(day) && day.Days(r.HiredOn) < newHireDays
}

// row sums up one person's standing on a day.
func row(p people.Person, h record.History, office assign.Office, memories []recall.Memory) Row {
	day := office.Today
	h = until(h, day)
	r := Row{Person: p, Validity: recert.Never, Duty: recert.None, Ready: recall.CountReady(memories), gone: p.Disabled}
	for i, s := range office.Standings(h) {
		if need := needOf(s, day); i == 0 || need.before(r.Need) {
			r.stand(s, need)
		}
	}
	if r.Programme == "" {
		r.Need = Need{Rank: RankIdle, Key: "nothing_assigned"}
	}
	shown := map[string]bool{}
	for _, e := range h.Standing() {
		r.LastDay = civil.Latest(r.LastDay, e.OccurredOn)
		for _, o := range e.Outcomes {
			if o.Verdict == record.Shown {
				shown[string(o.Rule)] = true
			}
		}
	}
	for _, rule := range office.Code.Applicable(p.Channels) {
		r.Applies++
		if shown[string(rule.ID)] {
			r.Taught++
		}
	}
	r.employ(h, day)
	return r
}

func (r *Row) stand(s assign.Standing, need Need) {
	r.Programme, r.Need = s.Programme.Title, need
	r.Validity, r.Duty = s.Status.Validity, s.Status.Duty
	r.DueOn, r.OpensOn, r.Until, r.LapsesOn = s.Status.DueOn, s.Status.OpensOn, s.Status.Until, s.Status.LapsesOn
	r.Done, r.Steps = s.Path.Done(), len(s.Path.Steps)
}

// employ reads from the edges of employment since when somebody works here, and whether they still do.
func (r *Row) employ(h record.History, day civil.Date) {
	var before civil.Date // the end of the spell before
	for _, s := range Spells(h.Employments) {
		if s.From.After(day) {
			return
		}
		if s.From != before || before.IsZero() {
			r.HiredOn = s.From
		}
		before = s.To
		r.gone = r.Person.Disabled || !s.To.IsZero() && !s.To.After(day)
	}
}

// until leaves out what had not happened by the end of a day.
func until(h record.History, day civil.Date) record.History {
	out := h
	out.Evidence, out.Passes = nil, nil
	for _, e := range h.Evidence {
		if !e.OccurredOn.After(day) {
			out.Evidence = append(out.Evidence, e)
		}
	}
	for _, p := range h.Passes {
		if !p.OccurredOn.After(day) {
			out.Passes = append(out.Passes, p)
		}
	}
	return out
}
