package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"understudy/app/civil"
	"understudy/app/enter"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
)

type credentialRow struct {
	PersonID  string `gorm:"primaryKey"`
	Password  string
	ChangedAt int64
}

func (credentialRow) TableName() string { return "credential" }

type sessionRow struct {
	Hash        string `gorm:"primaryKey"`
	PersonID    string
	LearnerOnly bool
	Label       string
	CreatedAt   int64
	SeenAt      int64
	ExpiresAt   int64
}

func (sessionRow) TableName() string { return "session" }

func sessionRowOf(e enter.Session) sessionRow {
	return sessionRow{e.Hash, string(e.Person), e.LearnerOnly, e.Label, e.CreatedAt.UnixMilli(), e.SeenAt.UnixMilli(), e.ExpiresAt.UnixMilli()}
}

func (r sessionRow) session() enter.Session {
	return enter.Session{Hash: r.Hash, Person: ident.ID(r.PersonID), LearnerOnly: r.LearnerOnly, Label: r.Label,
		CreatedAt: instant(r.CreatedAt), SeenAt: instant(r.SeenAt), ExpiresAt: instant(r.ExpiresAt)}
}

type deviceRow struct {
	Hash      string `gorm:"primaryKey"`
	PersonID  string
	PIN       string `gorm:"column:pin"`
	Label     string
	CreatedAt int64
	SeenAt    int64
	ExpiresAt int64
}

func (deviceRow) TableName() string { return "device" }

func deviceRowOf(d enter.Device) deviceRow {
	return deviceRow{d.Hash, string(d.Person), d.PIN, d.Label, d.CreatedAt.UnixMilli(), d.SeenAt.UnixMilli(), d.ExpiresAt.UnixMilli()}
}

func (r deviceRow) device() enter.Device {
	return enter.Device{Hash: r.Hash, Person: ident.ID(r.PersonID), PIN: r.PIN, Label: r.Label,
		CreatedAt: instant(r.CreatedAt), SeenAt: instant(r.SeenAt), ExpiresAt: instant(r.ExpiresAt)}
}

type joiningCodeRow struct {
	Hash       string `gorm:"primaryKey"`
	Invitation string
	PersonID   string
	CreatedBy  string
	CreatedAt  int64
	ExpiresAt  int64
	UsedAt     *int64
}

func (joiningCodeRow) TableName() string { return "joining_code" }

// PasswordHash returns somebody's password hash, and not found where they have none yet.
func (s *Store) PasswordHash(ctx context.Context, person ident.ID) (string, error) {
	row, err := take[credentialRow](s.read(ctx).Where("person_id = ?", string(person)))
	return row.Password, plain(err)
}

// SetPassword replaces somebody's password and ends every session and device but the one kept.
func (s *Store) SetPassword(ctx context.Context, person ident.ID, hash string, at time.Time, keepSession string) error {
	return s.write(ctx, func(tx *gorm.DB) error { return setPassword(tx, person, hash, at, keepSession) })
}

func setPassword(tx *gorm.DB, person ident.ID, hash string, at time.Time, keepSession string) error {
	row := credentialRow{string(person), hash, at.UnixMilli()}
	err := tx.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "person_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"password", "changed_at"})}).Create(&row).Error
	if err != nil {
		return err
	}
	if err := endSessions(tx, person, keepSession); err != nil {
		return err
	}
	return audit(tx, at, person, "password.set", person, "")
}

func endSessions(tx *gorm.DB, person ident.ID, keep string) error {
	if err := tx.Where("person_id = ? AND hash <> ?", string(person), keep).Delete(&sessionRow{}).Error; err != nil {
		return err
	}
	return tx.Where("person_id = ?", string(person)).Delete(&deviceRow{}).Error
}

// AddSession stores a session and drops those of everyone that have run out.
func (s *Store) AddSession(ctx context.Context, e enter.Session) error {
	row := sessionRowOf(e)
	return s.write(ctx, func(tx *gorm.DB) error {
		if err := tx.Where("expires_at < ?", row.CreatedAt).Delete(&sessionRow{}).Error; err != nil {
			return err
		}
		return tx.Create(&row).Error
	})
}

