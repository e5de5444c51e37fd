package exchange

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"strings"
)

// Limits of one question. Far more than anybody would read, they keep a file from growing in memory.
const (
	maxAnswers = 1_000    // options or pairs
	maxLength  = 64 << 10 // bytes of a text
)

// complete says what a question of its type lacks, or has too much of.
func (q *Question) complete() error {
	if q.Stem == "" {
		return errors.New("there is no question text")
	}
	if n := max(len(q.Options), len(q.Pairs)); n > maxAnswers {
		return fmt.Errorf("there are more than %d answers", maxAnswers)
	}
	for text := range q.texts() {
		if len(text) > maxLength {
			return fmt.Errorf("the text %s has more than %d KB", brief(text[:maxLength/100]), maxLength>>10)
		}
	}
	need := 0
	switch q.Type {
	case Single, Multiple, Ordering:
		need = 2
	case Short, Numeric, Spot:
		need = 1
	case Matching:
		return q.completePairs()
	}
	if len(q.Options) < need {
		return fmt.Errorf("a question of the type %s needs %d answers and has %d", q.Type, need, len(q.Options))
	}
	for i, o := range q.Options {
		if o.Text == "" && q.Type != Numeric {
			return fmt.Errorf("answer %d has no text", i+1)
		}
	}
	return nil
}

func (q *Question) completePairs() error {
	lefts := 0
	for i, p := range q.Pairs {
		if p.Right == "" {
			return fmt.Errorf("pair %d has no right side", i+1)
		}
		if p.Left != "" {
			lefts++
		}
	}
	if len(q.Pairs) < 2 || lefts == 0 {
		return fmt.Errorf("a matching question needs two pairs, one of them with a left side, and has %d with %d", len(q.Pairs), lefts)
	}
	return nil
}

// inspect looks for what a file can say that is lost in every format, and for marks that nobody can earn.
func (q *Imported) inspect() {
	switch q.Type {
	case Essay:
		q.degrade("an essay needs a person to mark it")
	case Description:
		q.degrade("a description asks nothing")
	case Single, TrueFalse, Short, Numeric:
		if best := q.best(); best < 1-1e-5 {
			q.remark("the best answer earns %s percent of the mark", percent(best))
		}
	case Multiple, Spot:
		if best := q.positive(); best < 1-0.005 { // Moodle rounds to a percent here
			q.remark("all right answers together earn %s percent of the mark", percent(best))
		}
	}
	if name := q.embedded(); name != "" {
		q.degrade("pictures and other media are not taken, such as the %s here", name)
	}
}

func (q *Question) best() float64 {
	best := math.Inf(-1)
	for _, o := range q.Options {
		best = max(best, o.Fraction)
	}
	return best
}

func (q *Question) positive() float64 {
	sum := 0.0
	for _, o := range q.Options {
		sum += max(o.Fraction, 0)
	}
	return sum
}

// embedded names the first element of HTML that shows something from outside the text.
func (q *Question) embedded() string {
	if q.Format == Plain {
		return ""
	}
	for _, name := range []string{"img", "audio", "video", "iframe", "object", "embed", "svg"} {
		for text := range q.texts() {
			if strings.Contains(text, "<") && strings.Contains(strings.ToLower(text), "<"+name) {
				return name
			}
		}
	}
	return ""
}

// texts yields every text that people see.
func (q *Question) texts() func(yield func(string) bool) {
	return func(yield func(string) bool) {
		if !yield(q.Stem) || !yield(q.Feedback) {
			return
		}
		for _, o := range q.Options {
			if !yield(o.Text) || !yield(o.Feedback) {
				return
			}
		}
		for _, p := range q.Pairs {
			if !yield(p.Left) || !yield(p.Right) {
				return
			}
		}
	}
}

// mixed notes an answer that is marked up in another way than its question, where that shows.
func (q *Imported) mixed(text string, markup Markup) {
	if markup != q.Format && strings.ContainsAny(text, "<>&*_`[]#\\\n") {
		q.degrade("%s is in %s and its question in %s, and a question has one format here", brief(text), markup, q.Format)
	}
}

// brief quotes the beginning of a text for a message.
func brief(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return fmt.Sprintf("%q", text)
}

// Label names the question in a list: by its name, its id or the beginning of its stem, on one line.
func (q Question) Label() string {
	const most = 40
	label := strings.Join(strings.Fields(cmp.Or(q.Name, q.ID, q.Stem, "-")), " ")
	if runes := []rune(label); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return label
}
