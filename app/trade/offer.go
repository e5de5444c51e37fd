package trade

import (
	"cmp"
	"errors"
	"slices"

	"understudy/app/exchange"
	"understudy/app/quiz"
)

// Formats lists what a bank can be written as beside its own file.
func Formats() []exchange.Format {
	return []exchange.Format{exchange.GIFT, exchange.Aiken, exchange.MoodleXML, exchange.QTI}
}

// Left is a question that a format cannot hold.
type Left struct {
	ID     string
	Reason string
}

// Offer returns the questions of a bank that a format can hold, as it holds them, and those that it cannot.
func Offer(format exchange.Format, bank []quiz.Question) (held []exchange.Question, left []Left) {
	for _, q := range bank {
		out, err := offer(format, q)
		if err == nil {
			err = exchange.Holds(format, out)
		}
		if err != nil {
			left = append(left, Left{q.ID, err.Error()})
			continue
		}
		held = append(held, out)
	}
	return held, left
}

// offer says what is lost as it goes: a revision, the seconds, the chance to guess and the rules of single options
// have a place in no format, and Aiken has no place for anything but a stem, options and the right one.
func offer(format exchange.Format, q quiz.Question) (exchange.Question, error) {
	out := exchange.Question{Type: q.Type, ID: q.ID, Name: q.ID, Format: exchange.Plain, Stem: q.Stem, Feedback: q.Feedback}
	for _, rule := range q.Rules {
		out.Tags = append(out.Tags, string(rule))
	}
	switch q.Type {
	case quiz.Spot:
		return out, errors.New("no format holds a conversation with rules to choose from")
	case quiz.Judgement:
		return out, errors.New("no format holds the ratings of a panel")
	case quiz.Matching:
		for _, o := range q.Options {
			out.Pairs = append(out.Pairs, exchange.Pair{Left: o.Text, Right: o.Match})
		}
	default:
		for _, o := range q.Options {
			out.Options = append(out.Options, exchange.Option{Text: o.Text, Value: o.Value, Tolerance: o.Tolerance, Fraction: o.Score, Feedback: o.Why})
		}
	}
	if q.Type == quiz.TrueFalse { // in the order in which every format has them
		slices.SortFunc(out.Options, func(a, b exchange.Option) int { return cmp.Compare(b.Text, a.Text) })
	}
	if format == exchange.Aiken {
		out.ID, out.Name, out.Tags, out.Feedback = "", "", nil, ""
		for i := range out.Options {
			out.Options[i].Feedback = ""
		}
	}
	return out, nil
}
