package politeness

import (
	"bufio"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// weightsHead is the first line of a file of weights.
const weightsHead = "politeness weights 1"

const (
	baseMeaning = "Where a text without any of these stands."
	wordPrefix  = "word:"
)

// Read reads a file of weights: the head, then `feature weight  # what it is` a line. A strategy or
// shape without a line weighs nothing.
func Read(file string) (*Model, error) {
	g, err := readGrammar(strategiesFile)
	if err != nil {
		return nil, err
	}
	m := newModel(g)
	lines := bufio.NewScanner(strings.NewReader(file))
	for n := 1; lines.Scan(); n++ {
		if err := m.line(n, lines.Text()); err != nil {
			return nil, fmt.Errorf("weights.txt:%d: %w", n, err)
		}
	}
	return m, lines.Err()
}

// newModel returns a model in which nothing has a weight.
func newModel(g *grammar) *Model {
	m := &Model{grammar: g}
	for _, s := range g.features() {
		m.features = append(m.features, feature{name: s.name, what: s.what})
	}
	return m
}

func (m *Model) line(n int, line string) error {
	content, comment, _ := strings.Cut(line, "#")
	fields := strings.Fields(content)
	switch {
	case n == 1 && line != weightsHead:
		return fmt.Errorf("found %q; the first line must be: %s", line, weightsHead)
	case n == 1 || len(fields) == 0:
		return nil
	case len(fields) != 2:
		return fmt.Errorf("found %q; write: feature weight  # what it is", line)
	}
	weight, err := strconv.ParseFloat(fields[1], 64)
	if err != nil || math.IsNaN(weight) || math.Abs(weight) > 100 {
		return fmt.Errorf("found the weight %q; write a number from -100 to 100", fields[1])
	}
	return m.set(fields[0], weight, strings.TrimSpace(comment))
}

func (m *Model) set(name string, weight float64, comment string) error {
	at := slices.IndexFunc(m.features, func(f feature) bool { return f.name == name })
	switch {
	case name == baseFeature:
		m.base = weight
	case at >= 0 && strings.HasPrefix(name, wordPrefix):
		return fmt.Errorf("found %s a second time", name)
	case at >= 0:
		return m.setKnown(at, weight)
	case !strings.HasPrefix(name, wordPrefix):
		return fmt.Errorf("found the feature %q; strategies.txt has none of that name, and a word is written word:thus", name)
	default:
		m.addWord(strings.Split(strings.TrimPrefix(name, wordPrefix), "_"), weight, comment)
	}
	return nil
}

// setKnown refuses a weight of the wrong sign, on which the promises of the package rest.
func (m *Model) setKnown(at int, weight float64) error {
	switch bound := m.grammar.features()[at].sign; {
	case bound == never0below && weight < 0:
		return fmt.Errorf("found %v for %s, which must not be below 0", weight, m.features[at].name)
	case bound == never0above && weight > 0:
		return fmt.Errorf("found %v for %s, which must not be above 0", weight, m.features[at].name)
	}
	m.features[at].weight = weight
	return nil
}

// addWord takes a phrase of one or two words into the lexicon.
func (m *Model) addWord(phrase []string, weight float64, what string) {
	m.grammar.phrases.add(phrase, len(m.features))
	m.features = append(m.features, feature{name: wordPrefix + strings.Join(phrase, "_"), what: what, phrase: phrase, weight: weight})
}

// Lexicon returns how many words and pairs of words have a weight.
func (m *Model) Lexicon() int { return len(m.features) - len(m.grammar.features()) }

// Write writes the file that Read reads, with notes as comments in its head.
func (m *Model) Write(notes ...string) string {
	var b strings.Builder
	b.WriteString(weightsHead + "\n")
	for _, note := range notes {
		b.WriteString("# " + note + "\n")
	}
	line := func(name string, weight float64, what string) {
		fmt.Fprintf(&b, "%-24s %8.4f  # %s\n", name, weight, what)
	}
	b.WriteString("\n")
	line(baseFeature, m.base, baseMeaning)
	known := m.grammar.features()
	for i, f := range m.features {
		if i < len(known) {
			line(f.name, f.weight, known[i].what+" "+known[i].example)
		}
	}
	b.WriteString("\n")
	for _, f := range m.features[len(known):] {
		line(f.name, f.weight, f.what)
	}
	return b.String()
}

// wordMeaning says what a phrase of the lexicon is.
func wordMeaning(phrase []string) string {
	if phrase[0] == startMark {
		return "“" + strings.Join(phrase[1:], " ") + "” at the start of a sentence"
	}
	return "“" + strings.Join(phrase, " ") + "”"
}
