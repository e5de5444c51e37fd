package recert

import "understudy/app/civil"

// standing is what a chain of credited passes has led to. The zero standing is no certificate.
type standing struct {
	anchor    civil.Date // until is always anchor ⊕ k·P, never the last end plus P
	k         int
	terms     int // index of the terms pinned to the running cycle
	opens     civil.Date
	until     civil.Date
	lapses    civil.Date
	completed civil.Date // the last credited pass
	credited  int        // how many passes were credited
}

func (s standing) certified() bool { return !s.until.IsZero() }

// better reports whether s is to be preferred: the later end, then more credited passes, then the
// earlier anchor.
func (s standing) better(than standing) bool {
	switch {
	case s.until != than.until:
		return s.until.After(than.until)
	case s.credited != than.credited:
		return s.credited > than.credited
	default:
		return s.anchor.Before(than.anchor)
	}
}

// ledger credits passes day by day. It keeps every standing that some subset of the passes so far leads
// to and that a later pass could still build on. Those are few: one anchor a pass, and for each anchor only
// the ends that have not come yet.
type ledger struct {
	terms []TermsFrom
	open  []standing // ends later than the last pass, by anchor and k
	spent int        // most passes credited by any chain whose end has come
}

// credit adds the pass of a day and returns the best standing as of that day.
func (l *ledger) credit(p civil.Date) standing {
	terms := termsOn(l.terms, p)
	fresh := l.start(p, terms)
	before := l.open
	l.open = make([]standing, 0, len(before)+2)
	for _, s := range before {
		if l.terms[terms].Terms.Mode == Anniversary {
			fresh.credited = max(fresh.credited, l.renew(s, p, fresh))
			continue
		}
		// Rolling and fixed count from the newest pass alone; an older end is kept only where a
		// change of terms made it the later one.
		fresh.credited = max(fresh.credited, s.credited)
		if s.until.After(fresh.until) {
			l.keep(s)
		}
	}
	fresh.credited = max(fresh.credited, l.spent) + 1
	l.keep(fresh)
	best := fresh
	for _, s := range l.open {
		if s.better(best) {
			best = s
		}
	}
	return best
}

// renew steps one standing by a pass in anniversary mode, both credited and only logged. It returns the
// passes credited so far where crediting this one starts afresh from it, and 0 otherwise.
func (l *ledger) renew(s standing, p civil.Date, fresh standing) int {
	switch {
	case !p.Before(s.until): // in grace or lapsed: re-anchors
		l.spent = max(l.spent, s.credited)
		return s.credited
	case !p.Before(s.opens): // on time: costs no days
		l.keep(s)
		l.keep(l.next(s, p, fresh.terms))
		return 0
	case fresh.until.After(s.until): // early, and worth more than what was left
		l.keep(s)
		return s.credited
	default: // early, and worth no more: the end stays
		s.completed, s.credited = p, s.credited+1
		l.keep(s)
		return 0
	}
}

// keep adds a standing, or merges it into the same one reached by another subset.
func (l *ledger) keep(s standing) {
	if n := len(l.open); n > 0 {
		last := &l.open[n-1]
		if last.anchor == s.anchor && last.k == s.k && last.terms == s.terms {
			if s.credited > last.credited {
				*last = s
			}
			return
		}
	}
	l.open = append(l.open, s)
}

// start returns the standing of a pass that counts by itself.
func (l *ledger) start(p civil.Date, terms int) standing {
	t := l.terms[terms].Terms
	s := standing{anchor: p, k: 1, terms: terms, completed: p}
	if t.Mode == Fixed {
		s.anchor = t.Anchor.day
		s.until, s.k = t.fixedEnd(p)
	} else {
		s.until = p.Plus(t.Period)
	}
	return s.bounded(t)
}

// next returns the standing after a renewal on time: the same anchor, one period on.
func (l *ledger) next(s standing, p civil.Date, terms int) standing {
	t, was := l.terms[terms].Terms, l.terms[s.terms].Terms
	if was.Mode == Fixed || was.Period != t.Period {
		s.anchor, s.k = s.until, 0
	}
	s.k++
	s.terms, s.completed, s.credited = terms, p, s.credited+1
	s.until = s.anchor.Plus(t.Period.Times(s.k))
	return s.bounded(t)
}

// bounded sets the days that are counted from the end.
func (s standing) bounded(t Terms) standing {
	s.opens, s.lapses = s.until.Minus(t.Window), s.until.Plus(t.Grace)
	return s
}
