package team_test

import (
	"context"
	"encoding/csv"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"understudy/app/auth"
	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/demo"
	"understudy/app/enter"
	"understudy/app/oversee"
	"understudy/app/people"
	"understudy/app/record"
	"understudy/app/store"
	"understudy/app/store/storetest"
	"understudy/app/web"
	"understudy/app/web/site"
)

var databases storetest.Databases

func TestMain(m *testing.M) { os.Exit(databases.Main(m)) }

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// house is the demonstration's organisation, served as a real one.
type house struct {
	t      *testing.T
	store  *store.Store
	door   enter.Door
	server *site.Server
	all    []people.Person
}

func open(t *testing.T) *house {
	t.Helper()
	lib, problems := catalog.Embedded()
	if catalog.Broken(problems) {
		t.Fatal(problems)
	}
	s, today := databases.Open(t, "sqlite"), civil.In(noon, time.UTC)
	var revisions []record.RuleRevision
	for _, r := range lib.Code.Rules {
		on := demo.Begins(today)
		revisions = append(revisions, record.RuleRevision{Rule: r.ID, Rev: r.Rev, Hash: r.Hash(), Class: r.Class, PublishedOn: on, EffectiveOn: on})
	}
	h := &house{t: t, store: s, door: enter.Door{Accounts: s, Sessions: s, Invitations: s, Guard: s, Secrets: auth.NewHasher(1), Tokens: auth.Tokens{}}}
	h.check(s.Seed(context.Background(), demo.Generate(lib, revisions, today, noon, time.UTC)))
	var err error
	h.server, err = web.New(web.Config{Store: s, Live: catalog.NewLive(lib), Revisions: revisions, Zone: time.UTC, Version: "test", Now: func() time.Time { return noon }})
	h.check(err)
	h.all, err = s.Overseen(context.Background(), oversee.Scope{})
	h.check(err)
	return h
}

func (h *house) check(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) persona(key string) people.Person {
	h.t.Helper()
	for _, p := range demo.Personas() {
		if p.Key == key {
			person, err := h.store.PersonByEmployeeID(context.Background(), p.EmployeeID)
			h.check(err)
			return person
		}
	}
	h.t.Fatalf("no persona %s", key)
	return people.Person{}
}

// page is what came back.
type page struct {
	status   int
	to, body string
	kind     string
}

// ask sends one request as somebody; a form makes it a POST.
func (h *house) ask(as people.Person, path string, form ...string) page {
	h.t.Helper()
	method, values := http.MethodGet, url.Values{}
	for i := 0; i+1 < len(form); i += 2 {
		method = http.MethodPost
		values.Set(form[i], form[i+1])
	}
	r := httptest.NewRequest(method, path, strings.NewReader(values.Encode()))
	r.Host = "127.0.0.1:8080"
	r.Header.Set("Accept", "text/html")
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	token, err := h.door.SignInAs(context.Background(), as, enter.Visitor{}, noon)
	h.check(err)
	r.AddCookie(&http.Cookie{Name: "session", Value: token})
	answer, err := h.server.App().Test(r, 30_000)
	h.check(err)
	body, err := io.ReadAll(answer.Body)
	h.check(err)
	return page{answer.StatusCode, answer.Header.Get("Location"), string(body), answer.Header.Get("Content-Type")}
}

// manages reports whether a person reports to a manager, directly or through others.
func (h *house) manages(manager, person people.Person) bool {
	h.t.Helper()
	yes, err := h.store.ReportsTo(context.Background(), person.ID, manager.ID)
	h.check(err)
	return yes
}

// near returns somebody whom the manager's persona manages, or does not.
func (h *house) near(yes bool, role people.Role) people.Person {
	h.t.Helper()
	manager := h.persona("manager")
	at := slices.IndexFunc(h.all, func(p people.Person) bool {
		return p.Role == role && p.ID != manager.ID && h.manages(manager, p) == yes
	})
	if at < 0 {
		h.t.Fatalf("nobody with the role %s whom the manager manages: %v", role, yes)
	}
	return h.all[at]
}

func TestWhoMayOpenAndChangeARecord(t *testing.T) {
	h := open(t)
	own, other := h.near(true, people.Learner), h.near(false, people.Learner)
	type answers struct{ see, assign, end, invite int }
	cases := []struct {
		actor, subject people.Person
		want           answers
	}{
		{h.persona("starting"), h.persona("starting"), answers{403, 403, 403, 403}},
		{h.persona("returning"), other, answers{403, 403, 403, 403}},
		{h.persona("trainer"), own, answers{200, 403, 403, 403}},
		{h.persona("auditor"), own, answers{200, 403, 403, 403}},
		{h.persona("manager"), own, answers{200, 303, 303, 200}},
		{h.persona("manager"), other, answers{404, 404, 404, 404}},
		{h.persona("manager"), h.persona("manager"), answers{404, 404, 404, 404}},
		{h.persona("admin"), other, answers{200, 303, 303, 200}},
		{h.persona("admin"), h.persona("admin"), answers{200, 403, 403, 403}},
		{h.persona("admin"), h.persona("manager"), answers{200, 303, 303, 200}},
	}
	for _, c := range cases {
		at := "/people/" + string(c.subject.ID)
		got := answers{h.ask(c.actor, at).status, h.ask(c.actor, at+"/assign", "programme", "code-of-conduct").status,
			h.ask(c.actor, at+"/end", "programme", "code-of-conduct").status, h.ask(c.actor, at+"/invite", "x", "").status}
		if got != c.want {
			t.Errorf("%s about %s: %+v, want %+v", c.actor.Role, c.subject.Name, got, c.want)
		}
	}
}

