package scene

import (
	"strings"
	"unicode"
)

// words returns the words of a text in lower case, without punctuation around them.
func words(text string) []string {
	var out []string
	for _, piece := range strings.Fields(text) {
		word := strings.TrimFunc(strings.ToLower(piece), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if word != "" {
			out = append(out, word)
		}
	}
	return out
}

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words(text) {
		set[w] = true
	}
	return set
}

// sentences counts the sentences of a text, at least one.
func sentences(text string) int {
	n := 0
	ended := true
	for _, r := range text {
		switch {
		case strings.ContainsRune(".!?…", r) && !ended:
			n++
			ended = true
		case unicode.IsLetter(r):
			ended = false
		}
	}
	if !ended {
		n++
	}
	return max(1, n)
}

// syllables estimates the syllables of an English word: its groups of vowels, without a silent e.
func syllables(word string) int {
	n := 0
	before := false
	for _, r := range word {
		vowel := strings.ContainsRune("aeiouyàâäéèêëîïôöùûü", r)
		if vowel && !before {
			n++
		}
		before = vowel
	}
	if n > 1 && strings.HasSuffix(word, "e") && !strings.HasSuffix(word, "le") && !strings.HasSuffix(word, "ee") {
		n--
	}
	if n > 1 && strings.HasSuffix(word, "ed") && !strings.HasSuffix(word, "ted") && !strings.HasSuffix(word, "ded") {
		n--
	}
	return max(1, n)
}

// grade estimates the years of school that an English text asks for.
// Kincaid et al., Derivation of New Readability Formulas for Navy Enlisted Personnel, 1975.
func grade(text string) float64 {
	list := words(text)
	if len(list) == 0 {
		return 0
	}
	total := 0
	for _, w := range list {
		total += syllables(w)
	}
	perSentence := float64(len(list)) / float64(sentences(text))
	return 0.39*perSentence + 11.8*float64(total)/float64(len(list)) - 15.59
}
