package learn

import (
	"understudy/app/assign"
	"understudy/app/web/ui"
)

// stepItem is one line of the way to the certificate. The line to go on with carries no button of its
// own: that is the one action on top of the page.
func stepItem(c ui.Context, s assign.Standing, step assign.Step) ui.StepItem {
	next, _ := s.Path.Next()
	item := ui.StepItem{Title: step.Title, State: ui.StepNext, URL: stepURL(s, step)}
	switch {
	case step.Done:
		item.State, item.Note = ui.StepDone, c.T("home.done_on", "Day", c.Date(step.DoneOn))
		if step.Score >= 0 {
			item.Note = c.T("home.done_on_score", "Day", c.Date(step.DoneOn), "Score", c.Percent(step.Score))
		}
	case step.Kind == next.Kind && step.Item == next.Item:
		item.State, item.Note = ui.StepNow, c.T("home.step."+string(step.Kind), "Count", step.MinutesLeft())
	default:
		item.Note = c.T("home.step."+string(step.Kind), "Count", step.MinutesLeft())
	}
	return item
}

func stepURL(s assign.Standing, step assign.Step) string {
	switch step.Kind {
	case assign.Module:
		return "/modules/" + step.Item
	case assign.Rehearsal:
		return "/practice/" + step.Item
	default:
		return "/check/" + s.Programme.ID
	}
}
