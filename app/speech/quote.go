package speech

import (
	"cmp"
	"slices"
	"strings"

	"understudy/app/speech/text"
)

// maxQuotation is how many tokens a quotation may have; an opening mark that is never closed opens none.
const maxQuotation = 120

// attribution is how far from a quotation, in tokens, the words stand that say whose it is.
const attribution = 6

// quotations finds the words that a reply quotes from somebody else: between quotation marks, if words
// such as "you said" stand beside them, and lines that begin with > as in an e-mail.
func quotations(reply string, tokens []text.Token) []span {
	var out []span
	for i := 0; i < len(tokens); i++ {
		if !opens(reply, tokens, i) {
			continue
		}
		end := closing(tokens, i)
		if end < 0 {
			continue
		}
		if attributed(tokens, i, end) {
			out = append(out, span{tokens[i].Start, tokens[end].End})
		}
		i = end
	}
	return united(append(out, quotedLines(reply)...))
}

// united orders spans and makes one of those that overlap.
func united(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.start, b.start) })
	var out []span
	for _, s := range spans {
		if n := len(out); n > 0 && s.start < out[n-1].end {
			out[n-1].end = max(out[n-1].end, s.end)
			continue
		}
		out = append(out, s)
	}
	return out
}

func opens(reply string, tokens []text.Token, i int) bool {
	t := tokens[i]
	if t.Kind != text.Punct || t.Fold != `"` && t.Fold != "'" || i+1 >= len(tokens) {
		return false
	}
	tight := tokens[i+1].Start == t.End
	loose := i == 0 || tokens[i-1].End < t.Start || tokens[i-1].Kind == text.Punct
	return t.Fold == `"` && t.Text != "”" || tight && loose && reply != ""
}

// closing returns the token that closes the quotation opened at i, −1 if none does.
func closing(tokens []text.Token, i int) int {
	for j := i + 2; j < len(tokens) && j <= i+maxQuotation; j++ {
		t := tokens[j]
		if t.Kind == text.Punct && t.Fold == tokens[i].Fold && (t.Fold == `"` || tokens[j-1].End == t.Start) {
			return j
		}
	}
	return -1
}

// attributed reports whether words beside a quotation say that somebody else said it.
func attributed(tokens []text.Token, from, to int) bool {
	before := tokens[max(0, from-attribution):from]
	after := tokens[to+1 : min(len(tokens), to+1+attribution)]
	return saysWho(before) || saysWho(after)
}

func saysWho(tokens []text.Token) bool {
	who, says := false, false
	for _, t := range tokens {
		switch t.Fold {
		case "you", "your", "he", "she", "they", "customer", "client", "colleague", "vous", "votre", "il", "elle":
			who = true
		case "said", "say", "says", "saying", "wrote", "write", "told", "tell", "mentioned", "called", "call", "asked",
			"words", "word", "meant", "mean", "message", "dit", "ecrit", "mots":
			says = true
		}
	}
	return who && says
}

// quotedLines finds lines that a mail programme marked as quoted.
func quotedLines(reply string) []span {
	var out []span
	at := 0
	for line := range strings.Lines(reply) {
		if strings.HasPrefix(line, ">") {
			out = append(out, span{at, at + len(line)})
		}
		at += len(line)
	}
	return out
}
