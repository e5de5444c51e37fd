package learn

import (
	"math"
	"strconv"
	"time"

	"understudy/app/assign"
	"understudy/app/fault"
	"understudy/app/quiz"
	"understudy/app/recall"
	"understudy/app/refresh"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// refreshView is what the page before a refresher shows.
type refreshView struct {
	overview refresh.Overview
	values   []refresh.ValueReadiness
}

// Refresh says what a refresher would ask now, and how ready somebody is.
func (p Pages) Refresh(v *site.Visit) error {
	overview, err := p.remembered(v, nil)
	if err != nil {
		return err
	}
	return v.Render(refreshPage(v.UI, refreshView{overview, overview.ByValue(v.Library.Code.Values)}))
}

// remembered is what the visitor remembers today; standings name the paper whose chance is asked for.
func (p Pages) remembered(v *site.Visit, standings []assign.Standing) (refresh.Overview, error) {
	var paper *quiz.Blueprint
	for _, s := range standings {
		if b, ok := v.Library.Blueprint(s.Programme.For(!s.Status.WholePath).Paper); ok {
			paper = &b
			break
		}
	}
	return p.Refresher.Overview(v.Context(), v.Me(), v.Library, paper, v.Now)
}

// RefreshStart begins a session, or goes on with the one that was left today.
func (p Pages) RefreshStart(v *site.Visit) error {
	name, ok, err := p.Refresher.Start(v.Context(), v.Me(), v.Library, v.Form("extra") != "", v.Now)
	switch {
	case err != nil:
		return err
	case !ok:
		return v.GoSaying("/refresh", ui.Info, "refresh.nothing")
	default:
		return v.Go("/refresh/" + name)
	}
}

// sessionView is what a page of a session shows: a question, what came of it, or how it all went.
type sessionView struct {
	session  refresh.Session
	position int
	form     answerForm
	graded   gradedAnswer
	asked    time.Time
	overview refresh.Overview // of the summary alone
}

func (s sessionView) step() refresh.Step { return s.session.Steps[s.position] }

func (s sessionView) url(position int) string {
	return "/refresh/" + s.session.Name + "/" + strconv.Itoa(position+1)
}

// next is where the page after an answer leads.
func (s sessionView) next() string {
	if s.session.Over() {
		return "/refresh/" + s.session.Name
	}
	return s.url(s.session.Next())
}

// RefreshSession shows the question that is next, or how the session went. A session that is too old is
// left for a new one.
func (p Pages) RefreshSession(v *site.Visit) error {
	view, found, err := p.sessionOf(v)
	switch {
	case err != nil:
		return err
	case !found:
		return v.Go("/refresh")
	case !view.session.Over():
		return v.Go(view.url(view.session.Next()))
	}
	if view.overview, err = p.remembered(v, nil); err != nil {
		return err
	}
	return v.Render(refreshSummary(v.UI, view))
}

func (p Pages) sessionOf(v *site.Visit) (sessionView, bool, error) {
	session, err := p.Refresher.Session(v.Context(), v.Me(), v.Library, v.Param("session"), v.Now)
	if fault.Is(err, fault.NotFound) {
		return sessionView{}, false, nil
	}
	return sessionView{session: session, asked: v.Now}, true, err
}

// RefreshQuestion shows one question of a session, or what came of it.
func (p Pages) RefreshQuestion(v *site.Visit) error {
	view, found, err := p.sessionOf(v)
	position, numeric := position(v)
	switch {
	case err != nil:
		return err
	case !found:
		return v.Go("/refresh")
	case !numeric || position > view.session.Next() || position >= len(view.session.Steps):
		return v.Go("/refresh/" + view.session.Name)
	}
	view.position = position
	step := view.step()
	layout := refresh.Layout(view.session.Name, step.Question)
	if step.Review != nil {
		view.graded = gradedOf(v, step.Question, layout, step.Review.Response)
		return v.Render(refreshAnswered(v.UI, view))
	}
	view.form = answerFormOf(v, step.Question, layout, quiz.Given{}, "")
	return v.Render(refreshQuestion(v.UI, view))
}

func position(v *site.Visit) (int, bool) {
	n, err := strconv.Atoi(v.Param("at"))
	return n - 1, err == nil && n > 0
}

// RefreshAnswer keeps an answer and shows what came of it.
func (p Pages) RefreshAnswer(v *site.Visit) error {
	view, found, err := p.sessionOf(v)
	position, numeric := position(v)
	switch {
	case err != nil:
		return err
	case !found || !numeric || position > view.session.Next() || position >= len(view.session.Steps):
		return v.Go("/refresh")
	}
	view.position = position
	q := view.step().Question
	layout := refresh.Layout(view.session.Name, q)
	given, err := givenOf(v, q, layout)
	if err == nil {
		err = p.Refresher.Answer(v.Context(), v.Me(), v.Library, view.session.Name, position, given, askedAt(v), v.Now)
	}
	if fields, mend := v.Mended(err); mend {
		view.form = answerFormOf(v, q, layout, given, fields[answerName])
		return v.RenderStatus(422, refreshQuestion(v.UI, view))
	}
	if err != nil {
		return err
	}
	return v.Go(view.url(position))
}

// askedAt is when the page of the form was made, the zero time where the form does not say.
func askedAt(v *site.Visit) time.Time {
	ms, err := strconv.ParseInt(v.Form("asked"), 10, 64)
	if err != nil || ms <= 0 || ms > v.Now.UnixMilli() {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// oneTap reports whether the options of a question are buttons that answer it.
func oneTap(q quiz.Question) bool { return q.Type == quiz.Single || q.Type == quiz.TrueFalse }

func (s sessionView) hidden() []ui.Hidden {
	return []ui.Hidden{{Name: "asked", Value: strconv.FormatInt(s.asked.UnixMilli(), 10)}}
}

// refreshHero is the refresher as the one next step; nil when nothing is due.
func refreshHero(c ui.Context, o refresh.Overview) *ui.HeroOptions {
	if len(o.Due) == 0 && o.Left == "" {
		return nil
	}
	h := &ui.HeroOptions{Eyebrow: c.T("refresh.eyebrow"), Icon: ui.IconClock, Title: c.T("refresh.title"), Text: refreshText(c, o),
		URL: "/refresh", Action: c.T("home.start"), Post: true}
	if o.Left != "" {
		h.Action = c.T("home.continue")
	}
	return h
}

// namedRules is how many rules a line names before it counts the others.
const namedRules = 3

func refreshText(c ui.Context, o refresh.Overview) string {
	if o.Left != "" {
		return c.T("refresh.left")
	}
	var names []string
	for i, r := range o.Due {
		if i == namedRules {
			names = append(names, c.T("refresh.more", "Count", len(o.Due)-namedRules))
			break
		}
		names = append(names, r.Title)
	}
	return c.T("refresh.due", "Count", len(o.Due), "Rules", c.List(names))
}

// percentOf writes a chance in whole percent, never as certain.
func percentOf(c ui.Context, p float64) string {
	return c.Percent(min(max(int(math.Round(100*p)), 1), 99))
}

// memoryState is what is said of a memory in one word.
func memoryState(m recall.Memory) string {
	switch {
	case !m.Taught:
		return "untaught"
	case m.Today:
		return "changed"
	case m.Ready():
		return "ready"
	default:
		return "fading"
	}
}

// alikeText says how forecasts like this one came true.
func alikeText(c ui.Context, f refresh.Forecast) string {
	if f.Alike == nil {
		return c.T("refresh.forecast.unchecked")
	}
	return c.T("refresh.forecast.checked", "Count", f.Alike.N, "From", c.Percent(int(math.Round(100*f.Alike.From))), "To", c.Percent(int(math.Round(100*f.Alike.To))),
		"Came", c.Percent(int(math.Round(100*f.Alike.Observed))))
}
