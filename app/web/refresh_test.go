package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"understudy/app/catalog"
)

// send posts a form and returns where the answer leads.
func (h house) send(t *testing.T, path, token string, form url.Values) string {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.AddCookie(&http.Cookie{Name: "session", Value: token})
	answer, err := h.server.App().Test(r, 30_000)
	if err != nil {
		t.Fatal(err)
	}
	return answer.Header.Get("Location")
}

func (h house) page(t *testing.T, path, token string) (status int, body string) {
	t.Helper()
	answer := h.ask(t, http.MethodGet, path, token)
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(text)
}

// TestManagersSeeReadinessAndNoAnswers takes a question of a refresher and looks over the learner's shoulder
// in every other role.
func TestManagersSeeReadinessAndNoAnswers(t *testing.T) {
	h := open(t, false)
	learner, own := h.as(t, "finishing")
	session := h.send(t, "/refresh", own, url.Values{"extra": {"1"}})
	if !strings.HasPrefix(session, "/refresh/") {
		t.Fatalf("a refresher begins at %q", session)
	}
	_, question := h.page(t, session+"/1", own)
	h.send(t, session+"/1", own, url.Values{"answer": {"0"}})
	status, answered := h.page(t, session+"/1", own)
	if status != http.StatusOK || !strings.Contains(answered, "Your answer") {
		t.Errorf("the answer is shown with %d", status)
	}
	lib, _ := catalog.Embedded()
	var whys []string
	for _, q := range lib.Bank() {
		for _, o := range q.Options {
			whys = append(whys, o.Why)
		}
		whys = append(whys, q.Feedback)
	}
	for _, why := range whys {
		if why != "" && strings.Contains(question, why) {
			t.Errorf("the question comes with %q", why)
		}
	}
	for _, persona := range []string{"manager", "trainer", "admin", "auditor"} {
		_, token := h.as(t, persona)
		_, page := h.page(t, "/people/"+string(learner.ID), token)
		_, csv := h.page(t, "/team.csv", token)
		if !strings.Contains(page, "To refresh, ") && !strings.Contains(page, "Ready, ") || !strings.Contains(csv, "ready_percent") {
			t.Errorf("the %s sees no readiness", persona)
		}
		if strings.Contains(page, session) || strings.Contains(page, "Your answer") {
			t.Errorf("the %s sees an answer", persona)
		}
		if _, page := h.page(t, session+"/1", token); strings.Contains(page, "Your answer") {
			t.Errorf("the %s is shown what somebody else answered", persona)
		}
	}
	if status, _ := h.page(t, "/team", own); status != http.StatusForbidden {
		t.Errorf("a learner sees the team: %d", status)
	}
}
