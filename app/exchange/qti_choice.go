package exchange

import (
	"strings"
)

// choice reads one right option among several, or several.
func (r *itemReader) choice() error {
	r.q.Type = Multiple
	if r.response.get("cardinality") == "single" || r.response.get("cardinality") == "" && r.act.get("maxchoices") == "1" {
		r.q.Type = Single
	}
	choices := r.act.find(named("simplechoice"))
	if err := r.options(choices); err != nil {
		return err
	}
	if r.q.Type == Single && isTruthPair(choices, r.q.Options) {
		r.q.Type = TrueFalse
		r.q.Options[0].Text, r.q.Options[1].Text = "true", "false"
	}
	return nil
}

// isTruthPair reports whether two choices are called true and false, in that order.
func isTruthPair(choices []*node, options []Option) bool {
	if len(choices) != 2 || options[0].Fraction+options[1].Fraction != 1 || options[0].Fraction*options[1].Fraction != 0 {
		return false
	}
	for i, name := range []string{"true", "false"} {
		if !strings.EqualFold(choices[i].get("identifier"), name) || !strings.EqualFold(options[i].Text, name) {
			return false
		}
	}
	return true
}

func (r *itemReader) inlineChoice() error {
	r.q.Type = Single
	return r.options(r.act.find(named("inlinechoice")))
}

// hottext reads passages of the stem, of which one or more are to be found.
func (r *itemReader) hottext() error {
	r.q.Type = Spot
	return r.options(r.act.find(named("hottext")))
}

// options reads the text, the worth and the feedback of every choice.
func (r *itemReader) options(choices []*node) error {
	several := r.response.get("cardinality") == "multiple"
	worth, err := r.worth(several)
	if err != nil {
		return err
	}
	if err := r.distinct(choices); err != nil {
		return err
	}
	allOrNothing := several && !r.processed.maps
	for _, c := range choices {
		id := c.get("identifier")
		fraction, known := worth[id]
		if !known {
			fraction = worth[""]
		}
		delete(worth, id)
		if !known && allOrNothing {
			fraction = -1 // one wrong choice takes the mark away
		}
		o := Option{Text: r.text(c), Fraction: fraction, Feedback: r.choiceFeedback(c, id)}
		if o.Text == "" && len(c.find(named("img"))) == 0 {
			return refuse(c.line, "the choice %q has no text", id)
		}
		r.q.Options = append(r.q.Options, o)
	}
	for id, fraction := range worth {
		if fraction > 0 && id != "" {
			return refuse(r.response.line, "the right answer %q is not among the choices", id)
		}
	}
	if allOrNothing && len(r.correct()) > 1 {
		r.q.remark("the file gives all or nothing, and here a part of the right options earns a part of the mark")
	}
	return nil
}

// distinct refuses two choices of one identifier, and more of them than a question may have.
func (r *itemReader) distinct(choices []*node) error {
	seen := map[string]bool{}
	for i, c := range choices {
		switch id := c.get("identifier"); {
		case seen[id]:
			return refuse(c.line, "two choices have the identifier %q", id)
		case i == maxAnswers:
			return refuse(c.line, "there are more than %d answers", maxAnswers)
		default:
			seen[id] = true
		}
	}
	return nil
}

// order reads choices and puts them into the right order.
func (r *itemReader) order() error {
	r.q.Type = Ordering
	choices := byIdentifier(r.act.find(named("simplechoice")))
	right := r.correct()
	if len(right) == 0 {
		return refuse(r.response.line, "the item does not say which order is right")
	}
	for _, id := range right {
		c := choices[id]
		if c == nil {
			return refuse(r.response.line, "the right order names %q, which is not among the choices, or names it twice", id)
		}
		r.q.Options = append(r.q.Options, Option{Text: r.text(c), Fraction: 1, Feedback: r.choiceFeedback(c, id)})
		delete(choices, id)
	}
	if len(choices) > 0 {
		r.q.degrade("choices that belong to no place in the order are not taken")
	}
	return nil
}

// choiceFeedback returns what is said to someone who chose an option: within it, or in a window.
func (r *itemReader) choiceFeedback(c *node, id string) string {
	var out []string
	for _, f := range c.find(named("feedbackinline")) {
		if f.get("showhide") == "hide" {
			r.q.degrade("feedback that hides is not taken")
			continue
		}
		out = append(out, r.text(f))
	}
	for _, f := range r.shows[id] {
		out = append(out, r.text(f))
	}
	return strings.TrimSpace(strings.Join(out, "\n\n"))
}

// modalFeedback takes what no choice and no number took for the feedback of the question.
func (r *itemReader) modalFeedback() {
	taken := map[string]bool{}
	for _, b := range r.branches {
		taken[b.feedback] = true
	}
	if r.act != nil {
		for _, c := range r.act.find(func(n *node) bool { return n.key == "simplechoice" || n.key == "inlinechoice" || n.key == "hottext" }) {
			taken[c.get("identifier")] = true
		}
	}
	var out []string
	particular := false
	for _, f := range r.root.all("modalfeedback") {
		switch {
		case taken[f.get("identifier")] && f.get("showhide") != "hide":
		case f.get("showhide") == "hide":
			r.q.degrade("feedback that hides is not taken")
		default:
			out = append(out, r.text(f))
			id := strings.ToLower(f.get("identifier"))
			particular = strings.Contains(id, "correct") || strings.Contains(id, "right") || strings.Contains(id, "wrong")
		}
	}
	if blocks := r.body.find(named("feedbackblock")); len(blocks) > 0 {
		r.q.degrade("feedback within the question is not taken")
	}
	if len(out) > 1 || len(out) == 1 && particular {
		r.q.degrade("feedback for particular results is shown to everybody")
	}
	r.q.Feedback = strings.TrimSpace(strings.Join(out, "\n\n"))
}
