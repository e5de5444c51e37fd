package scene

import (
	"strings"
	"unicode/utf8"
)

// A learner who knows nothing of the rules should not be able to tell the right choice by its looks.
const (
	chance        = 0.05 // an arrangement this unlikely by chance is no chance
	muchLonger    = 1.5  // times the next choice
	fewAbsolutely = 3    // wrong choices with absolute words, from which they give themselves away
)

// decision is a scene with one choice that is worth more than the others.
type decision struct {
	*Choose
	best    int // its place
	longest int // place of the one strictly longest choice, or −1
}

// fairness: S12.
func (a *analysis) fairness() {
	var decisions []decision
	for i := range a.c.stages {
		if d, ok := a.c.stages[i].decision(); ok {
			decisions = append(decisions, d)
			a.muchLonger(d)
		}
	}
	a.lengths(decisions)
	a.positions(decisions)
	a.absolutes()
}

func (st *stage) decision() (decision, bool) {
	choose, ok := st.Decision.(*Choose)
	if !ok || len(choose.Choices) < 2 {
		return decision{}, false
	}
	d := decision{Choose: choose, best: 0, longest: 0}
	only, longest := true, 0
	for i, choice := range choose.Choices {
		switch points, most := st.edges[i].most, st.edges[d.best].most; {
		case i == 0:
		case points > most:
			d.best, only = i, true
		case points == most:
			only = false
		}
		switch n := utf8.RuneCountInString(choice.Text); {
		case n > longest:
			d.longest, longest = i, n
		case n == longest:
			d.longest = -1
		}
	}
	return d, only
}

// muchLonger reports a best choice that stands out by its length in one scene.
func (a *analysis) muchLonger(d decision) {
	if d.longest != d.best {
		return
	}
	next := 0
	for i, choice := range d.Choices {
		if i != d.best {
			next = max(next, utf8.RuneCountInString(choice.Text))
		}
	}
	best := d.Choices[d.best]
	if times := float64(utf8.RuneCountInString(best.Text)) / float64(next); times >= muchLonger {
		a.add("S12", SeverityInfo, best.At, "the best choice is %.1f times as long as the next, which gives it away", times)
	}
}

// lengths reports a scenario whose best choice is the longest too often.
func (a *analysis) lengths(decisions []decision) {
	var odds []float64
	hits := 0
	for _, d := range decisions {
		if d.longest < 0 {
			continue
		}
		odds = append(odds, 1/float64(len(d.Choices)))
		if d.longest == d.best {
			hits++
		}
	}
	if atLeast(odds, hits) < chance {
		a.add("S12", SeverityWarning, a.titleAt(), "the best choice is the longest in %d of %d decisions; a learner can tell it by its length", hits, len(odds))
	}
}

// positions reports a scenario whose best choice stands at the same place too often.
func (a *analysis) positions(decisions []decision) {
	for place := range 10 {
		var odds []float64
		hits := 0
		for _, d := range decisions {
			if place >= len(d.Choices) {
				continue
			}
			odds = append(odds, 1/float64(len(d.Choices)))
			if d.best == place {
				hits++
			}
		}
		if atLeast(odds, hits) < chance {
			a.add("S12", SeverityWarning, a.titleAt(), "the best choice stands at place %d in %d of %d decisions; a learner can tell it by its place", place+1, hits, len(odds))
		}
	}
}

// atLeast returns the probability that at least so many of independent events with these odds happen:
// the upper tail of the binomial distribution, where all odds are the same.
func atLeast(odds []float64, hits int) float64 {
	exactly := make([]float64, len(odds)+1)
	exactly[0] = 1
	for n, p := range odds {
		for k := n + 1; k > 0; k-- {
			exactly[k] = exactly[k]*(1-p) + exactly[k-1]*p
		}
		exactly[0] *= 1 - p
	}
	total := 0.0
	for _, p := range exactly[hits:] {
		total += p
	}
	return total
}

// absolutes reports absolute words that stand in wrong choices alone.
func (a *analysis) absolutes() {
	wrong := 0
	var first Position
	for i := range a.c.stages {
		for j := range a.c.stages[i].edges {
			e := &a.c.stages[i].edges[j]
			switch {
			case e.choice == nil || !absolute(e.choice.Text):
			case e.most > 0:
				return
			default:
				if wrong == 0 {
					first = e.at
				}
				wrong++
			}
		}
	}
	if wrong >= fewAbsolutely {
		a.add("S12", SeverityWarning, first, "words such as always and never stand in %d wrong choices and in no right one, which gives them away", wrong)
	}
}

func absolute(text string) bool {
	set := wordSet(text)
	for _, w := range strings.Fields("always never all none every everyone nobody nothing impossible absolutely completely " +
		"toujours jamais tous toutes aucun aucune personne rien") {
		if set[w] {
			return true
		}
	}
	return false
}
