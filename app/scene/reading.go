package scene

import "strings"

// What people can read and say, by the design's figures.
const (
	maxLineWords      = 35
	maxGrade          = 9
	minGradeWords     = 10 // the formula says nothing about a shorter text
	readWordsPerMin   = 200
	clockExtraSeconds = 5
	talkWordsPerMin   = 150
	decisionSeconds   = 10
	replySeconds      = 60
)

// reading reports what is long, hard or hurried.
func (a *analysis) reading() {
	english := strings.HasPrefix(a.c.Lang, "en")
	for r := range a.scenario.rows {
		text := spoken(r)
		n := len(words(text))
		switch {
		case n > maxLineWords:
			a.add("S14", SeverityWarning, r.head().At, "a line of %d words; at most %d can be taken in at once", n, maxLineWords)
		case english && n >= minGradeWords && grade(text) > maxGrade:
			a.add("S14", SeverityWarning, r.head().At, "hard to read: grade %.1f, where %d is the limit; shorter words and sentences", grade(text), maxGrade)
		}
	}
	for i := range a.c.stages {
		a.clock(&a.c.stages[i])
	}
	if a.c.Minutes > 0 && a.graph.limit == "" {
		a.minutes()
	}
}

// spoken returns what a row has people say, hear or read during the play.
func spoken(r Row) string {
	switch r := r.(type) {
	case *Speech:
		return r.Text
	case *Narration:
		return r.Text
	case *Choice:
		return r.Text
	case *Model:
		return r.Text
	default:
		return ""
	}
}

// clock: S16.
func (a *analysis) clock(st *stage) {
	if st.seconds() == 0 {
		return
	}
	n := st.words()
	for i := range st.edges {
		if choice := st.edges[i].choice; choice != nil {
			n += len(words(choice.Text))
		}
	}
	tenths := n*600/readWordsPerMin + clockExtraSeconds*10
	if st.seconds()*10 < tenths {
		a.add("S16", SeverityWarning, st.Decision.head().At, "the clock of %d s is shorter than the reading: %d words need %d s",
			st.seconds(), n, (tenths+9)/10)
	}
}

// words counts the words of a scene's lines.
func (st *stage) words() int {
	n := 0
	for _, r := range st.Rows {
		n += len(words(spoken(r)))
	}
	return n
}

// minutes: S23, by the scenes and the edges that can be taken.
func (a *analysis) minutes() {
	scenes := a.graph.condensed()
	longest, found := scenes.longest(rewards{
		edge:   func(e *edge) int { return e.tenths },
		ending: func(st *stage) int { return st.words() * 600 / talkWordsPerMin },
		closed: func(*edge) bool { return false },
	})
	if !found {
		return
	}
	shortest := scenes.shortest(longest)
	row := find[*Setting](a.scenario.Header)
	declared := a.c.Minutes * 600
	switch {
	case longest < declared/2:
		a.add("S23", SeverityInfo, row.At, "%d minutes are declared, and the longest path takes about %s", a.c.Minutes, minutesText(longest))
	case shortest > declared*3/2:
		a.add("S23", SeverityInfo, row.At, "%d minutes are declared, and the shortest path takes about %s", a.c.Minutes, minutesText(shortest))
	}
}

func minutesText(tenths int) string {
	seconds := tenths / 10
	return itoa(seconds/60) + " min " + itoa(seconds%60) + " s"
}
