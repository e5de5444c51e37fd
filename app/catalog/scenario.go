package catalog

import (
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	"understudy/app/scene"
)

// Scenario is a role-play that can be played. Hash is that of the document, as with every document;
// Compiled.Hash, which transcripts carry, is that of the text in its canonical form.
type Scenario struct {
	ID, Title, Lang string
	Source, Hash    string
	Path            string
	Plan            string // what its author expects of it; empty without one
	Compiled        *scene.Compiled
}

type scenarioFile struct {
	compiled *scene.Compiled
	source   string
}

func parseScenario(doc Document, r report) (entry, bool) {
	compiled, err := scene.Load([]byte(doc.Source))
	var syntax *scene.SyntaxError
	switch {
	case errors.As(err, &syntax):
		for _, f := range syntax.Findings {
			message := f.Message
			if f.Expected != "" { // the message says nothing else
				message = "this cannot stand here"
			}
			r.add(place{f.Line, f.Column}, message, f.Found, f.Expected)
		}
		return nil, false
	case err != nil:
		r.add(place{}, err.Error(), "", "")
		return nil, false
	}
	return &scenarioFile{compiled, doc.Source}, true
}

func (f *scenarioFile) name() text { return f.word(f.compiled.ID) }

// word returns a name with the first place where it stands in the text as a word of its own.
func (f *scenarioFile) word(name string) text {
	whole := regexp.MustCompile(`(^|[^a-z0-9-])(` + regexp.QuoteMeta(name) + `)([^a-z0-9-]|$)`)
	number := 0
	for line := range strings.Lines(f.source) {
		number++
		if at := whole.FindStringSubmatchIndex(line); at != nil && !strings.HasPrefix(line, "#") {
			return text{place{number, utf8.RuneCountInString(line[:at[4]]) + 1}, name}
		}
	}
	return text{place{1, 1}, name}
}

func (f *scenarioFile) shelve(l *Library, doc Document) {
	id := f.compiled.ID
	l.Scenarios[id] = Scenario{
		ID: id, Title: f.compiled.Title, Lang: doc.Lang, Source: doc.Source, Hash: doc.Hash, Path: doc.Path,
		Plan: l.plans[id], Compiled: f.compiled,
	}
}

// check reports rules that the code does not have.
func (f *scenarioFile) check(l *Library, r report) {
	for _, rule := range f.compiled.Rules {
		r.rule(f.word(string(rule)), l)
	}
}

// facts are the rules at stake and the best that can be earned: what a translation leaves alone.
func (f *scenarioFile) facts() []fact {
	return []fact{{f.name().place, factText("scenario", f.compiled.Rules, f.compiled.Scenes, f.compiled.Choices, f.compiled.BestPoints, f.compiled.Pass)}}
}

// planFile is what an author expects of a scenario. Package scene reads it when the scenario is checked.
type planFile struct{ doc Document }

func (f planFile) name() text { return text{place{1, 1}, f.doc.ID} }

// shelve keeps the plan for its scenario, which comes later: kinds are shelved by their names.
func (f planFile) shelve(l *Library, doc Document) { l.plans[doc.ID] = doc.Source }

func (f planFile) check(l *Library, r report) { r.exists(f.name(), KindScenario, l) }

func (f planFile) facts() []fact { return nil }
