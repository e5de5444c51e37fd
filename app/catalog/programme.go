package catalog

import (
	"strings"
	"time"

	"understudy/app/civil"
	"understudy/app/course"
	"understudy/app/people"
)

type programmeFile struct {
	At         place
	ID         text             `yaml:"id,required"`
	Title      text             `yaml:"title,required"`
	Summary    text             `yaml:"summary,required"`
	Onboarding requirementsFile `yaml:"onboarding,required"`
	Renewal    requirementsFile `yaml:"renewal"`
	Terms      termsFile        `yaml:"terms,required"`
	HireRoles  []text           `yaml:"hire_roles"`
}

type requirementsFile struct {
	At         place
	Modules    []text          `yaml:"modules"`
	Rehearsals []rehearsalFile `yaml:"rehearsals"`
	Paper      text            `yaml:"paper"`
}

type rehearsalFile struct {
	At       place
	Scenario text   `yaml:"scenario,required"`
	Score    number `yaml:"score,required"`
}

type termsFile struct {
	At         place
	Mode       text `yaml:"mode,required"`
	Period     text `yaml:"period,required"`
	Window     text `yaml:"window"`
	Grace      text `yaml:"grace"`
	MinValid   text `yaml:"min_valid"`
	Anchor     text `yaml:"anchor"`
	Onboarding text `yaml:"onboarding_due"`
	Notice     text `yaml:"notice"`
	RehireGap  text `yaml:"rehire_gap"`
	LapseLimit text `yaml:"lapse_limit"`

	terms course.Terms
}

func parseProgramme(doc Document, r report) (entry, bool) {
	f := &programmeFile{}
	if !readYAML(doc.Source, 1, f, r) {
		return nil, false
	}
	if f.Onboarding.At.Line > 0 && f.Onboarding.domain().Empty() {
		r.add(f.Onboarding.At, "the onboarding requires nothing", "", "modules, rehearsals or a paper")
	}
	f.Onboarding.review(r)
	f.Renewal.review(r)
	if f.Terms.At.Line > 0 {
		f.Terms.read(r)
	}
	for _, role := range f.HireRoles {
		r.known(role, "role", roleNames())
	}
	r.twice(f.HireRoles, "role")
	return f, true
}

func roleNames() []string {
	var out []string
	for _, role := range people.Roles() {
		out = append(out, string(role))
	}
	return out
}

func (f requirementsFile) review(r report) {
	r.twice(f.Modules, "module")
	var scenarios []text
	for _, rehearsal := range f.Rehearsals {
		r.within(rehearsal.Score, "score", 0, 100)
		scenarios = append(scenarios, rehearsal.Scenario)
	}
	r.twice(scenarios, "scenario")
}

func (f requirementsFile) domain() course.Requirements {
	out := course.Requirements{Modules: words(f.Modules), Paper: f.Paper.S}
	for _, rehearsal := range f.Rehearsals {
		out.Rehearsals = append(out.Rehearsals, course.Rehearsal{Scenario: rehearsal.Scenario.S, Score: rehearsal.Score.N})
	}
	return out
}

// read turns the terms into periods and reports what cannot be.
func (f *termsFile) read(r report) {
	t := &f.terms
	t.Mode, t.Anchor = f.Mode.S, f.Anchor.S
	for _, p := range []struct {
		from text
		to   *civil.Period
	}{
		{f.Period, &t.Period}, {f.Window, &t.Window}, {f.Grace, &t.Grace}, {f.MinValid, &t.MinValid}, {f.Onboarding, &t.Onboarding},
		{f.Notice, &t.Notice}, {f.RehireGap, &t.RehireGap}, {f.LapseLimit, &t.LapseLimit},
	} {
		if p.from.S == "" {
			continue
		}
		parsed, err := civil.ParsePeriod(p.from.S)
		if err != nil {
			r.add(p.from.place, "this is not a period", quoted(p.from.S), "years, months, weeks or days such as P1Y, P6M, P2W or P30D")
			continue
		}
		*p.to = parsed
	}
	t.HasGap, t.HasLapseLimit = f.RehireGap.S != "", f.LapseLimit.S != ""
	f.review(r)
}

func (f *termsFile) review(r report) {
	r.known(f.Mode, "mode", []string{"rolling", "anniversary", "fixed"})
	day := civil.Of(2001, time.January, 1)
	end := day.Plus(f.terms.Period)
	switch _, err := civil.ParsePeriod(f.Period.S); {
	case err != nil: // reported
	case end == day:
		r.add(f.Period.place, "a certificate that is worth no time", quoted(f.Period.S), "a period such as P1Y")
	case day.Plus(f.terms.Window).After(end):
		r.add(f.Window.place, "the window is longer than the period", quoted(f.Window.S), "at most "+f.Period.S)
	}
	switch {
	case f.Mode.S == "fixed" && f.Anchor.S == "":
		r.add(f.At, "fixed terms have no anchor", "", "anchor: MM-DD or YYYY-MM-DD, the day on which certificates end")
	case f.Mode.S == "fixed":
		f.reviewAnchor(r)
	case f.Anchor.S != "":
		r.add(f.Anchor.place, "an anchor without mode fixed", quoted(f.Anchor.S), "no anchor: the other modes count from a person's own day")
	}
}

// reviewAnchor reports an anchor that is no day, or a day without a year where the period does not
// divide one, so that the year matters.
func (f *termsFile) reviewAnchor(r report) {
	full := f.Anchor.S
	if yearless := strings.Count(full, "-") == 1; yearless {
		full = "2000-" + full // a leap year: 02-29 is a day
		p := f.terms.Period
		months := p.Years*12 + p.Months
		if p.Weeks > 0 || p.Days > 0 || months == 0 || 12%months != 0 {
			r.add(f.Anchor.place, "a day without its year, but the period does not divide a year", quoted(f.Anchor.S), "YYYY-MM-DD, or a period such as P1Y, P6M or P3M")
		}
	}
	if _, err := civil.Parse(full); err != nil {
		r.add(f.Anchor.place, "this is no day", quoted(f.Anchor.S), "MM-DD or YYYY-MM-DD")
	}
}

func (f *programmeFile) name() text { return f.ID }

func (f *programmeFile) shelve(l *Library, doc Document) {
	p := course.Programme{
		ID: f.ID.S, Title: f.Title.S, Summary: f.Summary.S, Onboarding: f.Onboarding.domain(), Renewal: f.Renewal.domain(),
		Terms: f.Terms.terms, Lang: doc.Lang, Hash: doc.Hash,
	}
	p.HireRoles = ids[people.Role](f.HireRoles)
	l.Programmes = append(l.Programmes, p)
}

func (f *programmeFile) check(l *Library, r report) {
	for _, need := range []requirementsFile{f.Onboarding, f.Renewal} {
		for _, id := range need.Modules {
			r.exists(id, KindModule, l)
		}
		for _, rehearsal := range need.Rehearsals {
			r.exists(rehearsal.Scenario, KindScenario, l)
		}
		r.exists(need.Paper, KindBlueprint, l)
	}
}

func (f *programmeFile) facts() []fact {
	return []fact{{f.At, factText("programme", f.Onboarding.domain(), f.Renewal.domain(), f.Terms.terms, words(f.HireRoles))}}
}
