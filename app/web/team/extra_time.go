package team

import (
	"context"
	"slices"
	"strconv"

	"understudy/app/examine"
	"understudy/app/ident"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// ExtraTimes knows how much longer people have for papers with a limit, in percent of it.
type ExtraTimes interface {
	examine.ExtraTimes
	ExtraTime(ctx context.Context, person ident.ID) (int, error)
}

// ExtraTime gives somebody more time for papers with a limit, from their next attempt on.
func (p Pages) ExtraTime(v *site.Visit) error {
	now, err := p.Times.ExtraTime(v.Context(), v.Subject.ID)
	if err != nil {
		return err
	}
	percent, whole := v.FormInt("percent")
	if !whole || !slices.Contains(percents(now), percent) {
		return p.showPerson(v, assignForm{errors: map[string]string{"percent": v.UI.T("team.extra.choose")}})
	}
	if err := examine.GrantExtraTime(v.Context(), p.Times, v.Me(), v.Subject, percent, v.Now); err != nil {
		return err
	}
	at := "/people/" + string(v.Subject.ID)
	if percent == 0 {
		return v.GoSaying(at, ui.Good, "team.extra.done_none", "Name", v.Subject.Name)
	}
	return v.GoSaying(at, ui.Good, "team.extra.done", "Name", v.Subject.Name, "Percent", percent)
}

// percents are the amounts of extra time to choose from, in percent of the limit. What somebody has now
// is always among them, so that saving the form as it is shown is never wrong.
func percents(now int) []int {
	list := []int{0, 25, 50, 100}
	if !slices.Contains(list, now) {
		list = append(list, now)
	}
	return list
}

func (p personView) extraField(c ui.Context) ui.Field {
	f := ui.Field{Name: "percent", Label: c.T("team.extra.percent"), Hint: c.T("team.extra.hint"), Value: strconv.Itoa(p.extra), Error: p.form.errors["percent"]}
	for _, percent := range percents(p.extra) {
		label := c.Percent(percent)
		if percent == 0 {
			label = c.T("team.extra.none")
		}
		f.Options = append(f.Options, ui.Option{Value: strconv.Itoa(percent), Label: label})
	}
	return f
}
