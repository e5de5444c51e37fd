package speech

import (
	"strings"
	"unicode"

	"understudy/app/speech/text"
)

// shouting finds two words or more in capitals, a whole reply in capitals, and marks that shout.
func (d *desk) shouting() {
	whole := d.allCapitals()
	for s := range d.reading.sentences {
		d.capitals(&d.reading.sentences[s], whole)
	}
	d.marks()
}

// allCapitals reports whether the reply has no small letter, and a word that is more than initials.
func (d *desk) allCapitals() bool {
	words, spelt := 0, false
	for _, t := range d.reading.tokens {
		if t.Kind != text.Word || within(d.reading.quoted, t.Start) || strings.ContainsFunc(t.Text, unicode.IsDigit) {
			continue
		}
		if strings.ContainsFunc(t.Text, unicode.IsLower) || !strings.ContainsFunc(t.Text, unicode.IsUpper) {
			return false
		}
		words++
		spelt = spelt || !d.in("acronym", t.Fold) && len(t.Text) > 1
	}
	return spelt && words > 0
}

// capitals makes a finding from the first to the last word in capitals of a sentence.
func (d *desk) capitals(s *sentence, whole bool) {
	first, last, n := -1, -1, 0
	for _, t := range d.reading.tokens[d.tokenAt(s.start):d.tokenAt(s.end)] {
		if t.Kind == text.Word && d.shouted(t) || whole && t.Kind == text.Word && len(t.Text) > 1 {
			if first < 0 {
				first = t.Start
			}
			last = t.End
			n++
		}
	}
	if n >= 2 || whole && n > 0 {
		d.add("shouting", "r23", -1, first, last, Finding{Pattern: "capitals", Strength: Plain,
			Why: "Words in capitals read as shouting.", Better: "The same words in small letters."})
	}
}

func (d *desk) tokenAt(offset int) int {
	low, high := 0, len(d.reading.tokens)
	for low < high {
		if mid := (low + high) / 2; d.reading.tokens[mid].Start < offset {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// shouted reports whether a token is a word in capitals that stands for no initials. Three letters or
// fewer that are no everyday word are taken for initials, and so is a name.
func (d *desk) shouted(t text.Token) bool {
	letters := 0
	for _, r := range t.Text {
		switch {
		case unicode.IsLower(r) || unicode.IsDigit(r):
			return false
		case unicode.IsUpper(r):
			letters++
		}
	}
	switch {
	case letters < 2 || within(d.reading.quoted, t.Start), d.in("acronym", t.Fold), d.isName(t.Fold):
		return false
	case letters <= 4:
		return d.isEveryday(t.Fold)
	default:
		return true
	}
}

// isEveryday reports whether a short word is one that people use every day, and no initials.
func (d *desk) isEveryday(word string) bool {
	if _, ok := d.lang.spells[word]; ok {
		return true
	}
	return d.in("everyday", word) || d.isSmall(word)
}

func (d *desk) isName(word string) bool {
	_, ok := d.names[word]
	return ok
}

// marks finds "!!", "?!" and "!?".
func (d *desk) marks() {
	tokens := d.reading.tokens
	for i := 0; i < len(tokens); i++ {
		j := i
		for j < len(tokens) && (tokens[j].Fold == "!" || tokens[j].Fold == "?") && (j == i || tokens[j].Start == tokens[j-1].End) {
			j++
		}
		if j-i < 2 {
			continue
		}
		run := d.reading.reply[tokens[i].Start:tokens[j-1].End]
		if strings.ContainsAny(run, "!！") && !within(d.reading.quoted, tokens[i].Start) {
			d.add("shouting", "r23", -1, tokens[i].Start, tokens[j-1].End, Finding{Pattern: "marks", Strength: Plain,
				Why: "More than one mark reads as shouting.", Better: "One mark, or a full stop."})
		}
		i = j - 1
	}
}
