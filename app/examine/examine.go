package examine

import (
	"context"
	"math/rand/v2"
	"time"

	"understudy/app/assign"
	"understudy/app/catalog"
	"understudy/app/conduct"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/quiz"
	"understudy/app/record"
)

// Attempts keeps attempts and their answers.
type Attempts interface {
	StartAttempt(ctx context.Context, a Attempt) (Attempt, error)
	Attempt(ctx context.Context, id ident.ID) (Attempt, []Answer, error)
	// Begun returns what never changes of an attempt: its status, its end and its result are empty.
	Begun(ctx context.Context, id ident.ID) (Attempt, error)
	Attempts(ctx context.Context, person ident.ID, limit int) ([]Attempt, error)
	// ExtraTime returns how much longer a person has than others, in percent.
	ExtraTime(ctx context.Context, person ident.ID) (int, error)
	// RegradesOf returns how an attempt was marked again, oldest first.
	RegradesOf(ctx context.Context, attempt ident.ID) ([]Regrade, error)
}

// Answers keeps single answers and closes attempts.
type Answers interface {
	SaveAnswer(ctx context.Context, attempt, person ident.ID, a Answer, grace time.Duration) (kept bool, err error)
	CloseAttempt(ctx context.Context, id ident.ID, grade func(Attempt, []Answer) (Attempt, *record.Evidence, error),
		conclude record.Conclude) (Attempt, []record.Award, error)
}

// Questions finds the very text that a paper pinned, also after the bank has moved on.
type Questions interface {
	Question(ctx context.Context, lang string, item quiz.Item) (quiz.Question, error)
}

// Hall is where papers are taken.
type Hall struct {
	Attempts  Attempts
	Answers   Answers
	Questions Questions
	Office    func(p people.Person, now time.Time) assign.Office
}

// Grace is how late an answer may reach the server after the end: the network's share.
const Grace = 10 * time.Second

const recentAttempts = 50

// Start draws a paper and begins an attempt, or goes on with the one in progress. The paper holds
// nothing from the person's last papers where the bank allows.
func (h Hall) Start(ctx context.Context, p people.Person, programme string, blueprint quiz.Blueprint, lib *catalog.Library, now time.Time) (ident.ID, error) {
	recent, err := h.Attempts.Attempts(ctx, p.ID, recentAttempts)
	if err != nil {
		return "", err
	}
	same := recent[:0]
	for _, a := range recent {
		if a.Blueprint.ID == blueprint.ID {
			same = append(same, a)
		}
	}
	if len(same) > 0 && same[0].Status == InProgress && !same[0].Over(now) {
		return same[0].ID, nil
	}
	if err := h.mayStart(ctx, p, blueprint, same, now); err != nil {
		return "", err
	}
	paper, err := quiz.Draw(blueprint, lib.Bank(), lib.Code.Applicable(p.Channels), rand.Uint64(), avoid(same, blueprint.AvoidLast))
	if err != nil {
		return "", fault.New(fault.Conflict, "quiz.cannot_draw").Because(err)
	}
	attempt := Attempt{ID: ident.New(now), Person: p.ID, Programme: programme, Blueprint: blueprint, Lang: lib.Lang,
		Paper: paper, Status: InProgress, StartedAt: now}
	extra, err := h.Attempts.ExtraTime(ctx, p.ID)
	if err != nil {
		return "", err
	}
	attempt.EndsAt = end(blueprint, extra, now)
	attempt, err = h.Attempts.StartAttempt(ctx, attempt)
	return attempt.ID, err
}

// mayStart closes an attempt whose time is over and refuses a new one too many or too soon.
func (h Hall) mayStart(ctx context.Context, p people.Person, b quiz.Blueprint, same []Attempt, now time.Time) error {
	if !b.Closes.IsZero() && !now.Before(b.Closes) {
		return fault.New(fault.Conflict, "quiz.closed")
	}
	if len(same) == 0 {
		return nil
	}
	last := same[0]
	if last.Status == InProgress {
		if _, _, err := h.Submit(ctx, p, last.ID, now); err != nil && !fault.Is(err, fault.Conflict) {
			return err
		}
		last.FinishedAt = last.EndsAt // what was over ended then
	}
	if b.Attempts > 0 && sincePassed(same) >= b.Attempts {
		return fault.New(fault.Conflict, "quiz.no_attempts_left").With("Attempts", b.Attempts)
	}
	again := last.FinishedAt.Add(time.Duration(b.CooldownMinutes) * time.Minute)
	if now.Before(again) {
		return fault.New(fault.Conflict, "quiz.cooldown").With("Minutes", int(again.Sub(now)/time.Minute)+1)
	}
	return nil
}

// sincePassed counts attempts, newest first, since the last that passed: next year's check begins anew.
func sincePassed(recent []Attempt) int {
	for i, a := range recent {
		if a.Result != nil && a.Result.Passed {
			return i
		}
	}
	return len(recent)
}

func avoid(recent []Attempt, papers int) map[string]bool {
	out := map[string]bool{}
	for _, a := range recent[:min(papers, len(recent))] {
		for _, item := range a.Paper.Items {
			out[item.ID] = true
		}
	}
	return out
}

// Asked returns a question of an attempt and how its page shows it.
func (h Hall) Asked(ctx context.Context, id ident.ID, position int) (quiz.Question, quiz.Layout, error) {
	begun, err := h.Attempts.Begun(ctx, id)
	if err != nil {
		return quiz.Question{}, quiz.Layout{}, err
	}
	return h.asked(ctx, begun, position)
}

