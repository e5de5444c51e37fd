// Package learn is the learner's journey: the one next step, the modules lesson by lesson, and what
// has been learnt so far.
package learn

import (
	"context"
	"strings"
	"time"

	"understudy/app/assign"
	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/course"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/quiz"
	"understudy/app/record"
)

// Record reads and adds facts about a person.
type Record interface {
	History(ctx context.Context, person ident.ID) (record.History, error)
	Record(ctx context.Context, e record.Evidence, conclude record.Conclude) (awards []record.Award, repeated bool, err error)
}

// Desk is where a learner works.
type Desk struct {
	Record Record
	Office func(p people.Person, now time.Time) assign.Office
}

// Home is what a learner sees first.
type Home struct {
	Standings []assign.Standing // programmes with something to say, the most pressing first
	LastDay   civil.Date        // of the newest evidence
}

// Main returns the standing whose next step is the one to take, and whether there is one.
func (h Home) Main() (assign.Standing, bool) {
	for _, s := range h.Standings {
		if _, more := s.Path.Next(); more && Pressing(s) {
			return s, true
		}
	}
	return assign.Standing{}, false
}

// Pressing reports whether a standing asks for something now.
func Pressing(s assign.Standing) bool {
	switch s.Status.Duty {
	case "open", "overdue":
		return true
	default:
		return false
	}
}

// Home returns a person's first page.
func (d Desk) Home(ctx context.Context, p people.Person, now time.Time) (Home, error) {
	history, err := d.Record.History(ctx, p.ID)
	if err != nil {
		return Home{}, err
	}
	home := Home{Standings: d.Office(p, now).Standings(history)}
	for _, e := range history.Evidence {
		home.LastDay = civil.Latest(home.LastDay, e.OccurredOn)
	}
	return home, nil
}

// Course is a module as one person sees it.
type Course struct {
	Module course.Module
	Done   map[string]bool // lesson id → done since the last pass
	Resume string          // the lesson to go on with; the first when all are done
}

// Course returns a module with the person's progress.
func (d Desk) Course(ctx context.Context, p people.Person, m course.Module, now time.Time) (Course, error) {
	history, err := d.Record.History(ctx, p.ID)
	if err != nil {
		return Course{}, err
	}
	c := Course{Module: m, Done: lessonsDone(d.Office(p, now).Standings(history), history, m)}
	c.Resume = resume(m, c.Done)
	return c, nil
}

// lessonsDone follows the programme that asks for the module: whoever takes the whole path again
// does its lessons again. Where none asks for it, a lesson done once is done.
func lessonsDone(standings []assign.Standing, h record.History, m course.Module) map[string]bool {
	done := map[string]bool{}
	for _, s := range standings {
		for _, step := range s.Path.Steps {
			if step.Kind == assign.Module && step.Item == m.ID {
				for _, part := range step.Parts {
					done[part.Lesson] = part.Done
				}
				return done
			}
		}
	}
	for _, e := range h.Standing() {
		module, lesson, _ := strings.Cut(e.Item, "/")
		if e.Kind == record.Lesson && e.Passed && module == m.ID {
			done[lesson] = true
		}
	}
	return done
}

func resume(m course.Module, done map[string]bool) string {
	for _, l := range m.Lessons {
		if !done[l.ID] {
			return l.ID
		}
	}
	if len(m.Lessons) == 0 {
		return ""
	}
	return m.Lessons[0].ID
}

// Checked is what answering a lesson's check comes to.
type Checked struct {
	Right  bool
	Awards []record.Award
}

// Check marks the answer to a lesson's check. A right one becomes evidence, once a key; a wrong one
// is feedback and nothing more.
func (d Desk) Check(ctx context.Context, p people.Person, m course.Module, l course.Lesson, rule conduct.Rule, response quiz.Response,
	key ident.ID, now time.Time) (Checked, error) {
	if response.Empty() {
		return Checked{}, fault.Field("answer", "lesson.answer_missing")
	}
	if !l.Check.Right(l.Check.Mark(response)) {
		return Checked{}, nil
	}
	office := d.Office(p, now)
	awards, _, err := d.Record.Record(ctx, record.Evidence{
		ID: ident.New(now), Person: p.ID, Kind: record.Lesson, Item: m.ID + "/" + l.ID, Hash: m.Hash, Score: 100, Passed: true,
		Outcomes:   []record.Outcome{{Rule: rule.ID, Rev: rule.Rev, Verdict: record.Shown}},
		OccurredOn: office.Today, OccurredAt: now, RecordedAt: now, RecordedBy: p.ID, Source: "engine", Key: string(p.ID) + ":" + string(key),
	}, office.Conclude)
	return Checked{Right: true, Awards: awards}, err
}
