// Package speech finds conduct in what people write: greetings, names, apologies, promises, blame, and
// what else the design's table of detectors names. It is offline, deterministic and explains itself:
// every finding quotes the words, names the pattern that saw them, and says why they count.
//
// What words a language has for it stands in text files, see patterns/README.md; what no list of words
// can say, such as a misspelt name or somebody's card number, stands in Go, a file for each family.
package speech

import "understudy/app/conduct"

// Context is what is known around a reply.
type Context struct {
	Lang     string    // the language declared, "en"; empty = the one that the reply seems to be in
	Channel  string    // counter, phone, email or chat; empty = not known
	Turn     int       // the learner's first turn is 1
	Customer string    // what the customer last said
	Heard    string    // everything customers said so far, the last included
	Name     string    // the customer's name
	Private  []string  // what nobody but the customer may say first: "order 88213"
	Learner  string    // the learner's own name, if known
	Clock    int       // minutes since midnight in the scene, −1 or 0 = not known
	Closing  bool      // the scene leads only to endings
	Promises []Promise // made before and not settled
}

// Strength is the weight of a finding.
type Strength string

// The strengths of a finding.
const (
	Weak     Strength = "weak"
	Plain    Strength = "plain"
	Strong   Strength = "strong"
	Critical Strength = "critical"
)

// rank orders strengths; none has rank 0.
func (s Strength) rank() int {
	switch s {
	case Weak:
		return 1
	case Plain:
		return 2
	case Strong:
		return 3
	case Critical:
		return 4
	default:
		return 0
	}
}

// Finding is one piece of evidence. Start and End count bytes of the reply as given, half-open, and
// Quote is what stands between them.
type Finding struct {
	Detector   string
	Rule       conduct.RuleID
	Sign       int // +1 keeps the rule, −1 breaks it
	Start, End int
	Quote      string
	Pattern    string // what saw it: a pattern of the language's files, or a part of the detector
	Strength   Strength
	Why        string
	Better     string // how it could be said; empty where it is well said
}

// Promise is something the learner undertook to do.
type Promise struct {
	Quote      string
	Action     string // the words that say what
	Time       string // the words that say when, empty if none do
	Start, End int
	Vague      bool // "soon", or no time at all: nobody can hold the speaker to it
	Due        int  // minutes since midnight, −1 where the words name no time of this day
}

// Assessment is what was found in one reply.
type Assessment struct {
	Findings []Finding // by Start, End, Detector, Rule; never nil
	Judged   bool      // the reply is in a language that has patterns
	Promises []Promise // by Start
}
