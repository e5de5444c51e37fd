package store_test

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"understudy/app/civil"
	"understudy/app/course"
	"understudy/app/enrol"
	"understudy/app/people"
	"understudy/app/store"
)

func TestEnrol(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		ctx, now := context.Background(), time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
		desk := enrol.Desk{People: s, Programmes: func() []course.Programme {
			return []course.Programme{{ID: "code", HireRoles: []people.Role{people.Learner}}}
		}}
		load := func(text string, options enrol.Options) enrol.Report {
			t.Helper()
			now = now.Add(time.Minute)
			file, err := enrol.Read(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			report, err := desk.Import(ctx, file, options, "", civil.In(now, time.UTC), now)
			if err != nil {
				t.Fatal(err)
			}
			return report
		}
		const first = "employee_id,name,email,team,manager_id,role,hired_on\nE1,Amara Osei,a@example.org,Till,E2,,2026-02-01\n" +
			"E2,Ben Whitlock,b@example.org,Till,E3,manager,2020-01-01\nE3,Cara Lunt,,,,admin,2019-01-01\n"
		if r := load(first, enrol.Options{DryRun: true}); r.Applied || r.Count(enrol.Added) != 3 {
			t.Errorf("a dry run reports %+v", r)
		}
		if n, err := s.CountPeople(ctx); n != 0 || err != nil {
			t.Fatalf("a dry run left %d people (%v)", n, err)
		}
		load(first, enrol.Options{})
		if r := load(first, enrol.Options{}); r.Count(enrol.Unchanged) != 3 {
			t.Errorf("the second run reports %+v", r)
		}
		amara, err := s.PersonByEmployeeID(ctx, "E1")
		if err != nil {
			t.Fatal(err)
		}
		history, err := s.History(ctx, amara.ID)
		if err != nil || len(history.Employments) != 1 || len(history.Reasons) != 1 || history.Reasons[0].On != civil.Of(2026, 2, 1) {
			t.Errorf("the history of a new hire is %+v (%v)", history, err)
		}
		swap := "employee_id,name,email\nE1,Amara Osei,b@example.org\nE2,Ben Whitlock,a@example.org\n"
		if r := load(swap, enrol.Options{}); r.Count(enrol.Changed) != 2 {
			t.Errorf("swapping addresses reports %+v", r)
		}
		if p, err := s.PersonByLogin(ctx, "b@example.org"); err != nil || p.ID != amara.ID || p.TeamName != "Till" {
			t.Errorf("the address leads to %+v (%v)", p, err)
		}
		bad := "employee_id,name,email\nE4,Dev,d@example.org\nE5,,\n"
		if r := load(bad, enrol.Options{}); r.Applied || r.Count(enrol.Refused) != 1 {
			t.Errorf("a file with a refused line reports %+v", r)
		}
		if r := load(bad, enrol.Options{Partial: true}); !r.Applied {
			t.Errorf("the good lines of a file were not applied: %+v", r)
		}
		if n, _ := s.CountPeople(ctx); n != 4 {
			t.Errorf("there are %d people, want 4", n)
		}
		lines, err := s.AuditTrail(ctx, amara.ID, 0, 10)
		if err != nil || len(lines) != 2 || lines[0].Action != "person.changed" || lines[0].Detail != "email" {
			t.Errorf("the trail is %+v (%v)", lines, err)
		}
	})
}

func TestEnrolMany(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		var b strings.Builder
		b.WriteString("employee_id,name,email,team,manager_id,role,hired_on\n")
		for i := range 2000 {
			n := 'a' + rune(i%26)
			b.WriteString(strings.Join([]string{"E" + strconv.Itoa(i), string(n) + " person", "p" + strconv.Itoa(i) + "@example.org", "T" + strconv.Itoa(i%30), "E" + strconv.Itoa(i+1), "", "2026-01-01"}, ",") + "\n")
		}
		b.WriteString("E2000,Last,,,,,\n")
		file, err := enrol.Read(strings.NewReader(b.String()))
		if err != nil {
			t.Fatal(err)
		}
		desk, now := enrol.Desk{People: s, Programmes: func() []course.Programme { return nil }}, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
		report, err := desk.Import(context.Background(), file, enrol.Options{}, "", civil.Of(2026, 3, 2), now)
		if err != nil || report.Count(enrol.Added) != 2001 {
			t.Fatalf("%d added: %v", report.Count(enrol.Added), err)
		}
	})
}

func TestDisabling(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		ctx, now := context.Background(), time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
		p := people.Person{ID: "01HZZZZZZZZZZZZZZZZZZZZZZZ", EmployeeID: "E1", Name: "Amara", Role: people.Learner}
		if err := s.SavePerson(ctx, p, now, ""); err != nil {
			t.Fatal(err)
		}
		for _, disabled := range []bool{true, true, false} {
			if err := s.SetDisabled(ctx, p.ID, disabled, "", now); err != nil {
				t.Fatal(err)
			}
			if got, err := s.Person(ctx, p.ID); err != nil || got.Disabled != disabled {
				t.Errorf("disabled is %v (%v), want %v", got.Disabled, err, disabled)
			}
		}
		if lines, _ := s.AuditTrail(ctx, p.ID, 0, 10); len(lines) != 3 {
			t.Errorf("disabling twice leaves %d lines in the trail", len(lines))
		}
	})
}
