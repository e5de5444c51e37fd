package account_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestSignIn(t *testing.T) {
	w := newWorld(t, false)
	cases := []struct {
		name   string
		form   []string
		status int
		texts  []string
	}{
		{"right", []string{"login", "amara.osei@example.org", "password", good}, 303, []string{"/"}},
		{"with blanks around the login", []string{"login", " E-2041 ", "password", good}, 303, []string{"/"}},
		{"on to a page", []string{"login", "E-2041", "password", good, "next", "/rules?q=privacy"}, 303, []string{"/rules?q=privacy"}},
		{"on to another site", []string{"login", "E-2041", "password", good, "next", "//evil.example"}, 303, []string{"/"}},
		{"on to another site, by another way", []string{"login", "E-2041", "password", good, "next", "https://evil.example/"}, 303, []string{"/"}},
		{"wrong", []string{"login", "E-2041", "password", "three cold kettles", "next", "/record"}, 422,
			[]string{"do not belong together", `value="E-2041"`, `value="/record"`}},
		{"unknown", []string{"login", "nobody", "password", good}, 422, []string{"do not belong together", `value="nobody"`}},
		{"has no password", []string{"login", "E-2042", "password", good}, 422, []string{"do not belong together"}},
		{"no login", []string{"password", good}, 422, []string{`id="f-login-error"`}},
		{"a login as long as a book", []string{"login", strings.Repeat("x", 500), "password", good}, 422, []string{`id="f-login-error"`}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w.t = t
			b := w.browser()
			expect(t, b.post("/sign-in", c.form...), c.status, c.texts...)
			if _, in := b.cookies["session"]; in != (c.status == 303) {
				t.Errorf("signed in: %v", in)
			}
		})
	}
}

func TestTheSignInPage(t *testing.T) {
	w := newWorld(t, false)
	b := w.browser()
	expect(t, b.get("/account"), 303, "/sign-in?next=%2Faccount")
	p := b.get("/sign-in?next=%2Faccount")
	expect(t, p, 200, `name="login"`, `value="/account"`, `href="/join"`)
	lacks(t, p, "persona", `action="/sign-in/pin"`)
	b.signIn("E-2041")
	expect(t, b.get("/sign-in"), 303, "/")
	expect(t, b.get("/sign-in?next=%2Faccount"), 303, "/account")
	b.lang = "fr"
	expect(t, b.post("/sign-out"), 303, "/sign-in")
	expect(t, b.get("/sign-in"), 200, "Votre session est fermée.", "Adresse e-mail ou matricule")
	expect(t, b.post("/sign-out"), 303, "/sign-in")
}

func TestSignInIsThrottled(t *testing.T) {
	w := newWorld(t, false)
	b := w.browser()
	for range 10 {
		expect(t, b.post("/sign-in", "login", "E-2041", "password", "wrong"), 422)
	}
	w.now = w.now.Add(5 * time.Minute)
	p := b.post("/sign-in", "login", "E-2041", "password", good)
	expect(t, p, 429, "Try again in 10 minutes", `value="E-2041"`)
	if p.retryAfter != "600" {
		t.Errorf("Retry-After: %s", p.retryAfter)
	}
	w.now = w.now.Add(10 * time.Minute)
	expect(t, b.post("/sign-in", "login", "E-2041", "password", good), 303, "/")
}

func TestJoinWithAPassword(t *testing.T) {
	w := newWorld(t, false)
	codes := w.invite("E-2042")
	b := w.browser()
	expect(t, b.get("/join"), 200, `name="code"`)
	expect(t, b.post("/join", "code", ""), 422, `id="f-code-error"`)
	expect(t, b.post("/join", "code", "NOSUCH22"), 422, "No invitation with this code is open", `value="NOSUCH22"`)
	typed := strings.ToLower(codes.Short[:4]) + " - " + codes.Short[4:]
	expect(t, b.post("/join", "code", typed), 303, "/join/"+codes.Short)

	for _, code := range []string{codes.Short, codes.Link} {
		p := b.get("/join/" + code)
		expect(t, p, 200, "Welcome, Denis", `value="password"`, `value="pin"`)
		lacks(t, p, "Roux", "E-2042")
	}
	at := "/join/" + codes.Link
	expect(t, b.post(at, "way", "password", "password", "short", "again", "short"), 422, "at least 12 characters", "Welcome, Denis", `href="#f-password"`)
	expect(t, b.post(at, "way", "password", "password", good, "again", "four warm kettles"), 422, `id="f-again-error"`)
	expect(t, b.post(at, "way", "fingerprint"), 400)
	expect(t, b.post(at, "way", "password", "password", good, "again", good), 303, "/")
	expect(t, b.get("/account"), 200, "Your password is set", "E-2042", "Denis Roux")

	expect(t, w.browser().get(at), 410, "has been used", `name="code"`)
	expect(t, w.browser().get("/join/"+codes.Short), 410, "has been used")
	expect(t, w.browser().post(at, "way", "password", "password", good, "again", good), 410, "has been used")
	w.browser().signIn("E-2042")
}

