package admin_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"understudy/app/civil"
	"understudy/app/course"
	"understudy/app/enrol"
	"understudy/app/enter"
	"understudy/app/ident"
	"understudy/app/people"
)

const good = "three warm kettles"

// edit opens somebody's form and sends it with other values.
func (h *house) edit(token string, id ident.ID, form ...string) page {
	h.t.Helper()
	at := "/admin/people/" + string(id) + "/edit"
	return h.with(token, at, append(form, "was", h.with(token, at).field("was"))...)
}

func TestWhoMayOpenWhat(t *testing.T) {
	h := open(t)
	learner := h.persona("starting")
	at := "/admin/people/" + string(learner.ID)
	for _, persona := range []string{"starting", "trainer", "manager", "auditor", "admin"} {
		actor, open, trail := h.persona(persona), 403, 403
		switch persona {
		case "admin":
			open, trail = 200, 200
		case "auditor":
			trail = 200
		}
		h.expect(persona+" reads the trail", h.ask(actor, "/admin"), trail)
		for _, path := range []string{"/admin/people", "/admin/people/new", "/admin/people/import", "/admin/people/template.csv", at + "/added", at + "/edit", at + "/disable"} {
			p := h.ask(actor, path)
			h.expect(persona+" opens "+path, p, open)
			if open != 200 && strings.Contains(p.body, learner.EmployeeID) {
				t.Errorf("%s sees whom %s is about", persona, path)
			}
		}
		if persona == "admin" {
			continue
		}
		for _, path := range []string{"/admin/people/new", "/admin/people/import", at + "/edit", at + "/disable", at + "/enable"} {
			h.expect(persona+" sends "+path, h.ask(actor, path, "name", "Taken Over", "role", "admin"), 403)
		}
	}
	if p := h.employee(learner.EmployeeID); p.Name != learner.Name || p.Disabled || p.Role != people.Learner {
		t.Errorf("a weaker role changed %+v", p)
	}
	if p := h.ask(h.persona("auditor"), "/admin"); strings.Contains(p.body, `href="/admin/people"`) {
		t.Error("an auditor is offered a page that is closed to them")
	}
	for _, nobody := range []string{"01JZZZZZZZZZZZZZZZZZZZZZZZ", "x", "%00"} {
		h.expect("nobody's form", h.ask(h.persona("admin"), "/admin/people/"+nobody+"/edit"), 404)
	}
}

func TestTheDirectoryByItsAddress(t *testing.T) {
	h := open(t)
	admin := h.persona("admin")
	cases := []struct {
		query string
		has   []string
		lacks string
	}{
		{"", []string{"20 people", `aria-sort="ascending"`, "Kwame Mensah"}, "Page 1 of"},
		{"?q=makinen", []string{"1 person", "Kerttu"}, "Kwame"},
		{"?q=b-11", []string{"10 people", "Duc Tran"}, "Kwame"},
		{"?state=disabled", []string{"1 person", "Gareth Pritchard", "Reopen"}, "Kwame"},
		{"?state=waiting&role=learner", []string{"Kwame Mensah"}, "Duc Tran"},
		{"?role=manager&sort=employee_id&down=1", []string{"3 people", `aria-sort="descending"`}, "Kwame"},
		{"?q=zzz", []string{"Nobody matches"}, "<table"},
		{"?q=%27%20OR%201=1%20--", []string{"Nobody matches"}, "<table"},
		{"?q=%25", []string{"Nobody matches"}, "<table"},
		{"?page=999999999&sort=id;drop&team=x&role=x&state=x", []string{"20 people"}, "Nobody"},
		{"?page=-4&down=%00&q=%ff", []string{"Nobody matches"}, "<table"},
	}
	for _, c := range cases {
		p := h.ask(admin, "/admin/people"+c.query)
		h.expect(c.query, p, 200, c.has...)
		if strings.Contains(p.body, c.lacks) {
			t.Errorf("%s shows %q", c.query, c.lacks)
		}
	}
}

