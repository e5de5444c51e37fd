package speech

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"understudy/app/conduct"
	"understudy/app/speech/text"
)

// pattern is one way to say something, of which a detector makes findings.
type pattern struct {
	detector string
	name     string
	rules    []conduct.RuleID
	sign     int
	strength Strength
	match    alt
	unless   []guard
	needs    []guard // of the reply
	why      string
	better   string
	yes, no  []string
	at       string // file and line
}

// guard keeps a pattern from firing where something else is said.
type guard struct {
	id    int    // its own within the language
	where string // before, after, reply or sentence
	node  node
}

// block is the lines under one heading of a file.
type block struct {
	kind, name string
	fields     []string
	lines      []line
	at         string
}

type line struct {
	key, rest string
	at        string
}

// readLanguage reads every *.txt of one folder.
func readLanguage(fsys fs.FS, name string) (*language, error) {
	files, err := fs.Glob(fsys, path.Join(name, "*.txt"))
	if err != nil {
		return nil, err
	}
	lang := newLanguage(name)
	c := &compiler{lang: lang, raw: map[string][]string{}, open: map[string]bool{}, defined: map[string]node{}}
	var blocks []block
	for _, file := range files {
		source, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, err
		}
		more, err := readBlocks(file, string(source), name)
		if err != nil {
			return nil, err
		}
		blocks = append(blocks, more...)
	}
	for _, b := range blocks {
		if err := lang.define(b, c.raw); err != nil {
			return nil, err
		}
	}
	if err := lang.compile(blocks, c); err != nil {
		return nil, err
	}
	return lang, nil
}

// readBlocks cuts a file into blocks: a heading at the line's start, what belongs to it indented.
func readBlocks(file, source, lang string) ([]block, error) {
	var out []block
	headed := false
	n := 0
	for full := range strings.Lines(source) {
		n++
		at := file + ":" + strconv.Itoa(n)
		trimmed := strings.TrimSpace(full)
		key, rest, _ := strings.Cut(trimmed, " ")
		rest = strings.TrimSpace(rest)
		switch {
		case trimmed == "" || full[0] == '#':
		case !headed:
			if trimmed != "patterns "+lang+" 1" {
				return nil, fmt.Errorf("%s: found %q, where \"patterns %s 1\" could stand", at, trimmed, lang)
			}
			headed = true
		case full[0] != ' ' && full[0] != '\t':
			fields := strings.Fields(rest)
			if len(fields) == 0 {
				fields = []string{""}
			}
			out = append(out, block{kind: key, name: fields[0], fields: fields[1:], at: at})
		case len(out) == 0:
			return nil, fmt.Errorf("%s: found an indented line, where words, define, spell, suffix, prefix or detector could stand", at)
		default:
			last := &out[len(out)-1]
			last.lines = append(last.lines, line{key, rest, at})
		}
	}
	return out, nil
}

// define takes in what patterns refer to, and how words are spelt.
func (l *language) define(b block, raw map[string][]string) error {
	switch b.kind {
	case "words":
		for _, ln := range b.lines {
			raw[b.name] = append(raw[b.name], strings.Join(strings.Fields(ln.key+" "+ln.rest), "|"))
		}
	case "define":
		for _, ln := range b.lines {
			raw[b.name] = append(raw[b.name], ln.key+" "+ln.rest)
		}
	case "spell", "suffix", "prefix":
		for _, ln := range b.lines {
			l.spelling(b.kind, text.Fold(ln.key), strings.Fields(ln.rest))
		}
	case "keep":
		for _, ln := range b.lines {
			for word := range strings.FieldsSeq(ln.key + " " + ln.rest) {
				l.keep[word] = true
			}
		}
	case "says":
		return l.saying(b)
	case "detector", "pattern":
	default:
		return fmt.Errorf("%s: found %q, where words, define, spell, suffix, prefix, keep, says, detector or pattern could stand", b.at, b.kind)
	}
	return nil
}

// saying takes in how this language says what a finding of Go code means.
func (l *language) saying(b block) error {
	if _, ok := known(b.name); !ok || len(b.fields) != 1 {
		return fmt.Errorf("%s: found %q, where a detector and one of its findings could stand, as in says name misspelt", b.at, b.name)
	}
	var s saying
	for _, ln := range b.lines {
		switch ln.key {
		case "why":
			s.why = ln.rest
		case "better":
			s.better = ln.rest
		default:
			return fmt.Errorf("%s: found %q, where why or better could stand", ln.at, ln.key)
		}
	}
	l.says[b.name+" "+b.fields[0]] = s
	return nil
}

