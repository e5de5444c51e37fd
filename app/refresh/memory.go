package refresh

import (
	"cmp"
	"context"
	"slices"
	"time"

	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/recall"
	"understudy/app/record"
)

// What right answers are worth whose question is not on record.
const (
	// LessonGuess is high, since the check of a lesson can be tried until it is right.
	LessonGuess = 0.5
	// PaperGuess is that of one in four.
	PaperGuess = 0.25
)

// Facts are what memories are derived from.
type Facts struct {
	History   record.History
	Reviews   []Review
	Revisions []record.RuleRevision
}

// KnownAt leaves out what was recorded after an instant.
func (f Facts) KnownAt(at time.Time) Facts {
	late := func(recorded time.Time) bool { return recorded.After(at) }
	f.History.Evidence = slices.DeleteFunc(slices.Clone(f.History.Evidence), func(e record.Evidence) bool { return late(e.RecordedAt) })
	f.Reviews = slices.DeleteFunc(slices.Clone(f.Reviews), func(r Review) bool { return late(r.RecordedAt) })
	f.Revisions = slices.DeleteFunc(slices.Clone(f.Revisions), func(r record.RuleRevision) bool { return late(r.RecordedAt) })
	return f
}

// Remember derives what is remembered of each of these rules on a day, in their order. It is a function of
// the facts alone, whatever the order in which they were recorded.
func Remember(f Facts, rules []conduct.Rule, day civil.Date) []recall.Memory {
	model := recall.Default()
	memories := make([]recall.Memory, len(rules))
	for i, events := range eventsUntil(f, rules, day) {
		m := mind{model: &model}
		for j := range events {
			m.live(&events[j])
		}
		memories[i] = m.on(day)
		memories[i].Rule, memories[i].Critical = string(rules[i].ID), rules[i].Critical
	}
	return memories
}

// event is one thing that changes what is remembered of a rule.
type event struct {
	rule    conduct.RuleID
	on      civil.Date
	at      time.Time
	id      ident.ID
	rev     int
	change  conduct.Class // of a revision; empty for evidence
	verdict recall.Verdict
	guess   float64
	took    time.Duration
	played  bool // in a rehearsal
}

// eventsUntil returns what happened up to a day, for each of the rules in the order in which it happened. A
// revision comes before all evidence of the day from which it holds.
func eventsUntil(f Facts, rules []conduct.Rule, day civil.Date) [][]event {
	place := make(map[conduct.RuleID]int, len(rules))
	for i := range rules {
		place[rules[i].ID] = i
	}
	out := make([][]event, len(rules))
	add := func(e event) {
		if at, applies := place[e.rule]; applies && !e.on.After(day) {
			out[at] = append(out[at], e)
		}
	}
	for i := range f.Revisions {
		if r := &f.Revisions[i]; r.Rev > 1 {
			add(event{rule: r.Rule, on: r.EffectiveOn, rev: r.Rev, change: r.Class})
		}
	}
	standing := f.History.Standing()
	for i := range standing {
		shown(&standing[i], add)
	}
	for i := range f.Reviews {
		r := &f.Reviews[i]
		add(event{rule: r.Rule, on: r.OccurredOn, at: r.OccurredAt, id: r.ID, rev: r.Rev, verdict: verdict(r.Right), guess: r.Guess, took: r.Took})
	}
	for _, events := range out {
		slices.SortFunc(events, inOrder)
	}
	return out
}

func inOrder(a, b event) int {
	return cmp.Or(a.on.Compare(b.on), cmp.Compare(revisionsFirst(a), revisionsFirst(b)), a.at.Compare(b.at), cmp.Compare(a.id, b.id), cmp.Compare(a.rev, b.rev))
}

func revisionsFirst(e event) int {
	if e.change != "" {
		return 0
	}
	return 1
}

func verdict(right bool) recall.Verdict {
	if right {
		return recall.Upheld
	}
	return recall.Broken
}

// shown adds what a piece of evidence says about the rules that were at stake. A rule that was there to show
// and was not is as good as forgotten.
func shown(e *record.Evidence, add func(event)) {
	for _, o := range e.Outcomes {
		next := event{rule: o.Rule, on: e.OccurredOn, at: e.OccurredAt, id: e.ID, rev: o.Rev, took: recall.TooFast, played: e.Kind == record.Rehearsal}
		switch o.Verdict {
		case record.Shown:
			next.verdict = recall.Upheld
		case record.Missed, record.Broken:
			next.verdict = recall.Broken
		default:
			continue
		}
		next.guess = PaperGuess
		if e.Kind == record.Lesson {
			next.guess = LessonGuess
		}
		add(next)
	}
}

// mind is what one person knows of one rule, event by event.
type mind struct {
	model  *recall.Model
	state  recall.State
	last   civil.Date
	rev    int // the last material revision
	taught bool
	today  bool
}

func (m *mind) live(e *event) {
	switch {
	case e.change != "":
		m.revise(e)
	case e.rev < m.rev: // evidence of what was the rule before
	default:
		m.learn(e)
	}
}

func (m *mind) revise(e *event) {
	change := recall.Editorial
	switch e.change {
	case conduct.Material, conduct.New:
		change, m.rev = recall.Material, e.rev
	case conduct.Clarifying:
		change = recall.Clarifying
	}
	left, today := recall.Revised(m.state, change)
	m.state = left
	m.today = m.taught && (m.today || today)
}

func (m *mind) learn(e *event) {
	days := 0
	if !m.state.None() {
		days = max(0, e.on.Days(m.last))
	}
	var next recall.State
	var counted bool
	if e.played {
		next, counted = m.model.Rehearsed(m.state, e.verdict, days)
	} else {
		next, counted = m.model.Answered(m.state, e.verdict == recall.Upheld, e.guess, e.took, days)
	}
	if counted {
		m.state, m.last, m.taught, m.today = next, e.on, true, false
	}
}

func (m *mind) on(day civil.Date) recall.Memory {
	out := recall.Memory{State: m.state, Taught: m.taught, Today: m.today}
	if !m.state.None() {
		out.Days = max(0, day.Days(m.last))
		out.R = m.model.Readiness(m.state, out.Days)
	}
	return out
}

// facts reads what is on record about one person.
func (d Desk) facts(ctx context.Context, p people.Person, now time.Time) (Facts, error) {
	history, err := d.Record.History(ctx, p.ID)
	if err != nil {
		return Facts{}, err
	}
	reviews, err := d.Reviews.RecallReviews(ctx, []ident.ID{p.ID})
	return Facts{history, reviews[p.ID], d.Office(p, now).Revisions}, err
}
