package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// readQTI reads an item, or a package of them.
func readQTI(data []byte) ([]Imported, error) {
	if bytes.HasPrefix(data, []byte("PK")) {
		return readPackage(data)
	}
	text, err := asXML(data)
	if err != nil {
		return nil, err
	}
	if !strings.Contains(text, "<") {
		return nil, errors.New("this is neither XML nor a zip package")
	}
	n, err := parseXML(text, 1, maxElements)
	if err != nil {
		return nil, located("", err)
	}
	switch n.key {
	case "assessmentitem":
		return []Imported{readItem(n)}, nil
	case "assessmenttest", "manifest", "assessmentsection":
		return nil, errors.New("this file only lists items; give the zip package that holds them")
	case "questestinterop":
		return nil, errors.New("this is QTI 1.2; versions 2.0 to 3.0 are read here")
	default:
		return nil, fmt.Errorf("this is no QTI: it begins with <%s>, where assessmentItem or qti-assessment-item could stand", n.name)
	}
}

// itemReader reads one assessment item.
type itemReader struct {
	q         *Imported
	root      *node
	body      *node
	act       *node              // the interaction
	response  *node              // its declaration
	verbatim  bool               // texts stand as they were written here, white space and all
	shows     map[string][]*node // modal feedback by identifier, but for what hides
	said      map[*node]string   // texts by their element
	branches  []branch
	processed processing
}

func readItem(root *node) Imported {
	q := Imported{Line: root.line, Question: Question{ID: root.get("identifier"), Name: root.get("title"), Format: Plain}}
	r := &itemReader{q: &q, root: root, body: root.first("itembody")}
	q.settle(r.read())
	return q
}

func (r *itemReader) read() error {
	if r.body == nil {
		return refuse(r.root.line, "the item has no body")
	}
	r.format()
	r.shows, r.said = map[string][]*node{}, map[*node]string{}
	for _, f := range r.root.all("modalfeedback") {
		if f.get("showhide") != "hide" {
			r.shows[f.get("identifier")] = append(r.shows[f.get("identifier")], f)
		}
	}
	if templates := r.root.all("templatedeclaration"); len(templates) > 0 {
		return refuse(templates[0].line, "the item makes its numbers anew each time, which nothing here can")
	}
	acts := r.body.find(isInteraction)
	switch len(acts) {
	case 0:
		r.q.Type = Description
	case 1:
		r.act = acts[0]
	default:
		return refuse(acts[1].line, "the item asks %d things (%s and %s first); divide it", len(acts), acts[0].name, acts[1].name)
	}
	if r.root.get("adaptive") == "true" {
		r.q.degrade("the item goes on after an answer, and here one answer ends a question")
	}
	if r.act != nil {
		r.declaration()
		r.processing()
		if err := r.interaction(); err != nil {
			return err
		}
	}
	r.q.Stem = r.stem()
	r.modalFeedback()
	if rubric := r.body.find(named("rubricblock")); len(rubric) > 0 {
		r.q.degrade("a text for particular readers (%s) is not taken", rubric[0].get("view"))
	}
	return nil
}

func isInteraction(n *node) bool { return strings.HasSuffix(n.key, "interaction") }

// declaration finds what the item declares about the interaction's answer.
func (r *itemReader) declaration() {
	id := r.act.get("responseidentifier")
	for _, d := range r.root.all("responsedeclaration") {
		if d.get("identifier") == id || r.response == nil {
			r.response = d
		}
	}
	if r.response == nil {
		r.response = &node{line: r.act.line}
	}
}

func (r *itemReader) interaction() error {
	switch r.act.key {
	case "choiceinteraction":
		return r.choice()
	case "inlinechoiceinteraction":
		return r.inlineChoice()
	case "hottextinteraction":
		return r.hottext()
	case "orderinteraction":
		return r.order()
	case "matchinteraction":
		return r.match()
	case "associateinteraction":
		return r.associate()
	case "gapmatchinteraction":
		return r.gapMatch()
	case "textentryinteraction":
		return r.textEntry()
	case "sliderinteraction":
		return r.slider()
	case "extendedtextinteraction":
		r.q.Type = Essay
		return nil
	default:
		return refuse(r.act.line, "there is nothing here for %s", r.act.name)
	}
}

// correct returns the right answers that are declared.
func (r *itemReader) correct() []string {
	var out []string
	for _, value := range r.response.child("correctresponse").all("value") {
		out = append(out, strings.Join(strings.Fields(value.raw()), " "))
	}
	return out
}

// entry is one line of a mapping: what an answer is worth.
type entry struct {
	key   string
	worth float64
}

// mapping returns what the declared answers are worth, as fractions of the most that they can earn. The
// last entry, without a key, is what every other answer is worth.
func (r *itemReader) mapping() ([]entry, error) {
	mapping := r.response.child("mapping")
	var out []entry
	best, sum := 0.0, 0.0
	for _, e := range mapping.all("mapentry") {
		worth, ok := number(e.get("mappedvalue"))
		if !ok {
			return nil, refuse(e.line, "%q is no number of marks", e.get("mappedvalue"))
		}
		out = append(out, entry{strings.Join(strings.Fields(e.get("mapkey")), " "), worth})
		best, sum = max(best, worth), sum+max(worth, 0)
	}
	if rest, ok := number(mapping.get("defaultvalue")); ok {
		out = append(out, entry{"", rest})
	}
	most := sum
	if r.response.get("cardinality") == "single" {
		most = best
	}
	if upper, ok := number(mapping.get("upperbound")); ok && upper > 0 {
		most = upper
	}
	if most > 0 {
		for i := range out {
			out[i].worth = min(max(out[i].worth/most, -1), 1) + 0 // and not -0
		}
	}
	return out, nil
}

// worth returns what each declared answer earns. Where the item's processing maps answers, the mapping
// says so; otherwise each right one earns the whole, or its part when several belong together.
func (r *itemReader) worth(together bool) (map[string]float64, error) {
	entries, err := r.mapping()
	if err != nil {
		return nil, err
	}
	right := r.correct()
	out := map[string]float64{}
	if r.processed.maps && len(entries) > 0 || len(right) == 0 {
		for _, e := range entries {
			out[e.key] = e.worth
		}
	} else {
		share := 1.0
		if together {
			share = 1 / float64(len(right))
		}
		for _, key := range right {
			out[key] = share
		}
	}
	for _, fraction := range out {
		if fraction > 0 {
			return out, nil
		}
	}
	return nil, refuse(r.response.line, "the item does not say which answer is right")
}
