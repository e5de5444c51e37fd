package examine

import (
	"context"
	"time"

	"understudy/app/ident"
	"understudy/app/quiz"
)

// Over reports whether the attempt's time has run out, the network's grace included.
func (a Attempt) Over(now time.Time) bool {
	return !a.EndsAt.IsZero() && now.After(a.EndsAt.Add(Grace))
}

// Sheet is an attempt with its questions and answers in the paper's order. Where it was marked again, the
// attempt has the newest result and the questions are those that it rests on.
type Sheet struct {
	Attempt   Attempt
	First     *quiz.Result // what it was graded with
	Regrades  []Regrade    // oldest first
	Questions []quiz.Question
	Answers   map[int]Answer // by position
}

// FirstOpen returns the position of the first question without an answer; the number of questions
// when every one has one.
func (s Sheet) FirstOpen() int {
	for i := range s.Questions {
		if s.Answers[i].Response.Empty() {
			return i
		}
	}
	return len(s.Questions)
}

// Answered counts the questions that have an answer.
func (s Sheet) Answered() int {
	n := 0
	for _, a := range s.Answers {
		if !a.Response.Empty() {
			n++
		}
	}
	return n
}

// Read returns an attempt with its texts.
func (h Hall) Read(ctx context.Context, id ident.ID) (Sheet, error) {
	attempt, answers, err := h.Attempts.Attempt(ctx, id)
	if err != nil {
		return Sheet{}, err
	}
	var regrades []Regrade
	if attempt.Status == Graded {
		if regrades, err = h.Attempts.RegradesOf(ctx, attempt.ID); err != nil {
			return Sheet{}, err
		}
	}
	return h.sheet(ctx, attempt, answers, regrades)
}

func (h Hall) sheet(ctx context.Context, attempt Attempt, answers []Answer, regrades []Regrade) (Sheet, error) {
	sheet := Sheet{Attempt: attempt, First: attempt.Result, Regrades: regrades, Answers: make(map[int]Answer, len(answers))}
	for _, a := range answers {
		sheet.Answers[a.Position] = a
	}
	for _, r := range regrades {
		sheet.Attempt.Result = &r.Result
	}
	for i, item := range attempt.Paper.Items {
		q, err := h.Questions.Question(ctx, attempt.Lang, item)
		if err != nil {
			return Sheet{}, err
		}
		now := item
		now.Hash = inForce(item, regrades)
		if now.Hash != item.Hash {
			was := q
			if q, err = h.Questions.Question(ctx, attempt.Lang, now); err != nil {
				return Sheet{}, err
			}
			if a, answered := sheet.Answers[i]; answered {
				if a.Response, err = quiz.Replay(was, q, a.Response); err != nil {
					return Sheet{}, err
				}
				sheet.Answers[i] = a
			}
		}
		sheet.Questions = append(sheet.Questions, q)
	}
	return sheet, nil
}
