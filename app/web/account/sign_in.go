package account

import (
	"net/url"

	"understudy/app/demo"
	"understudy/app/fault"
	"understudy/app/web/site"
)

// signInView is what the sign-in page shows.
type signInView struct {
	trouble
	next     string // where to go on to
	login    string // as it was typed
	owner    string // given name of whose PIN works here, "" to ask for a password
	stepUp   bool   // somebody is in by PIN and needs more
	personas []demo.Persona
}

// withPassword is the address of the page that asks for a password in place of a PIN.
func (s signInView) withPassword() string {
	return "/sign-in?" + url.Values{"with": {"password"}, "next": {s.next}}.Encode()
}

// SignIn asks who is there: by PIN on a device that somebody's PIN works on, else by password. Who is
// in goes on, but for one who came by PIN and needs a password, and for the choice of a demonstration.
func (p Pages) SignIn(v *site.Visit) error {
	view := signInView{next: site.LocalPath(v.Query("next")), stepUp: v.Actor.LearnerOnly, personas: p.offered(v)}
	if v.Actor.SignedIn && !v.Actor.LearnerOnly && len(view.personas) == 0 {
		return v.Go(view.next)
	}
	if v.Query("with") != "password" && !v.Actor.SignedIn {
		owner, err := p.owner(v)
		if err != nil {
			return err
		}
		view.owner = owner
	}
	return v.Render(signInPage(v.UI, view))
}

// offered returns whom a demonstration offers to be.
func (p Pages) offered(v *site.Visit) []demo.Persona {
	if !v.UI.Demo {
		return nil
	}
	return p.Personas
}

// owner returns the given name of the person whose PIN works on this browser. A browser that it works
// on no longer forgets that it did.
func (p Pages) owner(v *site.Visit) (string, error) {
	token := v.Device()
	if token == "" {
		return "", nil
	}
	person, err := p.Door.Owner(v.Context(), token, v.Now)
	if fault.Is(err, fault.NotFound) {
		v.ForgetDevice()
		return "", nil
	}
	return person.GivenName(), err
}

type signInForm struct {
	Login string `form:"login" validate:"required,max=320"`
	Next  string `form:"next"`
}

// SignInSubmit lets somebody in with a password.
func (p Pages) SignInSubmit(v *site.Visit) error {
	var form signInForm
	err := site.Bind(v, &form)
	token := ""
	if err == nil {
		token, err = p.Door.SignIn(v.Context(), form.Login, v.Form("password"), visitor(v), v.Now)
	}
	if t, ok := troubleOf(v, err); ok {
		view := signInView{trouble: t, next: site.LocalPath(form.Next), login: form.Login, stepUp: v.Actor.LearnerOnly, personas: p.offered(v)}
		return v.RenderStatus(t.answer(), signInPage(v.UI, view))
	}
	if err != nil {
		return err
	}
	if err := p.welcome(v, token); err != nil {
		return err
	}
	return v.Go(site.LocalPath(form.Next))
}
