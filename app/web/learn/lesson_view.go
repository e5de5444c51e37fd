package learn

import (
	"understudy/app/learn"
	"understudy/app/quiz"
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

// graded shows the key of a check that is done.
func graded(c ui.Context, l lessonView) []ui.GradedOption {
	return gradedOptions(c, l.lesson.Check, inOrder(l.lesson.Check), nil)
}

func gradedOptions(c ui.Context, q quiz.Question, order []int, chosen quiz.Response) []ui.GradedOption {
	var out []ui.GradedOption
	for _, index := range order {
		option := q.Options[index]
		shown := ui.GradedOption{Text: optionText(c, q, index), Why: option.Why, Right: option.Score > 0}
		for _, i := range chosen {
			shown.Chosen = shown.Chosen || i == index
		}
		out = append(out, shown)
	}
	return out
}
