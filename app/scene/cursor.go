package scene

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// cursor reads one line from left to right. Its first mistake stops it: from then on every method
// returns nothing, so that the grammar of a line can be written down without a branch after each word.
type cursor struct {
	line   string
	pos    int // in bytes
	number int // of the line
	failed *mistake

	counted, characters int // so many characters stand in so many bytes: where counting can go on
}

type mistake struct {
	at              Position
	found, expected string
}

func (c *cursor) at() Position {
	if c.pos < c.counted {
		c.counted, c.characters = 0, 0
	}
	c.characters += utf8.RuneCountInString(c.line[c.counted:c.pos])
	c.counted = c.pos
	return Position{c.number, c.characters + 1}
}

func (c *cursor) skip() {
	for c.pos < len(c.line) && (c.line[c.pos] == ' ' || c.line[c.pos] == '\t') {
		c.pos++
	}
}

// here moves to the next piece of the line and returns its place.
func (c *cursor) here() Position {
	c.skip()
	return c.at()
}

// fail records what was found at the next piece of the line, unless something failed before.
func (c *cursor) fail(expected string) {
	if c.failed != nil {
		return
	}
	c.skip()
	found := "the end of the line"
	if rest := c.line[c.pos:]; rest != "" {
		found = quoted(firstPiece(rest))
	}
	c.failed = &mistake{c.at(), found, expected}
}

// misplaced fails at the start of the line, which may be right in itself and stands in the wrong place.
func (c *cursor) misplaced(head *Head, expected string) {
	c.failed, c.pos = nil, head.At.Column-1
	c.fail(expected)
}

// firstPiece returns a text up to its first space; a quoted text, with its quotation marks, whole.
func firstPiece(text string) string {
	if strings.HasPrefix(text, `"`) {
		inside, _, _ := strings.Cut(text[1:], `"`)
		return text[:min(len(inside)+2, len(text))]
	}
	if end := strings.IndexAny(text, " \t"); end >= 0 {
		return text[:end]
	}
	return text
}

// done fails unless the line is at its end.
func (c *cursor) done(expected string) {
	c.skip()
	if c.pos < len(c.line) {
		c.fail(expected)
	}
}

func (c *cursor) atEnd() bool {
	c.skip()
	return c.failed != nil || c.pos == len(c.line)
}

// next reports whether the line goes on with a piece, and stays before it.
func (c *cursor) next(piece string) bool {
	c.skip()
	return c.failed == nil && strings.HasPrefix(c.line[c.pos:], piece)
}

// take steps over a piece if it comes next.
func (c *cursor) take(piece string) bool {
	if !c.next(piece) {
		return false
	}
	c.pos += len(piece)
	return true
}

// need steps over a piece, and fails if it does not come next.
func (c *cursor) need(piece, expected string) {
	if c.failed == nil && !c.take(piece) {
		c.fail(expected)
	}
}

// nextWord returns the word that comes next without stepping over it.
func (c *cursor) nextWord() string {
	if c.failed != nil {
		return ""
	}
	c.skip()
	return leadingWord(c.line[c.pos:])
}

// takeWord steps over exactly this word if it comes next.
func (c *cursor) takeWord(word string) bool {
	if c.nextWord() != word {
		return false
	}
	c.pos += len(word)
	return true
}

// word reads a word: a letter, then letters, digits, "-" and "_".
func (c *cursor) word(expected string) string {
	w := c.nextWord()
	if w == "" {
		c.fail(expected)
	}
	if c.failed == nil {
		c.pos += len(w)
	}
	return w
}

// integer reads a whole number, which may be negative.
func (c *cursor) integer(expected string) int {
	if c.failed != nil {
		return 0
	}
	c.skip()
	end := c.pos
	if end < len(c.line) && c.line[end] == '-' {
		end++
	}
	for end < len(c.line) && c.line[end] >= '0' && c.line[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(c.line[c.pos:end])
	if err != nil || n > maxNumber || n < -maxNumber {
		c.fail(expected)
		return 0
	}
	c.pos = end
	return n
}

// count reads a whole number from least on.
func (c *cursor) count(least int, expected string) int {
	start := c.pos
	n := c.integer(expected)
	if c.failed == nil && n < least {
		c.pos = start
		c.fail(expected)
	}
	return n
}

// operand reads the right side of a comparison or a change: a number or a value's name.
func (c *cursor) operand(expected string) string {
	if w := c.nextWord(); w != "" {
		return c.word(expected)
	}
	n := c.integer(expected)
	return strconv.Itoa(n)
}

// quotedText reads a text between double quotes. A backslash keeps the character after it.
func (c *cursor) quotedText(expected string) string {
	if !c.next(`"`) {
		c.fail(expected)
		return ""
	}
	var b strings.Builder
	for i := c.pos + 1; i < len(c.line); i++ {
		switch ch := c.line[i]; {
		case ch == '"':
			c.pos = i + 1
			return b.String()
		case ch == '\\' && i+1 < len(c.line):
			i++
			b.WriteByte(c.line[i])
		default:
			b.WriteByte(ch)
		}
	}
	c.fail("a closing quotation mark, as in " + expected)
	return ""
}

// words reads the rest of the line: what somebody says, and its text id at the end.
func (c *cursor) words(expected string) (text, id string) {
	if c.failed != nil {
		return "", ""
	}
	c.skip()
	text, id = splitID(strings.TrimSpace(c.line[c.pos:]))
	if text == "" {
		c.fail(expected)
	}
	c.pos = len(c.line)
	return text, id
}

// splitID takes a text id such as "@c1" from the end of a text.
func splitID(text string) (rest, id string) {
	at := strings.LastIndexAny(text, " \t") + 1
	last := text[at:]
	if len(last) < 2 || last[0] != '@' || leadingWord(last[1:]) != last[1:] {
		return text, ""
	}
	return strings.TrimSpace(text[:at]), last[1:]
}

// leadingWord returns the word that a text begins with, or nothing.
func leadingWord(text string) string {
	for i, r := range text {
		switch {
		case unicode.IsLetter(r):
		case i > 0 && (unicode.IsDigit(r) || r == '-' || r == '_'):
		default:
			return text[:i]
		}
	}
	return text
}
