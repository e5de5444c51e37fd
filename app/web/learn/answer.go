package learn

import (
	"slices"
	"strconv"
	"strings"

	"understudy/app/conduct"
	"understudy/app/fault"
	"understudy/app/quiz"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// answerName is the field of an answer; rows add their number to it.
const answerName = "answer"

// answerForm is the part of a form that a question is answered in. Of its parts the type of the question
// tells which is used; none holds anything of the key.
type answerForm struct {
	kind  quiz.Type
	list  ui.AnswerList
	rows  ui.AnswerRows
	field ui.AnswerField
	turns ui.AnswerTurns
}

// answerFormOf prepares a question in its layout, with what was given, and what has to be mended.
func answerFormOf(v *site.Visit, q quiz.Question, layout quiz.Layout, given quiz.Given, problem string) answerForm {
	f := answerForm{kind: q.Type}
	switch q.Type {
	case quiz.Ordering, quiz.Matching, quiz.Judgement:
		f.rows = answerRows(v.UI, q, layout, given, problem)
	case quiz.Short, quiz.Numeric:
		f.field = answerField(v.UI, q, given, problem)
	case quiz.Spot:
		f.turns = answerTurns(v, q, layout, given, problem)
	default:
		f.list = answerList(v.UI, q, layout.Rows, given, problem)
	}
	return f
}

// answerList puts a question's options on a page, in an order of places.
func answerList(c ui.Context, q quiz.Question, order []int, given quiz.Given, problem string) ui.AnswerList {
	list := ui.AnswerList{Name: answerName, Legend: q.Stem, Multiple: q.Type == quiz.Multiple, Error: problem}
	if list.Multiple {
		list.Hint = c.T("quiz.choose_all")
	}
	for place, index := range order {
		list.Options = append(list.Options, ui.Choice{Value: strconv.Itoa(place), Text: optionText(c, q, index)})
		if slices.Contains(given.Places, place) {
			list.Chosen = append(list.Chosen, strconv.Itoa(place))
		}
	}
	return list
}

func answerRows(c ui.Context, q quiz.Question, layout quiz.Layout, given quiz.Given, problem string) ui.AnswerRows {
	rows := ui.AnswerRows{Name: answerName, Legend: q.Stem, Error: problem}
	switch q.Type {
	case quiz.Ordering:
		rows.Hint, rows.Offers = c.T("quiz.order_hint"), numbered(c, len(layout.Rows))
	case quiz.Judgement:
		rows.Hint, rows.Offers = c.T("quiz.rate_hint", "Best", c.Number(q.Scale)), numbered(c, q.Scale)
	default:
		rows.Hint = c.T("quiz.match_hint")
		for place, index := range layout.Offers {
			rows.Offers = append(rows.Offers, ui.Option{Value: strconv.Itoa(place + 1), Label: q.Options[index].Match})
		}
	}
	for row, index := range layout.Rows {
		rows.Rows = append(rows.Rows, ui.AnswerRow{Text: q.Options[index].Text, Value: placeValue(given, row)})
	}
	return rows
}

// numbered offers the numbers from 1 to n.
func numbered(c ui.Context, n int) []ui.Option {
	var out []ui.Option
	for i := range n {
		out = append(out, ui.Option{Value: strconv.Itoa(i + 1), Label: c.Number(i + 1)})
	}
	return out
}

func placeValue(given quiz.Given, at int) string {
	if at >= len(given.Places) {
		return ""
	}
	return strconv.Itoa(given.Places[at])
}

func answerField(c ui.Context, q quiz.Question, given quiz.Given, problem string) ui.AnswerField {
	f := ui.AnswerField{Name: answerName, Legend: q.Stem, Hint: c.T("quiz.short_hint"), Error: problem, Value: given.Text, Max: quiz.MostTyped}
	if q.Type == quiz.Numeric {
		f.Number, f.Hint = true, c.T("quiz.number_hint")
		if len(q.Units) > 0 {
			f.Unit = q.Units[0]
		}
	}
	return f
}

func answerTurns(v *site.Visit, q quiz.Question, layout quiz.Layout, given quiz.Given, problem string) ui.AnswerTurns {
	c := v.UI
	turns := ui.AnswerTurns{Turns: ui.AnswerList{Name: answerName, Legend: q.Stem, Hint: c.T("quiz.spot_hint"), Error: problem, Chosen: []string{placeValue(given, 0)}},
		Label: c.T("quiz.spot_rule"), Rule: placeValue(given, 1)}
	for row, index := range layout.Rows {
		turns.Turns.Options = append(turns.Turns.Options, ui.Choice{Value: strconv.Itoa(row + 1), Text: q.Options[index].Text})
		turns.Who = append(turns.Who, q.Options[index].Who)
	}
	for place, index := range layout.Offers {
		turns.Rules = append(turns.Rules, ui.Option{Value: strconv.Itoa(place + 1), Label: ruleName(v, q.Choices[index])})
	}
	return turns
}

// ruleName is a rule by number and title, for places that hold a text alone.
func ruleName(v *site.Visit, id conduct.RuleID) string {
	if r, ok := v.Library.Rule(id); ok {
		return v.UI.Number(r.Number()) + " " + r.Title
	}
	return string(id)
}

// givenOf reads what a form says in answer to a question.
func givenOf(v *site.Visit, q quiz.Question, layout quiz.Layout) (quiz.Given, error) {
	switch q.Type {
	case quiz.Short, quiz.Numeric:
		return quiz.Given{Text: v.Form(answerName)}, nil
	case quiz.Spot:
		return fields(v, answerName, answerName+"-rule")
	case quiz.Ordering, quiz.Matching, quiz.Judgement:
		names := make([]string, len(layout.Rows))
		for i := range names {
			names[i] = answerName + "-" + strconv.Itoa(i)
		}
		return fields(v, names...)
	default:
		places, err := v.FormInts(answerName)
		return quiz.Given{Places: places}, err
	}
}

// fields reads a number from each field, 0 where there is none.
func fields(v *site.Visit, names ...string) (quiz.Given, error) {
	var out quiz.Given
	for _, name := range names {
		n := 0
		if raw := strings.TrimSpace(v.Form(name)); raw != "" {
			var err error
			if n, err = strconv.Atoi(raw); err != nil {
				return out, fault.Field(answerName, "form.impossible").Because(err)
			}
		}
		out.Places = append(out.Places, n)
	}
	return out, nil
}

// optionText is what an option says; true and false are words of the page, not of the author.
func optionText(c ui.Context, q quiz.Question, index int) string {
	if q.Type == quiz.TrueFalse {
		return c.T("quiz." + q.Options[index].Text)
	}
	return q.Options[index].Text
}
