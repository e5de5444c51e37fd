package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"understudy/app/auth"
	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/conduct"
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

// house is a served demonstration.
type house struct {
	store  *store.Store
	server *site.Server
	door   enter.Door
}

func open(t *testing.T, demonstration bool) house {
	t.Helper()
	lib, problems := catalog.Embedded()
	if catalog.Broken(problems) {
		t.Fatal(problems)
	}
	s := databases.Open(t, "sqlite")
	revisions := first(lib.Code, demo.Begins(civil.In(noon, time.UTC)))
	if err := s.Seed(context.Background(), demo.Generate(lib, revisions, civil.In(noon, time.UTC), noon, time.UTC)); err != nil {
		t.Fatal(err)
	}
	server, err := web.New(web.Config{Store: s, Live: catalog.NewLive(lib), Revisions: revisions, Zone: time.UTC,
		Address: site.Address{Demo: demonstration}, Version: "test", Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	return house{s, server, enter.Door{Accounts: s, Sessions: s, Invitations: s, Guard: s, Secrets: auth.NewHasher(1), Tokens: auth.Tokens{}}}
}

func first(code *conduct.Code, on civil.Date) []record.RuleRevision {
	var out []record.RuleRevision
	for _, r := range code.Rules {
		out = append(out, record.RuleRevision{Rule: r.ID, Rev: r.Rev, Hash: r.Hash(), Class: r.Class, PublishedOn: on, EffectiveOn: on, RecordedAt: on.Start(time.UTC)})
	}
	return out
}

// as signs one of the demonstration's people in and returns their session's token.
func (h house) as(t *testing.T, persona string) (people.Person, string) {
	t.Helper()
	for _, p := range demo.Personas() {
		if p.Key != persona {
			continue
		}
		person, err := h.store.PersonByEmployeeID(context.Background(), p.EmployeeID)
		if err != nil {
			t.Fatal(err)
		}
		token, err := h.door.SignInAs(context.Background(), person, enter.Visitor{}, noon)
		if err != nil {
			t.Fatal(err)
		}
		return person, token
	}
	t.Fatalf("no persona %s", persona)
	return people.Person{}, ""
}

func (h house) ask(t *testing.T, method, path, token string, headers ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(""))
	r.Host = "127.0.0.1:8080"
	r.Header.Set("Accept", "text/html")
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	if token != "" {
		r.AddCookie(&http.Cookie{Name: "session", Value: token})
	}
	answer, err := h.server.App().Test(r, 30_000)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// fill puts somebody's own things into a path, or things that nobody has.
func fill(path string, ids map[string]string) string {
	for name, id := range ids {
		path = strings.ReplaceAll(path, ":"+name, id)
	}
	return path
}

func TestNobodySignedOutComesIn(t *testing.T) {
	h := open(t, false)
	ids := map[string]string{"rule": "r18", "module": "welcome", "lesson": "purpose", "scenario": "late-parcel", "programme": "code-of-conduct"}
	for _, r := range web.Routes() {
		if r.Policy == "public" {
			continue
		}
		answer := h.ask(t, r.Method, fill(r.Path, ids), "")
		want := http.StatusUnauthorized
		switch {
		case r.Policy == "demonstration":
			want = http.StatusNotFound
		case r.Method == http.MethodGet:
			want = http.StatusSeeOther
		}
		if answer.StatusCode != want {
			t.Errorf("%s %s (%s) answers %d to nobody, want %d", r.Method, r.Path, r.Policy, answer.StatusCode, want)
		}
	}
}

func TestEveryRouteForEveryRole(t *testing.T) {
	h := open(t, false)
	ctx := context.Background()
	_, owner := h.as(t, "returning")
	returning, _ := h.as(t, "returning")
	plays, err := h.store.Plays(ctx, returning.ID, 1)
	if err != nil || len(plays) == 0 {
		t.Fatal("the returning employee has played nothing", err)
	}
	attempts, err := h.store.Attempts(ctx, returning.ID, 1)
	if err != nil || len(attempts) == 0 {
		t.Fatal("the returning employee has taken no paper", err)
	}
	certificates, err := h.store.Certificates(ctx, returning.ID)
	if err != nil || len(certificates) == 0 {
		t.Fatal("the returning employee has no certificate", err)
	}
	reviews, err := h.store.Reviews(ctx, returning.ID, 0, 1)
	if err != nil || len(reviews) == 0 {
		t.Fatal("nothing waits for a trainer", err)
	}
	ids := map[string]string{"rule": "r18", "scenario": "late-parcel", "programme": "code-of-conduct", "person": string(returning.ID), "review": string(reviews[0].ID),
		"play": string(plays[0].ID), "attempt": string(attempts[0].ID), "certificate": certificates[0].Code, "module": "truth-and-trust", "lesson": "privacy", "bank": "mixed", "question": "r02-a", "blueprint": "onboarding-check"}
	allowed := map[string][]string{ // policy → personas that come in; everybody where it is not listed
		"own play": {"returning"}, "own attempt": {"returning"}, "own certificate": {"returning"},
		"overseers": {"trainer", "manager", "admin", "auditor"}, "administrators": {"admin"}, "trainers and administrators": {"trainer", "admin"}, "administrators and auditors": {"admin", "auditor"},
	}
	for _, persona := range []string{"starting", "returning", "trainer", "manager", "admin", "auditor"} {
		_, token := h.as(t, persona)
		for _, r := range web.Routes() {
			if r.Policy == "public" || r.Policy == "demonstration" || strings.Contains(r.Policy, ":person") {
				continue
			}
			list, limited := allowed[r.Policy]
			mayCome := !limited || slices.Contains(list, persona)
			if r.Method != http.MethodGet && mayCome {
				continue // what a form does is tested where it is made
			}
			answer := h.ask(t, r.Method, fill(r.Path, ids), token)
			refused := answer.StatusCode == http.StatusForbidden || answer.StatusCode == http.StatusNotFound
			if refused == mayCome || answer.StatusCode >= http.StatusInternalServerError {
				t.Errorf("%s: %s %s (%s) answers %d", persona, r.Method, r.Path, r.Policy, answer.StatusCode)
			}
		}
	}
	if answer := h.ask(t, http.MethodGet, "/record", owner); answer.StatusCode != http.StatusOK {
		t.Errorf("own record: %d", answer.StatusCode)
	}
}

func TestAnotherSitesFormIsRefused(t *testing.T) {
	h := open(t, false)
	_, token := h.as(t, "starting")
	for _, headers := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "", "Origin", "https://elsewhere.example"}} {
		if answer := h.ask(t, http.MethodPost, "/practice/late-parcel", token, headers...); answer.StatusCode != http.StatusForbidden {
			t.Errorf("%v: %d", headers, answer.StatusCode)
		}
	}
}

