package enrol

import (
	"understudy/app/ident"
	"understudy/app/people"
)

// State says whether somebody can come in, and why not.
type State string

// The states; of several that hold, the first here counts.
const (
	Disabled State = "disabled" // shut out by an administrator
	Left     State = "left"     // works here no longer
	Waiting  State = "waiting"  // has not joined yet
	Working  State = "working"
)

// States returns every state, in the order in which pages list them.
func States() []State { return []State{Working, Waiting, Left, Disabled} }

// SortKey is what a directory is ordered by.
type SortKey string

// The orders of a directory.
const (
	ByName       SortKey = "name"
	ByEmployeeID SortKey = "employee_id"
	ByTeam       SortKey = "team"
	ByRole       SortKey = "role"
)

// SortKeys returns every order, the usual one first.
func SortKeys() []SortKey { return []SortKey{ByName, ByEmployeeID, ByTeam, ByRole} }

// Filter picks people out of the directory. Empty fields pick everybody.
type Filter struct {
	Text  string // how a word of the name, or the employee id, begins
	Team  ident.ID
	Role  people.Role
	State State
	Sort  SortKey
	Down  bool // the order turned round
}

// Entry is one person in the directory.
type Entry struct {
	people.Person
	State State
}
