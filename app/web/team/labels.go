package team

import (
	"understudy/app/assign"
	"understudy/app/civil"
	"understudy/app/web/ui"
)

// span writes a half-open interval of days the way people read it.
func span(c ui.Context, from, to civil.Date) string {
	if to.IsZero() {
		return c.T("team.span.open", "From", c.Date(from))
	}
	return c.T("team.span.closed", "From", c.Date(from), "Through", c.Date(to.AddDays(-1)))
}

// channels names where somebody serves; none means everywhere.
func channels(c ui.Context, names []string) string {
	if len(names) == 0 {
		return c.T("team.channel.all")
	}
	words := make([]string, len(names))
	for i, name := range names {
		words[i] = c.T("channel." + name)
	}
	return c.List(words)
}

func stepItem(c ui.Context, s assign.Step) ui.StepItem {
	item := ui.StepItem{Title: s.Title, State: ui.StepNext}
	switch {
	case s.Done:
		item.State, item.Note = ui.StepDone, c.T("team.step.done", "Day", c.Date(s.DoneOn))
	case len(s.Parts) > 0:
		item.Note = c.T("team.step.parts", "Done", c.Number(s.PartsDone()), "Parts", c.Number(len(s.Parts)))
	case s.Score >= 0:
		item.Note = c.T("team.step.score", "Score", c.Percent(s.Score), "Needs", c.Percent(s.Needs))
	}
	if item.State == ui.StepNext && (s.PartsDone() > 0 || s.Score >= 0) {
		item.State = ui.StepNow
	}
	return item
}
