package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"understudy/app/ident"
	"understudy/app/record"
)

// Record writes one piece of evidence, and with it every pass and certificate that conclude says it
// completes, in one transaction. The same key twice is the same fact: the second call changes
// nothing and reports repeated.
func (s *Store) Record(ctx context.Context, e record.Evidence, conclude record.Conclude) (awards []record.Award, repeated bool, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		awards, repeated, err = recordEvidence(tx, e, conclude)
		return err
	})
	return awards, repeated, err
}

func recordEvidence(tx *gorm.DB, e record.Evidence, conclude record.Conclude) (awards []record.Award, repeated bool, err error) {
	row := evidenceRowOf(e)
	added := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
	if added.Error != nil || added.RowsAffected == 0 {
		return nil, added.Error == nil, added.Error
	}
	all, err := histories(tx, []ident.ID{e.Person})
	if err != nil {
		return nil, false, err
	}
	awards = conclude(all[e.Person])
	for _, a := range awards {
		if err := addAward(tx, a); err != nil {
			return nil, false, err
		}
	}
	return awards, false, nil
}

func addAward(tx *gorm.DB, a record.Award) error {
	pass := passRowOf(a.Pass)
	if err := tx.Create(&pass).Error; err != nil {
		return err
	}
	c := certificateRowOf(a.Certificate)
	return tx.Create(&c).Error
}

type certificateRow struct {
	Code      string `gorm:"primaryKey"`
	PassID    string
	PersonID  string
	Programme string
	Snapshot  string
	Hash      string
	IssuedAt  int64
}

func (certificateRow) TableName() string { return "certificate" }

func certificateRowOf(c record.Certificate) certificateRow {
	return certificateRow{c.Code, string(c.Pass), string(c.Person), c.Programme, string(c.Snapshot), c.Hash, c.IssuedAt.UnixMilli()}
}

func (r certificateRow) certificate() record.Certificate {
	return record.Certificate{Code: r.Code, Pass: ident.ID(r.PassID), Person: ident.ID(r.PersonID), Programme: r.Programme,
		Snapshot: []byte(r.Snapshot), Hash: r.Hash, IssuedAt: instant(r.IssuedAt)}
}

// Certificates returns a person's certificates, newest first.
func (s *Store) Certificates(ctx context.Context, person ident.ID) ([]record.Certificate, error) {
	rows, err := find[certificateRow](s.read(ctx).Where("person_id = ?", string(person)).Order("issued_at DESC, code"))
	return mapAll(rows, certificateRow.certificate), plain(err)
}

// Certificate returns one certificate by its code.
func (s *Store) Certificate(ctx context.Context, code string) (record.Certificate, error) {
	row, err := take[certificateRow](s.read(ctx).Where("code = ?", code))
	return row.certificate(), plain(err)
}

// Assign writes one edge of an assignment reason, with its line in the audit trail. Starting what is
// running and ending what is not change nothing.
func (s *Store) Assign(ctx context.Context, f record.Reason) error {
	return s.write(ctx, func(tx *gorm.DB) error { return assign(tx, f) })
}

func assign(tx *gorm.DB, f record.Reason) error {
	var last []reasonRow
	err := tx.Where("person_id = ? AND programme = ? AND cause = ?", string(f.Person), f.Programme, f.Cause).
		Order("recorded_at DESC, id DESC").Limit(1).Find(&last).Error
	if err != nil {
		return err
	}
	running := len(last) == 1 && last[0].Kind == string(record.Start)
	if running == (f.Edge == record.Start) {
		return nil
	}
	row := reasonRowOf(f)
	if err := tx.Create(&row).Error; err != nil {
		return err
	}
	return audit(tx, f.RecordedAt, f.RecordedBy, "reason."+string(f.Edge), f.Person, f.Programme+" "+f.Cause+" "+f.On.String())
}

// Employ writes one edge of an employment spell; repeating the edge that was last changes nothing.
func (s *Store) Employ(ctx context.Context, f record.Employment) error {
	return s.write(ctx, func(tx *gorm.DB) error { return employ(tx, f) })
}

func employ(tx *gorm.DB, f record.Employment) error {
	var last []employmentRow
	err := tx.Where("person_id = ?", string(f.Person)).Order("recorded_at DESC, id DESC").Limit(1).Find(&last).Error
	if err != nil {
		return err
	}
	working := len(last) == 1 && last[0].Kind == string(record.Start)
	if working == (f.Edge == record.Start) {
		return nil
	}
	row := employmentRowOf(f)
	return tx.Create(&row).Error
}

type auditRow struct {
	ID        string `gorm:"primaryKey"`
	At        int64
	ActorID   string
	Action    string
	SubjectID string
	Detail    string
}

func (auditRow) TableName() string { return "audit" }

// audit adds one line to the trail: who did what to whom. Detail holds no words that people typed.
func audit(tx *gorm.DB, at time.Time, actor ident.ID, action string, subject ident.ID, detail string) error {
	return tx.Create(&auditRow{ID: string(ident.New(at)), At: at.UnixMilli(), ActorID: string(actor), Action: action,
		SubjectID: string(subject), Detail: detail}).Error
}

// AuditLine is one line of the audit trail.
type AuditLine struct {
	At             time.Time
	Actor, Subject ident.ID
	Action, Detail string
}

// AuditTrail returns the newest lines of the trail, at most limit from offset; about one person when
// subject is not empty.
func (s *Store) AuditTrail(ctx context.Context, subject ident.ID, offset, limit int) ([]AuditLine, error) {
	query := s.read(ctx).Order("at DESC, id DESC").Offset(offset).Limit(limit)
	if subject != "" {
		query = query.Where("subject_id = ?", string(subject))
	}
	var rows []auditRow
	if err := query.Find(&rows).Error; err != nil {
		return nil, plain(err)
	}
	return mapAll(rows, func(r auditRow) AuditLine {
		return AuditLine{At: instant(r.At), Actor: ident.ID(r.ActorID), Subject: ident.ID(r.SubjectID), Action: r.Action, Detail: r.Detail}
	}), nil
}
