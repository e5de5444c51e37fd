package scene

import (
	"slices"
	"strconv"
	"strings"

	"understudy/app/conduct"
	"understudy/app/speech"
)

func itoa(n int) string { return strconv.Itoa(n) }

// maxBits is the room for all variables of a state; the rest of its word names the scene.
const maxBits = 55

// maxSecrets is how many private values a scenario may have.
const maxSecrets = 20

// detectors lists what can be looked for in a reply.
func detectors() []string {
	var names []string
	for _, d := range speech.Detectors() {
		names = append(names, d.Name)
	}
	return names
}

// resolve checks that every name stands for something. Names that a line declares which could not be
// read are passed over.
func (p *parser) resolve() {
	vars := map[string]*Variable{}
	room := 0
	for _, v := range all[*Variable](p.scenario.Header) {
		vars[v.Name] = v
		before := room
		room += v.bits()
		if before <= maxBits && room > maxBits {
			p.findings.mistake(v.At, "variables that need "+itoa(room)+" bits", "at most "+itoa(maxBits)+"; fewer or smaller variables")
		}
	}
	p.resolvePrivate()
	names := p.scenario.speakers()
	spoilt := p.findings.lines()
	for r := range p.scenario.rows {
		if !spoilt[r.head().At.Line] {
			p.resolveRow(r, vars, names)
		}
	}
}

func (p *parser) resolveRow(r Row, vars map[string]*Variable, names []string) {
	switch r := r.(type) {
	case *Speech:
		p.resolveSpeech(r, vars["mood"], names)
	case *Narration:
		p.resolveCondition(r.If, vars)
	case *Choice:
		p.resolveCondition(r.If, vars)
	case *Effects:
		p.resolveEffects(r.Effects, vars)
	case *Band:
		p.resolveEffects(r.Effects, vars)
	case *Want:
		p.resolveDetector(r.Detector)
	case *Never:
		p.resolveDetector(r.Detector)
	}
}

// resolvePrivate refuses more private values than can be followed through every path.
func (p *parser) resolvePrivate() {
	if n := len(p.scenario.secrets()); n > maxSecrets {
		p.findings.mistake(find[*Customer](p.scenario.Header).At, itoa(n)+" private values", "at most "+itoa(maxSecrets))
	}
}

func (p *parser) resolveSpeech(r *Speech, mood *Variable, names []string) {
	if r.Speaker != "" && !p.lostNames && !slices.Contains(names, r.Speaker) {
		p.findings.mistake(r.At, "the unknown speaker "+quoted(r.Speaker), "one of "+strings.Join(names[:min(10, len(names))], ", ")+", or say")
	}
	if r.Mood == "" || mood == nil || mood.Values == nil || p.brokenNames["mood"] {
		return
	}
	if !slices.Contains(mood.Values, r.Mood) {
		p.findings.mistake(r.At, "the unknown mood "+quoted(r.Mood), "one of "+mood.domain())
	}
}

// known finds a variable by name, and reports it when there is none such.
func (p *parser) known(name string, at Position, vars map[string]*Variable) *Variable {
	v := vars[name]
	if name == "" || p.brokenNames[name] || v == nil && p.lostNames {
		return nil
	}
	if v == nil {
		p.findings.mistake(at, "the unknown variable "+quoted(name), "one that a var line declares")
	}
	return v
}

func (p *parser) resolveCondition(c Condition, vars map[string]*Variable) {
	for _, t := range c {
		v := p.known(t.Name, t.At, vars)
		if v == nil || t.Operand == "" {
			continue
		}
		_, err := strconv.Atoi(t.Operand)
		_, in := v.code(t.Operand)
		if isNumber := err == nil; isNumber && v.Values == nil || in {
			continue // a number beyond the range is no mistake here: the condition is then never or always true
		}
		p.findings.mistake(t.At, quoted(t.Operand)+" for "+t.Name, "one of "+v.domain())
	}
}

func (p *parser) resolveEffects(effects []Effect, vars map[string]*Variable) {
	for _, e := range effects {
		v := p.known(e.Name, e.At, vars)
		switch {
		case v == nil || e.Op == "" || e.Operand == "":
		case e.Op == "=":
			if _, in := v.code(e.Operand); !in {
				p.findings.mistake(e.At, quoted(e.Operand)+" for "+e.Name, "one of "+v.domain())
			}
		case v.Values != nil:
			p.findings.mistake(e.At, e.Name+" "+e.Op+e.Operand, "a value, as in "+e.Name+" = "+v.Values[0])
		}
	}
}

func (p *parser) resolveDetector(d Detector) {
	if d.Name == "" {
		return
	}
	known := speech.Detectors()
	i := slices.IndexFunc(known, func(k speech.Detector) bool { return k.Name == d.Name })
	if i < 0 {
		p.findings.mistake(d.At, "the unknown detector "+quoted(d.Name), "one of "+strings.Join(detectors(), ", "))
		return
	}
	for _, arg := range d.Args {
		if !slices.Contains(known[i].Args, arg) {
			p.findings.mistake(d.At, quoted(arg)+" for "+d.Name, argumentsOf(known[i]))
		}
	}
}

// argumentsOf says what may stand in brackets after a detector.
func argumentsOf(d speech.Detector) string {
	if len(d.Args) == 0 {
		return d.Name + " without brackets"
	}
	return "one of " + strings.Join(d.Args, ", ")
}

// rows calls yield for every row of a scenario in the order of the text.
func (s *Scenario) rows(yield func(Row) bool) {
	for _, r := range s.Header {
		if !yield(r) {
			return
		}
	}
	for _, sc := range s.Scenes {
		for r := range sc.rows {
			if !yield(r) {
				return
			}
		}
	}
}

// rows calls yield for the scene's own line and every row in it.
func (sc *Scene) rows(yield func(Row) bool) {
	if !yield(sc) {
		return
	}
	for _, r := range sc.Rows {
		if !yield(r) {
			return
		}
	}
	if sc.Decision == nil || !yield(sc.Decision) {
		return
	}
	for _, part := range sc.Decision.parts() {
		if !yield(part) {
			return
		}
		choice, ok := part.(*Choice)
		if !ok {
			continue
		}
		for _, r := range choice.Rows {
			if !yield(r) {
				return
			}
		}
	}
}

// unknownRules reports every rule that is not among the known ones, on the lines that have no finding
// so far.
func unknownRules(s *Scenario, known []conduct.RuleID, so findings) findings {
	var fs findings
	spoilt := so.lines()
	for r := range s.rows {
		if spoilt[r.head().At.Line] {
			continue
		}
		for _, tag := range ruleTags(r) {
			if !slices.Contains(known, tag.Rule) {
				fs.mistake(tag.At, "the unknown rule "+quoted(string(tag.Rule)), "a rule of the code of conduct, such as r08")
			}
		}
	}
	return fs
}

// ruleTags returns the rules that a row names.
func ruleTags(r Row) []Tag {
	switch r := r.(type) {
	case *Tags:
		return r.Tags
	case *Want:
		return []Tag{r.Rule}
	case *Never:
		return []Tag{r.Rule}
	default:
		return nil
	}
}
