package recall

import (
	"math"
	"time"
)

// What answers are worth as evidence.
const (
	// Slip is the chance that someone who knows the answer gives a wrong one.
	Slip = 0.05
	// Unknown is how likely it is, before anything was asked, that somebody knows a rule. Nothing is
	// known of them, so it is even.
	Unknown = 0.5
	// RehearsalGuess is the chance to uphold a rule in a rehearsal without knowing it. It is low, since a
	// reply is made up and not chosen from a list.
	RehearsalGuess = 0.05
	// TooFast is the time under which nobody has read the question: such an answer says nothing.
	TooFast = 1500 * time.Millisecond
)

// Known returns how likely it is, after a right answer, that it was known and not guessed:
// R(1 − s)/(R(1 − s) + (1 − R)g) by Bayes, with r the chance before and guess the chance to hit it
// without knowing, both 0..1.
func Known(r, guess float64) float64 {
	r, guess = clamp01(r), clamp01(guess)
	knew, guessed := r*(1-Slip), (1-r)*guess
	if knew+guessed == 0 {
		return 0 // neither could have happened: whoever did not know cannot have been right
	}
	return knew / (knew + guessed)
}

// Answered returns the memory after the answer to a question, so many days after the review before, and
// whether the answer was evidence at all. A wrong answer is Again. A right one lies between Again and
// Good by the chance that it was known, so that guessing does not buy readiness: stability is blended on
// its logarithm, difficulty as it is.
func (m *Model) Answered(s State, right bool, guess float64, took time.Duration, days int) (State, bool) {
	if took < TooFast {
		return s, false
	}
	return m.learn(s, right, guess, days), true
}

// Verdict is what became of a rule in a rehearsal.
type Verdict int

// The verdicts.
const (
	NotAtStake Verdict = iota
	Upheld
	Broken
)

// Rehearsed returns the memory after a rehearsal, and whether it was evidence: upheld is a right answer
// that is hard to guess, broken is Again, and a rule that was not at stake changes nothing.
func (m *Model) Rehearsed(s State, v Verdict, days int) (State, bool) {
	switch v {
	case Upheld, Broken:
		return m.learn(s, v == Upheld, RehearsalGuess, days), true
	default:
		return s, false
	}
}

func (m *Model) learn(s State, right bool, guess float64, days int) State {
	again, r := m.Review(s, Again, days)
	if !right {
		return again
	}
	if s.None() {
		r = Unknown
	}
	return blend(again, m.Next(s, Good, days), Known(r, guess))
}

// blend goes a part of the way, 0..1, from one state to another.
func blend(from, to State, part float64) State {
	return State{
		S: bounded(math.Exp((1-part)*math.Log(from.S) + part*math.Log(to.S))),
		D: difficulty((1-part)*from.D + part*to.D),
	}
}

func clamp01(x float64) float64 { return min(max(x, 0), 1) }
