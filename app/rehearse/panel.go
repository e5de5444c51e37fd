package rehearse

import (
	"context"
	"time"

	"understudy/app/assign"
	"understudy/app/civil"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/record"
	"understudy/app/scene"
)

// Reviews keeps what people have to judge, and what they decided.
type Reviews interface {
	// Reviews returns the reviews without a decision, the first due first, of everybody but one person.
	Reviews(ctx context.Context, but ident.ID, offset, limit int) ([]Review, error)
	Review(ctx context.Context, id ident.ID) (Review, error)
	// ReviewsOf returns every review of a play with its decision, nil while there is none.
	ReviewsOf(ctx context.Context, play ident.ID) ([]Reviewed, error)
	AskReview(ctx context.Context, r Review) error
	// Decide writes a decision, and what resolve makes of the play's reviews with it, in one transaction.
	Decide(ctx context.Context, d Decision, resolve func([]Reviewed, record.History) ([]record.Evidence, error), conclude record.Conclude) ([]record.Award, error)
}

// Reviewed is a review with its outcome.
type Reviewed struct {
	Review
	Decision *Decision
}

// Panel is where people judge what detectors must not decide alone.
type Panel struct {
	Stage   Stage
	Reviews Reviews
	Person  func(ctx context.Context, id ident.ID) (people.Person, error)
	Day     func(time.Time) civil.Date // in the organisation's zone
}

// Case is one review with the play that it is about.
type Case struct {
	Reviewed
	Scene  Scene
	Turn   scene.Turn
	Person people.Person
}

// Open returns a review to decide. Nobody sees a review of their own words here.
func (p Panel) Open(ctx context.Context, judge people.Person, id ident.ID, now time.Time) (Case, error) {
	review, err := p.Reviews.Review(ctx, id)
	if err != nil {
		return Case{}, err
	}
	if review.Person == judge.ID {
		return Case{}, fault.New(fault.Forbidden, "fault.not_yourself")
	}
	of, err := p.Reviews.ReviewsOf(ctx, review.Play)
	if err != nil {
		return Case{}, err
	}
	at, err := p.Stage.Show(ctx, review.Play, now)
	if err != nil {
		return Case{}, err
	}
	turns := at.At.Debrief().Turns
	if review.Seq < 1 || review.Seq > len(turns) || turns[review.Seq-1].Asked == nil {
		return Case{}, fault.New(fault.NotFound, "fault.not_found")
	}
	person, err := p.Person(ctx, review.Person)
	if err != nil {
		return Case{}, err
	}
	at.At = at.At.Corrected(marks(of))
	out := Case{Reviewed: Reviewed{Review: review}, Scene: at, Turn: at.At.Debrief().Turns[review.Seq-1], Person: person}
	for _, r := range of {
		if r.ID == id {
			out.Reviewed = r
		}
	}
	return out, nil
}

// marks returns the marks that people gave, by the turn. The newest decision on a turn stands.
func marks(of []Reviewed) map[int]scene.Mark {
	out := map[int]scene.Mark{}
	for _, r := range of {
		if r.Decision == nil {
			continue
		}
		if mark, err := scene.ParseMark(r.Decision.Mark); err == nil {
			out[r.Seq] = mark
		}
	}
	return out
}

// Decide judges a reply. When it was the last that the play waited for, the play leaves its evidence; a
// play that has left evidence already takes it back and leaves new.
func (p Panel) Decide(ctx context.Context, judge people.Person, id ident.ID, mark scene.Mark, note string, now time.Time) ([]record.Award, error) {
	c, err := p.Open(ctx, judge, id, now)
	if err != nil {
		return nil, err
	}
	if c.Decision != nil {
		return nil, fault.New(fault.Conflict, "review.decided")
	}
	if !c.Turn.Asked.Takes(mark) {
		return nil, fault.New(fault.Invalid, "fault.bad_request")
	}
	office := p.Stage.Office(c.Person, now)
	decision := Decision{Review: id, Mark: mark.String(), Note: note, By: judge.ID, At: now}
	return p.Reviews.Decide(ctx, decision, func(of []Reviewed, h record.History) ([]record.Evidence, error) {
		return p.resolve(c.Scene, of, h, office, judge.ID)
	}, office.Conclude)
}

// resolve returns the evidence of a play whose reviews are all decided: none while one is not.
func (p Panel) resolve(at Scene, of []Reviewed, h record.History, office assign.Office, by ident.ID) ([]record.Evidence, error) {
	for _, r := range of {
		if r.Decision == nil {
			return nil, nil
		}
	}
	d := at.At.Corrected(marks(of)).Debrief()
	e := at.evidence(d, p.Stage.Code(), p.Day(at.Play.FinishedAt), office.Now, by)
	var out []record.Evidence
	for _, before := range h.Standing() {
		if before.Attempt == at.Play.ID {
			gone := before
			gone.ID, gone.Voids, gone.RecordedAt, gone.RecordedBy, gone.Key = ident.New(office.Now), before.ID, office.Now, by, "void:"+string(before.ID)
			out = append(out, gone)
			e.Key = "play:" + string(at.Play.ID) + ":after:" + string(before.ID)
		}
	}
	return append(out, e), nil
}

// Contest asks a person about a finding that the learner sees differently. Only an assessed play that
// is over can be contested, by the one who played it, and each turn once.
func (p Panel) Contest(ctx context.Context, learner people.Person, play ident.ID, turn int, item string, now time.Time) error {
	at, err := p.Stage.Show(ctx, play, now)
	if err != nil {
		return err
	}
	turns := at.At.Debrief().Turns
	switch {
	case at.Play.Practice || at.Play.Status != Finished:
		return fault.New(fault.Conflict, "review.only_assessed")
	case turn < 1 || turn > len(turns) || turns[turn-1].Asked == nil || !turns[turn-1].Asked.Has(item):
		return fault.New(fault.Invalid, "fault.bad_request")
	}
	return p.Reviews.AskReview(ctx, Review{ID: ident.New(now), Play: play, Person: learner.ID, Seq: turn, Cause: ByLearner, Item: item,
		AskedAt: now, DueAt: now.Add(ReviewTime)})
}

// Standing returns the reviews of a play, and the debrief with what people decided.
func (p Panel) Standing(ctx context.Context, at Scene) ([]Reviewed, scene.Debrief, error) {
	of, err := p.Reviews.ReviewsOf(ctx, at.Play.ID)
	if err != nil {
		return nil, scene.Debrief{}, err
	}
	return of, at.At.Corrected(marks(of)).Debrief(), nil
}

// Queue returns a page of what waits for a judge, the first due first.
func (p Panel) Queue(ctx context.Context, judge people.Person, offset, limit int) ([]Review, error) {
	return p.Reviews.Reviews(ctx, judge.ID, offset, limit)
}
