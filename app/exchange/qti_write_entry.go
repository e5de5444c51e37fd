package exchange

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"

	"understudy/app/quiz"
)

// entry writes a text or a number to type: case by case what it earns and what it shows.
func (w *itemWriter) entry() {
	base := "string"
	if w.q.Type == Numeric {
		base = "float"
	}
	var cases strings.Builder
	says, best := false, 0
	for i, o := range w.q.Options {
		if o.Fraction > w.q.Options[best].Fraction {
			best = i
		}
		says = says || o.Feedback != ""
		w.oneCase(&cases, i, o, base)
	}
	if says {
		fmt.Fprintf(&w.outcomes, feedbackOutcome, "single")
	}
	right := w.q.Options[best]
	if right.Any {
		w.fail("QTI cannot hold a number to which no answer is right")
	}
	w.declare("single", base, []string{answerOf(w.q.Type, right)}, "")
	w.act = "<p><qti-text-entry-interaction response-identifier=\"RESPONSE\"/></p>\n"
	w.processing = "<qti-response-processing>\n<qti-response-condition>\n" + cases.String() + "</qti-response-condition>\n</qti-response-processing>\n"
}

func answerOf(kind quiz.Type, o Option) string {
	if kind == Numeric {
		return decimal(o.Value)
	}
	return o.Text
}

func (w *itemWriter) oneCase(b *strings.Builder, i int, o Option, base string) {
	element := "qti-response-else-if"
	switch {
	case o.Any && (i == 0 || i < len(w.q.Options)-1):
		w.fail("QTI cannot hold an answer for every other number in front of a number")
	case o.Any && o.Fraction == 0 && o.Feedback == "":
		w.fail("QTI cannot hold an answer for every other number that earns nothing and says nothing")
	case o.Any:
		element = "qti-response-else"
	case i == 0:
		element = "qti-response-if"
	}
	b.WriteString("<" + element + ">")
	value := fmt.Sprintf(`<qti-variable identifier="RESPONSE"/><qti-base-value base-type="%s">%s</qti-base-value>`, base, escapeText(answerOf(w.q.Type, o)))
	switch {
	case o.Any:
	case w.q.Type == Numeric:
		fmt.Fprintf(b, `<qti-equal tolerance-mode="absolute" tolerance="%[1]s %[1]s">%[2]s</qti-equal>`, decimal(o.Tolerance), value)
	default:
		b.WriteString(`<qti-string-match case-sensitive="false">` + value + `</qti-string-match>`)
	}
	fmt.Fprintf(b, `<qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">%s</qti-base-value></qti-set-outcome-value>`, decimal(o.Fraction))
	if o.Feedback != "" {
		id := fmt.Sprintf("answer-%d", i+1)
		fmt.Fprintf(b, `<qti-set-outcome-value identifier="FEEDBACK"><qti-base-value base-type="identifier">%s</qti-base-value></qti-set-outcome-value>`, id)
		w.show("FEEDBACK", id, o.Feedback)
	}
	b.WriteString("</" + element + ">\n")
}

// item is one file of a package.
type item struct{ id, text string }

// writePackage puts items into a zip package with a manifest. The same items give the same bytes.
func writePackage(items []item) ([]byte, error) {
	if len(items) >= maxFiles {
		return nil, fmt.Errorf("a package holds %d questions at most", maxFiles-1)
	}
	var list strings.Builder
	list.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest xmlns=\"http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1\" identifier=\"questions\">\n" +
		"<metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>\n" +
		"<organizations/>\n<resources>\n") //nolint:misspell // the element's name
	seen := map[string]bool{}
	for _, it := range items {
		folded := strings.ToLower(it.id)
		if seen[folded] {
			return nil, fmt.Errorf("two questions have the id %s, and the files of a package need names of their own", it.id)
		}
		seen[folded] = true
		fmt.Fprintf(&list, "<resource identifier=\"item-%[1]s\" type=\"imsqti_item_xmlv3p0\" href=\"items/%[1]s.xml\"><file href=\"items/%[1]s.xml\"/></resource>\n", it.id)
	}
	list.WriteString("</resources>\n</manifest>\n")
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	files := []item{{manifest, list.String()}}
	for _, it := range items {
		files = append(files, item{"items/" + it.id + ".xml", it.text})
	}
	for _, f := range files {
		w, err := archive.Create(f.id)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(f.text)); err != nil {
			return nil, err
		}
	}
	err := archive.Close()
	return out.Bytes(), err
}
