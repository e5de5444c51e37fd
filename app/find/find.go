// Package find searches the rules of a code of conduct, as people look for them from every page: by
// number, by the beginning of a word, with accents or without, and with a slip of the finger.
package find

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"understudy/app/conduct"
)

// Hit is a rule that was found, with the sentence that says why.
type Hit struct {
	Rule    conduct.Rule
	Snippet string
}

// Index holds the rules of one code in one language, ready to search. It is immutable.
type Index struct {
	rules []conduct.Rule
	parts [][]part // of each rule
}

// part is a searchable sentence of a rule.
type part struct {
	text   string
	words  []string // folded
	weight int
}

// What a word is worth by where it stands; within a place, whole words outweigh beginnings, and those
// outweigh words with a slip.
const (
	inTitle     = 12
	inStatement = 4
	inAdvice    = 2
	whole       = 5
	beginning   = 3
	slip        = 1
	byNumber    = 1000
)

// New indexes a code. A nil code has nothing to find.
func New(code *conduct.Code) *Index {
	x := &Index{}
	if code == nil {
		return x
	}
	x.rules = code.Rules
	for _, r := range code.Rules {
		parts := []part{sentence(r.Statement, inStatement), sentence(r.Title, inTitle)}
		for _, advice := range slices.Concat(r.Do, r.Dont) {
			parts = append(parts, sentence(advice, inAdvice))
		}
		x.parts = append(x.parts, parts)
	}
	return x
}

func sentence(text string, weight int) part { return part{text, split(text), weight} }

// Search returns the rules that fit a query, best first, at most limit. A rule that fits more of the
// words comes before one that fits fewer; equal rules stand in the order of the code. An empty query
// finds nothing.
func (x *Index) Search(query string, limit int) []Hit {
	words := meaningful(split(query))
	type scored struct {
		hit            Hit
		fits, strength int
	}
	var found []scored
	for i, rule := range x.rules {
		if fits, strength, where := x.score(i, words); fits > 0 {
			found = append(found, scored{Hit{rule, where.text}, fits, strength})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.fits, a.fits), cmp.Compare(b.strength, a.strength))
	})
	var hits []Hit
	for _, s := range found[:min(max(limit, 0), len(found))] {
		hits = append(hits, s.hit)
	}
	return hits
}

// score says how many of the words a rule fits and how well, and which sentence fits best. The
// statement speaks for a rule that fits by its number or its title.
func (x *Index) score(rule int, words []string) (fits, strength int, where part) {
	parts := x.parts[rule]
	best := 0
	where = parts[0]
	for _, word := range words {
		sum := 0
		if isNumber(word, x.rules[rule]) {
			sum = byNumber
		}
		for _, p := range parts {
			worth := p.weight * p.match(word)
			sum += worth
			if p.weight < inTitle && worth > best {
				best, where = worth, p
			}
		}
		if sum > 0 {
			fits++
			strength += sum
		}
	}
	return fits, strength, where
}

// isNumber reports whether a word is the rule's number: 18, r18, R18 or 018.
func isNumber(word string, rule conduct.Rule) bool {
	digits := strings.TrimLeft(strings.TrimPrefix(word, "r"), "0")
	return digits != "" && digits == strings.TrimLeft(strings.TrimPrefix(string(rule.ID), "r"), "0")
}

// match says how well a word fits the sentence: 0 when it does not.
func (p part) match(word string) int {
	best := 0
	for _, have := range p.words {
		switch {
		case have == word:
			return whole
		case len(word) > 1 && strings.HasPrefix(have, word):
			best = max(best, beginning)
		case best == 0 && slipped(word, have):
			best = slip
		}
	}
	return best
}

// split folds a text and returns its words: runs of letters and digits. An apostrophe within a word
// is left out, so that don't and dont are one word; a letter before it alone, as in French, goes.
func split(text string) []string {
	var words []string
	for _, word := range strings.FieldsFunc(fold(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\''
	}) {
		if article, rest, cut := strings.Cut(word, "'"); cut && len(article) == 1 && rest != "" {
			word = rest
		}
		if word = strings.ReplaceAll(word, "'", ""); word != "" {
			words = append(words, word)
		}
	}
	return words
}

// meaningful drops words that stand in every second sentence, unless nothing else is asked for.
func meaningful(words []string) []string {
	common := strings.Fields("a an and are do for how i in is it my of on or the to we what with you le la les un une des de du et en je que pour dans sur")
	rare := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(common, w) })
	if len(rare) == 0 {
		return words
	}
	return rare
}
