package enrol

import (
	"slices"

	"understudy/app/civil"
	"understudy/app/course"
	"understudy/app/people"
	"understudy/app/record"
)

// The causes of a reason that an import writes.
const (
	causeHire   = "hire"   // hired into a role that a programme names
	causeRole   = "role"   // moved into one
	causeImport = "import" // the file names the programme
)

// assign gives the programmes that being hired, moving into a role or the file itself asks for.
func (w *writer) assign(d *draft, before, after people.Role) []Difference {
	var out []Difference
	start := func(programme, cause string, on civil.Date) {
		w.changes.Reasons = append(w.changes.Reasons, record.Reason{ID: w.NewID(), Person: d.id, Programme: programme, Cause: cause,
			Edge: record.Start, On: on, RecordedAt: w.Now, RecordedBy: w.By})
		out = append(out, Difference{Field: Programme.String(), New: programme})
	}
	began := d.employment.began
	for _, c := range w.Programmes {
		if !slices.Contains(c.HireRoles, after) {
			continue
		}
		hire := stateOf(d.old, c, causeHire)
		switch {
		case !began.IsZero() && (!hire.running || began.Before(hire.from)):
			start(c.ID, causeHire, civil.Latest(began, hire.ended))
		case began.IsZero() && before != after && !hire.running && !stateOf(d.old, c, causeRole).running:
			start(c.ID, causeRole, w.Today)
		}
	}
	for _, c := range w.Programmes {
		if c.ID != d.row.Text(Programme) {
			continue
		}
		// Who ended it by hand meant it: only being hired again starts it afresh.
		if s := stateOf(d.old, c, causeImport); !s.known || !s.running && !began.IsZero() {
			start(c.ID, causeImport, civil.Latest(w.Today, d.hired, s.ended))
		}
	}
	return out
}

// reasonState is where one reason stands: whether it runs, since when, and when it ended last.
type reasonState struct {
	known, running bool
	from, ended    civil.Date
}

func stateOf(m *Member, programme course.Programme, cause string) reasonState {
	var s reasonState
	if m == nil {
		return s
	}
	for _, r := range sorted(m.Reasons, func(r record.Reason) civil.Date { return r.On }) {
		switch {
		case r.Programme != programme.ID || r.Cause != cause:
		case r.Edge == record.Start && !s.running:
			s.known, s.running, s.from = true, true, r.On
		case r.Edge == record.End:
			s.running, s.ended = false, r.On
		}
	}
	return s
}
