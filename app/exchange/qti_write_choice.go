package exchange

import (
	"fmt"
	"strings"
)

// choice writes options to choose from. Where none of them earns a part, the right one is declared;
// otherwise a mapping says what each earns.
func (w *itemWriter) choice(id func(i int) string) {
	cardinality, most := "single", "1"
	if w.q.Type == Multiple {
		cardinality, most = "multiple", "0"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<qti-choice-interaction response-identifier=\"RESPONSE\" shuffle=\"%t\" max-choices=\"%s\">\n", w.q.Type != TrueFalse, most)
	says := false
	for i, o := range w.q.Options {
		fmt.Fprintf(&b, "<qti-simple-choice identifier=\"%s\">%s", id(i), w.text(o.Text))
		if o.Feedback != "" {
			says = true
			fmt.Fprintf(&b, "<qti-feedback-inline outcome-identifier=\"FEEDBACK\" identifier=\"%s\" show-hide=\"show\">%s</qti-feedback-inline>", id(i), w.text(o.Feedback))
		}
		b.WriteString("</qti-simple-choice>\n")
	}
	w.act = b.String() + "</qti-choice-interaction>\n"
	w.marks(cardinality, says, id)
}

// marks writes what each option earns.
func (w *itemWriter) marks(cardinality string, says bool, id func(i int) string) {
	var right []string
	simple := cardinality == "single" && !says
	full := 0
	for i, o := range w.q.Options {
		if o.Fraction > 0 {
			right = append(right, id(i))
		}
		if o.Fraction == 1 {
			full++
		}
		simple = simple && (o.Fraction == 0 || o.Fraction == 1)
	}
	switch {
	case len(right) == 0:
		w.fail("QTI cannot hold a question in which no answer earns anything")
	case simple && full == 1:
		w.declare(cardinality, "identifier", right, "")
		w.template("match_correct")
		return
	}
	mapping := `<qti-mapping lower-bound="0" upper-bound="1" default-value="0">`
	for i, o := range w.q.Options {
		if o.Fraction != 0 {
			mapping += fmt.Sprintf(`<qti-map-entry map-key="%s" mapped-value="%s"/>`, id(i), decimal(o.Fraction))
		}
	}
	if cardinality == "single" {
		right = right[:min(1, len(right))]
	}
	w.declare(cardinality, "identifier", right, mapping+"</qti-mapping>\n")
	if !says {
		w.template("map_response")
		return
	}
	fmt.Fprintf(&w.outcomes, feedbackOutcome, cardinality)
	w.processing = "<qti-response-processing>\n" +
		`<qti-set-outcome-value identifier="SCORE"><qti-map-response identifier="RESPONSE"/></qti-set-outcome-value>` + "\n" +
		`<qti-set-outcome-value identifier="FEEDBACK"><qti-variable identifier="RESPONSE"/></qti-set-outcome-value>` + "\n" +
		"</qti-response-processing>\n"
}

// hottext writes the stem with its passages marked.
func (w *itemWriter) hottext() {
	if w.q.Format == HTML {
		w.fail("QTI cannot hold passages of a stem in HTML")
		return
	}
	rest := w.q.Stem
	var b strings.Builder
	b.WriteString("<qti-hottext-interaction response-identifier=\"RESPONSE\" max-choices=\"0\"><p>")
	for i, o := range w.q.Options {
		before, after, found := strings.Cut(rest, o.Text)
		switch {
		case !found:
			w.fail("QTI cannot hold the passage %s: it is not in the stem, behind those before it", brief(o.Text))
		case o.Feedback != "":
			w.fail("QTI cannot hold the feedback of the passage %s", brief(o.Text))
		}
		fmt.Fprintf(&b, "%s<qti-hottext identifier=\"H%d\">%s</qti-hottext>", w.text(before), i+1, w.text(o.Text))
		rest = after
	}
	b.WriteString(w.text(rest) + "</p></qti-hottext-interaction>\n")
	w.stem, w.act = "", b.String()
	w.marks("multiple", false, func(i int) string { return fmt.Sprintf("H%d", i+1) })
}

func (w *itemWriter) order() {
	var b strings.Builder
	b.WriteString("<qti-order-interaction response-identifier=\"RESPONSE\" shuffle=\"true\">\n")
	var right []string
	for i, o := range w.q.Options {
		if o.Feedback != "" {
			w.fail("QTI cannot hold the feedback of one place in an order, %s", brief(o.Feedback))
		}
		id := fmt.Sprintf("C%d", i+1)
		right = append(right, id)
		fmt.Fprintf(&b, "<qti-simple-choice identifier=\"%s\">%s</qti-simple-choice>\n", id, w.text(o.Text))
	}
	w.act = b.String() + "</qti-order-interaction>\n"
	w.declare("ordered", "identifier", right, "")
	w.template("match_correct")
}

// match writes pairs. Equal right sides are one choice, or a person could not know which to take.
func (w *itemWriter) match() {
	var lefts, rights strings.Builder
	ids, fits := map[string]string{}, map[string]bool{}
	var right []string
	mapping := ""
	for _, p := range w.q.Pairs {
		fits[p.Right] = fits[p.Right] || p.Left != ""
	}
	for i, p := range w.q.Pairs {
		if p.Left == "" && fits[p.Right] {
			w.fail("QTI cannot hold %s both as a distractor and as a right side", brief(p.Right))
		}
		if ids[p.Right] == "" {
			ids[p.Right] = fmt.Sprintf("R%d", i+1)
			fmt.Fprintf(&rights, "<qti-simple-associable-choice identifier=\"R%d\" match-max=\"0\">%s</qti-simple-associable-choice>\n", i+1, w.text(p.Right))
		}
		if p.Left == "" {
			continue
		}
		fmt.Fprintf(&lefts, "<qti-simple-associable-choice identifier=\"L%d\" match-max=\"1\">%s</qti-simple-associable-choice>\n", i+1, w.text(p.Left))
		key := fmt.Sprintf("L%d %s", i+1, ids[p.Right])
		right = append(right, key)
		mapping += fmt.Sprintf(`<qti-map-entry map-key="%s" mapped-value="1"/>`, key)
	}
	w.act = "<qti-match-interaction response-identifier=\"RESPONSE\" shuffle=\"true\" max-associations=\"0\">\n<qti-simple-match-set>\n" +
		lefts.String() + "</qti-simple-match-set>\n<qti-simple-match-set>\n" + rights.String() + "</qti-simple-match-set>\n</qti-match-interaction>\n"
	w.declare("multiple", "directedPair", right, fmt.Sprintf("<qti-mapping default-value=\"0\" lower-bound=\"0\" upper-bound=\"%d\">%s</qti-mapping>\n", len(right), mapping))
	w.template("map_response")
}