func TestManagersInviteLearnersAlone(t *testing.T) {
	h := open(t)
	manager := h.persona("manager")
	boss := people.Person{ID: "01JZZZZZZZZZZZZZZZZZZZZZZZ", EmployeeID: "X-1", Name: "Bo Sling", Role: people.Admin, Manager: manager.ID}
	h.check(h.store.SavePerson(context.Background(), boss, noon, ""))
	if p := h.ask(manager, "/people/"+string(boss.ID)+"/invite", "x", ""); p.status != 403 || strings.Contains(p.body, "/join/") {
		t.Errorf("a manager gets a code that opens an administrator's account: %d", p.status)
	}
	if p := h.ask(manager, "/people/"+string(boss.ID)); p.status != 200 || strings.Contains(p.body, "/invite") {
		t.Errorf("the page offers it: %d", p.status)
	}
}

func TestTheInvitationLetsItsPersonIn(t *testing.T) {
	h := open(t)
	learner := h.near(true, people.Learner)
	p := h.ask(h.persona("manager"), "/people/"+string(learner.ID)+"/invite", "x", "")
	code := regexp.MustCompile(`[A-Z0-9]{4}-[A-Z0-9]{4}`).FindString(p.body)
	if !strings.Contains(p.body, `class="qr"`) || !strings.Contains(p.body, "http://127.0.0.1:8080/join") || code == "" {
		t.Fatalf("the page lacks a code, a picture of it or the address")
	}
	_, invited, err := h.door.Invited(context.Background(), code, enter.Visitor{}, noon)
	if err != nil || invited.ID != learner.ID {
		t.Errorf("the code leads to %q: %v", invited.Name, err)
	}
}

func TestTheBoardShowsAManagerTheirOwnPeople(t *testing.T) {
	h := open(t)
	manager := h.persona("manager")
	mine, export, whole := h.ask(manager, "/team"), h.ask(manager, "/team.csv"), h.ask(h.persona("trainer"), "/team")
	for _, p := range h.all {
		at := `href="/people/` + string(p.ID) + `"`
		if reports := h.manages(manager, p); strings.Contains(mine.body, at) && !reports || strings.Contains(export.body, p.EmployeeID+",") && !reports {
			t.Errorf("the manager sees %s, who does not report to them", p.Name)
		}
	}
	if n, all := strings.Count(mine.body, `href="/people/`), strings.Count(whole.body, `href="/people/`); n == 0 || n >= all {
		t.Errorf("the manager sees %d people, the trainer %d", n, all)
	}
}

func TestTheFilterStandsInTheAddress(t *testing.T) {
	h := open(t)
	admin := h.persona("admin")
	cases := []struct {
		query  string
		status int
		has    string
	}{
		{"", 200, "As of 2"},
		{"?show=needs&sort=name&down=1", 200, `aria-sort="descending"`},
		{"?as_of=2025-06-01", 200, "As of 1"},
		{"?as_of=2025-02-30", 422, `value="2025-02-30"`},
		{"?q=zzzz", 200, "Nobody matches"},
		{"?sort=id;drop&team=x&validity=x&duty=x&show=x&page=-4", 200, `aria-sort="ascending"`},
		{"?page=999999999", 200, "<table"},
		{"?q=%27%20OR%201=1%20--", 200, "Nobody matches"},
	}
	for _, c := range cases {
		if p := h.ask(admin, "/team"+c.query); p.status != c.status || !strings.Contains(p.body, c.has) {
			t.Errorf("/team%s answers %d without %q", c.query, p.status, c.has)
		}
	}
}

func TestTheExportIsSafeInASpreadsheet(t *testing.T) {
	h := open(t)
	p := people.Person{ID: "01JZZZZZZZZZZZZZZZZZZZZZZY", EmployeeID: "+49", Name: "=HYPERLINK(\"x\")", Role: people.Learner}
	h.check(h.store.SavePerson(context.Background(), p, noon, ""))
	out := h.ask(h.persona("admin"), "/team.csv?q=hyper")
	all := h.ask(h.persona("admin"), "/team.csv")
	rows, err := csv.NewReader(strings.NewReader(all.body)).ReadAll()
	if err != nil || !strings.HasPrefix(all.kind, "text/csv") || !slices.Equal(rows[0], oversee.Header()) {
		t.Fatalf("%v %s", err, all.kind)
	}
	if len(rows) < 10 || !slices.ContainsFunc(rows, func(r []string) bool { return r[0] == "'+49" && r[1] == "'=HYPERLINK(\"x\")" }) {
		t.Errorf("%d rows, and a formula among them: %s", len(rows), out.body)
	}
}

func TestAssigningKeepsWhatWasTyped(t *testing.T) {
	h := open(t)
	admin, auditor := h.persona("admin"), h.persona("auditor")
	at := "/people/" + string(auditor.ID)
	for due, want := range map[string]string{"2026-13-01": "This is not a day", "2026-03-01": "cannot be in the past"} {
		p := h.ask(admin, at+"/assign", "programme", "code-of-conduct", "due", due)
		if p.status != 422 || !strings.Contains(p.body, want) || !strings.Contains(p.body, `value="`+due+`"`) {
			t.Errorf("due %s answers %d without %q or what was typed", due, p.status, want)
		}
	}
	if p := h.ask(admin, at+"/assign", "programme", "no-such"); p.status != 422 || !strings.Contains(p.body, "There is no such programme") {
		t.Errorf("an unknown programme answers %d", p.status)
	}
	if p := h.ask(admin, at+"/assign", "programme", "code-of-conduct", "due", "2026-03-20"); p.status != 303 || p.to != at {
		t.Errorf("assigning answers %d %s", p.status, p.to)
	}
	if p := h.ask(admin, at); !strings.Contains(p.body, "by hand") || !strings.Contains(p.body, "Last day 20") {
		t.Errorf("the page does not show the reason")
	}
}
