package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"understudy/app/enrol"
	"understudy/app/ident"
	"understudy/app/oversee"
	"understudy/app/people"
	"understudy/app/record"
)

// Roster returns everybody, with what an import compares.
func (s *Store) Roster(ctx context.Context) (enrol.Roster, error) {
	r, err := roster(s.read(ctx))
	return r, plain(err)
}

func roster(db *gorm.DB) (enrol.Roster, error) {
	var rows []personRow
	if err := withTeam(db).Order("person.id").Find(&rows).Error; err != nil {
		return enrol.Roster{}, err
	}
	out := enrol.Roster{Members: make([]enrol.Member, len(rows))}
	place := make(map[ident.ID]int, len(rows))
	for i, r := range rows {
		out.Members[i].Person = r.person()
		place[ident.ID(r.ID)] = i
	}
	var teams []teamRow
	if err := db.Order("name").Find(&teams).Error; err != nil {
		return enrol.Roster{}, err
	}
	out.Teams = mapAll(teams, func(r teamRow) people.Team { return people.Team{ID: ident.ID(r.ID), Name: r.Name} })
	return out, addFacts(db, out.Members, place)
}

func addFacts(db *gorm.DB, members []enrol.Member, place map[ident.ID]int) error {
	var edges []employmentRow
	if err := db.Order("person_id, recorded_at, id").Find(&edges).Error; err != nil {
		return err
	}
	for from := 0; from < len(edges); {
		to := from
		var facts []record.Employment
		for to < len(edges) && edges[to].PersonID == edges[from].PersonID {
			facts = append(facts, edges[to].fact())
			to++
		}
		members[place[facts[0].Person]].Spells = enrol.Spells(facts)
		from = to
	}
	var reasons []reasonRow
	if err := db.Order("recorded_at, id").Find(&reasons).Error; err != nil {
		return err
	}
	for _, r := range reasons {
		f := r.fact()
		m := &members[place[f.Person]]
		m.Reasons = append(m.Reasons, f)
	}
	return nil
}

// Member returns one person with what an import compares.
func (s *Store) Member(ctx context.Context, id ident.ID) (enrol.Member, error) {
	p, err := s.Person(ctx, id)
	if err != nil {
		return enrol.Member{}, err
	}
	h, err := s.History(ctx, id)
	return enrol.Member{Person: p, Spells: enrol.Spells(h.Employments), Reasons: h.Reasons}, err
}

// Enrol reads the roster, asks decide what to make of it and writes that, all in one transaction: what
// was compared is what is changed. Decide may be called on a thread of the committer and must not
// read the store.
func (s *Store) Enrol(ctx context.Context, decide func(enrol.Roster) enrol.Changes, by ident.ID, at time.Time) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		now, err := roster(tx)
		if err != nil {
			return err
		}
		changes := decide(now)
		if changes.Empty() {
			return nil
		}
		return enrolChanges(tx, changes, by, at)
	})
}

func enrolChanges(tx *gorm.DB, c enrol.Changes, by ident.ID, at time.Time) error {
	person := func(p people.Person) personRow { return rowOf(p, at) }
	for _, write := range []func() error{
		func() error {
			return addAll(tx, mapAll(c.Teams, func(t people.Team) teamRow { return teamRow{string(t.ID), t.Name} }))
		},
		// Two people may swap their addresses: both are free before either is taken.
		func() error { return clearAddresses(tx, c.Addresses) },
		func() error { return addAll(tx.Omit("TeamName"), mapAll(c.Added, person)) },
		func() error { return addAll(tx.Omit("TeamName").Clauses(overPerson()), mapAll(c.Changed, person)) },
		func() error { return addAll(tx, mapAll(c.Employments, employmentRowOf)) },
		func() error { return addAll(tx, mapAll(c.Reasons, reasonRowOf)) },
		func() error {
			return addAll(tx, mapAll(c.Trail, func(t enrol.Trace) auditRow {
				return auditRow{ID: string(ident.New(at)), At: at.UnixMilli(), ActorID: string(by), Action: t.Action, SubjectID: string(t.Subject), Detail: t.Detail}
			}))
		},
	} {
		if err := write(); err != nil {
			return err
		}
	}
	return nil
}

func overPerson() clause.OnConflict {
	return clause.OnConflict{Columns: []clause.Column{{Name: "id"}},
		DoUpdates: clause.AssignmentColumns([]string{"name", "name_folded", "email", "team_id", "manager_id", "role", "channels"})}
}

func clearAddresses(tx *gorm.DB, people []ident.ID) error {
	for from := 0; from < len(people); from += seedBatch {
		some := people[from:min(from+seedBatch, len(people))]
		if err := tx.Exec("UPDATE person SET email = '' WHERE id IN ?", some).Error; err != nil {
			return err
		}
	}
	return nil
}

// SetDisabled shuts somebody out, or lets them in again. Their sessions, devices and unused joining
// codes end with it. The last administrator cannot be shut out: that is a conflict.
func (s *Store) SetDisabled(ctx context.Context, person ident.ID, disabled bool, by ident.ID, at time.Time) error {
	action := "person.enabled"
	if disabled {
		action = "person.disabled"
	}
	return s.write(ctx, func(tx *gorm.DB) error {
		changed := tx.Model(&personRow{}).Where("id = ? AND disabled <> ?", string(person), disabled).Update("disabled", disabled)
		if changed.Error != nil || changed.RowsAffected == 0 {
			return changed.Error
		}
		if disabled {
			if err := keepAdministrator(tx, person); err != nil {
				return err
			}
			if err := endSessions(tx, person, ""); err != nil {
				return err
			}
			if err := tx.Where("person_id = ? AND used_at IS NULL", string(person)).Delete(&joiningCodeRow{}).Error; err != nil {
				return err
			}
		}
		return audit(tx, at, by, action, person, "")
	})
}

// Names returns the names of people by id; whoever does not exist is left out.
func (s *Store) Names(ctx context.Context, ids []ident.ID) (map[ident.ID]string, error) {
	var rows []personRow
	names := make(map[ident.ID]string, len(ids))
	if len(ids) == 0 {
		return names, nil
	}
	err := s.read(ctx).Select("id", "name").Where("id IN ?", ids).Find(&rows).Error
	for _, r := range rows {
		names[ident.ID(r.ID)] = r.Name
	}
	return names, plain(err)
}

// Overseen returns everybody in a scope, by name.
func (s *Store) Overseen(ctx context.Context, scope oversee.Scope) ([]people.Person, error) {
	var rows []personRow
	err := s.scoped(ctx, Scope{ReportsTo: scope.ReportsTo, Team: scope.Team, Name: scope.Name}).Select(personColumns).
		Order("person.name_folded, person.id").Find(&rows).Error
	return mapAll(rows, personRow.person), plain(err)
}
