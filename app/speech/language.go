package speech

import "strings"

// minStem is the least letters that a stem has.
const minStem = 3

// maxStem is the most bytes of a word that are looked up as a stem: no stem is longer.
const maxStem = 16

// maxTypo is the most bytes of a word that may be a slip of another.
const maxTypo = 24

// minTypo is the least letters that a word has for a slip of one letter to be forgiven.
const minTypo = 5

// language is what one folder of pattern files says, compiled. Nothing in it changes afterwards.
type language struct {
	name       string
	vocab      map[string]int32
	stems      map[string]int32
	spells     map[string][]string // how a word is written, and the words that are meant
	suffixes   []affix
	prefixes   []affix
	exact      map[string]bool   // words that are never read into others
	keep       map[string]bool   // words that are themselves, however near they are to another
	slips      map[string]string // a word with one letter left out, and the word of the vocabulary
	defined    map[string]node
	homographs *set // words that are names too
	patterns   []*pattern
	says       map[string]saying // detector and pattern of what stands in Go → how this language says it
	entries    []entry
	starts     [][]int // entries by the number of the word that they can begin with
	always     []int   // entries that can begin with any word
}

// saying is the why and the better of a finding that no pattern file makes.
type saying struct{ why, better string }

// entry is one phrase of a pattern.
type entry struct {
	pattern *pattern
	match   node
	next    *set // what the second word must be, nil = anything or none
}

// affix is a contraction that many words share, and the words that it stands for.
type affix struct {
	part  string
	words []string
}

func newLanguage(name string) *language {
	return &language{
		name: name, vocab: map[string]int32{}, stems: map[string]int32{}, spells: map[string][]string{},
		keep: map[string]bool{}, exact: map[string]bool{}, homographs: &set{}, slips: map[string]string{}, defined: map[string]node{}, says: map[string]saying{},
	}
}

// learn returns the number of a word, a new one for a new word.
func (l *language) learn(word string) int32 {
	id, ok := l.vocab[word]
	if !ok {
		id = int32(len(l.vocab) + len(l.stems))
		l.vocab[word] = id
	}
	return id
}

func (l *language) learnStem(stem string) int32 {
	id, ok := l.stems[stem]
	if !ok {
		id = int32(len(l.vocab) + len(l.stems))
		l.stems[stem] = id
	}
	return id
}

func (l *language) spelling(kind, key string, words []string) {
	switch kind {
	case "suffix":
		l.suffixes = append(l.suffixes, affix{key, words})
	case "prefix":
		l.prefixes = append(l.prefixes, affix{key, words})
	default:
		l.spells[key] = words
	}
}

// finish builds the indexes, once every word is known.
func (l *language) finish() {
	if s, ok := l.defined["homograph"].(*set); ok {
		l.homographs = s
	}
	l.starts = make([][]int, len(l.vocab)+len(l.stems))
	for _, p := range l.patterns {
		for _, n := range p.match {
			l.entries = append(l.entries, entry{p, n, second(n)})
		}
	}
	for i, e := range l.entries {
		first := &set{}
		if empty, any := firsts(e.match, first); empty || any {
			l.always = append(l.always, i)
			continue
		}
		for id := range l.starts {
			if first.holds(int32(id)) {
				l.starts[id] = append(l.starts[id], i)
			}
		}
	}
	for word := range l.vocab {
		if len(word) < minTypo || l.exact[word] {
			continue
		}
		l.slip(word, word)
		for i := range word {
			l.slip(word[:i]+word[i+1:], word)
		}
	}
}

// slip notes that a word may be misspelt so. Of two words the first by the alphabet is meant, so that
// every run reads alike.
func (l *language) slip(misspelt, word string) {
	if before, ok := l.slips[misspelt]; !ok || word < before {
		l.slips[misspelt] = word
	}
}

// corrected returns the word of the vocabulary that is one edit away, if the first letter agrees and
// the word as written is no word of its own.
func (l *language) corrected(word string) string {
	if len(word) < minTypo || len(word) > maxTypo || l.keep[word] || strings.ContainsAny(word, "0123456789") {
		return word
	}
	if to, ok := l.slips[word]; ok && l.near(word, to) { // a letter was left out
		return to
	}
	for i := 1; i < len(word); i++ { // one too many, or another
		if to, ok := l.slips[word[:i]+word[i+1:]]; ok && l.near(word, to) {
			return to
		}
	}
	return word
}

func (l *language) near(word, to string) bool {
	return word[0] == to[0] && len(to) >= minTypo && oneEdit(word, to)
}

// oneEdit reports whether a and b differ by one letter left out, put in, changed, or by two neighbours
// changed about. The words are equal in no case.
func oneEdit(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || a == b {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
