package learn

import (
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// Contest asks a trainer about a finding that the learner sees differently.
func (p Pages) Contest(v *site.Visit) error {
	play := ident.ID(v.Param("play"))
	turn, ok := v.FormInt("turn")
	if !ok {
		return fault.New(fault.Invalid, "fault.bad_request")
	}
	if err := p.Panel.Contest(v.Context(), v.Me(), play, turn, v.Form("item"), v.Now); err != nil {
		return err
	}
	return v.GoSaying("/plays/"+string(play)+"/debrief", ui.Good, "debrief.contested")
}