type sessionPersonRow struct {
	sessionRow
	P personRow `gorm:"embedded;embeddedPrefix:p_"`
}

const sessionPersonSQL = `SELECT s.hash, s.person_id, s.learner_only, s.label, s.created_at, s.seen_at, s.expires_at,
 person.id AS p_id, person.employee_id AS p_employee_id, person.name AS p_name, person.email AS p_email, person.team_id AS p_team_id,
 person.manager_id AS p_manager_id, person.role AS p_role, person.channels AS p_channels, person.lang AS p_lang,
 person.disabled AS p_disabled, COALESCE(t.name, '') AS p_team_name,
 EXISTS (SELECT 1 FROM employment_fact f WHERE f.person_id = person.id AND f.kind = 'end') AS p_ended
FROM session s JOIN person ON person.id = s.person_id LEFT JOIN team t ON t.id = person.team_id WHERE s.hash = ?`

// Session returns a session with its person and whether they have left by a day. Every page begins with
// it, so only whoever was ever to leave costs a second read: SQLite compiles the condition for that anew
// each time, which takes ten times as long as all the rest.
func (s *Store) Session(ctx context.Context, hash string, on civil.Date) (enter.Session, people.Person, bool, error) {
	var r sessionPersonRow
	var left bool
	row := s.quick().one(ctx, sessionPersonSQL, hash)
	err := row.Scan(&r.Hash, &r.PersonID, &r.LearnerOnly, &r.Label, &r.CreatedAt, &r.SeenAt, &r.ExpiresAt,
		&r.P.ID, &r.P.EmployeeID, &r.P.Name, &r.P.Email, &r.P.TeamID, &r.P.ManagerID, &r.P.Role, &r.P.Channels, &r.P.Lang, &r.P.Disabled,
		&r.P.TeamName, &left)
	if err != nil {
		return enter.Session{}, people.Person{}, false, fault.New(fault.Unauthorised, "fault.signed_out").Because(err)
	}
	if left {
		if left, err = s.Left(ctx, ident.ID(r.PersonID), on); err != nil {
			return enter.Session{}, people.Person{}, false, err
		}
	}
	return r.session(), r.P.person(), left, nil
}

// TouchSession moves the time a session was last used, and with it its end.
func (s *Store) TouchSession(ctx context.Context, hash string, seen, expires time.Time) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		return tx.Model(&sessionRow{}).Where("hash = ?", hash).Select("seen_at", "expires_at").
			Updates(sessionRow{SeenAt: seen.UnixMilli(), ExpiresAt: expires.UnixMilli()}).Error
	})
}

// EndSession ends one session.
func (s *Store) EndSession(ctx context.Context, hash string) error {
	return s.write(ctx, func(tx *gorm.DB) error { return tx.Where("hash = ?", hash).Delete(&sessionRow{}).Error })
}

// EndSessions ends every session and device of a person but the session kept ("" keeps none).
func (s *Store) EndSessions(ctx context.Context, person ident.ID, keep string) error {
	return s.write(ctx, func(tx *gorm.DB) error { return endSessions(tx, person, keep) })
}

// Sessions returns a person's sessions, newest first.
func (s *Store) Sessions(ctx context.Context, person ident.ID) ([]enter.Session, error) {
	rows, err := find[sessionRow](s.read(ctx).Where("person_id = ?", string(person)).Order("seen_at DESC").Limit(100))
	return mapAll(rows, sessionRow.session), plain(err)
}

// AddDevice stores a device with its PIN.
func (s *Store) AddDevice(ctx context.Context, d enter.Device) error {
	row := deviceRowOf(d)
	return s.write(ctx, func(tx *gorm.DB) error { return tx.Create(&row).Error })
}

// Device returns a device by its hash.
func (s *Store) Device(ctx context.Context, hash string) (enter.Device, error) {
	row, err := take[deviceRow](s.read(ctx).Where("hash = ?", hash))
	return row.device(), plain(err)
}

