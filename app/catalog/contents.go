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

// ReadBank returns the questions of one bank's text by itself; none where it does not parse.
func ReadBank(doc Document) []quiz.Question {
	var problems []Problem
	parsed, ok := parseBank(doc, report{doc.Path, &problems})
	if !ok {
		return nil
	}
	l := &Library{Questions: map[string]quiz.Question{}}
	parsed.shelve(l, doc)
	out := make([]quiz.Question, 0, len(l.Questions))
	for _, q := range l.Questions {
		out = append(out, q)
	}
	return out
}
