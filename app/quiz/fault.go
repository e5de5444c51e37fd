package quiz

import "math"

// Fault returns the option that best explains why a response is not right: a wrong one that was chosen,
// or the first that was given the wrong place, match or turn. There is none where only something is
// missing.
func (q Question) Fault(r Response) (index int, found bool) {
	switch q.Type {
	case Single, Multiple, TrueFalse:
		return q.first(func(_ int, o Option) bool { return o.Score <= 0 }, r.Picks)
	case Short, Numeric:
		at := q.Fitting(r.Text)
		return at, at >= 0 && q.Options[at].Score < 1
	case Spot:
		at := pick(r, 0) - 1
		return at, at >= 0 && at < len(q.Options) && at != q.Breach()
	case Judgement:
		return q.furthest(r)
	}
	for i, o := range q.Options {
		n := pick(r, i)
		switch {
		case n < 1 || n > len(q.Options):
		case q.Type == Ordering && n != i+1, q.Type == Matching && q.Options[n-1].Match != o.Match:
			return i, true
		}
	}
	return 0, false
}

func (q Question) first(is func(int, Option) bool, picks []int) (int, bool) {
	for _, i := range picks {
		if i >= 0 && i < len(q.Options) && is(i, q.Options[i]) {
			return i, true
		}
	}
	return 0, false
}

// furthest returns the option whose rating is the furthest from the panel's.
func (q Question) furthest(r Response) (index int, found bool) {
	most := 0.5
	for i, o := range q.Options {
		if n := pick(r, i); n > 0 {
			if off := math.Abs(float64(n) - o.Key()); off > most {
				index, found, most = i, true, off
			}
		}
	}
	return index, found
}
