package enrol

import (
	"slices"
	"strings"

	"understudy/app/civil"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/record"
)

// write turns the lines that stand into changes, and every line into a part of the report.
func (p *planner) write() (Report, Changes) {
	w := writer{planner: p, teams: map[string]people.Team{}, employees: make(map[ident.ID]string, len(p.byID))}
	for id, m := range p.byID {
		w.employees[id] = m.EmployeeID
	}
	for _, t := range p.Roster.Teams {
		w.teams[people.Fold(t.Name)] = t
	}
	for _, t := range p.Roster.Teams { // a team spelt exactly so comes before one that only reads alike
		w.teams[t.Name] = t
	}
	for i := range p.drafts {
		if d := &p.drafts[i]; d.old == nil {
			d.id = p.NewID()
			w.employees[d.id] = d.row.Text(EmployeeID)
		} else {
			d.id = d.old.ID
		}
	}
	report := Report{Lines: make([]Line, 0, len(p.drafts))}
	for i := range p.drafts {
		report.Lines = append(report.Lines, w.line(&p.drafts[i]))
	}
	refused := slices.ContainsFunc(report.Lines, func(l Line) bool { return l.Outcome == Refused })
	if p.Complete && !refused { // a line that cannot be read may be about somebody who would seem left out
		others := w.endsAdministration()
		if len(others) == 0 {
			others = w.endOthers()
		}
		report.Lines = append(report.Lines, others...)
	}
	w.changes.Added = managersFirst(w.changes.Added)
	return report, w.changes
}

type writer struct {
	*planner
	teams     map[string]people.Team
	employees map[ident.ID]string // employee ids, those of new people among them
	changes   Changes
}

func (w *writer) line(d *draft) Line {
	line := Line{Line: d.row.Line, EmployeeID: visible(clip(d.row.Text(EmployeeID))), Name: visible(clip(d.row.Text(Name))), Problems: d.problems}
	if d.refused() {
		line.Outcome = Refused
		return line
	}
	var before people.Person
	if d.old != nil {
		before = d.old.Person
	}
	after := w.person(d, before)
	differences := w.compare(before, after)
	fields := len(differences)
	differences = append(differences, w.employ(d)...)
	differences = append(differences, w.assign(d, before.Role, after.Role)...)
	switch {
	case d.old == nil:
		line.Outcome = Added
		w.changes.Added = append(w.changes.Added, after)
		w.trace(d.id, "person.added", differences)
	case len(differences) > 0:
		line.Outcome, line.Changes = Changed, differences
		if fields > 0 {
			w.changes.Changed = append(w.changes.Changed, after)
		}
		if before.Email != after.Email {
			w.changes.Addresses = append(w.changes.Addresses, after.ID)
		}
		w.trace(d.id, "person.changed", differences)
	default:
		line.Outcome = Unchanged
	}
	return line
}

// person is somebody the way the line has them; what the file has no column for stays.
func (w *writer) person(d *draft, p people.Person) people.Person {
	p.ID, p.EmployeeID, p.Name = d.id, d.row.Text(EmployeeID), d.row.Text(Name)
	if w.File.Has[Email] {
		p.Email = d.email
	}
	if w.File.Has[Team] {
		team := w.team(d.row.Text(Team))
		p.Team, p.TeamName = team.ID, team.Name
	}
	if w.File.Has[ManagerID] {
		p.Manager = w.idOf(d.row.Text(ManagerID))
	}
	if d.role != "" {
		p.Role = d.role
	}
	if p.Role == "" {
		p.Role = people.Learner
	}
	if w.File.Has[Channels] {
		p.Channels = d.channels
	}
	return p
}

// team finds a team by its name, however it is spelt, or makes a new one.
func (w *writer) team(name string) people.Team {
	if name == "" {
		return people.Team{}
	}
	if t, known := w.teams[name]; known {
		return t
	}
	if t, known := w.teams[people.Fold(name)]; known {
		return t
	}
	t := people.Team{ID: w.NewID(), Name: name}
	w.teams[name], w.teams[people.Fold(name)] = t, t
	w.changes.Teams = append(w.changes.Teams, t)
	return t
}