func TestTheDirectoryHasAHundredAPage(t *testing.T) {
	h := open(t)
	admin := h.persona("admin")
	text := "employee_id,name\n"
	for i := range 181 {
		text += fmt.Sprintf("M-%03d,Many %03d\n", i, i)
	}
	file, err := enrol.Read(strings.NewReader(text))
	h.check(err)
	desk := enrol.Desk{People: h.store, Programmes: func() []course.Programme { return nil }}
	_, err = desk.Import(context.Background(), file, enrol.Options{}, admin.ID, civil.In(noon, noon.Location()), noon)
	h.check(err)
	for path, rows := range map[string]int{"?q=many": 100, "?q=many&page=2": 81, "?q=many&page=3": 81, "": 100, "?page=3": 1} {
		p := h.ask(admin, "/admin/people"+path)
		if n := strings.Count(p.body, `<tr role="row">`) - 1; n != rows {
			t.Errorf("%s: %d rows, want %d", path, n, rows)
		}
	}
	h.expect("the second page", h.ask(admin, "/admin/people?q=many&role=learner&page=2"), 200, "Page 2 of 2", `href="/admin/people?q=many&amp;role=learner"`)
}

func TestAddingSomebody(t *testing.T) {
	h := open(t)
	admin, today := h.persona("admin"), civil.In(noon, noon.Location())
	p := h.ask(admin, "/admin/people/new", "employee_id", " N-1 ", "name", "Léa Fontaine", "email", "Lea@Example.org", "team", "phone LINE", "manager_id", "B-105",
		"role", "learner", "hired_on", today.AddDays(7).String(), "channels", "phone", "channels", "chat")
	added := h.employee("N-1")
	h.expect("adding", p, 303, "/admin/people/"+string(added.ID)+"/added")
	h.expect("the next step", h.ask(admin, p.to), 200, "Léa Fontaine has been added", "/people/"+string(added.ID)+"/invite")
	if added.TeamName != "Phone line" || added.Email != "lea@example.org" || added.Manager != h.employee("B-105").ID || strings.Join(added.Channels, " ") != "phone chat" {
		t.Errorf("on record is %+v", added)
	}
	history, err := h.store.History(context.Background(), added.ID)
	h.check(err)
	if len(history.Employments) != 1 || history.Employments[0].On != today.AddDays(7) || len(history.Reasons) == 0 || history.Employments[0].RecordedBy != admin.ID {
		t.Errorf("employment and programme are %+v", history)
	}
	codes, err := h.door.Invite(context.Background(), added.ID, admin.ID, noon)
	h.check(err)
	_, err = h.door.JoinWithPassword(context.Background(), codes.Short, good, enter.Visitor{}, noon)
	h.check(err) // before the first day, to learn
}

func TestABadFormKeepsWhatWasTyped(t *testing.T) {
	h := open(t)
	admin := h.persona("admin")
	cases := []struct {
		name string
		form []string
		want []string
	}{
		{"empty", []string{"employee_id", ""}, []string{`href="#f-employee_id"`, `href="#f-name"`, "This is empty"}},
		{"taken", []string{"employee_id", "B-105", "name", "Bo"}, []string{"belongs to Aiko Tanabe", `value="Bo"`}},
		{"every mistake", []string{"employee_id", "N-1", "name", "Bo", "email", "x", "manager_id", "Z-9", "role", "boss", "hired_on", "2026-02-30", "channels", "fax", "programme", "nothing"},
			[]string{"not an e-mail address", "Nobody has this employee ID", "no such role", "not a day", "no such channel", "no such programme", `value="Z-9"`, `value="2026-02-30"`}},
		{"days", []string{"employee_id", "N-1", "name", "Bo", "hired_on", "2026-03-01", "left_on", "2026-03-01"}, []string{"Write a later day", `value="2026-03-01"`}},
		{"an address of another", []string{"employee_id", "N-1", "name", "Bo", "email", admin.Email}, []string{"belongs to employee B-101"}},
		{"markup", []string{"employee_id", "<b>", "name", "", "team", "\"><script>"}, []string{"&lt;b&gt;", "&#34;&gt;&lt;script&gt;"}},
		{"too long", []string{"employee_id", "N-1", "name", strings.Repeat("x", 201)}, []string{"at most 200 characters"}},
	}
	for _, c := range cases {
		p := h.ask(admin, "/admin/people/new", c.form...)
		h.expect(c.name, p, 422, c.want...)
	}
	n, err := h.store.CountPeople(context.Background())
	if err != nil || n != 20 {
		t.Errorf("there are %d people (%v)", n, err)
	}
}

