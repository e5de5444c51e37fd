package quiz

import (
	"hash/fnv"
	"slices"
	"strings"
	"unicode/utf8"
)

// Layout is how one paper shows a question. Pages and forms speak of places alone, so that nothing in
// them tells the author's order.
type Layout struct {
	Rows   []int // place on the page → index into Options
	Offers []int // matching: place → option whose Match is offered; spot: place → index into Choices
}

// LayOut returns the layout of a question in the paper of a seed.
func LayOut(seed uint64, q Question) Layout {
	l := Layout{Rows: OptionOrder(seed, q)}
	switch q.Type {
	case Matching:
		l.Rows = slices.DeleteFunc(l.Rows, func(i int) bool { return q.Options[i].Text == "" })
		l.Offers = q.rights()
		name := fnv.New64a()
		_, _ = name.Write([]byte(q.ID + "/offers")) // a hash never fails to write
		shuffle(&random{seed ^ name.Sum64()}, l.Offers)
	case Spot:
		for i := range q.Choices {
			l.Offers = append(l.Offers, i)
		}
		slices.SortFunc(l.Offers, func(a, b int) int { return strings.Compare(string(q.Choices[a]), string(q.Choices[b])) })
	case Short, Numeric:
		l.Rows = nil // the options are the key
	}
	return l
}

// Given is what a form says: places on the page. For single, multiple and truefalse those chosen, from
// 0. For ordering, matching and judgement what each row was given, from 1; for spot the row of the turn
// and the rule offered, from 1. 0 says that nothing was given.
type Given struct {
	Places []int
	Text   string
}

// Problem says what is wrong with an answer as it was given; empty for nothing.
type Problem string

// The problems of answers.
const (
	Impossible Problem = "impossible" // no page offers that
	SameTwice  Problem = "twice"      // two rows at one place of an order
	NoNumber   Problem = "no_number"
	TooLong    Problem = "too_long"
)

// Response turns what a form says into what is kept and marked. An answer that says nothing is empty.
func (l Layout) Response(q Question, g Given) (Response, Problem) {
	switch q.Type {
	case Short, Numeric:
		return typed(q, g.Text)
	case Ordering, Matching, Judgement:
		return l.rowByRow(q, g.Places)
	case Spot:
		return l.spotted(g.Places)
	default:
		return l.chosen(q, g.Places)
	}
}

func typed(q Question, text string) (Response, Problem) {
	text = strings.Join(strings.Fields(text), " ")
	switch {
	case utf8.RuneCountInString(text) > MostTyped:
		return Response{}, TooLong
	case q.Type == Numeric && text != "" && len(Numbers(text, q.Units)) == 0:
		return Response{}, NoNumber
	default:
		return Typed(text), ""
	}
}

func (l Layout) chosen(q Question, places []int) (Response, Problem) {
	var picks []int
	for _, place := range places {
		if place < 0 || place >= len(l.Rows) || slices.Contains(picks, l.Rows[place]) {
			return Response{}, Impossible
		}
		picks = append(picks, l.Rows[place])
	}
	if q.Type != Multiple && len(picks) > 1 {
		return Response{}, Impossible
	}
	return Response{Picks: picks}, ""
}

// most returns the highest number that a row can be given.
func (l Layout) most(q Question) int {
	switch q.Type {
	case Matching:
		return len(l.Offers)
	case Judgement:
		return q.Scale
	default:
		return len(l.Rows)
	}
}

func (l Layout) rowByRow(q Question, given []int) (Response, Problem) {
	if len(given) > len(l.Rows) {
		return Response{}, Impossible
	}
	picks, some := make([]int, len(q.Options)), false
	for row, n := range given {
		switch {
		case n < 0 || n > l.most(q):
			return Response{}, Impossible
		case n == 0:
			continue
		case q.Type == Ordering && slices.Contains(given[:row], n):
			return Response{}, SameTwice
		case q.Type == Matching:
			n = l.Offers[n-1] + 1
		}
		picks[l.Rows[row]], some = n, true
	}
	if !some {
		picks = nil
	}
	return Response{Picks: picks}, ""
}

func (l Layout) spotted(given []int) (Response, Problem) {
	picks := []int{0, 0}
	if len(given) > len(picks) {
		return Response{}, Impossible
	}
	for i, offered := range [][]int{l.Rows, l.Offers}[:len(given)] {
		if n := given[i]; n < 0 || n > len(offered) {
			return Response{}, Impossible
		} else if n > 0 {
			picks[i] = offered[n-1] + 1
		}
	}
	if picks[0] == 0 && picks[1] == 0 {
		picks = nil
	}
	return Response{Picks: picks}, ""
}

// Given turns a response into what a form would say, for the page that shows it again.
func (l Layout) Given(q Question, r Response) Given {
	g := Given{Text: r.Text}
	switch q.Type {
	case Ordering, Matching, Judgement:
		for _, i := range l.Rows {
			n := pick(r, i)
			if q.Type == Matching && n > 0 {
				n = slices.IndexFunc(l.Offers, func(at int) bool { return n <= len(q.Options) && q.Options[at].Match == q.Options[n-1].Match }) + 1
			}
			g.Places = append(g.Places, n)
		}
	case Spot:
		g.Places = []int{slices.Index(l.Rows, pick(r, 0)-1) + 1, slices.Index(l.Offers, pick(r, 1)-1) + 1}
	default:
		for place, i := range l.Rows {
			if slices.Contains(r.Picks, i) {
				g.Places = append(g.Places, place)
			}
		}
	}
	return g
}

// pick returns a number of a response, 0 beyond its end.
func pick(r Response, at int) int {
	if at >= len(r.Picks) {
		return 0
	}
	return r.Picks[at]
}
