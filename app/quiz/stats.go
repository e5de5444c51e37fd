package quiz

import (
	"math"
	"slices"
)

// MarkSheet holds the marks of many attempts at one set of questions.
type MarkSheet struct {
	Questions []string  // ids, in column order
	Max       []float64 // the most a question gives, one for each question
	Marks     []float64 // attempt after attempt, a mark for each question
}

// Attempts returns how many attempts the sheet holds.
func (m MarkSheet) Attempts() int {
	if len(m.Questions) == 0 {
		return 0
	}
	return len(m.Marks) / len(m.Questions)
}

// Statistics describes a quiz, by the definitions of Moodle's quiz statistics report ("Quiz statistics
// calculations", docs.moodle.org). Mean, Median, SD and StandardError are in marks, CIC and ErrorRatio in
// percent, Skewness and Kurtosis plain numbers. What is not defined is nil.
type Statistics struct {
	N             int                  `json:"n"`
	Mean          *float64             `json:"mean"`
	Median        *float64             `json:"median"`
	SD            *float64             `json:"sd"`
	Skewness      *float64             `json:"skewness"`
	Kurtosis      *float64             `json:"kurtosis"`
	CIC           *float64             `json:"cic"`
	ErrorRatio    *float64             `json:"error_ratio"`
	StandardError *float64             `json:"standard_error"`
	Questions     []QuestionStatistics `json:"questions"`
}

// QuestionStatistics describes a question among the others of its quiz. Facility is a fraction, SD in
// marks, the rest in percent. What is not defined is nil.
type QuestionStatistics struct {
	ID         string   `json:"id"`
	N          int      `json:"n"`
	Facility   *float64 `json:"facility"`
	SD         *float64 `json:"sd"`
	Index      *float64 `json:"discrimination_index"`
	Efficiency *float64 `json:"discriminative_efficiency"`
	Weight     *float64 `json:"effective_weight"`
}

// leastAttempts is how many attempts there must be before anything is said about how marks hang together.
// Two attempts always agree or disagree in full.
const leastAttempts = 3

// Statistics computes the statistics of a sheet. The order of the attempts does not change a digit.
func (m MarkSheet) Statistics() Statistics {
	columns, totals := m.columns()
	total := describe(totals, scaleOf(m.Max))
	s := Statistics{N: len(totals), Questions: make([]QuestionStatistics, len(columns))}
	variances, weights := 0.0, 0.0
	roots := make([]float64, len(columns)) // of each question's covariance with the total; NaN where it is negative
	for i, marks := range columns {
		x := describe(marks, m.Max[i])
		s.Questions[i] = m.question(i, x, total)
		variances += x.variance()
		roots[i] = math.Sqrt(covariance(x, total))
		if !math.IsNaN(roots[i]) {
			weights += roots[i]
		}
	}
	for i, root := range roots {
		if weights > 0 && !math.IsNaN(root) && s.N >= leastAttempts {
			s.Questions[i].Weight = number(100 * root / weights)
		}
	}
	s.describe(total, variances, float64(len(columns)))
	return s
}

// describe fills in what is said about the quiz as a whole: of its totals, the sum of its questions' variances,
// and p, how many questions there are.
func (s *Statistics) describe(total sample, variances, p float64) {
	if s.N == 0 {
		return
	}
	sorted := slices.Sorted(slices.Values(total.values))
	s.Mean = number(total.mean)
	s.Median = number((sorted[(s.N-1)/2] + sorted[s.N/2]) / 2)
	if s.N > 1 {
		s.SD = number(math.Sqrt(total.variance()))
	}
	if s.N < leastAttempts || total.flat {
		return
	}
	// Fisher's k-statistics, from the powers of what each total is away from the mean.
	n, k2 := float64(s.N), total.variance()
	m2, m3, m4 := total.moment(2), total.moment(3), total.moment(4)
	s.Skewness = number(n * n * m3 / ((n - 1) * (n - 2)) / math.Pow(k2, 1.5))
	if s.N > 3 {
		k4 := n * n * ((n+1)*m4 - 3*(n-1)*m2*m2) / ((n - 1) * (n - 2) * (n - 3))
		s.Kurtosis = number(k4 / (k2 * k2))
	}
	if p > 1 {
		alpha := p / (p - 1) * (1 - variances/k2)
		ratio := math.Sqrt(max(1-alpha, 0)) // alpha is 1 at most, but for the last digit
		s.CIC, s.ErrorRatio, s.StandardError = number(100*alpha), number(100*ratio), number(ratio*math.Sqrt(k2))
	}
}

