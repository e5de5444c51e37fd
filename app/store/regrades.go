package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"understudy/app/examine"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/record"
)

type regradeRow struct {
	ID         string `gorm:"primaryKey"`
	AttemptID  string
	Seq        int
	Question   string
	WasHash    string
	NowHash    string
	Result     string
	Reason     string
	RecordedBy string
	RecordedAt int64
}

func (regradeRow) TableName() string { return "regrade" }

func (r regradeRow) regrade() (examine.Regrade, error) {
	out := examine.Regrade{ID: ident.ID(r.ID), Attempt: ident.ID(r.AttemptID), Seq: r.Seq, Question: r.Question, WasHash: r.WasHash, NowHash: r.NowHash,
		Reason: r.Reason, By: ident.ID(r.RecordedBy), At: instant(r.RecordedAt)}
	if err := json.Unmarshal([]byte(r.Result), &out.Result); err != nil {
		return out, fmt.Errorf("result of regrade %s: %w", r.ID, err)
	}
	return out, nil
}

// AttemptsAsking returns the graded attempts whose papers hold a question, oldest first.
func (s *Store) AttemptsAsking(ctx context.Context, question string) ([]ident.ID, error) {
	name, err := json.Marshal(question)
	if err != nil {
		return nil, err
	}
	part := strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(`"ID":` + string(name) + `,"Rev"`)
	var out []ident.ID
	err = s.read(ctx).Model(&attemptRow{}).Where("status = ? AND paper LIKE ? ESCAPE '!'", string(examine.Graded), "%"+part+"%").
		Order("started_at, id").Pluck("id", &out).Error
	return out, plain(err)
}

// RegradesOf returns how an attempt was marked again, oldest first.
func (s *Store) RegradesOf(ctx context.Context, attempt ident.ID) ([]examine.Regrade, error) {
	return regradesOf(s.read(ctx), attempt)
}

func regradesOf(db *gorm.DB, attempt ident.ID) ([]examine.Regrade, error) {
	rows, err := find[regradeRow](db.Where("attempt_id = ?", string(attempt)).Order("seq"))
	if err != nil {
		return nil, plain(err)
	}
	var out []examine.Regrade
	for _, row := range rows {
		regrade, err := row.regrade()
		if err != nil {
			return nil, err
		}
		out = append(out, regrade)
	}
	return out, nil
}

// AddRegrade adds what mark makes of a graded attempt, together with the evidence that takes back what
// the attempt has recorded until now. An attempt that is not graded is refused with a conflict.
func (s *Store) AddRegrade(ctx context.Context, attempt ident.ID,
	mark func(examine.Attempt, []examine.Answer, []examine.Regrade) (*examine.Regrade, *record.Evidence, error), conclude record.Conclude) (awards []record.Award, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		graded, answers, err := s.attemptWithAnswers(tx.Statement.Context, s.in(tx), attempt)
		if err != nil {
			return err
		}
		if graded.Status != examine.Graded {
			return fault.New(fault.Conflict, "quiz.not_graded")
		}
		earlier, err := regradesOf(tx, attempt)
		if err != nil {
			return err
		}
		regrade, evidence, err := mark(graded, answers, earlier)
		if err != nil || regrade == nil {
			return err
		}
		if err := addRegrade(tx, *regrade); err != nil {
			return err
		}
		if err := takeBack(tx, *regrade, evidence); err != nil {
			return err
		}
		awards, _, err = recordEvidence(tx, *evidence, conclude)
		return err
	})
	return awards, plain(err)
}

func addRegrade(tx *gorm.DB, r examine.Regrade) error {
	result, err := json.Marshal(r.Result)
	if err != nil {
		return err
	}
	row := regradeRow{string(r.ID), string(r.Attempt), r.Seq, r.Question, r.WasHash, r.NowHash, string(result), r.Reason, string(r.By), r.At.UnixMilli()}
	return tx.Create(&row).Error
}

// takeBack adds a fact that takes back what an attempt has recorded until now; what replaces it occurred
// when that did.
func takeBack(tx *gorm.DB, r examine.Regrade, next *record.Evidence) error {
	rows, err := find[evidenceRow](tx.Where("attempt_id = ? AND voids IS NULL", string(r.Attempt)).Order("recorded_at DESC, id DESC").Limit(1))
	if err != nil || len(rows) == 0 {
		return err
	}
	old := rows[0].fact()
	next.OccurredOn, next.OccurredAt = old.OccurredOn, old.OccurredAt
	back := old
	back.ID, back.Voids, back.Key = ident.New(r.At), old.ID, "void:"+string(r.ID)
	back.RecordedAt, back.RecordedBy = r.At, r.By
	row := evidenceRowOf(back)
	return tx.Create(&row).Error
}

type extraTimeRow struct {
	ID         string `gorm:"primaryKey"`
	PersonID   string
	Percent    int
	RecordedBy string
	RecordedAt int64
}

func (extraTimeRow) TableName() string { return "extra_time" }

// ExtraTime returns how much longer a person has than others for a paper with a limit, in percent.
func (s *Store) ExtraTime(ctx context.Context, person ident.ID) (int, error) {
	rows, err := find[extraTimeRow](s.read(ctx).Where("person_id = ?", string(person)).Order("recorded_at DESC, id DESC").Limit(1))
	if err != nil || len(rows) == 0 {
		return 0, plain(err)
	}
	return rows[0].Percent, nil
}

// GrantExtraTime gives a person more time from their next attempt on, with its line in the audit trail. What
// was granted before stays on record.
func (s *Store) GrantExtraTime(ctx context.Context, person ident.ID, percent int, by ident.ID, at time.Time) error {
	row := extraTimeRow{string(ident.New(at)), string(person), percent, string(by), at.UnixMilli()}
	return plain(s.write(ctx, func(tx *gorm.DB) error {
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		return audit(tx, at, by, "extra_time.granted", person, strconv.Itoa(percent)+"%")
	}))
}
