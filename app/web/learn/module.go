package learn

import (
	"strconv"

	"understudy/app/conduct"
	"understudy/app/course"
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
	chosen   []int  // what was answered just now
	wrong    string // why it was wrong; empty unless it was
	missing  string // that nothing was chosen
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
	chosen, err := v.FormInts("answer")
	if err != nil {
		return err
	}
	key, err := ident.Parse(v.Form("key"))
	if err != nil {
		return fault.New(fault.Invalid, "fault.bad_request").Because(err)
	}
	m, l := view.course.Module, view.lesson
	checked, err := p.Desk.Check(v.Context(), v.Me(), m, l, view.rule, quiz.Response(chosen), key, v.Now)
	if fields, mend := v.Mended(err); mend {
		view.missing = fields["answer"]
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
	view.chosen, view.wrong, view.whyRule = chosen, v.UI.T("lesson.not_all"), nil
	if i, found := wrongOption(l.Check, chosen); found {
		view.wrong = l.Check.Options[i].Why
		if r, known := v.Library.Rule(l.Check.Options[i].Rule); known {
			view.whyRule = &r
		}
	}
	return v.RenderStatus(422, lessonPage(v.UI, view))
}

// wrongOption returns the first chosen option that is wrong.
func wrongOption(q quiz.Question, chosen []int) (int, bool) {
	for _, i := range chosen {
		if i >= 0 && i < len(q.Options) && q.Options[i].Score <= 0 {
			return i, true
		}
	}
	return 0, false
}

// answerList puts a question's options on a page, in an order of places.
func answerList(c ui.Context, q quiz.Question, order []int, chosen []int, problem string) ui.AnswerList {
	list := ui.AnswerList{Name: "answer", Legend: q.Stem, Multiple: q.Type == quiz.Multiple, Error: problem}
	if list.Multiple {
		list.Hint = c.T("quiz.choose_all")
	}
	for place, index := range order {
		list.Options = append(list.Options, ui.Choice{Value: strconv.Itoa(place), Text: optionText(c, q, index)})
		for _, i := range chosen {
			if i == index {
				list.Chosen = append(list.Chosen, strconv.Itoa(place))
			}
		}
	}
	return list
}

// optionText is what an option says; true and false are words of the page, not of the author.
func optionText(c ui.Context, q quiz.Question, index int) string {
	if q.Type == quiz.TrueFalse {
		return c.T("quiz." + q.Options[index].Text)
	}
	return q.Options[index].Text
}

// inOrder is the author's own order.
func inOrder(q quiz.Question) []int {
	order := make([]int, len(q.Options))
	for i := range order {
		order[i] = i
	}
	return order
}
