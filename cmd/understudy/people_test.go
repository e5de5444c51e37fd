package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

func TestPeopleImport(t *testing.T) {
	database := fresh(t)
	const sheet = "employee_id;name;email;role;hired_on\r\nE1;Amara Osei;amara@example.org;;2026-02-01\r\nE2;Ben;;boss;\r\n"
	steps := []struct {
		name    string
		command peopleImportCmd
		stdin   string
		code    int
		out     string // part of standard output
		errors  string
	}{
		{"dry run", peopleImportCmd{DryRun: true}, sheet, exitFindings, `line 3, column role: found "boss"; there is no such role; write learner, trainer`, "a dry run"},
		{"refused", peopleImportCmd{}, sheet, exitFindings, "line 2: added E1\nline 3: refused E2\n", "nothing was applied"},
		{"partial", peopleImportCmd{Partial: true}, sheet, exitFindings, "line 2: added E1", "1 added, 0 changed, 0 unchanged, 0 ended, 1 refused"},
		{"again", peopleImportCmd{Partial: true}, sheet, exitFindings, "line 2: unchanged E1", ""},
		{"renamed", peopleImportCmd{}, "employee_id,name\nE1,Amara Addo\n", exitFine, "line 2: changed E1: name: Amara Osei → Amara Addo\n", ""},
		{"complete", peopleImportCmd{Complete: true}, "employee_id,name\nE3,Cara\n", exitFine, "missing: ended E1: left_on: (nothing) → ", ""},
		{"unknown column", peopleImportCmd{}, "employee_id,name,shoe\n", exitUsage, "", `found "shoe"; there is no such column; the columns are employee_id, name`},
		{"empty", peopleImportCmd{}, "", exitUsage, "", "the file is empty"},
	}
	for _, s := range steps {
		s.command.databaseFlag, s.command.File, s.command.Zone = database, "-", "UTC"
		got := runWith(s.stdin, s.command)
		if got.code != s.code || !strings.Contains(got.out, s.out) || !strings.Contains(got.errors, s.errors) {
			t.Errorf("%s: exit %d\n%s\n%s", s.name, got.code, got.out, got.errors)
		}
	}
	asJSON := peopleImportCmd{databaseFlag: database, File: "-", Zone: "UTC", JSON: true}
	var report reportJSON
	if err := json.Unmarshal([]byte(runWith("employee_id,name\nE3,Cara Lunt\n", asJSON).out), &report); err != nil || report.Changed != 1 || !report.Applied {
		t.Errorf("as JSON: %+v (%v)", report, err)
	}
	missing := peopleImportCmd{databaseFlag: database, File: filepath.Join(t.TempDir(), "none.csv"), Zone: "UTC"}
	if got := runWith("", missing); got.code != exitUsage || !strings.Contains(got.errors, "none.csv") {
		t.Errorf("a file that does not exist: %+v", got)
	}
}

func TestAdminCreate(t *testing.T) {
	database := fresh(t)
	create := func(name, email, id string) (joining, ran) {
		got := runWith("", adminCreateCmd{databaseFlag: database, Name: name, Email: email, EmployeeID: id, PublicURL: "https://train.example.org/", JSON: true})
		var j joining
		if got.code == exitFine {
			if err := json.Unmarshal([]byte(got.out), &j); err != nil {
				t.Fatalf("%v: %s", err, got.out)
			}
		}
		return j, got
	}
	first, got := create("Ama Boss", "Ama@Example.org", "")
	if !first.Created || !strings.HasPrefix(first.Address, "https://train.example.org/join/") || first.EmployeeID != "ama@example.org" || first.Code == "" {
		t.Errorf("the first administrator: %+v %+v", first, got)
	}
	if again, _ := create("Ama Boss", "ama@example.org", ""); again.Created || again.Address == first.Address {
		t.Errorf("a second call made %+v", again)
	}
	if _, got := create("Ama", "nowhere", ""); got.code != exitUsage || !strings.Contains(got.errors, "--email") {
		t.Errorf("a bad address: %+v", got)
	}
	runWith("employee_id,name,email\nE1,Ben,ben@example.org\n", peopleImportCmd{databaseFlag: database, File: "-", Zone: "UTC"})
	if _, got := create("Ben", "ben@example.org", ""); got.code != exitFindings || !strings.Contains(got.errors, "E1") {
		t.Errorf("the address of a learner: %+v", got)
	}
}

// fresh names a database that does not exist yet, with a key beside it.
func fresh(t *testing.T) databaseFlag {
	t.Helper()
	folder := t.TempDir()
	return databaseFlag{filepath.Join(folder, "understudy.db"), filepath.Join(folder, "ledger.key")}
}
