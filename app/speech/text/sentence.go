package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// shortLine is the length, in bytes, below which a line break ends a sentence: nobody wraps so early.
const shortLine = 45

// Sentences cuts a text into sentences. A sentence ends at . ! ? or … before a space or the end, at an
// empty line, and at a line break that does not look like a wrapped line; not at Mr. or 9 a.m.
func Sentences(s string) []Sentence { return Cut(s, Tokens(s)) }

// Cut makes sentences of the tokens of a text that is cut already.
func Cut(s string, tokens []Token) []Sentence {
	var out []Sentence
	first := 0
	lineStart := 0
	for i, t := range tokens {
		last := i == len(tokens)-1
		gap := ""
		if !last {
			gap = s[t.End:tokens[i+1].Start]
		}
		broken := strings.ContainsAny(gap, "\n\r\u2028\u2029")
		over := last || ends(tokens, i, gap) || broken && breaks(gap, t.End-lineStart, tokens[i+1])
		if !over {
			if broken {
				lineStart = tokens[i+1].Start
			}
			continue
		}
		out = append(out, Sentence{Start: tokens[first].Start, End: t.End, Tokens: tokens[first : i+1 : i+1]})
		first = i + 1
		if broken {
			lineStart = t.End + len(gap)
		}
	}
	return out
}

// breaks reports whether the line break in gap ends a sentence.
func breaks(gap string, lineLength int, next Token) bool {
	if lineLength < shortLine || next.Kind == Punct {
		return true
	}
	r, _ := utf8.DecodeRuneInString(next.Text)
	return unicode.IsUpper(r) || strings.Count(gap, "\n") > 1
}

// ends reports whether token i, followed by gap, is the last of its sentence.
func ends(tokens []Token, i int, gap string) bool {
	t, next := tokens[i], tokens[i+1]
	if isClosing(t) && i > 0 && isStop(tokens[i-1]) {
		return gap != "" && !isStop(next) && startsSentence(next)
	}
	if !isStop(t) || isStop(next) && gap == "" {
		return false
	}
	if isClosing(next) && gap == "" {
		return false
	}
	if t.Text != "." {
		return gap != "" || next.Kind != Punct
	}
	if gap == "" {
		return runOn(tokens, i)
	}
	return !abbreviated(tokens, i, next)
}

// runOn finds the end of a sentence after which the space was forgotten: "late.Please" or "late.i call".
func runOn(tokens []Token, i int) bool {
	next := tokens[i+1]
	if i == 0 || tokens[i-1].Kind != Word || next.Kind != Word || len(tokens[i-1].Text) < 2 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(next.Text)
	return unicode.IsUpper(r) || next.Text == "i" && (i+2 >= len(tokens) || tokens[i+2].Start > next.End)
}

// abbreviated reports whether the full stop at i belongs to the word before it.
func abbreviated(tokens []Token, i int, next Token) bool {
	if i == 0 || tokens[i-1].Kind != Word || tokens[i-1].End != tokens[i].Start {
		return false
	}
	word := tokens[i-1]
	switch word.Fold {
	case "mr", "mrs", "ms", "dr", "prof", "st", "mme", "mlle", "vs", "approx", "tel", "ref", "ext", "e", "g":
		return true
	case "no", "nr", "fig":
		return next.Kind == Number
	case "m", "a", "p": // the end of "a.m." and "p.m." ends a sentence if a capital follows
		return !startsSentence(next)
	case "min", "mins", "hr", "hrs", "etc", "jan", "feb", "mar", "apr", "aug", "sept", "oct", "nov", "dec":
		return !startsSentence(next)
	case "i":
		return false
	}
	return len(word.Text) == 1 && unicode.IsUpper(rune(word.Text[0]))
}

func startsSentence(t Token) bool {
	r, _ := utf8.DecodeRuneInString(t.Text)
	return unicode.IsUpper(r) || t.Kind == Punct || t.Fold == "i"
}

func isStop(t Token) bool {
	if t.Kind != Punct {
		return false
	}
	switch t.Fold {
	case ".", "!", "?", "…", "‽":
		return true
	}
	return false
}

func isClosing(t Token) bool {
	switch t.Fold {
	case `"`, "'", ")", "]":
		return t.Kind == Punct
	}
	return false
}
