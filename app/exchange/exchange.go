// Package exchange reads and writes questions in the formats of other systems: GIFT, Aiken, Moodle XML
// and QTI 2.x and 3.0.
//
// A file is read to its end, whatever stands in it: each of its questions comes back as imported, as
// degraded with what was lost, or as refused with the line and the reason. Only a file that is not what
// it says is an error. What the formats mean by what they leave open is what Moodle makes of it.
package exchange

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"understudy/app/conduct"
	"understudy/app/quiz"
)

// Format is a format of files.
type Format string

// The formats.
const (
	GIFT      Format = "gift"
	Aiken     Format = "aiken"
	MoodleXML Format = "moodlexml"
	QTI       Format = "qti" // one item, or a zip package of them
)

// Limits of one file, in bytes. Time and memory grow with the size alone.
const (
	MaxText = 64 << 20 // GIFT and Aiken
	MaxXML  = 20 << 20 // one XML document
	MaxZip  = 50 << 20 // a package, packed and unpacked
)

// The types of question that a file may hold.
const (
	Single      = quiz.Single
	Multiple    = quiz.Multiple
	TrueFalse   = quiz.TrueFalse
	Short       = quiz.Type("short")       // a text to type; options are the accepted forms
	Numeric     = quiz.Type("numeric")     // a number to type; options are values with tolerances
	Matching    = quiz.Type("matching")    // pairs to find
	Ordering    = quiz.Type("ordering")    // options stand in the right order
	Essay       = quiz.Type("essay")       // a text that a person marks
	Description = quiz.Type("description") // nothing to answer
	Spot        = quiz.Type("spot")        // options are passages of the stem
	Judgement   = quiz.Type("judgement")   // options to be rated; no format here holds it
)

// Markup says how the texts of a question are to be read.
type Markup string

// The kinds of markup. Moodle's own is text in which line ends and some HTML count.
const (
	Moodle   Markup = "moodle"
	HTML     Markup = "html"
	Markdown Markup = "markdown"
	Plain    Markup = "plain"
)

// Status says what became of a question of a file.
type Status string

// The statuses.
const (
	Whole    Status = "imported" // all that the file says is kept
	Degraded Status = "degraded" // kept, but for what the reason says
	Refused  Status = "refused"  // not kept
)

// Imported is one question of a file. Line, counted from 1, is where it begins, or where the fault is
// when it was refused; in a package it is counted in the item's own file, which the reason names.
type Imported struct {
	Line   int
	Status Status
	Reason string // of a question that was not refused: remarks for whoever checks it
	Question
}

// Question is what the formats say about a question. White space around its texts does not count.
type Question struct {
	Type     quiz.Type
	ID       string
	Tags     []string
	Name     string
	Format   Markup // of all its texts
	Stem     string
	Options  []Option
	Pairs    []Pair // of a matching question
	Feedback string // shown whatever was answered
}

// Option is one possible answer. Fraction is what it earns of the mark, -1..1; in an ordering it says
// nothing. The options of a numeric question have a value and a tolerance instead of a text.
type Option struct {
	Text      string
	Value     float64
	Tolerance float64 // at least 0; what lies within Value ± Tolerance is this answer
	Any       bool    // every number that no option before this one took
	Fraction  float64
	Feedback  string
}

// Pair is a pair to find. One without a left side distracts: its right side fits nowhere.
type Pair struct{ Left, Right string }

// Read reads a file. The error says why the file as a whole cannot be read.
func Read(format Format, data []byte) ([]Imported, error) {
	switch format {
	case GIFT:
		return readGIFT(data)
	case Aiken:
		return readAiken(data)
	case MoodleXML:
		return readMoodle(data)
	case QTI:
		return readQTI(data)
	default:
		return nil, fmt.Errorf("there is no format %q; the formats are gift, aiken, moodlexml and qti", format)
	}
}

// Rules returns the rules that the tags name. A question without one can only be a draft.
func (q Question) Rules() []conduct.RuleID {
	var rules []conduct.RuleID
	for _, tag := range q.Tags {
		if len(tag) == 3 && tag[0] == 'r' && isDigit(tag[1]) && isDigit(tag[2]) && !slices.Contains(rules, conduct.RuleID(tag)) {
			rules = append(rules, conduct.RuleID(tag))
		}
	}
	return rules
}

// refusal is a reason not to take a question. Line 0 stands for the question's first.
type refusal struct {
	line   int
	reason string
}

func (r refusal) Error() string { return r.reason }

func refuse(line int, format string, args ...any) error {
	return refusal{line, fmt.Sprintf(format, args...)}
}

// degrade notes something that the file says and that is lost.
func (q *Imported) degrade(format string, args ...any) {
	q.Status = Degraded
	q.remark(format, args...)
}

// remark notes something that nothing is lost by and that a person should know.
func (q *Imported) remark(format string, args ...any) {
	more := fmt.Sprintf(format, args...)
	switch {
	case strings.Contains(q.Reason, more), len(q.Reason) > 1000: // enough to look at the file
	case q.Reason == "":
		q.Reason = more
	default:
		q.Reason += "; " + more
	}
}

// settle ends the reading of a question: it refuses it for an error, or for what no format may leave
// out, and says what became of it.
func (q *Imported) settle(err error) {
	if q.Status == "" {
		q.Status = Whole
	}
	if q.Format == "" {
		q.Format = Moodle
	}
	if err == nil {
		err = q.complete()
	}
	if err == nil {
		q.inspect()
		return
	}
	q.Status, q.Reason, q.Options, q.Pairs = Refused, err.Error(), nil, nil
	var r refusal
	if errors.As(err, &r) && r.line > 0 {
		q.Line = r.line
	}
}
