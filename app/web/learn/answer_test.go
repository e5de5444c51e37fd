package learn

import (
	"context"
	"strings"
	"testing"
	"time"

	"understudy/app/catalog"
	"understudy/app/conduct"
	"understudy/app/examine"
	"understudy/app/quiz"
	"understudy/app/web/i18n"
	"understudy/app/web/site"
	"understudy/app/web/ui"
	"understudy/static"
)

// canary marks what no page may hold before an attempt is graded.
const canary = "canary-7c1f"

// kept is a question whose key, and all that only a graded page tells, carries the canary.
func kept(t quiz.Type, best int) quiz.Question {
	q := quiz.Question{ID: "q", Rev: 1, Status: "ready", Rules: []conduct.RuleID{"r01"}, Type: t, Stem: "What now?", Feedback: canary, Hash: canary,
		Scale: 5, Units: []string{"minutes"}, Choices: []conduct.RuleID{"r01", "r18"}}
	for i := range 2 {
		o := quiz.Option{Text: []string{"true", "false"}[i], Why: canary, Match: []string{"One", "Two"}[i], Who: "Ada", Score: -0.5, Rule: canary}
		if i == best {
			o.Score, o.Span, o.Panel = 1, canary, []int{5, 5, 5}
		} else {
			o.Panel = []int{1, 1, 1}
		}
		if t == quiz.Short || t == quiz.Numeric {
			o.Text, o.Value, o.Tolerance = canary, 424242, 0.4242
		}
		q.Options = append(q.Options, o)
	}
	return q
}

func visit(t *testing.T, lang string) *site.Visit {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	assets, err := static.Load()
	if err != nil {
		t.Fatal(err)
	}
	library, _ := catalog.Embedded()
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	return &site.Visit{Now: now, Library: library, UI: ui.Context{Printer: catalogue.Printer(lang), Assets: assets, Now: now, Path: "/attempts/1", Languages: i18n.Languages()}}
}

// page renders a question of a paper in progress, answered as the best response says.
func page(t *testing.T, v *site.Visit, q quiz.Question, answered bool) string {
	t.Helper()
	sheet := examine.Sheet{Attempt: examine.Attempt{ID: "1", Status: examine.InProgress, Blueprint: quiz.Blueprint{Title: "Check"}, Paper: quiz.Paper{Seed: 7}},
		Questions: []quiz.Question{q}, Answers: map[int]examine.Answer{}}
	if answered {
		response := q.Best()
		if q.Type == quiz.Short || q.Type == quiz.Numeric {
			response = quiz.Typed("12")
		}
		sheet.Answers[0] = examine.Answer{Response: response}
	}
	var out strings.Builder
	if err := attemptPage(v.UI, attemptOf(v, sheet, 0)).Render(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// No byte of a page depends on the key before the attempt is graded: pages of questions that differ in
// their keys alone are the same, and hold nothing that only a graded page tells.
func TestNoPageHoldsTheKey(t *testing.T) {
	for _, lang := range []string{"en", "fr", i18n.RTL} {
		v := visit(t, lang)
		for _, kind := range quiz.Types() {
			a, b := page(t, v, kept(kind, 0), false), page(t, v, kept(kind, 1), false)
			if a != b {
				t.Errorf("%s, %s: the page tells one key from another", kind, lang)
			}
			for _, secret := range []string{canary, "424242", "0.4242"} {
				if strings.Contains(a, secret) || strings.Contains(page(t, v, kept(kind, 0), true), secret) {
					t.Errorf("%s, %s: the page holds %q", kind, lang, secret)
				}
			}
		}
	}
}

// A graded page says what was answered, what is right and why, for every type.
func TestGradedPagesTellEverything(t *testing.T) {
	v := visit(t, "en")
	for _, kind := range quiz.Types() {
		q := kept(kind, 0)
		layout := quiz.LayOut(7, q)
		for name, response := range map[string]quiz.Response{"right": q.Best(), "nothing": {}, "nonsense": {Picks: []int{-9, 99, 3}, Text: "no"}} {
			var out strings.Builder
			if err := gradedFields(v.UI, gradedOf(v, q, layout, response)).Render(context.Background(), &out); err != nil {
				t.Fatal(err)
			}
			if html := out.String(); !strings.Contains(html, canary) || !strings.Contains(html, "Right") {
				t.Errorf("%s, %s: the why or the right answer is missing:\n%s", kind, name, html)
			}
		}
	}
	if got := formText(`*5\* a*`); got != "…5* a…" {
		t.Errorf("a form reads %q", got)
	}
}
