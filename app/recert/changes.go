package recert

import (
	"maps"
	"slices"

	"understudy/app/civil"
)

// nextChange returns the first day after d on which the answer is another one, zero for none. Only days
// that a fact names, or that are counted from one, can be it; each is tried in order.
func nextChange(f Facts, d civil.Date, now Status) civil.Date {
	days := slices.DeleteFunc(turningDays(f, d), func(day civil.Date) bool { return !day.After(d) })
	slices.SortFunc(days, civil.Date.Compare)
	for _, day := range slices.Compact(days) {
		if !now.same(answer(f, day)) {
			return day
		}
	}
	return civil.Date{}
}

// same reports whether two answers are the same, ChangesOn apart.
func (s Status) same(as Status) bool {
	return s.Validity == as.Validity && s.Duty == as.Duty && s.OpensOn == as.OpensOn && s.DueOn == as.DueOn &&
		s.Until == as.Until && s.LapsesOn == as.LapsesOn && s.Anchor == as.Anchor && s.Completed == as.Completed &&
		s.WholePath == as.WholePath && slices.Equal(s.Cycles, as.Cycles) && maps.Equal(s.Rules, as.Rules) &&
		slices.Equal(s.RuleDuties, as.RuleDuties) &&
		slices.EqualFunc(s.Why, as.Why, func(a, b Reason) bool { return a.Code == b.Code && slices.Equal(a.Args, b.Args) })
}

// turningDays returns every day on which the answer may change while the facts stay as they are.
func turningDays(f Facts, d civil.Date) []civil.Date {
	if len(f.Terms) == 0 {
		return nil
	}
	days := factDays(f)
	h := historyOn(f, d)
	t := f.Terms[h.now.terms].Terms
	ends := []civil.Date{h.now.until} // days that LapseLimit may be counted from
	for _, s := range f.Spells {
		ends = append(ends, s.From)
	}
	for _, r := range f.Revisions {
		ends = append(ends, r.EffectiveOn.Plus(t.Notice))
	}
	days = append(days, h.now.opens, h.now.lapses)
	for _, end := range ends {
		days = append(days, end, end.Plus(t.LapseLimit.Period).AddDays(1))
	}
	for _, a := range f.Adjustments {
		days = append(days, a.Until.Plus(t.Grace))
	}
	for _, a := range f.Reasons {
		limit := f.Terms[termsOn(f.Terms, a.From)].Terms.OnboardingDue
		days = append(days, a.From.Plus(limit.Period))
	}
	for _, l := range f.Leaves {
		days = append(days, l.To.AddDays(afterReturn))
	}
	return days
}

// factDays returns the days that the facts themselves name.
func factDays(f Facts) []civil.Date {
	var days []civil.Date
	for _, s := range slices.Concat(f.Spells, f.Leaves) {
		days = append(days, s.From, s.To)
	}
	for _, a := range f.Reasons {
		days = append(days, a.From, a.To, a.Due)
	}
	for _, p := range f.Passes {
		days = append(days, p.On)
	}
	for _, a := range f.Adjustments {
		days = append(days, a.From, a.To, a.Until, a.Day)
	}
	for _, r := range f.Revisions {
		days = append(days, r.EffectiveOn, r.PublishedOn)
	}
	for _, c := range f.Coverage {
		days = append(days, c.On)
	}
	return days
}
