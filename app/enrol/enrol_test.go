package enrol_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"understudy/app/civil"
	"understudy/app/course"
	"understudy/app/enrol"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/record"
)

func TestRead(t *testing.T) {
	for name, text := range map[string]string{
		"plain":             "employee_id,name\nE1,Amara Osei\n",
		"byte order mark":   "\xef\xbb\xbfemployee_id,name\nE1,Amara Osei\n",
		"semicolons, CRLF":  "employee_id;name\r\nE1;Amara Osei\r\n",
		"quoted, no end":    `"employee_id","name"` + "\n" + `"E1"," Amara Osei "`,
		"another order":     "Name , Employee_ID\nAmara Osei,E1\n\n,\n",
		"quoted separators": "employee_id;name\nE1;\"Amara Osei\"\n;\n",
	} {
		file, err := enrol.Read(strings.NewReader(text))
		if err != nil || len(file.Rows) != 1 || file.Rows[0].Torn != nil {
			t.Errorf("%s: %v %+v", name, err, file)
			continue
		}
		if got := file.Rows[0].Text(enrol.EmployeeID) + "|" + file.Rows[0].Text(enrol.Name); got != "E1|Amara Osei" {
			t.Errorf("%s: read %q", name, got)
		}
	}
}

func TestReadRefusesFiles(t *testing.T) {
	for text, want := range map[string]string{
		"":                                      "empty_file",
		"employee_id,name,shoe_size\n":          "column_unknown",
		"employee_id,name,name\n":               "column_twice",
		"employee_id,email\n":                   "column_missing",
		"employee_id,name\nE1,\"Amara\" Osei\n": "quotes",
		"\xff\xfee\x00m\x00":                    "not_utf8",
		strings.Repeat("x", enrol.MaxBytes+1):   "too_large",
		"employee_id,name\n" + strings.Repeat("E,N\n", enrol.MaxLines+1): "too_many",
	} {
		_, err := enrol.Read(strings.NewReader(text))
		var problem enrol.Problem
		ok := errors.As(err, &problem)
		if !ok || problem.Code != want {
			t.Errorf("%.40q: %v, want %s", text, err, want)
		}
	}
}

// world is an organisation in memory.
type world struct {
	roster enrol.Roster
	now    time.Time
	seen   int
}

const header = "employee_id,name,email,team,manager_id,role,hired_on,left_on,channels,programme\n"

func (w *world) plan(t require, text string, complete bool) (enrol.Report, enrol.Changes) {
	file, err := enrol.Read(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v", err)
	}
	w.now = w.now.Add(time.Second)
	return enrol.Plan(enrol.Input{File: file, Roster: w.roster, Complete: complete, Now: w.now, Today: civil.In(w.now, time.UTC), Programmes: programmes(),
		NewID: func() ident.ID { w.seen++; return ident.ID(fmt.Sprintf("id%06d", w.seen)) }})
}

type require interface{ Fatalf(string, ...any) }

func programmes() []course.Programme {
	return []course.Programme{{ID: "code", HireRoles: []people.Role{people.Learner, people.Trainer}}, {ID: "extra"}, {ID: "lead", HireRoles: []people.Role{people.Manager}}}
}

func start() *world { return &world{now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)} }

