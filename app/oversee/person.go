package oversee

import (
	"context"
	"slices"
	"time"

	"understudy/app/assign"
	"understudy/app/civil"
	"understudy/app/course"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/recall"
	"understudy/app/record"
)

// Reason is why somebody has a programme to do, from a day until another; zero To while it lasts.
type Reason struct {
	Programme     string // its id
	Cause         string
	From, To, Due civil.Date
	RecordedBy    ident.ID
}

// Runs reports whether the reason still holds after a day.
func (r Reason) Runs(day civil.Date) bool { return r.To.IsZero() || r.To.After(day) }

// Dossier is everything that the page about one person shows.
type Dossier struct {
	Row          Row
	Standings    []assign.Standing
	Spells       []people.Spell
	Reasons      []Reason
	Evidence     []record.Evidence // newest first
	Certificates []record.Certificate
	Memories     []recall.Memory // of the rules that apply, in the order of the code
}

// Dossier returns one person's page, as of a day.
func (d Desk) Dossier(ctx context.Context, p people.Person, asOf civil.Date, now time.Time) (Dossier, error) {
	histories, err := d.Record.Histories(ctx, []ident.ID{p.ID})
	if err != nil {
		return Dossier{}, err
	}
	certificates, err := d.Record.Certificates(ctx, p.ID)
	if err != nil {
		return Dossier{}, err
	}
	memories, err := d.Memory(ctx, []people.Person{p}, histories, asOf, now)
	if err != nil {
		return Dossier{}, err
	}
	office := d.Office(p, now)
	office.Today = asOf
	h := histories[p.ID]
	out := Dossier{Row: row(p, h, office, memories[p.ID]), Memories: memories[p.ID], Standings: office.Standings(until(h, asOf)), Spells: Spells(h.Employments), Reasons: Reasons(h.Reasons),
		Certificates: certificates}
	for _, e := range slices.Backward(until(h, asOf).Evidence) {
		out.Evidence = append(out.Evidence, e)
	}
	return out, nil
}

// CauseByHand is the cause of a reason that somebody gave by hand.
const CauseByHand = "hand"

// Assign gives somebody a programme from today, due by a last day (zero for the programme's own time).
// What they have to do already stays as it is. Nobody assigns themselves.
func (d Desk) Assign(ctx context.Context, actor, subject people.Person, programme string, by, today civil.Date, now time.Time) error {
	switch {
	case actor.ID == subject.ID:
		return fault.New(fault.Forbidden, "fault.not_yourself")
	case !d.offers(subject, programme, now):
		return fault.Field("programme", "team.programme_unknown")
	case !by.IsZero() && by.Before(today):
		return fault.Field("due", "team.due_past")
	}
	due := by
	if !by.IsZero() {
		due = by.AddDays(1)
	}
	return d.Record.Assign(ctx, record.Reason{ID: ident.New(now), Person: subject.ID, Programme: programme, Cause: CauseByHand, Edge: record.Start,
		On: today, Due: due, RecordedAt: now, RecordedBy: actor.ID})
}

func (d Desk) offers(subject people.Person, programme string, now time.Time) bool {
	return slices.ContainsFunc(d.Office(subject, now).Programmes, func(p course.Programme) bool { return p.ID == programme })
}

// End ends every reason that somebody has for a programme, whatever its cause, from today. What they
// have earned stays theirs.
func (d Desk) End(ctx context.Context, actor, subject people.Person, programme string, today civil.Date, now time.Time) error {
	if actor.ID == subject.ID {
		return fault.New(fault.Forbidden, "fault.not_yourself")
	}
	histories, err := d.Record.Histories(ctx, []ident.ID{subject.ID})
	if err != nil {
		return err
	}
	for _, r := range Reasons(histories[subject.ID].Reasons) {
		if r.Programme != programme || !r.To.IsZero() {
			continue
		}
		err := d.Record.Assign(ctx, record.Reason{ID: ident.New(now), Person: subject.ID, Programme: programme, Cause: r.Cause, Edge: record.End,
			On: civil.Latest(today, r.From), RecordedAt: now, RecordedBy: actor.ID})
		if err != nil {
			return err
		}
	}
	return nil
}

// Reasons joins the edges of reasons into intervals, by their first day.
func Reasons(facts []record.Reason) []Reason {
	facts = slices.Clone(facts)
	slices.SortStableFunc(facts, func(a, b record.Reason) int { return a.On.Compare(b.On) })
	var out []Reason
	running := map[[2]string]int{} // programme and cause → place in out, plus one
	for _, f := range facts {
		name := [2]string{f.Programme, f.Cause}
		at := running[name]
		switch {
		case f.Edge == record.Start && at == 0:
			out = append(out, Reason{Programme: f.Programme, Cause: f.Cause, From: f.On, Due: f.Due, RecordedBy: f.RecordedBy})
			running[name] = len(out)
		case f.Edge == record.End && at != 0:
			out[at-1].To = f.On
			running[name] = 0
		}
	}
	return out
}

// Spells joins the edges of employment into spells by day.
func Spells(facts []record.Employment) []people.Spell {
	facts = slices.Clone(facts)
	slices.SortStableFunc(facts, func(a, b record.Employment) int { return a.On.Compare(b.On) })
	var out []people.Spell
	running := false
	for _, f := range facts {
		switch {
		case f.Edge == record.Start && !running:
			out, running = append(out, people.Spell{From: f.On}), true
		case f.Edge == record.End && running:
			out[len(out)-1].To, running = f.On, false
		}
		if last := len(out) - 1; !running && last >= 0 && out[last].From == out[last].To {
			out = out[:last] // taken back: it has no day
		}
	}
	return out
}
