package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/record"
	"understudy/app/rehearse"
)

type playRow struct {
	ID           string `gorm:"primaryKey"`
	PersonID     string
	Scenario     string
	ScenarioHash string
	Lang         string
	Practice     bool
	State        string
	Seq          int
	Status       string
	StartedAt    int64
	TurnAt       int64
	FinishedAt   *int64
}

func (playRow) TableName() string { return "play" }

type playStepRow struct {
	PlayID string `gorm:"primaryKey"`
	Seq    int    `gorm:"primaryKey;autoIncrement:false"`
	Action string
	At     int64
}

func (playStepRow) TableName() string { return "play_step" }

func playRowOf(p rehearse.Play) playRow {
	return playRow{string(p.ID), string(p.Person), p.Scenario, p.Hash, p.Lang, p.Practice, p.State, p.Seq, string(p.Status),
		p.StartedAt.UnixMilli(), p.TurnAt.UnixMilli(), optionalInstant(p.FinishedAt)}
}

func (r playRow) play() rehearse.Play {
	return rehearse.Play{ID: ident.ID(r.ID), Person: ident.ID(r.PersonID), Scenario: r.Scenario, Hash: r.ScenarioHash, Lang: r.Lang,
		Practice: r.Practice, State: r.State, Seq: r.Seq, Status: rehearse.Status(r.Status), StartedAt: instant(r.StartedAt),
		TurnAt: instant(r.TurnAt), FinishedAt: instantOr(r.FinishedAt)}
}

func optionalInstant(t time.Time) *int64 {
	if t.IsZero() {
		return nil
	}
	ms := t.UnixMilli()
	return &ms
}

func instantOr(ms *int64) time.Time {
	if ms == nil {
		return time.Time{}
	}
	return instant(*ms)
}

// StartPlay adds a play, with what the learner wrote in it before.
func (s *Store) StartPlay(ctx context.Context, p rehearse.Play, said []rehearse.Reply) error {
	row := playRowOf(p)
	return s.write(ctx, func(tx *gorm.DB) error {
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		return saveReplies(tx, p.ID, said...)
	})
}

// Play returns a play with the steps taken so far.
func (s *Store) Play(ctx context.Context, id ident.ID) (rehearse.Play, []rehearse.Step, error) {
	row, err := take[playRow](s.read(ctx).Where("id = ?", string(id)))
	if err != nil {
		return rehearse.Play{}, nil, plain(err)
	}
	steps, err := find[playStepRow](s.read(ctx).Where("play_id = ?", string(id)).Order("seq"))
	return row.play(), mapAll(steps, func(r playStepRow) rehearse.Step {
		return rehearse.Step{Seq: r.Seq, Action: r.Action, At: instant(r.At)}
	}), plain(err)
}

const playsSQL = `SELECT id, scenario, scenario_hash, lang, practice, state, seq, status, started_at, turn_at, finished_at
FROM play WHERE person_id = ? ORDER BY started_at DESC, id DESC LIMIT ?`

// Plays returns a person's plays, newest first, at most limit.
func (s *Store) Plays(ctx context.Context, person ident.ID, limit int) ([]rehearse.Play, error) {
	plays := []rehearse.Play{}
	err := s.quick().each(ctx, playsSQL, []any{string(person), limit}, func(scan func(...any) error) error {
		r := playRow{PersonID: string(person)}
		err := scan(&r.ID, &r.Scenario, &r.ScenarioHash, &r.Lang, &r.Practice, &r.State, &r.Seq, &r.Status, &r.StartedAt, &r.TurnAt, &r.FinishedAt)
		plays = append(plays, r.play())
		return err
	})
	return plays, plain(err)
}

// MovePlay lets decide make the next move of a play and stores it whole: the new state, the step, the
// evidence of an ending and what that completes. A move that follows another turn than the current
// one is refused, so that a second tab or a repeated click changes nothing.
func (s *Store) MovePlay(ctx context.Context, id ident.ID, seq int, decide func(rehearse.Play) (rehearse.Move, error),
	conclude record.Conclude) (move rehearse.Move, awards []record.Award, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		var row playRow
		if err := tx.Where("id = ?", string(id)).Take(&row).Error; err != nil {
			return err
		}
		if row.Status != string(rehearse.Playing) {
			return fault.New(fault.Conflict, "rehearse.over")
		}
		if row.Seq != seq {
			return fault.New(fault.Conflict, "rehearse.moved_on")
		}
		if move, err = decide(row.play()); err != nil {
			return err
		}
		awards, err = saveMove(tx, move, conclude)
		return err
	})
	return move, awards, err
}

func saveMove(tx *gorm.DB, move rehearse.Move, conclude record.Conclude) ([]record.Award, error) {
	next := playRowOf(move.Play)
	saved := tx.Model(&playRow{}).Where("id = ? AND status = ?", next.ID, string(rehearse.Playing)).
		Select("state", "seq", "status", "turn_at", "finished_at").Updates(next)
	if saved.Error != nil {
		return nil, saved.Error
	}
	if saved.RowsAffected != 1 {
		return nil, fault.New(fault.Conflict, "rehearse.over")
	}
	step := playStepRow{next.ID, move.Step.Seq, move.Step.Action, move.Step.At.UnixMilli()}
	if err := tx.Create(&step).Error; err != nil {
		return nil, err
	}
	if move.Reply != nil {
		if err := saveReplies(tx, move.Play.ID, *move.Reply); err != nil {
			return nil, err
		}
	}
	if err := askReviews(tx, move.Reviews...); err != nil {
		return nil, err
	}
	if move.Evidence == nil {
		return nil, nil
	}
	awards, _, err := recordEvidence(tx, *move.Evidence, conclude)
	return awards, err
}

// AbandonPlay ends a play without a result. One that is over stays as it is.
func (s *Store) AbandonPlay(ctx context.Context, id ident.ID, at time.Time) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		return tx.Model(&playRow{}).Where("id = ? AND status = ?", string(id), string(rehearse.Playing)).
			Select("status", "finished_at").Updates(playRow{Status: string(rehearse.Abandoned), FinishedAt: optionalInstant(at)}).Error
	})
}
