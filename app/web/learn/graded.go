package learn

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"understudy/app/conduct"
	"understudy/app/quiz"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// gradedAnswer is a question after grading: options with what was chosen, or rows with what was given.
type gradedAnswer struct {
	options []ui.GradedOption
	rows    []ui.GradedRow
}

// gradedOf shows a question's key beside what was answered.
func gradedOf(v *site.Visit, q quiz.Question, layout quiz.Layout, r quiz.Response) gradedAnswer {
	switch q.Type {
	case quiz.Ordering:
		return gradedAnswer{rows: gradedOrder(v, q, r)}
	case quiz.Matching:
		return gradedAnswer{rows: gradedPairs(v, q, layout, r)}
	case quiz.Judgement:
		return gradedAnswer{rows: gradedRatings(v, q, layout, r)}
	case quiz.Short, quiz.Numeric:
		return gradedAnswer{rows: gradedTyped(v, q, r)}
	case quiz.Spot:
		return gradedSpot(v, q, r)
	default:
		return gradedAnswer{options: gradedOptions(v, q, layout.Rows, r.Picks)}
	}
}

func ruleOf(v *site.Visit, id conduct.RuleID) *conduct.Rule {
	if r, ok := v.Library.Rule(id); ok {
		return &r
	}
	return nil
}

func picked(r quiz.Response, at int) int {
	if at >= len(r.Picks) {
		return 0
	}
	return r.Picks[at]
}

func gradedOptions(v *site.Visit, q quiz.Question, order, chosen []int) []ui.GradedOption {
	var out []ui.GradedOption
	for _, index := range order {
		option := q.Options[index]
		shown := ui.GradedOption{Text: optionText(v.UI, q, index), Why: option.Why, Right: option.Score > 0, Chosen: slices.Contains(chosen, index)}
		if shown.Chosen {
			shown.Rule = ruleOf(v, option.Rule)
		}
		out = append(out, shown)
	}
	return out
}

// numberIn writes a place or a rating, empty for none.
func numberIn(v *site.Visit, n int) string {
	if n < 1 {
		return ""
	}
	return v.UI.Number(n)
}

// gradedOrder lists the options in the right order.
func gradedOrder(v *site.Visit, q quiz.Question, r quiz.Response) []ui.GradedRow {
	var out []ui.GradedRow
	for i, o := range q.Options {
		given := picked(r, i)
		row := ui.GradedRow{Text: v.UI.Number(i+1) + ". " + o.Text, Why: o.Why, Given: numberIn(v, given), Good: given == i+1}
		if !row.Good {
			row.Right, row.Rule = v.UI.Number(i+1), ruleOf(v, o.Rule)
		}
		out = append(out, row)
	}
	return out
}

func gradedPairs(v *site.Visit, q quiz.Question, layout quiz.Layout, r quiz.Response) []ui.GradedRow {
	var out []ui.GradedRow
	for _, i := range layout.Rows {
		o, row := q.Options[i], ui.GradedRow{}
		if at := picked(r, i) - 1; at >= 0 && at < len(q.Options) {
			row.Given = q.Options[at].Match
		}
		row.Text, row.Why, row.Good = o.Text, o.Why, row.Given == o.Match
		if !row.Good {
			row.Right, row.Rule = o.Match, ruleOf(v, o.Rule)
		}
		out = append(out, row)
	}
	return out
}

// gradedRatings says how far each rating is from the panel's; half a point is near enough to agree.
func gradedRatings(v *site.Visit, q quiz.Question, layout quiz.Layout, r quiz.Response) []ui.GradedRow {
	var out []ui.GradedRow
	for _, i := range layout.Rows {
		o, given := q.Options[i], picked(r, i)
		row := ui.GradedRow{Text: o.Text, Why: o.Why, Given: numberIn(v, given), Good: given > 0 && math.Abs(float64(given)-o.Key()) <= 0.5}
		row.Right = v.UI.T("quiz.panel", "Rating", numberText(v, o.Key()))
		if !row.Good {
			row.Rule = ruleOf(v, o.Rule)
		}
		out = append(out, row)
	}
	return out
}

// numberText writes a number without figures that say nothing.
func numberText(v *site.Visit, x float64) string {
	text := strconv.FormatFloat(x, 'f', -1, 64)
	_, fraction, _ := strings.Cut(text, ".")
	return v.UI.Decimal(x, len(fraction))
}

func gradedTyped(v *site.Visit, q quiz.Question, r quiz.Response) []ui.GradedRow {
	row := ui.GradedRow{Given: r.Text, Good: q.Right(q.Mark(r))}
	if at := q.Fitting(r.Text); at >= 0 {
		row.Why = q.Options[at].Why
		if !row.Good {
			row.Rule = ruleOf(v, q.Options[at].Rule)
		}
	}
	var accepted []string
	for _, o := range q.Options {
		switch {
		case o.Score < 1:
		case q.Type == quiz.Numeric:
			accepted = append(accepted, amount(v, q, o))
		default:
			accepted = append(accepted, formText(o.Text))
		}
		if row.Why == "" && o.Score >= 1 {
			row.Why = o.Why
		}
	}
	row.Right = strings.Join(accepted, " · ")
	return []ui.GradedRow{row}
}

// formText writes an accepted form for people: what may stand for any text is dots.
func formText(form string) string {
	parts := strings.Split(form, `\*`)
	for i := range parts {
		parts[i] = strings.ReplaceAll(parts[i], "*", "…")
	}
	return strings.Join(parts, "*")
}

// amount writes an accepted number with its tolerance and its unit.
func amount(v *site.Visit, q quiz.Question, o quiz.Option) string {
	text := numberText(v, o.Value)
	if o.Tolerance > 0 {
		text += " ± " + numberText(v, o.Tolerance)
	}
	if len(q.Units) > 0 {
		text += " " + q.Units[0]
	}
	return text
}

// gradedSpot lists the turns with what was chosen, then the rule.
func gradedSpot(v *site.Visit, q quiz.Question, r quiz.Response) gradedAnswer {
	var out gradedAnswer
	breach := q.Breach()
	for i, o := range q.Options {
		shown := ui.GradedOption{Text: o.Who + ": " + o.Text, Right: i == breach, Chosen: picked(r, 0) == i+1}
		if shown.Right || shown.Chosen {
			shown.Why, shown.Rule = o.Why, ruleOf(v, o.Rule)
		}
		if shown.Right && o.Span != "" {
			shown.Why = v.UI.T("quiz.spot_words", "Words", o.Span) + " " + o.Why
		}
		out.options = append(out.options, shown)
	}
	if breach < 0 {
		return out
	}
	row := ui.GradedRow{Text: v.UI.T("quiz.spot_rule"), Right: ruleName(v, q.Options[breach].Rule)}
	if at := picked(r, 1) - 1; at >= 0 && at < len(q.Choices) {
		row.Given, row.Good = ruleName(v, q.Choices[at]), q.Choices[at] == q.Options[breach].Rule
	}
	out.rows = append(out.rows, row)
	return out
}
