package account

import (
	"net/url"

	"understudy/app/enter"
	"understudy/app/fault"
	"understudy/app/web/site"
)

// joinView is what the page that asks for a joining code shows.
type joinView struct {
	trouble
	code string // as it was typed
}

// Join asks for a joining code.
func (p Pages) Join(v *site.Visit) error { return v.Render(joinPage(v.UI, joinView{})) }

type joinForm struct {
	Code string `form:"code" validate:"required,max=100"`
}

// JoinFind goes on to the page of a joining code that was typed.
func (p Pages) JoinFind(v *site.Visit) error {
	var form joinForm
	err := site.Bind(v, &form)
	if err == nil {
		_, _, err = p.Door.Invited(v.Context(), form.Code, visitor(v), v.Now)
	}
	if fault.Is(err, fault.Gone) {
		err = fault.Field("code", "join.unknown").Because(err)
	}
	if t, ok := troubleOf(v, err); ok {
		return v.RenderStatus(t.answer(), joinPage(v.UI, joinView{t, form.Code}))
	}
	if err != nil {
		return err
	}
	return v.Go("/join/" + url.PathEscape(enter.Normal(form.Code)))
}
