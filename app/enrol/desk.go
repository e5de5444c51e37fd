package enrol

import (
	"context"
	"strings"
	"time"

	"understudy/app/civil"
	"understudy/app/course"
	"understudy/app/ident"
	"understudy/app/people"
)

// People reads everybody and applies changes to them.
type People interface {
	Roster(ctx context.Context) (Roster, error)
	// Enrol reads the roster and writes what decide makes of it, in one transaction.
	Enrol(ctx context.Context, decide func(Roster) Changes, by ident.ID, now time.Time) error
}

// Desk is where lists of people come in.
type Desk struct {
	People     People
	Programmes func() []course.Programme
}

// Options say how an import treats a file.
type Options struct {
	DryRun   bool // only report
	Partial  bool // apply the good lines of a file that has refused ones
	Complete bool // end the employment of whoever is missing from the file
	New      bool // nobody in the file may be known yet
	// Agreed is the digest of the report that somebody has read and agreed to; "" agrees to any. Where
	// another report would come out by now, nothing is applied.
	Agreed string
}

// Import compares a file with the people there are and applies the difference. A file with a refused
// line is not applied, unless the options say that its good lines are; nor is one that would do
// something else by now than was agreed to.
func (d Desk) Import(ctx context.Context, file File, options Options, by ident.ID, today civil.Date, now time.Time) (Report, error) {
	in := Input{File: file, Programmes: d.Programmes(), Complete: options.Complete, New: options.New, Today: today, Now: now, By: by,
		NewID: func() ident.ID { return ident.New(now) }}
	if options.DryRun {
		roster, err := d.People.Roster(ctx)
		if err != nil {
			return Report{}, err
		}
		in.Roster = roster
		report, _ := Plan(in)
		return report, nil
	}
	var report Report
	err := d.People.Enrol(ctx, func(roster Roster) Changes {
		in.Roster = roster
		planned, changes := Plan(in)
		report = planned
		if report.Count(Refused) > 0 && !options.Partial || options.Agreed != "" && options.Agreed != report.Digest() {
			return Changes{}
		}
		report.Applied = true
		return changes
	}, by, now)
	if err != nil {
		return Report{}, err
	}
	return report, nil
}

// Fields are the cells of a form for one person, by column.
type Fields map[Column]string

// Save changes one person, or adds somebody new: a file of one line. Programme and employment columns
// that are not among the fields stay as they are. The report has one line.
func (d Desk) Save(ctx context.Context, fields Fields, isNew bool, by ident.ID, today civil.Date, now time.Time) (Report, error) {
	row := Row{Line: 1}
	file := File{}
	for column, text := range fields {
		file.Has[column], row.Cells[column] = true, text
	}
	file.Rows = []Row{row}
	return d.Import(ctx, file, Options{New: isNew}, by, today, now)
}

// FieldsOf returns the fields of somebody, for a form to begin with.
func FieldsOf(m Member, managerEmployeeID string) Fields {
	f := Fields{EmployeeID: m.EmployeeID, Name: m.Name, Email: m.Email, Team: m.TeamName, ManagerID: managerEmployeeID,
		Role: string(m.Role), Channels: strings.Join(m.Channels, " ")}
	spell, _ := current(m.Spells)
	f[HiredOn], f[LeftOn] = spell.From.String(), spell.To.String()
	return f
}

// ManagerOf returns the employee id of a person's manager among the members, empty for none.
func (r Roster) ManagerOf(p people.Person) string {
	for _, m := range r.Members {
		if m.ID == p.Manager && p.Manager != "" {
			return m.EmployeeID
		}
	}
	return ""
}
