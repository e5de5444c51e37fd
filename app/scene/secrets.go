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

// in reports whether a text holds the value: a number by its digits, however they are spaced, and
// anything else word for word.
func (s secret) in(text string) bool {
	if digits := onlyDigits(s.value); digits != "" && !strings.ContainsFunc(s.value, unicode.IsLetter) {
		return holdsDigits(text, digits)
	}
	return strings.Contains(" "+strings.Join(words(text), " ")+" ", " "+strings.Join(words(s.value), " ")+" ")
}

func onlyDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

// holdsDigits looks for digits in a row, between which only a space, hyphen, dot, slash or bracket may
// stand, and which are not part of a longer number.
func holdsDigits(text, digits string) bool {
	for start := range len(text) {
		if isDigit(text[start]) && (start == 0 || !isDigit(text[start-1])) && digitsAt(text[start:], digits) {
			return true
		}
	}
	return false
}

func digitsAt(text, digits string) bool {
	for i := 0; i < len(text); i++ {
		switch {
		case digits == "":
			return !isDigit(text[i])
		case text[i] == digits[0]:
			digits = digits[1:]
		case isDigit(text[i]) || !strings.ContainsRune(" -./()", rune(text[i])):
			return false
		}
	}
	return digits == ""
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

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
