// Package factsfile reads the JSON file of facts that "understudy status --facts" answers from.
//
// Keys are strict. Every mistake of a file is reported at once, each with its path, such as
// people[0].spells[0].from. Absent and null are the same: no day, P0D, UTC; onboarding_due and lapse_limit
// alone differ between not stated and P0D. The anchor is read in fixed mode only.
package factsfile

import (
	"time"

	"understudy/app/civil"
	"understudy/app/recert"
)

// File is a facts file without mistakes.
type File struct {
	Zone       *time.Location
	Programmes []Programme // in file order
	People     []Person    // in file order
	revisions  []recert.Revision
	rules      []recert.Coverage // the coverage of everybody, for the rules it names
	pairs      map[pair]*recert.Facts
	coverage   map[string][]recert.Coverage // by person
}

// Programme is one entry of programmes.
type Programme struct {
	ID    string
	Terms recert.Terms
}

// Person is one entry of people.
type Person struct {
	ID             string
	spells, leaves []recert.Span
}

type pair struct{ person, programme string }

// Facts returns what the file says about one person and one programme, for an answer on a day from what
// was known at an instant. The two decide only which rules other people's coverage names.
func (f *File) Facts(person Person, programme Programme, asOf civil.Date, knownAt time.Time) recert.Facts {
	var facts recert.Facts
	if found := f.pairs[pair{person.ID, programme.ID}]; found != nil {
		facts = *found
	}
	facts.Terms = []recert.TermsFrom{{Terms: programme.Terms}}
	facts.Spells, facts.Leaves = person.spells, person.leaves
	facts.Revisions, facts.Coverage = f.revisions, f.coverage[person.ID]
	facts.Rules = f.named(asOf, knownAt)
	return facts
}

// named returns the rules that coverage names, whoever it is of.
func (f *File) named(asOf civil.Date, knownAt time.Time) []string {
	var rules []string
	for _, c := range f.rules {
		if !c.On.After(asOf) && (knownAt.IsZero() || !c.Recorded.After(knownAt)) {
			rules = append(rules, c.Rule)
		}
	}
	return rules
}

// Parse reads a file. With any mistake the File is nil.
func Parse(source []byte) (*File, []Mistake) {
	r := &reader{}
	tree, err := readTree(source)
	if err != nil {
		r.wrong("", "%s", err)
		return nil, r.mistakes
	}
	top, ok := r.object(tree, "", "zone", "programmes", "people", "reasons", "completions", "adjustments", "revisions", "coverage")
	if !ok {
		return nil, r.mistakes
	}
	f := &File{Zone: top.zone(), pairs: map[pair]*recert.Facts{}, coverage: map[string][]recert.Coverage{}}
	s := section{file: f, programmes: map[string]bool{}, people: map[string]bool{}}
	top.list("programmes", s.each(r, s.programme, programmeKeys()...))
	top.list("people", s.each(r, s.person, "id", "spells", "leave", "recorded_at"))
	top.list("reasons", s.each(r, s.reason, "person", "programme", "cause", "from", "to", "due", "recorded_at"))
	top.list("completions", s.each(r, s.completion, "person", "programme", "on", "recorded_at"))
	top.list("adjustments", s.each(r, s.adjustment, "person", "programme", "kind", "from", "to", "until", "reason", "by", "recorded_at"))
	top.list("revisions", s.each(r, s.revision, "rule", "rev", "class", "effective_on", "published_on", "recorded_at"))
	top.list("coverage", s.each(r, s.covered, "person", "rule", "rev", "on", "recorded_at"))
	if len(r.mistakes) > 0 {
		return nil, r.mistakes
	}
	return f, nil
}

// zone reads the organisation's time zone.
func (o object) zone() *time.Location {
	name, ok := o.text("zone")
	if !ok {
		return time.UTC
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		o.wrong(o.at("zone"), "%q is no time zone; write a name such as Europe/Paris, or UTC", name)
		return time.UTC
	}
	return zone
}
