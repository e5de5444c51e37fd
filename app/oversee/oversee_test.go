package oversee_test

import (
	"bytes"
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"understudy/app/assign"
	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/demo"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/oversee"
	"understudy/app/people"
	"understudy/app/recert"
	"understudy/app/record"
	"understudy/app/refresh"
	"understudy/app/store"
	"understudy/app/store/storetest"
)

var databases storetest.Databases

func TestMain(m *testing.M) { os.Exit(databases.Main(m)) }

// office is a seeded organisation with a desk over it.
type office struct {
	desk  oversee.Desk
	store *store.Store
	now   time.Time
	today civil.Date
}

func open(t *testing.T, s *store.Store) office {
	t.Helper()
	lib, problems := catalog.Embedded()
	if catalog.Broken(problems) {
		t.Fatal(problems)
	}
	now := time.Date(2026, 6, 10, 12, 0, 0, 0, time.UTC)
	today := civil.In(now, time.UTC)
	var revisions []record.RuleRevision
	begins := demo.Begins(today)
	for _, r := range lib.Code.Rules {
		revisions = append(revisions, record.RuleRevision{Rule: r.ID, Rev: r.Rev, Hash: r.Hash(), Class: r.Class, PublishedOn: begins, EffectiveOn: begins})
	}
	if err := s.Seed(context.Background(), demo.Generate(lib, revisions, today, now, time.UTC)); err != nil {
		t.Fatal(err)
	}
	officeOf := func(p people.Person, now time.Time) assign.Office {
		return assign.Office{Contents: lib, Programmes: lib.Programmes, Code: lib.Code, Revisions: revisions, Person: p, Today: civil.In(now, time.UTC),
			Now: now, NewCode: func() string { return "code" }}
	}
	memory := refresh.Desk{Reviews: s, Record: s, Office: officeOf}.Memories
	return office{store: s, now: now, today: today, desk: oversee.Desk{People: s, Record: s, Office: officeOf, Memory: memory}}
}

