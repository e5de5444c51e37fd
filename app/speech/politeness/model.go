package politeness

import (
	_ "embed"
	"math"
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
	places := make([][]Quote, len(m.features))
	r := m.grammar.read(text)
	m.grammar.see(text, &r, func(f int, at span) {
		if len(places[f]) < maxQuotes && m.features[f].weight != 0 {
			places[f] = append(places[f], Quote{Start: at.start, End: at.end, Text: text[at.start:at.end]})
		}
	})
	parts := []Part{{Feature: baseFeature, What: baseMeaning, Effect: m.base}}
	sum := m.base
	for f, quotes := range places {
		if len(quotes) == 0 {
			continue
		}
		known := m.features[f]
		parts = append(parts, Part{Feature: known.name, What: known.what, Effect: known.weight, Words: quotes})
		sum += known.weight
	}
	return Score{Value: logistic(sum), Parts: parts}
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