func TestADemonstrationStaysOnItsMachine(t *testing.T) {
	h := open(t, true)
	for _, c := range []struct {
		headers []string
		want    int
	}{
		{nil, http.StatusOK},
		{[]string{"X-Forwarded-For", "203.0.113.9"}, http.StatusForbidden},
		{[]string{"Forwarded", "for=203.0.113.9"}, http.StatusForbidden},
	} {
		if answer := h.ask(t, http.MethodGet, "/sign-in", "", c.headers...); answer.StatusCode != c.want {
			t.Errorf("%v: %d, want %d", c.headers, answer.StatusCode, c.want)
		}
	}
	foreign := httptest.NewRequest(http.MethodGet, "/sign-in", nil)
	foreign.Host = "elsewhere.example"
	answer, err := h.server.App().Test(foreign)
	if err != nil || answer.StatusCode != http.StatusForbidden {
		t.Errorf("a foreign host: %v, %v", answer.StatusCode, err)
	}
}

func TestRoutesPrintAsTheContractSays(t *testing.T) {
	text, err := json.Marshal(web.Routes())
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	if err := json.Unmarshal(text, &rows); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, row := range rows {
		name := fmt.Sprint(row["method"], " ", row["path"])
		if len(row) != 3 || row["policy"] == "" || seen[name] {
			t.Errorf("row %v", row)
		}
		seen[name] = true
	}
}

// TestAFormOfSomebodySignedOutIsHeld keeps what was typed when a session ends, without any script: the
// page that says so sends it again. Passwords are never sent back.
func TestAFormOfSomebodySignedOutIsHeld(t *testing.T) {
	h := open(t, false)
	send := func(path, form string) (int, string) {
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		answer, err := h.server.App().Test(r, 30_000)
		if err != nil {
			t.Fatal(err)
		}
		page, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answer.StatusCode, string(page)
	}
	status, page := send("/plays/01ARZ3NDEKTSV4RRFFQ69G5FAV", "choice=reply&turn=3&words=I+am+%3Cb%3Eso%3C%2Fb%3E+sorry+that+you+waited.")
	for _, want := range []string{`action="/plays/01ARZ3NDEKTSV4RRFFQ69G5FAV"`, `name="turn" value="3"`, `value="I am &lt;b&gt;so&lt;/b&gt; sorry that you waited."`} {
		if status != http.StatusUnauthorized || !strings.Contains(page, want) {
			t.Errorf("the answer %d does not hold %s", status, want)
		}
	}
	if _, page := send("/account/password", "old=a&password=correct+horse+battery"); strings.Contains(page, "horse") {
		t.Error("a password came back")
	}
	if _, page := send("/plays/01ARZ3NDEKTSV4RRFFQ69G5FAV", "words="+strings.Repeat("a+", 40_000)); strings.Contains(page, "a a a") {
		t.Error("a form beyond the limit came back")
	}
}
