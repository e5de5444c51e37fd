package exchange

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Unheld says what of a question a format cannot hold.
type Unheld struct {
	Index int // of the question among those to write
	ID    string
	Err   error
}

func (u *Unheld) Error() string { return fmt.Sprintf("question %d (%s): %v", u.Index+1, u.ID, u.Err) }

// Unwrap returns what cannot be held.
func (u *Unheld) Unwrap() error { return u.Err }

func cannotHold(name, format string, args ...any) error {
	return fmt.Errorf("%s cannot hold "+format, append([]any{name}, args...)...)
}

// Write writes questions as one file, which Read reads back as the same questions. The error joins an
// *Unheld for every question that the format cannot hold. In QTI the file is a package, a question
// without an id gets the id question-N, and pairs that distract go to the end.
func Write(format Format, questions []Question) ([]byte, error) {
	var parts []string
	var items []item
	var problems []error
	for i, q := range questions {
		q = q.tidied()
		if q.ID == "" && format == QTI {
			q.ID = fmt.Sprintf("question-%d", i+1)
		}
		part, err := writeOne(format, q)
		if err != nil {
			problems = append(problems, &Unheld{i, q.ID, err})
			continue
		}
		parts, items = append(parts, part), append(items, item{q.ID, part})
	}
	switch {
	case len(problems) > 0:
		return nil, errors.Join(problems...)
	case format == MoodleXML:
		return []byte("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n" + strings.Join(parts, "") + "</quiz>\n"), nil
	case format == QTI:
		return writePackage(items)
	default:
		return []byte(strings.Join(parts, "")), nil
	}
}

// Holds says what of a question a format cannot hold, and nil when it holds everything.
func Holds(format Format, q Question) error {
	_, err := Write(format, []Question{q})
	var u *Unheld
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

func writeOne(format Format, q Question) (string, error) {
	if err := q.complete(); err != nil {
		return "", err
	}
	if err := q.printable(); err != nil {
		return "", err
	}
	switch format {
	case GIFT:
		return writeGIFT(q)
	case Aiken:
		return writeAiken(q)
	case MoodleXML:
		return writeMoodle(q)
	case QTI:
		return WriteItem(q)
	default:
		return "", fmt.Errorf("there is no format %q", format)
	}
}

// printable refuses what is no text: bytes that are not UTF-8, and control characters.
func (q *Question) printable() error {
	control := func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF }
	for _, text := range append([]string{q.ID, q.Name}, q.Tags...) {
		if !utf8.ValidString(text) || strings.ContainsFunc(text, control) {
			return fmt.Errorf("%s holds a character that is no text", brief(text))
		}
	}
	for text := range q.texts() {
		if !utf8.ValidString(text) || strings.ContainsFunc(text, control) {
			return fmt.Errorf("%s holds a character that is no text", brief(text))
		}
	}
	return nil
}

// tidied returns the question with no white space around its texts, and with \n for every line end.
func (q Question) tidied() Question {
	q.ID, q.Name, q.Stem, q.Feedback = tidy(q.ID), tidy(q.Name), tidy(q.Stem), tidy(q.Feedback)
	if q.Format == "" {
		q.Format = Moodle
	}
	q.Tags = mapped(q.Tags, tidy)
	q.Options = mapped(q.Options, func(o Option) Option {
		o.Text, o.Feedback = tidy(o.Text), tidy(o.Feedback)
		if q.Type == Ordering {
			o.Fraction = 1
		}
		return o
	})
	q.Pairs = mapped(q.Pairs, func(p Pair) Pair { return Pair{tidy(p.Left), tidy(p.Right)} })
	return q
}

func tidy(text string) string {
	return strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text))
}

func mapped[S, T any](list []S, change func(S) T) []T {
	var out []T
	for _, element := range list {
		out = append(out, change(element))
	}
	return out
}