func (h Hall) asked(ctx context.Context, begun Attempt, position int) (quiz.Question, quiz.Layout, error) {
	if position < 0 || position >= len(begun.Paper.Items) {
		return quiz.Question{}, quiz.Layout{}, fault.New(fault.NotFound, "fault.not_found")
	}
	q, err := h.Questions.Question(ctx, begun.Lang, begun.Paper.Items[position])
	return q, quiz.LayOut(begun.Paper.Seed, q), err
}

// Save keeps one answer the moment it is given, as the page showed it. One that says nothing keeps
// nothing. An answer that is older than the stored one changes nothing and is no error: the newer stands.
func (h Hall) Save(ctx context.Context, p people.Person, id ident.ID, position int, given quiz.Given, seq int, now time.Time) error {
	begun, err := h.Attempts.Begun(ctx, id)
	switch {
	case err != nil:
		return err
	case begun.Person != p.ID:
		return fault.New(fault.NotFound, "fault.not_found")
	case begun.Over(now):
		return fault.New(fault.Conflict, "quiz.over")
	}
	q, layout, err := h.asked(ctx, begun, position)
	if err != nil {
		return err
	}
	response, err := Response(q, layout, given)
	if err != nil || response.Empty() {
		return err
	}
	kept, err := h.Answers.SaveAnswer(ctx, id, p.ID, Answer{Position: position, Seq: seq, Response: response, At: now}, Grace)
	if err != nil || kept {
		return err
	}
	if attempt, _, err := h.Attempts.Attempt(ctx, id); err != nil || attempt.Status == InProgress {
		return err // a newer answer stands
	}
	return fault.New(fault.Conflict, "quiz.over")
}

// Response turns what a form says into what is kept, or says what to mend.
func Response(q quiz.Question, layout quiz.Layout, given quiz.Given) (quiz.Response, error) {
	response, problem := layout.Response(q, given)
	switch problem {
	case "":
		return response, nil
	case quiz.SameTwice:
		return response, fault.Field("answer", "quiz.answer_twice")
	case quiz.NoNumber:
		return response, fault.Field("answer", "quiz.answer_no_number")
	case quiz.TooLong:
		return response, fault.Field("answer", "quiz.answer_too_long").With("Count", quiz.MostTyped)
	default:
		return response, fault.Field("answer", "quiz.answer_impossible")
	}
}

// Submit ends an attempt and grades it with what was answered in time. A second call is refused with a
// conflict; the first result stands.
func (h Hall) Submit(ctx context.Context, p people.Person, id ident.ID, now time.Time) (Attempt, []record.Award, error) {
	sheet, err := h.Read(ctx, id)
	switch {
	case err != nil:
		return Attempt{}, nil, err
	case sheet.Attempt.Person != p.ID:
		return Attempt{}, nil, fault.New(fault.NotFound, "fault.not_found")
	}
	byID := make(map[string]quiz.Question, len(sheet.Questions))
	for _, q := range sheet.Questions {
		byID[q.ID] = q
	}
	office := h.Office(p, now)
	rules := office.Code.Applicable(p.Channels)
	return h.Answers.CloseAttempt(ctx, id, func(attempt Attempt, answers []Answer) (Attempt, *record.Evidence, error) {
		attempt = attempt.close(now)
		if attempt.Status == Abandoned {
			return attempt, nil, nil
		}
		responses := make(map[string]quiz.Response, len(answers))
		for _, a := range answers {
			responses[attempt.Paper.Items[a.Position].ID] = a.Response
		}
		result, err := quiz.Grade(attempt.Blueprint, attempt.Paper, byID, rules, responses)
		if err != nil {
			return attempt, nil, err
		}
		attempt.Status, attempt.Result = Graded, &result
		return attempt, evidence(attempt, result, rules, office), nil
	}, office.Conclude)
}

func evidence(a Attempt, result quiz.Result, rules []conduct.Rule, office assign.Office) *record.Evidence {
	e := &record.Evidence{
		ID: ident.New(office.Now), Person: a.Person, Kind: record.Quiz, Item: a.Blueprint.ID, Hash: a.Blueprint.Hash, Attempt: a.ID,
		Score: int(result.Score), Passed: result.Passed, OccurredOn: office.Today, OccurredAt: office.Now, RecordedAt: office.Now,
		RecordedBy: a.Person, Source: "engine", Key: "attempt:" + string(a.ID),
	}
	e.Outcomes = Outcomes(result, rules)
	return e
}

// Outcomes says what a graded paper shows about each rule that it asks about.
func Outcomes(result quiz.Result, rules []conduct.Rule) []record.Outcome {
	var out []record.Outcome
	for _, r := range rules {
		tally, asked := result.Rules[r.ID]
		if !asked {
			continue
		}
		verdict := record.Missed
		if tally.Full() {
			verdict = record.Shown
		}
		out = append(out, record.Outcome{Rule: r.ID, Rev: r.Rev, Verdict: verdict})
	}
	return out
}

// Recent returns a person's attempts, newest first.
func (h Hall) Recent(ctx context.Context, p people.Person) ([]Attempt, error) {
	return h.Attempts.Attempts(ctx, p.ID, recentAttempts)
}
