package exchange

import "strings"

// piece is a part of a GIFT question in which escapes have not been undone, and its place in the
// question, so that a fault in it can be traced to a line.
type piece struct {
	s  string
	at int
}

// escapable lists what a backslash takes the meaning from; before an n it makes a line end.
const escapable = `\:#={}~n`

// escaped reports whether an escape begins at i.
func (p piece) escaped(i int) bool {
	return p.s[i] == '\\' && i+1 < len(p.s) && strings.IndexByte(escapable, p.s[i+1]) >= 0
}

// index returns where a sign first stands unescaped, and -1 for nowhere.
func (p piece) index(sign string) int {
	if strings.IndexByte(p.s, '\\') < 0 {
		return strings.Index(p.s, sign)
	}
	for i := 0; i < len(p.s); i++ {
		switch {
		case p.escaped(i):
			i++
		case strings.HasPrefix(p.s[i:], sign):
			return i
		}
	}
	return -1
}

// lastIndex returns where a sign last stands unescaped, and -1 for nowhere.
func (p piece) lastIndex(sign string) int {
	if strings.IndexByte(p.s, '\\') < 0 {
		return strings.LastIndex(p.s, sign)
	}
	last := -1
	for i := 0; i < len(p.s); i++ {
		switch {
		case p.escaped(i):
			i++
		case strings.HasPrefix(p.s[i:], sign):
			last = i
		}
	}
	return last
}

func (p piece) from(i int) piece { return piece{p.s[i:], p.at + i} }

func (p piece) upTo(i int) piece { return piece{p.s[:i], p.at} }

// trim takes white space off both ends.
func (p piece) trim() piece {
	left := strings.TrimLeft(p.s, whiteSpace)
	if left == "" {
		return piece{"", p.at} // and not on a line further down
	}
	return piece{strings.TrimRight(left, whiteSpace), p.at + len(p.s) - len(left)}
}

const whiteSpace = " \t\n\r\v\f"

// cut divides at the first sign that stands unescaped. Without one, before is the whole.
func (p piece) cut(sign string) (before, after piece, found bool) {
	i := p.index(sign)
	if i < 0 {
		return p, piece{"", p.at + len(p.s)}, false
	}
	return p.upTo(i), p.from(i + len(sign)), true
}

// marked is what follows a sign, up to the next. Sign is 0 for what stands before the first.
type marked struct {
	sign byte
	piece
}

// divide cuts before every unescaped sign. Nothing but white space before the first is left out.
func (p piece) divide(signs string) []marked {
	var out []marked
	sign, begin := byte(0), 0
	add := func(end int) {
		body := p.from(begin).upTo(end - begin).trim()
		if sign != 0 || body.s != "" {
			out = append(out, marked{sign, body})
		}
	}
	for i := 0; i < len(p.s); i++ {
		switch {
		case p.escaped(i):
			i++
		case strings.IndexByte(signs, p.s[i]) >= 0:
			add(i)
			sign, begin = p.s[i], i+1
		}
	}
	add(len(p.s))
	return out
}

// text undoes the escapes and takes off white space.
func (p piece) text() string {
	if strings.IndexByte(p.s, '\\') < 0 {
		return strings.TrimSpace(p.s)
	}
	var b strings.Builder
	for i := 0; i < len(p.s); i++ {
		c := p.s[i]
		if p.escaped(i) {
			i++
			if c = p.s[i]; c == 'n' {
				c = '\n'
			}
		}
		b.WriteByte(c)
	}
	return strings.TrimSpace(b.String())
}

// formatted reads a text that may begin with its format in brackets.
func (p piece) formatted(otherwise Markup) (string, Markup) {
	p = p.trim()
	if strings.HasPrefix(p.s, "[") {
		name, _, closed := strings.Cut(p.s[1:], "]")
		switch m := Markup(name); {
		case !closed:
		case m == Moodle, m == HTML, m == Markdown, m == Plain:
			return p.from(len(name) + 2).text(), m
		}
	}
	return p.text(), otherwise
}
