package exchange

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// itemWriter writes one item in QTI 3.0. The first thing that QTI cannot hold ends it.
type itemWriter struct {
	q          Question
	declared   string // the response declaration
	act        string // the interaction
	stem       string // in front of the interaction
	processing string
	modal      strings.Builder
	outcomes   strings.Builder
	err        error
}

// WriteItem writes one question as an assessment item of QTI 3.0. The format of its texts and its tags
// go into data attributes, which other systems leave alone.
func WriteItem(q Question) (string, error) {
	w := &itemWriter{q: q}
	if !regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9._-]{0,199}$`).MatchString(q.ID) {
		w.fail("QTI cannot hold the id %q: it takes letters, digits, and . _ - behind the first letter", q.ID)
	}
	w.stem = "<div>" + w.text(q.Stem) + "</div>\n"
	w.interaction()
	if q.Feedback != "" {
		w.outcomes.WriteString(`<qti-outcome-declaration identifier="GENERAL" cardinality="single" base-type="identifier">` +
			"<qti-default-value><qti-value>general</qti-value></qti-default-value></qti-outcome-declaration>\n")
		w.show("GENERAL", "general", q.Feedback)
	}
	if w.err != nil {
		return "", w.err
	}
	return w.item(), nil
}

func (w *itemWriter) item() string {
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<qti-assessment-item xmlns=\"http://www.imsglobal.org/xsd/imsqtiasi_v3p0\""+
		" identifier=\"%s\" title=\"%s\" adaptive=\"false\" time-dependent=\"false\">\n", w.q.ID, escapeAttr(w.q.Name))
	b.WriteString(w.declared)
	b.WriteString(`<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float" normal-maximum="1"/>` + "\n")
	b.WriteString(w.outcomes.String())
	fmt.Fprintf(&b, "<qti-item-body data-format=\"%s\"", w.q.Format)
	if len(w.q.Tags) > 0 {
		fmt.Fprintf(&b, " data-tags=\"%s\"", escapeAttr(strings.Join(mapped(w.q.Tags, url.PathEscape), " ")))
	}
	b.WriteString(">\n" + w.stem + w.act + "</qti-item-body>\n" + w.processing + w.modal.String() + "</qti-assessment-item>\n")
	return b.String()
}

func (w *itemWriter) fail(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf(format, args...)
	}
}

func (w *itemWriter) interaction() {
	switch w.q.Type {
	case Single, Multiple:
		w.choice(func(i int) string { return fmt.Sprintf("C%d", i+1) })
	case TrueFalse:
		if _, _, _, err := truthOf(w.q); err != nil {
			w.err = errors.Join(w.err, err)
			return
		}
		w.choice(func(i int) string { return w.q.Options[i].Text })
	case Spot:
		w.hottext()
	case Ordering:
		w.order()
	case Matching:
		w.match()
	case Short, Numeric:
		w.entry()
	case Essay:
		w.declare("single", "string", nil, "")
		w.act = `<qti-extended-text-interaction response-identifier="RESPONSE"/>` + "\n"
	case Description:
	default:
		w.fail("QTI cannot hold a question of the type %s", w.q.Type)
	}
}

// text writes a text as content of an element. HTML must be well-formed, as XHTML is.
func (w *itemWriter) text(text string) string {
	if w.q.Format != HTML {
		return strings.ReplaceAll(escapeText(text), "\n", "<br/>")
	}
	n, err := parseXML("<div>"+text+"</div>", 1, maxElements)
	if err != nil {
		w.fail("QTI cannot hold the HTML %s: %v", brief(text), err)
		return ""
	}
	foreign := func(n *node) bool {
		return skipped(n) || isInteraction(n) || n.key == "prompt" || n.key == "gap" || n.key == "hottext" || n.key == "contentbody"
	}
	if found := n.find(foreign); len(found) > 0 {
		w.fail("QTI cannot hold the element <%s> of %s", found[0].name, brief(text))
	}
	out := n.markup()
	if out == "" && text != "" {
		w.fail("QTI cannot hold the HTML %s, which is white space alone", brief(text))
	}
	return out
}

// declare writes the response declaration.
func (w *itemWriter) declare(cardinality, base string, correct []string, mapping string) {
	var b strings.Builder
	fmt.Fprintf(&b, "<qti-response-declaration identifier=\"RESPONSE\" cardinality=\"%s\" base-type=\"%s\">\n", cardinality, base)
	if len(correct) > 0 {
		b.WriteString("<qti-correct-response>")
		for _, value := range correct {
			b.WriteString("<qti-value>" + escapeText(value) + "</qti-value>")
		}
		b.WriteString("</qti-correct-response>\n")
	}
	w.declared = b.String() + mapping + "</qti-response-declaration>\n"
}

// template names one of the standard ways to mark.
func (w *itemWriter) template(name string) {
	w.processing = `<qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/` + name + `.xml"/>` + "\n"
}

// show writes feedback that stands beside the question.
func (w *itemWriter) show(outcome, id, text string) {
	fmt.Fprintf(&w.modal, "<qti-modal-feedback outcome-identifier=\"%s\" identifier=\"%s\" show-hide=\"show\"><qti-content-body>%s</qti-content-body></qti-modal-feedback>\n",
		outcome, id, w.text(text))
}

const feedbackOutcome = `<qti-outcome-declaration identifier="FEEDBACK" cardinality="%s" base-type="identifier"/>` + "\n"
