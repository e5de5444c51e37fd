package scene

import (
	"slices"
	"strings"
)

const sceneWords = "a speaker and a colon, say, show, choose, reply, * or ::"

// inScene reports a line that can only stand in a scene, so that none before the first scene is taken
// for a line of the header.
func inScene(body string) bool {
	word := leadingWord(body)
	rest := strings.TrimLeft(body[len(word):], " \t")
	switch {
	case word == "":
		return strings.IndexByte("*+-~>", body[0]) >= 0
	case slices.Contains(strings.Fields("choose reply say show because want never model else judge"), word):
		return true
	default:
		return word == "customer" && rest != "" && (rest[0] == '(' || rest[0] == ':')
	}
}

// openScene stands in for a scene that is missing before its lines, or could not be read.
func (p *parser) openScene(head Head, body string) {
	if p.scene != nil {
		return
	}
	if !p.lostNames {
		p.findings.mistake(head.At, quoted(firstPiece(body)), `a scene before it, as in :: arrive "At the counter"`)
	}
	p.scene = &Scene{Head: Head{At: head.At}}
	p.broken[p.scene] = true
	p.scenario.Scenes = append(p.scenario.Scenes, p.scene)
}

// sceneRow reads a line of a scene.
func (p *parser) sceneRow(c *cursor, head Head, body string) {
	switch {
	case body[0] == '*':
		p.choiceRow(c, head)
	case strings.HasPrefix(body, "->"), strings.IndexByte("+-~", body[0]) >= 0:
		p.detailRow(c, head)
	case strings.HasPrefix(body, ">="):
		p.replyRow(c, head)
	default:
		p.wordRow(c, head)
	}
}

// wordRow reads a line of a scene that begins with a word.
func (p *parser) wordRow(c *cursor, head Head) {
	switch word := c.nextWord(); word {
	case "choose", "reply":
		p.decisionRow(c, head)
	case "because":
		p.detailRow(c, head)
	case "want", "never", "model", "else", "judge":
		p.replyRow(c, head)
	case "say":
		p.lineRow(c, narration(c, head))
	case "show":
		p.lineRow(c, picture(c, head))
	default:
		if strings.Contains(c.line[c.pos:], ":") {
			p.lineRow(c, speechRow(c, head))
			return
		}
		if slices.Contains(strings.Fields("scenario lang var pass back ids"), word) {
			p.lostNames = true
			c.fail("this line before the first scene")
		}
		c.fail(sceneWords)
		p.spoil()
	}
}

// misplaced reports a line that stands in the wrong place of its scene. Where one does, a line before it
// is missing or could not be read, and those after it stand in the wrong place too: one mistake is enough.
func (p *parser) misplaced(c *cursor, head Head, expected string) {
	if !p.broken[p.scene] {
		c.misplaced(&head, expected)
	}
	p.spoil()
}

// spoil marks whatever is open as broken, since a line in it could not be read.
func (p *parser) spoil() {
	p.broken[p.scene] = true
	if p.choice != nil {
		p.broken[p.choice] = true
	}
	if p.reply != nil {
		p.broken[p.reply] = true
	}
}

// lineRow adds a line that is said or shown. Such lines stand before the decision.
func (p *parser) lineRow(c *cursor, r Row) {
	if p.scene.Decision != nil {
		p.misplaced(c, *r.head(), "a line of the choice or reply, * or ::; what is said and shown stands before choose or reply")
		return
	}
	p.scene.Rows = append(p.scene.Rows, r)
}

func speechRow(c *cursor, head Head) Row {
	row := &Speech{Head: head}
	start := c.pos
	end := strings.IndexAny(c.line[start:], ":(")
	row.Speaker = strings.TrimSpace(c.line[start : start+end])
	if row.Speaker == "" || strings.HasPrefix(row.Speaker, "@") || strings.Contains(row.Speaker, `"`) {
		c.fail(sceneWords)
		return row
	}
	c.pos = start + end
	if c.take("(") {
		row.Mood = c.word("a mood, as in customer (annoyed): …")
		c.need(")", "a closing bracket, as in customer (annoyed): …")
	}
	c.need(":", "a colon after the speaker")
	row.Text, row.ID = c.words("what is said")
	return row
}

