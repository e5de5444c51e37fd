package admin_test

import (
	"context"
	"strings"
	"testing"

	"understudy/app/enrol"
	"understudy/app/web/i18n"
)

const list = "employee_id,name,team,role,hired_on\nB-105,Aiko Tanabe,Phone line,manager,\nB-118,Noor Farouk-Bell,Shop counter,learner,\nN-1,Léa Fontaine,Phone line,,2026-03-09\n"

// agreed is what the form of a report sends on.
func agreed(p page) []string {
	var out []string
	for _, name := range []string{"step", "digest", "agreed", "complete", "partial", "kept"} {
		if value := p.field(name); value != "" {
			out = append(out, name, value)
		}
	}
	return out
}

func TestAnImportIsShownAndThenDone(t *testing.T) {
	h := open(t)
	admin := h.persona("admin")
	h.expect("the page", h.ask(admin, "/admin/people/import"), 200, "employee_id", `enctype="multipart/form-data"`)
	dry := h.upload(admin, list)
	h.expect("the dry run", dry, 200, "1 new person", "1 person changes", "1 line changes nothing", "Name: Noor Farouk → Noor Farouk-Bell", "Apply these changes?")
	if n, err := h.store.CountPeople(context.Background()); err != nil || n != 20 || h.employee("B-118").Name != "Noor Farouk" {
		t.Fatalf("a dry run left %d people (%v)", n, err)
	}
	h.expect("applying", h.upload(admin, "", agreed(dry)...), 303, "/admin/people")
	if h.employee("B-118").Name != "Noor Farouk-Bell" || h.employee("N-1").TeamName != "Phone line" {
		t.Error("what was agreed to is not done")
	}
	if got := h.trail(h.employee("N-1")); !strings.HasPrefix(got, "person.added") {
		t.Errorf("the trail says %q", got)
	}
	h.expect("applying twice", h.upload(admin, "", agreed(dry)...), 303, "/admin/people")
	if n, err := h.store.CountPeople(context.Background()); err != nil || n != 21 {
		t.Errorf("there are %d people (%v)", n, err)
	}
}

func TestOnlyWhatWasShownIsDone(t *testing.T) {
	h := open(t)
	admin := h.persona("admin")
	dry := h.upload(admin, list)
	h.edit(h.token(admin), h.employee("B-118").ID, "name", "Noor F. Bell", "role", "trainer")
	h.expect("somebody came between", h.upload(admin, "", agreed(dry)...), 409, "nothing was applied", "Role: Trainer → Learner")
	var others []string
	for i, form := 0, agreed(dry); i < len(form); i += 2 {
		if form[i] != "kept" {
			others = append(others, form[i], form[i+1])
		}
	}
	h.expect("another file", h.upload(admin, "employee_id,name\nN-2,Bo\n", others...), 409, "not the file that was checked", "1 new person")
	h.expect("no file", h.upload(admin, "", others...), 422, "No file was chosen", `href="#f-file"`)
	h.expect("a broken one", h.upload(admin, "", append(others, "kept", "~~~")...), 422, "No file was chosen")
	h.expect("nothing agreed to", h.upload(admin, list, "step", "apply", "digest", dry.field("digest")), 200, "Apply these changes?")
	if n, err := h.store.CountPeople(context.Background()); err != nil || n != 20 {
		t.Errorf("there are %d people (%v)", n, err)
	}
	h.expect("the same file chosen again", h.upload(admin, list, agreed(h.upload(admin, list))...), 303)
}

func TestRefusedLinesSayWhatWouldBeRight(t *testing.T) {
	h := open(t)
	admin := h.persona("admin")
	bad := "employee_id,name,role,hired_on\nN-1,Léa,,\nN-2,,boss,2026-02-30\nB-101,Ingrid Solberg,learner,\n"
	dry := h.upload(admin, bad)
	h.expect("the report", dry, 200, "2 lines are refused", "name: This is empty", "role: “boss”. There is no such role", "hired_on: “2026-02-30”. This is not a day",
		"Nobody would be left to administer", "Apply the good lines alone")
	h.lang = "fr"
	h.expect("in French", h.upload(admin, bad), 200, "2 lignes refusées", "Ce rôle n’existe pas")
	h.lang = "en"
	var whole []string
	for i, form := 0, agreed(dry); i < len(form); i += 2 {
		if form[i] != "partial" {
			whole = append(whole, form[i], form[i+1])
		}
	}
	h.expect("all of it", h.upload(admin, "", whole...), 409)
	if n, err := h.store.CountPeople(context.Background()); err != nil || n != 20 {
		t.Errorf("there are %d people (%v)", n, err)
	}
	h.expect("the good lines", h.upload(admin, "", agreed(dry)...), 303)
	if p := h.employee("N-1"); p.Name != "Léa" {
		t.Errorf("on record is %+v", p)
	}
	h.expect("markup", h.upload(admin, "employee_id,name,role\n<b>,<script>alert(1)</script>,<i>\n"), 200, "&lt;script&gt;")
}

func TestAFileThatCannotBeUsed(t *testing.T) {
	h := open(t)
	admin := h.persona("admin")
	for file, want := range map[string]string{
		"\n":                           "The file is empty",
		"employee_id,shoe\n":           "Line 1: “shoe”. There is no such column",
		"employee_id,name\nE1,\"A\" B": "Line 2: The quotation marks do not match",
		"\xff\xfee\x00":                "UTF-8",
	} {
		p := h.upload(admin, file)
		h.expect(want, p, 422, want, `href="#f-file"`)
	}
	h.expect("a form without parts", h.ask(admin, "/admin/people/import", "step", "apply"), 422, "No file was chosen")
}

func TestACompleteListEndsWhoIsMissing(t *testing.T) {
	h := open(t)
	admin, missing := h.persona("admin"), h.persona("returning")
	token := h.token(missing)
	dry := h.upload(admin, "employee_id,name\nB-101,Ingrid Solberg\n", "complete", "on")
	h.expect("the report", dry, 200, "missing from the file", "Mateo Quispe", "First day away: 2\u00a0March", "not in the file")
	h.expect("a list without administrators", h.upload(admin, "employee_id,name\nB-118,Noor Farouk\n", "complete", "on"), 200, "Nobody would be left to administer")
	h.expect("still at work", h.with(token, "/record"), 200)
	h.expect("applying", h.upload(admin, "", agreed(dry)...), 303)
	h.expect("their session", h.with(token, "/record"), 303)
	h.expect("the administrator", h.ask(admin, "/admin/people"), 200)
}

func TestTheTemplateIsReadable(t *testing.T) {
	h := open(t)
	for _, lang := range i18n.Languages() {
		h.lang = lang
		p := h.ask(h.persona("admin"), "/admin/people/template.csv")
		file, err := enrol.Read(strings.NewReader(p.body))
		if err != nil || !file.Has[enrol.Programme] || len(file.Rows) != 0 || !strings.HasPrefix(p.kind, "text/csv") {
			t.Errorf("%s: %v, %q", lang, err, p.body)
		}
	}
}

func TestEveryProblemHasWordsInBothLanguages(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range i18n.Languages() {
		for _, code := range enrol.Codes() {
			if key := "import.problem." + code; !catalogue.Printer(lang).Has(key) {
				t.Errorf("%s lacks %s", lang, key)
			}
		}
	}
}
