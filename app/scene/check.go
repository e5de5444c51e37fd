package scene

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"understudy/app/conduct"
	"understudy/app/speech"
)

// File is a scenario to check.
type File struct {
	Name   string
	Text   []byte
	Plan   []byte                 // its tests, from the file beside it; nil when there are none
	Exists func(name string) bool // whether a picture is there; nil leaves pictures alone
	Texts  []Texts                // its translations
	Picks  map[string]int         // how often learners took each choice of this very text, by text id; nil = not known
}

// Checker proves scenarios.
type Checker struct {
	Rules   []conduct.RuleID // the rules of the code; nil leaves rule ids alone
	Library bool             // the files are a whole library: add what is true of all together
	Clock   func() time.Time // measures the work; nil measures nothing
	Speech  *speech.Kit      // reads choices, model replies and the replies of plans; nil leaves words alone
}

// Summary is what the walk of one scenario has seen.
type Summary struct {
	File       string  `json:"file"`
	Scenes     int     `json:"scenes"`
	Choices    int     `json:"choices"`
	States     int     `json:"states"`
	Exhaustive bool    `json:"exhaustive"`
	Limit      string  `json:"limit"`     // what stopped the walk, empty when it is exhaustive
	ScoreMin   int     `json:"score_min"` // percent, of any play that ends
	ScoreMax   int     `json:"score_max"`
	Seconds    float64 `json:"seconds"` // spent on the file
}

// Report is what a check has found.
type Report struct {
	Findings  []Finding
	Summaries []Summary
}

// Failed reports whether a finding is an error.
func (r Report) Failed() bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Severity == SeverityError })
}

// Check analyses files in their order.
func (c Checker) Check(files []File) Report {
	var report Report
	used := map[conduct.RuleID]bool{}
	for _, file := range files {
		start := c.now()
		a := c.analyse(file)
		for rule := range a.rules() {
			used[rule] = true
		}
		for _, f := range a.sorted() {
			if f.File == "" {
				f.File = file.Name
			}
			report.Findings = append(report.Findings, f)
		}
		a.summary.Seconds = c.now().Sub(start).Seconds()
		report.Summaries = append(report.Summaries, a.summary)
	}
	if c.Library {
		report.Findings = append(report.Findings, c.unpractised(used)...)
	}
	return report
}

func (c Checker) now() time.Time {
	if c.Clock == nil {
		return time.Time{}
	}
	return c.Clock()
}

// unpractised: S11 for each rule that no scenario of the library puts at stake.
func (c Checker) unpractised(used map[conduct.RuleID]bool) []Finding {
	var fs findings
	for _, rule := range c.Rules {
		if !used[rule] {
			fs.add("S11", SeverityWarning, Position{}, "no scenario puts the rule %s at stake", rule)
		}
	}
	return fs
}

// analysis is the check of one file.
type analysis struct {
	findings
	scenario *Scenario
	c        *Compiled
	graph    *graph
	exists   func(string) bool
	kit      *speech.Kit
	summary  Summary
}

func (c Checker) analyse(file File) *analysis {
	a := &analysis{exists: file.Exists, kit: c.Speech, summary: Summary{File: file.Name}}
	scenario, found := Parse(file.Text)
	a.scenario, a.findings = scenario, found
	if c.Rules != nil {
		a.findings = append(a.findings, unknownRules(scenario, c.Rules, a.findings)...)
	}
	info := scenario.info()
	a.summary.Scenes, a.summary.Choices = info.Scenes, info.Choices
	unreadable := len(a.findings) > 0
	plan := a.plan(file)
	switch broken := brokenLinks(scenario); {
	case unreadable:
		a.summary.Limit = "not walked: the text has mistakes"
	case len(broken) > 0:
		a.findings = append(a.findings, broken...)
		a.summary.Limit = "not walked: ids or targets are wrong"
	default:
		a.c, _ = link(scenario) // whose only error is broken links
		a.whole(file, plan)
	}
	a.translations(file.Texts)
	return a
}

// whole analyses a scenario that can be played.
func (a *analysis) whole(file File, plan plan) {
	a.walk()
	a.inspect()
	a.prove()
	a.reading()
	a.fairness()
	a.privacy()
	a.wording()
	a.decoys(file.Picks)
	a.run(plan, PlanName(file.Name))
}

// walk visits the states and measures the scores.
func (a *analysis) walk() {
	a.graph = a.c.walk()
	a.c.BestPoints = a.graph.bestPoints()
	a.summary.States, a.summary.Limit = a.graph.open, a.graph.limit
	a.summary.Exhaustive = a.graph.limit == ""
	a.summary.ScoreMin = percent(a.graph.leastPoints(), a.c.BestPoints)
	if a.c.BestPoints > 0 {
		a.summary.ScoreMax = 100
	}
}

// titleAt returns where the scenario's first line stands, for what concerns all of it.
func (a *analysis) titleAt() Position { return find[*Title](a.scenario.Header).At }

// rules returns every rule that the scenario names.
func (a *analysis) rules() map[conduct.RuleID]bool {
	out := map[conduct.RuleID]bool{}
	for r := range a.scenario.rows {
		for _, tag := range ruleTags(r) {
			out[tag.Rule] = true
		}
	}
	return out
}

// PlanName returns the name of the tests beside a scenario.
func PlanName(name string) string { return strings.TrimSuffix(name, ".scene") + ".plan" }

// sorted returns the findings on the scenario by place, then those on its plan.
func (a *analysis) sorted() []Finding {
	slices.SortStableFunc(a.findings, func(x, y Finding) int {
		return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column), cmp.Compare(x.Code, y.Code))
	})
	return a.findings
}
