package politeness

import (
	"strings"
	"unicode"
)

// shape numbers the features that are no phrases; their place in shapes.
type shape int

const (
	please shape = iota
	pleaseStart
	pleaseCouldYou
	smile
	exclamation
	exclamations
	questionMarks
	questions
	shouting
	short
	shortQuestion
	long
)

// Lengths, in words, at which a text or a question is short or long.
const (
	shortText      = 8
	longText       = 20
	curtQuestion   = 3
	shoutedLetters = 5
)

// shapes are the features that are no phrases: please, marks and length. Only please and length need
// a bound on their sign for a thank-you or a please never to cost anything; the rest is common sense.
func shapes() []strategy {
	return []strategy{
		please:         {name: "please", sign: never0below, what: "Says please within a sentence.", example: "Could you please call?"},
		pleaseStart:    {name: "please_start", sign: never0below, what: "Starts a sentence with please.", example: "Please call me."},
		pleaseCouldYou: {name: "please_could_you", sign: never0below, what: "Says please in a sentence with could, would, can or will you.", example: "Could you please call?"},
		smile:          {name: "smile", sign: never0below, what: "Smiles in signs.", example: "Got it :)"},
		exclamation:    {name: "exclamation", sign: free, what: "Has an exclamation mark, and never two together.", example: "I have it!"},
		exclamations:   {name: "exclamations", sign: never0above, what: "Has two exclamation marks in a row.", example: "Where is it!!"},
		questionMarks:  {name: "question_marks", sign: never0above, what: "Has two question marks in a row, or one with an exclamation mark.", example: "Where is it??"},
		questions:      {name: "questions", sign: never0above, what: "Asks two questions or more.", example: "Why? Who said so?"},
		shouting:       {name: "shouting", sign: never0above, what: "Writes a word of five letters or more in capitals, or two of three in a row.", example: "WHERE IS IT"},
		short:          {name: "short", sign: never0above, what: "Has eight words or fewer.", example: "Where is it?"},
		shortQuestion:  {name: "short_question", sign: never0above, what: "Has a question of three words or fewer.", example: "And then?"},
		long:           {name: "long", sign: never0below, what: "Has twenty words or more.", example: "I have looked at it again and …"},
	}
}

// seen is called for each feature that is found, with its place in the text; see grammar.
type seen func(feature int, at span)

// see finds every feature of a reading of s.
func (g *grammar) see(s string, r *reading, add seen) {
	for _, a := range r.asides {
		add(a.feature, a.span)
	}
	base := len(g.strategies)
	addShape := func(kind shape, at span) { add(base+int(kind), at) }
	numbers := make([]int32, len(r.words))
	for i, w := range r.words {
		numbers[i] = g.phrases.numbers[w.fold]
	}
	for i := 0; i < len(r.words); {
		end := i + 1
		for end < len(r.words) && r.words[end].sentence == r.words[i].sentence {
			end++
		}
		g.seePhrases(r.words[i:end], numbers[i:end], add)
		i = end
	}
	seePlease(r, addShape)
	seeMarks(r, addShape)
	seeLength(len(s), r, addShape)
	seeSmile(s, addShape)
	seeShouting(s, r.words, addShape)
}

// seePhrases finds the phrases in the words of one sentence.
func (g *grammar) seePhrases(words []word, numbers []int32, add seen) {
	for i := range words {
		found := func(feature, n int) {
			if feature < len(g.strategies) && g.strategies[feature].unlessNegated && negated(words, i, i+n) {
				return
			}
			add(feature, span{words[i].start, words[i+n-1].end})
		}
		g.phrases.walk(0, numbers[i:], found)
		if i > 0 {
			continue
		}
		if start, ok := g.phrases.start(); ok {
			g.phrases.walk(start, numbers, found)
		}
	}
}

// negated reports whether the phrase from word i to word end is denied by the word behind it or one of
// the three before it. A new subject starts afresh: “don't worry I help” denies no help.
func negated(words []word, i, end int) bool {
	if end < len(words) && words[end].fold == "not" {
		return true
	}
	for back := 1; back <= 3 && back <= i; back++ {
		switch words[i-back].fold {
		case "not", "no", "never", "without", "hardly", "nothing":
			return true
		case "i", "you", "we", "he", "she", "they", "but", "and":
			return false
		}
	}
	return false
}

func seePlease(r *reading, add func(shape, span)) {
	i := 0
	for _, p := range r.please {
		at := span{p.start, p.end}
		if p.opens {
			add(pleaseStart, at)
		} else {
			add(please, at)
		}
		for i < len(r.words) && r.words[i].sentence < p.sentence {
			i++
		}
		for ; i+1 < len(r.words) && r.words[i+1].sentence == p.sentence; i++ {
			if asks(r.words[i], r.words[i+1]) {
				add(pleaseCouldYou, at)
				break
			}
		}
	}
}

// asks reports whether two words in a row ask whether the other could.
func asks(modal, whom word) bool {
	switch modal.fold {
	case "could", "would", "can", "will", "might", "may":
		return modal.sentence == whom.sentence && (whom.fold == "you" || whom.fold == "i" || whom.fold == "we")
	}
	return false
}

func seeMarks(r *reading, add func(shape, span)) {
	asked := 0
	for _, m := range r.marks {
		switch {
		case m.question > 1 || m.question == 1 && m.shout > 0:
			add(questionMarks, m.span)
		case m.shout > 1:
			add(exclamations, m.span)
		case m.shout == 1:
			add(exclamation, m.span)
		}
		if m.question > 0 {
			asked++
		}
		if m.question > 0 && asked > 1 {
			add(questions, m.span)
		}
	}
}

func seeLength(length int, r *reading, add func(shape, span)) {
	n := len(r.words)
	all := span{0, length}
	if n > 0 {
		all = span{r.words[0].start, r.words[n-1].end}
	}
	switch {
	case n <= shortText:
		add(short, all)
	case n >= longText:
		add(long, all)
	}
	i := 0
	for _, m := range r.marks {
		for i < n && r.words[i].sentence < m.sentence {
			i++
		}
		first := i
		for i < n && r.words[i].sentence == m.sentence {
			i++
		}
		if m.question > 0 && i > first && i-first <= curtQuestion {
			add(shortQuestion, span{r.words[first].start, r.words[i-1].end})
		}
	}
}

func seeSmile(s string, add func(shape, span)) {
	for _, sign := range []string{":)", ":-)", ";)", ";-)", ":D", ":-D", "☺", "🙂", "😊", "😀"} {
		if at := strings.Index(s, sign); at >= 0 {
			add(smile, span{at, at + len(sign)})
			return
		}
	}
}

// seeShouting leaves alone what may be a name in capitals: one short word.
func seeShouting(s string, words []word, add func(shape, span)) {
	before := false
	for _, w := range words {
		letters := capitals(s[w.start:w.end])
		if letters >= shoutedLetters || before && letters > 2 {
			add(shouting, span{w.start, w.end})
		}
		before = letters > 2
	}
}

// capitals returns how many letters a word has that is all capitals, otherwise 0.
func capitals(written string) int {
	n := 0
	for _, r := range written {
		switch {
		case unicode.IsUpper(r):
			n++
		case unicode.IsLetter(r):
			return 0
		}
	}
	return n
}
