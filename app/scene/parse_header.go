package scene

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"understudy/app/conduct"
)

const headerWords = "scenario, lang, customer, var, pass, back, ids or a scene"

// headerRow reads a line before the first scene.
func (p *parser) headerRow(c *cursor, head Head) {
	var row Row
	switch word := c.nextWord(); word {
	case "scenario":
		row = p.title(c, head)
	case "lang":
		row = once(p, c, &Setting{Head: head, Attrs: setting(c)})
	case "customer":
		row = customer(c, head)
	case "var":
		row = p.variable(c, head)
	case "pass":
		row = once(p, c, pass(c, head))
	case "back":
		row = once(p, c, back(c, head))
	case "ids":
		c.word("ids")
		row = once(p, c, &IDs{head, c.count(0, "the highest number given to a text id, as in ids 12")})
	default:
		p.lostNames = true
		c.fail(headerWords)
		return
	}
	c.done("the end of the line")
	if c.failed != nil {
		p.lose(row)
	}
	p.scenario.Header = append(p.scenario.Header, row)
}

// lose remembers what a header line that cannot be read may have declared.
func (p *parser) lose(r Row) {
	v, ok := r.(*Variable)
	switch {
	case ok && v.Name != "":
		p.brokenNames[v.Name] = true
	case ok:
		p.lostNames = true
	default:
		if _, ok := r.(*Customer); ok {
			p.lostNames = true
		}
	}
}

// once fails where a header line of the same kind stands already.
func once[T Row](p *parser, c *cursor, row T) T {
	if slices.ContainsFunc(p.scenario.Header, func(r Row) bool { _, same := r.(T); return same }) {
		c.misplaced(row.head(), "this line only once")
	}
	return row
}

func (p *parser) title(c *cursor, head Head) Row {
	t := &Title{Head: head}
	if len(p.scenario.Header) > 0 {
		c.fail("the scenario line first, and only once")
		return t
	}
	c.word("scenario")
	t.ID = c.word("the id of the scenario, as in scenario late-parcel")
	if !c.atEnd() {
		t.Title = c.quotedText(`a title in quotation marks, as in scenario late-parcel "The late parcel"`)
	}
	return t
}

func setting(c *cursor) []Attr {
	c.word("lang")
	attrs := []Attr{{"lang", c.word("a language, as in lang en")}}
	for !c.atEnd() {
		const expected = `channel, role "…", minutes or the end of the line`
		key := c.nextWord()
		if has(attrs, key) {
			c.fail("each of channel, role and minutes once")
			break
		}
		var value string
		switch {
		case c.takeWord("channel"):
			value = channel(c)
		case c.takeWord("role"):
			value = c.quotedText(`a role in quotation marks, as in role "Front-desk officer"`)
		case c.takeWord("minutes"):
			value = strconv.Itoa(c.count(1, "a number of minutes, as in minutes 6"))
		default:
			c.fail(expected)
		}
		attrs = append(attrs, Attr{key, value})
	}
	return attrs
}

func channel(c *cursor) string {
	expected := "one of " + strings.Join(conduct.Channels(), ", ")
	if !slices.Contains(conduct.Channels(), c.nextWord()) {
		c.fail(expected)
	}
	return c.word(expected)
}

func has(attrs []Attr, key string) bool {
	return slices.ContainsFunc(attrs, func(a Attr) bool { return a.Key == key })
}

// attr returns the value of an attribute, nothing when it is not there.
func attr(attrs []Attr, key string) string {
	for _, a := range attrs {
		if a.Key == key {
			return a.Value
		}
	}
	return ""
}

func customer(c *cursor, head Head) Row {
	c.word("customer")
	row := &Customer{Head: head}
	for {
		const expected = `name="…" or private="…", each once`
		key := c.nextWord()
		if key != "name" && key != "private" || has(row.Attrs, key) {
			c.fail(expected)
			return row
		}
		c.word(expected)
		c.need("=", `an equals sign, as in name="Amira Haddad"`)
		row.Attrs = append(row.Attrs, Attr{key, c.quotedText(`a text in quotation marks, as in name="Amira Haddad"`)})
		if c.atEnd() {
			return row
		}
	}
}

func (p *parser) variable(c *cursor, head Head) Row {
	c.word("var")
	v := &Variable{Head: head}
	if p.names[c.nextWord()] {
		c.fail("a name that no other variable has")
		return v
	}
	v.Name = c.word("a name, as in var trust 0..4 = 2")
	p.names[v.Name] = true
	if c.nextWord() == "" {
		v.Min = c.integer("a range such as 0..4, or values such as yes | no")
		c.need("..", "two dots, as in 0..4")
		v.Max = c.count(v.Min+1, "a number above "+strconv.Itoa(v.Min))
	} else {
		v.Values = values(c)
	}
	c.need("=", "the first value, as in = 2")
	expected := "a first value: " + v.domain()
	at := *c
	v.Initial = c.operand(expected)
	if _, known := v.code(v.Initial); c.failed == nil && !known {
		c.pos = at.pos
		c.fail(expected)
	}
	return v
}

func values(c *cursor) []string {
	const expected = "a value's name, as in calm | annoyed"
	out := []string{c.word(expected)}
	for c.take("|") {
		if len(out) == maxValues {
			c.fail("no more than " + strconv.Itoa(maxValues) + " values")
			break
		}
		if slices.Contains(out, c.nextWord()) {
			c.fail("each value once")
		}
		out = append(out, c.word(expected))
	}
	if len(out) == 1 {
		c.fail("a second value after |")
	}
	return out
}

// domain describes the values a variable may have.
func (v *Variable) domain() string {
	if v.Values == nil {
		return strconv.Itoa(v.Min) + ".." + strconv.Itoa(v.Max)
	}
	return strings.Join(v.Values, ", ")
}

// code returns the place of a value in the variable's order, from 0, and whether it has a place.
func (v *Variable) code(value string) (int, bool) {
	if v.Values != nil {
		i := slices.Index(v.Values, value)
		return i, i >= 0
	}
	n, err := strconv.Atoi(value)
	return n - v.Min, err == nil && n >= v.Min && n <= v.Max
}

// bits returns how many bits hold every value of the variable.
func (v *Variable) bits() int {
	if v.Values != nil {
		return bits.Len(uint(len(v.Values) - 1))
	}
	return bits.Len(uint(v.Max - v.Min))
}

func pass(c *cursor, head Head) *Pass {
	c.word("pass")
	row := &Pass{Head: head, Percent: c.count(0, "a percentage, as in pass 60%")}
	c.need("%", "a percent sign, as in pass 60%")
	if c.takeWord("and") {
		const expected = "the words and no critical"
		c.need("no", expected)
		c.need("critical", expected)
		row.NoCritical = true
	}
	return row
}

func back(c *cursor, head Head) *Back {
	c.word("back")
	row := &Back{Head: head, Allowed: c.nextWord() == "yes"}
	if !row.Allowed && c.nextWord() != "no" {
		c.fail("yes or no")
	}
	c.word("yes or no")
	return row
}
