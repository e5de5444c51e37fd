package account

import (
	"strings"

	"understudy/app/web/site"
)

// SignInWithPIN lets the owner of a device in to the learner's pages.
func (p Pages) SignInWithPIN(v *site.Visit) error {
	next := site.LocalPath(v.Form("next"))
	token, err := p.Door.SignInWithPIN(v.Context(), v.Device(), digits(v.Form("pin")), visitor(v), v.Now)
	if t, ok := troubleOf(v, err); ok {
		v.UI.Path = "/sign-in" // where the page can be asked for again
		owner, err := p.owner(v)
		if err != nil {
			return err
		}
		if owner == "" { // nobody's PIN works here any longer
			t = trouble{status: t.status, notice: v.UI.T("signin.pin_over"), tone: t.tone}
		}
		return v.RenderStatus(t.answer(), signInPage(v.UI, signInView{trouble: t, next: next, owner: owner}))
	}
	if err != nil {
		return err
	}
	if err := p.welcome(v, token); err != nil {
		return err
	}
	return v.Go(next)
}

// digits drops the blanks of a PIN that was typed in groups.
func digits(pin string) string { return strings.Join(strings.Fields(pin), "") }