// apply does in memory what the store does, foreign keys and unique columns included.
func (w *world) apply(t require, c enrol.Changes) {
	w.roster.Teams = append(w.roster.Teams, c.Teams...)
	known := map[ident.ID]int{}
	for i, m := range w.roster.Members {
		known[m.ID] = i
	}
	for _, p := range c.Added {
		if _, there := known[p.Manager]; p.Manager != "" && !there {
			t.Fatalf("%s is added before their manager", p.EmployeeID)
		}
		known[p.ID] = len(w.roster.Members)
		w.roster.Members = append(w.roster.Members, enrol.Member{Person: p})
	}
	for _, p := range c.Changed {
		w.roster.Members[known[p.ID]].Person = p
	}
	edges := map[ident.ID][]record.Employment{}
	for _, m := range w.roster.Members {
		for _, s := range m.Spells {
			edges[m.ID] = append(edges[m.ID], record.Employment{Edge: record.Start, On: s.From})
			if !s.To.IsZero() {
				edges[m.ID] = append(edges[m.ID], record.Employment{Edge: record.End, On: s.To})
			}
		}
	}
	for _, e := range c.Employments {
		edges[e.Person] = append(edges[e.Person], e)
		w.roster.Members[known[e.Person]].Spells = enrol.Spells(edges[e.Person])
	}
	for _, r := range c.Reasons {
		m := &w.roster.Members[known[r.Person]]
		m.Reasons = append(m.Reasons, r)
	}
	emails := map[string]bool{}
	for _, m := range w.roster.Members {
		if m.Email != "" && emails[m.Email] {
			t.Fatalf("two people have %s", m.Email)
		}
		emails[m.Email] = true
	}
}

func (w *world) member(id string) enrol.Member {
	at := slices.IndexFunc(w.roster.Members, func(m enrol.Member) bool { return m.EmployeeID == id })
	return w.roster.Members[at]
}

func outcomes(r enrol.Report) string {
	var out []string
	for _, l := range r.Lines {
		text := string(l.Outcome)
		for _, p := range l.Problems {
			text += " " + p.Column + ":" + p.Code
		}
		for _, c := range l.Changes {
			text += fmt.Sprintf(" %s:%s→%s", c.Field, c.Old, c.New)
		}
		out = append(out, text)
	}
	return strings.Join(out, " | ")
}

func TestPlanStepByStep(t *testing.T) {
	w := start()
	steps := []struct {
		file     string
		complete bool
		want     string
	}{
		{"employee_id,name,manager_id,team,role,hired_on\nE1,Amara,E2,Till,,2026-02-01\nE2,Ben,,Till,manager,2020-01-01\n", false, "added | added"},
		{"employee_id,name,manager_id,team,role,hired_on\nE1,Amara,E2,till,,2026-02-01\nE2,Ben,,Till,manager,2020-01-01\n", false, "unchanged | unchanged"},
		{"employee_id,name\nE1,Amara Osei\n", false, "changed name:Amara→Amara Osei"},
		{"employee_id,name,hired_on,left_on\nE1,Amara Osei,2026-02-01,2026-04-01\n", false, "changed left_on:→2026-04-01"},
		{"employee_id,name,hired_on,left_on\nE1,Amara Osei,2026-02-01,2026-03-15\n", false, "changed left_on:2026-04-01→2026-03-15"},
		{"employee_id,name,hired_on,left_on\nE1,Amara Osei,2026-02-01,2026-03-20\n", false, "changed left_on:2026-03-15→2026-03-20"},
		{"employee_id,name,hired_on,left_on\nE1,Amara Osei,2026-02-01,2026-03-10\n", false, "changed left_on:2026-03-20→2026-03-10"},
		{"employee_id,name,hired_on,left_on\nE1,Amara Osei,2026-02-01,\n", false, "changed left_on:2026-03-10→"},
		{"employee_id,name,hired_on\nE1,Amara Osei,2026-02-10\n", false, "refused hired_on:hired_inside"},
		{"employee_id,name,hired_on\nE1,Amara Osei,2026-01-10\n", false, "changed hired_on:2026-02-01→2026-01-10 programme:→code"},
		{"employee_id,name\nE2,Ben\n", true, "unchanged | ended left_on:→2026-03-02"},
		{"employee_id,name\nE2,Ben\n", true, "unchanged"},
		{"employee_id,name\nE1,Amara Osei\nE2,Ben\n", true, "changed left_on:2026-03-02→ | unchanged"},
		{"employee_id,name,role,programme\nE1,Amara Osei,manager,extra\n", false, "changed role:learner→manager programme:→lead programme:→extra"},
		{"employee_id,name,role,programme\nE1,Amara Osei,,extra\n", false, "unchanged"},
		{"employee_id,name,email\nE1,Amara Osei,A@Example.org\nE2,Ben,b@example.org\n", false, "changed email:→a@example.org | changed email:→b@example.org"},
		{"employee_id,name,email\nE1,Amara Osei,b@example.org\nE2,Ben,a@example.org\n", false,
			"changed email:a@example.org→b@example.org | changed email:b@example.org→a@example.org"},
		{"employee_id,name,manager_id\nE2,Ben,E1\n", false, "refused manager_id:manager_circle"},
		{"employee_id,name,manager_id\nE2,Ben,E1\nE1,Amara Osei,\n", false, "changed manager_id:→E1 | changed manager_id:E2→"},
	}
	for i, s := range steps {
		report, changes := w.plan(t, s.file, s.complete)
		if got := outcomes(report); got != s.want {
			t.Errorf("step %d: %s, want %s", i+1, got, s.want)
		}
		w.apply(t, changes)
	}
}

