package rehearse

import (
	"context"
	"errors"
	"strings"
	"time"

	"understudy/app/assign"
	"understudy/app/conduct"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/record"
	"understudy/app/scene"
)

// Plays keeps plays.
type Plays interface {
	StartPlay(ctx context.Context, p Play) error
	Play(ctx context.Context, id ident.ID) (Play, []Step, error)
	Plays(ctx context.Context, person ident.ID, limit int) ([]Play, error)
	MovePlay(ctx context.Context, id ident.ID, seq int, decide func(Play) (Move, error), conclude record.Conclude) (Move, []record.Award, error)
}

// Scenarios finds compiled scenarios: the one on offer, or the very version of an old play.
type Scenarios interface {
	Offered(id, lang string) (compiled *scene.Compiled, hash string, ok bool)
	Version(ctx context.Context, id, hash string) (*scene.Compiled, error)
}

// Stage is where role-plays happen.
type Stage struct {
	Plays     Plays
	Scenarios Scenarios
	Office    func(p people.Person, now time.Time) assign.Office
	Code      func() *conduct.Code
}

// clockGrace is how late an answer may arrive at the server and still be in time: the network's share.
const clockGrace = 3 * time.Second

const recentPlays = 50

// Start begins a scenario, or goes on with one that the person has begun in the same manner: the
// exact turn is where they left it.
func (s Stage) Start(ctx context.Context, p people.Person, scenario, lang string, practice bool, now time.Time) (ident.ID, error) {
	compiled, hash, ok := s.Scenarios.Offered(scenario, lang)
	if !ok {
		return "", fault.New(fault.NotFound, "fault.not_found")
	}
	recent, err := s.Plays.Plays(ctx, p.ID, recentPlays)
	if err != nil {
		return "", err
	}
	for _, play := range recent {
		if play.Scenario == scenario && play.Status == Playing && play.Practice == practice {
			return play.ID, nil
		}
	}
	return s.begin(ctx, p, hash, practice, compiled, compiled.Begin(), now)
}

func (s Stage) begin(ctx context.Context, p people.Person, hash string, practice bool, c *scene.Compiled, at scene.Play, now time.Time) (ident.ID, error) {
	id := ident.New(now)
	return id, s.Plays.StartPlay(ctx, Play{ID: id, Person: p.ID, Scenario: c.ID, Hash: hash, Lang: c.Lang, Practice: practice,
		State: at.Transcript(), Status: Playing, StartedAt: now, TurnAt: now})
}

// Scene is a play as it stands.
type Scene struct {
	Play     Play
	Compiled *scene.Compiled
	At       scene.Play
}

// SecondsLeft returns the seconds until the clock of this decision runs out, and whether it has one.
func (s Scene) SecondsLeft(now time.Time) (int, bool) {
	limit := s.At.View().Seconds
	if limit == 0 || s.Play.Status != Playing {
		return 0, false
	}
	left := s.Play.TurnAt.Add(time.Duration(limit) * time.Second).Sub(now)
	return max(int(left/time.Second), 0), true
}

// Show returns a play at its current turn.
func (s Stage) Show(ctx context.Context, id ident.ID) (Scene, error) {
	play, _, err := s.Plays.Play(ctx, id)
	if err != nil {
		return Scene{}, err
	}
	return s.open(ctx, play)
}

func (s Stage) open(ctx context.Context, play Play) (Scene, error) {
	compiled, err := s.Scenarios.Version(ctx, play.Scenario, play.Hash)
	if err != nil {
		return Scene{}, err
	}
	at, err := compiled.Replay(play.State)
	return Scene{Play: play, Compiled: compiled, At: at}, err
}