// Devices returns a person's devices, newest first.
func (s *Store) Devices(ctx context.Context, person ident.ID) ([]enter.Device, error) {
	rows, err := find[deviceRow](s.read(ctx).Where("person_id = ?", string(person)).Order("seen_at DESC").Limit(100))
	return mapAll(rows, deviceRow.device), plain(err)
}

// Invite stores an invitation under the hashes of its codes; an unused one of the same person stops
// working.
func (s *Store) Invite(ctx context.Context, i enter.Invitation, codeHashes ...string) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		if err := tx.Where("person_id = ? AND used_at IS NULL", string(i.Person)).Delete(&joiningCodeRow{}).Error; err != nil {
			return err
		}
		for _, hash := range codeHashes {
			row := joiningCodeRow{hash, string(i.ID), string(i.Person), string(i.CreatedBy), i.CreatedAt.UnixMilli(), i.ExpiresAt.UnixMilli(), nil}
			if err := tx.Create(&row).Error; err != nil {
				return err
			}
		}
		return audit(tx, i.CreatedAt, i.CreatedBy, "invitation.made", i.Person, "")
	})
}

// Invitation returns an invitation by the hash of one of its codes, used or not.
func (s *Store) Invitation(ctx context.Context, codeHash string) (enter.Invitation, error) {
	r, err := take[joiningCodeRow](s.read(ctx).Where("hash = ?", codeHash))
	return enter.Invitation{ID: ident.ID(r.Invitation), Person: ident.ID(r.PersonID), CreatedBy: ident.ID(r.CreatedBy),
		CreatedAt: instant(r.CreatedAt), ExpiresAt: instant(r.ExpiresAt), UsedAt: instantOr(r.UsedAt)}, plain(err)
}

// Join uses an invitation up and, in the same transaction, sets the password or adds the device that
// it was for, and opens the first session. One that is used or has run out is gone.
func (s *Store) Join(ctx context.Context, invitation ident.ID, password string, device *enter.Device, session enter.Session) error {
	at := session.CreatedAt
	return s.write(ctx, func(tx *gorm.DB) error {
		used := tx.Model(&joiningCodeRow{}).Where("invitation = ? AND used_at IS NULL AND expires_at > ?", string(invitation), at.UnixMilli()).
			Select("used_at").Updates(joiningCodeRow{UsedAt: optionalInstant(at)})
		if used.Error != nil {
			return used.Error
		}
		if used.RowsAffected == 0 {
			return fault.New(fault.Gone, "join.used")
		}
		if password != "" {
			if err := setPassword(tx, session.Person, password, at, ""); err != nil {
				return err
			}
		}
		if device != nil {
			row := deviceRowOf(*device)
			if err := tx.Create(&row).Error; err != nil {
				return err
			}
		}
		row := sessionRowOf(session)
		return tx.Create(&row).Error
	})
}

// throttleSQL counts one more in the running window, or opens a new one where the last is over.
const throttleSQL = `INSERT INTO throttle (name, count, resets_at) VALUES (?, 1, ?)
ON CONFLICT (name) DO UPDATE SET
 count = CASE WHEN throttle.resets_at <= ? THEN 1 ELSE throttle.count + 1 END,
 resets_at = CASE WHEN throttle.resets_at <= ? THEN excluded.resets_at ELSE throttle.resets_at END
RETURNING count, resets_at`

// Throttle counts one event under a name and returns how many there were in the running window and
// when it ends.
func (s *Store) Throttle(ctx context.Context, name string, window time.Duration, now time.Time) (count int, resets time.Time, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		var ms int64
		ends := now.Add(window).UnixMilli()
		if err := tx.Raw(throttleSQL, name, ends, now.UnixMilli(), now.UnixMilli()).Row().Scan(&count, &ms); err != nil {
			return err
		}
		resets = instant(ms)
		return tx.Exec("DELETE FROM throttle WHERE resets_at < ?", now.Add(-24*time.Hour).UnixMilli()).Error
	})
	return count, resets, err
}

// ForgetThrottle clears a count, after the right password for example.
func (s *Store) ForgetThrottle(ctx context.Context, name string) error {
	return s.write(ctx, func(tx *gorm.DB) error { return tx.Exec("DELETE FROM throttle WHERE name = ?", name).Error })
}
