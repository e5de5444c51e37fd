package examine

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"understudy/app/assign"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/quiz"
	"understudy/app/record"
)

// Regrade says that a graded attempt was marked again with a corrected question. It stands beside the
// first result, which is never changed; the newest counts.
type Regrade struct {
	ID       ident.ID
	Attempt  ident.ID
	Seq      int // from 1
	Question string
	WasHash  string
	NowHash  string
	Result   quiz.Result
	Reason   string
	By       ident.ID
	At       time.Time
}

// Regrades keeps how attempts were marked again.
type Regrades interface {
	// AttemptsAsking returns the graded attempts whose papers hold a question, oldest first.
	AttemptsAsking(ctx context.Context, question string) ([]ident.ID, error)
	// AddRegrade adds what mark makes of an attempt, its answers and its regrades so far, together with
	// the evidence that replaces what the attempt has recorded until now, taking that back. Mark returns
	// nil where there is nothing to add.
	AddRegrade(ctx context.Context, attempt ident.ID, mark func(Attempt, []Answer, []Regrade) (*Regrade, *record.Evidence, error),
		conclude record.Conclude) ([]record.Award, error)
}

// Persons finds who took an attempt.
type Persons interface {
	Person(ctx context.Context, id ident.ID) (people.Person, error)
}

// Regrader marks stored answers again after a wrong key.
type Regrader struct {
	Attempts  Attempts
	Regrades  Regrades
	Questions Questions
	Persons   Persons
	Office    func(p people.Person, now time.Time) assign.Office
}

// Correction is a question as it is now in each language in which papers were written.
type Correction struct {
	Question string
	In       func(lang string) (quiz.Question, bool)
}

// Remarked is what marking an attempt again comes to.
type Remarked struct {
	Attempt            ident.ID
	Person             ident.ID
	OldMark, NewMark   float64 // of the question, 0..1
	OldScore, NewScore float64 // of the paper, percent
	OldPassed          bool
	NewPassed          bool
	Changed            bool   // a mark or the outcome would change
	Obstacle           string // why this attempt cannot be marked again; empty where it can
}

// Preview shows the old and the new marks of every graded attempt that the question was asked in. It
// changes nothing.
func (r Regrader) Preview(ctx context.Context, actor people.Person, c Correction, now time.Time) ([]Remarked, error) {
	attempts, err := r.Regrades.AttemptsAsking(ctx, c.Question)
	if err != nil {
		return nil, err
	}
	var out []Remarked
	for _, id := range attempts {
		attempt, answers, err := r.Attempts.Attempt(ctx, id)
		if err != nil {
			return nil, err
		}
		earlier, err := r.Attempts.RegradesOf(ctx, id)
		if err != nil {
			return nil, err
		}
		person, err := r.Persons.Person(ctx, attempt.Person)
		if err != nil {
			return nil, err
		}
		seen, _, err := r.remark(ctx, actor, r.Office(person, now), c, attempt, answers, earlier)
		if err != nil {
			return nil, err
		}
		out = append(out, seen)
	}
	return out, nil
}

// Apply marks every attempt again that the preview says would change, each by itself and with its new
// evidence, and returns those. The reason is kept with each. A second call finds nothing left to do.
func (r Regrader) Apply(ctx context.Context, actor people.Person, c Correction, reason string, now time.Time) ([]Remarked, error) {
	if reason = strings.TrimSpace(reason); reason == "" {
		return nil, fault.Field("reason", "quiz.reason_missing")
	}
	preview, err := r.Preview(ctx, actor, c, now)
	if err != nil {
		return nil, err
	}
	var out []Remarked
	for _, before := range preview {
		if !before.Changed {
			continue
		}
		done, err := r.apply(ctx, actor, c, before, reason, now)
		if err != nil {
			return out, err
		}
		if done.Changed {
			out = append(out, done)
		}
	}
	return out, nil
}