func TestMovingSomebodyMovesWhoSeesThem(t *testing.T) {
	h := open(t)
	admin, before, after := h.persona("admin"), h.employee("B-104"), h.employee("B-105")
	moved := h.persona("finishing")
	page := "/people/" + string(moved.ID)
	h.expect("the old manager before", h.ask(before, page), 200)
	h.expect("the new manager before", h.ask(after, page), 404)
	form := h.ask(admin, "/admin/people/"+string(moved.ID)+"/edit")
	h.expect("the form", form, 200, `value="Noor Farouk"`, `value="B-104"`, `value="Shop counter"`, "readonly")
	p := h.edit(h.token(admin), moved.ID, "employee_id", "B-999", "name", moved.Name, "email", moved.Email, "team", "Phone line", "manager_id", "B-105",
		"role", "learner", "channels", "phone")
	h.expect("moving", p, 303, page)
	h.expect("the old manager after", h.ask(before, page), 404)
	h.expect("the new manager after", h.ask(after, page), 200)
	if now := h.employee(moved.EmployeeID); now.ID != moved.ID || now.TeamName != "Phone line" {
		t.Errorf("on record is %+v", now)
	}
	if got := h.trail(moved); got != "person.changed team manager_id channels" {
		t.Errorf("the trail says %q", got)
	}
	history, err := h.store.History(context.Background(), moved.ID)
	h.check(err)
	if len(history.Employments) != 1 {
		t.Errorf("moving somebody changed when they work: %+v", history.Employments)
	}
}

func TestNobodyUndoesAnothersChangeUnseen(t *testing.T) {
	h := open(t)
	admin, person := h.persona("admin"), h.persona("finishing")
	at := "/admin/people/" + string(person.ID) + "/edit"
	old := h.ask(admin, at).field("was")
	h.expect("the first", h.edit(h.token(admin), person.ID, "name", "Noor Bell", "role", "trainer"), 303)
	second := h.ask(admin, at, "name", "Noor Farouk", "role", "learner", "team", "Till", "was", old)
	h.expect("the second", second, 409, "nothing was saved", `value="Till"`)
	if p := h.employee(person.EmployeeID); p.Name != "Noor Bell" || p.Role != people.Trainer {
		t.Errorf("on record is %+v", p)
	}
	h.expect("the second, meant", h.ask(admin, at, "name", "Noor Farouk", "role", "learner", "team", "Till", "was", second.field("was")), 303)
	if p := h.employee(person.EmployeeID); p.Role != people.Learner || p.TeamName != "Till" {
		t.Errorf("on record is %+v", p)
	}
}

