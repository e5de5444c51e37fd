package politeness

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
)

// Fold is how a model did on examples that its fit, the choice of the lexicon included, did not see.
type Fold struct {
	Asked   int // examples of the top and the bottom quarter
	Right   int // on the right side of 0.5
	Plain   int // right without the lexicon
	Lexicon int // size of the lexicon that this fit chose
}

// Validation is a cross-validation on the usual task: told apart are the quarter that people found
// most polite and the quarter that they found least so. Fits use the half between as well.
type Validation struct{ Folds []Fold }

// CrossValidate deals examples to folds by a hash of their id, and fits once for each fold.
func CrossValidate(examples []Example, folds int) (Validation, error) {
	if folds < 2 || len(examples) < folds*minExamples {
		return Validation{}, fmt.Errorf("found %d examples for %d folds; there must be two folds or more, and %d examples for each", len(examples), folds, minExamples)
	}
	low, high := quarters(examples)
	dealt := deal(examples, folds)
	var v Validation
	for f := range folds {
		var known, held []Example
		for i, e := range examples {
			switch {
			case dealt[i] != f:
				known = append(known, e)
			case e.Score <= low || e.Score >= high:
				held = append(held, e)
			}
		}
		fold, err := ask(known, held, high)
		if err != nil {
			return v, err
		}
		v.Folds = append(v.Folds, fold)
	}
	return v, nil
}

func ask(known, held []Example, high float64) (Fold, error) {
	full, err := fit(known, true)
	if err != nil {
		return Fold{}, err
	}
	plain, err := fit(known, false)
	if err != nil {
		return Fold{}, err
	}
	f := Fold{Asked: len(held), Lexicon: full.Lexicon()}
	for _, e := range held {
		polite := e.Score >= high
		if full.Score(e.Text).Value >= 0.5 == polite {
			f.Right++
		}
		if plain.Score(e.Text).Value >= 0.5 == polite {
			f.Plain++
		}
	}
	return f, nil
}

// quarters returns the scores that bound the lowest and the highest quarter.
func quarters(examples []Example) (low, high float64) {
	scores := make([]float64, len(examples))
	for i, e := range examples {
		scores[i] = e.Score
	}
	slices.Sort(scores)
	n := len(scores) / 4
	return scores[n-1], scores[len(scores)-n]
}

// deal gives each example the number of its fold; folds are as even as they can be.
func deal(examples []Example, folds int) []int {
	hashes := make([]uint64, len(examples))
	order := make([]int, len(examples))
	for i, e := range examples {
		h := fnv.New64a()
		_, _ = h.Write([]byte(e.ID + "\x00" + e.Text)) // never fails
		hashes[i], order[i] = h.Sum64(), i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(hashes[a], hashes[b]) })
	out := make([]int, len(examples))
	for place, i := range order {
		out[i] = place % folds
	}
	return out
}

// Accuracy returns the share that was right over all folds, with and without the lexicon.
func (v Validation) Accuracy() (full, plain float64) {
	var asked, right, bare int
	for _, f := range v.Folds {
		asked, right, bare = asked+f.Asked, right+f.Right, bare+f.Plain
	}
	if asked == 0 {
		return 0, 0
	}
	return float64(right) / float64(asked), float64(bare) / float64(asked)
}

// Deviation returns the standard deviation of the accuracy between folds (n-1 in the denominator).
func (v Validation) Deviation() float64 {
	var sum, squares float64
	for _, f := range v.Folds {
		a := float64(f.Right) / float64(max(1, f.Asked))
		sum += a
		squares += a * a
	}
	n := float64(len(v.Folds))
	if n < 2 {
		return 0
	}
	return math.Sqrt(math.Max(0, squares-sum*sum/n) / (n - 1))
}
