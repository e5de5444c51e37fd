// Package assign says what a person has to do for a programme: the way through it, what of it is
// done, and what completing it is worth.
package assign

import (
	"understudy/app/civil"
	"understudy/app/course"
	"understudy/app/ident"
	"understudy/app/quiz"
	"understudy/app/record"
)

// Contents is what a programme's requirements name.
type Contents interface {
	Module(id string) (course.Module, bool)
	Blueprint(id string) (quiz.Blueprint, bool)
	// Role returns the title and the minutes of a scenario.
	Role(scenario string) (title string, minutes int, ok bool)
}

// Kind says what sort of step a path has.
type Kind string

// The kinds of step.
const (
	Module    Kind = "module"
	Rehearsal Kind = "rehearsal"
	Paper     Kind = "paper"
)

// paperMinutes is said of a paper without a time limit.
const paperMinutes = 15

// Step is one requirement and how far it has come.
type Step struct {
	Kind    Kind
	Item    string // module, scenario or blueprint
	Title   string
	Minutes int // of the whole step
	Done    bool
	DoneOn  civil.Date
	Score   int // best so far in percent, -1 where there is none
	Needs   int // percent, 0 where none is asked
	Parts   []Part
}

// Part is one lesson of a module.
type Part struct {
	Lesson string
	Title  string
	Done   bool
}

// PartsDone returns how many lessons are done.
func (s Step) PartsDone() int {
	n := 0
	for _, p := range s.Parts {
		if p.Done {
			n++
		}
	}
	return n
}

// NextPart returns the first lesson that is not done, its place from 0, and whether there is one.
func (s Step) NextPart() (Part, int, bool) {
	for i, p := range s.Parts {
		if !p.Done {
			return p, i, true
		}
	}
	return Part{}, 0, false
}

// MinutesLeft is the share of the step that is still to do.
func (s Step) MinutesLeft() int {
	switch {
	case s.Done:
		return 0
	case len(s.Parts) == 0:
		return s.Minutes
	default:
		left := len(s.Parts) - s.PartsDone()
		return (s.Minutes*left + len(s.Parts) - 1) / len(s.Parts)
	}
}

// Path is a person's way through a programme.
type Path struct {
	Programme course.Programme
	Steps     []Step
	used      []ident.ID // the evidence behind what is done
	last      civil.Date
}

// Done returns how many steps are done.
func (p Path) Done() int {
	n := 0
	for _, s := range p.Steps {
		if s.Done {
			n++
		}
	}
	return n
}

// Complete reports whether every step is done.
func (p Path) Complete() bool { return len(p.Steps) > 0 && p.Done() == len(p.Steps) }

// Next returns the first step that is not done.
func (p Path) Next() (Step, bool) {
	for _, s := range p.Steps {
		if !s.Done {
			return s, true
		}
	}
	return Step{}, false
}

// MinutesLeft adds up what is still to do.
func (p Path) MinutesLeft() int {
	total := 0
	for _, s := range p.Steps {
		total += s.MinutesLeft()
	}
	return total
}

// Walk lays out the requirements of a programme in their order and ticks off what the evidence shows.
// What no longer exists in the contents is left out: nobody can be asked to do it.
func Walk(programme course.Programme, wants course.Requirements, contents Contents, evidence []record.Evidence) Path {
	w := walker{path: Path{Programme: programme}, passed: map[record.Kind]map[string]record.Evidence{}, best: map[string]int{}}
	w.index(evidence)
	for _, id := range wants.Modules {
		if m, ok := contents.Module(id); ok {
			w.module(m)
		}
	}
	for _, r := range wants.Rehearsals {
		if title, minutes, ok := contents.Role(r.Scenario); ok {
			w.add(Step{Kind: Rehearsal, Item: r.Scenario, Title: title, Minutes: minutes, Needs: r.Score}, record.Rehearsal, r.Scenario)
		}
	}
	if b, ok := contents.Blueprint(wants.Paper); ok {
		minutes := b.LimitMinutes
		if minutes == 0 {
			minutes = paperMinutes
		}
		w.add(Step{Kind: Paper, Item: b.ID, Title: b.Title, Minutes: minutes, Needs: b.Pass}, record.Quiz, b.ID)
	}
	return w.path
}

type walker struct {
	path   Path
	passed map[record.Kind]map[string]record.Evidence // the first evidence that passed
	best   map[string]int                             // best score by kind and item
}

func (w *walker) index(evidence []record.Evidence) {
	for _, e := range evidence {
		key := string(e.Kind) + " " + e.Item
		if best, seen := w.best[key]; !seen || e.Score > best {
			w.best[key] = e.Score
		}
		if !e.Passed {
			continue
		}
		if w.passed[e.Kind] == nil {
			w.passed[e.Kind] = map[string]record.Evidence{}
		}
		if _, seen := w.passed[e.Kind][e.Item]; !seen {
			w.passed[e.Kind][e.Item] = e
		}
	}
}

func (w *walker) use(e record.Evidence) {
	w.path.used = append(w.path.used, e.ID)
	w.path.last = civil.Latest(w.path.last, e.OccurredOn)
}

func (w *walker) module(m course.Module) {
	step := Step{Kind: Module, Item: m.ID, Title: m.Title, Minutes: m.Minutes, Score: -1, Done: len(m.Lessons) > 0}
	for _, l := range m.Lessons {
		e, done := w.passed[record.Lesson][m.ID+"/"+l.ID]
		step.Parts = append(step.Parts, Part{Lesson: l.ID, Title: l.Title, Done: done})
		step.Done = step.Done && done
		if done {
			w.use(e)
			step.DoneOn = civil.Latest(step.DoneOn, e.OccurredOn)
		}
	}
	if !step.Done {
		step.DoneOn = civil.Date{}
	}
	w.path.Steps = append(w.path.Steps, step)
}

func (w *walker) add(step Step, kind record.Kind, item string) {
	step.Score = -1
	if best, seen := w.best[string(kind)+" "+item]; seen {
		step.Score = best
	}
	if e, done := w.passed[kind][item]; done && (kind != record.Rehearsal || step.Score >= step.Needs) {
		step.Done, step.DoneOn = true, e.OccurredOn
		w.use(e)
	}
	w.path.Steps = append(w.path.Steps, step)
}
