package demo

import (
	"time"

	"understudy/app/civil"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/quiz"
	"understudy/app/recall"
	"understudy/app/record"
	"understudy/app/refresh"
)

// How refreshers are taken in the demonstration: one a week, by those who hold to it.
const (
	refresherWeeks = 16
	everyDays      = 7
	inTen          = 10 // of their weeks somebody takes the refresher in, at most
)

// refreshers invents what somebody answered in the refreshers of the last weeks: what the product would have
// asked on each of those days, mostly right where it was remembered. Nobody's life depends on it, so that it
// has chances of its own.
func (w world) refreshers(p people.Person, h record.History) []refresh.Review {
	if len(h.Passes) == 0 {
		return nil
	}
	c := newChance("refreshers " + p.EmployeeID)
	holds := c.between(0, inTen)
	facts := refresh.Facts{History: h, Revisions: w.revisions}
	for week := refresherWeeks; week > 0; week-- {
		day := w.daysAgo(week*everyDays - 2)
		if c.IntN(inTen) >= holds || day.Before(h.Passes[0].OccurredOn) || !worksOn(h, day) {
			continue
		}
		at := day.Start(w.zone).Add(opening + time.Duration(c.between(0, 6*60))*time.Minute).UTC()
		if at.After(w.now) {
			break
		}
		facts.Reviews = append(facts.Reviews, w.refresher(p, facts.KnownAt(at), day, at, c)...)
	}
	return facts.Reviews
}

// refresher is one session, begun at an instant of a day.
func (w world) refresher(p people.Person, known refresh.Facts, day civil.Date, at time.Time, c chance) []refresh.Review {
	rules := w.lib.Code.Applicable(p.Channels)
	session := string(ident.From(at, c.bytes))
	remembered := byRule(refresh.Remember(known, rules, day))
	var out []refresh.Review
	for i, task := range refresh.Plan(known, w.lib, rules, day, false) {
		took := time.Duration(c.between(4_000, 25_000)) * time.Millisecond
		at = at.Add(took + 2*time.Second)
		q := task.Question
		response := q.Best()
		if c.Float64() > recall.Correct(remembered[string(task.Rule.ID)], q.Guess) {
			response = wrongChoice(q, c)
		}
		r := refresh.Review{ID: ident.From(at, c.bytes), Person: p.ID, Session: session, Position: i, Rule: task.Rule.ID, Rev: task.Rule.Rev,
			Question: quiz.Item{ID: q.ID, Rev: q.Rev, Hash: q.Hash}, Lang: w.lib.Lang, Response: response, Mark: q.Mark(response), Guess: q.Guess,
			Took: took, OccurredOn: day, OccurredAt: at, Algorithm: recall.Algorithm, RecordedAt: at,
			Key: string(p.ID) + ":" + session + ":" + string(task.Rule.ID)}
		r.Right = q.Right(r.Mark)
		out = append(out, r)
	}
	return out
}

func byRule(memories []recall.Memory) map[string]float64 {
	out := map[string]float64{}
	for _, m := range memories {
		out[m.Rule] = m.R
	}
	return out
}

// worksOn reports whether somebody was employed on a day.
func worksOn(h record.History, day civil.Date) bool {
	works := false
	for _, e := range h.Employments {
		if !e.On.After(day) {
			works = e.Edge == record.Start
		}
	}
	return works
}
