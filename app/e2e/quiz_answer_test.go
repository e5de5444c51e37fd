package e2e

import (
	"encoding/json"
	"strconv"
	"strings"

	"understudy/app/quiz"
)

// control is a part of a form that an answer is given in: its id, and the value to give it.
type control struct{ ID, Value string }

// controls finds where on the page the best answer to a question is given. Rows and options are found by
// what they say, since a page tells no order of its author's.
func (h *hire) controls(q quiz.Question) []control {
	h.t.Helper()
	best := q.Best()
	var wanted []map[string]string
	want := func(kind, row, offer string) {
		wanted = append(wanted, map[string]string{"kind": kind, "row": row, "offer": offer})
	}
	switch q.Type {
	case quiz.Short, quiz.Numeric:
		return []control{{"f-answer", best.Text}}
	case quiz.Ordering:
		for i, o := range q.Options {
			want("select", o.Text, strconv.Itoa(i+1))
		}
	case quiz.Matching:
		for _, o := range q.Options {
			if o.Text != "" {
				want("select", o.Text, o.Match)
			}
		}
	case quiz.Judgement:
		for i, o := range q.Options {
			want("radio", o.Text, strconv.Itoa(best.Picks[i]))
		}
	case quiz.Spot:
		breach := q.Options[q.Breach()]
		rule, _ := h.library.Rule(breach.Rule)
		want("choice", breach.Text, "")
		want("select", "Which rule does it break?", rule.Label())
	default:
		for _, i := range best.Picks {
			want("choice", q.Options[i].Text, "")
		}
	}
	list, err := json.Marshal(wanted)
	check(h.t, err)
	var out []control
	check(h.t, json.Unmarshal([]byte(h.ask("("+findControls+")("+string(list)+")")), &out))
	for i, c := range out {
		if c.ID == "" {
			h.t.Fatalf("the page of %s at %s offers no %v: %s", q.ID, h.path(), wanted[i], h.text("main"))
		}
	}
	return out
}

const findControls = `wanted => {
  const said = e => e.textContent.replace(/\s+/g, ' ').trim().toLowerCase();
  const plain = text => text.replace(/\s+/g, ' ').trim().toLowerCase();
  return JSON.stringify(wanted.map(({kind, row, offer}) => {
    if (kind === 'choice') {
      const label = Array.from(document.querySelectorAll('main label.choice')).find(l => said(l.querySelector('span[dir]')) === plain(row));
      return {ID: label ? label.htmlFor : '', Value: ''};
    }
    const box = Array.from(document.querySelectorAll('main .answer-row')).find(r => said(r.querySelector('label, legend')) === plain(row));
    if (!box) return {ID: '', Value: ''};
    if (kind === 'radio') {
      const radio = Array.from(box.querySelectorAll('input')).find(i => i.value === offer);
      return {ID: radio ? radio.id : '', Value: offer};
    }
    const select = box.querySelector('select');
    const option = Array.from(select.options).find(o => said(o) === plain(offer));
    return {ID: option ? select.id : '', Value: option ? option.value : ''};
  }));
}`

// answer gives the best answer to a question.
func (h *hire) answer(q quiz.Question) {
	h.t.Helper()
	for _, c := range h.controls(q) {
		give := "((e, value) => { if (e.matches('[type=radio], [type=checkbox]')) { if (!e.checked) e.click() } else e.value = value; return '' })(document.getElementById(" + strconv.Quote(c.ID) + "), " + strconv.Quote(c.Value) + ")"
		h.ask(give)
	}
}

// asked finds the question that the page asks.
func (h *hire) asked() quiz.Question {
	h.t.Helper()
	stem := h.text("main legend")
	for _, q := range h.library.Bank() {
		if strings.TrimSpace(q.Stem) == stem && h.offers(q) {
			return q
		}
	}
	h.t.Fatalf("the bank has no question %q", stem)
	return quiz.Question{}
}
