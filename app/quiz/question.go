// Package quiz holds questions, papers and the marks they give.
package quiz

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"understudy/app/conduct"
)

// Type is a kind of question.
type Type string

// The types of question.
const (
	Single    Type = "single"    // one option is right
	Multiple  Type = "multiple"  // any number are right; marks are a clamped sum
	TrueFalse Type = "truefalse" // options "true" and "false"
)

// Option is one answer that can be chosen.
type Option struct {
	Text  string
	Score float64        // fraction of the mark, -1..1; 1 is right for single
	Why   string         // what to say to someone who chose it
	Rule  conduct.RuleID // the rule that choosing it would break; empty for a right one
}

// Question asks about one or more rules.
type Question struct {
	ID       string
	Rev      int
	Status   string // ready or draft
	Rules    []conduct.RuleID
	Type     Type
	Stem     string
	Options  []Option
	Guess    float64 // chance to be right without knowing, 0..1
	Seconds  int     // how long a person who knows needs
	Feedback string  // shown to everyone after grading
	Hash     string  // of the text it was read from
}

// Ready reports whether the question may be put into a paper.
func (q Question) Ready() bool { return q.Status == "ready" }

// Serves reports whether the question asks about a rule.
func (q Question) Serves(rule conduct.RuleID) bool { return slices.Contains(q.Rules, rule) }

// Digest identifies what the question says and how it is marked: SHA-256 in hexadecimal. Two questions
// with the same digest ask and mark alike, whatever file they stand in.
func (q Question) Digest() string {
	said := fmt.Sprintf("%q %d %q %q %q %q %g %d", q.ID, q.Rev, q.Rules, q.Type, q.Stem, q.Feedback, q.Guess, q.Seconds)
	for _, o := range q.Options {
		said += fmt.Sprintf("\n%q %g %q %q", o.Text, o.Score, o.Why, o.Rule)
	}
	sum := sha256.Sum256([]byte(said))
	return hex.EncodeToString(sum[:])
}

// Response is what a person chose: indexes of options, in any order.
type Response []int

// Mark grades a response to a question, 0..1. A response that is not possible, such as two options
// for a single choice or an index out of range, earns nothing.
func (q Question) Mark(r Response) float64 {
	if len(r) == 0 || !q.possible(r) {
		return 0
	}
	sum := 0.0
	for _, i := range r {
		sum += q.Options[i].Score
	}
	return min(max(sum, 0), 1)
}

func (q Question) possible(r Response) bool {
	if q.Type != Multiple && len(r) > 1 {
		return false
	}
	seen := map[int]bool{}
	for _, i := range r {
		if i < 0 || i >= len(q.Options) || seen[i] {
			return false
		}
		seen[i] = true
	}
	return true
}
