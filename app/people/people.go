// Package people holds who works here: persons, roles, teams, and what each role may do.
package people

import (
	"slices"
	"strings"

	"understudy/app/civil"
	"understudy/app/ident"
)

// Role says what somebody may do in the system; everyone is a learner besides.
type Role string

// The roles, from the least to the most trusted with other people's records.
const (
	Learner Role = "learner"
	Trainer Role = "trainer" // writes content, sees every team's progress
	Manager Role = "manager" // sees and assigns within the teams that report to them
	Auditor Role = "auditor" // reads every record, changes none
	Admin   Role = "admin"   // runs the installation
)

// Roles returns every role, in the order in which pages list them.
func Roles() []Role { return []Role{Learner, Trainer, Manager, Admin, Auditor} }

// Valid reports whether r is one of the roles.
func (r Role) Valid() bool { return slices.Contains(Roles(), r) }

// Person is somebody with a record. EmployeeID is what an organisation knows them by; name and
// e-mail may change, it may not.
type Person struct {
	ID         ident.ID
	EmployeeID string
	Name       string
	Email      string // empty when the person has none
	Team       ident.ID
	TeamName   string
	Manager    ident.ID // empty when nobody manages them
	Role       Role
	Channels   []string // where they serve: counter, phone, email, chat; none means all
	Lang       string   // preferred language, empty for the browser's
	Disabled   bool
}

// GivenName returns the first word of the name, to greet with.
func (p Person) GivenName() string {
	first, _, _ := strings.Cut(strings.TrimSpace(p.Name), " ")
	return first
}

// Initials returns up to two letters for an avatar.
func (p Person) Initials() string {
	words := strings.Fields(p.Name)
	if len(words) == 0 {
		return "?"
	}
	out := firstLetter(words[0])
	if len(words) > 1 {
		out += firstLetter(words[len(words)-1])
	}
	return strings.ToUpper(out)
}

func firstLetter(word string) string {
	for _, r := range word {
		return string(r)
	}
	return ""
}

// Spell is a time of employment, half-open: To is the first day away, zero while it lasts.
type Spell struct{ From, To civil.Date }

// Team is a group of people.
type Team struct {
	ID   ident.ID
	Name string
}

// Fold returns a name the way it is searched: lower case, without accents.
func Fold(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		if plain, ok := unaccented(r); ok {
			b.WriteString(plain)
		} else {
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// unaccented covers the letters of Latin names; other scripts are searched as they are written.
func unaccented(r rune) (string, bool) {
	const from = "àáâãäåāăąçćčďđèéêëēĕėęěğģìíîïīįıķłļľñńņňòóôõöøōőŕřśşšșţťțùúûüūůűųýÿžźż"
	const to = "aaaaaaaaacccddeeeeeeeeeggiiiiiiiklllnnnnoooooooorrsssstttuuuuuuuuyyzzz"
	switch r {
	case 'ß':
		return "ss", true
	case 'æ':
		return "ae", true
	case 'œ':
		return "oe", true
	case 'þ':
		return "th", true
	}
	at := 0
	for _, accented := range from {
		if accented == r {
			return to[at : at+1], true
		}
		at++
	}
	return "", false
}
