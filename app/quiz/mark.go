package quiz

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// Mark grades a response to a question, 0..1. A response that is not possible, such as two options
// for a single choice or an index out of range, earns nothing.
func (q Question) Mark(r Response) float64 {
	switch q.Type {
	case Single, TrueFalse, Multiple:
		return q.markChosen(r.Picks)
	case Ordering:
		return q.markOrder(r.Picks)
	case Matching:
		return q.markPairs(r.Picks)
	case Judgement:
		return q.markRatings(r.Picks)
	case Short, Numeric:
		return q.markTyped(r.Text)
	case Spot:
		return q.markSpotted(r.Picks)
	default:
		return 0
	}
}

// agreed is the mark from which a judgement counts as right: within a quarter of the scale of what the
// panel says, on average. Nobody rates every option exactly as the middle of a panel did.
const agreed = 0.75

// Right reports whether a mark says that the answer was right as a whole.
func (q Question) Right(mark float64) bool {
	if q.Type == Judgement {
		return mark >= agreed-epsilon
	}
	return mark >= 1-epsilon
}

// markChosen is the sum of the scores of what was chosen, within 0..1.
func (q Question) markChosen(picks []int) float64 {
	if q.Type != Multiple && len(picks) > 1 {
		return 0
	}
	sum, seen := 0.0, map[int]bool{}
	for _, i := range picks {
		if i < 0 || i >= len(q.Options) || seen[i] {
			return 0
		}
		seen[i] = true
		sum += q.Options[i].Score
	}
	return min(max(sum, 0), 1)
}

// markOrder is the share of the longest run, with or without gaps, that stands in the right order. One
// alone is in order with itself and earns nothing, so that a full reversal is 0.
func (q Question) markOrder(places []int) float64 {
	n := len(q.Options)
	if len(places) != n || slices.ContainsFunc(places, func(p int) bool { return p < 0 || p > n }) {
		return 0
	}
	if run := longestRise(places); run >= 2 {
		return float64(run) / float64(n)
	}
	return 0
}

// longestRise returns the length of the longest subsequence whose numbers rise; zeros are not counted
// (Fredman, "On computing the length of longest increasing subsequences", 1975).
func longestRise(numbers []int) int {
	var ends []int // the smallest number that a rise of each length can end with
	for _, n := range numbers {
		if n == 0 {
			continue
		}
		if at, _ := slices.BinarySearch(ends, n); at < len(ends) {
			ends[at] = n
		} else {
			ends = append(ends, n)
		}
	}
	return len(ends)
}

// markPairs is the share of right pairs. Two options may have the same Match: either is right for both.
func (q Question) markPairs(matches []int) float64 {
	if len(matches) != len(q.Options) {
		return 0
	}
	right := 0
	for i, o := range q.Options {
		at := matches[i] - 1
		if o.Text != "" && at >= 0 && at < len(q.Options) && q.Options[at].Match == o.Match {
			right++
		}
	}
	return float64(right) / float64(max(q.lefts(), 1))
}

// lefts counts the options that something belongs to.
func (q Question) lefts() int {
	n := 0
	for _, o := range q.Options {
		if o.Text != "" {
			n++
		}
	}
	return n
}

// rights returns the options whose Match is offered, each text once.
func (q Question) rights() []int {
	var out []int
	seen := map[string]bool{}
	for i, o := range q.Options {
		if !seen[o.Match] {
			seen[o.Match] = true
			out = append(out, i)
		}
	}
	return out
}

// markRatings is the mean of 1 − |rating − key| / (scale − 1) over the options; no rating earns nothing.
func (q Question) markRatings(ratings []int) float64 {
	if len(ratings) != len(q.Options) || len(ratings) == 0 || q.Scale < 2 {
		return 0
	}
	sum := 0.0
	for i, o := range q.Options {
		if r := ratings[i]; r >= 1 && r <= q.Scale {
			sum += max(0, 1-math.Abs(float64(r)-o.Key())/float64(q.Scale-1))
		}
	}
	return min(sum/float64(len(ratings)), 1)
}

