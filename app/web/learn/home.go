package learn

import (
	"understudy/app/assign"
	"understudy/app/civil"
	"understudy/app/examine"
	"understudy/app/learn"
	"understudy/app/recert"
	"understudy/app/refresh"
	"understudy/app/rehearse"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// homeView is what the home page shows.
type homeView struct {
	greeting string
	eyebrow  string
	summary  string
	hero     *ui.HeroOptions
	home     learn.Home
	main     *assign.Standing
	through  civil.Date // the last valid day of the standing that is certified, zero without one
	opens    civil.Date
	memory   refresh.Overview
	values   []refresh.ValueReadiness
}

// Home is the first page: the one next step, the way to the certificate, what is known so far.
func (p Pages) Home(v *site.Visit) error {
	home, err := p.Desk.Home(v.Context(), v.Me(), v.Now)
	if err != nil {
		return err
	}
	view := homeView{home: home, greeting: v.UI.T(greeting(v), "Name", v.Me().GivenName())}
	if main, ok := home.Main(); ok {
		view.main = &main
		view.eyebrow = eyebrow(v, main)
		view.summary = v.UI.T("home.minutes_left", "Count", main.Path.MinutesLeft())
		if view.hero, err = p.hero(v, main); err != nil {
			return err
		}
	}
	for _, s := range home.Standings {
		if until := s.Status.Until; !until.IsZero() && s.Status.Validity != recert.Lapsed && s.Status.Validity != recert.Revoked {
			view.through, view.opens = until.AddDays(-1), s.Status.OpensOn
		}
	}
	if view.memory, err = p.remembered(v, home.Standings); err != nil {
		return err
	}
	view.values = view.memory.ByValue(v.Library.Code.Values)
	if view.hero == nil {
		view.hero = refreshHero(v.UI, view.memory)
	}
	return v.Render(homePage(v.UI, view))
}

func greeting(v *site.Visit) string {
	switch hour := v.LocalHour(); {
	case hour < 12:
		return "home.greeting.morning"
	case hour < 18:
		return "home.greeting.afternoon"
	default:
		return "home.greeting.evening"
	}
}

func eyebrow(v *site.Visit, s assign.Standing) string {
	due := s.Status.DueOn
	switch {
	case due.IsZero():
		return s.Programme.Title
	case s.Status.Duty == recert.Overdue:
		return v.UI.T("home.overdue_since", "Title", s.Programme.Title, "Day", v.UI.Date(due))
	default:
		return v.UI.T("home.finish_by", "Title", s.Programme.Title, "Day", v.UI.Date(due.AddDays(-1)))
	}
}

// hero names the one next step by its subject.
func (p Pages) hero(v *site.Visit, s assign.Standing) (*ui.HeroOptions, error) {
	step, _ := s.Path.Next()
	h := &ui.HeroOptions{Title: step.Title, Eyebrow: v.UI.T("home.step."+string(step.Kind), "Count", step.MinutesLeft()), Icon: ui.IconClock,
		Value: s.Path.Done(), Max: len(s.Path.Steps), ProgressLabel: v.UI.T("home.path_progress", "Done", s.Path.Done(), "Total", len(s.Path.Steps))}
	switch step.Kind {
	case assign.Module:
		part, at, _ := step.NextPart()
		h.Text = v.UI.T("home.lesson_at", "At", at+1, "Total", len(step.Parts), "Title", part.Title)
		h.URL, h.Action = "/modules/"+step.Item+"/"+part.Lesson, startOrContinue(v, at > 0)
	case assign.Rehearsal:
		return h, p.heroRehearsal(v, step, h)
	case assign.Paper:
		return h, p.heroPaper(v, s, step, h)
	}
	return h, nil
}

func startOrContinue(v *site.Visit, begun bool) string {
	if begun {
		return v.UI.T("home.continue")
	}
	return v.UI.T("home.start")
}

func (p Pages) heroRehearsal(v *site.Visit, step assign.Step, h *ui.HeroOptions) error {
	plays, err := p.Stage.Recent(v.Context(), v.Me())
	if err != nil {
		return err
	}
	h.Text, h.Action, h.URL, h.Post = v.UI.T("home.rehearsal"), v.UI.T("home.start"), "/practice/"+step.Item, true
	for _, play := range plays {
		if play.Scenario == step.Item && play.Status == rehearse.Playing && !play.Practice {
			h.Text, h.Action = v.UI.T("home.rehearsal_at", "Turn", play.Seq+1), v.UI.T("home.continue")
			h.URL, h.Post = "/plays/"+string(play.ID), false
			break
		}
	}
	return nil
}

func (p Pages) heroPaper(v *site.Visit, s assign.Standing, step assign.Step, h *ui.HeroOptions) error {
	attempts, err := p.Hall.Recent(v.Context(), v.Me())
	if err != nil {
		return err
	}
	h.Text, h.Action, h.URL = v.UI.T("home.paper", "Needs", v.UI.Percent(step.Needs)), v.UI.T("home.start"), "/check/"+s.Programme.ID
	if step.Score >= 0 {
		h.Text = v.UI.T("home.paper_again", "Score", v.UI.Percent(step.Score), "Needs", v.UI.Percent(step.Needs))
	}
	for _, a := range attempts {
		if a.Blueprint.ID != step.Item || a.Status != examine.InProgress || a.Over(v.Now) {
			continue
		}
		sheet, err := p.Hall.Read(v.Context(), a.ID)
		if err != nil {
			return err
		}
		left := len(sheet.Questions) - sheet.Answered()
		h.Text, h.Action, h.URL = v.UI.T("home.paper_left", "Count", left), v.UI.T("home.continue"), "/attempts/"+string(a.ID)
		break
	}
	return nil
}