func (o office) board(t *testing.T, actor people.Person, f oversee.Filter) oversee.Board {
	t.Helper()
	if f.AsOf.IsZero() {
		f.AsOf = o.today
	}
	b, err := o.desk.Board(context.Background(), actor, f, o.now)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (o office) everybody(t *testing.T) []people.Person {
	t.Helper()
	all, err := o.store.Overseen(context.Background(), oversee.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func first(t *testing.T, all []people.Person, role people.Role) people.Person {
	t.Helper()
	at := slices.IndexFunc(all, func(p people.Person) bool { return p.Role == role })
	if at < 0 {
		t.Fatalf("the demonstration has no %s", role)
	}
	return all[at]
}

func TestBoard(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		o := open(t, s)
		all := o.everybody(t)
		admin, manager := first(t, all, people.Admin), first(t, all, people.Manager)
		whole := o.board(t, admin, oversee.Filter{})
		gone := o.board(t, admin, oversee.Filter{Show: oversee.Gone})
		if whole.Found+gone.Found != len(all) || whole.Tiles.People != whole.Found {
			t.Errorf("the board has %d and %d of %d people, the tile says %d", whole.Found, gone.Found, len(all), whole.Tiles.People)
		}
		for i, r := range whole.Rows {
			if i > 0 && r.Need.Rank < whole.Rows[i-1].Need.Rank {
				t.Errorf("%s stands after somebody who needs less", r.Person.Name)
			}
			if !slices.Contains(oversee.Keys(), r.Need.Key) {
				t.Errorf("%s needs %q, which has no words", r.Person.Name, r.Need.Key)
			}
		}
		own := o.board(t, manager, oversee.Filter{})
		for _, r := range own.Rows {
			if reports, err := s.ReportsTo(context.Background(), r.Person.ID, manager.ID); err != nil || !reports {
				t.Errorf("%s is on the board of a manager they do not report to (%v)", r.Person.Name, err)
			}
		}
		if own.Found == 0 || own.Found >= whole.Found {
			t.Errorf("a manager sees %d of %d people", own.Found, whole.Found)
		}
		for _, key := range oversee.SortKeys() {
			up, down := o.board(t, admin, oversee.Filter{Sort: key}), o.board(t, admin, oversee.Filter{Sort: key, Down: true})
			if up.Found != whole.Found || down.Found != whole.Found {
				t.Errorf("sorting by %s loses people", key)
			}
		}
		needing := o.board(t, admin, oversee.Filter{Show: oversee.NeedsMe})
		if needing.Found != whole.Tiles.Needing || needing.Found == 0 {
			t.Errorf("%d people need somebody, the tile says %d", needing.Found, whole.Tiles.Needing)
		}
		overdue := o.board(t, admin, oversee.Filter{Duty: recert.Overdue})
		if overdue.Found != whole.Tiles.Overdue {
			t.Errorf("%d people are overdue, the tile says %d", overdue.Found, whole.Tiles.Overdue)
		}
		name, _, _ := strings.Cut(admin.Name, " ")
		if named := o.board(t, admin, oversee.Filter{Name: strings.ToUpper(name[:3])}); named.Found == 0 || named.Found == whole.Found {
			t.Errorf("a prefix of a name finds %d people", named.Found)
		}
		if past := o.board(t, admin, oversee.Filter{AsOf: demo.Begins(o.today)}); past.Tiles.Valid != 0 {
			t.Errorf("on the first day %d people are certified", past.Tiles.Valid)
		}
	})
}

func TestAssignByHand(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		o, ctx := open(t, s), context.Background()
		all := o.everybody(t)
		admin, auditor := first(t, all, people.Admin), first(t, all, people.Auditor)
		programme := o.desk.Office(admin, o.now).Programmes[0].ID
		if err := o.desk.Assign(ctx, admin, admin, programme, civil.Date{}, o.today, o.now); !fault.Is(err, fault.Forbidden) {
			t.Errorf("somebody assigned themselves: %v", err)
		}
		if err := o.desk.Assign(ctx, admin, auditor, "nothing", civil.Date{}, o.today, o.now); !fault.Is(err, fault.Unprocessable) {
			t.Errorf("an unknown programme: %v", err)
		}
		if err := o.desk.Assign(ctx, admin, auditor, programme, o.today.AddDays(-1), o.today, o.now); !fault.Is(err, fault.Unprocessable) {
			t.Errorf("due in the past: %v", err)
		}
		by := o.today.AddDays(9)
		for range 2 {
			if err := o.desk.Assign(ctx, admin, auditor, programme, by, o.today, o.now); err != nil {
				t.Fatal(err)
			}
		}
		dossier := o.dossier(t, auditor)
		if len(dossier.Reasons) != 1 || dossier.Reasons[0].Cause != oversee.CauseByHand || dossier.Row.DueBy() != by || dossier.Row.Duty != recert.Open {
			t.Errorf("after assigning twice: %+v", dossier.Row)
		}
		o.now = o.now.Add(time.Minute)
		for range 2 {
			if err := o.desk.End(ctx, admin, auditor, programme, o.today, o.now); err != nil {
				t.Fatal(err)
			}
		}
		if after := o.dossier(t, auditor); after.Row.Duty != recert.None || len(after.Reasons) != 1 || after.Reasons[0].To != o.today {
			t.Errorf("after ending twice: %+v %+v", after.Row, after.Reasons)
		}
		if lines, _ := s.AuditTrail(ctx, auditor.ID, 0, 10); len(lines) < 2 || lines[0].Action != "reason.end" || lines[1].Action != "reason.start" {
			t.Errorf("the trail says %+v", lines)
		}
	})
}

func (o office) dossier(t *testing.T, p people.Person) oversee.Dossier {
	t.Helper()
	d, err := o.desk.Dossier(context.Background(), p, o.today, o.now)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWriteCSV(t *testing.T) {
	var out bytes.Buffer
	rows := []oversee.Row{{Person: people.Person{ID: ident.ID("x"), EmployeeID: "=1+1", Name: "Osei, \"Amara\"", Email: "@sum"}, Validity: recert.Never}}
	if err := oversee.WriteCSV(&out, rows); err != nil {
		t.Fatal(err)
	}
	want := strings.Join(oversee.Header(), ",") + "\r\n" + `'=1+1,"Osei, ""Amara""",'@sum,,,never,,,,,0,0,0,0,,,yes,0,0` + "\r\n"
	if out.String() != want {
		t.Errorf("wrote %q, want %q", out.String(), want)
	}
	for cell, want := range map[string]string{"": "", "a=1": "a=1", "-2": "'-2", "\tx": "'\tx", "+49": "'+49", "\rx": "'\rx"} {
		if got := oversee.Safe(cell); got != want {
			t.Errorf("Safe(%q) = %q, want %q", cell, got, want)
		}
	}
}