func TestPlanRefuses(t *testing.T) {
	w := start()
	_, changes := w.plan(t, header+"E1,Amara,a@example.org,Till,,admin,2026-02-01,,counter|phone,\nE2,Ben,b@example.org,,E1,,,,,\n", false)
	w.apply(t, changes)
	for text, want := range map[string]string{
		"E3,,,,,,,,,":                                         "refused name:missing",
		",Cara,,,,,,,,":                                       "refused employee_id:missing",
		"E3,Cara,nowhere,,,,,,,":                              "refused email:email_shape",
		"E3,Cara,a@nowhere,,,,,,,":                            "refused email:email_shape",
		"E3,Cara,A@example.org,,,,,,,":                        "refused email:email_taken",
		"E3,Cara,,,E9,,,,,":                                   "refused manager_id:manager_unknown",
		"E3,Cara,,,E3,,,,,":                                   "refused manager_id:manager_self",
		"E3,Cara,,,,boss,,,,":                                 "refused role:unknown_role",
		"E3,Cara,,,,,2026-02-30,,,":                           "refused hired_on:bad_date",
		"E3,Cara,,,,,2026-02-02,2026-02-02,,":                 "refused left_on:left_before_hired",
		"E3,Cara,,,,,,2026-02-02,,":                           "refused left_on:hired_needed",
		"E3,Cara,,,,,,,fax,":                                  "refused channels:unknown_channel",
		"E3,Cara,,,,,,,,nothing":                              "refused programme:unknown_programme",
		"E3,Ca\x07ra,,,,,,,,":                                 "refused name:control",
		"E3,\"Ca\nra\",,,,,,,,":                               "refused name:control",
		"E3,Ca\xffra,,,,,,,,":                                 "refused name:not_utf8",
		"E3,Cara,,,,,,,":                                      "refused :cells",
		"E3," + strings.Repeat("é", 201) + ",,,,,,,,":         "refused name:too_long",
		"E1,Amara,a@example.org,,,trainer,,,,":                "refused role:last_admin",
		"E3,,x,,E9,boss,,,,":                                  "refused name:missing email:email_shape role:unknown_role manager_id:manager_unknown",
		"E3,C,,,,,,,,\nE3,D,,,,,,,,":                          "added | refused employee_id:twice",
		"E3,C,c@x.org,,,,,,,\nE4,D,C@X.org,,,,,,,":            "added | refused email:twice",
		"E3,C,,,E4,,,,,\nE4,,,,,,,,,\nE5,E,,,E3,,,,,":         "refused manager_id:manager_refused | refused name:missing | refused manager_id:manager_refused",
		"E3,C,,,E4,,,,,\nE4,D,,,E3,,,,,":                      "refused manager_id:manager_circle | refused manager_id:manager_circle",
		"E3,C,b@example.org,,,,,,,\nE2,,c@example.org,,,,,,,": "refused email:email_taken | refused name:missing",
	} {
		report, changes := w.plan(t, header+text+"\n", false)
		if got := outcomes(report); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
		for _, line := range report.Lines {
			for _, p := range line.Problems {
				if !slices.Contains(enrol.Codes(), p.Code) || p.Advice() == p.Code {
					t.Errorf("problem %q has no words", p.Code)
				}
			}
		}
		if report.Count(enrol.Refused) == len(report.Lines) && !changes.Empty() {
			t.Errorf("%q: refused and changed", text)
		}
	}
}

