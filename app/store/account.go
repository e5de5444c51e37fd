package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
)

// ForgetDevice drops one device of a person, not found where they have none of that hash.
func (s *Store) ForgetDevice(ctx context.Context, person ident.ID, hash string) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		gone := tx.Where("person_id = ? AND hash = ?", string(person), hash).Delete(&deviceRow{})
		if gone.Error == nil && gone.RowsAffected == 0 {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		return gone.Error
	})
}

// SetLanguage keeps the language that a person prefers. It touches nothing else of theirs: whoever
// switches a language must not write back a role that has changed meanwhile.
func (s *Store) SetLanguage(ctx context.Context, person ident.ID, lang string) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		return tx.Model(&personRow{}).Where("id = ?", string(person)).Update("lang", lang).Error
	})
}

// AdministratorToWelcome returns the administrator to invite while none can sign in: the first one
// there is, or a new one on a database without any. It needs none while somebody holds an address that
// the command line gave out, since a newer one would end that.
func (s *Store) AdministratorToWelcome(ctx context.Context, now time.Time) (id ident.ID, needed bool, err error) {
	var rows []personRow
	err = s.read(ctx).Where("role = ? AND NOT EXISTS (SELECT 1 FROM credential c JOIN person a ON a.id = c.person_id WHERE a.role = ?)",
		string(people.Admin), string(people.Admin)).Order("created_at").Limit(1).Find(&rows).Error
	if err != nil {
		return "", false, plain(err)
	}
	if len(rows) > 0 {
		given, err := count[joiningCodeRow](s.read(ctx).Where("person_id IN (SELECT id FROM person WHERE role = ?) AND created_by = '' AND used_at IS NULL AND expires_at > ?",
			string(people.Admin), now.UnixMilli()))
		return ident.ID(rows[0].ID), given == 0, plain(err)
	}
	n, err := count[personRow](s.read(ctx).Where("role = ?", string(people.Admin)))
	if err != nil || n > 0 {
		return "", false, plain(err)
	}
	first := people.Person{ID: ident.New(now), EmployeeID: "admin", Name: "Administrator", Role: people.Admin}
	return first.ID, true, s.SavePerson(ctx, first, now, "")
}
