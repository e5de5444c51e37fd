package learn

import (
	"slices"

	"understudy/app/conduct"
	"understudy/app/course"
	"understudy/app/examine"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/learn"
	"understudy/app/quiz"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// Module shows a module's lessons and which of them are done.
func (p Pages) Module(v *site.Visit) error {
	m, ok := v.Library.Module(v.Param("module"))
	if !ok {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	c, err := p.Desk.Course(v.Context(), v.Me(), m, v.Now)
	if err != nil {
		return err
	}
	return v.Render(modulePage(v.UI, c, lessonRules(v, m)))
}

func lessonRules(v *site.Visit, m course.Module) map[string]conduct.Rule {
	out := make(map[string]conduct.Rule, len(m.Lessons))
	for _, l := range m.Lessons {
		if r, ok := v.Library.Rule(l.Rule); ok {
			out[l.ID] = r
		}
	}
	return out
}

// lessonView is what a lesson's page shows.
type lessonView struct {
	course   learn.Course
	lesson   course.Lesson
	at       int
	rule     conduct.Rule
	story    string
	key      ident.ID
	form     answerForm   // with what was answered just now
	graded   gradedAnswer // the key of a check that is done
	wrong    string       // why it was wrong; empty unless it was
	missing  string       // that nothing was chosen
	done     bool
	next     string // the lesson to go on with, empty at the module's end
	whyRule  *conduct.Rule
	finished bool // every lesson of the module is done
}

// Lesson shows one lesson with its check.
func (p Pages) Lesson(v *site.Visit) error {
	view, err := p.lesson(v)
	if err != nil {
		return err
	}
	return v.Render(lessonPage(v.UI, view))
}

func (p Pages) lesson(v *site.Visit) (lessonView, error) {
	m, l, at, ok := v.Library.Lesson(v.Param("module"), v.Param("lesson"))
	if !ok {
		return lessonView{}, fault.New(fault.NotFound, "fault.not_found")
	}
	rule, ok := v.Library.Rule(l.Rule)
	if !ok {
		return lessonView{}, fault.New(fault.NotFound, "fault.not_found")
	}
	c, err := p.Desk.Course(v.Context(), v.Me(), m, v.Now)
	if err != nil {
		return lessonView{}, err
	}
	view := lessonView{course: c, lesson: l, at: at, rule: rule, story: v.Library.StoryHTML[rule.ID], key: ident.New(v.Now), done: c.Done[l.ID]}
	view.form = answerFormOf(v, l.Check, checkLayout(l.Check), quiz.Given{}, "")
	if view.done {
		view.graded = gradedOf(v, l.Check, checkLayout(l.Check), l.Check.Best())
	}
	view.finished = true
	for _, other := range m.Lessons {
		view.finished = view.finished && c.Done[other.ID]
	}
	if at+1 < len(m.Lessons) {
		view.next = m.Lessons[at+1].ID
	}
	return view, nil
}

// LessonCheck marks the answer to a lesson's check.
func (p Pages) LessonCheck(v *site.Visit) error {
	view, err := p.lesson(v)
	if err != nil {
		return err
	}
	q, layout := view.lesson.Check, checkLayout(view.lesson.Check)
	given, err := givenOf(v, q, layout)
	if err != nil {
		return err
	}
	key, err := ident.Parse(v.Form("key"))
	if err != nil {
		return fault.New(fault.Invalid, "fault.bad_request").Because(err)
	}
	response, err := examine.Response(q, layout, given)
	var checked learn.Checked
	m, l := view.course.Module, view.lesson
	if err == nil {
		checked, err = p.Desk.Check(v.Context(), v.Me(), m, l, view.rule, response, key, v.Now)
	}
	if fields, mend := v.Mended(err); mend {
		view.form = answerFormOf(v, q, layout, given, fields[answerName])
		view.missing = fields[answerName]
		return v.RenderStatus(422, lessonPage(v.UI, view))
	}
	if err != nil {
		return err
	}
	if len(checked.Awards) > 0 {
		return v.GoSaying("/certificates/"+checked.Awards[0].Certificate.Code, ui.Good, "certificate.earned")
	}
	if checked.Right {
		return v.GoSaying("/modules/"+m.ID+"/"+l.ID+"#check", ui.Good, "lesson.right")
	}
	view.form = answerFormOf(v, q, layout, given, "")
	view.explain(v, response)
	return v.RenderStatus(422, lessonPage(v.UI, view))
}

// checkLayout is how a lesson shows its check: choices in the author's order, and everything whose order
// is part of the key in another.
func checkLayout(q quiz.Question) quiz.Layout {
	layout := quiz.LayOut(0, q)
	switch q.Type {
	case quiz.Single, quiz.Multiple, quiz.TrueFalse:
		slices.Sort(layout.Rows)
	}
	return layout
}

// explain says why an answer to a check is wrong, and which rule it goes against.
func (view *lessonView) explain(v *site.Visit, response quiz.Response) {
	view.wrong, view.whyRule = v.UI.T("lesson.not_all"), nil
	q := view.lesson.Check
	if i, found := q.Fault(response); found {
		if q.Options[i].Why != "" {
			view.wrong = q.Options[i].Why
		}
		view.whyRule = ruleOf(v, q.Options[i].Rule)
	}
}