// question describes one question; x are its marks. Its weight depends on all, and comes later.
func (m MarkSheet) question(i int, x, total sample) QuestionStatistics {
	q := QuestionStatistics{ID: m.Questions[i], N: len(x.values)}
	if q.N == 0 {
		return q
	}
	if m.Max[i] > 0 {
		q.Facility = number(x.mean / m.Max[i])
	}
	if q.N > 1 {
		q.SD = number(math.Sqrt(x.variance()))
	}
	rest := make([]float64, q.N)
	for k, mark := range x.values {
		rest[k] = total.values[k] - mark
	}
	y := describe(rest, scaleOf(m.Max))
	if q.N < leastAttempts || x.flat || y.flat {
		return q
	}
	together := covariance(x, y)
	q.Index = number(100 * together / math.Sqrt(x.variance()*y.variance()))
	q.Efficiency = number(100 * together / covariance(x.ascending(), y.ascending()))
	return q
}

// columns returns the marks of each question and the totals. Attempts come in an order that their marks
// give, so that sums round alike however they came in.
func (m MarkSheet) columns() (columns [][]float64, totals []float64) {
	n, p := m.Attempts(), len(m.Questions)
	attempts := make([][]float64, n)
	for i := range attempts {
		attempts[i] = m.Marks[i*p : (i+1)*p]
	}
	slices.SortFunc(attempts, slices.Compare[[]float64])
	columns, totals = make([][]float64, p), make([]float64, n)
	for i := range columns {
		columns[i] = make([]float64, n)
	}
	for k, marks := range attempts {
		var sum compensated
		for i, mark := range marks {
			columns[i][k] = mark
			sum.add(mark)
		}
		totals[k] = sum.value()
	}
	return columns, totals
}

// scaleOf returns the most that a whole attempt gives.
func scaleOf(maxima []float64) float64 {
	var sum compensated
	for _, most := range maxima {
		sum.add(most)
	}
	return sum.value()
}

func number(x float64) *float64 { return &x }

// sample is a list of numbers with their mean.
type sample struct {
	values  []float64
	mean    float64
	flat    bool    // all are the same
	squares float64 // sum of the squared distances from the mean
}

// describe takes in a list, and the most that a number in it can be. Numbers that differ by less than rounding
// does at that scale are the same: 0.1 + 0.2 and 0.3 + 0 are one total.
func describe(values []float64, scale float64) sample {
	s := sample{values: values}
	if len(values) == 0 {
		s.flat = true
		return s
	}
	var sum, squares compensated
	for _, v := range values {
		sum.add(v)
	}
	s.mean = sum.value() / float64(len(values))
	for _, v := range values {
		squares.add((v - s.mean) * (v - s.mean))
	}
	const rounding = 1e-13
	s.flat = slices.Max(values)-slices.Min(values) <= rounding*scale
	if !s.flat {
		s.squares = squares.value()
	}
	return s
}

// variance has n − 1 under it; it is 0 for fewer than two.
func (s sample) variance() float64 { return s.squares / max(float64(len(s.values)-1), 1) }

// moment is the mean of a power of the distance from the mean.
func (s sample) moment(power int) float64 {
	var sum compensated
	for _, v := range s.values {
		d, product := v-s.mean, 1.0
		for range power {
			product *= d
		}
		sum.add(product)
	}
	return sum.value() / float64(len(s.values))
}

func (s sample) ascending() sample {
	s.values = slices.Sorted(slices.Values(s.values))
	return s
}

// covariance has n − 1 under it. One that is no more than rounding is 0, so that it has no sign.
func covariance(x, y sample) float64 {
	if x.flat || y.flat {
		return 0
	}
	var sum compensated
	for i, v := range x.values {
		sum.add((v - x.mean) * (y.values[i] - y.mean))
	}
	const rounding = 1e-13
	if math.Abs(sum.value()) <= rounding*math.Sqrt(x.squares*y.squares) {
		return 0
	}
	return sum.value() / float64(len(x.values)-1)
}

// compensated is a sum that keeps what each addition rounds away (Neumaier, "Rundungsfehleranalyse einiger
// Verfahren zur Summation endlicher Summen", 1974).
type compensated struct{ sum, lost float64 }

func (c *compensated) add(x float64) {
	next := c.sum + x
	if math.Abs(c.sum) >= math.Abs(x) {
		c.lost += (c.sum - next) + x
	} else {
		c.lost += (x - next) + c.sum
	}
	c.sum = next
}

func (c *compensated) value() float64 { return c.sum + c.lost }
