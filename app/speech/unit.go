package speech

import (
	"sort"
	"strings"

	"understudy/app/speech/text"
)

// unit is one word as it is meant: "I'll" gives two, both of the one token.
type unit struct {
	word       string
	id         int32   // in the vocabulary, −1 = not in it
	stems      []int32 // the stems that it begins with
	start, end int     // bytes of the reply
	comma      bool    // a comma or another mark stands before it
	upper      bool    // the token begins with a capital
	proper     bool    // it looks like somebody's name, and not the customer's
}

// sentence is a run of units.
type sentence struct {
	units      []unit
	start, end int // bytes of the reply
	question   bool
	words      int // words as written, quotations included
}

// reading is a reply taken apart.
type reading struct {
	reply     string
	tokens    []text.Token
	sentences []sentence
	quoted    []span // words of others, which are not the learner's
}

// names are the words of names: true for the learner's, false for the customer's.
type names map[string]bool

func (n names) customer(t text.Token) bool {
	learnerToo, isName := n[t.Fold]
	return isName && !learnerToo
}

// span is bytes of the reply, half-open.
type span struct{ start, end int }

// read takes a reply apart. Words of names are never corrected.
func (l *language) read(reply string, tokens []text.Token, names names) *reading {
	r := &reading{reply: reply, tokens: tokens}
	cut := text.Cut(reply, tokens)
	r.quoted = quotations(reply, r.tokens)
	r.sentences = make([]sentence, 0, len(cut))
	units := make([]unit, 0, len(r.tokens)+len(r.tokens)/4)
	for _, s := range cut {
		from := len(units)
		out := sentence{start: s.Start, end: s.End}
		units = l.readSentence(r, s, names, units, &out)
		out.units = units[from:len(units):len(units)]
		r.sentences = append(r.sentences, out)
	}
	return r
}

func (l *language) readSentence(r *reading, s text.Sentence, names names, units []unit, out *sentence) []unit {
	comma := false
	for i, t := range s.Tokens {
		if t.Kind != text.Punct {
			out.words++
		}
		if within(r.quoted, t.Start) {
			if n := len(units); n == 0 || units[n-1].word != quotation || !within(r.quoted, units[n-1].start) {
				units = append(units, unit{word: quotation, id: l.id(quotation), start: t.Start, comma: true})
			}
			units[len(units)-1].end = t.End
			continue
		}
		switch t.Kind {
		case text.Number:
			units = append(units, unit{word: t.Fold, id: l.id(t.Fold), stems: []int32{l.id(number)}, start: t.Start, end: t.End, comma: comma})
		case text.Word:
			units = l.meant(t, names, comma, units)
		default:
			word := markWord(t.Fold)
			if word == "" {
				comma = comma || parts(s.Tokens, i)
				out.question = out.question || t.Fold == "?"
				continue
			}
			units = append(units, unit{word: word, id: l.id(word), start: t.Start, end: t.End, comma: comma})
		}
		comma = names.customer(t) // an address divides a sentence, with a comma or without
	}
	return units
}

// markWord returns the word that a mark stands for.
func markWord(mark string) string {
	switch mark {
	case "&":
		return "and"
	case "%":
		return "percent"
	default:
		return ""
	}
}

// parts reports whether the mark at i divides what stands around it. A hyphen within a word does not.
func parts(tokens []text.Token, i int) bool {
	joined := i > 0 && i+1 < len(tokens) && tokens[i-1].End == tokens[i].Start && tokens[i].End == tokens[i+1].Start
	return tokens[i].Fold != "'" && (tokens[i].Fold != "-" || !joined)
}

// meant appends the words that a token stands for.
func (l *language) meant(t text.Token, names names, comma bool, units []unit) []unit {
	words := l.expand(t.Fold)
	upper := t.Text[0] < 'a' || t.Text[0] > 'z'
	if words == nil {
		word := t.Fold
		u := unit{word: word, id: l.id(word), start: t.Start, end: t.End, comma: comma, upper: upper}
		u.stems = l.stemsOf(word)
		learners, isName := names[word]
		u.proper = learners || !isName && upper && (u.id < 0 && len(u.stems) == 0 && t.Text != strings.ToUpper(t.Text) || l.homographs.holds(u.id))
		if u.id < 0 && len(u.stems) == 0 && !isName {
			u.word = l.corrected(word)
			u.id = l.id(u.word)
		}
		return append(units, u)
	}
	for i, word := range words {
		units = append(units, unit{word: word, id: l.id(word), stems: l.stemsOf(word), start: t.Start, end: t.End, comma: comma && i == 0, upper: upper})
	}
	return units
}

// expand returns the words that a spelling or a contraction stands for, nil for a word as it is.
func (l *language) expand(word string) []string {
	if words, ok := l.spells[word]; ok {
		return words
	}
	if !strings.Contains(word, "'") {
		return nil
	}
	for _, a := range l.suffixes {
		if base, ok := strings.CutSuffix(word, a.part); ok && base != "" {
			return append(l.base(base), a.words...)
		}
	}
	for _, a := range l.prefixes {
		if base, ok := strings.CutPrefix(word, a.part); ok && base != "" {
			return append(append([]string{}, a.words...), l.base(base)...)
		}
	}
	return nil
}

func (l *language) base(word string) []string {
	if words, ok := l.spells[word]; ok {
		return append([]string{}, words...)
	}
	return []string{word}
}

func (l *language) id(word string) int32 {
	if id, ok := l.vocab[word]; ok {
		return id
	}
	return -1
}

func (l *language) stemsOf(word string) []int32 {
	var out []int32
	for n := minStem; n <= min(len(word), maxStem); n++ {
		if id, ok := l.stems[word[:n]]; ok { // a byte within a letter finds nothing
			out = append(out, id)
		}
	}
	return out
}

// within looks among spans in order that do not overlap.
func within(spans []span, at int) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].end > at })
	return i < len(spans) && spans[i].start <= at
}
