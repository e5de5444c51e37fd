package enrol

import (
	"slices"

	"understudy/app/civil"
	"understudy/app/people"
	"understudy/app/record"
)

// keepAnAdministrator refuses the lines that would leave nobody to run the installation: whoever has
// another role, or whose employment ends, cannot come in.
func (p *planner) keepAnAdministrator() bool {
	var leaving []int
	staying := false
	for i := range p.Roster.Members {
		m := &p.Roster.Members[i]
		at, inFile := p.lines[m.EmployeeID]
		switch {
		case !inFile || p.drafts[at].refused():
			staying = staying || administers(m)
		case p.willAdminister(&p.drafts[at]):
			staying = true
		case administers(m):
			leaving = append(leaving, at)
		}
	}
	for i := range p.drafts {
		d := &p.drafts[i]
		staying = staying || d.old == nil && !d.refused() && p.willAdminister(d)
	}
	if staying || len(leaving) == 0 {
		return false
	}
	for _, i := range leaving {
		column := LeftOn
		if d := &p.drafts[i]; d.role != "" && d.role != people.Admin {
			column = Role
		}
		p.drafts[i].refuse(column, "last_admin", nil)
	}
	return true
}

// administers reports whether somebody can run the installation, and no end of that is in sight.
func administers(m *Member) bool {
	return m.Role == people.Admin && !m.Disabled && stays(m.Spells)
}

// stays reports whether the last time of employment has no end. Who has none on record never leaves.
func stays(spells []people.Spell) bool {
	return len(spells) == 0 || spells[len(spells)-1].To.IsZero()
}

func (p *planner) willAdminister(d *draft) bool {
	role := d.role
	if d.old != nil {
		if role == "" {
			role = d.old.Role
		}
		if d.old.Disabled {
			return false
		}
	}
	return role == people.Admin && stays(d.spells())
}

// spells are those that somebody has once the line is applied.
func (d *draft) spells() []people.Spell {
	var facts []record.Employment
	edge := func(e record.Edge, on civil.Date) {
		if !on.IsZero() {
			facts = append(facts, record.Employment{Edge: e, On: on})
		}
	}
	if d.old != nil {
		for _, s := range d.old.Spells {
			edge(record.Start, s.From)
			edge(record.End, s.To)
		}
	}
	for _, t := range d.employment.turns {
		edge(t.edge, t.on)
	}
	return Spells(facts)
}

// endsAdministration returns the lines that refuse to end anybody, where leaving out of a complete file
// whoever it leaves out would leave nobody to administer.
func (w *writer) endsAdministration() []Line {
	var out []Line
	for i := range w.Roster.Members {
		m := &w.Roster.Members[i]
		at, inFile := w.lines[m.EmployeeID]
		switch {
		case inFile && w.willAdminister(&w.drafts[at]), !inFile && administers(m) && len(m.Spells) == 0:
			return nil
		case !inFile && administers(m):
			out = append(out, Line{EmployeeID: m.EmployeeID, Name: m.Name, Outcome: Refused,
				Problems: []Problem{{Column: EmployeeID.String(), Found: m.EmployeeID, Code: "last_admin"}}})
		}
	}
	if slices.ContainsFunc(w.drafts, func(d draft) bool { return d.old == nil && w.willAdminister(&d) }) {
		return nil
	}
	return out
}
