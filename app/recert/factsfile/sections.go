package factsfile

import (
	"slices"

	"understudy/app/civil"
	"understudy/app/recert"
)

// section reads the entries of each array into a file.
type section struct {
	file               *File
	programmes, people map[string]bool
}

// each returns the reader of one array's items: objects with these keys alone.
func (s section) each(r *reader, read func(object), keys ...string) func(node, string) {
	return func(n node, path string) {
		if o, ok := r.object(n, path, keys...); ok {
			read(o)
		}
	}
}

func programmeKeys() []string {
	return []string{"id", "mode", "period", "window", "grace", "min_valid", "anchor", "onboarding_due", "notice",
		"rehire_gap", "lapse_limit", "recorded_at"}
}

func (s section) programme(o object) {
	before := len(o.mistakes)
	id := o.id(s.programmes)
	o.instant("recorded_at")
	t := recert.Terms{Mode: recert.Mode(o.oneOf("mode", "mode", "rolling", "anniversary", "fixed"))}
	if _, ok := o.value("period"); !ok {
		o.wrong(o.at("period"), "is missing; write for example P1Y")
	}
	t.Period, _ = o.period("period")
	t.Window, _ = o.period("window")
	t.Grace, _ = o.period("grace")
	t.MinValid, _ = o.period("min_valid")
	t.Notice, _ = o.period("notice")
	t.OnboardingDue.Period, t.OnboardingDue.Stated = o.period("onboarding_due")
	t.LapseLimit.Period, t.LapseLimit.Stated = o.period("lapse_limit")
	gap, _ := o.period("rehire_gap")
	t.RehireGap = recert.Within(gap)
	if anchor, ok := o.text("anchor"); ok && t.Mode == recert.Fixed {
		var err error
		if t.Anchor, err = recert.ParseAnchor(anchor); err != nil {
			o.wrong(o.at("anchor"), "%s%s", err, hint(err))
		}
	}
	for _, problem := range t.Problems() {
		if path := o.at(problem.Field); !slices.ContainsFunc(o.mistakes[before:], func(m Mistake) bool { return m.Path == path }) {
			o.wrong(path, "%s", problem.Message)
		}
	}
	s.file.Programmes = append(s.file.Programmes, Programme{id, t})
}

// id reads an entry's own name, which no entry before it may have.
func (o object) id(taken map[string]bool) string {
	id, ok := o.name("id")
	if ok && taken[id] {
		o.wrong(o.at("id"), "%q is the id of an entry before; each id stands once", id)
	}
	if ok {
		taken[id] = true
	}
	return id
}

func (s section) person(o object) {
	p := Person{ID: o.id(s.people)}
	o.instant("recorded_at")
	spans := func(key string) (spans []recert.Span) {
		o.list(key, s.each(o.reader, func(o object) {
			from, to := o.span()
			spans = append(spans, recert.Span{From: from, To: to, Recorded: o.instant("recorded_at")})
		}, "from", "to", "recorded_at"))
		return spans
	}
	p.spells, p.leaves = spans("spells"), spans("leave")
	s.file.People = append(s.file.People, p)
}

// whose reads the person of an entry, who has to be listed under people.
func (s section) whose(o object) string {
	id, ok := o.name("person")
	if ok && !s.people[id] {
		o.wrong(o.at("person"), "unknown person %q; write the id of an entry of people", id)
	}
	return id
}

// facts returns what the entry's person and programme have so far.
func (s section) facts(o object) *recert.Facts {
	person := s.whose(o)
	programme, ok := o.name("programme")
	if ok && !s.programmes[programme] {
		o.wrong(o.at("programme"), "unknown programme %q; write the id of an entry of programmes", programme)
	}
	key := pair{person, programme}
	if s.file.pairs[key] == nil {
		s.file.pairs[key] = &recert.Facts{}
	}
	return s.file.pairs[key]
}

func (s section) reason(o object) {
	facts := s.facts(o)
	a := recert.Assignment{Due: o.day("due"), Recorded: o.instant("recorded_at")}
	a.Cause, _ = o.text("cause")
	a.From, a.To = o.span()
	facts.Reasons = append(facts.Reasons, a)
}

func (s section) completion(o object) {
	facts := s.facts(o)
	facts.Passes = append(facts.Passes, recert.Pass{On: o.mustDay("on"), Recorded: o.instant("recorded_at")})
}

func (s section) adjustment(o object) {
	facts := s.facts(o)
	a := recert.Adjustment{Recorded: o.instant("recorded_at")}
	o.text("reason")
	o.text("by")
	a.Kind = recert.Kind(o.oneOf("kind", "kind of adjustment", "extension", "exemption", "equivalence", "revocation"))
	var unused []string
	switch a.Kind {
	case recert.Extension:
		a.Until, unused = o.mustDay("until"), []string{"from", "to"}
		if !a.Recorded.IsZero() {
			a.Day = civil.In(a.Recorded, s.file.Zone)
		}
	case recert.Exemption:
		a.From, a.To = o.span()
		unused = []string{"until"}
	case recert.Equivalence, recert.Revocation:
		a.From, unused = o.mustDay("from"), []string{"to", "until"}
	default: // the kind is wrong, so no key can be told to be
		o.day("from")
		o.day("to")
		o.day("until")
	}
	for _, key := range unused {
		if _, stated := o.value(key); stated {
			o.wrong(o.at(key), "unknown key; an adjustment of the kind %s does not take it", a.Kind)
		}
	}
	facts.Adjustments = append(facts.Adjustments, a)
}

func (s section) revision(o object) {
	r := recert.Revision{Rev: o.revision("rev"), PublishedOn: o.day("published_on"), Recorded: o.instant("recorded_at")}
	r.Rule, _ = o.name("rule")
	r.Class = recert.Class(o.oneOf("class", "class of revision", "editorial", "clarifying", "material", "new", "retired"))
	r.EffectiveOn = o.mustDay("effective_on")
	s.file.revisions = append(s.file.revisions, r)
}

func (s section) covered(o object) {
	person := s.whose(o)
	c := recert.Coverage{Rev: o.revision("rev"), On: o.mustDay("on"), Recorded: o.instant("recorded_at")}
	c.Rule, _ = o.name("rule")
	s.file.coverage[person] = append(s.file.coverage[person], c)
	s.file.rules = append(s.file.rules, c)
}
