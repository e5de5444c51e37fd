// Package text cuts a reply into sentences and tokens. Every offset counts bytes of the text as it was
// given, half-open. It is total: any bytes will do, and the time is linear in their number.
package text

import (
	"unicode"
	"unicode/utf8"
)

// Kind says what a token is.
type Kind uint8

// The kinds of a token.
const (
	Word   Kind = iota // letters, with apostrophes and digits inside: don't, A4, José
	Number             // digits, with . , : or ' between digits: 11:15, 1,000
	Punct              // one other character that is no space, or one invalid byte
)

// Token is one word, number or mark.
type Token struct {
	Start, End int
	Text       string // as given
	Fold       string // lower case, accents folded, curly apostrophes straight, invisible characters dropped
	Kind       Kind
}

// Sentence is a run of tokens that belong together.
type Sentence struct {
	Start, End int
	Tokens     []Token
}

// Tokens cuts a text into tokens, in order. Spaces and characters that cannot be seen are left out.
func Tokens(s string) []Token {
	out := make([]Token, 0, len(s)/5+1)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsSpace(r) || unicode.Is(unicode.Cf, r):
			i += n
			continue
		case isDigit(r):
			n = numberLength(s[i:])
			out = append(out, Token{Start: i, End: i + n, Text: s[i : i+n], Fold: fold(s[i : i+n]), Kind: Number})
		case isLetter(r):
			n = wordLength(s[i:])
			out = append(out, Token{Start: i, End: i + n, Text: s[i : i+n], Fold: fold(s[i : i+n]), Kind: Word})
		default:
			out = append(out, Token{Start: i, End: i + n, Text: s[i : i+n], Fold: foldMark(r), Kind: Punct})
		}
		i += n
	}
	return out
}

// wordLength returns how many bytes the word at the start of s takes.
func wordLength(s string) int {
	end := 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case isLetter(r) || isDigit(r) || unicode.Is(unicode.Mn, r):
			i += n
			end = i
		case unicode.Is(unicode.Cf, r):
			i += n // a soft hyphen or a joiner, part of the word only if letters follow
		case isApostrophe(r) && letterAt(s, i+n):
			i += n
		default:
			return end
		}
	}
	return end
}

// numberLength returns how many bytes the number at the start of s takes.
func numberLength(s string) int {
	end := 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case isDigit(r):
			i += n
			end = i
		case (r == '.' || r == ',' || r == ':' || r == '\'') && digitAt(s, i+n):
			i += n
		default:
			return end
		}
	}
	return end
}

func letterAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return isLetter(r)
}

func digitAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return isDigit(r)
}

func isLetter(r rune) bool { return r != utf8.RuneError && unicode.IsLetter(r) }

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r > 0x7f && unicode.Is(unicode.Nd, r) }

func isApostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == '`' || r == '´' || r == 'ʼ' || r == '＇'
}
