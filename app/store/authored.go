package store

import (
	"context"
	"strconv"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"understudy/app/author"
	"understudy/app/catalog"
	"understudy/app/fault"
	"understudy/app/ident"
)

type authoredRow struct {
	Kind     string `gorm:"primaryKey"`
	ID       string `gorm:"primaryKey"`
	Lang     string `gorm:"primaryKey"`
	Version  int    `gorm:"primaryKey;autoIncrement:false"`
	Status   string
	Hash     string
	Source   string
	AuthorID string
	At       int64
}

func (authoredRow) TableName() string { return "authored" }

func (r authoredRow) document() catalog.Document {
	return catalog.Document{Kind: catalog.Kind(r.Kind), ID: r.ID, Lang: r.Lang, Path: author.Path(catalog.Kind(r.Kind), r.ID), Hash: r.Hash, Source: r.Source}
}

func (r authoredRow) version() author.Version {
	return author.Version{Document: r.document(), Number: r.Version, Status: author.Status(r.Status), By: ident.ID(r.AuthorID), At: instant(r.At)}
}

// AddVersion adds a version of a text. One whose number is taken was written beside another, and is
// refused. A published text is kept with those of the library, so that what was taught from it can be
// shown later.
func (s *Store) AddVersion(ctx context.Context, v author.Version) error {
	d := v.Document
	row := authoredRow{string(d.Kind), d.ID, d.Lang, v.Number, string(v.Status), d.Hash, d.Source, string(v.By), v.At.UnixMilli()}
	return s.write(ctx, func(tx *gorm.DB) error {
		added := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
		if added.Error != nil {
			return added.Error
		}
		if added.RowsAffected == 0 {
			return fault.New(fault.Conflict, "author.moved_on")
		}
		if v.Status == author.Published {
			kept := documentRow{row.Kind, row.ID, row.Lang, row.Hash, row.Source, row.At}
			if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&kept).Error; err != nil {
				return err
			}
		}
		return audit(tx, v.At, v.By, "text."+string(v.Status), "", string(d.Kind)+" "+d.ID)
	})
}

// newest keeps the last version of each text.
const newest = "version = (SELECT max(version) FROM authored a WHERE a.kind = authored.kind AND a.id = authored.id AND a.lang = authored.lang)"

// mostAuthored bounds how many texts are listed.
const mostAuthored = 1000

// Latest returns the newest version of every text of a kind, by its id.
func (s *Store) Latest(ctx context.Context, kind catalog.Kind) ([]author.Version, error) {
	rows, err := find[authoredRow](s.read(ctx).Where("kind = ? AND "+newest, string(kind)).Order("id, lang").Limit(mostAuthored))
	return mapAll(rows, authoredRow.version), plain(err)
}

// Version returns the newest version of one text in English.
func (s *Store) Version(ctx context.Context, kind catalog.Kind, id string) (author.Version, error) {
	row, err := take[authoredRow](s.read(ctx).Where("kind = ? AND id = ? AND lang = ? AND "+newest, string(kind), id, catalog.English))
	return row.version(), plain(err)
}

// Written returns the texts that are published: of each, the newest version that is no draft, where that
// is not a retirement. The stamp counts versions, which are only ever added.
func (s *Store) Written(ctx context.Context, stamp string) (string, []catalog.Document, error) {
	var n int64
	if err := s.read(ctx).Model(&authoredRow{}).Count(&n).Error; err != nil {
		return stamp, nil, plain(err)
	}
	now := strconv.FormatInt(n, 10)
	if now == stamp || n == 0 && stamp == "" {
		return stamp, nil, nil
	}
	const served = "status = 'published' AND version = (SELECT max(version) FROM authored a WHERE a.kind = authored.kind AND a.id = authored.id AND a.lang = authored.lang AND a.status <> 'draft')"
	rows, err := find[authoredRow](s.read(ctx).Where(served).Order("kind, id, lang").Limit(mostAuthored))
	return now, mapAll(rows, authoredRow.document), plain(err)
}
