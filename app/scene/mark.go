package scene

import (
	"fmt"
	"strings"

	"understudy/app/speech"
)

// Mark is what the judgement of one reply came to. It holds no word of the reply, so it stays in the
// transcript when the words are erased, and a replay needs no detector.
type Mark struct {
	Judged  bool         // false: nothing here could judge the words, so nothing is given or taken for them
	Wants   []speech.Met // one for each want of the scene, in their order
	Tripped []bool       // one for each never, in their order
	Kept    bool         // the reply shows that a promise made earlier was kept
	Broken  bool         // the reply shows that a promise made earlier was broken
}

// markSign opens a mark in a transcript. No text id begins with it.
const markSign = "="

// String writes a mark for a transcript: "=?" for a reply that was not judged, otherwise a digit a want
// (0 not found, 1 weakly, 2 fully), a point, a digit a never (1 tripped), and k or b for a promise
// kept or broken, as in "=2012.00k".
func (m Mark) String() string {
	if !m.Judged {
		return markSign + "?"
	}
	var b strings.Builder
	b.WriteString(markSign)
	for _, found := range m.Wants {
		b.WriteByte('0' + byte(found))
	}
	b.WriteByte('.')
	for _, tripped := range m.Tripped {
		if tripped {
			b.WriteByte('1')
		} else {
			b.WriteByte('0')
		}
	}
	if m.Kept {
		b.WriteByte('k')
	}
	if m.Broken {
		b.WriteByte('b')
	}
	return b.String()
}

// ParseMark reads what String wrote. The error is a [Refusal].
func ParseMark(word string) (Mark, error) {
	m, ok := markOf(word)
	if !ok {
		return Mark{}, refuse(BadSave, fmt.Sprintf("%q is no mark of a reply", word))
	}
	return m, nil
}

func markOf(word string) (Mark, bool) {
	text, marked := strings.CutPrefix(word, markSign)
	if !marked || text == "?" {
		return Mark{}, marked
	}
	m := Mark{Judged: true}
	wants, nevers, whole := strings.Cut(text, ".")
	for _, digit := range wants {
		if digit < '0' || digit > '2' {
			return Mark{}, false
		}
		m.Wants = append(m.Wants, speech.Met(digit-'0'))
	}
	nevers, m.Broken = strings.CutSuffix(nevers, "b")
	nevers, m.Kept = strings.CutSuffix(nevers, "k")
	for _, digit := range nevers {
		if digit != '0' && digit != '1' {
			return Mark{}, false
		}
		m.Tripped = append(m.Tripped, digit == '1')
	}
	return m, whole
}

// fits reports whether a mark is one of a reply: a place for each of its wants and nevers.
func (m Mark) fits(r *Reply) bool {
	return !m.Judged || len(m.Wants) == len(all[*Want](r.Rows)) && len(m.Tripped) == len(all[*Never](r.Rows))
}

// share returns how much of what was wanted the reply gathered, in percent, rounded down. It is 100
// where nothing was wanted, and where the reply was not judged: nobody is taken down a worse path for
// words that no detector reads.
func (m Mark) share(r *Reply) int {
	gathered, wanted := 0, 0
	for i, w := range all[*Want](r.Rows) {
		wanted += 2 * w.Points
		if m.Judged {
			gathered += int(m.Wants[i]) * w.Points
		}
	}
	if wanted == 0 || !m.Judged {
		return 100
	}
	return gathered * 100 / wanted
}

// evidence lists the rules that a judged reply keeps or breaks. It counts on the first visit of a
// scene. A promise that was kept or broken gives no points: whether one was made at all depends on
// the learner, and so no path could be measured against it.
func (m Mark) evidence(r *Reply, counts bool) []Evidence {
	if !m.Judged {
		return nil
	}
	var out []Evidence
	for i, w := range all[*Want](r.Rows) {
		if m.Wants[i] != speech.None {
			out = append(out, Evidence{Rule: w.Rule.Rule, Sign: 1, Strength: strengthOf(m.Wants[i]), Points: w.Points * int(m.Wants[i]) / 2})
		}
	}
	for i, n := range all[*Never](r.Rows) {
		if m.Tripped[i] {
			out = append(out, Evidence{Rule: n.Rule.Rule, Sign: -1, Strength: n.Rule.Strength, Points: -n.Rule.Strength.Points()})
		}
	}
	if !counts {
		for i := range out {
			out[i].Points = 0
		}
	}
	if m.Kept {
		out = append(out, Evidence{Rule: rulePromises, Sign: 1, Promise: true})
	}
	if m.Broken {
		out = append(out, Evidence{Rule: ruleDeadlines, Sign: -1, Promise: true})
	}
	return out
}

// The rules of the promise ledger: a promise kept, and a deadline broken.
const (
	rulePromises  = "r03"
	ruleDeadlines = "r33"
)

func strengthOf(f speech.Met) Strength {
	if f == speech.Half {
		return Weak
	}
	return Plain
}

// breaches reports whether the reply does what it must never do.
func (m Mark) breaches(r *Reply) bool {
	for i, n := range all[*Never](r.Rows) {
		if m.Judged && m.Tripped[i] && n.Rule.Strength == Critical {
			return true
		}
	}
	return false
}
