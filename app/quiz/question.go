// Package quiz holds questions, papers and the marks they give.
package quiz

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
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
	Ordering  Type = "ordering"  // options stand in the right order, and are shown in another
	Matching  Type = "matching"  // each option with a Text belongs to its Match; one without only distracts
	Judgement Type = "judgement" // every option is rated 1..Scale, as a panel did before
	Short     Type = "short"     // a text to type; options are the forms of answers, the first that fits counts
	Numeric   Type = "numeric"   // a number to type; options are values with tolerances
	Spot      Type = "spot"      // options are the turns of a conversation; one of them breaks a rule
)

// Types returns every type, in the order in which texts list them.
func Types() []Type {
	return []Type{Single, Multiple, TrueFalse, Ordering, Matching, Judgement, Short, Numeric, Spot}
}

// Option is one answer that can be given, or one part of it.
type Option struct {
	Text  string         // of a short question: a form, where * stands for any text and \* for itself
	Score float64        // fraction of the mark, -1..1; 1 is right for single, and the breach for spot
	Why   string         // what to say to someone who chose it
	Rule  conduct.RuleID // the rule that choosing it would break; empty for a right one

	Match     string  // matching: what belongs to the Text
	Panel     []int   // judgement: the ratings of the panel
	Value     float64 // numeric
	Tolerance float64 // numeric: how far off still counts, at least 0
	Who       string  // spot: who says the turn
	Span      string  // spot: the words of the turn that break the rule
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
	Scale    int              // judgement: the best rating; the poorest is 1
	Units    []string         // numeric: what may stand beside the number; the first is shown
	Choices  []conduct.RuleID // spot: the rules to choose from
	Guess    float64          // chance to be right without knowing, 0..1
	Seconds  int              // how long a person who knows needs
	Feedback string           // shown to everyone after grading
	Hash     string           // of the text it was read from
}

// Ready reports whether the question may be put into a paper.
func (q Question) Ready() bool { return q.Status == "ready" }

// Serves reports whether the question asks about a rule.
func (q Question) Serves(rule conduct.RuleID) bool { return slices.Contains(q.Rules, rule) }

// Digest identifies what the question says and how it is marked: SHA-256 in hexadecimal. Two questions
// with the same digest ask and mark alike, whatever file they stand in. What only some types have is
// left out where there is none, so that papers of before there were such types still find their questions.
func (q Question) Digest() string {
	said := fmt.Sprintf("%q %d %q %q %q %q %g %d", q.ID, q.Rev, q.Rules, q.Type, q.Stem, q.Feedback, q.Guess, q.Seconds)
	if q.Scale != 0 || len(q.Units) > 0 || len(q.Choices) > 0 {
		said += fmt.Sprintf(" %d %q %q", q.Scale, q.Units, q.Choices)
	}
	for _, o := range q.Options {
		said += fmt.Sprintf("\n%q %g %q %q", o.Text, o.Score, o.Why, o.Rule)
		if o.Match != "" || len(o.Panel) > 0 || o.Value != 0 || o.Tolerance != 0 || o.Who != "" || o.Span != "" {
			said += fmt.Sprintf(" %q %d %g %g %q %q", o.Match, o.Panel, o.Value, o.Tolerance, o.Who, o.Span)
		}
	}
	sum := sha256.Sum256([]byte(said))
	return hex.EncodeToString(sum[:])
}

// BlindChance returns how often an answer without a thought is wholly right, 0..1. Nobody types a right
// text or number by chance.
func (q Question) BlindChance() float64 {
	n := len(q.Options)
	switch {
	case n == 0:
		return 0
	case q.Type == Multiple:
		return math.Exp2(-float64(n))
	case q.Type == Ordering:
		return 1 / math.Gamma(float64(n)+1)
	case q.Type == Matching:
		return math.Pow(float64(len(q.rights())), -float64(q.lefts()))
	case q.Type == Judgement:
		return math.Pow(float64(max(q.Scale, 1)), -float64(n))
	case q.Type == Short || q.Type == Numeric:
		return 0
	case q.Type == Spot:
		return 1 / float64(n*max(len(q.Choices), 1))
	default:
		return 1 / float64(n)
	}
}
