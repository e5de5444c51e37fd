package author

import (
	"strconv"
	"strings"

	"understudy/app/gauge"
	"understudy/app/quiz"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// paperView is how well the papers of a blueprint measure.
type paperView struct {
	quiz.Blueprint
	gauge.Report
	shown      []int // of the report's questions, on this page
	look       int   // how many questions are worth a look
	onlyLook   bool
	page, last int
}

// Paper shows the statistics of the papers of a blueprint.
func (p Pages) Paper(v *site.Visit) error {
	blueprint, found := v.Library.Blueprint(v.Param("blueprint"))
	if !found {
		return notFound()
	}
	report, err := p.Gauge.Report(v.Context(), blueprint.ID)
	if err != nil {
		return err
	}
	view := paperView{Blueprint: blueprint, Report: report, onlyLook: v.Query("show") == "look"}
	var list []int
	for i := range report.Items {
		signs := len(report.Signs(i)) > 0
		if signs {
			view.look++
		}
		if signs || !view.onlyLook {
			list = append(list, i)
		}
	}
	const most = pageSize / 2
	view.last = max((len(list)+most-1)/most, 1)
	view.page = min(max(v.QueryInt("page", 1), 1), view.last)
	view.shown = list[(view.page-1)*most : min(view.page*most, len(list))]
	return v.Render(paperPage(v, view))
}

func (p paperView) address(onlyLook bool, page int) string {
	at := "/quizzes/papers/" + p.ID
	var query []string
	if onlyLook {
		query = append(query, "show=look")
	}
	if page > 1 {
		query = append(query, "page="+strconv.Itoa(page))
	}
	if len(query) == 0 {
		return at
	}
	return at + "?" + strings.Join(query, "&")
}

// figure writes a number that may not be defined.
func figure(c ui.Context, x *float64, digits int, unit string) string {
	if x == nil {
		return "–"
	}
	text := c.Decimal(*x, digits)
	if unit != "" {
		return c.T("quizzes."+unit, "Figure", text)
	}
	return text
}

// part is a share of a whole in percent, 0 of nothing.
func part(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }

// label names an option where it stands in a table.
func label(c ui.Context, q quiz.Question, i int) string {
	switch o := q.Options[i]; {
	case q.Type == quiz.TrueFalse && (o.Text == "true" || o.Text == "false"):
		return c.T("quizzes.truth." + o.Text)
	case q.Type == quiz.Numeric && o.Tolerance == 0:
		return plainNumber(o.Value)
	case q.Type == quiz.Numeric:
		return plainNumber(o.Value) + " ± " + plainNumber(o.Tolerance)
	case q.Type == quiz.Matching && o.Text != "":
		return o.Text + " → " + o.Match
	case q.Type == quiz.Matching:
		return o.Match
	case q.Type == quiz.Spot:
		return o.Who + ": " + o.Text
	default:
		return o.Text
	}
}

func plainNumber(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// taking is the catalogue key of what it means that an option was taken.
func taking(t quiz.Type) string {
	switch t {
	case quiz.Ordering:
		return "quizzes.taken.place"
	case quiz.Matching:
		return "quizzes.taken.pair"
	case quiz.Judgement:
		return "quizzes.taken.rating"
	case quiz.Short, quiz.Numeric:
		return "quizzes.taken.typed"
	default:
		return "quizzes.taken.chosen"
	}
}

// worth says what an option of a question earns, in words; empty where options earn nothing by themselves.
func worth(c ui.Context, q quiz.Question, i int) string {
	o := q.Options[i]
	switch q.Type {
	case quiz.Ordering:
		return c.T("quizzes.place", "Place", i+1)
	case quiz.Matching:
		return ""
	case quiz.Judgement:
		return c.T("quizzes.panel", "Key", c.Decimal(o.Key(), min(digits(o.Key()), 1)), "Scale", q.Scale)
	case quiz.Spot:
		if o.Score >= 1 {
			return c.T("quizzes.breach")
		}
		return ""
	default:
		return earns(c, o.Score)
	}
}

func earns(c ui.Context, score float64) string {
	return c.T("quizzes.percent", "Figure", c.Decimal(100*score, digits(100*score)))
}

// digits is how many a number needs: none for a whole one.
func digits(x float64) int {
	if x == float64(int(x)) {
		return 0
	}
	return 2
}