func (w *writer) idOf(employee string) ident.ID {
	if m := w.members[employee]; m != nil {
		return m.ID
	}
	if at, inFile := w.lines[employee]; inFile && employee != "" {
		return w.drafts[at].id
	}
	return ""
}

func (w *writer) compare(before, after people.Person) []Difference {
	var out []Difference
	note := func(c Column, old, now string) {
		if old != now {
			out = append(out, Difference{Field: c.String(), Old: old, New: now})
		}
	}
	note(Name, before.Name, after.Name)
	note(Email, before.Email, after.Email)
	note(Team, before.TeamName, after.TeamName)
	note(ManagerID, w.employees[before.Manager], w.employees[after.Manager])
	note(Role, string(before.Role), string(after.Role))
	note(Channels, strings.Join(before.Channels, " "), strings.Join(after.Channels, " "))
	return out
}

// employ records the edges of employment that a line adds.
func (w *writer) employ(d *draft) []Difference {
	var out []Difference
	for _, t := range d.employment.turns {
		w.edge(d.id, t.edge, t.on)
	}
	if len(d.employment.turns) == 0 || d.old == nil {
		return nil
	}
	before, _ := current(d.old.Spells)
	if began := d.employment.began; !began.IsZero() {
		out = append(out, Difference{Field: HiredOn.String(), Old: before.From.String(), New: began.String()})
	}
	if before.To != d.left {
		out = append(out, Difference{Field: LeftOn.String(), Old: before.To.String(), New: d.left.String()})
	}
	return out
}

func (w *writer) edge(person ident.ID, edge record.Edge, on civil.Date) {
	w.changes.Employments = append(w.changes.Employments, record.Employment{ID: w.NewID(), Person: person, Edge: edge, On: on,
		RecordedAt: w.Now, RecordedBy: w.By})
}

// endOthers ends the spells of everybody whom a complete file leaves out.
func (w *writer) endOthers() []Line {
	var out []Line
	for i := range w.Roster.Members {
		m := &w.Roster.Members[i]
		if _, inFile := w.lines[m.EmployeeID]; inFile || len(m.Spells) == 0 {
			continue
		}
		running, first := current(m.Spells)
		if !running.To.IsZero() && !running.To.After(w.Today) {
			continue
		}
		e := employment{spells: m.Spells, left: civil.Latest(w.Today, running.From)}
		e.shorten(first, len(m.Spells)-1)
		for _, t := range e.turns {
			w.edge(m.ID, t.edge, t.on)
		}
		change := []Difference{{Field: LeftOn.String(), Old: running.To.String(), New: e.left.String()}}
		w.trace(m.ID, "person.ended", change)
		out = append(out, Line{EmployeeID: m.EmployeeID, Name: m.Name, Outcome: Ended, Changes: change})
	}
	return out
}

// trace writes one line for the audit trail: which fields, and of the days which days.
func (w *writer) trace(person ident.ID, action string, differences []Difference) {
	var words []string
	for _, d := range differences {
		switch word := d.Field; word {
		case HiredOn.String(), LeftOn.String(), Programme.String(), Role.String():
			words = append(words, word+"="+d.New)
		default:
			words = append(words, word)
		}
	}
	w.changes.Trail = append(w.changes.Trail, Trace{Subject: person, Action: action, Detail: strings.Join(words, " ")})
}

// managersFirst orders new people so that nobody stands before their manager.
func managersFirst(added []people.Person) []people.Person {
	place := make(map[ident.ID]int, len(added))
	for i, p := range added {
		place[p.ID] = i
	}
	out := make([]people.Person, 0, len(added))
	done := make([]bool, len(added))
	for i := range added {
		var chain []int
		for at, more := i, true; more && !done[at]; at, more = place[added[at].Manager], added[at].Manager != "" && has(place, added[at].Manager) {
			done[at] = true
			chain = append(chain, at)
		}
		for _, at := range slices.Backward(chain) {
			out = append(out, added[at])
		}
	}
	return out
}

func has[K comparable, V any](m map[K]V, key K) bool {
	_, ok := m[key]
	return ok
}
