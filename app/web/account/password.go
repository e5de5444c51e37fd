package account

import (
	"understudy/app/fault"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// Password replaces the password of somebody who knows the old one. Every other session and every PIN
// of theirs ends.
func (p Pages) Password(v *site.Visit) error {
	err := p.changePassword(v)
	if t, ok := troubleOf(v, err); ok {
		return p.showAccount(v, t)
	}
	if err != nil {
		return err
	}
	return v.GoSaying("/account", ui.Good, "account.password_changed")
}

func (p Pages) changePassword(v *site.Visit) error {
	next := v.Form("password")
	if next != v.Form("again") {
		return fault.Field("again", "password.differ")
	}
	return p.Door.ChangePassword(v.Context(), v.Me(), v.Form("old"), next, v.Session.Hash, v.Now)
}
