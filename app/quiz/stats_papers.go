package quiz

import (
	"cmp"
	"math"
	"slices"
)

// MarkedPaper is one attempt at a paper that others need not have been given: for each of its questions an index
// into a list that all papers share, and the mark, 0..1.
type MarkedPaper struct {
	Questions []int
	Marks     []float64
}

// share returns what the paper earned of all that it could, 0..1.
func (p MarkedPaper) share() float64 {
	var sum compensated
	for _, mark := range p.Marks {
		sum.add(mark)
	}
	return sum.value() / float64(max(len(p.Marks), 1))
}

// held is a mark on a question, and what the rest and the whole of that paper earned, as shares.
type held struct{ mark, rest, whole float64 }

// PaperStatistics computes the statistics of papers that differ from person to person, of at most the questions
// that ids names. Each question is described over the attempts that held it: x is its mark, y the share that the
// rest of that paper earned. Totals are shares of the paper in percent, and so are Mean, Median, SD and
// StandardError. The internal consistency takes the mean of the variances on a paper for the sum over the
// questions. Where all papers hold the same questions, all is what [MarkSheet.Statistics] says, in percent of the
// paper. The order of the papers does not change a digit.
func PaperStatistics(ids []string, papers []MarkedPaper) Statistics {
	of, totals := byQuestion(len(ids), papers)
	whole := describe(totals, 100)
	s := Statistics{N: len(totals), Questions: make([]QuestionStatistics, len(ids))}
	variances, weights := make([]float64, len(ids)), 0.0
	roots := make([]float64, len(ids))
	for i, list := range of {
		s.Questions[i], variances[i], roots[i] = describeHeld(ids[i], list)
		if !math.IsNaN(roots[i]) {
			weights += roots[i]
		}
	}
	for i, root := range roots {
		if weights > 0 && !math.IsNaN(root) && s.Questions[i].N >= leastAttempts {
			s.Questions[i].Weight = number(100 * root / weights)
		}
	}
	spread, length := onAPaper(papers, variances)
	s.describe(whole, spread, length)
	return s
}

// byQuestion returns what each question was given, and the totals in percent, both in an order that their numbers
// give.
func byQuestion(questions int, papers []MarkedPaper) (of [][]held, totals []float64) {
	of = make([][]held, questions)
	for _, p := range papers {
		whole, n := p.share(), float64(len(p.Marks))
		totals = append(totals, 100*whole)
		for i, at := range p.Questions {
			rest := math.NaN() // of a paper of one question there is none
			if n > 1 {
				rest = (whole*n - p.Marks[i]) / (n - 1)
			}
			of[at] = append(of[at], held{p.Marks[i], rest, whole})
		}
	}
	slices.Sort(totals)
	for _, list := range of {
		slices.SortFunc(list, func(a, b held) int {
			return cmp.Or(cmp.Compare(a.mark, b.mark), cmp.Compare(a.rest, b.rest), cmp.Compare(a.whole, b.whole))
		})
	}
	return of, totals
}

// describeHeld describes one question over the attempts that held it, with the variance of its marks and the root
// of their covariance with the whole, which is NaN where that is negative.
func describeHeld(id string, list []held) (q QuestionStatistics, variance, root float64) {
	column := func(of func(held) float64) sample {
		values := make([]float64, len(list))
		for i, h := range list {
			values[i] = of(h)
		}
		return describe(values, 1)
	}
	q = QuestionStatistics{ID: id, N: len(list)}
	if q.N == 0 {
		return q, 0, math.NaN()
	}
	x, whole := column(func(h held) float64 { return h.mark }), column(func(h held) float64 { return h.whole })
	q.Facility = number(x.mean)
	if q.N > 1 {
		q.SD = number(math.Sqrt(x.variance()))
	}
	variance, root = x.variance(), math.Sqrt(covariance(x, whole))
	list = slices.DeleteFunc(slices.Clone(list), func(h held) bool { return math.IsNaN(h.rest) })
	x, y := column(func(h held) float64 { return h.mark }), column(func(h held) float64 { return h.rest })
	if len(list) < leastAttempts || x.flat || y.flat {
		return q, variance, root
	}
	together := covariance(x, y)
	q.Index = number(100 * together / math.Sqrt(x.variance()*y.variance()))
	q.Efficiency = number(100 * together / covariance(x.ascending(), y.ascending()))
	return q, variance, root
}

// onAPaper returns the mean over the papers of the sum of their questions' variances, in squares of percent of the
// paper, and the mean of their lengths.
func onAPaper(papers []MarkedPaper, variances []float64) (spread, length float64) {
	sums := make([]float64, 0, len(papers))
	questions := 0
	for _, p := range papers {
		var sum compensated
		for _, at := range slices.Sorted(slices.Values(p.Questions)) {
			sum.add(variances[at])
		}
		n := float64(max(len(p.Questions), 1))
		sums = append(sums, 100*100*sum.value()/(n*n))
		questions += len(p.Questions)
	}
	slices.Sort(sums)
	count := float64(max(len(papers), 1))
	return describe(sums, 1).mean, float64(questions) / count
}

// Takes returns the options that a response takes: those chosen; the turn that is pointed at; the form or value that
// what was typed fits; in an ordering and a matching those that got what belongs to them; in a judgement those rated
// within a point of the panel.
func (q Question) Takes(r Response) []int {
	switch q.Type {
	case Short, Numeric:
		if at := q.Fitting(r.Text); at >= 0 && !r.Empty() {
			return []int{at}
		}
		return nil
	case Spot:
		if len(r.Picks) == 0 || r.Picks[0] < 1 || r.Picks[0] > len(q.Options) {
			return nil
		}
		return []int{r.Picks[0] - 1}
	case Ordering, Matching, Judgement:
		return q.agreeing(r.Picks)
	default:
		return slices.DeleteFunc(slices.Clone(r.Picks), func(i int) bool { return i < 0 || i >= len(q.Options) })
	}
}

// agreeing returns the options whose pick is the one that the key says.
func (q Question) agreeing(picks []int) []int {
	var out []int
	for i, o := range q.Options {
		if i >= len(picks) || picks[i] < 1 {
			continue
		}
		right := picks[i] == i+1
		switch q.Type {
		case Matching:
			right = o.Text != "" && picks[i] <= len(q.Options) && q.Options[picks[i]-1].Match == o.Match
		case Judgement:
			right = math.Abs(float64(picks[i])-o.Key()) <= 1
		}
		if right {
			out = append(out, i)
		}
	}
	return out
}