func TestWhoeverLeavesIsOut(t *testing.T) {
	h := open(t)
	admin, leaver := h.persona("admin"), h.persona("returning")
	token := h.token(leaver)
	h.expect("at work", h.with(token, "/record"), 200)
	h.expect("leaving tomorrow", h.edit(h.token(admin), leaver.ID, "name", leaver.Name, "left_on", "2026-03-03"), 303)
	h.expect("the last day", h.with(token, "/record"), 200)
	h.expect("leaving today after all", h.edit(h.token(admin), leaver.ID, "name", leaver.Name, "left_on", "2026-03-02"), 303)
	h.expect("the first day away", h.with(token, "/record"), 303, "/sign-in?next=%2Frecord")
	h.expect("a code", h.ask(admin, "/people/"+string(leaver.ID)+"/invite", "x", ""), 409, "no longer works here")
	h.expect("in the list", h.ask(admin, "/admin/people?state=left"), 200, leaver.Name)
	h.expect("hired again", h.edit(h.token(admin), leaver.ID, "name", leaver.Name, "hired_on", "2026-03-02", "left_on", ""), 303)
	h.expect("at work again", h.ask(leaver, "/record"), 200)
	h.expect("by the old session", h.with(token, "/record"), 303)
}

func TestClosingAnAccount(t *testing.T) {
	h := open(t)
	admin, shut := h.persona("admin"), h.persona("returning")
	at, token := "/admin/people/"+string(shut.ID), h.token(shut)
	h.expect("the question", h.ask(admin, at+"/disable"), 200, "Close the account of "+shut.Name, `method="post"`)
	h.expect("asking changes nothing", h.with(token, "/record"), 200)
	h.expect("closing", h.ask(admin, at+"/disable", "x", ""), 303, "/people/"+string(shut.ID))
	h.expect("the next request", h.with(token, "/record"), 303)
	if got := h.trail(shut); got != "person.disabled " {
		t.Errorf("the trail says %q", got)
	}
	h.expect("in the list", h.ask(admin, "/admin/people?q="+shut.EmployeeID), 200, at+"/enable")
	h.expect("opening", h.ask(admin, at+"/enable", "x", ""), 303)
	h.expect("the old session", h.with(token, "/record"), 303)
	h.expect("a new one", h.ask(shut, "/record"), 200)
	h.expect("oneself", h.ask(admin, "/admin/people/"+string(admin.ID)+"/disable", "x", ""), 403)
	h.expect("oneself, asked", h.ask(admin, "/admin/people/"+string(admin.ID)+"/disable"), 403)
}

func TestTheLastAdministratorStays(t *testing.T) {
	h := open(t)
	admin := h.persona("admin")
	h.expect("another role", h.edit(h.token(admin), admin.ID, "name", admin.Name, "role", "learner"), 422, "Nobody would be left to administer", `href="#f-role"`)
	h.expect("leaving", h.edit(h.token(admin), admin.ID, "name", admin.Name, "role", "admin", "left_on", "2027-01-01"), 422, "Nobody would be left to administer", `href="#f-left_on"`)
	second := h.persona("trainer")
	h.expect("a second one", h.edit(h.token(admin), second.ID, "name", second.Name, "role", "admin"), 303)
	token := h.token(admin)
	h.expect("now the first may go", h.edit(token, admin.ID, "name", admin.Name, "role", "learner"), 303, "/")
	h.expect("and is let in nowhere", h.with(token, "/admin/people"), 403)
}

func TestTheTrailReadsWellInBothLanguages(t *testing.T) {
	h := open(t)
	admin, person := h.persona("admin"), h.persona("returning")
	at := "/admin/people/" + string(person.ID)
	h.edit(h.token(admin), person.ID, "name", person.Name, "role", "trainer", "left_on", "2026-04-01")
	h.ask(admin, at+"/disable", "x", "")
	h.ask(admin, at+"/enable", "x", "")
	h.ask(admin, "/people/"+string(person.ID)+"/assign", "programme", "code-of-conduct")
	h.expect("in English", h.ask(admin, "/admin"), 200, "Account closed", "Account opened again", "Person changed", "Role: Trainer", "First day away: 1\u00a0April",
		"by hand, from 2\u00a0March", `href="/people/`+string(person.ID)+`"`)
	h.lang = "fr"
	h.expect("in French", h.ask(admin, "/admin"), 200, "Compte fermé", "Compte rouvert", "Personne modifiée", "Rôle\u00a0: Formation", "Premier jour d’absence\u00a0: 1", "Programme attribué")
}
