package learn

import (
	"understudy/app/learn"
	"understudy/app/web/ui"
)

func doneCount(c learn.Course) int {
	n := 0
	for _, done := range c.Done {
		if done {
			n++
		}
	}
	return n
}

func moduleAction(c learn.Course) string {
	switch doneCount(c) {
	case 0:
		return "home.start"
	case len(c.Module.Lessons):
		return "module.again"
	default:
		return "home.continue"
	}
}

func lessonState(c learn.Course, lesson string) ui.StepState {
	switch {
	case c.Done[lesson]:
		return ui.StepDone
	case lesson == c.Resume:
		return ui.StepNow
	default:
		return ui.StepNext
	}
}
