package scene

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// parser reads a text line by line. A line that it cannot read costs one mistake; what the line would
// have opened (a scene, a choice, a reply) is opened all the same, and marked as broken, so that the
// lines under it are not mistaken for mistakes.
type parser struct {
	findings findings
	scenario *Scenario
	notes    []string // comments waiting for the fact they stand before

	scene  *Scene
	choose *Choose
	choice *Choice
	reply  *Reply
	closed bool // the reply has its else

	broken      map[Row]bool    // read in part: nothing is missed in it
	names       map[string]bool // variables declared so far
	brokenNames map[string]bool // those of them whose line could not be read
	lostNames   bool            // a header line could not be read at all, so that a name may be missing
}

// Parse reads a scenario. The findings are all S00: each mistake of the text once, on its line. The
// scenario holds whatever could be read; only one without findings can be compiled.
func Parse(source []byte) (*Scenario, []Finding) {
	p := &parser{scenario: &Scenario{}, broken: map[Row]bool{},
		names: map[string]bool{}, brokenNames: map[string]bool{}}
	text, refused := lines(source)
	if refused != nil {
		return p.scenario, refused
	}
	for i, line := range text {
		p.line(i+1, line)
		if len(p.findings) >= maxMistakes {
			p.findings.mistake(Position{i + 1, 1}, "the thousandth mistake", "no more; the rest of the file was not read")
			return p.scenario, p.findings.sorted()
		}
		if len(p.scenario.Scenes) > MaxScenes {
			p.findings.mistake(Position{i + 1, 1}, fmt.Sprintf("scene %d", MaxScenes+1), fmt.Sprintf("at most %d scenes", MaxScenes))
			return p.scenario, p.findings.sorted()
		}
	}
	p.scenario.Tail = p.takeNotes()
	p.missing(len(text))
	p.resolve()
	return p.scenario, p.findings.sorted()
}

func (p *parser) takeNotes() []string {
	notes := p.notes
	p.notes = nil
	return notes
}

// line reads one line.
func (p *parser) line(number int, line string) {
	if bad := strings.IndexFunc(line, isControl); bad >= 0 {
		at := Position{number, utf8.RuneCountInString(line[:bad]) + 1}
		p.findings.mistake(at, "a control character", "text without control characters")
		line = strings.Map(withoutControl, line) // read on, so that what the line opens is open
	}
	line = strings.TrimRight(line, " \t")
	c := &cursor{line: line, number: number}
	body := strings.TrimLeft(line, " ")
	if strings.HasPrefix(body, "\t") {
		p.findings.mistake(Position{number, len(line) - len(body) + 1}, "a tab", "spaces: indent with four spaces")
	}
	body = strings.TrimLeft(body, " \t")
	switch {
	case body == "":
	case body[0] == '#':
		p.notes = append(p.notes, body[1:])
	default:
		c.skip()
		p.fact(c, body)
	}
}

// fact reads a line that says something.
func (p *parser) fact(c *cursor, body string) {
	head := Head{At: c.at(), Notes: p.takeNotes()}
	switch {
	case strings.HasPrefix(body, "::"):
		p.sceneHead(c, head)
	case p.scene == nil && !inScene(body):
		p.headerRow(c, head)
	default:
		p.openScene(head, body)
		p.sceneRow(c, head, body)
	}
	if c.failed != nil {
		p.findings.mistake(c.failed.at, c.failed.found, c.failed.expected)
	}
}

func (p *parser) sceneHead(c *cursor, head Head) {
	c.take("::")
	sc := &Scene{Head: head, ID: c.word("the id of a scene, as in :: arrive")}
	if c.take("[") {
		c.need("end", "the word end, as in [end best]")
		sc.Outcome = outcome(c)
		c.need("]", "a closing bracket, as in [end best]")
	}
	if c.next(`"`) {
		sc.Title = c.quotedText(`"a title"`)
	}
	c.done(`[end best], a "title" or the end of the line`)
	p.scenario.Scenes = append(p.scenario.Scenes, sc)
	p.scene, p.choose, p.choice, p.reply, p.closed = sc, nil, nil, nil, false
	p.mark(sc, c)
}

// mark notes that a row was read in part.
func (p *parser) mark(r Row, c *cursor) {
	if c.failed != nil {
		p.broken[r] = true
	}
}

func outcome(c *cursor) Outcome {
	const expected = "best, good, fair, poor or fail"
	word := Outcome(c.nextWord())
	for _, o := range Outcomes() {
		if word == o {
			c.word(expected)
			return o
		}
	}
	c.fail(expected)
	return Best
}

// missing reports what a file has to say and does not.
func (p *parser) missing(last int) {
	s := p.scenario
	if !p.lostNames {
		p.missingHeader()
	}
	if len(s.Scenes) == 0 && len(s.Header) > 0 {
		p.findings.mistake(Position{last, 1}, "the end of the file", "a scene, as in :: arrive \"At the counter\"")
	}
	for _, sc := range s.Scenes {
		switch d := sc.Decision.(type) {
		case *Choose:
			p.missingIn(sc, d)
		case *Reply:
			if !p.broken[sc] && !p.broken[d] && lastBand(d) == nil {
				p.findings.mistake(d.At, "a reply without else", "a last band such as else -> confront")
			}
		}
	}
}

func (p *parser) missingHeader() {
	s := p.scenario
	first := Position{1, 1}
	title := find[*Title](s.Header)
	switch {
	case len(s.Header) == 0 && len(s.Scenes) == 0:
		p.findings.mistake(first, "no scenario", "a first line such as scenario late-parcel \"The late parcel\"")
		return
	case title == nil:
		p.findings.mistake(first, "no line that begins with scenario", "it first, as in scenario late-parcel \"The late parcel\"")
	default:
		first = title.At
	}
	if find[*Setting](s.Header) == nil {
		p.findings.mistake(first, "no line that begins with lang", "one in the header, as in lang en")
	}
}

func (p *parser) missingIn(sc *Scene, d *Choose) {
	if len(d.Choices) == 0 && !p.broken[sc] && !p.broken[d] {
		p.findings.mistake(d.At, "choose without a choice", "a line such as * What the learner says")
	}
	for _, choice := range d.Choices {
		if !p.broken[choice] && find[*Target](choice.Rows) == nil {
			p.findings.mistake(choice.At, "a choice that leads nowhere", "a line -> scene under it")
		}
	}
}

// find returns the first row of a type, or its zero value.
func find[T Row](rows []Row) T {
	for _, r := range rows {
		if t, ok := r.(T); ok {
			return t
		}
	}
	var none T
	return none
}

// all returns every row of a type.
func all[T Row](rows []Row) []T {
	var out []T
	for _, r := range rows {
		if t, ok := r.(T); ok {
			out = append(out, t)
		}
	}
	return out
}

// lastBand returns the band that takes every other reply, nil when there is none.
func lastBand(r *Reply) *Band {
	for _, b := range all[*Band](r.Rows) {
		if b.Else {
			return b
		}
	}
	return nil
}
