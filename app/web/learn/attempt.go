package learn

import (
	"strconv"

	"understudy/app/conduct"
	"understudy/app/examine"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/quiz"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// attemptView is what the page of one question shows.
type attemptView struct {
	sheet    examine.Sheet
	position int
	answers  answerForm
	over     bool // the time has run out; what was saved is handed in
	review   bool // every question has been seen: the page before handing in
}

// Attempt shows one question of a paper; without a number, the first that has no answer.
func (p Pages) Attempt(v *site.Visit) error {
	sheet, err := p.Hall.Read(v.Context(), ident.ID(v.Param("attempt")))
	if err != nil {
		return err
	}
	if sheet.Attempt.Status != examine.InProgress {
		return v.Go("/attempts/" + string(sheet.Attempt.ID) + "/result")
	}
	position := v.QueryInt("q", sheet.FirstOpen()+1) - 1
	return v.Render(attemptPage(v.UI, attemptOf(v, sheet, position)))
}

// attemptOf prepares a question, or the review where the position is past the last one.
func attemptOf(v *site.Visit, sheet examine.Sheet, position int) attemptView {
	view := attemptView{sheet: sheet, position: max(position, 0), over: sheet.Attempt.Over(v.Now)}
	if view.position >= len(sheet.Questions) {
		view.review = true
		return view
	}
	q := sheet.Questions[view.position]
	layout := quiz.LayOut(sheet.Attempt.Paper.Seed, q)
	view.answers = answerFormOf(v, q, layout, layout.Given(q, sheet.Answers[view.position].Response), "")
	return view
}

// AttemptSave keeps the answer to one question and goes on to the next. An answer that is left empty
// moves on without one.
func (p Pages) AttemptSave(v *site.Visit) error {
	id := ident.ID(v.Param("attempt"))
	position, ok := v.FormInt("position")
	if !ok {
		return fault.New(fault.Invalid, "fault.bad_request")
	}
	q, layout, err := p.Hall.Asked(v.Context(), id, position)
	if err != nil {
		return err
	}
	given, err := givenOf(v, q, layout)
	if err == nil {
		// The server's clock orders answers: a page has no better one.
		err = p.Hall.Save(v.Context(), v.Me(), id, position, given, int(v.Now.UnixMicro()), v.Now)
	}
	if fields, mend := v.Mended(err); mend {
		sheet, err := p.Hall.Read(v.Context(), id)
		if err != nil {
			return err
		}
		view := attemptOf(v, sheet, position)
		view.answers = answerFormOf(v, q, layout, given, fields[answerName])
		return v.RenderStatus(422, attemptPage(v.UI, view))
	}
	if err != nil {
		return err
	}
	return v.Go("/attempts/" + string(id) + "?q=" + strconv.Itoa(position+2))
}

// AttemptSubmit hands a paper in. A page that says the time is up before it is, by the server's clock, is
// not believed.
func (p Pages) AttemptSubmit(v *site.Visit) error {
	id := ident.ID(v.Param("attempt"))
	if v.Form("time_up") != "" {
		begun, err := p.Hall.Attempts.Begun(v.Context(), id)
		if err != nil {
			return err
		}
		if !begun.Over(v.Now) {
			return v.GoSaying("/attempts/"+string(id), ui.Info, "attempt.early")
		}
	}
	_, awards, err := p.Hall.Submit(v.Context(), v.Me(), id, v.Now)
	switch {
	case fault.Is(err, fault.Conflict): // handed in already: the first result stands
		return v.Go("/attempts/" + string(id) + "/result")
	case err != nil:
		return err
	case len(awards) > 0:
		return v.GoSaying("/certificates/"+awards[0].Certificate.Code, ui.Good, "certificate.earned")
	default:
		return v.Go("/attempts/" + string(id) + "/result")
	}
}

// resultView is what the page after a paper shows.
type resultView struct {
	sheet  examine.Sheet
	values []valueResult
	items  []itemResult
}

type valueResult struct {
	value   conduct.ValueID
	percent int
	enough  bool
}

type itemResult struct {
	question quiz.Question
	mark     float64
	right    bool
	graded   gradedAnswer
	rules    []conduct.Rule
}

// Result shows a graded paper, question by question.
func (p Pages) Result(v *site.Visit) error {
	sheet, err := p.Hall.Read(v.Context(), ident.ID(v.Param("attempt")))
	if err != nil {
		return err
	}
	if sheet.Attempt.Status == examine.Abandoned {
		return v.GoSaying("/check/"+sheet.Attempt.Programme, ui.Warn, "quiz.abandoned")
	}
	if sheet.Attempt.Status != examine.Graded || sheet.Attempt.Result == nil {
		return v.Go("/attempts/" + string(sheet.Attempt.ID))
	}
	view := resultView{sheet: sheet}
	result := sheet.Attempt.Result
	for _, value := range v.Library.Code.Values {
		if tally, asked := result.Values[value.ID]; asked {
			percent := int(tally.Percent())
			view.values = append(view.values, valueResult{value.ID, percent, percent >= sheet.Attempt.Blueprint.PassValue})
		}
	}
	for i, q := range sheet.Questions {
		mark := result.Marks[q.ID]
		graded := gradedOf(v, q, quiz.LayOut(sheet.Attempt.Paper.Seed, q), sheet.Answers[i].Response)
		view.items = append(view.items, itemResult{q, mark, q.Right(mark), graded, rules(v, q.Rules)})
	}
	return v.Render(resultPage(v.UI, view))
}