func TestAJoiningCodeEnds(t *testing.T) {
	w := newWorld(t, false)
	older := w.invite("E-2042")
	codes := w.invite("E-2042")
	expect(t, w.browser().get("/join/"+older.Link), 410)
	w.now = w.now.Add(7 * 24 * time.Hour)
	expect(t, w.browser().get("/join/"+codes.Link), 410, "more than seven days old")
	expect(t, w.browser().post("/join/"+codes.Short, "way", "password", "password", good, "again", good), 410)
	expect(t, w.browser().post("/join", "code", codes.Short), 422)
}

func TestAPIN(t *testing.T) {
	w := newWorld(t, false)
	codes := w.invite("E-2041")
	phone := w.browser()
	at := "/join/" + codes.Short
	expect(t, phone.post(at, "way", "pin", "pin", "123456", "pin_again", "123456"), 422, "first that anybody would try", `href="#f-pin"`)
	expect(t, phone.post(at, "way", "pin", "pin", goodPIN, "pin_again", "482914"), 422, `id="f-pin_again-error"`)
	expect(t, phone.post(at, "way", "pin", "pin", "482 913", "pin_again", goodPIN), 303, "/")
	if phone.ages["device"] != 30*24*60*60 || phone.ages["session"] != 0 {
		t.Errorf("cookies last %v", phone.ages)
	}
	expect(t, phone.get("/account"), 200, "It works on this device for 30 days", "You came in with a PIN", "30 more days", "This one")
	expect(t, phone.post("/account/password", "old", good, "password", "four warm kettles", "again", "four warm kettles"), 403)

	expect(t, phone.get("/sign-in"), 200, "opens a learner", `name="password"`)
	expect(t, phone.post("/sign-out"), 303, "/sign-in")
	p := phone.get("/sign-in?next=%2Frecord")
	expect(t, p, 200, "Welcome back, Amara", `action="/sign-in/pin"`, "with=password")
	lacks(t, p, "Osei", "E-2041")
	expect(t, phone.get("/sign-in?with=password"), 200, `name="login"`)
	expect(t, phone.post("/sign-in/pin", "pin", "482914"), 422, `id="f-pin-error"`, `name="return" value="/sign-in"`)
	expect(t, phone.post("/sign-in/pin", "pin", goodPIN, "next", "/record"), 303, "/record")

	old := phone.cookies["session"]
	phone.signIn("E-2041")
	if _, _, err := w.door.Recognise(context.Background(), old, w.now); err == nil {
		t.Error("the session of the PIN goes on beside the new one")
	}
	expect(t, phone.post("/sign-out"), 303)

	for range 5 {
		expect(t, phone.post("/sign-in/pin", "pin", "482914"), 422)
	}
	expect(t, phone.post("/sign-in/pin", "pin", goodPIN), 429, "Try again in 15 minutes", "Welcome back, Amara")

	w.now = w.now.Add(30 * 24 * time.Hour)
	expect(t, phone.post("/sign-in/pin", "pin", goodPIN), 422, "No PIN works on this device any more", `name="login"`)
	if phone.cookies["device"] != "" {
		t.Error("the browser still thinks that a PIN works on it")
	}
	expect(t, phone.get("/sign-in"), 200, `name="login"`)
}

func TestWhoOverseesOthersNeedsAPassword(t *testing.T) {
	w := newWorld(t, false)
	codes := w.invite("E-1001")
	b := w.browser()
	p := b.get("/join/" + codes.Link)
	expect(t, p, 200, "Welcome, Elena", `value="password"`)
	lacks(t, p, `value="pin"`)
	expect(t, b.post("/join/"+codes.Link, "way", "pin", "pin", goodPIN, "pin_again", goodPIN), 422, "Welcome, Elena")
	expect(t, b.post("/join/"+codes.Link, "way", "password", "password", good, "again", good), 303, "/")
	expect(t, b.get("/team"), 200, "home of Elena Marsh")
}

func TestDemonstration(t *testing.T) {
	w := newWorld(t, true)
	b := w.browser()
	p := b.get("/sign-in")
	expect(t, p, 200, `name="persona" value="starting"`, `action="/demo/sign-in"`, "<details", `name="login"`)
	expect(t, b.post("/demo/sign-in", "persona", "nobody"), 404)
	expect(t, b.post("/demo/sign-in", "persona", "starting"), 303, "/")
	expect(t, b.get("/"), 200, "home of Amara Osei")
	expect(t, b.get("/sign-in"), 200, `name="persona"`)
	expect(t, b.post("/sign-in", "login", "E-2041", "password", "wrong"), 422, "do not belong together", `name="persona"`)

	earnest := newWorld(t, false).browser()
	lacks(t, earnest.get("/sign-in"), "persona")
	expect(t, earnest.post("/demo/sign-in", "persona", "starting"), 404)
}

