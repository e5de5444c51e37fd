package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"understudy/app/examine"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/quiz"
	"understudy/app/record"
)

type attemptRow struct {
	ID         string `gorm:"primaryKey"`
	PersonID   string
	Programme  string
	Blueprint  string
	Lang       string
	Paper      string // JSON of pinned
	Status     string
	StartedAt  int64
	EndsAt     *int64
	FinishedAt *int64
	Result     *string
}

// pinned is what an attempt rests on from its start to its end.
type pinned struct {
	Blueprint quiz.Blueprint
	Paper     quiz.Paper
}

func (attemptRow) TableName() string { return "attempt" }

type answerRow struct {
	AttemptID string `gorm:"primaryKey"`
	Position  int    `gorm:"primaryKey;autoIncrement:false"`
	Seq       int
	Response  string
	At        int64
}

func (answerRow) TableName() string { return "answer" }

func attemptRowOf(a examine.Attempt) (attemptRow, error) {
	paper, err := json.Marshal(pinned{a.Blueprint, a.Paper})
	if err != nil {
		return attemptRow{}, err
	}
	row := attemptRow{string(a.ID), string(a.Person), a.Programme, a.Blueprint.ID, a.Lang, string(paper), string(a.Status),
		a.StartedAt.UnixMilli(), optionalInstant(a.EndsAt), optionalInstant(a.FinishedAt), nil}
	if a.Result != nil {
		result, err := json.Marshal(a.Result)
		if err != nil {
			return attemptRow{}, err
		}
		text := string(result)
		row.Result = &text
	}
	return row, nil
}

func (r attemptRow) attempt() (examine.Attempt, error) {
	a := examine.Attempt{ID: ident.ID(r.ID), Person: ident.ID(r.PersonID), Programme: r.Programme, Lang: r.Lang, Status: examine.Status(r.Status), StartedAt: instant(r.StartedAt),
		EndsAt: instantOr(r.EndsAt), FinishedAt: instantOr(r.FinishedAt)}
	var p pinned
	if err := json.Unmarshal([]byte(r.Paper), &p); err != nil {
		return a, fmt.Errorf("paper of attempt %s: %w", r.ID, err)
	}
	a.Blueprint, a.Paper = p.Blueprint, p.Paper
	result, err := r.result()
	a.Result = result
	return a, err
}

// result reads the result, nil while there is none.
func (r attemptRow) result() (*quiz.Result, error) {
	if r.Result == nil {
		return nil, nil //nolint:nilnil // an attempt in progress has none, and that is no error
	}
	result := new(quiz.Result)
	if err := json.Unmarshal([]byte(*r.Result), result); err != nil {
		return nil, fmt.Errorf("result of attempt %s: %w", r.ID, err)
	}
	return result, nil
}

// StartAttempt adds an attempt. There is at most one in progress for a person and a blueprint: where
// there is one already, that one is returned and nothing is added.
func (s *Store) StartAttempt(ctx context.Context, a examine.Attempt) (examine.Attempt, error) {
	row, err := attemptRowOf(a)
	if err != nil {
		return a, err
	}
	var running attemptRow
	err = s.write(ctx, func(tx *gorm.DB) error {
		if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
			return err
		}
		return tx.Where("person_id = ? AND blueprint = ? AND status = ?", string(a.Person), a.Blueprint.ID, string(examine.InProgress)).
			Take(&running).Error
	})
	if err != nil {
		return a, plain(err)
	}
	return running.attempt()
}

// Attempt returns an attempt with its answers by position.
func (s *Store) Attempt(ctx context.Context, id ident.ID) (examine.Attempt, []examine.Answer, error) {
	return s.attemptWithAnswers(ctx, s.quick(), id)
}

// Begun returns what an attempt rests on from its start: everything but its status, its end and its
// result, which stay empty.
func (s *Store) Begun(ctx context.Context, id ident.ID) (examine.Attempt, error) {
	if begun, known := s.papers.find(id); known {
		return begun, nil
	}
	if _, err := s.attempt(ctx, s.quick(), id); err != nil {
		return examine.Attempt{}, err
	}
	begun, _ := s.papers.find(id)
	return begun, nil
}

const (
	attemptSQL        = "SELECT person_id, programme, lang, paper, status, started_at, ends_at, finished_at, result FROM attempt WHERE id = ?"
	attemptUnreadSQL  = "SELECT person_id, programme, lang, '', status, started_at, ends_at, finished_at, result FROM attempt WHERE id = ?"
	attemptAnswersSQL = "SELECT position, seq, response, at FROM answer WHERE attempt_id = ? ORDER BY position"
)

// attempt reads an attempt, and its paper where that is not remembered.
func (s *Store) attempt(ctx context.Context, q quick, id ident.ID) (examine.Attempt, error) {
	begun, known := s.papers.find(id)
	statement := attemptSQL
	if known {
		statement = attemptUnreadSQL
	}
	r := attemptRow{ID: string(id)}
	err := q.one(ctx, statement, string(id)).Scan(&r.PersonID, &r.Programme, &r.Lang, &r.Paper, &r.Status, &r.StartedAt, &r.EndsAt, &r.FinishedAt, &r.Result)
	if err != nil {
		return examine.Attempt{}, plain(err)
	}
	if !known {
		a, err := r.attempt()
		if err == nil {
			s.papers.keep(a)
		}
		return a, err
	}
	begun.Status, begun.FinishedAt = examine.Status(r.Status), instantOr(r.FinishedAt)
	begun.Result, err = r.result()
	return begun, err
}

