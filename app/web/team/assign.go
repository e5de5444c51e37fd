package team

import (
	"understudy/app/civil"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// Assign gives somebody a programme by hand.
func (p Pages) Assign(v *site.Visit) error {
	form := assignForm{programme: v.Form("programme"), due: v.Form("due")}
	var due civil.Date
	if form.due != "" {
		day, err := civil.Parse(form.due)
		if err != nil {
			form.errors = map[string]string{"due": v.UI.T("team.as_of_wrong")}
			return p.showPerson(v, form)
		}
		due = day
	}
	err := p.Desk.Assign(v.Context(), v.Me(), v.Subject, form.programme, due, v.Today, v.Now)
	if errors, ok := v.Mended(err); ok {
		form.errors = errors
		return p.showPerson(v, form)
	}
	if err != nil {
		return err
	}
	return v.GoSaying("/people/"+string(v.Subject.ID), ui.Good, "team.assign.done", "Name", v.Subject.Name)
}
