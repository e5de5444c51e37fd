package web

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"understudy/app/web/account"
	"understudy/app/web/admin"
	"understudy/app/web/author"
	"understudy/app/web/judge"
	"understudy/app/web/learn"
	"understudy/app/web/site"
	"understudy/app/web/team"
)

// pages is everything that answers.
type pages struct {
	account account.Pages
	learn   learn.Pages
	admin   admin.Pages
	team    team.Pages
	judge   judge.Pages
	author  author.Pages
	health  health
}

// Table is the one table of routes: what may be asked for, by whom, and who answers. Nothing else
// registers a route.
func (p pages) table() []site.Route {
	return slices.Concat(p.entrance(), p.learning(), p.overseeing(), p.administration())
}

// entrance is the part of the table for the way in and out, and for one's own account.
func (p pages) entrance() []site.Route {
	get, post := fiber.MethodGet, fiber.MethodPost
	a := p.account
	return []site.Route{
		{Method: get, Path: "/healthz", Policy: site.Public(), Handler: p.health.Alive},
		{Method: get, Path: "/readyz", Policy: site.Public(), Handler: p.health.Ready},

		{Method: get, Path: "/sign-in", Policy: site.Public(), Handler: a.SignIn},
		{Method: post, Path: "/sign-in", Policy: site.Public(), Handler: a.SignInSubmit},
		{Method: post, Path: "/sign-in/pin", Policy: site.Public(), Handler: a.SignInWithPIN},
		{Method: post, Path: "/sign-out", Policy: site.Public(), Handler: a.SignOut},
		{Method: post, Path: "/demo/sign-in", Policy: site.Demonstration(), Handler: a.SignInAsPersona},
		{Method: get, Path: "/join", Policy: site.Public(), Handler: a.Join},
		{Method: post, Path: "/join", Policy: site.Public(), Handler: a.JoinFind},
		{Method: get, Path: "/join/:code", Policy: site.Public(), Handler: a.JoinWith},
		{Method: post, Path: "/join/:code", Policy: site.Public(), Handler: a.JoinSubmit},
		{Method: get, Path: "/account", Policy: site.SignedIn(), Handler: a.Account},
		{Method: post, Path: "/account/password", Policy: site.SignedInFully(), Handler: a.Password},
		{Method: post, Path: "/account/sessions/end", Policy: site.SignedIn(), Handler: a.EndSessions},
		{Method: post, Path: "/account/devices/forget", Policy: site.SignedIn(), Handler: a.ForgetDevice},
		{Method: post, Path: "/account/language", Policy: site.SignedIn(), Handler: a.OwnLanguage},
		{Method: post, Path: "/language", Policy: site.Public(), Handler: a.Language},
		{Method: get, Path: "/about", Policy: site.Public(), Handler: a.About},
		{Method: get, Path: "/styleguide", Policy: site.Demonstration(), Handler: styleguide},
	}
}

// learning is the part of the table for everybody's own way through the code.
func (p pages) learning() []site.Route {
	get, post := fiber.MethodGet, fiber.MethodPost
	l := p.learn
	return []site.Route{
		{Method: get, Path: "/", Policy: site.SignedIn(), Handler: l.Home},
		{Method: get, Path: "/rules", Policy: site.SignedIn(), Handler: l.Rules},
		{Method: get, Path: "/rules/:rule", Policy: site.SignedIn(), Handler: l.Rule},
		{Method: get, Path: "/modules/:module", Policy: site.SignedIn(), Handler: l.Module},
		{Method: get, Path: "/modules/:module/:lesson", Policy: site.SignedIn(), Handler: l.Lesson},
		{Method: post, Path: "/modules/:module/:lesson", Policy: site.SignedIn(), Handler: l.LessonCheck},
		{Method: get, Path: "/practice", Policy: site.SignedIn(), Handler: l.Practice},
		{Method: get, Path: "/practice/:scenario", Policy: site.SignedIn(), Handler: l.Briefing},
		{Method: post, Path: "/practice/:scenario", Policy: site.SignedIn(), Handler: l.PracticeStart},
		{Method: get, Path: "/plays/:play", Policy: site.Own("play"), Handler: l.Play},
		{Method: post, Path: "/plays/:play", Policy: site.Own("play"), Handler: l.PlayMove},
		{Method: get, Path: "/plays/:play/debrief", Policy: site.Own("play"), Handler: l.Debrief},
		{Method: post, Path: "/plays/:play/again", Policy: site.Own("play"), Handler: l.PlayAgain},
		{Method: post, Path: "/plays/:play/contest", Policy: site.Own("play"), Handler: l.Contest},
		{Method: get, Path: "/check/:programme", Policy: site.SignedIn(), Handler: l.Paper},
		{Method: post, Path: "/check/:programme", Policy: site.SignedIn(), Handler: l.PaperStart},
		{Method: get, Path: "/attempts/:attempt", Policy: site.Own("attempt"), Handler: l.Attempt},
		{Method: post, Path: "/attempts/:attempt", Policy: site.Own("attempt"), Handler: l.AttemptSave},
		{Method: post, Path: "/attempts/:attempt/submit", Policy: site.Own("attempt"), Handler: l.AttemptSubmit},
		{Method: get, Path: "/attempts/:attempt/result", Policy: site.Own("attempt"), Handler: l.Result},
		{Method: get, Path: "/refresh", Policy: site.SignedIn(), Handler: l.Refresh},
		{Method: post, Path: "/refresh", Policy: site.SignedIn(), Handler: l.RefreshStart},
		{Method: get, Path: "/refresh/:session", Policy: site.SignedIn(), Handler: l.RefreshSession},
		{Method: get, Path: "/refresh/:session/:at", Policy: site.SignedIn(), Handler: l.RefreshQuestion},
		{Method: post, Path: "/refresh/:session/:at", Policy: site.SignedIn(), Handler: l.RefreshAnswer},

		{Method: get, Path: "/record", Policy: site.SignedIn(), Handler: l.Record},
		{Method: get, Path: "/certificates/:certificate", Policy: site.Own("certificate"), Handler: l.Certificate},
	}
}

