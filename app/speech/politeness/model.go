package politeness

import (
	_ "embed"
	"math"
	"slices"
)

//go:embed weights.txt
var weightsFile string

// Model scores texts. It does not change and may be used from many goroutines.
type Model struct {
	grammar  *grammar
	features []feature
	base     float64
}

// feature is what one line of weights.txt says, the base apart.
type feature struct {
	name, what string
	phrase     []string // of the lexicon
	weight     float64
}

// Score is how polite a text reads, and why.
type Score struct {
	Value float64 // 0..1: the logistic function of the sum of the effects of Parts, added in their order
	Parts []Part  // the base first
}

// Part is what one feature adds to a score.
type Part struct {
	Feature string
	What    string  // what the feature is, in a sentence
	Effect  float64 // its weight: above 0 it speaks for politeness. A feature counts once
	Words   []Quote // where it was found, the first few places; none for the base
}

// Quote is a part of the text: text[Start:End] is Text.
type Quote struct {
	Start, End int
	Text       string
}

// baseFeature is the part of the score that every text has.
const baseFeature = "base"

// maxQuotes is how many places a part quotes.
const maxQuotes = 4

// Shipped returns the model that comes with the program.
func Shipped() (*Model, error) { return Read(weightsFile) }

// Score is total and linear in the length of the text.
func (m *Model) Score(text string) Score {
	found := m.find(text)
	parts := make([]Part, 1, len(found)+1)
	parts[0] = Part{Feature: baseFeature, What: baseMeaning, Effect: m.base}
	quotes := make([]Quote, len(found))
	sum := m.base
	for first := 0; first < len(found); {
		f, end := found[first].feature, first
		for ; end < len(found) && found[end].feature == f; end++ {
			at := found[end].span
			quotes[end] = Quote{Start: at.start, End: at.end, Text: text[at.start:at.end]}
		}
		known := m.features[f]
		parts = append(parts, Part{Feature: known.name, What: known.what, Effect: known.weight, Words: quotes[first:end:end]})
		sum += known.weight
		first = end
	}
	return Score{Value: logistic(sum), Parts: parts}
}

// find returns where the features that weigh something are, the first few places of each, in the
// order of features.
func (m *Model) find(text string) []sight {
	counts := make([]uint8, len(m.features))
	found := make([]sight, 0, 32)
	r := m.grammar.read(text)
	m.grammar.see(text, &r, func(f int, at span) {
		if counts[f] < maxQuotes && m.features[f].weight != 0 {
			counts[f]++
			found = append(found, sight{f, at})
		}
	})
	slices.SortStableFunc(found, func(a, b sight) int { return a.feature - b.feature })
	return found
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
