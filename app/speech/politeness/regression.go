package politeness

import "math"

// regression is a logistic regression under way, solved one weight at a time in fixed order, so that
// two runs give the same bits.
type regression struct {
	table   *table
	targets []float64
	sums    []float64 // by example: base and weights added up
	shares  []float64 // logistic of sums
	weights []float64
	base    float64
}

func newRegression(t *table, targets []float64) *regression {
	r := &regression{table: t, targets: targets, sums: make([]float64, t.rows), shares: make([]float64, t.rows), weights: make([]float64, len(t.columns))}
	for i := range r.shares {
		r.shares[i] = logistic(0)
	}
	return r
}

// curvature bounds the second derivative of the logistic loss: no step that trusts it overshoots.
const curvature = 0.25

// sweep moves the base and then each weight once.
func (r *regression) sweep() {
	var slope float64
	for i, share := range r.shares {
		slope += share - r.targets[i]
	}
	change := -slope / (curvature * float64(len(r.shares)))
	r.base += change
	for i := range r.sums {
		r.move(i, change)
	}
	for c := range r.table.columns {
		r.column(c)
	}
}

func (r *regression) move(row int, change float64) {
	r.sums[row] += change
	r.shares[row] = logistic(r.sums[row])
}

// column moves one weight to where the bounded loss, penalties included, is least.
func (r *regression) column(c int) {
	column := &r.table.columns[c]
	if column.byHand != 0 {
		r.change(c, column.byHand)
		return
	}
	l2, l1 := ridge, 0.0
	if column.phrase != nil {
		if len(column.rows) < minTexts {
			return
		}
		l2, l1 = wordRidge, wordLasso
	}
	slope, bend := l2*r.weights[c], l2+curvature*float64(len(column.rows))
	for _, row := range column.rows {
		slope += r.shares[row] - r.targets[row]
	}
	r.change(c, column.sign.bound(shrink(r.weights[c]-slope/bend, l1/bend)))
}

// change gives a column another weight.
func (r *regression) change(c int, weight float64) {
	change := weight - r.weights[c]
	if change == 0 {
		return
	}
	r.weights[c] = weight
	for _, row := range r.table.columns[c].rows {
		r.move(int(row), change)
	}
}

// shrink moves x towards 0 by a step, and not past it.
func shrink(x, by float64) float64 { return math.Copysign(math.Max(0, math.Abs(x)-by), x) }

func (s sign) bound(weight float64) float64 {
	switch s {
	case never0below:
		return math.Max(0, weight)
	case never0above:
		return math.Min(0, weight)
	}
	return weight
}
