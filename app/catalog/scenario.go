package catalog

import (
	"regexp"
	"strings"
)

// Scenario is the text of a role-play.
type Scenario struct {
	ID, Title, Lang string
	Source, Hash    string
	Path            string
	Plan            string // empty without one
}

type scenarioFile struct{ id, title text }

func parseScenario(doc Document, r report) (entry, bool) {
	number := 0
	for line := range strings.Lines(doc.Source) {
		number++
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		part := regexp.MustCompile(`^scenario +([^ "]+) +"([^"]+)"`).FindStringSubmatch(line)
		if part == nil {
			r.add(place{number, 1}, "the scenario does not begin with its name", quoted(strings.TrimSpace(line)), `scenario short-name "Title"`)
			return nil, false
		}
		at := place{number, strings.Index(line, part[1]) + 1}
		return &scenarioFile{id: text{at, part[1]}, title: text{at, part[2]}}, true
	}
	r.add(place{1, 1}, "the scenario is empty", "", `scenario short-name "Title"`)
	return nil, false
}

func (f *scenarioFile) name() text { return f.id }

func (f *scenarioFile) shelve(l *Library, doc Document) {
	l.Scenarios[f.id.S] = Scenario{ID: f.id.S, Title: f.title.S, Lang: doc.Lang, Source: doc.Source, Hash: doc.Hash, Path: doc.Path, Plan: l.plans[f.id.S]}
}

func (f *scenarioFile) check(*Library, report) {}

func (f *scenarioFile) facts() []fact { return nil }

// planFile is what an author expects of a scenario. Package scene reads it when the scenario is checked.
type planFile struct{ doc Document }

func (f planFile) name() text { return text{place{1, 1}, f.doc.ID} }

// shelve keeps the plan for its scenario, which comes later: kinds are shelved by their names.
func (f planFile) shelve(l *Library, doc Document) { l.plans[doc.ID] = doc.Source }

func (f planFile) check(l *Library, r report) { r.exists(f.name(), KindScenario, l) }

func (f planFile) facts() []fact { return nil }
