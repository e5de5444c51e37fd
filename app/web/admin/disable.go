package admin

import (
	"understudy/app/fault"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// ConfirmDisable asks whether somebody is meant to be shut out, and says what that does.
func (p Pages) ConfirmDisable(v *site.Visit) error {
	if v.Subject.ID == v.Me().ID {
		return fault.New(fault.Forbidden, "fault.not_yourself")
	}
	return v.Render(disablePage(v.UI, v.Subject))
}

// Disable shuts somebody out. What they have open ends at once; their record stays.
func (p Pages) Disable(v *site.Visit) error {
	if v.Subject.ID == v.Me().ID { // whoever shuts themselves out cannot undo it
		return fault.New(fault.Forbidden, "fault.not_yourself")
	}
	if err := p.Register.SetDisabled(v.Context(), v.Subject.ID, true, v.Me().ID, v.Now); err != nil {
		return err
	}
	return v.GoSaying("/people/"+string(v.Subject.ID), ui.Good, "admin.disabled", "Name", v.Subject.Name)
}

// Enable lets somebody in again, by the password that they had.
func (p Pages) Enable(v *site.Visit) error {
	if err := p.Register.SetDisabled(v.Context(), v.Subject.ID, false, v.Me().ID, v.Now); err != nil {
		return err
	}
	return v.GoSaying("/people/"+string(v.Subject.ID), ui.Good, "admin.enabled", "Name", v.Subject.Name)
}
