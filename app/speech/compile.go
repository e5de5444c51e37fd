package speech

import (
	"fmt"
	"strconv"
	"strings"

	"understudy/app/speech/text"
)

// compiler turns the pattern language into nodes. See patterns/README.md for the language.
type compiler struct {
	lang    *language
	raw     map[string][]string // words and sequences that blocks define, by name
	open    map[string]bool     // definitions being compiled, so that none stands for itself
	defined map[string]node
	guards  int
	exact   bool // the words being compiled are not to be read into others
}

// number is the word that stands for every token of digits.
const number = "#"

// quotation is the word that stands for what somebody else is quoted to have said.
const quotation = `"`

// sequence compiles alternatives divided by " | ".
func (c *compiler) sequence(source string) (node, error) {
	n, rest, err := c.alternatives(strings.Fields(spaced(source)))
	switch {
	case err != nil:
		return nil, err
	case len(rest) > 0:
		return nil, fmt.Errorf("found %q, where a word or the end could stand: a bracket closes that was not opened", rest[0])
	}
	return n, nil
}

// spaced puts spaces around brackets, and around bars within brackets: there a bar divides phrases, and
// outside only words.
func spaced(source string) string {
	var b strings.Builder
	depth := 0
	for i, r := range source {
		switch {
		case r == '(':
			depth++
			b.WriteString(" ( ")
		case r == ')' && strings.HasPrefix(source[i:], ")?"):
			depth--
			b.WriteString(" )")
		case r == ')':
			depth--
			b.WriteString(" ) ")
		case r == '|' && depth > 0:
			b.WriteString(" | ")
		case r == '?' && i > 0 && source[i-1] == ')':
			b.WriteString("? ")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func (c *compiler) alternatives(items []string) (node, []string, error) {
	var all alt
	for {
		n, rest, err := c.run(items)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, n)
		if len(rest) == 0 || rest[0] != "|" {
			if len(all) == 1 {
				return all[0], rest, nil
			}
			return merged(all), rest, nil
		}
		items = rest[1:]
	}
}

// run compiles items up to a bar, a closing bracket or the end.
func (c *compiler) run(items []string) (node, []string, error) {
	var out seq
	for len(items) > 0 && items[0] != "|" && items[0] != ")" && items[0] != ")?" {
		n, rest, err := c.item(items)
		if err != nil {
			return nil, nil, err
		}
		out = append(out, n)
		items = rest
	}
	if len(out) == 0 {
		return nil, nil, fmt.Errorf("found nothing, where a word, $name, (…), ~3, < or > could stand")
	}
	if len(out) == 1 {
		return out[0], items, nil
	}
	return out, items, nil
}

func (c *compiler) item(items []string) (node, []string, error) {
	head, rest := items[0], items[1:]
	switch {
	case head == "!" || head == "(":
		if head == "!" && (len(rest) == 0 || rest[0] != "(") {
			return nil, nil, fmt.Errorf("found ! alone, where !word or !(…) could stand")
		}
		if head == "!" {
			rest = rest[1:]
		}
		inner, after, err := c.alternatives(rest)
		if err != nil {
			return nil, nil, err
		}
		if len(after) == 0 {
			return nil, nil, fmt.Errorf("found the end, where ) could stand")
		}
		switch {
		case head == "!":
			inner = without{inner}
		case after[0] == ")?":
			inner = maybe{inner}
		}
		return inner, after[1:], nil
	case strings.HasPrefix(head, "!"):
		n, err := c.atom(head[1:])
		return without{n}, rest, err
	case strings.HasSuffix(head, "?") && head != "[?]":
		n, err := c.atom(strings.TrimSuffix(head, "?"))
		return maybe{n}, rest, err
	default:
		n, err := c.atom(head)
		return n, rest, err
	}
}

// atom compiles what stands for itself: an edge, a gap, or words divided by bars.
func (c *compiler) atom(s string) (node, error) {
	if s == "" {
		return nil, fmt.Errorf("found ? or ! alone, where a word with it could stand")
	}
	switch s {
	case "<", ">", ",":
		return edge(s[0]), nil
	case "[?]":
		return edgeAsks, nil
	case "[A]":
		return proper{}, nil
	case ".":
		return wild{}, nil
	}
	if s[0] == '~' || s[0] == '_' {
		n, err := strconv.Atoi(s[1:])
		if err != nil || n < 1 || n > 20 {
			return nil, fmt.Errorf("found %q, where a gap of ~1 to ~20 words, or _1 to _20 within commas, could stand", s)
		}
		return gap{n, s[0] == '_'}, nil
	}
	var all alt
	words := &set{}
	for word := range strings.SplitSeq(s, "|") {
		if name, ok := strings.CutPrefix(word, "$"); ok {
			n, err := c.reference(name)
			if err != nil {
				return nil, err
			}
			all = append(all, n)
			continue
		}
		id, err := c.word(word)
		if err != nil {
			return nil, err
		}
		words.add(id)
	}
	if len(words.bits) > 0 {
		all = append(all, words)
	}
	if len(all) == 1 {
		return all[0], nil
	}
	return all, nil
}

// word returns the number of a word or a stem* in the vocabulary.
func (c *compiler) word(word string) (int32, error) {
	if word == number || word == quotation {
		return c.lang.learn(word), nil
	}
	stem, cut := strings.CutSuffix(word, "*")
	tokens := text.Tokens(stem)
	switch {
	case len(tokens) != 1 || tokens[0].Fold != stem:
		return 0, fmt.Errorf("found %q, where one word in lower case without accents could stand", word)
	case c.exact:
		c.lang.exact[stem] = true
	}
	switch {
	case cut && (len(stem) < minStem || len(stem) > maxStem):
		return 0, fmt.Errorf("found the stem %q, where one of %d to %d letters could stand", word, minStem, maxStem)
	case cut:
		return c.lang.learnStem(stem), nil
	case strings.Contains(word, "'") && c.lang.spells[word] == nil:
		return 0, fmt.Errorf("found %q, where the words in full could stand: contractions are written out", word)
	}
	return c.lang.learn(word), nil
}

// reference compiles what a block of words or a definition stands for.
func (c *compiler) reference(name string) (node, error) {
	if n := c.defined[name]; n != nil {
		return n, nil
	}
	lines, ok := c.raw[name]
	switch {
	case !ok:
		return nil, fmt.Errorf("found $%s, where a name that a words or define block gives could stand", name)
	case c.open[name]:
		return nil, fmt.Errorf("found $%s within itself", name)
	}
	c.open[name] = true
	defer delete(c.open, name)
	n, err := c.sequence(strings.Join(lines, " | "))
	if err != nil {
		return nil, fmt.Errorf("in $%s: %w", name, err)
	}
	c.defined[name] = merged(n)
	return c.defined[name], nil
}

// merged makes one set of alternatives that are all sets.
func merged(n node) node {
	all, ok := n.(alt)
	if !ok {
		return n
	}
	one := &set{}
	var others alt
	for _, part := range all {
		if s, ok := merged(part).(*set); ok {
			firsts(s, one)
			continue
		}
		others = append(others, part)
	}
	if len(others) == 0 {
		return one
	}
	if len(one.bits) > 0 {
		others = append(others, one)
	}
	return others
}
