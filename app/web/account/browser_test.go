package account_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"understudy/app/auth"
	"understudy/app/catalog"
	"understudy/app/demo"
	"understudy/app/enter"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/store"
	"understudy/app/store/storetest"
	"understudy/app/web/account"
	"understudy/app/web/i18n"
	"understudy/app/web/site"
	"understudy/static"
)

var databases storetest.Databases

// shipped is the library, read once for all tests.
var shipped = sync.OnceValue(func() *catalog.Library {
	library, _ := catalog.Embedded()
	return library
})

func TestMain(m *testing.M) { os.Exit(databases.Main(m)) }

const (
	good    = "three warm kettles"
	goodPIN = "482913"
	host    = "127.0.0.1:8080"
	firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"
)

// kept is the store, but for two writes that it only notes.
type kept struct {
	*store.Store
	forgotten []string
	languages map[ident.ID]string
}

func (k *kept) ForgetDevice(_ context.Context, person ident.ID, hash string) error {
	k.forgotten = append(k.forgotten, string(person)+" "+hash)
	return nil
}

func (k *kept) SetLanguage(_ context.Context, person ident.ID, lang string) error {
	k.languages[person] = lang
	return nil
}

// world is an installation with a few people in it and a clock that the test turns.
type world struct {
	t      *testing.T
	now    time.Time
	kept   *kept
	door   enter.Door
	app    *fiber.App
	person map[string]people.Person // by employee id
}

func newWorld(t *testing.T, demonstration bool) *world {
	t.Helper()
	s := databases.Open(t, "sqlite")
	w := &world{t: t, now: time.Date(2026, 5, 20, 9, 0, 0, 0, time.UTC), kept: &kept{Store: s, languages: map[ident.ID]string{}}, person: map[string]people.Person{}}
	w.door = enter.Door{Accounts: s, Sessions: s, Invitations: s, Guard: s, Secrets: auth.NewHasher(2), Tokens: auth.Tokens{}}
	w.hire("E-1000", "Bruno Vidal", "bruno@example.org", people.Admin, good)
	w.hire("E-1001", "Elena Marsh", "elena@example.org", people.Manager, "")
	w.hire("E-2041", "Amara Osei", "amara.osei@example.org", people.Learner, good)
	w.hire("E-2042", "Denis Roux", "", people.Learner, "")

	catalogue, err := i18n.Load()
	w.check(err)
	manifest, err := static.Load()
	w.check(err)
	files, err := static.Files()
	w.check(err)
	inside := site.Site{Address: site.Address{Demo: demonstration}, Gate: site.Gate{Demo: demonstration}, Door: w.door,
		Live: catalog.NewLive(shipped()), Catalogue: catalogue, Manifest: manifest, Assets: site.NewAssets(files),
		Now: func() time.Time { return w.now }, Zone: time.UTC}
	pages := account.Pages{Door: w.door, Ways: w.kept, People: w.kept, Version: "1.2.3",
		Personas: []demo.Persona{{Key: "starting", EmployeeID: "E-2041", TitleKey: "demo.persona.starting.title", TextKey: "demo.persona.starting.text"}}}
	w.app = site.NewServer(inside, table(pages)).App()
	return w
}

func table(p account.Pages) []site.Route {
	home := func(v *site.Visit) error { return v.Ctx.SendString("home of " + v.Me().Name) }
	return []site.Route{
		{Method: "GET", Path: "/", Policy: site.SignedIn(), Handler: home},
		{Method: "GET", Path: "/team", Policy: site.Overseers(), Handler: home},
		{Method: "GET", Path: "/sign-in", Policy: site.Public(), Handler: p.SignIn},
		{Method: "POST", Path: "/sign-in", Policy: site.Public(), Handler: p.SignInSubmit},
		{Method: "POST", Path: "/sign-in/pin", Policy: site.Public(), Handler: p.SignInWithPIN},
		{Method: "POST", Path: "/sign-out", Policy: site.Public(), Handler: p.SignOut},
		{Method: "POST", Path: "/demo/sign-in", Policy: site.Demonstration(), Handler: p.SignInAsPersona},
		{Method: "GET", Path: "/join", Policy: site.Public(), Handler: p.Join},
		{Method: "POST", Path: "/join", Policy: site.Public(), Handler: p.JoinFind},
		{Method: "GET", Path: "/join/:code", Policy: site.Public(), Handler: p.JoinWith},
		{Method: "POST", Path: "/join/:code", Policy: site.Public(), Handler: p.JoinSubmit},
		{Method: "GET", Path: "/account", Policy: site.SignedIn(), Handler: p.Account},
		{Method: "POST", Path: "/account/password", Policy: site.SignedInFully(), Handler: p.Password},
		{Method: "POST", Path: "/account/sessions/end", Policy: site.SignedIn(), Handler: p.EndSessions},
		{Method: "POST", Path: "/account/devices/forget", Policy: site.SignedIn(), Handler: p.ForgetDevice},
		{Method: "POST", Path: "/account/language", Policy: site.SignedIn(), Handler: p.OwnLanguage},
		{Method: "POST", Path: "/language", Policy: site.Public(), Handler: p.Language},
		{Method: "GET", Path: "/about", Policy: site.Public(), Handler: p.About},
	}
}

