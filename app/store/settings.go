package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/course"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/record"
)

type settingRow struct {
	Name  string `gorm:"primaryKey"`
	Value string
}

func (settingRow) TableName() string { return "setting" }

// Setting returns a stored setting, not found where it was never set.
func (s *Store) Setting(ctx context.Context, name string) (string, error) {
	row, err := take[settingRow](s.read(ctx).Where("name = ?", name))
	return row.Value, plain(err)
}

// SettingOr returns a stored setting; where there is none it stores this one first, once.
func (s *Store) SettingOr(ctx context.Context, name, value string) (string, error) {
	if stored, err := s.Setting(ctx, name); !fault.Is(err, fault.NotFound) {
		return stored, err
	}
	err := s.write(ctx, func(tx *gorm.DB) error {
		return tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&settingRow{name, value}).Error
	})
	if err != nil {
		return "", err
	}
	return s.Setting(ctx, name)
}

type documentRow struct {
	Kind      string `gorm:"primaryKey"`
	ID        string `gorm:"primaryKey"`
	Lang      string `gorm:"primaryKey"`
	Hash      string `gorm:"primaryKey"`
	Source    string
	FirstSeen int64
}

func (documentRow) TableName() string { return "document" }

// KeepDocuments stores every text that is not stored yet, so that what a person was taught can be
// shown after the program that shipped it is gone.
func (s *Store) KeepDocuments(ctx context.Context, documents []catalog.Document, at time.Time) error {
	rows := make([]documentRow, len(documents))
	for i, d := range documents {
		rows[i] = documentRow{string(d.Kind), d.ID, d.Lang, d.Hash, d.Source, at.UnixMilli()}
	}
	return s.write(ctx, func(tx *gorm.DB) error {
		for batch := range slices.Chunk(rows, 50) {
			if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&batch).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

// Document returns one kept text by its hash.
func (s *Store) Document(ctx context.Context, kind catalog.Kind, id, hash string) (catalog.Document, error) {
	row, err := take[documentRow](s.read(ctx).Where("kind = ? AND id = ? AND hash = ?", string(kind), id, hash))
	return catalog.Document{Kind: kind, ID: row.ID, Lang: row.Lang, Hash: row.Hash, Source: row.Source}, plain(err)
}

type ruleRevisionRow struct {
	ID          string `gorm:"primaryKey"`
	Rule        string
	Rev         int
	TextHash    string
	Class       string
	Reason      string
	ApprovedBy  string
	PublishedOn string
	EffectiveOn string
	RecordedAt  int64
}

func (ruleRevisionRow) TableName() string { return "rule_revision_fact" }

// PublishRevisions records rule revisions that are not on record yet. The first edition has revision 1
// of every rule in force from its day on.
func (s *Store) PublishRevisions(ctx context.Context, revisions []record.RuleRevision, by ident.ID) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		for _, r := range revisions {
			row := ruleRevisionRow{string(ident.New(r.RecordedAt)), string(r.Rule), r.Rev, r.Hash, string(r.Class), r.Reason, string(by),
				r.PublishedOn.String(), r.EffectiveOn.String(), r.RecordedAt.UnixMilli()}
			if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

// RuleRevisions returns every revision on record, oldest first.
func (s *Store) RuleRevisions(ctx context.Context) ([]record.RuleRevision, error) {
	rows, err := find[ruleRevisionRow](s.read(ctx).Order("recorded_at, rule, rev"))
	return mapAll(rows, func(r ruleRevisionRow) record.RuleRevision {
		return record.RuleRevision{Rule: conduct.RuleID(r.Rule), Rev: r.Rev, Hash: r.TextHash, Class: conduct.Class(r.Class), Reason: r.Reason,
			PublishedOn: day(r.PublishedOn), EffectiveOn: day(r.EffectiveOn), RecordedAt: instant(r.RecordedAt)}
	}), plain(err)
}

type termsRow struct {
	ID         string `gorm:"primaryKey"`
	Programme  string
	Hash       string
	Terms      string
	FromDay    string
	RecordedAt int64
}

func (termsRow) TableName() string { return "terms_fact" }

// KeepTerms records the terms of a programme from a day on, unless these very terms are on record.
func (s *Store) KeepTerms(ctx context.Context, programme, hash string, terms course.Terms, from civil.Date, at time.Time) error {
	text, err := json.Marshal(terms)
	if err != nil {
		return fmt.Errorf("terms of %s: %w", programme, err)
	}
	row := termsRow{string(ident.New(at)), programme, hash, string(text), from.String(), at.UnixMilli()}
	return s.write(ctx, func(tx *gorm.DB) error { return tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error })
}

// DocumentsOf returns every kept version of the texts of a kind in a language, oldest first.
func (s *Store) DocumentsOf(ctx context.Context, kind catalog.Kind, lang string) ([]catalog.Document, error) {
	rows, err := find[documentRow](s.read(ctx).Where("kind = ? AND lang = ?", string(kind), lang).Order("first_seen, id, hash"))
	return mapAll(rows, func(r documentRow) catalog.Document {
		return catalog.Document{Kind: kind, ID: r.ID, Lang: r.Lang, Hash: r.Hash, Source: r.Source}
	}), plain(err)
}
