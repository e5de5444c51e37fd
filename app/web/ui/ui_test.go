package ui_test

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"understudy/app/civil"
	"understudy/app/people"
	"understudy/app/web/i18n"
	"understudy/app/web/ui"
	"understudy/static"
)

// TestPagesKeepThePolicy renders every component in every language and looks for what the content
// security policy refuses, for keys that were never translated, and for ids that stand twice.
func TestPagesKeepThePolicy(t *testing.T) {
	banned := regexp.MustCompile(`(?i)<[a-z][^>]*\s(style|on[a-z]+|hx-on[^=\s]*)\s*=|<style|<script(?:[^>]*)>[^<]|javascript:`)
	untranslated := regexp.MustCompile(`[>"](?:ui|nav|status|error|rule|mood|talk|cert|form|pages|step|quiz|time|demo|role|value|date)\.[a-z0-9_.]+[<"]`)
	ids := regexp.MustCompile(`\sid="([^"]+)"`)
	for name, html := range pages(t) {
		for _, found := range []string{banned.FindString(html), untranslated.FindString(html)} {
			if found != "" {
				t.Errorf("%s has %q", name, found)
			}
		}
		seen := map[string]bool{}
		for _, id := range ids.FindAllStringSubmatch(html, -1) {
			if seen[id[1]] {
				t.Errorf("%s has the id %q twice", name, id[1])
			}
			seen[id[1]] = true
		}
		if n := strings.Count(html, "<h1"); n != 1 {
			t.Errorf("%s has %d first headings, want 1", name, n)
		}
	}
}

func pages(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, lang := range append(i18n.Languages(), i18n.Pseudo, i18n.RTL) {
		for _, role := range append(people.Roles(), "") {
			c := newContext(t, lang, role)
			out["gallery "+lang+" "+string(role)] = render(t, ui.Gallery(c))
			for _, status := range []int{400, 401, 403, 404, 405, 409, 410, 413, 418, 422, 429, 500, 503, 507} {
				page := ui.ErrorPage(c, ui.ErrorInfo{Status: status, Reference: "R1", RetryAfter: 90})
				out["error "+strconv.Itoa(status)+" "+lang+" "+string(role)] = render(t, page)
			}
		}
	}
	return out
}

func TestAuthoredTextIsEscaped(t *testing.T) {
	c := newContext(t, i18n.English, people.Learner)
	c.Person.Name, c.Search = `<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`
	c.Flash = &ui.Flash{Tone: ui.Good, Text: "<b>saved</b>"}
	html := render(t, ui.Page(c, ui.PageOptions{Title: "</title><script>"}))
	for _, bad := range []string{"<script>alert", "<img", "<b>saved", "</title><script>"} {
		if strings.Contains(html, bad) {
			t.Errorf("the page holds %q as markup", bad)
		}
	}
	link := render(t, ui.Button(c, ui.Btn{Text: "x", URL: "javascript:alert(1)"}))
	if strings.Contains(link, "javascript:") {
		t.Errorf("a button leads to a script: %s", link)
	}
}

func TestNavigationFollowsTheRole(t *testing.T) {
	cases := []struct {
		role      people.Role
		has, lack []string
	}{
		{people.Learner, []string{`href="/record"`}, []string{`href="/team"`, `href="/admin"`}},
		{people.Manager, []string{`href="/team"`}, []string{`href="/admin"`}},
		{people.Admin, []string{`href="/team"`, `href="/admin"`}, nil},
		{"", []string{`href="/sign-in"`}, []string{`href="/record"`, `action="/sign-out"`, `name="q"`}},
	}
	for _, test := range cases {
		c := newContext(t, i18n.English, test.role)
		c.Demo = false
		html := render(t, ui.Page(c, ui.PageOptions{Title: "x"}))
		for _, want := range test.has {
			if !strings.Contains(html, want) {
				t.Errorf("a %q page lacks %s", test.role, want)
			}
		}
		for _, not := range test.lack {
			if strings.Contains(html, not) {
				t.Errorf("a %q page has %s", test.role, not)
			}
		}
	}
}

func TestStatusWordsAreTotal(t *testing.T) {
	c := newContext(t, i18n.English, people.Learner)
	day := civil.Of(2027, 5, 19)
	cases := []struct {
		chip templ.Component
		want string
	}{
		{ui.ValidityUntil(c, "valid", day), "Valid through 19\u00a0May\u00a02027"},
		{ui.ValidityUntil(c, "valid", civil.Date{}), "Valid"},
		{ui.ValidityUntil(c, "never", day), "Not certified yet"},
		{ui.Duty(c, "open", day), "To do by 19\u00a0May\u00a02027"},
		{ui.Duty(c, "paused", day), "Paused during leave"},
		{ui.Duty(c, "something new", day), "something new"},
		{ui.Sign(c, "nochance"), "No chance to show"},
		{ui.RuleState(c, "fading"), "Due for a refresher"},
	}
	for _, test := range cases {
		if html := render(t, test.chip); !strings.Contains(html, ">"+test.want+"<") || !strings.Contains(html, "<svg") {
			t.Errorf("got %s, want the words %q and an icon", html, test.want)
		}
	}
}

func TestTimeLeftSaysMinutesWithoutTheScript(t *testing.T) {
	c := newContext(t, i18n.English, people.Learner)
	html := render(t, ui.TimeLeft(c, c.Now.Add(90*time.Second)))
	if !strings.Contains(html, "2 minutes") {
		t.Errorf("90 seconds read as %s", html)
	}
}

func TestMoodChartKeepsWithinItsFrame(t *testing.T) {
	c := newContext(t, i18n.English, people.Learner)
	for _, n := range []int{0, 1, 2, 60} {
		s := ui.MoodSeries{Who: "Ada"}
		for i := range n {
			s.Points = append(s.Points, ui.MoodPoint{Turn: i + 1, Mood: i%9 - 1})
		}
		for _, x := range regexp.MustCompile(`cx="(-?\d+)"`).FindAllStringSubmatch(render(t, ui.MoodChart(c, s)), -1) {
			if at, err := strconv.Atoi(x[1]); err != nil || at < 92 || at > 460 {
				t.Errorf("%d points: one stands at %s", n, x[1])
			}
		}
	}
}

func newContext(t *testing.T, lang string, role people.Role) ui.Context {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	assets, err := static.Load()
	if err != nil {
		t.Fatal(err)
	}
	c := ui.Context{
		Printer: catalogue.Printer(lang), Path: "/record", Demo: true, Assets: assets,
		Today: civil.Of(2026, 11, 24), Now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC),
	}
	if role != "" {
		c.Person = &people.Person{Name: "Amara Osei", Role: role}
	}
	return c
}

func render(t *testing.T, page templ.Component) string {
	t.Helper()
	var b strings.Builder
	if err := page.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
