package enrol_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"understudy/app/civil"
	"understudy/app/course"
	"understudy/app/enrol"
	"understudy/app/ident"
)

func TestSomebodyStaysToAdminister(t *testing.T) {
	const two = "employee_id,name,role,hired_on\nA1,Ana Ruiz,admin,2026-01-05\nA2,Ben Okoro,admin,2026-01-05\nL1,Cleo Marsh,,2026-01-05\n"
	cases := []struct {
		name, file string
		complete   bool
		want       string
	}{
		{"one of two steps down", "employee_id,name,role\nA1,Ana Ruiz,learner\n", false, "changed"},
		{"both step down", "employee_id,name,role\nA1,Ana Ruiz,learner\nA2,Ben Okoro,trainer\n", false, "refused role:last_admin | refused role:last_admin"},
		{"one steps down, the other leaves", "employee_id,name,role,left_on\nA1,Ana Ruiz,learner,\nA2,Ben Okoro,,2026-02-01\n", false,
			"refused role:last_admin | refused left_on:last_admin"},
		{"both leave, one later", "employee_id,name,left_on\nA1,Ana Ruiz,2026-09-01\nA2,Ben Okoro,2026-02-01\n", false,
			"refused left_on:last_admin | refused left_on:last_admin"},
		{"another takes over", "employee_id,name,role,left_on\nA1,Ana Ruiz,,2026-02-01\nA2,Ben Okoro,,2026-02-01\nL1,Cleo Marsh,admin,\n", false, "changed | changed | changed"},
		{"somebody new takes over", "employee_id,name,role\nA1,Ana Ruiz,learner\nA2,Ben Okoro,learner\nN1,Dan Holt,admin\n", false, "changed | changed | added"},
		{"whoever takes over leaves too", "employee_id,name,role,left_on\nA1,Ana Ruiz,learner,\nA2,Ben Okoro,learner,\nL1,Cleo Marsh,admin,2026-04-01\n", false,
			"refused role:last_admin | refused role:last_admin | changed"},
		{"a complete list without administrators", "employee_id,name\nL1,Cleo Marsh\n", true,
			"unchanged | refused employee_id:last_admin | refused employee_id:last_admin"},
		{"a complete list with one", "employee_id,name\nA2,Ben Okoro\nL1,Cleo Marsh\n", true, "unchanged | unchanged | ended"},
	}
	for _, c := range cases {
		w := start()
		_, changes := w.plan(t, two, false)
		w.apply(t, changes)
		report, _ := w.plan(t, c.file, c.complete)
		if got := verdicts(report); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestTheFirstAdministratorHasNoEmploymentAndStays(t *testing.T) {
	w := start()
	_, changes := w.plan(t, "employee_id,name,role\nadmin,Administrator,admin\nA2,Ben Okoro,admin\n", false)
	w.apply(t, changes)
	w.roster.Members[0].Spells = nil
	report, _ := w.plan(t, "employee_id,name\nL1,Cleo Marsh\n", true)
	if got := verdicts(report); got != "added | ended" {
		t.Errorf("a complete list without administrators: %s", got)
	}
}

// verdicts are what becomes of the lines, without what changes.
func verdicts(r enrol.Report) string {
	for i := range r.Lines {
		r.Lines[i].Changes = nil
	}
	return outcomes(r)
}

// Roster and Enrol make a world the store of a desk.
func (w *world) Roster(context.Context) (enrol.Roster, error) { return w.roster, nil }

func (w *world) Enrol(_ context.Context, decide func(enrol.Roster) enrol.Changes, _ ident.ID, _ time.Time) error {
	w.apply(panics{}, decide(w.roster))
	return nil
}

type panics struct{}

func (panics) Fatalf(format string, _ ...any) { panic(format) }

func TestSaveNeverTakesOverSomebodyElse(t *testing.T) {
	w := start()
	desk := enrol.Desk{People: w, Programmes: func() []course.Programme { return programmes() }}
	save := func(isNew bool, name string) string {
		t.Helper()
		report, err := desk.Save(context.Background(), enrol.Fields{enrol.EmployeeID: "E1", enrol.Name: name}, isNew, "", civil.In(w.now, time.UTC), w.now)
		if err != nil {
			t.Fatal(err)
		}
		return verdicts(report)
	}
	for _, step := range []struct {
		isNew      bool
		name, want string
	}{{true, "Amara", "added"}, {true, "Bo", "refused employee_id:id_taken"}, {false, "Bo", "changed"}, {false, "Bo", "unchanged"}} {
		if got := save(step.isNew, step.name); got != step.want {
			t.Errorf("new: %v, %s: %s, want %s", step.isNew, step.name, got, step.want)
		}
	}
}

func TestOnlyWhatWasAgreedIsApplied(t *testing.T) {
	w := start()
	desk := enrol.Desk{People: w, Programmes: func() []course.Programme { return programmes() }}
	run := func(text string, o enrol.Options) enrol.Report {
		t.Helper()
		file, err := enrol.Read(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		report, err := desk.Import(context.Background(), file, o, "", civil.In(w.now, time.UTC), w.now)
		if err != nil {
			t.Fatal(err)
		}
		return report
	}
	const file = "employee_id,name,team\nE1,Amara,Till\nE2,Ben,Till\n"
	agreed := run(file, enrol.Options{DryRun: true}).Digest()
	run("employee_id,name\nE1,Amara Osei\n", enrol.Options{})
	if r := run(file, enrol.Options{Agreed: agreed}); r.Applied || len(w.roster.Members) != 1 {
		t.Errorf("somebody came between, and it was applied: %s", outcomes(r))
	}
	again := run(file, enrol.Options{DryRun: true}).Digest()
	if r := run(file, enrol.Options{Agreed: again}); !r.Applied || len(w.roster.Members) != 2 || again == agreed {
		t.Errorf("what was agreed is not applied: %s", outcomes(r))
	}
}
