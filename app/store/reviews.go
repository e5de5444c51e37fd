package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/record"
	"understudy/app/rehearse"
)

type reviewRow struct {
	ID       string `gorm:"primaryKey"`
	PlayID   string
	PersonID string
	Seq      int
	Cause    string
	Item     string
	AskedAt  int64
	DueAt    int64
}

func (reviewRow) TableName() string { return "review" }

func reviewRowOf(r rehearse.Review) reviewRow {
	return reviewRow{string(r.ID), string(r.Play), string(r.Person), r.Seq, string(r.Cause), r.Item, r.AskedAt.UnixMilli(), r.DueAt.UnixMilli()}
}

func (r reviewRow) review() rehearse.Review {
	return rehearse.Review{ID: ident.ID(r.ID), Play: ident.ID(r.PlayID), Person: ident.ID(r.PersonID), Seq: r.Seq,
		Cause: rehearse.ReviewCause(r.Cause), Item: r.Item, AskedAt: instant(r.AskedAt), DueAt: instant(r.DueAt)}
}

type reviewDecisionRow struct {
	ReviewID   string `gorm:"primaryKey"`
	Mark       string
	Note       string
	RecordedBy string
	RecordedAt int64
}

func (reviewDecisionRow) TableName() string { return "review_decision" }

func (r reviewDecisionRow) decision() *rehearse.Decision {
	return &rehearse.Decision{Review: ident.ID(r.ReviewID), Mark: r.Mark, Note: r.Note, By: ident.ID(r.RecordedBy), At: instant(r.RecordedAt)}
}

// askReviews adds reviews. A turn that was asked about for the same cause before is left alone.
func askReviews(tx *gorm.DB, reviews ...rehearse.Review) error {
	for _, review := range reviews {
		row := reviewRowOf(review)
		if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
			return err
		}
	}
	return nil
}

// AskReview adds a review, once for each turn and cause.
func (s *Store) AskReview(ctx context.Context, r rehearse.Review) error {
	return s.write(ctx, func(tx *gorm.DB) error { return askReviews(tx, r) })
}

// Reviews returns the reviews without a decision, the first due first, of everybody but one person.
func (s *Store) Reviews(ctx context.Context, but ident.ID, offset, limit int) ([]rehearse.Review, error) {
	rows, err := find[reviewRow](s.read(ctx).Where("person_id <> ? AND NOT EXISTS (SELECT 1 FROM review_decision d WHERE d.review_id = review.id)", string(but)).
		Order("due_at, id").Offset(offset).Limit(limit))
	return mapAll(rows, reviewRow.review), plain(err)
}

// Review returns one review.
func (s *Store) Review(ctx context.Context, id ident.ID) (rehearse.Review, error) {
	row, err := take[reviewRow](s.read(ctx).Where("id = ?", string(id)))
	return row.review(), plain(err)
}

// ReviewsOf returns every review of a play with its decision, in the order of the decisions.
func (s *Store) ReviewsOf(ctx context.Context, play ident.ID) ([]rehearse.Reviewed, error) {
	return reviewsOf(s.read(ctx), play)
}

func reviewsOf(tx *gorm.DB, play ident.ID) ([]rehearse.Reviewed, error) {
	var rows []reviewRow
	if err := tx.Where("play_id = ?", string(play)).Order("asked_at, id").Find(&rows).Error; err != nil {
		return nil, plain(err)
	}
	var decisions []reviewDecisionRow
	if err := tx.Where("review_id IN (SELECT id FROM review WHERE play_id = ?)", string(play)).Find(&decisions).Error; err != nil {
		return nil, plain(err)
	}
	made := map[string]*rehearse.Decision{}
	for _, d := range decisions {
		made[d.ReviewID] = d.decision()
	}
	return mapAll(rows, func(r reviewRow) rehearse.Reviewed {
		return rehearse.Reviewed{Review: r.review(), Decision: made[r.ID]}
	}), nil
}

// Decide writes a decision, and the evidence that the play leaves with it. A review is decided once.
func (s *Store) Decide(ctx context.Context, d rehearse.Decision, resolve func([]rehearse.Reviewed, record.History) ([]record.Evidence, error),
	conclude record.Conclude) (awards []record.Award, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		awards = nil
		var review reviewRow
		if err := tx.Where("id = ?", string(d.Review)).Take(&review).Error; err != nil {
			return err
		}
		row := reviewDecisionRow{string(d.Review), d.Mark, d.Note, string(d.By), d.At.UnixMilli()}
		added := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if added.Error != nil {
			return added.Error
		}
		if added.RowsAffected == 0 {
			return fault.New(fault.Conflict, "review.decided")
		}
		if err := audit(tx, d.At, d.By, "review.decided", ident.ID(review.PersonID), ""); err != nil {
			return err
		}
		awards, err = s.resolve(tx, review, resolve, conclude)
		return err
	})
	return awards, err
}

func (s *Store) resolve(tx *gorm.DB, review reviewRow, resolve func([]rehearse.Reviewed, record.History) ([]record.Evidence, error),
	conclude record.Conclude) ([]record.Award, error) {
	of, err := reviewsOf(tx, ident.ID(review.PlayID))
	if err != nil {
		return nil, err
	}
	person := ident.ID(review.PersonID)
	all, err := histories(tx, []ident.ID{person})
	if err != nil {
		return nil, err
	}
	evidence, err := resolve(of, all[person])
	if err != nil {
		return nil, err
	}
	var awards []record.Award
	for _, e := range evidence {
		made, _, err := recordEvidence(tx, e, conclude)
		if err != nil {
			return nil, err
		}
		awards = append(awards, made...)
	}
	return awards, nil
}
