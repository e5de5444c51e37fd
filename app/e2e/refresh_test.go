package e2e

import (
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

// Bounds of a refresher on a phone.
const (
	phoneWidth     = 390
	tapsBesides    = 7 // at most, for five questions, beyond the answers themselves
	fiveQuestions  = 5
	leastTarget    = 44  // pixels that a finger needs
	mostQuestions  = 6   // of a session
	extraOfRefresh = "1" // asks for practice whether anything is due or not
)

// TestARefresherOnAPhone takes a refresher by taps alone and counts those that are no answer. It leaves half
// way and comes back, and looks for the key in every page that asks.
func TestARefresherOnAPhone(t *testing.T) {
	for _, way := range []struct {
		name    string
		scripts bool
	}{{"with the script", true}, {"without", false}} {
		t.Run(way.name, func(t *testing.T) {
			home := t.TempDir()
			s := serve(t, filepath.Join(home, "demo.db"), home)
			b := open(t, s.base, way.scripts, wayTime)
			b.look(phoneWidth, "light")
			b.visit("/sign-in")
			b.press("button[name=persona][value=returning]")
			taps, answers := 0, 0
			tap := func(selector string) { b.press(selector); taps++ }
			tap("form[action='/refresh'] button")
			for answers < fiveQuestions {
				b.asks()
				b.press("button[name=answer]")
				answers++
				b.says("main", "Your answer") // the chip at what was chosen
				if answers == 2 {
					b.visit("/") // away, and back: neither is a tap in the refresher
					b.press("form[action='/refresh'] button")
					continue
				}
				tap("main a.btn.primary")
			}
			if taps > tapsBesides {
				t.Errorf("%d taps besides %d answers, want at most %d", taps, answers, tapsBesides)
			}
			for n := answers; b.has("button[name=answer]") && n < mostQuestions; n++ {
				b.press("button[name=answer]")
				b.press("main a.btn.primary")
			}
			b.says("h1", "Done for today")
			s.stop()
		})
	}
}

// asks checks the page of a question: it is as wide as the phone, a finger meets each answer, and nothing in
// it tells the key.
func (b *tab) asks() {
	b.t.Helper()
	if b.ask("String(document.documentElement.scrollWidth > innerWidth)") == "true" {
		b.t.Errorf("%s has to be scrolled sideways", b.path())
	}
	const small = "String(Array.from(document.querySelectorAll('button[name=answer]')).some(e => e.getBoundingClientRect().height < 44))"
	if b.ask(small) == "true" {
		b.t.Errorf("an answer at %s is lower than %d pixels", b.path(), leastTarget)
	}
	page := b.ask("document.documentElement.outerHTML")
	for _, key := range []string{"score", "Your answer", "class=\"right\"", "correct"} {
		if strings.Contains(page, key) {
			b.t.Errorf("the question at %s comes with %q", b.path(), key)
		}
	}
}

// refreshes takes the first question of a refresher and leaves another refresher unanswered; it returns the
// address of what came of the one and of the question of the other.
func (v *visitor) refreshes() (answered, left string) {
	v.s.t.Helper()
	extra := url.Values{"extra": {extraOfRefresh}}
	first := v.post("/refresh", extra)
	for at := "/1"; ; {
		v.post(first+at, url.Values{"answer": {"0"}})
		_, to, _ := v.ask("GET", first, nil)
		if to == "" {
			break
		}
		at = strings.TrimPrefix(to, first)
	}
	return first + "/1", v.post("/refresh", extra) + "/1"
}
