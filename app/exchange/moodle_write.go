package exchange

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// moodleWriter writes one question in Moodle XML.
type moodleWriter struct {
	b strings.Builder
	q Question
}

func writeMoodle(q Question) (string, error) {
	var kind string
	switch q.Type {
	case Single, Multiple:
		kind = "multichoice"
	case Short:
		kind = "shortanswer"
	case Numeric:
		kind = "numerical"
	case TrueFalse, Matching, Ordering, Essay, Description:
		kind = string(q.Type)
	default:
		return "", cannotHold("Moodle XML", "a question of the type %s", q.Type)
	}
	w := &moodleWriter{q: q}
	fmt.Fprintf(&w.b, "<question type=\"%s\">\n<name><text>%s</text></name>\n", kind, escapeText(q.Name))
	w.text("questiontext", q.Stem)
	w.text("generalfeedback", q.Feedback)
	if q.ID != "" {
		w.b.WriteString("<idnumber>" + escapeText(q.ID) + "</idnumber>\n")
	}
	if err := w.answers(); err != nil {
		return "", err
	}
	w.tags()
	w.b.WriteString("</question>\n")
	return w.b.String(), nil
}

func (w *moodleWriter) answers() error {
	switch w.q.Type {
	case Single, Multiple:
		fmt.Fprintf(&w.b, "<single>%t</single>\n", w.q.Type == Single)
		w.options()
	case Short:
		w.options()
	case TrueFalse:
		if _, _, _, err := truthOf(w.q); err != nil {
			return err
		}
		w.options()
	case Numeric:
		w.numbers()
	case Matching:
		w.pairs()
	case Ordering:
		for i, o := range w.q.Options {
			w.answer(strconv.Itoa(i+1), o.Text, o.Feedback, "")
		}
	}
	return nil
}

func (w *moodleWriter) options() {
	for _, o := range w.q.Options {
		w.answer(percentage(o.Fraction), o.Text, o.Feedback, "")
	}
}

func (w *moodleWriter) numbers() {
	for _, o := range w.q.Options {
		if o.Any {
			w.answer(percentage(o.Fraction), "*", o.Feedback, "")
			continue
		}
		w.answer(percentage(o.Fraction), decimal(o.Value), o.Feedback, "<tolerance>"+decimal(o.Tolerance)+"</tolerance>\n")
	}
}

func (w *moodleWriter) answer(fraction, text, feedback, more string) {
	fmt.Fprintf(&w.b, "<answer fraction=\"%s\" format=\"%s\">\n<text>%s</text>\n", fraction, w.format(), escapeText(text))
	w.text("feedback", feedback)
	w.b.WriteString(more + "</answer>\n")
}

func (w *moodleWriter) pairs() {
	for _, p := range w.q.Pairs {
		fmt.Fprintf(&w.b, "<subquestion format=\"%s\">\n<text>%s</text>\n<answer><text>%s</text></answer>\n</subquestion>\n",
			w.format(), escapeText(p.Left), escapeText(p.Right))
	}
}

func (w *moodleWriter) text(name, text string) {
	fmt.Fprintf(&w.b, "<%s format=\"%s\"><text>%s</text></%s>\n", name, w.format(), escapeText(text), name)
}

func (w *moodleWriter) tags() {
	if tags := slices.DeleteFunc(slices.Clone(w.q.Tags), func(tag string) bool { return tag == "" }); len(tags) > 0 {
		w.b.WriteString("<tags>\n")
		for _, tag := range tags {
			w.b.WriteString("<tag><text>" + escapeText(tag) + "</text></tag>\n")
		}
		w.b.WriteString("</tags>\n")
	}
}

func (w *moodleWriter) format() string {
	switch w.q.Format {
	case HTML:
		return "html"
	case Markdown:
		return "markdown"
	case Plain:
		return "plain_text"
	default:
		return "moodle_auto_format"
	}
}
