package account

import (
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// SignOut ends this browser's session. A PIN goes on working here.
func (p Pages) SignOut(v *site.Visit) error {
	if err := p.Door.SignOut(v.Context(), v.Session); err != nil {
		return err
	}
	v.Leave()
	return v.GoSaying("/sign-in", ui.Good, "signin.out")
}
