package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"understudy/app/civil"
	"understudy/app/enrol"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/record"
	"understudy/app/store"
)

// TestLeftAgreesWithTheSpells compares what the database says with what the spells of all days say.
func TestLeftAgreesWithTheSpells(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		ctx, now, count := context.Background(), time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), 0
		today := civil.In(now, time.UTC)
		rapid.Check(t, func(rt *rapid.T) {
			count++
			p := people.Person{ID: ident.New(now), EmployeeID: fmt.Sprint("E", count), Name: "Somebody", Role: people.Learner}
			var facts []record.Employment
			for i := range rapid.IntRange(0, 6).Draw(rt, "edges") {
				facts = append(facts, record.Employment{ID: ident.New(now.Add(time.Duration(i) * time.Minute)), Person: p.ID,
					Edge: rapid.SampledFrom([]record.Edge{record.Start, record.End}).Draw(rt, "edge"),
					On:   today.AddDays(rapid.IntRange(-3, 3).Draw(rt, "day")), RecordedAt: now.Add(time.Duration(i) * time.Minute)})
			}
			changes := enrol.Changes{Added: []people.Person{p}, Employments: facts, Trail: []enrol.Trace{{Subject: p.ID, Action: "person.added"}}}
			if err := s.Enrol(ctx, func(enrol.Roster) enrol.Changes { return changes }, "", now); err != nil {
				rt.Fatal(err)
			}
			spells := enrol.Spells(facts)
			want := len(facts) > 0 && !slices.ContainsFunc(spells, func(s people.Spell) bool { return s.To.IsZero() || s.To.After(today) })
			if got, err := s.Left(ctx, p.ID, today); err != nil || got != want {
				rt.Fatalf("%v (%v), want %v, by %+v", got, err, want, facts)
			}
		})
	})
}

func TestDirectory(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		ctx, now := context.Background(), time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
		today := civil.In(now, time.UTC)
		team := people.Team{ID: ident.New(now), Name: "Till"}
		c := enrol.Changes{Teams: []people.Team{team}, Trail: []enrol.Trace{{Action: "person.added"}}}
		add := func(employee, name string, role people.Role, team ident.ID, from, to civil.Date) ident.ID {
			p := people.Person{ID: ident.New(now), EmployeeID: employee, Name: name, Role: role, Team: team}
			c.Added = append(c.Added, p)
			for edge, on := range map[record.Edge]civil.Date{record.Start: from, record.End: to} {
				if !on.IsZero() {
					c.Employments = append(c.Employments, record.Employment{ID: ident.New(now), Person: p.ID, Edge: edge, On: on, RecordedAt: now})
				}
			}
			return p.ID
		}
		day := today.AddDays
		boss := add("É-1", "Zoë Adler", people.Admin, "", civil.Date{}, civil.Date{})
		add("e-2", "Amara Osei", people.Learner, team.ID, day(-9), civil.Date{})
		add("X-3", "Ben Oslo", people.Learner, team.ID, day(-9), day(0))
		add("X%4", "Cara Lunt", people.Manager, "", day(5), civil.Date{})
		shut := add("X-5", "Dan Holt", people.Trainer, "", day(-9), civil.Date{})
		if err := s.Enrol(ctx, func(enrol.Roster) enrol.Changes { return c }, "", now); err != nil {
			t.Fatal(err)
		}
		if err := s.SetPassword(ctx, boss, "hashed", now, ""); err != nil {
			t.Fatal(err)
		}
		if err := s.SetDisabled(ctx, shut, true, boss, now); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			filter enrol.Filter
			want   string
		}{
			{enrol.Filter{}, "Amara waiting, Ben left, Cara waiting, Dan disabled, Zoë working"},
			{enrol.Filter{Sort: enrol.ByEmployeeID, Down: true}, "Dan disabled, Ben left, Cara waiting, Amara waiting, Zoë working"},
			{enrol.Filter{Sort: enrol.ByTeam, Down: true}, "Amara waiting, Ben left, Cara waiting, Dan disabled, Zoë working"},
			{enrol.Filter{Sort: enrol.ByRole}, "Zoë working, Amara waiting, Ben left, Cara waiting, Dan disabled"},
			{enrol.Filter{Text: "os"}, "Amara waiting, Ben left"},
			{enrol.Filter{Text: "E-"}, "Amara waiting, Zoë working"},
			{enrol.Filter{Text: "x%"}, "Cara waiting"},
			{enrol.Filter{Text: "%"}, ""},
			{enrol.Filter{Text: "ZOE ad"}, "Zoë working"},
			{enrol.Filter{Team: team.ID}, "Amara waiting, Ben left"},
			{enrol.Filter{Role: people.Learner, State: enrol.Left}, "Ben left"},
			{enrol.Filter{State: enrol.Waiting}, "Amara waiting, Cara waiting"},
			{enrol.Filter{State: enrol.Working}, "Zoë working"},
			{enrol.Filter{State: enrol.Disabled}, "Dan disabled"},
		} {
			found, n, err := s.Directory(ctx, c.filter, today, 0, 100)
			var got []string
			for _, e := range found {
				got = append(got, e.GivenName()+" "+string(e.State))
			}
			if strings.Join(got, ", ") != c.want || n != len(found) || err != nil {
				t.Errorf("%+v: %v of %d (%v), want %s", c.filter, got, n, err, c.want)
			}
		}
		if found, n, err := s.Directory(ctx, enrol.Filter{}, today, 3, 1); err != nil || n != 5 || len(found) != 1 || found[0].GivenName() != "Dan" {
			t.Errorf("the fourth of %d is %v (%v)", n, found, err)
		}
		if err := s.SetDisabled(ctx, boss, true, "", now); !fault.Is(err, fault.Conflict) {
			t.Errorf("the last administrator is shut out: %v", err)
		}
		if p, err := s.Person(ctx, boss); err != nil || p.Disabled {
			t.Errorf("and disabled: %+v (%v)", p, err)
		}
	})
}
