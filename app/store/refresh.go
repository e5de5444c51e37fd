package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/quiz"
	"understudy/app/record"
	"understudy/app/refresh"
)

type recallRow struct {
	ID           string `gorm:"primaryKey"`
	PersonID     string
	Session      string
	Position     int
	Rule         string
	Rev          int
	Question     string
	QuestionRev  int
	QuestionHash string
	Lang         string
	Response     string
	Mark         float64
	Correct      int
	Guess        float64
	TookMs       int64
	OccurredOn   string
	OccurredAt   int64
	Algorithm    string
	RecordedAt   int64
	IdemKey      string
}

func (recallRow) TableName() string { return "recall_review" }

func recallRowOf(r refresh.Review) (recallRow, error) {
	response, err := json.Marshal(r.Response)
	if err != nil {
		return recallRow{}, fmt.Errorf("review %s: %w", r.ID, err)
	}
	row := recallRow{ID: string(r.ID), PersonID: string(r.Person), Session: r.Session, Position: r.Position, Rule: string(r.Rule), Rev: r.Rev,
		Question: r.Question.ID, QuestionRev: r.Question.Rev, QuestionHash: r.Question.Hash, Lang: r.Lang, Response: string(response),
		Mark: r.Mark, Guess: r.Guess, TookMs: r.Took.Milliseconds(), OccurredOn: r.OccurredOn.String(), OccurredAt: r.OccurredAt.UnixMilli(),
		Algorithm: r.Algorithm, RecordedAt: r.RecordedAt.UnixMilli(), IdemKey: r.Key}
	if r.Right {
		row.Correct = 1
	}
	return row, nil
}

// AddRecall adds the answer to a question of a refresher. The same key twice is the same fact: the first
// stands.
func (s *Store) AddRecall(ctx context.Context, r refresh.Review) error {
	row, err := recallRowOf(r)
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *gorm.DB) error {
		return tx.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "idem_key"}}, DoNothing: true}).Create(&row).Error
	})
}

// RecallCounts returns how many answers each of these people gave in refreshers; nobody who gave none.
func (s *Store) RecallCounts(ctx context.Context, persons []ident.ID) (map[ident.ID]int, error) {
	const before, after = `SELECT person_id, COUNT(*) FROM recall_review WHERE person_id IN (`, `) GROUP BY person_id`
	out := map[ident.ID]int{}
	for batch := range slices.Chunk(persons, 500) {
		marks, args := placesOf(batch)
		err := s.quick().each(ctx, before+marks+after, args, func(scan func(...any) error) error {
			var person string
			var n int
			err := scan(&person, &n)
			out[ident.ID(person)] = n
			return err
		})
		if err != nil {
			return nil, plain(err)
		}
	}
	return out, nil
}

// placesOf returns the question marks for some people in a statement, and what stands for them.
func placesOf(persons []ident.ID) (marks string, args []any) {
	args = make([]any, len(persons))
	for i, id := range persons {
		args[i] = string(id)
	}
	return strings.TrimSuffix(strings.Repeat("?,", len(persons)), ","), args
}

// recallSQL reads without GORM: a board reads those of everybody.
const recallSQL = `SELECT id, person_id, session, position, rule, rev, question, question_rev, question_hash, lang, response, mark, correct, guess,
 took_ms, occurred_on, occurred_at, algorithm, recorded_at, idem_key FROM recall_review WHERE person_id IN (%s) ORDER BY recorded_at, id`

// RecallReviews returns every answer that each of these people gave in a refresher, oldest first.
func (s *Store) RecallReviews(ctx context.Context, persons []ident.ID) (map[ident.ID][]refresh.Review, error) {
	out := make(map[ident.ID][]refresh.Review, len(persons))
	for batch := range slices.Chunk(persons, 500) {
		marks, args := placesOf(batch)
		err := s.quick().each(ctx, fmt.Sprintf(recallSQL, marks), args, func(scan func(...any) error) error {
			r, err := scanRecall(scan)
			out[r.Person] = append(out[r.Person], r)
			return err
		})
		if err != nil {
			return nil, plain(err)
		}
	}
	return out, nil
}

func scanRecall(scan func(...any) error) (refresh.Review, error) {
	var r recallRow
	err := scan(&r.ID, &r.PersonID, &r.Session, &r.Position, &r.Rule, &r.Rev, &r.Question, &r.QuestionRev, &r.QuestionHash, &r.Lang, &r.Response,
		&r.Mark, &r.Correct, &r.Guess, &r.TookMs, &r.OccurredOn, &r.OccurredAt, &r.Algorithm, &r.RecordedAt, &r.IdemKey)
	if err != nil {
		return refresh.Review{}, err
	}
	out := refresh.Review{ID: ident.ID(r.ID), Person: ident.ID(r.PersonID), Session: r.Session, Position: r.Position, Rule: conduct.RuleID(r.Rule), Rev: r.Rev,
		Question: quiz.Item{ID: r.Question, Rev: r.QuestionRev, Hash: r.QuestionHash}, Lang: r.Lang, Mark: r.Mark, Right: r.Correct == 1, Guess: r.Guess,
		Took: time.Duration(r.TookMs) * time.Millisecond, OccurredOn: day(r.OccurredOn), OccurredAt: instant(r.OccurredAt), Algorithm: r.Algorithm,
		RecordedAt: instant(r.RecordedAt), Key: r.IdemKey}
	return out, json.Unmarshal([]byte(r.Response), &out.Response)
}

// PapersSince returns those who had a paper graded on a day or later, by the latest, and at most so many.
func (s *Store) PapersSince(ctx context.Context, since civil.Date, limit int) ([]people.Person, error) {
	latest := s.read(ctx).Model(&evidenceRow{}).Select("person_id, MAX(occurred_at) AS latest").
		Where("kind = ? AND occurred_on >= ?", string(record.Quiz), since.String()).Group("person_id")
	rows, err := find[personRow](withTeam(s.read(ctx)).Joins("JOIN (?) AS paper ON paper.person_id = person.id", latest).Order("paper.latest DESC, person.id").Limit(limit))
	return mapAll(rows, personRow.person), plain(err)
}