// Move takes a turn: a choice's id, or "back". seq is the turn that the page showed; a page that is
// behind is refused. A choice that comes after its clock has run out counts as running out.
func (s Stage) Move(ctx context.Context, p people.Person, id ident.ID, seq int, action string, now time.Time) (Scene, []record.Award, error) {
	play, _, err := s.Plays.Play(ctx, id)
	if err != nil {
		return Scene{}, nil, err
	}
	compiled, err := s.Scenarios.Version(ctx, play.Scenario, play.Hash)
	if err != nil {
		return Scene{}, nil, err
	}
	office := s.Office(p, now)
	var after Scene
	_, awards, err := s.Plays.MovePlay(ctx, id, seq, func(play Play) (Move, error) {
		at, err := compiled.Replay(play.State)
		if err != nil {
			return Move{}, err
		}
		before := Scene{Play: play, Compiled: compiled, At: at}
		move, err := s.turn(before, action, now)
		if err != nil {
			return Move{}, err
		}
		if after, err = before.take(move, now); err != nil {
			return Move{}, err
		}
		return after.ending(office, s.Code(), Step{Seq: after.Play.Seq, Action: name(move), At: now}), nil
	}, office.Conclude)
	return after, awards, err
}

func (s Stage) turn(before Scene, action string, now time.Time) (scene.Move, error) {
	limit := before.At.View().Seconds
	late := limit > 0 && now.After(before.Play.TurnAt.Add(time.Duration(limit)*time.Second+clockGrace))
	switch {
	case late:
		return scene.RunOut(), nil
	case action == "back":
		return scene.StepBack(), nil
	case action == "timeout": // the page says so before the server does: not yet
		return scene.Move{}, fault.New(fault.Conflict, "rehearse.still_time")
	default:
		return scene.Pick(action), nil
	}
}

func name(m scene.Move) string {
	switch m.Kind {
	case scene.MoveTimeOut:
		return "timeout"
	case scene.MoveBack:
		return "back"
	default:
		return m.Choice
	}
}

func (s Scene) take(m scene.Move, now time.Time) (Scene, error) {
	at, err := s.At.Do(m)
	var refusal *scene.Refusal
	if errors.As(err, &refusal) {
		return s, fault.New(fault.Conflict, "rehearse.refused."+strings.ToLower(string(refusal.Reason))).Because(err)
	}
	if err != nil {
		return s, err
	}
	s.At, s.Play.State, s.Play.TurnAt = at, at.Transcript(), now
	s.Play.Seq++
	if at.Over() {
		s.Play.Status, s.Play.FinishedAt = Finished, now
	}
	return s, nil
}

// ending adds the evidence that an assessed play leaves when it is over. Practice leaves none.
func (s Scene) ending(office assign.Office, code *conduct.Code, step Step) Move {
	move := Move{Play: s.Play, Step: step}
	if s.Play.Status != Finished || s.Play.Practice {
		return move
	}
	d := s.At.Debrief()
	move.Evidence = &record.Evidence{
		ID: ident.New(office.Now), Person: s.Play.Person, Kind: record.Rehearsal, Item: s.Play.Scenario, Hash: s.Play.Hash, Attempt: s.Play.ID,
		Score: d.Score, Passed: d.Passed, Outcomes: outcomes(d, code), OccurredOn: office.Today, OccurredAt: office.Now,
		RecordedAt: office.Now, RecordedBy: s.Play.Person, Source: "engine", Key: "play:" + string(s.Play.ID),
	}
	return move
}

func outcomes(d scene.Debrief, code *conduct.Code) []record.Outcome {
	var out []record.Outcome
	for _, v := range d.Rules {
		if rule, ok := code.Rule(v.Rule); ok {
			out = append(out, record.Outcome{Rule: v.Rule, Rev: rule.Rev, Verdict: record.Verdict(v.Verdict)})
		}
	}
	return out
}

// TryAgain begins a practice from one turn of a play, everything before it kept.
func (s Stage) TryAgain(ctx context.Context, p people.Person, id ident.ID, turn int, now time.Time) (ident.ID, error) {
	before, err := s.Show(ctx, id)
	if err != nil {
		return "", err
	}
	at, err := before.At.RestartFrom(turn)
	if err != nil {
		return "", fault.New(fault.Invalid, "rehearse.no_such_turn").Because(err)
	}
	return s.begin(ctx, p, before.Play.Hash, true, before.Compiled, at, now)
}

// Recent returns a person's plays, newest first.
func (s Stage) Recent(ctx context.Context, p people.Person) ([]Play, error) {
	return s.Plays.Plays(ctx, p.ID, recentPlays)
}
