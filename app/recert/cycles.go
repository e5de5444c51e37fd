package recert

import (
	"slices"

	"understudy/app/civil"
)

// Cycle is one run of a certificate, or one that should have been.
type Cycle struct {
	From      civil.Date // the day its validity began
	Until     civil.Date // exclusive
	Completed civil.Date // the credited pass; zero when missed
	Missed    bool
}

// history is what the passes up to a day have led to.
type history struct {
	cycles  []Cycle
	now     standing   // the running certificate; zero when never certified or revoked
	last    civil.Date // the last pass that counts, zero when none does
	latest  civil.Date // the last pass of all, revoked or not
	revoked civil.Date // the revocation in force, zero when none is
}

// historyOn credits what happened up to day d. Revocations cut it: only passes on or after one count
// afresh, while the cycles before keep the answers they had.
func historyOn(f Facts, d civil.Date) history {
	passes, revocations := passDays(f, d), daysOf(f.Adjustments, Revocation, d)
	h := history{}
	book := ledger{terms: f.Terms}
	for _, p := range passes {
		for len(revocations) > 0 && !revocations[0].After(p) {
			book, h.now = ledger{terms: f.Terms}, standing{}
			revocations = revocations[1:]
		}
		best := book.credit(p)
		h.cycles = append(h.cycles, rows(f.Terms, h.now, best, p)...)
		h.now, h.last, h.latest = best, p, p
	}
	if n := len(revocations); n > 0 {
		h.now, h.last, h.revoked = standing{}, civil.Date{}, revocations[n-1]
	}
	return h
}

// passDays returns the days up to d with a pass or an equivalence, in order, each once.
func passDays(f Facts, d civil.Date) []civil.Date {
	days := daysOf(f.Adjustments, Equivalence, d)
	for _, p := range f.Passes {
		if !p.On.After(d) {
			days = append(days, p.On)
		}
	}
	slices.SortFunc(days, civil.Date.Compare)
	return slices.Compact(days)
}

// daysOf returns the From of each adjustment of a kind up to d, in order.
func daysOf(all []Adjustment, kind Kind, d civil.Date) []civil.Date {
	var days []civil.Date
	for _, a := range all {
		if a.Kind == kind && !a.From.After(d) {
			days = append(days, a.From)
		}
	}
	slices.SortFunc(days, civil.Date.Compare)
	return days
}

// rows returns the cycles that a pass adds: those missed since the standing before, and its own.
func rows(terms []TermsFrom, before, now standing, p civil.Date) []Cycle {
	if now.completed != p {
		return nil // only logged
	}
	own := Cycle{From: p, Until: now.until, Completed: p}
	switch {
	case !before.certified():
		return []Cycle{own}
	case !p.Before(before.lapses):
		return append(missed(terms[before.terms].Terms, before, p), own)
	case p.Before(before.until) && !p.Before(before.opens) && now.until.After(before.until):
		own.From = before.until
	}
	return []Cycle{own}
}

// missed returns the whole cycles from the end of a standing that were over by day p.
func missed(t Terms, s standing, p civil.Date) []Cycle {
	var gone []Cycle
	from := s.until
	for k := s.k + 1; ; k++ {
		until := s.anchor.Plus(t.Period.Times(k))
		if until.After(p) || !until.After(from) {
			return gone
		}
		gone = append(gone, Cycle{From: from, Until: until, Missed: true})
		from = until
	}
}
