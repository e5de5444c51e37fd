package account

import (
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// EndSessions signs the person out everywhere but here, and takes the PIN from every other device.
func (p Pages) EndSessions(v *site.Visit) error {
	if err := p.Door.EndOthers(v.Context(), p.Ways, v.Session, v.Device()); err != nil {
		return err
	}
	return v.GoSaying("/account", ui.Good, "account.sessions_ended")
}
