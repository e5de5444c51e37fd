// Package course holds modules: lessons in an order, each teaching a rule and ending in a check, and
// the programmes that combine modules, a paper and rehearsals into a certificate.
package course

import (
	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/people"
	"understudy/app/quiz"
)

// Lesson teaches one rule. Its page shows the rule's own parts (story, statement, why, do, don't)
// around Body, and is done when Check is answered right.
type Lesson struct {
	ID    string // unique within the module
	Title string
	Rule  conduct.RuleID
	Body  string // Markdown
	HTML  string // Body rendered and sanitised when the module was loaded
	Check quiz.Question
}

// Module is a themed course of a few lessons.
type Module struct {
	ID      string
	Title   string
	Summary string
	Value   conduct.ValueID // whose colour it wears
	Minutes int             // honest reading and answering time
	Lessons []Lesson
	Lang    string
	Hash    string // SHA-256 of the text it was read from
}

// Lesson finds a lesson by its id, with its place in the module.
func (m Module) Lesson(id string) (Lesson, int, bool) {
	for i, l := range m.Lessons {
		if l.ID == id {
			return l, i, true
		}
	}
	return Lesson{}, 0, false
}

// Rehearsal is a scenario that a programme requires, with the score that counts as done.
type Rehearsal struct {
	Scenario string
	Score    int // percent; a critical breach fails whatever the score
}

// Requirements is what completes a programme once.
type Requirements struct {
	Modules    []string
	Rehearsals []Rehearsal
	Paper      string // blueprint id, empty for none
}

// Terms say how long a pass is worth and when to renew it; see package recert.
type Terms struct {
	Mode                  string // rolling, anniversary or fixed
	Period, Window, Grace civil.Period
	MinValid              civil.Period
	Anchor                string
	Onboarding, Notice    civil.Period // Onboarding zero: no date to finish by
	RehireGap, LapseLimit civil.Period
	HasGap, HasLapseLimit bool // whether the two above were stated at all
}

// Programme turns requirements into a certificate with an end.
type Programme struct {
	ID         string
	Title      string
	Summary    string
	Onboarding Requirements
	Renewal    Requirements // what a certified person does again; Onboarding when it names nothing
	Terms      Terms
	HireRoles  []people.Role // being hired into one of these assigns the programme
	Lang, Hash string
}

// For returns what this person has to do: the renewal for somebody whose certificate still counts,
// the onboarding path for everybody else.
func (p Programme) For(certified bool) Requirements {
	if certified && !p.Renewal.Empty() {
		return p.Renewal
	}
	return p.Onboarding
}

// Empty reports whether nothing is required.
func (r Requirements) Empty() bool {
	return len(r.Modules) == 0 && len(r.Rehearsals) == 0 && r.Paper == ""
}
