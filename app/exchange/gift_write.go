package exchange

import (
	"errors"
	"fmt"
	"strings"
)

// giftWriter writes one question in GIFT. The first thing that GIFT cannot hold ends it.
type giftWriter struct {
	b   strings.Builder
	q   Question
	err error
}

func writeGIFT(q Question) (string, error) {
	w := &giftWriter{q: q}
	w.marks()
	if q.Name != "" {
		w.b.WriteString("::" + escapeGIFT(q.Name) + "::")
	}
	if q.Format != Moodle || hasBracket(q.Stem) || strings.HasPrefix(q.Stem, "//") {
		w.b.WriteString("[" + string(q.Format) + "]")
	}
	w.b.WriteString(escapeGIFT(q.Stem))
	w.answers()
	w.b.WriteString("\n\n")
	return w.b.String(), w.err
}

func (w *giftWriter) fail(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf(format, args...)
	}
}

// marks writes the id and the tags into a comment.
func (w *giftWriter) marks() {
	var out []string
	add := func(kind, value string) {
		if strings.ContainsAny(value, "\\[\n") {
			w.fail("GIFT cannot hold the %s %q: a backslash, an opening bracket and a line end cannot stand in one", kind, value)
		}
		out = append(out, "["+kind+":"+strings.ReplaceAll(value, "]", `\]`)+"]")
	}
	if w.q.ID != "" {
		add("id", w.q.ID)
	}
	for _, tag := range w.q.Tags {
		add("tag", tag)
	}
	if len(out) > 0 {
		w.b.WriteString("// " + strings.Join(out, " ") + "\n")
	}
}

func (w *giftWriter) answers() {
	switch w.q.Type {
	case Description:
		if w.q.Feedback != "" {
			w.fail("GIFT cannot hold the feedback of a description")
		}
		return
	case Essay:
		w.b.WriteString("{")
	case TrueFalse:
		w.truth()
	case Single, Multiple:
		w.choices()
	case Short:
		w.forms()
	case Numeric:
		w.numbers()
	case Matching:
		w.pairs()
	default:
		w.fail("GIFT cannot hold a question of the type %s", w.q.Type)
	}
	if w.q.Feedback != "" {
		w.b.WriteString("\n\t####" + w.formatted(w.q.Feedback))
	}
	w.b.WriteString("}")
}

func (w *giftWriter) truth() {
	isTrue, right, wrong, err := truthOf(w.q)
	if err != nil {
		w.err = errors.Join(w.err, err)
		return
	}
	w.b.WriteString(map[bool]string{true: "{TRUE", false: "{FALSE"}[isTrue])
	if wrong != "" || right != "" {
		w.b.WriteString("#" + w.formatted(wrong))
	}
	if right != "" {
		w.b.WriteString("#" + w.formatted(right))
	}
}

func (w *giftWriter) choices() {
	w.b.WriteString("{")
	full, rest := 0, 0
	for _, o := range w.q.Options {
		sign := "~"
		if w.q.Type == Single && o.Fraction == 1 {
			sign = "="
			full++
		} else {
			rest++
		}
		w.option(sign, o, w.formatted(o.Text))
	}
	switch {
	case w.q.Type == Single && full == 0:
		w.fail("GIFT cannot hold a single choice without an option that earns the whole mark")
	case w.q.Type == Single && rest == 0:
		w.fail("GIFT cannot hold a single choice in which every option earns the whole mark")
	}
}

func (w *giftWriter) forms() {
	w.b.WriteString("{")
	for _, o := range w.q.Options {
		if strings.Contains(o.Text+"#"+o.Feedback, "->") {
			w.fail("GIFT cannot hold -> in a short answer: it would be a matching question")
		}
		w.option("=", o, w.formatted(o.Text))
	}
}

func (w *giftWriter) numbers() {
	w.b.WriteString("{#")
	for i, o := range w.q.Options {
		switch {
		case !o.Any:
			w.option("=", o, decimal(o.Value)+":"+decimal(o.Tolerance))
		case i == len(w.q.Options)-1 && o.Fraction == 0 && i > 0:
			w.b.WriteString("\n\t~#" + w.formatted(o.Feedback))
		default:
			w.option("=", o, "*")
		}
	}
}

// option writes one answer. The weight always stands, so that a text may begin like one.
func (w *giftWriter) option(sign string, o Option, text string) {
	fraction, listed := weight(o.Fraction * 100)
	if !listed {
		w.fail("GIFT cannot hold %s percent for %s; it knows %s, and the same below zero", percent(o.Fraction), brief(o.Text), listedWeights())
	}
	w.b.WriteString("\n\t" + sign)
	if o.Fraction != 0 && o.Fraction != 1 || strings.HasPrefix(text, "%") || sign == "~" && o.Fraction == 1 || sign == "=" && o.Fraction == 0 {
		w.b.WriteString("%" + decimal(rounded(fraction*100, 5)) + "%")
	}
	w.b.WriteString(text)
	if o.Feedback != "" {
		w.b.WriteString("#" + w.formatted(o.Feedback))
	}
}

func (w *giftWriter) pairs() {
	w.b.WriteString("{")
	for _, p := range w.q.Pairs {
		if strings.Contains(p.Left, "->") {
			w.fail("GIFT cannot hold the left side %s: -> ends it", brief(p.Left))
		}
		w.b.WriteString("\n\t=" + w.formatted(p.Left) + " -> " + escapeGIFT(p.Right))
	}
}

// formatted escapes a text, and says its format where it would be mistaken for one that names its own.
func (w *giftWriter) formatted(text string) string {
	if hasBracket(text) {
		return "[" + string(w.q.Format) + "]" + escapeGIFT(text)
	}
	return escapeGIFT(text)
}

// hasBracket reports whether a text begins like one that names its format.
func hasBracket(text string) bool { return strings.HasPrefix(text, "[") }

func escapeGIFT(text string) string {
	return strings.NewReplacer(`\`, `\\`, "#", `\#`, "=", `\=`, "~", `\~`, "{", `\{`, "}", `\}`, ":", `\:`, "\n", `\n`).Replace(text)
}

// truthOf reads a true-false question.
func truthOf(q Question) (isTrue bool, right, wrong string, err error) {
	if len(q.Options) != 2 || q.Options[0].Text != "true" || q.Options[1].Text != "false" {
		return false, "", "", errors.New("a true-false question has the options true and false")
	}
	t, f := q.Options[0], q.Options[1]
	switch {
	case t.Fraction == 1 && f.Fraction == 0:
		return true, t.Feedback, f.Feedback, nil
	case t.Fraction == 0 && f.Fraction == 1:
		return false, f.Feedback, t.Feedback, nil
	default:
		return false, "", "", errors.New("one of true and false earns the whole mark and the other nothing")
	}
}
