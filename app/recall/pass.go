package recall

import (
	"cmp"
	"slices"
)

// Correct returns the chance to answer a question right, 0..1, by the chance to remember its rule and the
// chance to guess: g + (1 − g − s)·R. A guess better than what knowing gives counts as that.
func Correct(r, guess float64) float64 {
	guess = min(clamp01(guess), 1-Slip)
	return guess + (1-guess-Slip)*clamp01(r)
}

// Chance is one question of a paper to come.
type Chance struct {
	P        float64 // to be answered right, 0..1
	Value    string  // the value it counts to; empty for none
	Critical bool
}

// Bar is what a paper asks for, in percent: over all, in each value, and over the critical rules.
type Bar struct{ Overall, Value, Critical int }

// PassToday returns the chance, 0..1, to pass a paper with these questions, each right or wrong for itself.
// It is exact: the distribution of a sum of unequal chances (Poisson's binomial) is built question by
// question, over the counts of questions missed in all, among the critical ones, and in the value at
// hand; what is past saving is dropped. A paper without questions passes nobody.
func PassToday(questions []Chance, bar Bar) float64 {
	if len(questions) == 0 {
		return 0
	}
	byValue := slices.Clone(questions)
	slices.SortFunc(byValue, func(a, b Chance) int {
		return cmp.Or(cmp.Compare(a.Value, b.Value), cmp.Compare(a.P, b.P)) // one order, one rounding
	})
	critical := 0
	for _, q := range questions {
		if q.Critical {
			critical++
		}
	}
	d := misses{all: spare(len(questions), bar.Overall), critical: spare(critical, bar.Critical)}
	if d.all < 0 || d.critical < 0 {
		return 0
	}
	d.p = make([]float64, (d.all+1)*(d.critical+1))
	d.p[0] = 1
	for len(byValue) > 0 {
		n := 1
		for n < len(byValue) && byValue[n].Value == byValue[0].Value {
			n++
		}
		d.value(byValue[:n], bar.Value)
		byValue = byValue[n:]
	}
	sum := 0.0
	for _, p := range d.p {
		sum += p
	}
	return clamp01(sum)
}

// spare returns how many of n questions may be missed at a pass mark in percent; under 0 when even all
// right is too little. Where there is no question, none is missed.
func spare(n, percent int) int {
	if n == 0 {
		return 0
	}
	needed := max((n*percent+99)/100, 0)
	return n - needed
}

// misses is a distribution over how many questions were missed, in all and among the critical ones.
type misses struct {
	all, critical int // the most of either that still passes
	p             []float64
}

// value plays out the questions of one value and keeps what passes in it.
func (d *misses) value(questions []Chance, percent int) {
	most := spare(len(questions), percent)
	if questions[0].Value == "" {
		most = len(questions)
	}
	if most < 0 {
		clear(d.p)
		return
	}
	most = min(most, d.all)
	layers := make([][]float64, most+1) // by questions missed in this value
	for i := range layers {
		layers[i] = make([]float64, len(d.p))
	}
	copy(layers[0], d.p)
	for _, q := range questions {
		for v := most; v >= 0; v-- {
			var fewer []float64
			if v > 0 {
				fewer = layers[v-1]
			}
			d.answer(layers[v], fewer, q)
		}
	}
	clear(d.p)
	for _, layer := range layers {
		for i, p := range layer {
			d.p[i] += p
		}
	}
}

// answer plays out one question: what stays in a layer was right, what comes from the layer of one
// question missed fewer was wrong.
func (d *misses) answer(layer, fewer []float64, q Chance) {
	right := clamp01(q.P)
	for i := range layer {
		layer[i] *= right
	}
	for i := range fewer {
		all, critical := i/(d.critical+1)+1, i%(d.critical+1)
		if q.Critical {
			critical++
		}
		if all <= d.all && critical <= d.critical {
			layer[all*(d.critical+1)+critical] += fewer[i] * (1 - right)
		}
	}
}