// Key returns the middle of the panel's ratings: their median, 0 without a panel.
func (o Option) Key() float64 {
	n := len(o.Panel)
	if n == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(o.Panel))
	return float64(sorted[(n-1)/2]+sorted[n/2]) / 2
}

// Disputed reports whether the panel disagrees: more than a quarter of it is two points or more away
// from its middle. Such an option needs other words before anybody is marked by it.
func (o Option) Disputed() bool {
	far := 0
	for _, r := range o.Panel {
		if math.Abs(float64(r)-o.Key()) >= 2 {
			far++
		}
	}
	return 4*far > len(o.Panel)
}

// markTyped is the score of the first form or value that fits.
func (q Question) markTyped(text string) float64 {
	if at := q.Fitting(text); at >= 0 {
		return min(max(q.Options[at].Score, 0), 1)
	}
	return 0
}

// Fitting returns the index of the option that a typed text fits, -1 where none does. A number that can
// be read in two ways fits the better of the two.
func (q Question) Fitting(text string) int {
	if q.Type == Short {
		typed := fold(text)
		return slices.IndexFunc(q.Options, func(o Option) bool { return typed != "" && fits(typed, o.Text) })
	}
	best := -1
	for _, number := range Numbers(text, q.Units) {
		at := slices.IndexFunc(q.Options, func(o Option) bool { return o.near(number) })
		if at >= 0 && (best < 0 || q.Options[at].Score > q.Options[best].Score) {
			best = at
		}
	}
	return best
}

// near reports whether a number lies within the tolerance, both ends included.
func (o Option) near(number float64) bool {
	return math.Abs(number-o.Value) <= o.Tolerance+epsilon*max(1, math.Abs(o.Value))
}

// Breach returns the index of the turn that breaks a rule, -1 where none does.
func (q Question) Breach() int {
	return slices.IndexFunc(q.Options, func(o Option) bool { return o.Score >= 1 })
}

// markSpotted is half the mark for the turn and half for the rule.
func (q Question) markSpotted(picks []int) float64 {
	breach := q.Breach()
	if len(picks) != 2 || breach < 0 {
		return 0
	}
	mark := 0.0
	if picks[0]-1 == breach {
		mark += 0.5
	}
	if at := picks[1] - 1; at >= 0 && at < len(q.Choices) && q.Choices[at] == q.Options[breach].Rule {
		mark += 0.5
	}
	return mark
}

// Best returns a response that earns the most that the question gives.
func (q Question) Best() Response {
	picks := make([]int, len(q.Options))
	for i, o := range q.Options {
		switch {
		case q.Type == Ordering, q.Type == Matching && o.Text != "":
			picks[i] = i + 1
		case q.Type == Judgement:
			picks[i] = int(math.Round(o.Key()))
		}
	}
	switch q.Type {
	case Ordering, Matching, Judgement:
		return Response{Picks: picks}
	case Spot:
		return q.bestSpotted()
	case Short, Numeric:
		return q.bestTyped()
	default:
		return q.bestChosen()
	}
}

func (q Question) bestSpotted() Response {
	breach := q.Breach()
	if breach < 0 {
		return Response{}
	}
	return Picked(breach+1, slices.Index(q.Choices, q.Options[breach].Rule)+1)
}

func (q Question) bestChosen() Response {
	var out []int
	for i, o := range q.Options {
		switch {
		case o.Score <= 0:
		case q.Type == Multiple || len(out) == 0:
			out = append(out, i)
		case o.Score > q.Options[out[0]].Score: // a partly right option stands before the right one
			out[0] = i
		}
	}
	return Response{Picks: out}
}

func (q Question) bestTyped() Response {
	var out Response
	most := 0.0
	for _, o := range q.Options {
		text := strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(o.Text, `\*`, "\x00"), "*", ""), "\x00", "*")
		if q.Type == Numeric {
			text = strconv.FormatFloat(o.Value, 'f', -1, 64)
		}
		if mark := q.markTyped(text); mark > most {
			out, most = Typed(text), mark
		}
	}
	return out
}
