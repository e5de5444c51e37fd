package demo

import (
	"slices"
	"strconv"
	"time"

	"understudy/app/examine"
	"understudy/app/quiz"
	"understudy/app/record"
)

// sit draws a paper, answers it and hands it in. A paper that the bank is too small for is not sat.
func (a *author) sit(p piece) {
	blueprint, _ := a.lib.Blueprint(p.item)
	paper, err := quiz.Draw(blueprint, a.lib.Bank(), a.rules, a.chance.Uint64(), a.seenLately(blueprint))
	if err != nil {
		return
	}
	attempt := Attempt{Attempt: examine.Attempt{ID: a.id(), Person: a.person.ID, Programme: a.programme.ID, Blueprint: blueprint,
		Lang: a.lib.Lang, Paper: paper, Status: examine.Graded, StartedAt: a.clock}}
	if blueprint.LimitMinutes > 0 {
		attempt.EndsAt = a.clock.Add(time.Duration(blueprint.LimitMinutes) * time.Minute)
	}
	pace := secondsEach(blueprint, len(paper.Items))
	responses, result := a.respond(blueprint, paper, p.poorly)
	for i, item := range paper.Items {
		a.wait(pace/3, pace)
		attempt.Answers = append(attempt.Answers, examine.Answer{Position: i, Seq: 1, Response: responses[item.ID], At: a.clock})
	}
	a.wait(1, pace)
	attempt.FinishedAt, attempt.Result = a.clock, &result
	a.attempts = append(a.attempts, attempt)
	a.note(record.Evidence{Kind: record.Quiz, Item: blueprint.ID, Hash: blueprint.Hash, Attempt: attempt.ID, Score: int(result.Score),
		Passed: result.Passed, Outcomes: examine.Outcomes(result, a.rules), Key: "attempt:" + string(attempt.ID)})
}

// secondsEach is the longest that a person takes for a question: half a minute, or less where the paper's
// time would not last, handing in included.
func secondsEach(b quiz.Blueprint, questions int) int {
	const unhurried = 30
	if b.LimitMinutes == 0 {
		return unhurried
	}
	return max(1, min(unhurried, b.LimitMinutes*60/(questions+1)))
}

// seenLately returns the questions of the person's last papers, which a new one avoids.
func (a *author) seenLately(b quiz.Blueprint) map[string]bool {
	seen := map[string]bool{}
	papers := 0
	for _, old := range slices.Backward(a.attempts) {
		if old.Blueprint.ID != b.ID || papers == b.AvoidLast {
			continue
		}
		papers++
		for _, item := range old.Paper.Items {
			seen[item.ID] = true
		}
	}
	return seen
}

// respond answers a paper with a few mistakes. Those who are to pass take mistakes back until they do;
// those who are not make more until they do not.
func (a *author) respond(b quiz.Blueprint, paper quiz.Paper, poorly bool) (map[string]quiz.Response, quiz.Result) {
	responses := map[string]quiz.Response{}
	for _, item := range paper.Items {
		responses[item.ID] = a.lib.Questions[item.ID].Best()
	}
	order := a.chance.Perm(len(paper.Items))
	mistakes := a.chance.between(0, 3)
	if poorly {
		mistakes = len(order) / 4
	}
	for mistakes = min(mistakes, len(order)); ; mistakes += step(poorly) {
		for place, i := range order {
			q := a.lib.Questions[paper.Items[i].ID]
			if responses[q.ID] = q.Best(); place < mistakes {
				responses[q.ID] = a.wrong(q)
			}
		}
		// The paper was drawn from these questions, so none is missing.
		result, _ := quiz.Grade(b, paper, a.lib.Questions, a.rules, responses)
		if result.Passed != poorly || mistakes == end(poorly, len(order)) {
			return responses, result
		}
	}
}

func step(poorly bool) int {
	if poorly {
		return 1
	}
	return -1
}

func end(poorly bool, most int) int {
	if poorly {
		return most
	}
	return 0
}

// wrong is an answer that misses the point: something else chosen, the other end of an order or a scale, or
// nothing that fits.
func (a *author) wrong(q quiz.Question) quiz.Response {
	best := q.Best()
	switch q.Type {
	case quiz.Ordering, quiz.Matching:
		slices.Reverse(best.Picks)
	case quiz.Judgement:
		for i, rating := range best.Picks {
			best.Picks[i] = q.Scale + 1 - rating
		}
	case quiz.Short:
		return quiz.Typed("I would ask a colleague")
	case quiz.Numeric:
		return quiz.Typed(strconv.Itoa(1000 + a.chance.IntN(1000)))
	case quiz.Spot:
		best.Picks[0] = best.Picks[0]%len(q.Options) + 1
	default:
		return wrongChoice(q, a.chance)
	}
	return best
}

// wrongChoice is one of the options that are not right.
func wrongChoice(q quiz.Question, c chance) quiz.Response {
	var out []int
	for i, o := range q.Options {
		if o.Score <= 0 {
			out = append(out, i)
		}
	}
	if len(out) == 0 {
		return quiz.Response{}
	}
	return quiz.Picked(out[c.IntN(len(out))])
}