func TestHireAssigns(t *testing.T) {
	w := start()
	_, changes := w.plan(t, "employee_id,name,role,hired_on,programme\nE1,A,,2026-02-01,extra\nE2,B,manager,,\nE3,C,auditor,2026-01-01,\n", false)
	w.apply(t, changes)
	for id, want := range map[string]string{
		"E1": "code hire 2026-02-01, extra import 2026-03-02", "E2": "lead hire 2026-03-02", "E3": "",
	} {
		var got []string
		for _, r := range w.member(id).Reasons {
			got = append(got, r.Programme+" "+r.Cause+" "+r.On.String())
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %v, want %s", id, got, want)
		}
	}
	if spells := w.member("E2").Spells; len(spells) != 1 || spells[0].From != civil.Of(2026, 3, 2) {
		t.Errorf("without hired_on, work begins on the day of the import: %v", spells)
	}
}

// TestApplyingTwiceChangesNothing draws files over a few people, teams, days and addresses, so that
// they clash often.
func TestApplyingTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := start()
		for range rapid.IntRange(1, 5).Draw(t, "files") {
			text, complete := drawFile(t), rapid.Bool().Draw(t, "complete")
			first, changes := w.plan(t, text, complete)
			w.apply(t, changes)
			second, again := w.plan(t, text, complete)
			for i, line := range second.Lines {
				if line.Outcome != enrol.Unchanged && (line.Outcome != enrol.Refused || first.Lines[i].Outcome != enrol.Refused) {
					t.Fatalf("%s\nfirst: %s\nagain: %s", text, outcomes(first), outcomes(second))
				}
			}
			if !again.Empty() || len(again.Employments)+len(again.Reasons)+len(again.Teams) > 0 {
				t.Fatalf("%s\nwould write again: %s", text, cmp.Diff(enrol.Changes{}, again))
			}
		}
	})
}

func drawFile(t *rapid.T) string {
	optional := []string{"email", "team", "manager_id", "role", "hired_on", "left_on", "channels", "programme"}
	names := []string{"employee_id", "name"}
	for _, column := range optional {
		if rapid.Bool().Draw(t, column) {
			names = append(names, column)
		}
	}
	days := []string{"", "2026-01-01", "2026-01-20", "2026-02-10", "2026-03-02", "2026-03-20"}
	values := map[string][]string{"name": {"Amara", "Ben"}, "email": {"", "a@x.org", "b@x.org"}, "team": {"", "Till", "Desk"},
		"manager_id": {"", "E1", "E2", "E3"}, "role": {"", "learner", "manager", "admin"}, "hired_on": days, "left_on": days,
		"channels": {"", "phone counter", "counter|phone"}, "programme": {"", "code", "extra"}, "employee_id": {"E1", "E2", "E3", "E4"}}
	lines := []string{strings.Join(names, ",")}
	for range rapid.IntRange(1, 5).Draw(t, "lines") {
		var cells []string
		for _, name := range names {
			cells = append(cells, rapid.SampledFrom(values[name]).Draw(t, name))
		}
		lines = append(lines, strings.Join(cells, ","))
	}
	return strings.Join(lines, "\n") + "\n"
}

func TestACompleteFileThatCannotBeReadWholeEndsNobody(t *testing.T) {
	w := start()
	_, changes := w.plan(t, "employee_id,name,hired_on\nP0,Ana Ruiz,2026-01-05\nP1,Ben Okoro,2026-01-05\n", false)
	w.apply(t, changes)
	for file, ended := range map[string]int{
		"employee_id,name\n,Ana Ruiz\n":     0, // whose line it is cannot be told
		"employee_id,name\nP0,Ana Ruiz\n":   1,
		"employee_id,name\nP0,\nP1,Ben B\n": 0,
	} {
		if _, changes := w.plan(t, file, true); len(changes.Employments) != ended {
			t.Errorf("%q ends %d spells, want %d", file, len(changes.Employments), ended)
		}
	}
}
