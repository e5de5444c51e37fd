package politeness

import (
	"bufio"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

//go:embed strategies.txt
var strategiesFile string

// strategy is one named way of being polite or impolite, shown by phrases.
type strategy struct {
	name, what, example string
	sign                sign
	aside               bool // its words are hidden from the other features
	unlessNegated       bool
	byHand              float64 // a weight that is not fitted; 0: fitted
}

// sign bounds a weight: what the literature knows, a fit may not turn round.
type sign int8

const (
	free sign = iota
	never0below
	never0above
)

// grammar is strategies.txt, read. Features are numbered: the strategies, then the shapes, then the
// lexicon where there is one.
type grammar struct {
	strategies []strategy
	spelling   map[string][]string
	asides     trie // phrases of strategies that are aside, and of no strategy: noStrategy
	phrases    trie
}

// noStrategy is what a phrase stands for that is only hidden.
const noStrategy = -1

// features returns the strategies and shapes, by number.
func (g *grammar) features() []strategy { return append(slices.Clone(g.strategies), shapes()...) }

// readGrammar reads the format that the head of strategies.txt describes.
func readGrammar(file string) (*grammar, error) {
	g := &grammar{spelling: map[string][]string{}, asides: newTrie(), phrases: newTrie()}
	lines := bufio.NewScanner(strings.NewReader(file))
	for n := 1; lines.Scan(); n++ {
		if err := g.line(n, strings.TrimSpace(lines.Text())); err != nil {
			return nil, fmt.Errorf("strategies.txt:%d: %w", n, err)
		}
	}
	return g, lines.Err()
}

func (g *grammar) line(n int, line string) error {
	word, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	switch {
	case n == 1 && line != "strategies 1":
		return fmt.Errorf("found %q; the first line must be: strategies 1", line)
	case n == 1 || line == "" || word == "#":
		return nil
	case word == "spelling":
		return g.addSpelling(rest)
	case word == "aside":
		return addPhrases(&g.asides, rest, noStrategy)
	case word == "strategy":
		return g.addStrategy(rest)
	case len(g.strategies) == 0:
		return fmt.Errorf("found %q before the first strategy; spelling, aside or strategy may stand here", word)
	}
	last := len(g.strategies) - 1
	switch word {
	case "what":
		g.strategies[last].what = rest
	case "example":
		g.strategies[last].example = rest
	case "weight":
		return g.strategies[last].setByHand(rest)
	case "say":
		if g.strategies[last].aside {
			return addPhrases(&g.asides, rest, last)
		}
		return addPhrases(&g.phrases, rest, last)
	default:
		return fmt.Errorf("found %q; what, example, weight, say, strategy, spelling or aside may stand here", word)
	}
	return nil
}

func (g *grammar) addSpelling(rest string) error {
	for spelling := range strings.SplitSeq(rest, ";") {
		written, read, ok := strings.Cut(spelling, "=")
		if !ok || len(strings.Fields(written)) != 1 || len(strings.Fields(read)) == 0 {
			return fmt.Errorf("found %q; write: spelling dont = do not", strings.TrimSpace(spelling))
		}
		g.spelling[strings.TrimSpace(written)] = strings.Fields(read)
	}
	return nil
}

func (g *grammar) addStrategy(rest string) error {
	fields := strings.Fields(rest)
	if len(fields) < 2 {
		return fmt.Errorf("found %q; write: strategy NAME and + or - or ?", rest)
	}
	s := strategy{name: fields[0]}
	switch fields[1] {
	case "+":
		s.sign = never0below
	case "-":
		s.sign = never0above
	case "?":
	default:
		return fmt.Errorf("found the sign %q; + or - or ? may stand here", fields[1])
	}
	switch extra := strings.Join(fields[2:], " "); extra {
	case "":
	case "aside":
		s.aside = true
	case "unless negated":
		s.unlessNegated = true
	default:
		return fmt.Errorf("found %q after the sign; aside or unless negated may stand here", extra)
	}
	g.strategies = append(g.strategies, s)
	return nil
}

func (s *strategy) setByHand(rest string) error {
	weight, err := strconv.ParseFloat(rest, 64)
	if err != nil || weight == 0 || s.sign.bound(weight) != weight {
		return fmt.Errorf("found the weight %q; write a number with the sign of the strategy", rest)
	}
	s.byHand = weight
	return nil
}

// addPhrases adds every reading of the phrases in a list with ; between them.
func addPhrases(t *trie, list string, strategy int) error {
	for phrase := range strings.SplitSeq(list, ";") {
		words := strings.Fields(phrase)
		if len(words) == 0 {
			return fmt.Errorf("found nothing between two ; in %q", list)
		}
		for _, reading := range readings(words) {
			t.add(reading, strategy)
		}
	}
	return nil
}

// readings writes a phrase out: “give|lend me+” is give me, give, lend me, lend.
func readings(words []string) [][]string {
	out := [][]string{nil}
	for _, word := range words {
		choice, absent := strings.CutSuffix(word, "+")
		var longer [][]string
		for _, before := range out {
			for w := range strings.SplitSeq(choice, "|") {
				longer = append(longer, append(before[:len(before):len(before)], w))
			}
			if absent {
				longer = append(longer, before)
			}
		}
		out = longer
	}
	return out
}
