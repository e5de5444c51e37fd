package demo

import (
	"time"

	"understudy/app/assign"
	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/record"
)

// author writes the life of one person, in the order in which it happened.
type author struct {
	world
	stage  *stage
	person people.Person
	clerk  ident.ID // who records hirings
	chance chance
	rules  []conduct.Rule // that apply to the person
	clock  time.Time      // when the last thing happened

	history      record.History
	certificates []record.Certificate
	plays        []Play
	attempts     []Attempt
}

func (w world) author(s *stage, p people.Person, clerk ident.ID) *author {
	return &author{world: w, stage: s, person: p, clerk: clerk, chance: newChance("life " + p.EmployeeID),
		rules: w.lib.Code.Applicable(p.Channels), history: record.History{Person: p.ID}}
}

// opening is when the working day begins.
const opening = 8 * time.Hour

// on moves the clock to some time in the morning of a day, or a little on where the day has begun.
func (a *author) on(d civil.Date) {
	morning := d.Start(a.zone).Add(opening + time.Duration(a.chance.between(0, 150*60))*time.Second)
	if morning.After(a.clock) {
		a.clock = a.known(morning)
		return
	}
	a.wait(60, 300)
}

// wait lets some seconds pass.
func (a *author) wait(least, most int) {
	a.clock = a.known(a.clock.Add(time.Duration(a.chance.between(least, most)) * time.Second))
}

// known keeps an instant out of the future.
func (a *author) known(at time.Time) time.Time {
	if at.After(a.now) {
		return a.now
	}
	return at.UTC()
}

func (a *author) id() ident.ID { return ident.From(a.clock, a.chance.bytes) }

// hire begins an employment and, where the role asks for it, the reason for the programme. One who comes
// back has the old reason again.
func (a *author) hire(d civil.Date) { a.edge(record.Start, d) }

// leave ends both; d is the first day away.
func (a *author) leave(d civil.Date) { a.edge(record.End, d) }

func (a *author) edge(edge record.Edge, d civil.Date) {
	a.clock = a.known(later(d.Start(a.zone).Add(opening), a.clock.Add(time.Minute)))
	a.history.Employments = append(a.history.Employments, record.Employment{ID: a.id(), Person: a.person.ID, Edge: edge, On: d,
		RecordedAt: a.clock, RecordedBy: a.clerk})
	if a.programme == nil || !hires(*a.programme, a.person.Role) {
		return
	}
	a.history.Reasons = append(a.history.Reasons, record.Reason{ID: a.id(), Person: a.person.ID, Programme: a.programme.ID, Cause: "hire",
		Edge: edge, On: d, RecordedAt: a.clock, RecordedBy: a.clerk})
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// note records evidence at the clock, and with it the pass that it completes.
func (a *author) note(e record.Evidence) {
	e.ID, e.Person, e.Source, e.RecordedBy = a.id(), a.person.ID, Source, a.person.ID
	e.OccurredOn, e.OccurredAt, e.RecordedAt = civil.In(a.clock, a.zone), a.clock, a.clock
	a.history.Evidence = append(a.history.Evidence, e)
	for _, award := range a.office().Conclude(a.history) {
		// The office numbers passes at random; here they come from the person's own stream.
		award.Pass.ID = a.id()
		award.Certificate.Pass = award.Pass.ID
		a.history.Passes = append(a.history.Passes, award.Pass)
		a.certificates = append(a.certificates, award.Certificate)
	}
}

// office is the product's own judge of what is complete, as it stood at the clock.
func (a *author) office() assign.Office {
	o := assign.Office{Contents: a.lib, Code: a.lib.Code, Revisions: a.revisions, Person: a.person,
		Today: civil.In(a.clock, a.zone), Now: a.clock, NewCode: a.chance.code}
	if a.programme != nil {
		o.Programmes = append(o.Programmes, *a.programme)
	}
	return o
}
