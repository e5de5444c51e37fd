package learn

import (
	"strconv"
	"time"

	"understudy/app/civil"
	"understudy/app/web/ui"
)

func paperAction(p paperView) string {
	if p.open != nil {
		return "home.continue"
	}
	return "paper.start"
}

// dayOf is the day of an instant as pages write it.
func dayOf(c ui.Context, at time.Time) civil.Date { return civil.In(at, c.Now.Location()) }

func attemptTitle(c ui.Context, a attemptView) string {
	if a.review {
		return c.T("attempt.review")
	}
	return c.T("attempt.question", "At", a.position+1, "Total", len(a.sheet.Questions))
}

func attemptURL(a attemptView, position int) string {
	return "/attempts/" + string(a.sheet.Attempt.ID) + "?q=" + strconv.Itoa(position+1)
}

func questionLabel(c ui.Context, a attemptView, position int) string {
	if !a.sheet.Answers[position].Response.Empty() {
		return c.T("attempt.go_answered", "At", position+1)
	}
	return c.T("attempt.go_open", "At", position+1)
}

func resultHeadline(c ui.Context, r resultView) string {
	if r.sheet.Attempt.Result.Passed {
		return c.T("result.passed")
	}
	return c.T("result.not_passed")
}

// resultReason says which of the marks was missed, the gravest first.
func resultReason(c ui.Context, r resultView) string {
	result := r.sheet.Attempt.Result
	switch {
	case !result.CriticalPassed:
		return c.T("result.critical_missed")
	case !result.OverallPassed:
		return c.T("result.overall_missed", "Pass", c.Percent(r.sheet.Attempt.Blueprint.Pass))
	default:
		var names []string
		for _, id := range result.ShortValues {
			names = append(names, c.ValueName(id))
		}
		return c.T("result.values_missed", "Values", c.List(names), "Value", c.Percent(r.sheet.Attempt.Blueprint.PassValue))
	}
}
