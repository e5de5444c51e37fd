package author_test

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	texts "understudy/app/author"
	"understudy/app/catalog"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/quiz"
)

// submit sends a form.
func (h *house) submit(persona, path string, form ...string) answer {
	h.t.Helper()
	return h.send(persona, formRequest(path, form...))
}

func formRequest(path string, form ...string) *http.Request {
	values := url.Values{}
	for i := 0; i+1 < len(form); i += 2 {
		values.Set(form[i], form[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

// notice sends a form and returns the page that follows, with what it says of it.
func (h *house) notice(persona, path string, form ...string) answer {
	h.t.Helper()
	r := formRequest(path, form...)
	r.Host = "127.0.0.1:8080"
	r.Header.Set("Accept", "text/html")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.AddCookie(&http.Cookie{Name: "session", Value: h.token(persona)})
	got, err := h.server.App().Test(r, 30_000)
	h.check(err)
	h.check(got.Body.Close())
	next := httptest.NewRequest(http.MethodGet, got.Header.Get("Location"), http.NoBody)
	for _, c := range got.Cookies() {
		if c.Name != "session" {
			next.AddCookie(c)
		}
	}
	return h.send(persona, next)
}

// takesPaper has a persona hand in a paper without an answer.
func (h *house) takesPaper(persona string) (people.Person, ident.ID) {
	h.t.Helper()
	ctx := context.Background()
	h.expect("beginning a paper", h.submit(persona, "/check/code-of-conduct"), 303)
	_, person, err := h.door.Recognise(ctx, h.token(persona), noon)
	h.check(err)
	attempts, err := h.store.Attempts(ctx, person.ID, 1)
	h.check(err)
	if len(attempts) == 0 {
		h.t.Fatalf("the %s has no paper", persona)
	}
	h.expect("handing it in", h.submit(persona, "/attempts/"+string(attempts[0].ID)+"/submit"), 303)
	return person, attempts[0].ID
}

// asked returns a question of one choice that a paper holds and that somebody else has answered rightly.
func (h *house) asked(attempt ident.ID) quiz.Question {
	h.t.Helper()
	begun, err := h.store.Begun(context.Background(), attempt)
	h.check(err)
	for _, item := range begun.Paper.Items {
		q := h.lib.Questions[item.ID]
		others, err := h.store.AttemptsAsking(context.Background(), q.ID)
		h.check(err)
		for _, id := range others {
			other, _, err := h.store.Attempt(context.Background(), id)
			h.check(err)
			if q.Type == quiz.Single && other.Person != begun.Person && other.Result.Marks[q.ID] == 1 {
				return q
			}
		}
	}
	h.t.Fatal("no question of one choice was asked")
	return quiz.Question{}
}

// correct publishes a question with its key on another option.
func (h *house) correct(by people.Person, q quiz.Question) {
	h.t.Helper()
	at := slices.IndexFunc(h.lib.Banks, func(b catalog.Bank) bool { return slices.Contains(b.Questions, q.ID) })
	bank := h.lib.Banks[at]
	var questions []quiz.Question
	for _, id := range bank.Questions {
		other := h.lib.Questions[id]
		if id == q.ID {
			other.Rev++
			other.Options = slices.Clone(other.Options)
			right := slices.IndexFunc(other.Options, func(o quiz.Option) bool { return o.Score >= 1 })
			wrong := slices.IndexFunc(other.Options, func(o quiz.Option) bool { return o.Score <= 0 })
			a, b := &other.Options[right], &other.Options[wrong]
			a.Score, b.Score, a.Rule, b.Rule = b.Score, a.Score, b.Rule, a.Rule
		}
		questions = append(questions, other)
	}
	ctx := context.Background()
	doc := catalog.NewDocument(catalog.KindBank, bank.ID, catalog.English, texts.Path(catalog.KindBank, bank.ID), catalog.WriteBank(bank.ID, bank.Title, questions))
	h.check(h.store.KeepDocuments(ctx, h.lib.Documents, noon.Add(-time.Hour)))
	h.check(h.store.AddVersion(ctx, texts.Version{Document: doc, Number: 1, Status: texts.Draft, By: by.ID, At: noon}))
	h.expect("publishing the correction", h.post("admin", "/quizzes/written/"+bank.ID+"/publish"), 303)
}

func TestOnlyTrainersAndAdministratorsMarkAgain(t *testing.T) {
	h := open(t)
	for persona, want := range map[string]int{"trainer": 200, "admin": 200, "manager": 403, "auditor": 403, "starting": 403, "finishing": 403, "returning": 403} {
		page, form := h.get(persona, "/quizzes/regrade/r02-a"), h.submit(persona, "/quizzes/regrade/r02-a", "reason", "The key was wrong.")
		if page.status != want || form.status != cmp.Or(map[int]int{200: 303}[want], want) {
			t.Errorf("%s gets %d and %d", persona, page.status, form.status)
		}
	}
}

func TestNothingToMarkAgain(t *testing.T) {
	h := open(t)
	h.expect("the way from the bank", h.get("trainer", "/quizzes/banks/cheerfulness"), 200, `href="/quizzes/regrade/r02-a"`)
	page := h.get("trainer", "/quizzes/regrade/r02-a")
	h.expect("an unchanged question", page, 200, h.lib.Questions["r02-a"].Stem, "0 graded papers held an older version", "There is nothing to mark again", `href="/quizzes/banks/cheerfulness"`)
	if strings.Contains(page.body, `name="reason"`) {
		t.Error("there is a form for nothing")
	}
	for _, nonsense := range []string{"none", "r02", "R02-A", "%2e%2e", "r02-a%20", "%25"} {
		h.expect("the question "+nonsense, h.get("trainer", "/quizzes/regrade/"+nonsense), 404)
		h.expect("marking again "+nonsense, h.submit("trainer", "/quizzes/regrade/"+nonsense, "reason", "x"), 404)
	}
	h.lang = "fr"
	h.expect("in French", h.get("trainer", "/quizzes/regrade/r02-a"), 200, "Corriger de nouveau\u00a0: r02-a", "Il n’y a rien à corriger de nouveau")
}

// TestACorrectedKeyMarksPapersAgain follows a wrong key from its correction to the papers.
func TestACorrectedKeyMarksPapersAgain(t *testing.T) {
	h := open(t)
	ctx := context.Background()
	trainer, own := h.takesPaper("trainer")
	q := h.asked(own)
	h.correct(trainer, q)
	path := "/quizzes/regrade/" + q.ID
	page := h.get("trainer", path)
	h.expect("the preview", page, 200, "held an older version", "Your own paper: somebody else has to mark it again", trainer.Name, "2\u00a0March\u00a02026", "100.0% → 0.0%", `name="reason"`)
	if n := strings.Count(page.body, "<tr"); n > 101 {
		t.Errorf("the page lists %d rows", n)
	}
	h.expect("no reason", h.submit("trainer", path, "reason", "  \n "), 422, "Say why the papers are marked again")
	long := strings.Repeat("é", 301)
	h.expect("a long reason", h.submit("trainer", path, "reason", long), 422, "longer than 300", long)
	h.lang = "fr"
	h.expect("in French", h.get("trainer", path), 200, "Votre propre épreuve\u00a0: quelqu’un d’autre", "Corriger de nouveau ces épreuves")
	h.lang = "en"
	regraded := func() (n int) {
		attempts, err := h.store.AttemptsAsking(ctx, q.ID)
		h.check(err)
		for _, id := range attempts {
			regrades, err := h.store.RegradesOf(ctx, id)
			h.check(err)
			if len(regrades) > 0 && (id == own || regrades[0].By != trainer.ID || regrades[0].Reason != "The key was wrong.") {
				t.Errorf("%s was marked again: %+v", id, regrades)
			}
			n += len(regrades)
		}
		return n
	}
	if n := regraded(); n != 0 {
		t.Fatalf("looking marked %d papers again", n)
	}
	after := h.notice("trainer", path, "reason", " The key was wrong. ")
	n := regraded()
	if n == 0 {
		t.Error("no paper was marked again")
	}
	h.expect("marking again", after, 200, fmt.Sprint(n, map[bool]string{true: " paper was", false: " papers were"}[n == 1]+" marked again"))
	h.expect("afterwards", h.get("trainer", path), 200, "There is nothing to mark again", "Your own paper")
	h.expect("once more", h.notice("trainer", path, "reason", "The key was wrong."), 200, "No paper changed")
	if again := regraded(); again != n {
		t.Errorf("a second time marks %d papers again", again-n)
	}
}
