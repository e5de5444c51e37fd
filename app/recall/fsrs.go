// Package recall models what a person still remembers, rule by rule: how likely they are to know it
// today, when to ask again, and what an answer says about it.
//
// The model is FSRS-6, as its authors publish it ("The Algorithm", wiki of the project
// open-spaced-repetition/fsrs4anki) and as their reference fsrs-rs rounds off its corners. It has two
// numbers for each memory. Stability S is the time in days after which nine of ten such memories are
// still there; difficulty D, 1 to 10, is how slowly S grows. Retrievability R is the chance to remember
// today. Nothing here is random, and nothing knows the time: days come in as numbers.
package recall

import (
	"fmt"
	"math"
)

// Algorithm is stored beside every review, so that old states are never taken for those of a newer model.
const Algorithm = "fsrs-6"

// The bounds of a state.
const (
	MinStability  = 0.001   // days
	MaxStability  = 36500.0 // days
	MinDifficulty = 1.0
	MaxDifficulty = 10.0
)

// State is one memory. The zero State is none: nothing was ever asked.
type State struct {
	S float64 // stability in days, 0.001..36500
	D float64 // difficulty, 1..10
}

// None reports whether there is no memory yet.
func (s State) None() bool { return s.S == 0 }

// Rating is how well something was remembered.
type Rating int

// The four ratings.
const (
	Again Rating = iota + 1 // forgotten
	Hard
	Good
	Easy
)

// Params are the weights of FSRS-6, w0 to w20.
type Params [21]float64

// Defaults returns the weights that FSRS-6 is published with: fitted to the reviews of many people, and
// used for everyone who has too few of their own.
func Defaults() Params {
	return Params{
		0.212, 1.2931, 2.3065, 8.2956, // first stability by rating
		6.4133, 0.8334, 3.0194, 0.001, // difficulty: first, its slope, step, pull to the mean
		1.8722, 0.1666, 0.796, // growth after success
		1.4835, 0.0614, 0.2629, 1.6483, // what a lapse leaves
		0.6014, 1.8729, // Hard's part, Easy's bonus
		0.5425, 0.0912, 0.0658, // reviews on the same day
		0.1542, // decay of the forgetting curve
	}
}

// Model is FSRS-6 with one set of weights. It never changes; share it freely.
type Model struct {
	w Params
	// Parts of the formulas that hold the weights alone.
	factor    float64 // 0.9^(1/decay) − 1, so that R(S) = 0.9
	growth    float64 // e^w8
	lapsePart float64 // 1 / e^(w17·w18)
	easiest   float64 // D0(Easy), not clamped
}

// Default returns the model with the published weights.
func Default() Model { return build(Defaults()) }

// New returns a model with weights of one's own. It fails on weights that the formulas cannot take.
func New(p Params) (Model, error) {
	for i, w := range p {
		if math.IsNaN(w) || math.Abs(w) > 100 {
			return Model{}, fmt.Errorf("weight w%d is %v; a number of -100 to 100 can stand there", i, w)
		}
	}
	for i, w := range p[:4] {
		if w < MinStability {
			return Model{}, fmt.Errorf("weight w%d is %v; a first stability is at least %v days", i, w, MinStability)
		}
	}
	if decay := p[20]; decay < 0.1 || decay > 0.8 {
		return Model{}, fmt.Errorf("weight w20 is %v; the decay is 0.1 to 0.8", decay)
	}
	return build(p), nil
}

func build(p Params) Model {
	m := Model{w: p, factor: math.Pow(0.9, -1/p[20]) - 1, growth: math.Exp(p[8]), lapsePart: math.Exp(-p[17] * p[18])}
	m.easiest = m.firstDifficulty(Easy)
	return m
}

// Retrievability returns the chance to remember, 0..1, some days after the last review:
// R = (1 + factor·t/S)^(−w20). It is 1 on the day itself and 0.9 after S days.
func (m *Model) Retrievability(stability float64, days int) float64 {
	if days <= 0 {
		return 1
	}
	return power(1+m.factor*float64(days)/stability, -m.w[20])
}

// Interval returns the days after which R has fallen to a retention between 0 and 1:
// I = S/factor·(retention^(−1/w20) − 1). Whoever schedules rounds it.
func (m *Model) Interval(stability, retention float64) float64 {
	days := stability / m.factor * (math.Pow(retention, -1/m.w[20]) - 1)
	return min(max(days, 0), MaxStability)
}

// Next returns the memory after a review, so many whole days after the one before. Without a memory it is
// the first review, and days do not matter. A rating out of range counts as the nearest.
func (m *Model) Next(s State, rating Rating, days int) State {
	next, _ := m.Review(s, rating, days)
	return next
}

// Review is Next, and tells the retrievability just before; 0 for the first review.
func (m *Model) Review(s State, rating Rating, days int) (next State, before float64) {
	rating = min(max(rating, Again), Easy)
	if s.None() {
		return State{bounded(m.w[rating-1]), difficulty(m.firstDifficulty(rating))}, 0
	}
	before = m.Retrievability(s.S, days)
	switch {
	case days <= 0:
		next.S = m.sameDay(s, rating)
	case rating == Again:
		next.S = m.lapse(s, before)
	default:
		next.S = m.success(s, before, rating)
	}
	next.S, next.D = bounded(next.S), m.nextDifficulty(s.D, rating)
	return next, before
}

// success: S' = S·(1 + e^w8·(11 − D)·S^(−w9)·(e^(w10·(1 − R)) − 1)·h), h being w15 for Hard, w16 for Easy.
func (m *Model) success(s State, r float64, rating Rating) float64 {
	gain := m.growth * (11 - s.D) * power(s.S, -m.w[9]) * math.Expm1(m.w[10]*(1-r))
	switch rating {
	case Hard:
		gain *= m.w[15]
	case Easy:
		gain *= m.w[16]
	}
	return s.S * (1 + gain)
}

// lapse: S' = w11·D^(−w12)·((S + 1)^w13 − 1)·e^(w14·(1 − R)), at most S/e^(w17·w18).
func (m *Model) lapse(s State, r float64) float64 {
	left := m.w[11] * power(s.D, -m.w[12]) * (power(s.S+1, m.w[13]) - 1) * math.Exp(m.w[14]*(1-r))
	return min(left, s.S*m.lapsePart)
}

// sameDay: S' = S·e^(w17·(G − 3 + w18))·S^(−w19), which from Hard on never lowers S.
func (m *Model) sameDay(s State, rating Rating) float64 {
	change := math.Exp(m.w[17]*(float64(rating-Good)+m.w[18])) * power(s.S, -m.w[19])
	if rating >= Hard {
		change = max(change, 1)
	}
	return s.S * change
}

// firstDifficulty: D0(G) = w4 − e^(w5·(G − 1)) + 1, not clamped.
func (m *Model) firstDifficulty(rating Rating) float64 {
	return m.w[4] - math.Exp(m.w[5]*float64(rating-Again)) + 1
}

// nextDifficulty: D' = D − w6·(G − 3)·(10 − D)/9, then a part w7 of the way to D0(Easy).
func (m *Model) nextDifficulty(d float64, rating Rating) float64 {
	moved := d - m.w[6]*float64(rating-Good)*(10-d)/9
	return difficulty(m.w[7]*(m.easiest-moved) + moved)
}

// power is x^y for x above 0. It is math.Pow without its care for every other x, in half the time.
func power(x, y float64) float64 { return math.Exp(y * math.Log(x)) }

func bounded(s float64) float64    { return min(max(s, MinStability), MaxStability) }
func difficulty(d float64) float64 { return min(max(d, MinDifficulty), MaxDifficulty) }
