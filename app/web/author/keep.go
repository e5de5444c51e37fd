package author

import (
	"cmp"

	texts "understudy/app/author"
	"understudy/app/catalog"
	"understudy/app/fault"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// keep puts a part of an imported file into the database, as a draft that nobody is asked from yet.
func (p Pages) keep(v *site.Visit, i importView, n int) error {
	if n < 1 || n > len(i.read.parts) {
		i.wrong["file"] = v.UI.T("quizzes.no_part")
		return v.RenderStatus(422, importPage(v, i))
	}
	id := i.read.partID(n)
	source := catalog.WriteBank(id, cmp.Or(i.title, id), i.read.parts[n-1])
	doc := catalog.NewDocument(catalog.KindBank, id, catalog.English, texts.Path(catalog.KindBank, id), source)
	problems, err := p.Desk.Keep(v.Context(), doc, v.Me().ID, v.Now)
	if err != nil {
		return err
	}
	if catalog.Broken(problems) {
		i.wrong["file"] = v.UI.T("quizzes.unreadable", "Reason", problems[0].String())
		return v.RenderStatus(422, importPage(v, i))
	}
	return v.GoSaying("/quizzes#written", ui.Good, "quizzes.kept", "Bank", id)
}

// Publish has people asked from a bank that was written here.
func (p Pages) Publish(v *site.Visit) error {
	problems, err := p.Desk.Publish(v.Context(), catalog.KindBank, v.Param("bank"), v.Me().ID, v.Now)
	switch {
	case err != nil:
		return err
	case catalog.Broken(problems):
		return fault.New(fault.Conflict, "quizzes.unpublishable").With("Reason", problems[0].String())
	default:
		return v.GoSaying("/quizzes#written", ui.Good, "quizzes.published", "Bank", v.Param("bank"))
	}
}

// Retire asks nobody from a bank any longer. Papers that are under way keep their questions.
func (p Pages) Retire(v *site.Visit) error {
	if err := p.Desk.Retire(v.Context(), catalog.KindBank, v.Param("bank"), v.Me().ID, v.Now); err != nil {
		return err
	}
	return v.GoSaying("/quizzes#written", ui.Good, "quizzes.retired", "Bank", v.Param("bank"))
}
