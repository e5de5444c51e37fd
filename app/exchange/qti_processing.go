package exchange

import (
	"math"
	"strings"
)

// processing is what was understood of an item's response processing.
type processing struct {
	maps bool // answers earn what the mapping says
}

// branch is one case of a response condition: an answer, what it earns, and what it shows.
type branch struct {
	fixed        string // the answer itself
	correct      bool   // the declared answer
	others       bool   // every answer that no branch before took
	below, above float64
	relative     bool // below and above are percentages
	worth        float64
	feedback     string // identifier of what is shown
}

// processing reads how answers are marked: by one of the standard templates, by a mapping, or case by
// case. What else there may be is noted.
func (r *itemReader) processing() {
	p := r.root.first("responseprocessing")
	template := strings.ToLower(p.get("template") + p.get("templatelocation"))
	switch {
	case p == nil, strings.Contains(template, "match_correct"):
		r.processed.maps = p == nil && len(r.correct()) == 0
		return
	case strings.Contains(template, "map_response"):
		r.processed.maps = true
		return
	}
	r.processed.maps = len(p.find(named("mapresponse"))) > 0
	understood := r.processed.maps
	for _, condition := range p.all("responsecondition") {
		for _, kid := range condition.kids {
			if b, ok := r.branch(kid); ok {
				r.branches = append(r.branches, b)
				understood = true
			}
		}
	}
	if r.act.key != "textentryinteraction" && r.act.key != "sliderinteraction" {
		r.branches = nil
	} else if !answered(r.branches) {
		r.branches = nil // nothing but an else: the declaration says more
	}
	if !understood && r.act.key != "extendedtextinteraction" {
		r.q.degrade("the item has marking rules of its own, which are not taken; its declared answer counts")
	}
}

func answered(branches []branch) bool {
	for _, b := range branches {
		if b.correct || b.fixed != "" {
			return true
		}
	}
	return false
}

// branch reads if, else-if or else, when its condition is a single comparison with an answer.
func (r *itemReader) branch(n *node) (b branch, ok bool) {
	switch n.key {
	case "responseelse":
		b.others = true
	case "responseif", "responseelseif":
		if ok = b.compares(n); !ok {
			return b, false
		}
	default:
		return b, false
	}
	b.worth = 1
	if b.others {
		b.worth = 0
	}
	for _, set := range n.all("setoutcomevalue") {
		value := set.child("basevalue").word()
		switch strings.ToUpper(set.get("identifier")) {
		case "SCORE":
			if score, fine := number(value); fine {
				b.worth = min(max(score/r.maximum(), -1), 1)
			}
		case "FEEDBACK":
			b.feedback = value
		}
	}
	return b, !b.others || b.feedback != "" || b.worth != 0
}

// maximum is the most that the item is declared to earn.
func (r *itemReader) maximum() float64 {
	for _, d := range r.root.all("outcomedeclaration") {
		if strings.ToUpper(d.get("identifier")) == "SCORE" {
			if most, ok := number(d.get("normalmaximum")); ok && most > 0 {
				return most
			}
		}
	}
	return 1
}

// compares reads the comparison of a branch.
func (b *branch) compares(n *node) bool {
	for _, kid := range n.kids {
		switch kid.key {
		case "match", "stringmatch", "equal", "equalrounded":
			b.tolerance(kid)
			b.correct = len(kid.all("correct")) > 0
			b.fixed = kid.child("basevalue").word()
			return b.correct || b.fixed != ""
		case "":
		default:
			return false
		}
	}
	return false
}

func (b *branch) tolerance(n *node) {
	if n.key == "equalrounded" {
		if figures, ok := number(n.get("figures")); ok && n.get("roundingmode") != "significantFigures" {
			b.below = math.Pow(10, -figures) / 2
			b.above = b.below
		}
		return
	}
	parts := strings.Fields(n.get("tolerance"))
	if len(parts) == 0 || n.get("tolerancemode") == "exact" {
		return
	}
	low, ok := number(parts[0])
	high, ok2 := number(parts[len(parts)-1])
	if ok && ok2 && low >= 0 && high >= 0 {
		b.below, b.above, b.relative = low, high, n.get("tolerancemode") == "relative"
	}
}
