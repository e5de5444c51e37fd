package politeness

import (
	"strings"

	"understudy/app/speech/text"
)

// word is one word as the features see it.
type word struct {
	fold       string
	start, end int
	sentence   int
	opens      bool // first of its sentence
}

// span is a part of the text, in bytes.
type span struct{ start, end int }

// sight is a feature seen at a place.
type sight struct {
	feature int
	span
}

// reading is a text as the features see it. Articles, please, thank-yous and what goes with them are
// taken out of words, and the marks behind a thank-you are not looked at. So a text and the same text
// with a thank-you before or behind it have the same words and marks: that is why a thank-you can only
// add to the score.
type reading struct {
	words  []word
	asides []sight // strategies that are aside
	please []word  // opens: no word came before it in its sentence
	marks  []mark
}

// mark is a run of punctuation behind a word.
type mark struct {
	span
	sentence        int
	shout, question int // how many ! and ?
}

// reader cuts one text; see read.
type reader struct {
	g        *grammar
	out      reading
	fresh    bool         // no word yet in this sentence
	listens  bool         // marks belong to a word, not to a thank-you
	pending  []word       // words since the last mark
	pleases  []pleaseWord // pleases since the last mark
	numbers  []int32
	sentence int
}

// pleaseWord is a please, and how many words of the run came before it.
type pleaseWord struct {
	word
	before int
}

// read is linear in the length of the text, and total.
func (g *grammar) read(s string) reading {
	tokens := text.Tokens(s)
	r := reader{g: g, fresh: true, pending: make([]word, 0, 16), numbers: make([]int32, 0, 16)}
	r.out.words = make([]word, 0, len(tokens))
	last := 0
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if strings.IndexByte(s[last:t.Start], '\n') >= 0 {
			r.flush()
			r.breakSentence()
		}
		last = t.End
		if t.Kind != text.Punct {
			r.word(t)
			continue
		}
		if hyphen(tokens, i) {
			continue
		}
		r.flush()
		i = r.punctuation(tokens, i)
		last = tokens[i].End
	}
	r.flush()
	return r.out
}

// hyphen reports whether mark i joins two words, as in thank-you.
func hyphen(tokens []text.Token, i int) bool {
	return tokens[i].Fold == "-" && i > 0 && i+1 < len(tokens) && tokens[i-1].End == tokens[i].Start && tokens[i].End == tokens[i+1].Start
}

// word adds a token to the run of words between two marks.
func (r *reader) word(t text.Token) {
	if as, ok := r.g.spelling[t.Fold]; ok {
		for _, w := range as {
			r.push(word{fold: w, start: t.Start, end: t.End})
		}
		return
	}
	head, tail := contraction(t.Fold)
	r.push(word{fold: head, start: t.Start, end: t.End})
	if tail != "" {
		r.push(word{fold: tail, start: t.Start, end: t.End})
	}
}

func (r *reader) push(w word) {
	if w.fold == "please" {
		r.pleases = append(r.pleases, pleaseWord{w, len(r.pending)})
		return
	}
	r.pending = append(r.pending, w)
}

// contraction cuts don't into do and not; tail is empty where there is nothing to cut. Whether 's is
// “is” or an owner's is not told apart: it is dropped.
func contraction(fold string) (head, tail string) {
	at := strings.LastIndexByte(fold, '\'')
	if at <= 0 {
		return fold, ""
	}
	switch fold[at:] {
	case "'t":
		if head, ok := strings.CutSuffix(fold, "n't"); ok && head != "" {
			return head, "not"
		}
	case "'re":
		return fold[:at], "are"
	case "'m":
		return fold[:at], "am"
	case "'ve":
		return fold[:at], "have"
	case "'ll":
		return fold[:at], "will"
	case "'d":
		return fold[:at], "would"
	case "'s":
		switch head := fold[:at]; head {
		case "it", "that", "what", "who", "how", "where", "there", "he", "she":
			return head, "is"
		default:
			return head, ""
		}
	}
	return fold, ""
}

// flush sorts the run of words into those that are seen and those that are aside.
func (r *reader) flush() {
	r.numbers = r.numbers[:0]
	for _, w := range r.pending {
		r.numbers = append(r.numbers, r.g.asides.numbers[w.fold])
	}
	for i := 0; i < len(r.pending); {
		r.placePleases(i)
		w := r.pending[i]
		w.sentence, w.opens = r.sentence, r.fresh
		strategy, length := noStrategy, 0
		r.g.asides.walk(0, r.numbers[i:], func(s, n int) { strategy, length = s, n })
		switch {
		case length == 0:
			r.out.words = append(r.out.words, w)
			r.fresh, r.listens = false, true
		case strategy != noStrategy:
			r.out.asides = append(r.out.asides, sight{strategy, span{w.start, r.pending[i+length-1].end}})
			r.listens = false
		}
		i += max(1, length)
	}
	r.placePleases(len(r.pending))
	r.pending = r.pending[:0]
}

// placePleases places the pleases that came before word i of the run.
func (r *reader) placePleases(i int) {
	n := 0
	for ; n < len(r.pleases) && r.pleases[n].before <= i; n++ {
		w := r.pleases[n].word
		w.sentence, w.opens = r.sentence, r.fresh
		r.out.please = append(r.out.please, w)
	}
	r.pleases = r.pleases[n:]
}

// punctuation reads the run of marks that begins at token i and returns the index of its last.
func (r *reader) punctuation(tokens []text.Token, i int) int {
	m := mark{span: span{tokens[i].Start, tokens[i].End}, sentence: r.sentence}
	ends := false
	for {
		t := tokens[i]
		m.end = t.End
		switch t.Fold {
		case "!":
			m.shout++
			ends = true
		case "?":
			m.question++
			ends = true
		case ".", "…":
			ends = true
		}
		if i+1 == len(tokens) || tokens[i+1].Kind != text.Punct || tokens[i+1].Start != t.End {
			break
		}
		i++
	}
	if r.listens && ends {
		r.out.marks = append(r.out.marks, m)
	}
	if ends {
		r.breakSentence()
	}
	return i
}

func (r *reader) breakSentence() {
	if !r.fresh {
		r.sentence++
	}
	r.fresh = true
}