func (w *world) check(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// hire adds somebody, with a password unless it is empty.
func (w *world) hire(employeeID, name, email string, role people.Role, password string) {
	w.t.Helper()
	ctx := context.Background()
	p := people.Person{ID: ident.New(w.now), EmployeeID: employeeID, Name: name, Email: email, Role: role}
	w.check(w.kept.SavePerson(ctx, p, w.now, p.ID))
	w.person[employeeID] = p
	if password == "" {
		return
	}
	hash, err := w.door.Secrets.Hash(ctx, password)
	w.check(err)
	w.check(w.kept.SetPassword(ctx, p.ID, hash, w.now, ""))
}

func (w *world) invite(employeeID string) enter.Codes {
	w.t.Helper()
	codes, err := w.door.Invite(context.Background(), w.person[employeeID].ID, w.person["E-1000"].ID, w.now)
	w.check(err)
	return codes
}

// browser keeps cookies as a browser does, and reads no script.
type browser struct {
	w       *world
	cookies map[string]string
	ages    map[string]int
	lang    string
}

func (w *world) browser() *browser {
	return &browser{w: w, cookies: map[string]string{}, ages: map[string]int{}, lang: "en"}
}

// page is what came back.
type page struct {
	status     int
	to         string // where a redirect goes
	body       string
	retryAfter string
}

func (b *browser) get(path string) page { return b.ask(httptest.NewRequest(http.MethodGet, path, nil)) }

func (b *browser) post(path string, pairs ...string) page {
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", "http://"+host)
	return b.ask(r)
}

func (b *browser) ask(r *http.Request) page {
	b.w.t.Helper()
	r.Host = host
	r.Header.Set("User-Agent", firefox)
	r.Header.Set("Accept", "text/html")
	r.Header.Set("Accept-Language", b.lang)
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	response, err := b.w.app.Test(r, -1)
	b.w.check(err)
	body, err := io.ReadAll(response.Body)
	b.w.check(err)
	for _, c := range response.Cookies() {
		if c.Value == "" || c.MaxAge < 0 || !c.Expires.IsZero() && c.Expires.Before(b.w.now) {
			delete(b.cookies, c.Name)
			continue
		}
		if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode {
			b.w.t.Errorf("the cookie %s is open to scripts or to other sites", c.Name)
		}
		b.cookies[c.Name], b.ages[c.Name] = c.Value, c.MaxAge
	}
	p := page{status: response.StatusCode, to: response.Header.Get("Location"), body: string(body), retryAfter: response.Header.Get("Retry-After")}
	if strings.HasPrefix(response.Header.Get("Content-Type"), "text/html") {
		b.inspect(r, p.body)
	}
	return p
}

// inspect holds what is true of every page.
func (b *browser) inspect(r *http.Request, body string) {
	b.w.t.Helper()
	where := r.Method + " " + r.URL.Path
	if found := regexp.MustCompile(`(?i)<[^>]+\s(style|on[a-z]+|hx-on[^=\s]*)=`).FindString(body); found != "" {
		b.w.t.Errorf("%s writes what the policy forbids: %s", where, found)
	}
	if found := regexp.MustCompile(`[>"](?:signin|join|account|password|pin|demo|role)(?:\.[a-z_]+)+[<"]`).FindString(body); found != "" {
		b.w.t.Errorf("%s shows a key in place of a text: %s", where, found)
	}
	if n := strings.Count(body, "<h1"); n != 1 {
		b.w.t.Errorf("%s has %d first headings", where, n)
	}
	for _, secret := range []string{good, goodPIN, "four warm kettles"} {
		if strings.Contains(body, secret) {
			b.w.t.Errorf("%s shows a secret", where)
		}
	}
}

// signIn signs somebody in with the good password.
func (b *browser) signIn(login string) *browser {
	b.w.t.Helper()
	expect(b.w.t, b.post("/sign-in", "login", login, "password", good), 303, "/")
	return b
}

// expect checks a status, and each of the texts: of a redirect, where it goes.
func expect(t *testing.T, p page, status int, texts ...string) {
	t.Helper()
	if p.status != status {
		t.Errorf("status %d, want %d", p.status, status)
	}
	for _, text := range texts {
		if status == 303 && p.to != text {
			t.Errorf("goes on to %q, want %q", p.to, text)
		}
		if status != 303 && !strings.Contains(p.body, text) {
			t.Errorf("the page of status %d does not say %q", p.status, text)
		}
	}
}

// lacks checks that a page does not say something.
func lacks(t *testing.T, p page, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(p.body, text) {
			t.Errorf("the page says %q", text)
		}
	}
}

// foreign is a form that a page of another site sends.
func foreign(path string, form url.Values) *http.Request {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", "https://evil.example")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	return r
}
