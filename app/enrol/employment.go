package enrol

import (
	"slices"

	"understudy/app/civil"
	"understudy/app/people"
	"understudy/app/record"
)

// sorted returns facts by day; those of one day keep their order.
func sorted[F any](facts []F, on func(F) civil.Date) []F {
	out := slices.Clone(facts)
	slices.SortStableFunc(out, func(a, b F) int { return on(a).Compare(on(b)) })
	return out
}

// turn is one edge of employment to record.
type turn struct {
	edge record.Edge
	on   civil.Date
}

// employment compares what a line says about working here with the spells on record.
type employment struct {
	spells      []people.Spell
	isNew       bool
	hired, left civil.Date
	saysLeft    bool // an empty left means: still here
	today       civil.Date

	turns   []turn
	began   civil.Date // the first day of a spell that is not on record yet
	column  Column     // where what cannot be stands
	refusal string
	against civil.Date // the day it clashes with
}

func (e *employment) add(edge record.Edge, on civil.Date) { e.turns = append(e.turns, turn{edge, on}) }

func (e *employment) refuse(column Column, code string, against civil.Date) {
	e.column, e.refusal, e.against = column, code, against
}

// compare works out the edges to record. Facts are never changed: a longer spell is one that touches
// the one before, a shorter one gets an earlier end.
func (e *employment) compare() {
	if e.isNew {
		e.first()
		return
	}
	at := e.spell()
	if e.refusal != "" {
		return
	}
	if at < 0 {
		if !e.left.IsZero() {
			e.refuse(LeftOn, "hired_needed", civil.Date{})
		}
		return
	}
	e.finish(at)
}

// first is the first spell of somebody new: from today where the file does not say since when.
func (e *employment) first() {
	e.began = e.hired
	if e.began.IsZero() {
		e.began = e.today
	}
	if !e.left.IsZero() && !e.left.After(e.began) {
		e.refuse(LeftOn, "hired_needed", civil.Date{})
		return
	}
	e.add(record.Start, e.began)
	if !e.left.IsZero() {
		e.add(record.End, e.left)
	}
}

// spell returns the place of the spell that the line is about, −1 for none; one that is not on record
// is begun, and stands in spells from then on.
func (e *employment) spell() int {
	if e.hired.IsZero() {
		return len(e.spells) - 1
	}
	next := len(e.spells)
	for i, s := range e.spells {
		switch {
		case s.From == e.hired:
			return i
		case s.From.After(e.hired):
			next = min(next, i)
		case s.To.IsZero() || e.hired.Before(s.To):
			e.refuse(HiredOn, "hired_inside", s.From)
			return -1
		}
	}
	e.began = e.hired
	e.add(record.Start, e.hired)
	e.spells = slices.Clone(e.spells)
	apart := next == len(e.spells) || !e.left.IsZero() && !e.left.After(e.spells[next].From)
	if apart {
		e.spells = slices.Insert(e.spells, next, people.Spell{From: e.hired})
	} else { // the spell that was thought to begin later
		e.spells[next].From = e.hired
	}
	return next
}

// chain returns the place of the last spell that touches the one before it, from at on.
func chain(spells []people.Spell, at int) int {
	for at+1 < len(spells) && spells[at+1].From == spells[at].To {
		at++
	}
	return at
}

// current returns the running or last time of employment, from its first link on, and that link's place;
// −1 for none.
func current(spells []people.Spell) (people.Spell, int) {
	at := len(spells) - 1
	if at < 0 {
		return people.Spell{}, at
	}
	to := spells[at].To
	for at > 0 && spells[at-1].To == spells[at].From {
		at--
	}
	return people.Spell{From: spells[at].From, To: to}, at
}

// finish brings the end of a spell to what the line says.
func (e *employment) finish(at int) {
	last := chain(e.spells, at)
	end, after := e.spells[last].To, civil.Date{}
	if last+1 < len(e.spells) {
		after = e.spells[last+1].From
	}
	switch {
	case e.left.IsZero():
		if e.saysLeft && after.IsZero() && !end.IsZero() {
			e.resume(end)
		}
	case e.left == end:
	case !e.left.After(e.spells[at].From):
		e.refuse(LeftOn, "left_before_hired", e.spells[at].From)
	case end.IsZero() || e.left.Before(end):
		e.shorten(at, last)
	case !after.IsZero() && after.Before(e.left):
		e.refuse(LeftOn, "left_overlaps", after)
	default:
		e.add(record.Start, end)
		e.add(record.End, e.left)
	}
}

// resume takes back an end: without a gap where the file names the spell or the end is yet to come.
func (e *employment) resume(end civil.Date) {
	if e.hired.IsZero() && end.Before(e.today) {
		e.began = e.today
		e.add(record.Start, e.today)
		return
	}
	e.add(record.Start, end)
}

// shorten ends a chain of spells on an earlier day; what begins on that day or later loses all its days.
func (e *employment) shorten(at, last int) {
	for i := at; i <= last; i++ {
		s := e.spells[i]
		switch {
		case s.To == e.left:
		case s.From.Before(e.left) && (s.To.IsZero() || e.left.Before(s.To)):
			e.add(record.End, e.left)
		case !s.From.Before(e.left):
			e.add(record.End, s.From)
		}
	}
}
