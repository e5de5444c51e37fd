package exchange

import (
	"cmp"
	"slices"
	"strings"
)

// moodleReader reads one <question>.
type moodleReader struct {
	q *Imported
	n *node
}

func (m *moodleReader) read() error {
	m.q.Name = m.n.child("name", "text").word()
	m.q.ID = m.n.child("idnumber").word()
	m.q.Format = m.markup(m.n.child("questiontext"), HTML)
	m.q.Stem = m.text(m.n.child("questiontext"))
	m.q.Feedback = m.text(m.n.child("generalfeedback"))
	for _, tag := range m.n.child("tags").all("tag") {
		if text := tag.child("text").word(); text != "" {
			m.q.Tags = append(m.q.Tags, text)
		}
	}
	if err := m.answers(); err != nil {
		return err
	}
	m.losses()
	return nil
}

// answers reads what depends on the type.
func (m *moodleReader) answers() error {
	switch kind := strings.TrimSpace(m.n.get("type")); kind {
	case "multichoice":
		m.q.Type = Single
		if single := m.n.child("single"); single != nil && (single.word() == "false" || single.word() == "0" || single.word() == "") {
			m.q.Type = Multiple
		}
		return m.options()
	case "truefalse":
		m.q.Type = TrueFalse
		return m.truth()
	case "shortanswer":
		m.q.Type = Short
		if m.n.child("usecase").word() == "1" {
			m.q.degrade("capitals matter in the file, and do not here")
		}
		return m.options()
	case "numerical":
		m.q.Type = Numeric
		return m.numbers()
	case "match", "matching", "ddmatch":
		m.q.Type = Matching
		m.pairs()
	case "ordering":
		m.q.Type = Ordering
		return m.order()
	case "essay":
		m.q.Type = Essay
	case "description":
		m.q.Type = Description
	case "":
		return refuse(m.n.line, "the question has no type")
	case "calculated", "calculatedsimple", "calculatedmulti":
		return refuse(m.n.line, "a question of the type %s makes its numbers anew each time, which nothing here can", kind)
	case "cloze", "multianswer", "ddwtos", "gapselect":
		return refuse(m.n.line, "a question of the type %s is several in one; divide it", kind)
	default:
		return refuse(m.n.line, "there is nothing here for a question of the type %s", kind)
	}
	return nil
}

// options reads <answer fraction="50"> with text and feedback.
func (m *moodleReader) options() error {
	for _, answer := range m.n.all("answer") {
		fraction, err := m.fraction(answer)
		if err != nil {
			return err
		}
		o := Option{Text: m.text(answer), Fraction: fraction, Feedback: m.text(answer.child("feedback"))}
		if o.Text == "" {
			return refuse(answer.line, "an answer has no text")
		}
		if m.q.Type != Short { // a form to type has no markup
			m.q.mixed(o.Text, m.markup(answer, m.q.Format))
		}
		m.q.mixed(o.Feedback, m.markup(answer.child("feedback"), m.q.Format))
		m.q.Options = append(m.q.Options, o)
	}
	return nil
}

// fraction reads what an answer earns. An element of that name is the old way to say it.
func (m *moodleReader) fraction(answer *node) (float64, error) {
	text := cmp.Or(answer.get("fraction"), "0")
	value, ok := hundredth(text)
	if old := answer.child("fraction").word(); old != "" {
		text = old
		value, ok = number(old)
	}
	if !ok || value > 1 || value < -1 {
		return 0, refuse(answer.line, "the fraction %q is no percentage from -100 to 100", text)
	}
	return value, nil
}

// truth reads two answers by what they say, or, where that is in another language, by their order.
func (m *moodleReader) truth() error {
	answers := m.n.all("answer")
	if len(answers) != 2 {
		return refuse(m.n.line, "there are %d answers, and true and false are two", len(answers))
	}
	isTrue, isFalse := answers[0], answers[1]
	if strings.EqualFold(isTrue.child("text").word(), "false") {
		isTrue, isFalse = isFalse, isTrue
	}
	t, err := m.fraction(isTrue)
	if err != nil {
		return err
	}
	f, err := m.fraction(isFalse)
	if err != nil {
		return err
	}
	if (t == 1) == (f == 1) {
		return refuse(m.n.line, "exactly one of true and false must earn 100 percent")
	}
	right, wrong := isTrue, isFalse
	if f == 1 {
		right, wrong = isFalse, isTrue
	}
	for _, answer := range answers {
		m.q.mixed(m.text(answer.child("feedback")), m.markup(answer.child("feedback"), m.q.Format))
	}
	m.q.Options = truthOptions(t == 1, m.text(right.child("feedback")), m.text(wrong.child("feedback")))
	return nil
}

func (m *moodleReader) numbers() error {
	for _, answer := range m.n.all("answer") {
		fraction, err := m.fraction(answer)
		if err != nil {
			return err
		}
		o := Option{Fraction: fraction, Feedback: m.text(answer.child("feedback"))}
		text := answer.child("text").word()
		if answer.child("text") == nil {
			text = ownText(answer) // as old files have it
		}
		value, fine := number(text)
		tolerance, fine2 := number(cmp.Or(answer.child("tolerance").word(), "0"))
		switch o.Any = text == "*"; {
		case o.Any:
		case !fine || !fine2 || tolerance < 0:
			return refuse(answer.line, "%s with the tolerance %q is no number", brief(text), answer.child("tolerance").word())
		default:
			o.Value, o.Tolerance = value, tolerance
		}
		m.q.mixed(o.Feedback, m.markup(answer.child("feedback"), m.q.Format))
		m.q.Options = append(m.q.Options, o)
	}
	if len(m.n.child("units").all("unit")) > 0 {
		m.q.degrade("units are not taken; the number alone counts")
	}
	return nil
}

func (m *moodleReader) pairs() {
	for _, sub := range m.n.all("subquestion") {
		left := m.text(sub)
		m.q.mixed(left, m.markup(sub, m.q.Format))
		right := m.text(sub.child("answer"))
		if left != "" || right != "" {
			m.q.Pairs = append(m.q.Pairs, Pair{left, right})
		}
	}
}

// order reads the answers of an ordering. Their fractions count places; where they do not, the order
// of the file is the right one.
func (m *moodleReader) order() error {
	type placed struct {
		place float64
		Option
	}
	var all []placed
	counted := true
	for _, answer := range m.n.all("answer") {
		place, ok := number(answer.get("fraction"))
		counted = counted && ok && place >= 1
		o := Option{Text: m.text(answer), Fraction: 1, Feedback: m.text(answer.child("feedback"))}
		m.q.mixed(o.Text, m.markup(answer, m.q.Format))
		all = append(all, placed{place, o})
	}
	if counted {
		slices.SortStableFunc(all, func(a, b placed) int { return cmp.Compare(a.place, b.place) })
	}
	for _, p := range all {
		m.q.Options = append(m.q.Options, p.Option)
	}
	return nil
}

// ownText returns the text directly in an element.
func ownText(n *node) string {
	var b strings.Builder
	for _, kid := range n.kids {
		b.WriteString(kid.text)
	}
	return strings.TrimSpace(b.String())
}
