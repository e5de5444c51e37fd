package exchange

import (
	"strings"
)

// readAiken reads a file in Aiken: a stem on one line, options lettered from A, and ANSWER: with the
// letter of the right one.
func readAiken(data []byte) ([]Imported, error) {
	text, err := asText(data)
	if err != nil {
		return nil, err
	}
	var out []Imported
	var b aikenBlock
	end := func() {
		if len(b.lines) > 0 {
			out = append(out, b.question())
		}
		b = aikenBlock{}
	}
	blank := false
	for n, line := range numbered(text) {
		if line == "" {
			blank = true
			continue
		}
		switch {
		case b.endsBefore(line, blank):
			end()
		case label(line) == 'A' && b.stemBehind():
			last := b.lines[len(b.lines)-1]
			b.lines = b.lines[:len(b.lines)-1]
			end()
			b.lines = []aikenLine{last}
		}
		blank = false
		b.lines = append(b.lines, aikenLine{n, line})
		if isAnswer(line) {
			end()
		}
	}
	end()
	return out, nil
}

type aikenLine struct {
	n    int
	text string
}

// aikenBlock is the lines that belong to one question.
type aikenBlock struct{ lines []aikenLine }

// stemBehind reports whether the last line is a text that follows options: with an option A below it
// it is the stem of another question, and the one before has no ANSWER:.
func (b *aikenBlock) stemBehind() bool {
	n := len(b.lines)
	return n > 2 && label(b.lines[n-1].text) == 0 && label(b.lines[n-2].text) != 0
}

// endsBefore reports whether a line begins another question: a text behind a blank line, and whatever
// follows a blank line where no stem stands above.
func (b *aikenBlock) endsBefore(line string, blank bool) bool {
	switch {
	case len(b.lines) == 0:
		return false
	case blank && label(b.lines[0].text) != 0:
		return true
	case blank:
		return label(line) == 0 && !isAnswer(line)
	default:
		return false
	}
}

// label returns the letter of an option, and 0 for any other line.
func label(line string) byte {
	if len(line) >= 2 && 'A' <= line[0] && line[0] <= 'Z' && (line[1] == ')' || line[1] == '.') {
		return line[0]
	}
	return 0
}

// isAnswer reports whether a line is meant to name the right option, in capitals or not.
func isAnswer(line string) bool {
	const word = "ANSWER:"
	return len(line) >= len(word) && strings.EqualFold(line[:len(word)], word)
}

func (b *aikenBlock) question() Imported {
	first := b.lines[0]
	q := Imported{Line: first.n, Question: Question{Type: Single, Format: Plain}}
	if label(first.text) == 0 && !isAnswer(first.text) {
		q.Stem = first.text
	}
	q.settle(b.read(&q))
	return q
}

func (b *aikenBlock) read(q *Imported) error {
	if q.Stem == "" {
		return refuse(q.Line, "no question stands above this line")
	}
	for i, line := range b.lines {
		if err := notUTF8(line.n, line.text); err != nil {
			return err
		}
		switch letter := label(line.text); {
		case i == 0:
		case isAnswer(line.text):
			return b.answer(q, line)
		case letter == 0 && len(q.Options) == 0:
			return refuse(line.n, "the question goes on here, and Aiken has room for one line; join them")
		case letter == 0:
			return refuse(line.n, "this is neither an option such as A. or A) nor ANSWER: with a letter")
		case int(letter-'A') != len(q.Options):
			return refuse(line.n, "option %c stands where %c is due", letter, 'A'+len(q.Options))
		default:
			text := strings.TrimSpace(line.text[2:])
			if text == "" {
				return refuse(line.n, "option %c has no text", letter)
			}
			q.Options = append(q.Options, Option{Text: text})
		}
	}
	return refuse(b.lines[len(b.lines)-1].n, "the question ends here without ANSWER:")
}

// answer reads ANSWER: X.
func (b *aikenBlock) answer(q *Imported, line aikenLine) error {
	value := strings.TrimRight(strings.TrimSpace(line.text[len("ANSWER:"):]), ".)")
	switch {
	case !strings.HasPrefix(line.text, "ANSWER:"):
		return refuse(line.n, "write ANSWER: in capitals")
	case len(q.Options) < 2:
		return refuse(line.n, "there are %d options above, and a question needs two", len(q.Options))
	case len(value) != 1 || value[0] < 'A' || value[0] > 'Z':
		return refuse(line.n, "%s is not the letter of one option", brief(value))
	case int(value[0]-'A') >= len(q.Options):
		return refuse(line.n, "there is no option %s; the last is %c", value, 'A'+len(q.Options)-1)
	}
	q.Options[value[0]-'A'].Fraction = 1
	return nil
}
