package store

import (
	"context"

	"gorm.io/gorm"

	"understudy/app/civil"
	"understudy/app/enrol"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
)

// leftSQL is true of a person who is employed on no day from the one day that it takes on, and was
// before. On a day somebody is employed if the last edge up to it, in the order of days and then of
// recording, is a start; see [enrol.Spells], which says the same of all days.
const leftSQL = `(EXISTS (SELECT 1 FROM employment_fact x WHERE x.person_id = person.id) AND NOT EXISTS (
 SELECT 1 FROM employment_fact e WHERE e.person_id = person.id AND e.kind = 'start' AND NOT EXISTS (
 SELECT 1 FROM employment_fact f WHERE f.person_id = e.person_id AND f.kind = 'end' AND (f.on_day <= ? OR f.on_day = e.on_day)
 AND (f.on_day > e.on_day OR f.on_day = e.on_day AND (f.recorded_at > e.recorded_at OR f.recorded_at = e.recorded_at AND f.id > e.id)))))`

// joinedSQL is true of a person who has been in: by a joining code, or with a record of their own work.
const joinedSQL = `(EXISTS (SELECT 1 FROM credential c WHERE c.person_id = person.id)
 OR EXISTS (SELECT 1 FROM session s WHERE s.person_id = person.id)
 OR EXISTS (SELECT 1 FROM joining_code j WHERE j.person_id = person.id AND j.used_at IS NOT NULL)
 OR EXISTS (SELECT 1 FROM evidence v WHERE v.person_id = person.id AND v.recorded_by = person.id))`

// Left reports whether somebody works here no longer on a day and is not to begin again. Whoever has no
// employment on record has not left.
func (s *Store) Left(ctx context.Context, person ident.ID, on civil.Date) (bool, error) {
	var n int64
	err := s.read(ctx).Table("person").Where("person.id = ? AND "+leftSQL, string(person), on.String()).Count(&n).Error
	return n > 0, plain(err)
}

type entryRow struct {
	P        personRow `gorm:"embedded"`
	IsGone   bool
	IsJoined bool
}

func (r entryRow) entry() enrol.Entry {
	e := enrol.Entry{Person: r.P.person(), State: enrol.Working}
	switch {
	case r.P.Disabled:
		e.State = enrol.Disabled
	case r.IsGone:
		e.State = enrol.Left
	case !r.IsJoined:
		e.State = enrol.Waiting
	}
	return e
}

// Directory returns the people whom a filter leaves, in its order, at most limit of them from offset,
// and how many there are.
func (s *Store) Directory(ctx context.Context, f enrol.Filter, today civil.Date, offset, limit int) (out []enrol.Entry, found int, err error) {
	var n int64
	if err := s.filtered(ctx, f, today).Count(&n).Error; err != nil {
		return nil, 0, plain(err)
	}
	var rows []entryRow
	err = s.filtered(ctx, f, today).Select(personColumns+", "+leftSQL+" AS is_gone, "+joinedSQL+" AS is_joined", today.String()).
		Order(order(f)).Offset(offset).Limit(limit).Find(&rows).Error
	return mapAll(rows, entryRow.entry), int(n), plain(err)
}

func (s *Store) filtered(ctx context.Context, f enrol.Filter, today civil.Date) *gorm.DB {
	db := withTeam(s.read(ctx))
	if text := likePrefix(people.Fold(f.Text)); text != "" {
		db = db.Where(`(person.name_folded LIKE ? ESCAPE '\' OR person.name_folded LIKE ? ESCAPE '\' OR person.employee_folded LIKE ? ESCAPE '\')`,
			text+"%", "% "+text+"%", text+"%")
	}
	if f.Team != "" {
		db = db.Where("person.team_id = ?", string(f.Team))
	}
	if f.Role != "" {
		db = db.Where("person.role = ?", string(f.Role))
	}
	switch f.State {
	case enrol.Disabled:
		db = db.Where("person.disabled = ?", true)
	case enrol.Left:
		db = db.Where("person.disabled = ? AND "+leftSQL, false, today.String())
	case enrol.Waiting:
		db = db.Where("person.disabled = ? AND NOT "+leftSQL+" AND NOT "+joinedSQL, false, today.String())
	case enrol.Working:
		db = db.Where("person.disabled = ? AND NOT "+leftSQL+" AND "+joinedSQL, false, today.String())
	}
	return db
}

// order writes the order of a directory; what is equal stands by name.
func order(f enrol.Filter) string {
	down := ""
	if f.Down {
		down = " DESC"
	}
	switch f.Sort {
	case enrol.ByEmployeeID:
		return "person.employee_folded" + down + ", person.id"
	case enrol.ByTeam:
		return "COALESCE(team.name, '')" + down + ", person.name_folded, person.id"
	case enrol.ByRole:
		return "person.role" + down + ", person.name_folded, person.id"
	default:
		return "person.name_folded" + down + ", person.id"
	}
}

// keepAdministrator refuses to have shut out the last one who can administer.
func keepAdministrator(tx *gorm.DB, person ident.ID) error {
	var lost, staying int64
	admins := func() *gorm.DB { return tx.Model(&personRow{}).Where("role = ?", string(people.Admin)) }
	if err := admins().Where("id = ?", string(person)).Count(&lost).Error; err != nil {
		return err
	}
	if err := admins().Where("disabled = ?", false).Count(&staying).Error; err != nil {
		return err
	}
	if lost > 0 && staying == 0 {
		return fault.New(fault.Conflict, "admin.last")
	}
	return nil
}