func narration(c *cursor, head Head) Row {
	c.word("say")
	row := &Narration{Head: head, If: guard(c)}
	c.need(":", "a colon, as in say: The phone rings.")
	row.Text, row.ID = c.words("what the learner is told")
	return row
}

// guard reads a condition if one comes next.
func guard(c *cursor) Condition {
	if !c.takeWord("if") {
		return nil
	}
	return condition(c)
}

func condition(c *cursor) Condition {
	var out Condition
	for {
		out = append(out, Term{
			At:      c.here(),
			Name:    c.word("a variable, as in if trust >= 3"),
			Op:      operator(c),
			Operand: c.operand("a value, as in trust >= 3 or mood = calm"),
		})
		if !c.takeWord("and") {
			return out
		}
	}
}

func operator(c *cursor) string {
	for _, op := range []string{"!=", "<=", ">=", "=", "<", ">"} {
		if c.take(op) {
			return op
		}
	}
	c.fail("one of = != < <= > >=")
	return ""
}

func picture(c *cursor, head Head) Row {
	c.word("show")
	row := &Picture{Head: head}
	c.skip()
	row.File = firstPiece(c.line[c.pos:])
	if row.File == "" || row.File[0] == '"' {
		c.fail(`a picture's file, as in show desk.png "The desk"`)
		return row
	}
	c.pos += len(row.File)
	if !c.atEnd() {
		row.Alt = c.quotedText(`the picture in words, as in show desk.png "The desk"`)
	}
	c.done("the end of the line")
	return row
}

// decisionRow reads choose or reply, one of which a scene may have.
func (p *parser) decisionRow(c *cursor, head Head) {
	chosen := c.nextWord() == "choose"
	switch {
	case p.scene.Decision != nil:
		p.misplaced(c, head, "one choose or reply a scene")
		return
	case p.scene.Outcome != "":
		p.misplaced(c, head, "no choose or reply in an ending")
	}
	var row Decision
	if chosen {
		p.choose = choose(c, head)
		row = p.choose
	} else {
		p.reply = reply(c, head)
		row = p.reply
	}
	c.done("the end of the line")
	p.mark(row, c)
	if p.scene.Outcome == "" {
		p.scene.Decision = row
	}
}

func choose(c *cursor, head Head) *Choose {
	c.word("choose")
	row := &Choose{Head: head}
	if c.atEnd() {
		return row
	}
	row.Seconds = c.count(1, "a clock in seconds, as in choose 25s else -> ignored")
	c.need("s", "seconds, as in 25s")
	c.need("else", "where the clock leads, as in choose 25s else -> ignored")
	c.need("->", "an arrow, as in else -> ignored")
	row.Else = c.word("a scene, as in else -> ignored")
	return row
}

func reply(c *cursor, head Head) *Reply {
	c.word("reply")
	row := &Reply{Head: head}
	if c.atEnd() {
		return row
	}
	const clock, span = "a clock such as 120s, or a length such as 15..80 words", "a length such as 15..80 words"
	n := c.count(1, clock)
	if c.take("s") {
		row.Seconds = n
		if c.atEnd() {
			return row
		}
		n = c.count(1, span)
	}
	row.MinWords = n
	c.need("..", span)
	row.MaxWords = c.count(n, span)
	c.need("words", span)
	return row
}

// speakers returns what may stand before a colon: "customer", who is the first one declared, and the
// customers' names.
func (s *Scenario) speakers() []string {
	names := []string{"customer"}
	for _, c := range all[*Customer](s.Header) {
		names = append(names, attr(c.Attrs, "name"))
	}
	return slices.DeleteFunc(names, func(n string) bool { return n == "" })
}
