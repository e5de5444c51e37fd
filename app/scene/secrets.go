package scene

import (
	"slices"
	"strings"
	"unicode"
)

// secret is a value that nobody but the customer may say first.
type secret struct {
	name  string // as the scenario's header has it
	value string // without the word that says what it is
}

// secrets returns the private values of every customer. Each is `word value`; a single word is itself
// the value.
func (s *Scenario) secrets() []secret {
	var out []secret
	for _, c := range all[*Customer](s.Header) {
		for _, item := range strings.Split(attr(c.Attrs, "private"), ",") {
			name := strings.Join(strings.Fields(item), " ")
			value := name
			if _, rest, ok := strings.Cut(name, " "); ok {
				value = rest
			}
			if value != "" {
				out = append(out, secret{name, value})
			}
		}
	}
	return out
}

// in reports whether a text holds the value: one with digits by its letters and digits, however they
// are spaced, and anything else word for word.
func (s secret) in(text string) bool {
	if strings.ContainsFunc(s.value, unicode.IsDigit) {
		return holdsCode([]rune(strings.ToLower(text)), code(s.value))
	}
	return strings.Contains(" "+strings.Join(words(text), " ")+" ", " "+strings.Join(words(s.value), " ")+" ")
}

// code returns the letters and digits of a text, in lower case.
func code(text string) []rune {
	return slices.DeleteFunc([]rune(strings.ToLower(text)), func(r rune) bool { return !inCode(r) })
}

func inCode(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// holdsCode looks for letters and digits in a row, which are not part of a longer word or number.
func holdsCode(text, code []rune) bool {
	for start, r := range text {
		if inCode(r) && (start == 0 || !continues(text[start-1], r)) && codeAt(text[start:], code) {
			return true
		}
	}
	return false
}

// codeAt reports whether a text begins with a code, between the parts of which a space, hyphen, dot,
// slash or bracket may stand.
func codeAt(text, code []rune) bool {
	for i, r := range text {
		switch {
		case len(code) == 0:
			return !continues(text[i-1], r)
		case r == code[0]:
			code = code[1:]
		case !strings.ContainsRune(" -./()", r):
			return false
		}
	}
	return len(code) == 0
}

// continues reports whether a character goes on with the word or the number of the one before it.
func continues(before, r rune) bool {
	return unicode.IsLetter(before) && unicode.IsLetter(r) || unicode.IsDigit(before) && unicode.IsDigit(r)
}

// privacy: S19, for each private value and each row that gives it away.
func (a *analysis) privacy() {
	for _, s := range a.scenario.secrets() {
		if a.mentioned(s) {
			a.leaks(s)
		}
	}
}

// mentioned reports whether a secret stands in anything that is not a customer's line.
func (a *analysis) mentioned(s secret) bool {
	for r := range a.scenario.rows {
		if _, customer := r.(*Speech); !customer && s.in(spoken(r)) {
			return true
		}
	}
	return false
}

// leaks walks the states that are reached without a customer having said the secret.
func (a *analysis) leaks(s secret) {
	g := a.graph
	told := make([]bool, len(a.c.stages))
	for i := range a.c.stages {
		told[i] = a.c.stages[i].tells(s)
	}
	reported := map[Row]bool{}
	t := g.search([]uint32{0}, func(state uint32) bool { return told[g.scene(state)] })
	for _, state := range t.order {
		st := &a.c.stages[g.scene(state)]
		for _, r := range a.c.heard(st, g.keys[state]&(1<<a.c.bits-1), s) {
			if !reported[r] {
				reported[r] = true
				_, path := t.path(state)
				f := a.add("S19", SeverityError, r.head().At, "%s is private, and no customer has said it on this path", quoted(s.name))
				f.Path = slices.Concat([]string{}, path)
			}
		}
	}
}

// tells reports whether a customer says the secret in a scene.
func (st *stage) tells(s secret) bool {
	return slices.ContainsFunc(all[*Speech](st.Rows), func(r *Speech) bool { return s.in(r.Text) })
}

// heard returns the rows of a scene that give a secret away before a customer says it there.
func (c *Compiled) heard(st *stage, vars uint64, s secret) []Row {
	var out []Row
	for _, r := range st.Rows {
		switch r := r.(type) {
		case *Speech:
			if s.in(r.Text) {
				return out
			}
		case *Narration:
			if s.in(r.Text) && holds(c.tests(r.If), vars) {
				out = append(out, r)
			}
		}
	}
	for i := range st.edges {
		if e := &st.edges[i]; e.choice != nil && s.in(e.choice.Text) && holds(e.guard, vars) {
			out = append(out, e.choice)
		}
	}
	if reply, ok := st.Decision.(*Reply); ok {
		for _, m := range all[*Model](reply.Rows) {
			if s.in(m.Text) {
				out = append(out, m)
			}
		}
	}
	return out
}
