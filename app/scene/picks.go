package scene

import "strings"

// A choice that hardly anybody takes is read by everybody and tempts nobody. Below so many attempts, that
// few took it may be chance.
const (
	decoyPercent  = 5
	decoyAttempts = 30
)

// PicksName returns the name of the counts beside a scenario.
func PicksName(name string) string { return strings.TrimSuffix(name, ".scene") + ".picks" }

// ParsePicks reads how often each choice was taken: a text id and a number a line, as in "c1 40". The
// error is a [SyntaxError].
func ParsePicks(source []byte) (map[string]int, error) {
	text, fs := lines(source)
	picks := map[string]int{}
	for i, line := range text {
		c := &cursor{line: line, number: i + 1}
		if c.atEnd() || c.next("#") {
			continue
		}
		if _, twice := picks[c.nextWord()]; twice {
			c.fail("each choice once")
		}
		id := c.word("the text id of a choice and how often it was taken, as in c1 40")
		picks[id] = c.count(0, "how often the choice was taken, as in c1 40")
		c.done("the end of the line")
		if c.failed != nil {
			fs.mistake(c.failed.at, c.failed.found, c.failed.expected)
		}
		if len(fs) >= maxMistakes {
			break
		}
	}
	if len(fs) > 0 {
		return nil, &SyntaxError{fs}
	}
	return picks, nil
}

// decoys: S13. A choice under a condition is left alone: how often it was on offer is not known.
func (a *analysis) decoys(picks map[string]int) {
	for _, sc := range a.scenario.Scenes {
		choose, ok := sc.Decision.(*Choose)
		if !ok {
			continue
		}
		attempts := 0
		for _, choice := range choose.Choices {
			attempts += picks[choice.ID]
		}
		for _, choice := range choose.Choices {
			if n := picks[choice.ID]; choice.If == nil && attempts >= decoyAttempts && n*100 < decoyPercent*attempts {
				a.add("S13", SeverityWarning, choice.At, "%d of %d attempts took this choice; it tempts nobody, so put what people really say in its place", n, attempts)
			}
		}
	}
}