// compile compiles every pattern and the index to them.
func (l *language) compile(blocks []block, c *compiler) error {
	detector := ""
	for _, b := range blocks {
		switch b.kind {
		case "detector":
			if _, ok := known(b.name); !ok {
				return fmt.Errorf("%s: found the detector %q, where one of %s could stand", b.at, b.name, detectorNames())
			}
			detector = b.name
		case "pattern":
			p, err := c.pattern(b, detector)
			if err != nil {
				return err
			}
			l.patterns = append(l.patterns, p)
		}
	}
	for name := range c.raw {
		n, err := c.reference(name)
		if err != nil {
			return fmt.Errorf("%s: %w", l.name, err)
		}
		l.defined[name] = n
	}
	l.finish()
	return nil
}

func (c *compiler) pattern(b block, detector string) (*pattern, error) {
	p := &pattern{detector: detector, name: b.name, at: b.at}
	d, ok := known(detector)
	if !ok || len(b.fields) != 3 {
		return nil, fmt.Errorf("%s: found %q, where \"pattern NAME RULE + plain\" under a detector could stand", b.at, strings.Join(b.fields, " "))
	}
	for id := range strings.SplitSeq(b.fields[0], ",") {
		if !slices.Contains(d.Rules, conduct.RuleID(id)) {
			return nil, fmt.Errorf("%s: found the rule %q, where one of %v could stand", b.at, id, d.Rules)
		}
		p.rules = append(p.rules, conduct.RuleID(id))
	}
	switch b.fields[1] {
	case "+":
		p.sign = 1
	case "-":
		p.sign = -1
	default:
		return nil, fmt.Errorf("%s: found %q, where + or - could stand", b.at, b.fields[1])
	}
	if p.strength = Strength(b.fields[2]); p.strength.rank() == 0 {
		return nil, fmt.Errorf("%s: found %q, where weak, plain, strong or critical could stand", b.at, b.fields[2])
	}
	c.exact = detector == "swearing"
	var matches alt
	for _, ln := range b.lines {
		if err := c.fact(p, ln, &matches); err != nil {
			return nil, fmt.Errorf("%s: %w", ln.at, err)
		}
	}
	p.match = matches
	switch {
	case len(matches) == 0:
		return nil, fmt.Errorf("%s: the pattern %s has no line that begins with match", b.at, p.name)
	case p.why == "":
		return nil, fmt.Errorf("%s: the pattern %s has no line that begins with why", b.at, p.name)
	case len(p.yes) < 3 || len(p.no) < 3:
		return nil, fmt.Errorf("%s: the pattern %s has %d yes and %d no examples, where at least three of each could stand", b.at, p.name, len(p.yes), len(p.no))
	}
	return p, nil
}

// fact takes in one line under a pattern.
func (c *compiler) fact(p *pattern, ln line, matches *alt) error {
	switch ln.key {
	case "match":
		n, err := c.sequence(ln.rest)
		if err != nil {
			return err
		}
		if phrases, ok := n.(alt); ok {
			*matches = append(*matches, phrases...)
		} else {
			*matches = append(*matches, n)
		}
	case "unless", "needs":
		g, err := c.guard(ln.rest)
		if err != nil {
			return err
		}
		if ln.key == "needs" {
			p.needs = append(p.needs, g)
		} else {
			p.unless = append(p.unless, g)
		}
	case "why":
		p.why = ln.rest
	case "better":
		p.better = ln.rest
	case "yes":
		p.yes = append(p.yes, ln.rest)
	case "no":
		p.no = append(p.no, ln.rest)
	default:
		return fmt.Errorf("found %q, where match, unless, needs, why, better, yes or no could stand", ln.key)
	}
	return nil
}

// guard compiles what stands after unless or needs: where, then a phrase.
func (c *compiler) guard(rest string) (guard, error) {
	where, phrase, _ := strings.Cut(rest, " ")
	if where != "before" && where != "after" && where != "reply" && where != "sentence" {
		return guard{}, fmt.Errorf("found %q, where before, after, sentence or reply could stand", where)
	}
	n, err := c.sequence(phrase)
	c.guards++
	return guard{c.guards, where, n}, err
}
