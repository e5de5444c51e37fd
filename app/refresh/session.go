package refresh

import (
	"context"
	"slices"
	"strings"
	"time"

	"understudy/app/catalog"
	"understudy/app/conduct"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/quiz"
	"understudy/app/recall"
)

// Session is one sitting of three minutes. What it asks follows from its name: the instant in it, and what
// was known then.
type Session struct {
	Name  string
	Extra bool // practice that nothing was due for
	Steps []Step
}

// Step is one question of a session, with the answer once it is given.
type Step struct {
	Rule     conduct.Rule
	Question quiz.Question
	Review   *Review
}

const (
	extraMark = "x"            // begins the name of a session of extra practice
	lasting   = 24 * time.Hour // how long a session can be gone on with
	longest   = time.Hour      // that an answer is said to have taken
)

// Next returns the position of the first question without an answer; the number of steps when there is
// none.
func (s Session) Next() int {
	for i := range s.Steps {
		if s.Steps[i].Review == nil {
			return i
		}
	}
	return len(s.Steps)
}

// Over reports whether nothing is left to answer.
func (s Session) Over() bool { return s.Next() == len(s.Steps) }

// Right counts the answers that were right.
func (s Session) Right() int {
	n := 0
	for _, step := range s.Steps {
		if step.Review != nil && step.Review.Right {
			n++
		}
	}
	return n
}

// began reads when a session began; false for what is no name of a session.
func began(name string) (at time.Time, extra, ok bool) {
	text, extra := strings.CutPrefix(name, extraMark)
	id, err := ident.Parse(text)
	return id.Time(), extra, err == nil
}

// Start returns the name of a new session, or of the one that was left today. Nothing due leaves nothing to
// start, which ok says; extra practice can always be started once something was learnt.
func (d Desk) Start(ctx context.Context, p people.Person, lib *catalog.Library, extra bool, now time.Time) (name string, ok bool, err error) {
	facts, err := d.facts(ctx, p, now)
	if err != nil {
		return "", false, err
	}
	left, err := d.left(ctx, p, lib, facts, now)
	switch {
	case err != nil:
		return "", false, err
	case left != "" && !extra:
		return left, true, nil
	}
	office := d.Office(p, now)
	if len(Plan(facts, lib, office.Code.Applicable(p.Channels), office.Today, extra)) == 0 {
		return "", false, nil
	}
	name = string(ident.New(now))
	if extra {
		name = extraMark + name
	}
	return name, true, nil
}

// left returns the session of today in which something was answered last and something is left; empty for
// none.
func (d Desk) left(ctx context.Context, p people.Person, lib *catalog.Library, facts Facts, now time.Time) (string, error) {
	if len(facts.Reviews) == 0 {
		return "", nil
	}
	last := slices.MaxFunc(facts.Reviews, func(a, b Review) int { return a.OccurredAt.Compare(b.OccurredAt) })
	if _, extra, ok := began(last.Session); !ok || extra || last.OccurredOn != d.Office(p, now).Today {
		return "", nil
	}
	s, err := d.session(ctx, p, lib, facts, last.Session, now)
	if fault.Is(err, fault.NotFound) || err == nil && s.Over() {
		return "", nil
	}
	return s.Name, err
}

// Session returns a session as it stands. One that began more than a day ago, or is none, is not found.
func (d Desk) Session(ctx context.Context, p people.Person, lib *catalog.Library, name string, now time.Time) (Session, error) {
	facts, err := d.facts(ctx, p, now)
	if err != nil {
		return Session{}, err
	}
	return d.session(ctx, p, lib, facts, name, now)
}

func (d Desk) session(ctx context.Context, p people.Person, lib *catalog.Library, facts Facts, name string, now time.Time) (Session, error) {
	at, extra, ok := began(name)
	if !ok || at.After(now) || now.Sub(at) > lasting {
		return Session{}, fault.New(fault.NotFound, "fault.not_found")
	}
	s := Session{Name: name, Extra: extra}
	var answered []Review
	facts.Reviews = slices.DeleteFunc(slices.Clone(facts.Reviews), func(r Review) bool {
		if r.Session == name {
			answered = append(answered, r)
		}
		return r.Session == name
	})
	office := d.Office(p, at)
	for _, task := range Plan(facts.KnownAt(at), lib, office.Code.Applicable(p.Channels), office.Today, extra) {
		s.Steps = append(s.Steps, Step{Rule: task.Rule, Question: task.Question})
	}
	if len(s.Steps) == 0 && len(answered) == 0 {
		return Session{}, fault.New(fault.NotFound, "fault.not_found")
	}
	return s, d.fill(ctx, lib, &s, answered)
}

// fill puts the answers into a session. What was asked stands, whatever the plan would be today.
func (d Desk) fill(ctx context.Context, lib *catalog.Library, s *Session, answered []Review) error {
	slices.SortFunc(answered, func(a, b Review) int { return a.Position - b.Position })
	var took time.Duration
	for i := range answered {
		r := &answered[i]
		q, err := d.Questions.Question(ctx, r.Lang, r.Question)
		if err != nil {
			return err
		}
		rule, _ := lib.Rule(r.Rule) // a rule that is gone has no title left
		step := Step{rule, q, r}
		if i < len(s.Steps) {
			s.Steps[i] = step
		} else {
			s.Steps = append(s.Steps, step)
		}
		took += r.Took
	}
	if took >= recall.SessionSeconds*time.Second {
		s.Steps = s.Steps[:len(answered)]
	}
	return nil
}

// Answer keeps the answer to the question at a position: given is what the page's form says, and asked is
// when the page was made. The first answer stands; another to the same question changes nothing.
func (d Desk) Answer(ctx context.Context, p people.Person, lib *catalog.Library, name string, position int, given quiz.Given, asked, now time.Time) error {
	s, err := d.Session(ctx, p, lib, name, now)
	switch {
	case err != nil:
		return err
	case position < 0 || position > s.Next() || position >= len(s.Steps):
		return fault.New(fault.NotFound, "fault.not_found")
	case position < s.Next():
		return nil
	}
	q := s.Steps[position].Question
	response, problem := Layout(name, q).Response(q, given)
	switch {
	case problem != "":
		return fault.Field("answer", "quiz.answer_impossible")
	case response.Empty():
		return fault.Field("answer", "refresh.answer_missing")
	}
	return d.Reviews.AddRecall(ctx, d.review(p, lib, s, position, response, asked, now))
}

func (d Desk) review(p people.Person, lib *catalog.Library, s Session, position int, response quiz.Response, asked, now time.Time) Review {
	step := s.Steps[position]
	since, _, _ := began(s.Name)
	if position > 0 {
		since = s.Steps[position-1].Review.OccurredAt
	}
	if asked.Before(since) || asked.After(now) { // no page says when it was made: since the answer before
		asked = since
	}
	q := step.Question
	r := Review{ID: ident.New(now), Person: p.ID, Session: s.Name, Position: position, Rule: step.Rule.ID, Rev: step.Rule.Rev,
		Question: quiz.Item{ID: q.ID, Rev: q.Rev, Hash: q.Hash}, Lang: lib.Lang, Response: response, Mark: q.Mark(response), Guess: q.Guess,
		Took: min(now.Sub(asked), longest).Truncate(time.Millisecond), OccurredOn: d.Office(p, now).Today, OccurredAt: now,
		Algorithm: recall.Algorithm, RecordedAt: now, Key: string(p.ID) + ":" + s.Name + ":" + string(step.Rule.ID)}
	r.Right = q.Right(r.Mark)
	return r
}
