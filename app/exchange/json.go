package exchange

import (
	"encoding/json"
	"io"

	"understudy/app/quiz"
)

type printedQuestion struct {
	Line     int           `json:"line"`
	Status   Status        `json:"status"`
	Reason   string        `json:"reason"`
	Type     quiz.Type     `json:"type"`
	ID       string        `json:"id"`
	Tags     []string      `json:"tags"`
	Name     string        `json:"name"`
	Format   Markup        `json:"format"`
	Stem     string        `json:"stem"`
	Options  []any         `json:"options"`
	Pairs    []printedPair `json:"pairs"`
	Feedback string        `json:"feedback"`
}

type printedOption struct {
	Text     string  `json:"text"`
	Fraction float64 `json:"fraction"`
	Feedback string  `json:"feedback"`
}

type printedNumber struct {
	Value     *float64 `json:"value"` // null for every other number
	Tolerance float64  `json:"tolerance"`
	Fraction  float64  `json:"fraction"`
	Feedback  string   `json:"feedback"`
}

type printedPair struct {
	Left  string `json:"left"`
	Right string `json:"right"`
}

// WriteJSON prints questions as one object with the key "questions", a question a line. Lists are
// never null.
func WriteJSON(w io.Writer, questions []Imported) error {
	if _, err := io.WriteString(w, `{"questions":[`); err != nil {
		return err
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for i, q := range questions {
		if i > 0 {
			if _, err := io.WriteString(w, ","); err != nil {
				return err
			}
		}
		if err := encoder.Encode(q.printed()); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "]}\n")
	return err
}

func (q Imported) printed() printedQuestion {
	out := printedQuestion{Line: q.Line, Status: q.Status, Reason: q.Reason, Type: q.Type, ID: q.ID, Name: q.Name, Format: q.Format,
		Stem: q.Stem, Feedback: q.Feedback, Tags: append([]string{}, q.Tags...), Options: []any{}, Pairs: []printedPair{}}
	for i, o := range q.Options {
		switch {
		case q.Type != Numeric:
			out.Options = append(out.Options, printedOption{o.Text, o.Fraction, o.Feedback})
		case o.Any:
			out.Options = append(out.Options, printedNumber{nil, o.Tolerance, o.Fraction, o.Feedback})
		default:
			out.Options = append(out.Options, printedNumber{&q.Options[i].Value, o.Tolerance, o.Fraction, o.Feedback})
		}
	}
	for _, p := range q.Pairs {
		out.Pairs = append(out.Pairs, printedPair(p))
	}
	return out
}