// overseeing is the part of the table for those who look after others, and after what they are asked.
func (p pages) overseeing() []site.Route {
	get, post := fiber.MethodGet, fiber.MethodPost
	return []site.Route{
		{Method: get, Path: "/team", Policy: site.Overseers(), Handler: p.team.Board},
		{Method: get, Path: "/team.csv", Policy: site.Overseers(), Handler: p.team.Export, Export: true},
		{Method: get, Path: "/people/:person", Policy: site.OverseersOf(), Handler: p.team.Person},
		{Method: post, Path: "/people/:person/assign", Policy: site.LeadersOf(), Handler: p.team.Assign},
		{Method: post, Path: "/people/:person/end", Policy: site.LeadersOf(), Handler: p.team.End},
		{Method: post, Path: "/people/:person/invite", Policy: site.LeadersOf(), Handler: p.team.Invite},
		{Method: post, Path: "/people/:person/extra-time", Policy: site.LeadersOf(), Handler: p.team.ExtraTime},

		{Method: get, Path: "/reviews", Policy: site.Judges(), Handler: p.judge.Queue},
		{Method: get, Path: "/reviews/:review", Policy: site.Judges(), Handler: p.judge.Case},
		{Method: post, Path: "/reviews/:review", Policy: site.Judges(), Handler: p.judge.Decide},

		{Method: get, Path: "/quizzes", Policy: site.Judges(), Handler: p.author.Overview},
		{Method: get, Path: "/quizzes/papers/:blueprint", Policy: site.Judges(), Handler: p.author.Paper},
		{Method: get, Path: "/quizzes/banks/:bank", Policy: site.Judges(), Handler: p.author.Bank},
		{Method: get, Path: "/quizzes/banks/:bank/export", Policy: site.Judges(), Handler: p.author.Export},
		{Method: post, Path: "/quizzes/written/:bank/publish", Policy: site.Judges(), Handler: p.author.Publish},
		{Method: post, Path: "/quizzes/written/:bank/retire", Policy: site.Judges(), Handler: p.author.Retire},
		{Method: get, Path: "/quizzes/regrade/:question", Policy: site.Judges(), Handler: p.author.Regrade},
		{Method: post, Path: "/quizzes/regrade/:question", Policy: site.Judges(), Handler: p.author.RegradeApply},
		{Method: get, Path: "/quizzes/import", Policy: site.Judges(), Handler: p.author.Import},
		{Method: post, Path: "/quizzes/import", Policy: site.Judges(), Handler: p.author.ImportFile, Upload: true},
	}
}

// administration is the part of the table for whoever runs an installation or examines it.
func (p pages) administration() []site.Route {
	get, post := fiber.MethodGet, fiber.MethodPost
	return []site.Route{
		{Method: get, Path: "/admin", Policy: site.Examiners(), Handler: p.admin.AuditTrail},
		{Method: get, Path: "/admin/people", Policy: site.Administrators(), Handler: p.admin.People},
		{Method: get, Path: "/admin/people/new", Policy: site.Administrators(), Handler: p.admin.NewPerson},
		{Method: post, Path: "/admin/people/new", Policy: site.Administrators(), Handler: p.admin.AddPerson},
		{Method: get, Path: "/admin/people/import", Policy: site.Administrators(), Handler: p.admin.Import},
		{Method: post, Path: "/admin/people/import", Policy: site.Administrators(), Handler: p.admin.ImportFile, Upload: true},
		{Method: get, Path: "/admin/people/template.csv", Policy: site.Administrators(), Handler: p.admin.ImportTemplate},
		{Method: get, Path: "/admin/people/:person/added", Policy: site.AdministratorsOf(), Handler: p.admin.Added},
		{Method: get, Path: "/admin/people/:person/edit", Policy: site.AdministratorsOf(), Handler: p.admin.EditPerson},
		{Method: post, Path: "/admin/people/:person/edit", Policy: site.AdministratorsOf(), Handler: p.admin.ChangePerson},
		{Method: get, Path: "/admin/people/:person/disable", Policy: site.AdministratorsOf(), Handler: p.admin.ConfirmDisable},
		{Method: post, Path: "/admin/people/:person/disable", Policy: site.AdministratorsOf(), Handler: p.admin.Disable},
		{Method: post, Path: "/admin/people/:person/enable", Policy: site.AdministratorsOf(), Handler: p.admin.Enable},
	}
}

// RoutePolicy is one row of the table as the command line prints it.
type RoutePolicy struct {
	Method string `json:"method"`
	Path   string `json:"path"`
	Policy string `json:"policy"`
}

// Routes returns every route with the name of its policy, the built files included.
func Routes() []RoutePolicy {
	out := []RoutePolicy{{fiber.MethodGet, "/static/*", site.Public().Name}}
	for _, r := range (pages{}).table() {
		out = append(out, RoutePolicy{r.Method, r.Path, r.Policy.Name})
	}
	return out
}
