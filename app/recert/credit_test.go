package recert_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"understudy/app/civil"
	"understudy/app/recert"
)

// chain is a subset of passes credited in order, by the words of the design and nothing else.
type chain struct {
	anchor, until civil.Date
	k, credited   int
}

func (c chain) credit(t recert.Terms, on civil.Date) chain {
	again := on.Plus(t.Period)
	switch {
	case c.credited == 0, !on.Before(c.until):
		return chain{on, again, 1, c.credited + 1}
	case !on.Before(c.until.Minus(t.Window)):
		return chain{c.anchor, c.anchor.Plus(t.Period.Times(c.k + 1)), c.k + 1, c.credited + 1}
	case again.After(c.until):
		return chain{on, again, 1, c.credited + 1}
	default:
		c.credited++
		return c
	}
}

// bestOfAllSubsets is the oracle: it tries every subset.
func bestOfAllSubsets(t recert.Terms, passes []civil.Date) chain {
	var best chain
	for subset := 1; subset < 1<<len(passes); subset++ {
		var c chain
		for i, on := range passes {
			if subset&(1<<i) != 0 {
				c = c.credit(t, on)
			}
		}
		switch {
		case c.until.After(best.until),
			c.until == best.until && c.credited > best.credited,
			c.until == best.until && c.credited == best.credited && c.anchor.Before(best.anchor):
			best = c
		}
	}
	return best
}

func greedy(t recert.Terms, passes []civil.Date) civil.Date {
	var c chain
	for _, on := range passes {
		c = c.credit(t, on)
	}
	return c.until
}

func TestAnExtraPassDoesNotShortenACertificate(t *testing.T) {
	terms := yearly()
	terms.Window = p("P30D")
	days := []civil.Date{d("2024-06-24"), d("2025-09-30"), d("2026-09-10"), d("2026-09-17")}
	with := slices.Insert(slices.Clone(days), 1, d("2024-10-22"))
	if got := greedy(terms, with); got != d("2027-09-17") {
		t.Fatalf("crediting greedily ends %s; the example of the design is not what is tested", got)
	}
	for _, passes := range [][]civil.Date{days, with} {
		f := anna()
		f.Terms[0].Terms = terms
		for _, on := range passes {
			f.Passes = append(f.Passes, recert.Pass{On: on})
		}
		if s := recert.Derive(f, d("2026-09-17"), time.Time{}); s.Until != d("2027-09-30") || s.Anchor != d("2025-09-30") {
			t.Errorf("%v end %s, anchor %s; want 2027-09-30, 2025-09-30", passes, s.Until, s.Anchor)
		}
	}
}

func TestCyclesKeepTheAnswersOfTheirDays(t *testing.T) {
	monthly := func(mode recert.Mode, with ...func(*recert.Terms)) recert.Terms {
		t := yearly()
		t.Mode = mode
		for _, w := range with {
			w(&t)
		}
		return t
	}
	window30 := func(t *recert.Terms) { t.Window = p("P30D") }
	yearEnd := func(t *recert.Terms) {
		t.Anchor = must(recert.ParseAnchor("12-31"))
		t.MinValid = p("P6M")
	}
	rows := []struct {
		name   string
		terms  recert.Terms
		passes string
		want   string // from until completed, or from until missed
	}{
		{"on time", yearly(), "2024-01-19 2025-01-10", "2024-01-19 2025-01-19 2024-01-19; 2025-01-19 2026-01-19 2025-01-10"},
		{"in grace", yearly(), "2024-01-19 2025-01-20", "2024-01-19 2025-01-19 2024-01-19; 2025-01-20 2026-01-20 2025-01-20"},
		{"early", yearly(), "2024-01-19 2024-06-01", "2024-01-19 2025-01-19 2024-01-19; 2024-06-01 2025-06-01 2024-06-01"},
		{"lapsed for less than a cycle", yearly(), "2024-01-19 2026-01-18", "2024-01-19 2025-01-19 2024-01-19; 2026-01-18 2027-01-18 2026-01-18"},
		{"two missed", yearly(), "2024-01-19 2027-01-19", "2024-01-19 2025-01-19 2024-01-19; 2025-01-19 2026-01-19 missed; 2026-01-19 2027-01-19 missed; 2027-01-19 2028-01-19 2027-01-19"},
		{"missed from a month's end", yearly(), "2024-02-29 2027-03-01", "2024-02-29 2025-02-28 2024-02-29; 2025-02-28 2026-02-28 missed; 2026-02-28 2027-02-28 missed; 2027-03-01 2028-03-01 2027-03-01"},
		{"the best subset changes", monthly(recert.Anniversary, window30), "2024-06-24 2024-10-22 2025-09-30 2026-09-10",
			"2024-06-24 2025-06-24 2024-06-24; 2024-10-22 2025-10-22 2024-10-22; 2025-10-22 2026-10-22 2025-09-30; 2026-09-10 2027-09-30 2026-09-10"},
		{"rolling", monthly(recert.Rolling), "2024-01-19 2024-12-20 2025-03-01", "2024-01-19 2025-01-19 2024-01-19; 2025-01-19 2025-12-20 2024-12-20; 2025-03-01 2026-03-01 2025-03-01"},
		{"fixed", monthly(recert.Fixed, yearEnd), "2024-01-19 2024-07-01 2026-12-01",
			"2024-01-19 2024-12-31 2024-01-19; 2024-07-01 2025-12-31 2024-07-01; 2026-12-01 2027-12-31 2026-12-01"},
		{"fixed, six months to the day", monthly(recert.Fixed, yearEnd), "2024-06-30 2024-06-30", "2024-06-30 2024-12-31 2024-06-30"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			f := anna(strings.Fields(row.passes)...)
			f.Terms[0].Terms = row.terms
			last := f.Passes[len(f.Passes)-1].On
			var got []string
			for _, c := range recert.Derive(f, last, time.Time{}).Cycles {
				end := "missed"
				if !c.Missed {
					end = c.Completed.String()
				}
				got = append(got, fmt.Sprintf("%s %s %s", c.From, c.Until, end))
			}
			if strings.Join(got, "; ") != row.want {
				t.Errorf("\n got %s\nwant %s", strings.Join(got, "; "), row.want)
			}
		})
	}
}

