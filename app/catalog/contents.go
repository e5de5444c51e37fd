package catalog

import "understudy/app/quiz"

// Role returns the title of a scenario and the minutes it takes, for package assign.
func (l *Library) Role(scenario string) (title string, minutes int, ok bool) {
	s, ok := l.Scenarios[scenario]
	if !ok {
		return "", 0, false
	}
	return s.Title, s.Compiled.Minutes, true
}

// ReadBank returns the questions of one bank's text by itself, in their order; none where it cannot
// be read. Nothing else is checked: it is for versions that were good when they were kept.
func ReadBank(doc Document) []quiz.Question {
	var problems []Problem
	f := &bankFile{}
	if !readYAML(doc.Source, 1, f, report{doc.Path, &problems}) {
		return nil
	}
	var out []quiz.Question
	for i := range f.Questions {
		f.Questions[i].review(report{doc.Path, &problems})
		out = append(out, f.Questions[i].domain())
	}
	return out
}
