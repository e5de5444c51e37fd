package scene

import (
	"strings"
	"unicode/utf8"
)

// ParseTexts reads a translation. The findings are all S00, each mistake of the text once; the
// translation holds whatever could be read.
func ParseTexts(source []byte) (*Translation, []Finding) {
	p := &textsParser{translation: &Translation{}, seen: map[TextKey]int{}}
	text, refused := lines(source)
	if refused != nil {
		return p.translation, refused
	}
	for i, line := range text {
		p.line(i+1, line)
		if len(p.findings) >= maxMistakes {
			p.findings.mistake(Position{i + 1, 1}, "the thousandth mistake", "no more; the rest of the file was not read")
			return p.translation, p.findings.sorted()
		}
	}
	if !p.opened {
		p.findings.mistake(Position{len(text), 1}, "the end of the file", openingExpected)
	}
	p.translation.Tail = p.notes
	return p.translation, p.findings.sorted()
}

const (
	openingExpected = "a first line such as translation late-parcel fr"
	lineExpected    = "title, role, scene, because, show or a text id such as @l1"
	printExpected   = "the eight digits of the original's print; understudy fmt --texts gives them"
)

type textsParser struct {
	findings    findings
	translation *Translation
	notes       []string
	opened      bool            // something but comments was read
	seen        map[TextKey]int // the line that a text is translated on
}

func (p *textsParser) line(number int, line string) {
	c := &cursor{line: strings.TrimRight(line, " \t"), number: number}
	if bad := strings.IndexFunc(line, isControl); bad >= 0 {
		p.findings.mistake(Position{number, utf8.RuneCountInString(line[:bad]) + 1}, "a control character", "text without control characters")
		return
	}
	c.skip()
	switch {
	case c.pos == len(c.line):
		return
	case c.line[c.pos] == '#':
		p.notes = append(p.notes, c.line[c.pos+1:])
		return
	}
	head := Head{At: c.at(), Notes: p.notes}
	p.notes = nil
	if p.opened && c.nextWord() != "translation" {
		p.text(c, head)
	} else {
		p.opening(c, head)
	}
	if c.failed != nil {
		p.findings.mistake(c.failed.at, c.failed.found, c.failed.expected)
	}
}

// opening reads the first line.
func (p *textsParser) opening(c *cursor, head Head) {
	if p.opened {
		c.fail("this line first, and only once")
		return
	}
	p.opened = true
	c.need("translation", openingExpected)
	p.translation.Head = head
	p.translation.Scenario = c.word("the id of a scenario, as in translation late-parcel fr")
	p.translation.Lang = c.word("a language, as in translation late-parcel fr")
	c.done("the end of the line")
}

// text reads a line that translates something.
func (p *textsParser) text(c *cursor, head Head) {
	line := &TextLine{Head: head, TextKey: textKey(c)}
	line.Print = textPrint(c)
	c.skip()
	if c.failed == nil {
		line.Text = strings.TrimSpace(c.line[c.pos:])
		c.refuseUnspeakable(line)
	}
	switch first := p.seen[line.TextKey]; {
	case c.failed != nil:
		return
	case first > 0:
		c.misplaced(&line.Head, "each text once; line "+itoa(first)+" has it already")
	default:
		p.seen[line.TextKey] = head.At.Line
		p.translation.Lines = append(p.translation.Lines, line)
	}
}

func textKey(c *cursor) TextKey {
	switch {
	case c.take("@"):
		return TextKey{LineText, c.word("a text id, as in @l1")}
	case c.takeWord("title"):
		return TextKey{TitleText, ""}
	case c.takeWord("role"):
		return TextKey{RoleText, ""}
	case c.takeWord("scene"):
		return TextKey{SceneText, c.word("the id of a scene, as in scene arrive")}
	case c.takeWord("because"):
		c.need("@", "the text id of a choice, as in because @c1")
		return TextKey{BecauseText, c.word("the text id of a choice, as in because @c1")}
	case c.takeWord("show"):
		const expected = "a scene and a picture's file, as in show arrive desk.png"
		scene := c.word(expected)
		c.skip()
		file := firstPiece(c.line[c.pos:])
		if file == "" || file[0] == '"' {
			c.fail(expected)
		}
		if c.failed == nil {
			c.pos += len(file)
		}
		return TextKey{AltText, scene + " " + file}
	default:
		c.fail(lineExpected)
		return TextKey{}
	}
}

// textPrint reads eight hexadecimal digits.
func textPrint(c *cursor) string {
	if c.failed != nil {
		return ""
	}
	c.skip()
	digits := firstPiece(c.line[c.pos:])
	if len(digits) != 2*printBytes || strings.Trim(digits, "0123456789abcdef") != "" {
		c.fail(printExpected)
		return ""
	}
	c.pos += len(digits)
	return digits
}

// refuseUnspeakable fails at words that no text of a scenario could hold: a text id at the end.
func (c *cursor) refuseUnspeakable(line *TextLine) {
	if line.Kind != LineText {
		return
	}
	if _, id := splitID(line.Text); id != "" {
		c.pos = strings.LastIndexByte(c.line, '@')
		c.fail("a text without a text id at its end")
	}
}