func TestFixedEnds(t *testing.T) {
	for _, c := range []struct{ anchor, period, minimum, pass, want string }{
		{"12-31", "P1Y", "P0D", "2024-12-30", "2024-12-31"},
		{"12-31", "P1Y", "P0D", "2024-12-31", "2025-12-31"}, // > completed
		{"12-31", "P1Y", "P6M", "2024-06-30", "2024-12-31"}, // 30 June ⊕ 6 months = 30 December
		{"12-31", "P1Y", "P6M", "2024-07-01", "2025-12-31"},
		{"02-29", "P1Y", "P0D", "2024-03-01", "2025-02-28"},
		{"02-29", "P1Y", "P0D", "2027-03-01", "2028-02-29"},
		{"01-31", "P3M", "P0D", "2025-02-01", "2025-04-30"},
		{"2030-06-15", "P2Y", "P0D", "2024-06-14", "2024-06-15"},
		{"2020-06-15", "P2Y", "P0D", "2025-01-01", "2026-06-15"},
		{"2024-01-01", "P10D", "P0D", "2023-12-01", "2023-12-02"},
	} {
		f := anna(c.pass)
		f.Terms[0].Terms = recert.Terms{Mode: recert.Fixed, Period: p(c.period), MinValid: p(c.minimum), Anchor: must(recert.ParseAnchor(c.anchor))}
		if got := recert.Derive(f, d(c.pass), time.Time{}).Until; got != d(c.want) {
			t.Errorf("anchor %s, %s, at least %s: %s ends %s, want %s", c.anchor, c.period, c.minimum, c.pass, got, c.want)
		}
	}
}

func TestCreditingFindsTheBestSubset(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := yearly()
		terms.Period = rapid.SampledFrom([]civil.Period{p("P1Y"), p("P6M"), p("P1M"), p("P90D"), p("P1M10D")}).Draw(t, "period")
		terms.Window = rapid.SampledFrom([]civil.Period{p("P0D"), p("P30D"), p("P1M"), p("P3M"), p("P1Y")}).Draw(t, "window")
		offsets := rapid.SliceOfN(rapid.IntRange(0, rapid.SampledFrom([]int{60, 400, 1500}).Draw(t, "spread")), 1, 10).Draw(t, "days")
		slices.Sort(offsets)
		f := anna()
		f.Terms[0].Terms = terms
		var passes []civil.Date
		for _, n := range slices.Compact(offsets) {
			passes = append(passes, d("2024-01-25").AddDays(n))
			f.Passes = append(f.Passes, recert.Pass{On: d("2024-01-25").AddDays(n)})
		}
		want := bestOfAllSubsets(terms, passes)
		got := recert.Derive(f, passes[len(passes)-1], time.Time{})
		if got.Until != want.until || got.Anchor != want.anchor {
			t.Fatalf("%v: until %s anchor %s, the best of all subsets has %s and %s", passes, got.Until, got.Anchor, want.until, want.anchor)
		}
		if got.Completed != passes[len(passes)-1] {
			t.Fatalf("%v: the last pass is not credited", passes)
		}
	})
}

func TestManyPassesAreCreditedInReasonableTime(t *testing.T) {
	f := anna()
	f.Terms[0].Terms.Window = p("P3M")
	for n := range 1500 {
		f.Passes = append(f.Passes, recert.Pass{On: d("2020-01-01").AddDays(n)})
	}
	begun := time.Now()
	recert.Answer(f, d("2026-01-01"), time.Time{})
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("1,500 passes took %s", took)
	}
}