func TestChangePassword(t *testing.T) {
	w := newWorld(t, false)
	here, elsewhere := w.browser().signIn("E-2041"), w.browser().signIn("E-2041")
	const fresh = "four warm kettles"
	expect(t, here.post("/account/password", "old", "wrong", "password", fresh, "again", fresh), 422, `id="f-old-error"`, `href="#f-old"`, `name="return" value="/account"`)
	expect(t, here.post("/account/password", "old", good, "password", fresh, "again", good), 422, `id="f-again-error"`)
	expect(t, here.post("/account/password", "old", good, "password", "amara osei 2026", "again", "amara osei 2026"), 422, "your own name")
	expect(t, elsewhere.get("/account"), 200)
	expect(t, here.post("/account/password", "old", good, "password", fresh, "again", fresh), 303, "/account")
	expect(t, here.get("/account"), 200, "Your password has been changed")
	expect(t, elsewhere.get("/account"), 303, "/sign-in?next=%2Faccount")
	expect(t, elsewhere.post("/sign-in", "login", "E-2041", "password", good), 422)
	for range 10 {
		here.post("/account/password", "old", "wrong", "password", fresh, "again", fresh)
	}
	expect(t, here.post("/account/password", "old", fresh, "password", good, "again", good), 429, "Try again in 15 minutes")
}

func TestEndSessionsAndForgetDevices(t *testing.T) {
	w := newWorld(t, false)
	codes := w.invite("E-2041")
	phone := w.browser()
	expect(t, phone.post("/join/"+codes.Link, "way", "pin", "pin", goodPIN, "pin_again", goodPIN), 303)
	here, elsewhere := w.browser().signIn("E-2041"), w.browser().signIn("E-2041")
	w.now = w.now.Add(10 * time.Minute)
	p := here.get("/account")
	expect(t, p, 200, "Firefox on Linux", "This one", "10 minutes ago", "Just now", "30 more days", `action="/account/devices/forget"`)

	device := w.door.Tokens.TokenHash(phone.cookies["device"])
	expect(t, here.post("/account/devices/forget", "device", device), 303, "/account")
	amara := string(w.person["E-2041"].ID)
	if want := amara + " " + device; len(w.kept.forgotten) != 1 || w.kept.forgotten[0] != want {
		t.Errorf("forgotten: %q, want %q", w.kept.forgotten, want)
	}
	expect(t, phone.get("/account"), 303)
	expect(t, elsewhere.get("/account"), 200)

	expect(t, here.post("/account/sessions/end"), 303, "/account")
	expect(t, here.get("/account"), 200, "You are signed out everywhere else")
	expect(t, elsewhere.get("/account"), 303)
}

func TestLanguage(t *testing.T) {
	w := newWorld(t, false)
	b := w.browser()
	expect(t, b.post("/language", "lang", "fr", "return", "/sign-in"), 303, "/sign-in")
	expect(t, b.get("/sign-in"), 200, `lang="fr"`, "Mot de passe")
	expect(t, b.post("/language", "lang", "en", "return", "https://evil.example"), 303, "/")
	expect(t, b.post("/language", "lang", "tlh", "return", "/sign-in"), 400)
	if len(w.kept.languages) != 0 {
		t.Errorf("nobody's language was kept: %v", w.kept.languages)
	}
	b.signIn("E-2041")
	expect(t, b.post("/account/language", "lang", "fr"), 303, "/account")
	expect(t, b.get("/account"), 200, "Les pages sont désormais en français", "Matricule")
	if got := w.kept.languages[w.person["E-2041"].ID]; got != "fr" {
		t.Errorf("kept %q", got)
	}
}

func TestAbout(t *testing.T) {
	w := newWorld(t, false)
	b := w.browser()
	expect(t, b.get("/about"), 200, "1.2.3", "/static/licences.txt", "Apache License", "Who sees what")
	b.lang = "fr"
	expect(t, b.get("/about"), 200, "Qui voit quoi")
}

// What other sites' pages ask a browser to send changes nothing.
func TestOtherSitesCannotPost(t *testing.T) {
	w := newWorld(t, false)
	b := w.browser().signIn("E-2041")
	for _, path := range []string{"/sign-out", "/account/sessions/end", "/account/language", "/language", "/sign-in", "/account/devices/forget"} {
		r := foreign(path, url.Values{"lang": {"fr"}})
		if p := b.ask(r); p.status != 403 {
			t.Errorf("%s answers another site's form with %d", path, p.status)
		}
	}
	expect(t, b.get("/account"), 200)
}
