package speech

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"understudy/app/speech/text"
)

// Where a reply is plainly too hard or too long. They spare short talk.
const (
	maxGrade      = 12  // Flesch-Kincaid grade
	minGraded     = 25  // words, below which the formula says nothing
	maxSentence   = 40  // words
	maxTalk       = 120 // words of a reply by mouth or chat
	maxEmail      = 300 // words of an e-mail
	maxJargonWord = 6   // letters of initials
)

// plainness finds what makes a reply hard to take in: initials nobody explained, hard words, long
// sentences, too many words.
func (d *desk) plainness() {
	d.jargon()
	d.reading.plain(d)
}

func (r *reading) plain(d *desk) {
	words, syllables, clauses := 0, 0, 0
	for i := range r.sentences {
		s := &r.sentences[i]
		words += s.words
		parts := s.clauses()
		clauses += parts
		if s.words > maxSentence && s.words > maxSentence*parts {
			d.add("length", "r28", -1, s.start, s.end, Finding{Pattern: "sentence", Strength: Plain,
				Why: "The sentence has more than forty words.", Better: "Two or three short sentences."})
		}
	}
	for _, t := range r.tokens {
		if t.Kind != text.Punct {
			syllables += syllablesOf(t.Fold)
		}
	}
	if words == 0 {
		return
	}
	start, end := r.tokens[0].Start, r.tokens[len(r.tokens)-1].End
	// Flesch-Kincaid: 0.39 words a sentence + 11.8 syllables a word − 15.59.
	grade := 0.39*float64(words)/float64(clauses) + 11.8*float64(syllables)/float64(words) - 15.59
	if english := d.lang.name == "en"; english && words >= minGraded && grade > maxGrade { // the formula is made for English
		d.add("readability", "r28", -1, start, end, Finding{Pattern: "grade", Strength: Plain,
			Why: "Long words in long sentences are hard to follow.", Better: "Everyday words, one thought a sentence."})
	}
	limit := maxTalk
	if d.context.Channel == "email" {
		limit = maxEmail
	}
	if words > limit && d.context.Channel != "" {
		d.add("length", "r28", -1, start, end, Finding{Pattern: "reply", Strength: Weak,
			Why: "That is more than can be taken in at once.", Better: "What the customer needs first, the rest when asked."})
	}
}

// clauses counts the sentences that a run of words without marks would be: people who write so begin a new
// one with each subject.
func (s *sentence) clauses() int {
	n, since := 1, 0
	for i := range s.units {
		u := &s.units[i]
		since++
		subject := strings.Contains(" i we you it he she they please ", " "+u.word+" ")
		if since > 6 && (subject && !s.marked() || u.comma && subject) {
			n++
			since = 0
		}
	}
	return n
}

// marked reports whether a sentence begins with a capital, as people write who know where it ends.
func (s *sentence) marked() bool { return len(s.units) > 0 && s.units[0].upper }

// syllablesOf counts the groups of vowels, without a silent e.
func syllablesOf(word string) int {
	n, vowel := 0, false
	for _, r := range word {
		is := strings.ContainsRune("aeiouy", r)
		if is && !vowel {
			n++
		}
		vowel = is
	}
	if n > 1 && strings.HasSuffix(word, "e") && !strings.HasSuffix(word, "le") {
		n--
	}
	return max(1, n)
}

// jargon finds initials that the reply does not spell out, each once.
func (d *desk) jargon() {
	if d.allCapitals() {
		return
	}
	var told map[string]bool
	for i, t := range d.reading.tokens {
		if !isInitials(t) {
			continue
		}
		if told == nil {
			told = foldedWords(d.context.Customer + " " + d.context.Heard)
		}
		if told[t.Fold] || d.in("acronym", t.Fold) || d.isEveryday(t.Fold) || d.isName(t.Fold) ||
			within(d.reading.quoted, t.Start) || d.spelledOut(i) || d.besideNumber(i) {
			continue
		}
		told[t.Fold] = true
		d.add("jargon", "r28", -1, t.Start, t.End, Finding{Pattern: "initials", Strength: Plain,
			Why: "The customer may not know what these letters stand for.", Better: "The words in full."})
	}
}

func foldedWords(s string) map[string]bool {
	out := map[string]bool{}
	for _, t := range text.Tokens(s) {
		out[t.Fold] = true
	}
	return out
}

func isInitials(t text.Token) bool {
	n := utf8.RuneCountInString(t.Text)
	if t.Kind != text.Word || n < 2 || n > maxJargonWord {
		return false
	}
	return !strings.ContainsFunc(t.Text, func(r rune) bool { return !unicode.IsUpper(r) })
}

// besideNumber reports whether the letters at i are part of a code, such as a flight's.
func (d *desk) besideNumber(i int) bool {
	tokens := d.reading.tokens
	return i > 0 && tokens[i-1].Kind == text.Number || i+1 < len(tokens) && tokens[i+1].Kind == text.Number
}

// spelledOut reports whether the initials at i stand in brackets after their words, or before them.
func (d *desk) spelledOut(i int) bool {
	tokens := d.reading.tokens
	if i > 0 && tokens[i-1].Text == "(" {
		return true
	}
	return i+1 < len(tokens) && (tokens[i+1].Text == "(" || tokens[i+1].Fold == "," && i+2 < len(tokens) && (tokens[i+2].Fold == "or" || tokens[i+2].Fold == "that"))
}
