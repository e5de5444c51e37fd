package exchange

import (
	"math"
	"strings"
)

// textEntry reads a text or a number to type. Which of the two, the declaration says.
func (r *itemReader) textEntry() error {
	switch r.response.get("basetype") {
	case "float", "integer":
		r.q.Type = Numeric
		return r.numbers()
	case "string", "":
		r.q.Type = Short
		return r.forms()
	default:
		return refuse(r.response.line, "there is nothing here for an answer of the type %q", r.response.get("basetype"))
	}
}

// forms reads the accepted forms of a short answer.
func (r *itemReader) forms() error {
	for _, b := range r.branches {
		if b.fixed != "" {
			r.q.Options = append(r.q.Options, Option{Text: b.fixed, Fraction: b.worth, Feedback: r.feedbackOf(b)})
		}
	}
	if len(r.q.Options) > 0 {
		return nil
	}
	worth, err := r.worth(false)
	if err != nil {
		return err
	}
	add := func(form string) {
		if fraction, ok := worth[form]; ok {
			r.q.Options = append(r.q.Options, Option{Text: form, Fraction: fraction})
			delete(worth, form)
		}
	}
	for _, form := range r.correct() {
		add(form)
	}
	for _, e := range r.response.child("mapping").all("mapentry") {
		add(strings.Join(strings.Fields(e.get("mapkey")), " "))
	}
	return nil
}

// numbers reads accepted numbers with their tolerances.
func (r *itemReader) numbers() error {
	if len(r.branches) > maxAnswers || len(r.branches)*len(r.correct()) > maxAnswers {
		return refuse(r.response.line, "there are more than %d answers", maxAnswers)
	}
	for _, b := range r.branches {
		texts := []string{b.fixed}
		switch {
		case b.others:
			r.q.Options = append(r.q.Options, Option{Any: true, Fraction: b.worth, Feedback: r.feedbackOf(b)})
			continue
		case b.correct:
			texts = r.correct()
		}
		for _, text := range texts {
			o := Option{Fraction: b.worth, Feedback: r.feedbackOf(b)}
			value, ok := number(text)
			if !ok {
				return refuse(r.response.line, "%s is no number", brief(text))
			}
			o.Value, o.Tolerance = b.around(value)
			r.q.Options = append(r.q.Options, o)
		}
	}
	if len(r.q.Options) > 0 {
		return nil
	}
	worth, err := r.worth(false)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	entries, _ := r.mapping() // worth has read it without a fault
	for _, text := range append(r.correct(), mapped(entries, func(e entry) string { return e.key })...) {
		fraction, ok := worth[text]
		if !ok || seen[text] || text == "" {
			continue
		}
		seen[text] = true
		value, ok := number(text)
		if !ok {
			return refuse(r.response.line, "%s is no number", brief(text))
		}
		r.q.Options = append(r.q.Options, Option{Value: value, Fraction: fraction})
	}
	return nil
}

// slider reads a number to set. What it can be set to is lost.
func (r *itemReader) slider() error {
	r.q.Type = Numeric
	r.q.degrade("a number is typed here, and not set on a slider from %s to %s", r.act.get("lowerbound"), r.act.get("upperbound"))
	return r.numbers()
}

// feedbackOf returns what a branch shows.
func (r *itemReader) feedbackOf(b branch) string {
	if list := r.shows[b.feedback]; len(list) > 0 {
		return r.text(list[0])
	}
	return ""
}

// around returns the middle and half the width of what a branch accepts about a value.
func (b branch) around(value float64) (middle, tolerance float64) {
	below, above := b.below, b.above
	if b.relative {
		below, above = math.Abs(value)*below/100, math.Abs(value)*above/100
	}
	if below == above {
		return value, below
	}
	return value + (above-below)/2, (above + below) / 2
}
