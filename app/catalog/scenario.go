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
	Layout          scene.Layout // where its scenes stand, as far as somebody has moved them
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
			r.add(place{f.Line, f.Column}, message(f), f.Found, f.Expected)
		}
		return nil, false
	case err != nil:
		r.add(place{}, err.Error(), "", "")
		return nil, false
	}
	return &scenarioFile{compiled, doc.Source}, true
}

// message says what a finding is about, where what was found and expected does not say it all.
func message(f scene.Finding) string {
	if f.Expected != "" {
		return "this cannot stand here"
	}
	return f.Message
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
	s := Scenario{
		ID: id, Title: f.compiled.Title, Lang: doc.Lang, Source: doc.Source, Hash: doc.Hash, Path: doc.Path,
		Plan: l.plans[id], Compiled: f.compiled,
	}
	if layout, found := l.layouts[id]; found {
		s.Layout, _ = readLayout(layout, doc.Source)
	}
	l.Scenarios[id] = s
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

// layoutFile says where the scenes of a scenario stand in the editor.
type layoutFile struct{ doc Document }

func (f layoutFile) name() text { return text{place{1, 1}, f.doc.ID} }

// shelve keeps the layout for its scenario, which comes later, as plans do.
func (f layoutFile) shelve(l *Library, doc Document) { l.layouts[doc.ID] = doc.Source }

// check reports mistakes as warnings, since a scenario can be played without its layout.
func (f layoutFile) check(l *Library, r report) {
	s, found := l.Scenarios[f.doc.ID]
	if !found {
		r.exists(f.name(), KindScenario, l)
		return
	}
	_, mistakes := readLayout(f.doc.Source, s.Source)
	for _, m := range mistakes {
		r.warn(place{m.Line, m.Column}, "this cannot stand here", m.Found, m.Expected)
	}
}

func (f layoutFile) facts() []fact { return nil }

func readLayout(layout, source string) (scene.Layout, []scene.Finding) {
	parsed, _ := scene.Parse([]byte(source))
	return scene.ParseLayout([]byte(layout), parsed)
}