func (s *Store) attemptWithAnswers(ctx context.Context, q quick, id ident.ID) (examine.Attempt, []examine.Answer, error) {
	attempt, err := s.attempt(ctx, q, id)
	if err != nil {
		return attempt, nil, err
	}
	answers := make([]examine.Answer, 0, len(attempt.Paper.Items))
	err = q.each(ctx, attemptAnswersSQL, []any{string(id)}, func(scan func(...any) error) error {
		var r answerRow
		if err := scan(&r.Position, &r.Seq, &r.Response, &r.At); err != nil {
			return err
		}
		a := examine.Answer{Position: r.Position, Seq: r.Seq, At: instant(r.At)}
		if err := json.Unmarshal([]byte(r.Response), &a.Response); err != nil {
			return fmt.Errorf("answer %d of attempt %s: %w", r.Position, id, err)
		}
		answers = append(answers, a)
		return nil
	})
	return attempt, answers, plain(err)
}

// Attempts returns a person's attempts, newest first, at most limit. Those that were marked again have
// their newest result.
func (s *Store) Attempts(ctx context.Context, person ident.ID, limit int) ([]examine.Attempt, error) {
	rows, err := find[attemptRow](s.read(ctx).Where("person_id = ?", string(person)).Order("started_at DESC, id DESC").Limit(limit))
	if err != nil {
		return nil, plain(err)
	}
	out := make([]examine.Attempt, len(rows))
	for i, r := range rows {
		if out[i], err = r.attempt(); err != nil {
			return nil, err
		}
	}
	return out, s.newestResults(ctx, out)
}

// newestResults gives attempts that were marked again the result that counts.
func (s *Store) newestResults(ctx context.Context, attempts []examine.Attempt) error {
	ids := mapAll(attempts, func(a examine.Attempt) string { return string(a.ID) })
	rows, err := find[regradeRow](s.read(ctx).Where("attempt_id IN ?", ids).Order("seq"))
	if err != nil {
		return plain(err)
	}
	for _, row := range rows {
		regrade, err := row.regrade()
		if err != nil {
			return err
		}
		for i := range attempts {
			if attempts[i].ID == regrade.Attempt {
				attempts[i].Result = &regrade.Result
			}
		}
	}
	return nil
}

// OverdueAttempts returns attempts in progress that ended before an instant, the longest over first.
func (s *Store) OverdueAttempts(ctx context.Context, before time.Time, limit int) ([]examine.Attempt, error) {
	rows, err := find[attemptRow](s.read(ctx).Where("status = ? AND ends_at < ?", string(examine.InProgress), before.UnixMilli()).Order("ends_at, id").Limit(limit))
	if err != nil {
		return nil, plain(err)
	}
	out := make([]examine.Attempt, len(rows))
	for i, r := range rows {
		if out[i], err = r.attempt(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// saveAnswerSQL keeps the newer of two answers to one question, and only while the attempt runs.
const saveAnswerSQL = `INSERT INTO answer (attempt_id, position, seq, response, at)
SELECT id, ?, ?, ?, ? FROM attempt WHERE id = ? AND person_id = ? AND status = 'in_progress' AND (ends_at IS NULL OR ends_at >= ?)
ON CONFLICT (attempt_id, position) DO UPDATE SET seq = excluded.seq, response = excluded.response, at = excluded.at
WHERE excluded.seq > answer.seq`

// SaveAnswer keeps one answer of an attempt of this person. It reports whether the answer was kept:
// an older number than the one stored, an attempt that is over and one of somebody else keep nothing.
// The attempt's end plus grace is the last moment.
func (s *Store) SaveAnswer(ctx context.Context, attempt, person ident.ID, a examine.Answer, grace time.Duration) (kept bool, err error) {
	response, err := json.Marshal(a.Response)
	if err != nil {
		return false, err
	}
	err = s.write(ctx, func(tx *gorm.DB) error {
		n, err := s.in(tx).run(tx.Statement.Context, saveAnswerSQL, a.Position, a.Seq, string(response), a.At.UnixMilli(), string(attempt),
			string(person), a.At.Add(-grace).UnixMilli())
		kept = n == 1
		return err
	})
	return kept, err
}

// CloseAttempt lets grade turn an attempt in progress into its final form and stores it with its
// evidence. An attempt that is over is refused with a conflict.
func (s *Store) CloseAttempt(ctx context.Context, id ident.ID,
	grade func(examine.Attempt, []examine.Answer) (examine.Attempt, *record.Evidence, error), conclude record.Conclude) (closed examine.Attempt, awards []record.Award, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		attempt, answers, err := s.attemptWithAnswers(tx.Statement.Context, s.in(tx), id)
		if err != nil {
			return err
		}
		if attempt.Status != examine.InProgress {
			return fault.New(fault.Conflict, "quiz.over")
		}
		var evidence *record.Evidence
		if closed, evidence, err = grade(attempt, answers); err != nil {
			return err
		}
		if err := saveClosed(tx, closed); err != nil || evidence == nil {
			return err
		}
		awards, _, err = recordEvidence(tx, *evidence, conclude)
		return err
	})
	return closed, awards, err
}

func saveClosed(tx *gorm.DB, closed examine.Attempt) error {
	row, err := attemptRowOf(closed)
	if err != nil {
		return err
	}
	saved := tx.Model(&attemptRow{}).Where("id = ? AND status = ?", row.ID, string(examine.InProgress)).
		Select("status", "finished_at", "result").Updates(row)
	if saved.Error == nil && saved.RowsAffected != 1 {
		return fault.New(fault.Conflict, "quiz.over")
	}
	return saved.Error
}
