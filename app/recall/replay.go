package recall

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// MaxLine is the most bytes that one line of a replay may have.
const MaxLine = 64 << 10

// LineError says which line of a replay is wrong, and why.
type LineError struct {
	Line   int // from 1
	Reason string
}

func (e *LineError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Reason) }

// Replay reads reviews, a JSON object {"card","rating","days"} a line and cards interleaved, and writes a
// line for each: {"card","rating","days","s","d","r"}, with the state after the review and the
// retrievability just before it, null on a card's first. Rating is 1 to 4; days are the whole days since
// that card's review before, 0 for the first. Empty lines at the end are no lines.
//
// It stops at the first line that is wrong, since what follows would build on it, with a *LineError; all
// lines before it are written. Other errors are those of reading and writing.
func (m *Model) Replay(in io.Reader, out io.Writer) error {
	lines := bufio.NewReaderSize(in, MaxLine)
	w := bufio.NewWriterSize(out, 1<<16)
	r := replay{model: m, cards: map[string]*State{}}
	err := r.all(lines, w)
	return errors.Join(err, w.Flush())
}

// replay is one run: the cards so far, and the line that is being written.
type replay struct {
	model *Model
	cards map[string]*State
	empty int // the first of the empty lines just before this one, 0 for none
	line  []byte
}

func (r *replay) all(lines *bufio.Reader, w *bufio.Writer) error {
	for number := 1; ; number++ {
		text, err := lines.ReadSlice('\n')
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			return &LineError{number, fmt.Sprintf("longer than %d bytes, the most that a line may have", MaxLine)}
		case err != nil && !errors.Is(err, io.EOF):
			return err
		}
		if number == 1 {
			text = bytes.TrimPrefix(text, []byte("\ufeff"))
		}
		if reason := r.review(bytes.TrimSpace(text), number); reason != nil {
			return reason
		}
		if _, failed := w.Write(r.line); failed != nil {
			return failed
		}
		if err != nil { // the end
			return nil
		}
	}
}

// review takes in one line and leaves the answer in r.line.
func (r *replay) review(text []byte, number int) error {
	r.line = r.line[:0]
	if len(text) == 0 {
		if r.empty == 0 {
			r.empty = number
		}
		return nil
	}
	if r.empty > 0 {
		return &LineError{r.empty, `empty, where {"card":…,"rating":1..4,"days":n} could stand`}
	}
	review, reason := parseReview(text)
	if reason != "" {
		return &LineError{number, reason}
	}
	state, known := r.cards[string(review.key)]
	switch {
	case !known && review.days != 0:
		return &LineError{number, fmt.Sprintf("%d days on the first review of card %s, which has none before it; 0 could stand there", review.days, review.card)}
	case !known:
		state = &State{}
		r.cards[string(review.key)] = state
	}
	next, before := r.model.Review(*state, Rating(review.rating), review.days)
	*state = next
	r.write(review, next, before, !known)
	return nil
}

// write builds the line of a review.
func (r *replay) write(v review, s State, before float64, first bool) {
	b := append(r.line, `{"card":`...)
	b = append(b, v.card...)
	b = append(b, `,"rating":`...)
	b = strconv.AppendInt(b, int64(v.rating), 10)
	b = append(b, `,"days":`...)
	b = strconv.AppendInt(b, int64(v.days), 10)
	b = append(b, `,"s":`...)
	b = appendDecimal(b, s.S)
	b = append(b, `,"d":`...)
	b = appendDecimal(b, s.D)
	b = append(b, `,"r":`...)
	if first {
		b = append(b, "null"...)
	} else {
		b = appendDecimal(b, before)
	}
	r.line = append(b, "}\n"...)
}

// appendDecimal writes a number from 0 to 36,500 with ten decimals, which for the least of them, S = 0.001,
// are eight significant digits. Doing it in whole numbers takes a fifth of the time of strconv.
func appendDecimal(b []byte, x float64) []byte {
	const scale = 10_000_000_000
	n := uint64(x*scale + 0.5)
	b = strconv.AppendUint(b, n/scale, 10)
	b = append(b, '.')
	at := len(b) + 10
	b = append(b, "0000000000"...)
	for rest := n % scale; rest > 0; rest /= 10 {
		at--
		b[at] = byte('0' + rest%10)
	}
	return b
}
