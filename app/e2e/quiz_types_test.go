package e2e

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"understudy/app/catalog"
	"understudy/app/quiz"
)

const oneOfEach = `id: onboarding-check
title: One of each
each_rule: 0
total: 9
pass: 80
limit_minutes: 40
mix: {single: 1, multiple: 1, truefalse: 1, ordering: 1, matching: 1, judgement: 1, short: 1, numeric: 1, spot: 1}
`

// TestEveryTypeOfQuestionByKeyboardAlone takes a paper that holds one question of each type without a
// pointer, and passes it with every mark. Every page fits a narrow phone, also from right to left.
func TestEveryTypeOfQuestionByKeyboardAlone(t *testing.T) {
	home, content := t.TempDir(), t.TempDir()
	folder := filepath.Join(content, "quizzes", "blueprints")
	check(t, os.MkdirAll(folder, 0o700))
	check(t, os.WriteFile(filepath.Join(folder, "onboarding-check.yaml"), []byte(oneOfEach), 0o600))
	library, problems := catalog.LoadWith(content)
	if len(problems) > 0 {
		t.Fatal(catalog.Lines(problems))
	}
	s := serveWith(t, filepath.Join(home, "demo.db"), home, "--demo", "--content", content)
	h := hire{tab: open(t, s.base, true, wayTime), library: library}
	h.visit("/sign-in")
	h.enter("button[name=persona][value=starting]")
	h.visit("/check/code-of-conduct")
	h.enter("main form .btn")
	h.fits()
	seen := map[quiz.Type]bool{}
	for h.has("main [name^=answer]") {
		q := h.asked()
		seen[q.Type] = true
		for _, c := range h.controls(q) {
			h.give(q, c)
		}
		h.enter("main form .btn")
	}
	if len(seen) != len(quiz.Types()) {
		t.Errorf("the paper asked only %v", seen)
	}
	h.enter(`form[action$="/submit"] .btn`)
	if !strings.HasSuffix(h.path(), "/result") {
		h.visit(h.ask("(document.querySelector('a[href*=\"/attempts/\"]') || location).href"))
	}
	h.says("main", "100%", "Your answer", "The words that break it")
	h.examine(h.ask("location.pathname"))
	if h.has("main .graded li.wrong") {
		t.Errorf("something is not right: %s", h.text("main .graded li.wrong"))
	}
	s.stop()
}

// fits looks at every question on phones, in both directions of writing, and asks axe about it; then it
// goes back to the first.
func (h *hire) fits() {
	h.t.Helper()
	first := h.path()
	for q := range len(quiz.Types()) {
		address := first + "?q=" + strconv.Itoa(q+1)
		h.visit(address)
		for _, direction := range []string{"rtl", "ltr"} {
			h.ask("document.dir = " + strconv.Quote(direction))
			for _, width := range []int64{320, 390} {
				h.look(width, "light")
				if h.ask("String(document.documentElement.scrollWidth > innerWidth)") == "true" {
					h.t.Errorf("question %d has to be scrolled sideways at %d px, %s", q+1, width, direction)
				}
			}
		}
		h.examine(address)
	}
	h.look(1280, "light")
	h.visit(first)
}

// give gives one control its value by keys.
func (h *hire) give(q quiz.Question, c control) {
	h.t.Helper()
	kind := h.ask("(e => e.type)(document.getElementById(" + strconv.Quote(c.ID) + "))")
	switch kind {
	case "text":
		h.tabTo("#" + c.ID)
		h.key(c.Value)
	case "checkbox":
		h.tabTo("#" + c.ID)
		h.key(" ")
	case "radio":
		h.tabTo("input[name=" + h.ask("document.getElementById("+strconv.Quote(c.ID)+").name") + "]")
		h.key(" ")
		for range mostTabs {
			if h.ask("document.activeElement.id") == c.ID {
				break
			}
			h.key(kb.ArrowDown)
		}
	default:
		h.tabTo("#" + c.ID)
		for range mostTabs {
			if h.ask("document.activeElement.value") == c.Value {
				break
			}
			h.key(kb.ArrowDown)
		}
	}
	if got := h.ask("(e => e.type === 'radio' || e.type === 'checkbox' ? String(e.checked) : e.value)(document.getElementById(" + strconv.Quote(c.ID) + "))"); got != c.Value && got != "true" {
		h.t.Fatalf("%s: %s is %q after the keys, not %q", q.ID, c.ID, got, c.Value)
	}
}
