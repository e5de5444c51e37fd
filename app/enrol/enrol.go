// Package enrol brings the organisation's list of people in: it reads a file, says line by line what
// would change, and applies it. Whoever is missing from a file stays as they are unless the file is
// said to be complete.
package enrol

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"understudy/app/civil"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/record"
)

// Limits of a file and of one cell in it.
const (
	MaxBytes = 20 << 20
	MaxLines = 100_000
	MaxCell  = 200 // characters
)

// Column is one of the columns that a file may have.
type Column uint8

// The columns. A file has them in any order; the first two are required.
const (
	EmployeeID Column = iota
	Name
	Email
	Team
	ManagerID // the employee id of the manager, who may stand further down
	Role
	HiredOn
	LeftOn // the first day away
	Channels
	Programme
	columnCount
)

// Columns returns the names of the columns in the order of the constants.
func Columns() []string {
	return []string{"employee_id", "name", "email", "team", "manager_id", "role", "hired_on", "left_on", "channels", "programme"}
}

// String returns the name of the column as the header of a file writes it.
func (c Column) String() string { return Columns()[c] }

// Row is one line of a file, with white space around its cells removed.
type Row struct {
	Line  int
	Cells [columnCount]string
	Torn  *Problem // why the line could not be taken apart, if it could not
}

// Text returns one cell.
func (r Row) Text(c Column) string { return r.Cells[c] }

// File is a list of people as it was read. A column that it does not have leaves people as they are.
type File struct {
	Has  [columnCount]bool
	Rows []Row
}

// Problem is one mistake: where it is, what stands there and, by its code and arguments, what would
// be right. Its message is the catalogue's "import.problem." and the code.
type Problem struct {
	Line   int
	Column string // empty when it is about the whole line or file
	Found  string
	Code   string
	Args   map[string]any
}

// Error says the problem in English.
func (p Problem) Error() string { return p.English() }

// Member is a person as the database knows them, with what an import has to compare.
type Member struct {
	people.Person
	Spells  []people.Spell // by day; see [Spells]
	Reasons []record.Reason
}

// Roster is everybody, and every team.
type Roster struct {
	Members []Member
	Teams   []people.Team
}

// Outcome says what an import does with one line.
type Outcome string

// The outcomes. Ended is for people whom a complete file leaves out.
const (
	Added     Outcome = "added"
	Changed   Outcome = "changed"
	Unchanged Outcome = "unchanged"
	Refused   Outcome = "refused"
	Ended     Outcome = "ended"
)

// Difference is one field of one person, before and after.
type Difference struct {
	Field    string
	Old, New string
}

// Line is what an import does with one line of a file.
type Line struct {
	Line       int // 0 for an Ended one, which no line is about
	EmployeeID string
	Name       string
	Outcome    Outcome
	Changes    []Difference
	Problems   []Problem
}

// Report says what an import does, or would do.
type Report struct {
	Applied bool
	Lines   []Line
}

// Count returns how many lines have an outcome.
func (r Report) Count(o Outcome) int {
	n := 0
	for _, l := range r.Lines {
		if l.Outcome == o {
			n++
		}
	}
	return n
}

// Digest is the same for two reports that say the same, applied or not.
func (r Report) Digest() string {
	sum := sha256.Sum256(fmt.Append(nil, r.Lines))
	return hex.EncodeToString(sum[:])
}

// Changes is what has to be written for an import.
type Changes struct {
	Teams       []people.Team   // new ones
	Added       []people.Person // managers stand before the people who report to them
	Changed     []people.Person
	Addresses   []ident.ID // those among Changed whose e-mail address is another one now
	Employments []record.Employment
	Reasons     []record.Reason
	Trail       []Trace
}

// Empty reports whether there is nothing to write.
func (c Changes) Empty() bool { return len(c.Trail) == 0 }

// Trace is one line for the audit trail.
type Trace struct {
	Subject ident.ID
	Action  string
	Detail  string // names of fields and days, no words that people typed
}

// Spells joins the edges of employment, in the order in which they were recorded, into spells by day.
// Spells of no day are left out; two that touch stay two.
func Spells(facts []record.Employment) []people.Spell {
	edges := sorted(facts, func(f record.Employment) civil.Date { return f.On })
	var out []people.Spell
	running := false
	for _, f := range edges {
		switch {
		case f.Edge == record.Start && !running:
			out = append(out, people.Spell{From: f.On})
			running = true
		case f.Edge == record.End && running:
			out[len(out)-1].To = f.On
			running = false
		}
		if last := len(out) - 1; !running && last >= 0 && out[last].From == out[last].To {
			out = out[:last]
		}
	}
	return out
}
