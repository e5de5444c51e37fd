package demo

import (
	"understudy/app/assign"
	"understudy/app/civil"
	"understudy/app/course"
	"understudy/app/record"
)

// piece is one thing to do for a programme.
type piece struct {
	kind   assign.Kind
	item   string
	lesson string // of a module
	poorly bool   // in vain: another go has to follow
}

// onboarding and renewal list what the programme asks for, in its order; nothing without a programme.
func (a *author) onboarding() []piece { return a.pieces(false) }

func (a *author) renewal() []piece { return a.pieces(true) }

func (a *author) pieces(certified bool) []piece {
	if a.programme == nil {
		return nil
	}
	return a.split(a.programme.For(certified))
}

func (a *author) split(wants course.Requirements) []piece {
	var out []piece
	for _, id := range wants.Modules {
		m, _ := a.lib.Module(id) // the empty module has no lessons
		for _, l := range m.Lessons {
			out = append(out, piece{kind: assign.Module, item: id, lesson: l.ID})
		}
	}
	for _, r := range wants.Rehearsals {
		if _, ok := a.lib.Scenario(r.Scenario); ok {
			out = append(out, piece{kind: assign.Rehearsal, item: r.Scenario})
		}
	}
	if _, ok := a.lib.Blueprint(wants.Paper); ok {
		out = append(out, piece{kind: assign.Paper, item: wants.Paper})
	}
	return out
}

// stumble puts a failed go before some of the role-plays and papers, as happens to one in so many.
func (a *author) stumble(pieces []piece, oneIn int) []piece {
	var out []piece
	for _, p := range pieces {
		if p.kind != assign.Module && a.chance.IntN(oneIn) == 0 {
			p.poorly = true
			out = append(out, p)
			p.poorly = false
		}
		out = append(out, p)
	}
	return out
}

// study does pieces of work, spread over the days from one to another; the last is done on the last day.
func (a *author) study(pieces []piece, from, to civil.Date) {
	days := spread(len(pieces), from, to)
	for i, p := range pieces {
		a.on(days[i])
		switch p.kind {
		case assign.Module:
			a.learn(p)
		case assign.Rehearsal:
			a.rehearse(p)
		case assign.Paper:
			a.sit(p)
		}
	}
}

// learn reads one lesson and answers its check.
func (a *author) learn(p piece) {
	m, lesson, _, ok := a.lib.Lesson(p.item, p.lesson)
	if !ok {
		return
	}
	a.wait(90, 240)
	e := record.Evidence{Kind: record.Lesson, Item: p.item + "/" + p.lesson, Hash: m.Hash, Score: 100, Passed: true,
		Key: "lesson:" + string(a.id())}
	if rule, ok := a.lib.Rule(lesson.Rule); ok {
		e.Outcomes = []record.Outcome{{Rule: rule.ID, Rev: rule.Rev, Verdict: record.Shown}}
	}
	a.note(e)
}
