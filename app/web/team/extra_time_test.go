package team_test

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"understudy/app/people"
)

func (h *house) extra(p people.Person) int {
	h.t.Helper()
	percent, err := h.store.ExtraTime(context.Background(), p.ID)
	h.check(err)
	return percent
}

func TestWhoMayGiveExtraTime(t *testing.T) {
	h := open(t)
	own, other := h.near(true, people.Learner), h.near(false, people.Learner)
	cases := []struct {
		actor, subject people.Person
		want           int
	}{
		{h.persona("starting"), h.persona("starting"), 403},
		{h.persona("returning"), other, 403},
		{h.persona("trainer"), own, 403},
		{h.persona("auditor"), own, 403},
		{h.persona("manager"), other, 404},
		{h.persona("manager"), h.persona("manager"), 404},
		{h.persona("admin"), h.persona("admin"), 403},
		{h.persona("manager"), own, 303},
		{h.persona("admin"), other, 303},
	}
	for _, c := range cases {
		at, before := "/people/"+string(c.subject.ID), h.extra(c.subject)
		got := h.ask(c.actor, at+"/extra-time", "percent", "50")
		if given := h.extra(c.subject) != before; got.status != c.want || given != (c.want == 303) {
			t.Errorf("%s about %s: %d, want %d; changed: %v", c.actor.Role, c.subject.Name, got.status, c.want, given)
		}
		if page := h.ask(c.actor, at); strings.Contains(page.body, "/extra-time") != (c.want == 303) {
			t.Errorf("%s about %s: whether the page offers it", c.actor.Role, c.subject.Name)
		}
	}
}

func TestExtraTimeIsOneOfTheList(t *testing.T) {
	h := open(t)
	admin, learner := h.persona("admin"), h.near(true, people.Learner)
	at := "/people/" + string(learner.ID)
	for _, nonsense := range []string{"", "-25", "10", "300", "50.5", "a lot", "99999999999999999999"} {
		if p := h.ask(admin, at+"/extra-time", "percent", nonsense); p.status != 422 || !strings.Contains(p.body, "Choose how much extra time from the list") || h.extra(learner) != 0 {
			t.Errorf("%q answers %d", nonsense, p.status)
		}
	}
	if p := h.ask(admin, at+"/extra-time", "percent", "25"); p.status != 303 || p.to != at || h.extra(learner) != 25 {
		t.Errorf("25 percent answers %d %s", p.status, p.to)
	}
	if p := h.ask(admin, "/admin?about="+string(learner.ID)); !strings.Contains(p.body, "Extra time in papers set") || !strings.Contains(p.body, "25%") {
		t.Error("the trail does not say who granted it")
	}
	if p := h.ask(learner, "/check/code-of-conduct"); !strings.Contains(p.body, "Your extra time of 25% is in it") || !strings.Contains(p.body, "50 minutes") {
		t.Error("the page before a paper does not say it")
	}
	if p := h.ask(admin, at); !strings.Contains(p.body, `<option value="25" selected>25%</option>`) {
		t.Error("the page does not show what was granted")
	}
	admin.Lang = "fr"
	h.check(h.store.SavePerson(context.Background(), admin, noon, ""))
	if p := h.ask(admin, at); !strings.Contains(p.body, "Temps supplémentaire aux épreuves") {
		t.Error("the page is not in French")
	}
}

func TestExtraTimeIsTakenBackAndKept(t *testing.T) {
	h := open(t)
	admin := h.persona("admin")
	for _, c := range []struct {
		subject  people.Person
		had, now string
	}{{h.near(false, people.Learner), "10", "10"}, {h.near(true, people.Learner), "100", "0"}} {
		had, err := strconv.Atoi(c.had)
		h.check(err)
		h.check(h.store.GrantExtraTime(context.Background(), c.subject.ID, had, admin.ID, noon.Add(-time.Hour)))
		at := "/people/" + string(c.subject.ID)
		if p := h.ask(admin, at); !strings.Contains(p.body, `<option value="`+c.had+`" selected>`) {
			t.Errorf("the page does not show the %s percent that somebody has", c.had)
		}
		if p := h.ask(admin, at+"/extra-time", "percent", c.now); p.status != 303 || strconv.Itoa(h.extra(c.subject)) != c.now {
			t.Errorf("%s after %s answers %d and leaves %d", c.now, c.had, p.status, h.extra(c.subject))
		}
	}
}
