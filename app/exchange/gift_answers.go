package exchange

import (
	"slices"
	"strings"
)

// choices reads ~wrong, =right and ~%50%partly.
func (b *giftBlock) choices(q *Imported, p piece) error {
	for _, answer := range p.divide("~=") {
		otherwise := 0.0
		if answer.sign == '=' {
			otherwise = 1
		}
		option, err := b.option(q, answer.piece, otherwise)
		if err != nil {
			return err
		}
		q.Options = append(q.Options, option)
	}
	if len(q.Options) < 2 {
		return refuse(b.line(p), "there is one option, and a choice needs two")
	}
	return nil
}

// forms reads the forms of a short answer: =right, =%50%partly.
func (b *giftBlock) forms(q *Imported, p piece) error {
	for _, answer := range p.divide("=") {
		option, err := b.option(q, answer.piece, 1)
		if err != nil {
			return err
		}
		q.Options = append(q.Options, option)
	}
	return nil
}

// option reads the weight, the text and the feedback of one answer.
func (b *giftBlock) option(q *Imported, p piece, otherwise float64) (Option, error) {
	fraction, rest, err := b.weighted(p, otherwise)
	if err != nil {
		return Option{}, err
	}
	answer, remark, _ := rest.cut("#")
	o := Option{Fraction: fraction}
	var markup Markup
	o.Text, markup = answer.formatted(q.Format)
	q.mixed(o.Text, markup)
	o.Feedback, markup = remark.formatted(q.Format)
	q.mixed(o.Feedback, markup)
	if o.Text == "" {
		return Option{}, refuse(b.line(p), "an answer has no text")
	}
	return o, nil
}

// weighted takes a weight such as %50% or %-33.33333% off the front. What merely begins with a
// percent sign is text.
func (b *giftBlock) weighted(p piece, otherwise float64) (float64, piece, error) {
	if !strings.HasPrefix(p.s, "%") {
		return otherwise, p, nil
	}
	digits, _, closed := strings.Cut(p.s[1:], "%")
	foreign := func(r rune) bool { return !strings.ContainsRune("+-0123456789.,", r) }
	if !closed || digits == "" || strings.ContainsFunc(digits, foreign) {
		return otherwise, p, nil
	}
	percentage, ok := number(digits)
	fraction, listed := weight(percentage)
	if !ok || !listed || digits[0] == '+' {
		return 0, p, refuse(b.line(p), "%%%s%% is no weight that GIFT knows; it knows %s, and the same below zero", digits, listedWeights())
	}
	return fraction, p.from(len(digits) + 2).trim(), nil
}

func listedWeights() string {
	var out []string
	for _, w := range weights() {
		out = append(out, decimal(w))
	}
	return strings.Join(out, " ")
}

// pairs reads =left -> right. Nothing on the left makes a distractor.
func (b *giftBlock) pairs(q *Imported, p piece) error {
	for _, answer := range p.divide("=") {
		left, right, found := answer.cut("->")
		if !found {
			return refuse(b.line(answer.piece), "%s has no ->, and every pair of a matching question needs one", brief(answer.text()))
		}
		text, markup := left.formatted(q.Format)
		q.mixed(text, markup)
		pair := Pair{text, right.text()}
		if pair.Right == "" {
			return refuse(b.line(answer.piece), "%s has nothing behind its ->", brief(answer.text()))
		}
		q.Pairs = append(q.Pairs, pair)
	}
	if len(q.Pairs) < 2 {
		return refuse(b.line(p), "there is one pair, and a matching question needs two")
	}
	return nil
}

// isTruth reports whether the answer is a truth value, in capitals, with or without feedback.
func isTruth(p piece) bool {
	before, _, _ := p.cut("#")
	return slices.Contains([]string{"T", "TRUE", "F", "FALSE"}, before.trim().s)
}

// truth reads T#feedback for who was wrong#feedback for who was right.
func (b *giftBlock) truth(q *Imported, p piece) {
	value, remarks, _ := p.cut("#")
	toWrong, toRight, _ := remarks.cut("#")
	wrong, markup := toWrong.formatted(q.Format)
	q.mixed(wrong, markup)
	right, markup := toRight.formatted(q.Format)
	q.mixed(right, markup)
	q.Options = truthOptions(value.trim().s[0] == 'T', right, wrong)
}

// truthOptions returns the options of a true-false question.
func truthOptions(isTrue bool, right, wrong string) []Option {
	options := []Option{{Text: "true", Fraction: 1, Feedback: right}, {Text: "false", Feedback: wrong}}
	if !isTrue {
		options = []Option{{Text: "true", Feedback: wrong}, {Text: "false", Fraction: 1, Feedback: right}}
	}
	return options
}

// numbers reads what stands behind the # of a numeric question: one number, or several after =, and
// after a ~ what to say to every other.
func (b *giftBlock) numbers(q *Imported, p piece) error {
	accepted, rest, others := p.cut("~")
	for _, answer := range accepted.divide("=") {
		fraction, body, err := b.weighted(answer.piece, 1)
		if err != nil {
			return err
		}
		value, remark, _ := body.cut("#")
		o := Option{Fraction: fraction}
		if !o.accept(value.text()) {
			return refuse(b.line(answer.piece), "%s is no number; write 3, 3:0.5 for 3 with a tolerance, or 2.5..3.5", brief(value.text()))
		}
		var markup Markup
		o.Feedback, markup = remark.formatted(q.Format)
		q.mixed(o.Feedback, markup)
		q.Options = append(q.Options, o)
	}
	if len(q.Options) == 0 {
		return refuse(b.line(p), "there is no number behind the #")
	}
	if others {
		_, remark, _ := rest.cut("#")
		o := Option{Any: true}
		var markup Markup
		o.Feedback, markup = remark.formatted(q.Format)
		q.mixed(o.Feedback, markup)
		q.Options = append(q.Options, o)
	}
	return nil
}

// accept reads 3, 3:0.5, 2.5..3.5 or *.
func (o *Option) accept(text string) (ok bool) {
	if low, high, found := strings.Cut(text, ".."); found && low != "" {
		o.Value, o.Tolerance, ok = between(low, high)
		return ok
	}
	value, tolerance, found := strings.Cut(text, ":")
	if found {
		if o.Tolerance, ok = number(tolerance); !ok || o.Tolerance < 0 {
			return false
		}
	}
	if strings.TrimSpace(value) == "*" {
		o.Any, o.Tolerance = true, 0
		return true
	}
	o.Value, ok = number(value)
	return ok
}
