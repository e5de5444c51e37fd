package team

import (
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// End ends a programme for somebody from today. What they have earned stays.
func (p Pages) End(v *site.Visit) error {
	if err := p.Desk.End(v.Context(), v.Me(), v.Subject, v.Form("programme"), v.Today, v.Now); err != nil {
		return err
	}
	return v.GoSaying("/people/"+string(v.Subject.ID), ui.Good, "team.end.done", "Name", v.Subject.Name)
}
