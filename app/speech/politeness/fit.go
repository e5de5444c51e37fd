package politeness

import (
	"bufio"
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

//go:embed candidates.txt
var candidatesFile string

// Example is a text with how polite people found it: 0 is middling, 1 one standard deviation above.
type Example struct {
	ID, Text string
	Score    float64
}

// How a fit is done. The values were chosen by hand, not searched for.
const (
	slope       = 2.0  // of the logistic curve that turns a score into the share of people who would call it polite
	ridge       = 2.0  // L2 for strategies and shapes
	wordRidge   = 10.0 // L2 for the lexicon
	wordLasso   = 2.0  // L1 for the lexicon: keeps it small
	minTexts    = 12   // a word must occur in so many texts
	minWeight   = 0.02 // and weigh so much
	maxLexicon  = 100  // the heaviest stay
	sweeps      = 80
	minExamples = 20
)

// Fit finds weights by logistic regression on soft labels: every example counts, not only those that
// people found very polite or very rude. The same examples in the same order give the same model.
func Fit(examples []Example) (*Model, error) { return fit(examples, true) }

func fit(examples []Example, lexicon bool) (*Model, error) {
	if len(examples) < minExamples {
		return nil, fmt.Errorf("found %d examples; a fit needs %d", len(examples), minExamples)
	}
	table, err := newTable(lexicon)
	if err != nil {
		return nil, err
	}
	targets := make([]float64, len(examples))
	for i, e := range examples {
		if math.IsNaN(e.Score) || math.IsInf(e.Score, 0) {
			return nil, fmt.Errorf("example %s has no number for a score", e.ID)
		}
		table.add(e.Text)
		targets[i] = logistic(slope * e.Score)
	}
	r := newRegression(table, targets)
	for range sweeps {
		r.sweep()
	}
	return r.model(), nil
}

// table holds which feature is in which example.
type table struct {
	grammar    *grammar
	candidates map[string]bool // nil: no lexicon
	columns    []column
	words      map[string]int // phrase of the lexicon to its column
	rows       int
}

// column is one feature and the examples that have it.
type column struct {
	sign   sign
	byHand float64  // 0: fitted
	phrase []string // of the lexicon
	rows   []int32
}

func newTable(lexicon bool) (*table, error) {
	g, err := readGrammar(strategiesFile)
	if err != nil {
		return nil, err
	}
	t := &table{grammar: g, words: map[string]int{}}
	for _, s := range g.features() {
		t.columns = append(t.columns, column{sign: s.sign, byHand: s.byHand})
	}
	if lexicon {
		t.candidates, err = readCandidates(candidatesFile)
	}
	return t, err
}

func readCandidates(file string) (map[string]bool, error) {
	out := map[string]bool{}
	lines := bufio.NewScanner(strings.NewReader(file))
	for n := 1; lines.Scan(); n++ {
		switch line := lines.Text(); {
		case n == 1 && line != "candidates 1":
			return nil, errors.New("candidates.txt:1: the first line must be: candidates 1")
		case n == 1 || strings.HasPrefix(line, "#"):
		default:
			for _, w := range strings.Fields(line) {
				out[w] = true
			}
		}
	}
	return out, lines.Err()
}

// add reads the next example.
func (t *table) add(text string) {
	row := int32(t.rows)
	t.rows++
	mark := func(c int) {
		if rows := t.columns[c].rows; len(rows) == 0 || rows[len(rows)-1] != row {
			t.columns[c].rows = append(rows, row)
		}
	}
	r := t.grammar.read(text)
	t.grammar.see(text, &r, func(f int, _ span) { mark(f) })
	for i, w := range r.words {
		if !t.candidates[w.fold] {
			continue
		}
		mark(t.word(w.fold))
		switch {
		case w.opens:
			mark(t.word(startMark, w.fold))
		case t.candidates[r.words[i-1].fold]:
			mark(t.word(r.words[i-1].fold, w.fold))
		}
	}
}

func (t *table) word(phrase ...string) int {
	key := strings.Join(phrase, "_")
	c, ok := t.words[key]
	if !ok {
		c = len(t.columns)
		t.words[key] = c
		t.columns = append(t.columns, column{phrase: phrase})
	}
	return c
}

// rounded is what a file of weights keeps of a weight.
func rounded(w float64) float64 { return math.Round(w*10000) / 10000 }

// model makes a model of the weights found; the lexicon in alphabetical order.
func (r *regression) model() *Model {
	m := newModel(r.table.grammar)
	m.base = rounded(r.base)
	var lexicon []int
	for c, column := range r.table.columns {
		switch {
		case column.phrase == nil:
			m.features[c].weight = rounded(r.weights[c])
		case math.Abs(r.weights[c]) >= minWeight:
			lexicon = append(lexicon, c)
		}
	}
	slices.SortStableFunc(lexicon, func(a, b int) int { return cmp.Compare(math.Abs(r.weights[b]), math.Abs(r.weights[a])) })
	lexicon = lexicon[:min(len(lexicon), maxLexicon)]
	name := func(c int) string { return strings.Join(r.table.columns[c].phrase, "_") }
	slices.SortFunc(lexicon, func(a, b int) int { return cmp.Compare(name(a), name(b)) })
	for _, c := range lexicon {
		phrase := r.table.columns[c].phrase
		m.addWord(phrase, rounded(r.weights[c]), wordMeaning(phrase))
	}
	return m
}
