package store

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
)

type personRow struct {
	ID             string `gorm:"primaryKey"`
	EmployeeID     string
	EmployeeFolded string
	Name           string
	NameFolded     string
	Email          string
	TeamID         *string
	ManagerID      *string
	Role           string
	Channels       string
	Lang           string
	Disabled       bool
	CreatedAt      int64
	TeamName       string `gorm:"->;-:migration"` // joined in by reads
}

func (personRow) TableName() string { return "person" }

type teamRow struct {
	ID   string `gorm:"primaryKey"`
	Name string
}

func (teamRow) TableName() string { return "team" }

func (r personRow) person() people.Person {
	return people.Person{
		ID: ident.ID(r.ID), EmployeeID: r.EmployeeID, Name: r.Name, Email: r.Email,
		Team: optionalID(r.TeamID), TeamName: r.TeamName, Manager: optionalID(r.ManagerID),
		Role: people.Role(r.Role), Channels: strings.Fields(r.Channels), Lang: r.Lang, Disabled: r.Disabled,
	}
}

func rowOf(p people.Person, created time.Time) personRow {
	return personRow{
		ID: string(p.ID), EmployeeID: p.EmployeeID, EmployeeFolded: people.Fold(p.EmployeeID), Name: p.Name, NameFolded: people.Fold(p.Name), Email: strings.ToLower(p.Email),
		TeamID: nullable(p.Team), ManagerID: nullable(p.Manager), Role: string(p.Role),
		Channels: strings.Join(p.Channels, " "), Lang: p.Lang, Disabled: p.Disabled, CreatedAt: created.UnixMilli(),
	}
}

func optionalID(s *string) ident.ID {
	if s == nil {
		return ""
	}
	return ident.ID(*s)
}

func nullable(id ident.ID) *string {
	if id == "" {
		return nil
	}
	s := string(id)
	return &s
}

const personColumns = "person.*, COALESCE(team.name, '') AS team_name"

func withTeam(db *gorm.DB) *gorm.DB {
	return db.Table("person").Select(personColumns).Joins("LEFT JOIN team ON team.id = person.team_id")
}

// Person returns one person.
func (s *Store) Person(ctx context.Context, id ident.ID) (people.Person, error) {
	return onePerson(withTeam(s.read(ctx)).Where("person.id = ?", string(id)))
}

// PersonByLogin finds somebody by e-mail address or employee id, as they type it to sign in.
func (s *Store) PersonByLogin(ctx context.Context, login string) (people.Person, error) {
	login = strings.TrimSpace(login)
	return onePerson(withTeam(s.read(ctx)).Where("person.email = ? AND person.email <> ''", strings.ToLower(login)).
		Or("person.employee_id = ?", login).Order("person.id"))
}

// PersonByEmployeeID finds somebody by what the organisation knows them by.
func (s *Store) PersonByEmployeeID(ctx context.Context, employeeID string) (people.Person, error) {
	return onePerson(withTeam(s.read(ctx)).Where("person.employee_id = ?", employeeID))
}

func onePerson(db *gorm.DB) (people.Person, error) {
	var rows []personRow
	if err := db.Limit(1).Find(&rows).Error; err != nil {
		return people.Person{}, plain(err)
	}
	if len(rows) == 0 {
		return people.Person{}, fault.New(fault.NotFound, "fault.not_found")
	}
	return rows[0].person(), nil
}

// Scope limits which people a query may return.
type Scope struct {
	ReportsTo ident.ID // only people who report to this person, directly or through others; empty for everyone
	Team      ident.ID // only this team; empty for every team
	Name      string   // only names of which a word starts with this; empty for every name
}

// People returns the people in a scope by name, at most limit of them from offset.
func (s *Store) People(ctx context.Context, scope Scope, offset, limit int) ([]people.Person, error) {
	var rows []personRow
	err := s.scoped(ctx, scope).Select(personColumns).Order("person.name_folded, person.id").Offset(offset).Limit(limit).Find(&rows).Error
	if err != nil {
		return nil, plain(err)
	}
	return mapAll(rows, personRow.person), nil
}

func (s *Store) scoped(ctx context.Context, scope Scope) *gorm.DB {
	db := withTeam(s.read(ctx))
	if scope.ReportsTo != "" {
		// UNION (not ALL) ends on a circle of managers.
		db = db.Where(`person.id IN (WITH RECURSIVE report(id) AS (
			SELECT id FROM person WHERE manager_id = ? UNION SELECT p.id FROM person p JOIN report ON p.manager_id = report.id
			) SELECT id FROM report)`, string(scope.ReportsTo))
	}
	if scope.Team != "" {
		db = db.Where("person.team_id = ?", string(scope.Team))
	}
	if name := likePrefix(people.Fold(scope.Name)); name != "" {
		db = db.Where(`(person.name_folded LIKE ? ESCAPE '\' OR person.name_folded LIKE ? ESCAPE '\')`, name+"%", "% "+name+"%")
	}
	return db
}

func likePrefix(text string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text)
}

// ReportsTo reports whether a person reports to a manager, directly or through others.
func (s *Store) ReportsTo(ctx context.Context, person, manager ident.ID) (bool, error) {
	var n int64
	err := s.scoped(ctx, Scope{ReportsTo: manager}).Where("person.id = ?", string(person)).Count(&n).Error
	return n > 0, plain(err)
}

// Teams returns every team by name.
func (s *Store) Teams(ctx context.Context) ([]people.Team, error) {
	rows, err := find[teamRow](s.read(ctx).Order("name"))
	if err != nil {
		return nil, plain(err)
	}
	return mapAll(rows, func(r teamRow) people.Team { return people.Team{ID: ident.ID(r.ID), Name: r.Name} }), nil
}

// CountPeople returns how many people there are.
func (s *Store) CountPeople(ctx context.Context) (int64, error) {
	n, err := count[personRow](s.read(ctx))
	return n, plain(err)
}

// SavePerson adds a person, or changes the one with the same id; what changed goes into the audit trail.
func (s *Store) SavePerson(ctx context.Context, p people.Person, at time.Time, by ident.ID) error {
	return s.write(ctx, func(tx *gorm.DB) error { return savePerson(tx, p, at, by) })
}

func savePerson(tx *gorm.DB, p people.Person, at time.Time, by ident.ID) error {
	row := rowOf(p, at)
	err := tx.Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "id"}},
		DoUpdates: clause.AssignmentColumns([]string{"employee_id", "employee_folded", "name", "name_folded", "email", "team_id",
			"manager_id", "role", "channels", "lang", "disabled"}),
	}).Omit("TeamName").Create(&row).Error
	if err != nil {
		return err
	}
	return audit(tx, at, by, "person.saved", p.ID, p.EmployeeID)
}

// SaveTeam adds a team or renames it.
func (s *Store) SaveTeam(ctx context.Context, team people.Team) error {
	return s.write(ctx, func(tx *gorm.DB) error { return saveTeam(tx, team) })
}

func saveTeam(tx *gorm.DB, team people.Team) error {
	row := teamRow{ID: string(team.ID), Name: team.Name}
	return tx.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}},
		DoUpdates: clause.AssignmentColumns([]string{"name"})}).Create(&row).Error
}

func mapAll[R, T any](rows []R, f func(R) T) []T {
	out := make([]T, len(rows))
	for i, r := range rows {
		out[i] = f(r)
	}
	return out
}
