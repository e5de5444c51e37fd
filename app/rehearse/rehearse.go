package rehearse

import (
	"context"
	"errors"
	"strings"
	"time"

	"understudy/app/assign"
	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/record"
	"understudy/app/scene"
	"understudy/app/speech"
)

// Plays keeps plays.
type Plays interface {
	StartPlay(ctx context.Context, p Play, said []Reply) error
	Play(ctx context.Context, id ident.ID) (Play, []Step, error)
	Plays(ctx context.Context, person ident.ID, limit int) ([]Play, error)
	MovePlay(ctx context.Context, id ident.ID, seq int, decide func(Play) (Move, error), conclude record.Conclude) (Move, []record.Award, error)
	Replies(ctx context.Context, play ident.ID) ([]Reply, error)
	ErasePracticeWords(ctx context.Context, before time.Time) error
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
	Speech    *speech.Kit
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
	id := ident.New(now)
	return id, s.Plays.StartPlay(ctx, Play{ID: id, Person: p.ID, Scenario: compiled.ID, Hash: hash, Lang: compiled.Lang, Practice: practice,
		State: compiled.Begin().Transcript(), Status: Playing, StartedAt: now, TurnAt: now}, nil)
}

// Scene is a play as it stands.
type Scene struct {
	Play     Play
	Compiled *scene.Compiled
	At       scene.Play
	Replies  map[int]Reply // what the learner wrote, by the step that it is
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
func (s Stage) Show(ctx context.Context, id ident.ID, now time.Time) (Scene, error) {
	play, _, err := s.Plays.Play(ctx, id)
	if err != nil {
		return Scene{}, err
	}
	return s.open(ctx, play, now)
}

func (s Stage) open(ctx context.Context, play Play, now time.Time) (Scene, error) {
	compiled, err := s.Scenarios.Version(ctx, play.Scenario, play.Hash)
	if err != nil {
		return Scene{}, err
	}
	replies, err := s.Plays.Replies(ctx, play.ID)
	if err != nil {
		return Scene{}, err
	}
	at, err := compiled.Replay(play.State)
	return Scene{Play: play, Compiled: compiled, At: at, Replies: byTurn(replies, play.Practice, now)}, err
}

// Act is what a learner does: a choice by its id, "back", or "reply" with their own words.
type Act struct{ Action, Words string }

// Move takes a turn. seq is the turn that the page showed; a page that is behind is refused. What comes
// after the clock has run out counts as running out.
func (s Stage) Move(ctx context.Context, p people.Person, id ident.ID, seq int, act Act, now time.Time) (Scene, []record.Award, error) {
	shown, err := s.Show(ctx, id, now)
	if err != nil {
		return Scene{}, nil, err
	}
	office := s.Office(p, now)
	var after Scene
	_, awards, err := s.Plays.MovePlay(ctx, id, seq, func(play Play) (Move, error) {
		at, err := shown.Compiled.Replay(play.State)
		if err != nil {
			return Move{}, err
		}
		before := Scene{Play: play, Compiled: shown.Compiled, At: at, Replies: shown.Replies}
		move, reply, err := s.turn(before, act, now)
		if err != nil {
			return Move{}, err
		}
		if after, err = before.take(move, now); err != nil {
			return Move{}, err
		}
		made := after.ending(office, s.Code(), Step{Seq: after.Play.Seq, Action: name(move), At: now})
		made.Reply = reply
		return made, nil
	}, office.Conclude)
	return after, awards, err
}

// late reports whether the clock of the current turn has run out.
func (s Scene) late(now time.Time) bool {
	limit := s.At.View().Seconds
	return limit > 0 && now.After(s.Play.TurnAt.Add(time.Duration(limit)*time.Second+clockGrace))
}

func (s Stage) turn(before Scene, act Act, now time.Time) (scene.Move, *Reply, error) {
	switch {
	case act.Action == "reply":
		return s.reply(before, act.Words, now)
	case before.late(now):
		return scene.RunOut(), nil, nil
	case act.Action == "back":
		return scene.StepBack(), nil, nil
	case act.Action == "timeout": // the page says so before the server does: not yet
		return scene.Move{}, nil, fault.New(fault.Conflict, "rehearse.still_time")
	default:
		return scene.Pick(act.Action), nil, nil
	}
}

func name(m scene.Move) string {
	switch m.Kind {
	case scene.MoveTimeOut:
		return "timeout"
	case scene.MoveBack:
		return "back"
	case scene.MoveReply:
		return m.Mark
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

// ending adds what an assessed play leaves when it is over: evidence, or what a person has to judge
// before there is any. Practice leaves neither.
func (s Scene) ending(office assign.Office, code *conduct.Code, step Step) Move {
	move := Move{Play: s.Play, Step: step}
	if s.Play.Status != Finished || s.Play.Practice {
		return move
	}
	d := s.At.Debrief()
	if move.Reviews = s.reviews(d, office.Now); len(move.Reviews) == 0 {
		e := s.evidence(d, code, office.Today, office.Now, s.Play.Person)
		move.Evidence = &e
	}
	return move
}

// evidence is the fact that an assessed play ends in. It happened when the play ended, whenever a person
// has judged it.
func (s Scene) evidence(d scene.Debrief, code *conduct.Code, on civil.Date, now time.Time, by ident.ID) record.Evidence {
	return record.Evidence{
		ID: ident.New(now), Person: s.Play.Person, Kind: record.Rehearsal, Item: s.Play.Scenario, Hash: s.Play.Hash, Attempt: s.Play.ID,
		Score: d.Score, Passed: d.Passed, Outcomes: Outcomes(d, code), OccurredOn: on, OccurredAt: s.Play.FinishedAt,
		RecordedAt: now, RecordedBy: by, Source: "engine", Key: "play:" + string(s.Play.ID),
	}
}

// Outcomes says what a play has shown about each rule at stake that the code still has.
func Outcomes(d scene.Debrief, code *conduct.Code) []record.Outcome {
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
	before, err := s.Show(ctx, id, now)
	if err != nil {
		return "", err
	}
	at, err := before.At.RestartFrom(turn)
	if err != nil {
		return "", fault.New(fault.Invalid, "rehearse.no_such_turn").Because(err)
	}
	play := before.Play
	play.ID, play.Person, play.Practice, play.Status = ident.New(now), p.ID, true, Playing
	play.State, play.Seq, play.StartedAt, play.TurnAt, play.FinishedAt = at.Transcript(), len(at.Moves()), now, now, time.Time{}
	var said []Reply
	for seq, reply := range before.Replies {
		if seq <= play.Seq {
			said = append(said, reply)
		}
	}
	return play.ID, s.Plays.StartPlay(ctx, play, said)
}

// Recent returns a person's plays, newest first.
func (s Stage) Recent(ctx context.Context, p people.Person) ([]Play, error) {
	return s.Plays.Plays(ctx, p.ID, recentPlays)
}