func (r Regrader) apply(ctx context.Context, actor people.Person, c Correction, before Remarked, reason string, now time.Time) (Remarked, error) {
	person, err := r.Persons.Person(ctx, before.Person)
	if err != nil {
		return Remarked{}, err
	}
	office := r.Office(person, now)
	var done Remarked
	_, err = r.Regrades.AddRegrade(ctx, before.Attempt, func(attempt Attempt, answers []Answer, earlier []Regrade) (*Regrade, *record.Evidence, error) {
		var add *Regrade
		if done, add, err = r.remark(ctx, actor, office, c, attempt, answers, earlier); err != nil || !done.Changed {
			return nil, nil, err
		}
		add.ID, add.Reason, add.By, add.At = ident.New(now), reason, actor.ID, now
		e := evidence(attempt, add.Result, office.Code.Applicable(person.Channels), office)
		e.OccurredAt, e.RecordedBy, e.Key = attempt.FinishedAt, actor.ID, "regrade:"+string(add.ID)
		return add, e, nil
	}, office.Conclude)
	return done, err
}

// remark marks one attempt again. The regrade is nil where there is nothing to change.
func (r Regrader) remark(ctx context.Context, actor people.Person, office assign.Office, c Correction, attempt Attempt, answers []Answer,
	earlier []Regrade) (Remarked, *Regrade, error) {
	if attempt.Result == nil {
		return Remarked{}, nil, fmt.Errorf("attempt %s has no result to mark again", attempt.ID)
	}
	old := *attempt.Result
	if n := len(earlier); n > 0 {
		old = earlier[n-1].Result
	}
	out := Remarked{Attempt: attempt.ID, Person: attempt.Person, OldMark: old.Marks[c.Question], OldScore: old.Score, OldPassed: old.Passed}
	out.NewMark, out.NewScore, out.NewPassed = out.OldMark, out.OldScore, out.OldPassed
	corrected, found := c.In(attempt.Lang)
	switch {
	case actor.ID == attempt.Person:
		out.Obstacle = "nobody marks their own paper again"
		return out, nil, nil
	case !found:
		out.Obstacle = fmt.Sprintf("question %s is no longer there in the language of this paper, %s", c.Question, attempt.Lang)
		return out, nil, nil
	}
	result, was, err := r.mark(ctx, office, corrected, attempt, answers, earlier)
	var obstacle obstacleError
	switch {
	case errors.As(err, &obstacle):
		out.Obstacle = obstacle.Error()
		return out, nil, nil
	case err != nil:
		return out, nil, err
	}
	out.NewMark, out.NewScore, out.NewPassed = result.Marks[c.Question], result.Score, result.Passed
	out.Changed = was != corrected.Hash && (out.NewMark != out.OldMark || out.NewPassed != out.OldPassed)
	return out, &Regrade{Attempt: attempt.ID, Seq: len(earlier) + 1, Question: c.Question, WasHash: was, NowHash: corrected.Hash, Result: result}, nil
}

// obstacleError is a reason why stored answers cannot be marked by a corrected question.
type obstacleError struct{ error }

// mark replays the stored answers: each question in the version that counts for this attempt, and the
// corrected one. It also returns the version of that one which counted until now.
func (r Regrader) mark(ctx context.Context, office assign.Office, corrected quiz.Question, attempt Attempt, answers []Answer,
	earlier []Regrade) (result quiz.Result, was string, err error) {
	questions, responses := map[string]quiz.Question{}, map[string]quiz.Response{}
	given := map[int]quiz.Response{}
	for _, a := range answers {
		given[a.Position] = a.Response
	}
	for i, item := range attempt.Paper.Items {
		asked, err := r.Questions.Question(ctx, attempt.Lang, item)
		if err != nil {
			return result, was, err
		}
		counts := corrected
		if hash := inForce(item, earlier); item.ID == corrected.ID {
			was = hash
		} else if counts, err = r.Questions.Question(ctx, attempt.Lang, quiz.Item{ID: item.ID, Rev: item.Rev, Hash: hash}); err != nil {
			return result, was, err
		}
		questions[item.ID] = counts
		if responses[item.ID], err = quiz.Replay(asked, counts, given[i]); err != nil {
			return result, was, obstacleError{err}
		}
	}
	result, err = quiz.Grade(attempt.Blueprint, attempt.Paper, questions, office.Code.Applicable(office.Person.Channels), responses)
	return result, was, err
}

// inForce returns the version of a question that counts for an attempt after its regrades.
func inForce(item quiz.Item, regrades []Regrade) string {
	hash := item.Hash
	for _, r := range regrades {
		if r.Question == item.ID {
			hash = r.NowHash
		}
	}
	return hash
}
