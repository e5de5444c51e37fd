package admin_test

import (
	"bytes"
	"context"
	"html"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"understudy/app/auth"
	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/demo"
	"understudy/app/enter"
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
	now    time.Time
	lang   string
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
	h := &house{t: t, store: s, now: noon, lang: "en",
		door: enter.Door{Accounts: s, Sessions: s, Invitations: s, Guard: s, Secrets: auth.NewHasher(1), Tokens: auth.Tokens{}}}
	h.check(s.Seed(context.Background(), demo.Generate(lib, revisions, today, noon, time.UTC)))
	var err error
	h.server, err = web.New(web.Config{Store: s, Live: catalog.NewLive(lib), Revisions: revisions, Zone: time.UTC, Version: "test", Now: func() time.Time { return h.now }})
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
			return h.employee(p.EmployeeID)
		}
	}
	h.t.Fatalf("no persona %s", key)
	return people.Person{}
}

func (h *house) employee(id string) people.Person {
	h.t.Helper()
	person, err := h.store.PersonByEmployeeID(context.Background(), id)
	h.check(err)
	return person
}

// page is what came back.
type page struct {
	status         int
	to, body, kind string
}

// field returns what a hidden field of the page holds.
func (p page) field(name string) string {
	found := regexp.MustCompile(`<input type="hidden" name="` + name + `" value="([^"]*)"`).FindStringSubmatch(p.body)
	if found == nil {
		return ""
	}
	return html.UnescapeString(found[1])
}

func (h *house) token(as people.Person) string {
	h.t.Helper()
	token, err := h.door.SignInAs(context.Background(), as, enter.Visitor{}, h.now)
	h.check(err)
	return token
}

// ask sends one request as somebody; a form makes it a POST.
func (h *house) ask(as people.Person, path string, form ...string) page {
	h.t.Helper()
	return h.with(h.token(as), path, form...)
}

// with is ask in a session that goes on.
func (h *house) with(token, path string, form ...string) page {
	h.t.Helper()
	method, values := http.MethodGet, url.Values{}
	for i := 0; i+1 < len(form); i += 2 {
		method = http.MethodPost
		values.Add(form[i], form[i+1])
	}
	return h.send(token, method, path, "application/x-www-form-urlencoded", values.Encode())
}

// upload sends a form with a file; an empty file is not sent.
func (h *house) upload(as people.Person, file string, form ...string) page {
	h.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i+1 < len(form); i += 2 {
		h.check(w.WriteField(form[i], form[i+1]))
	}
	if file != "" {
		part, err := w.CreateFormFile("file", "people.csv")
		h.check(err)
		_, err = io.WriteString(part, file)
		h.check(err)
	}
	h.check(w.Close())
	return h.send(h.token(as), http.MethodPost, "/admin/people/import", w.FormDataContentType(), body.String())
}

func (h *house) send(token, method, path, kind, body string) page {
	h.t.Helper()
	h.now = h.now.Add(time.Second) // no two things happen at once
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Host = "127.0.0.1:8080"
	r.Header.Set("Accept", "text/html")
	r.Header.Set("Accept-Language", h.lang)
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.AddCookie(&http.Cookie{Name: "session", Value: token})
	answer, err := h.server.App().Test(r, 30_000)
	h.check(err)
	text, err := io.ReadAll(answer.Body)
	h.check(err)
	return page{answer.StatusCode, answer.Header.Get("Location"), string(text), answer.Header.Get("Content-Type")}
}

// expect tells when a page is not as it should be.
func (h *house) expect(what string, p page, status int, texts ...string) {
	h.t.Helper()
	if p.status != status {
		h.t.Errorf("%s: %d, want %d", what, p.status, status)
	}
	for _, text := range texts {
		if p.to != text && !strings.Contains(p.body, text) {
			h.t.Errorf("%s: %q is missing", what, text)
		}
	}
}

func (h *house) trail(p people.Person) string {
	h.t.Helper()
	lines, err := h.store.AuditTrail(context.Background(), p.ID, 0, 1)
	h.check(err)
	if len(lines) == 0 {
		return ""
	}
	return lines[0].Action + " " + lines[0].Detail
}
