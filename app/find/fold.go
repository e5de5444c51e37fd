package find

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold lowers a text and takes its accents away, so that “écoute” is found by “ecoute”. Letters that
// no accent explains are written out, and the curly apostrophe becomes the straight one.
func fold(text string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(text)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == '’':
			b.WriteByte('\'')
		case r == 'œ':
			b.WriteString("oe")
		case r == 'æ':
			b.WriteString("ae")
		case r == 'ß':
			b.WriteString("ss")
		case r == 'ø':
			b.WriteByte('o')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// slippable is how many letters a word has before a slip in it is forgiven: shorter words are each
// one letter away from another word.
const slippable = 5

// slipped reports whether a word of five letters or more is one slip away from what is there, or from
// its beginning: a letter too many, too few, wrong, or two exchanged.
func slipped(word, have string) bool {
	w, h := []rune(word), []rune(have)
	if utf8.RuneCountInString(word) < slippable || len(h) < slippable-1 {
		return false
	}
	for _, length := range []int{len(w) - 1, len(w), len(w) + 1} {
		if length <= len(h) && oneEdit(w, h[:length]) {
			return true
		}
	}
	return false
}

// oneEdit reports whether a becomes b by at most one insertion, deletion, exchange of a letter, or
// swap of two neighbours.
func oneEdit(a, b []rune) bool {
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	a, b = a[start:], b[start:]
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 2 && len(b) == 2 {
		return a[0] == b[1] && a[1] == b[0]
	}
	return len(a) <= 1 && len(b) <= 1
}
