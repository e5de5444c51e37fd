package recert_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"understudy/app/civil"
	"understudy/app/recert"
)

// span of the days that facts are drawn from.
const spread = 1300

func drawDay(t *rapid.T, name string) civil.Date {
	return d("2024-01-01").AddDays(rapid.IntRange(0, spread).Draw(t, name))
}

func drawMaybe(t *rapid.T, name string) civil.Date {
	if rapid.Bool().Draw(t, name+" is stated") {
		return drawDay(t, name)
	}
	return civil.Date{}
}

// drawSpan draws [from, to), open-ended now and then.
func drawSpan(t *rapid.T, name string) recert.Span {
	from := drawDay(t, name)
	s := recert.Span{From: from, Recorded: drawInstant(t, name)}
	if rapid.IntRange(0, 3).Draw(t, name+" ends") > 0 {
		s.To = from.AddDays(rapid.IntRange(0, 500).Draw(t, name+" days"))
	}
	return s
}

func drawInstant(t *rapid.T, name string) time.Time {
	if rapid.IntRange(0, 2).Draw(t, name+" has an instant") > 0 {
		return time.Time{}
	}
	return drawDay(t, name+" recorded").Start(time.UTC)
}

func drawPeriod(t *rapid.T, name string, choices ...string) civil.Period {
	return p(rapid.SampledFrom(choices).Draw(t, name))
}

func drawTerms(t *rapid.T) recert.Terms {
	terms := recert.Terms{
		Mode:   rapid.SampledFrom([]recert.Mode{recert.Rolling, recert.Anniversary, recert.Fixed}).Draw(t, "mode"),
		Period: drawPeriod(t, "period", "P1Y", "P6M", "P1M", "P90D"),
		Window: drawPeriod(t, "window", "P0D", "P1M", "P30D"),
		Grace:  drawPeriod(t, "grace", "P0D", "P14D", "P1M"), MinValid: drawPeriod(t, "minimum", "P0D", "P3M"),
		Notice: drawPeriod(t, "notice", "P0D", "P30D"), RehireGap: recert.Within(drawPeriod(t, "gap", "P0D", "P3M")),
		Anchor: must(recert.ParseAnchor("2023-12-31")),
	}
	if rapid.Bool().Draw(t, "onboarding due is stated") {
		terms.OnboardingDue = recert.Within(drawPeriod(t, "onboarding due", "P0D", "P2W", "P3M"))
	}
	if rapid.Bool().Draw(t, "lapse limit is stated") {
		terms.LapseLimit = recert.Within(drawPeriod(t, "lapse limit", "P0D", "P3M"))
	}
	return terms
}

func drawList[T any](t *rapid.T, name string, most int, draw func(*rapid.T) T) []T {
	return rapid.SliceOfN(rapid.Custom(draw), 0, most).Draw(t, name)
}

func drawPass(t *rapid.T) recert.Pass {
	return recert.Pass{On: drawDay(t, "on"), Recorded: drawInstant(t, "pass")}
}

func drawReason(t *rapid.T) recert.Assignment {
	s := drawSpan(t, "reason")
	cause := rapid.SampledFrom([]string{"hire", "role"}).Draw(t, "cause")
	return recert.Assignment{Cause: cause, From: s.From, To: s.To, Due: drawMaybe(t, "due"), Recorded: s.Recorded}
}

func drawAdjustment(t *rapid.T) recert.Adjustment {
	s := drawSpan(t, "adjustment")
	a := recert.Adjustment{From: s.From, To: s.To, Recorded: s.Recorded}
	a.Kind = rapid.SampledFrom([]recert.Kind{recert.Extension, recert.Exemption, recert.Equivalence, recert.Revocation}).Draw(t, "kind")
	if a.Kind == recert.Extension {
		a.From, a.To, a.Until = civil.Date{}, civil.Date{}, s.From
		if !a.Recorded.IsZero() {
			a.Day = civil.In(a.Recorded, time.UTC)
		}
	}
	return a
}

func drawRevision(t *rapid.T) recert.Revision {
	return recert.Revision{
		Rule: rapid.SampledFrom([]string{"r01", "r18"}).Draw(t, "rule"), Rev: rapid.IntRange(1, 3).Draw(t, "rev"),
		Class:       rapid.SampledFrom([]recert.Class{recert.Editorial, recert.Clarifying, recert.Material, recert.New, recert.Retired}).Draw(t, "class"),
		EffectiveOn: drawDay(t, "effective"), PublishedOn: drawMaybe(t, "published"), Recorded: drawInstant(t, "revision"),
	}
}

func drawCoverage(t *rapid.T) recert.Coverage {
	return recert.Coverage{
		Rule: rapid.SampledFrom([]string{"r01", "r18"}).Draw(t, "rule"), Rev: rapid.IntRange(1, 3).Draw(t, "rev"),
		On: drawDay(t, "on"), Recorded: drawInstant(t, "coverage"),
	}
}

// drawFacts draws facts of every kind.
func drawFacts(t *rapid.T) recert.Facts {
	span := func(name string) func(*rapid.T) recert.Span {
		return func(t *rapid.T) recert.Span { return drawSpan(t, name) }
	}
	return recert.Facts{
		Terms:  []recert.TermsFrom{{Terms: drawTerms(t)}},
		Spells: drawList(t, "spells", 3, span("spell")), Leaves: drawList(t, "leaves", 3, span("leave")),
		Reasons: drawList(t, "reasons", 3, drawReason), Passes: drawList(t, "passes", 6, drawPass),
		Adjustments: drawList(t, "adjustments", 4, drawAdjustment),
		Revisions:   drawList(t, "revisions", 4, drawRevision), Coverage: drawList(t, "coverage", 3, drawCoverage),
		Rules: []string{"r01", "r18"},
	}
}

// plain takes away what a renewal may be disturbed by, so that only passes and reasons are left.
func plain(f recert.Facts) recert.Facts {
	f.Spells, f.Leaves, f.Adjustments, f.Revisions, f.Coverage = nil, nil, nil, nil, nil
	return f
}

func TestTheOrderOfFactsIsIrrelevantAndAsAskedTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, on, at := drawFacts(t), drawDay(t, "as of"), drawInstant(t, "known at")
		want := recert.Derive(f, on, at)
		if again := recert.Derive(f, on, at); !reflect.DeepEqual(again, want) {
			t.Fatalf("asked again: %+v, before: %+v", again, want)
		}
		seed := rapid.Uint64().Draw(t, "shuffle")
		g := f
		g.Spells, g.Leaves = shuffled(seed, f.Spells), shuffled(seed, f.Leaves)
		g.Reasons, g.Passes = shuffled(seed, f.Reasons), shuffled(seed, f.Passes)
		g.Adjustments, g.Revisions = shuffled(seed, f.Adjustments), shuffled(seed, f.Revisions)
		g.Coverage = shuffled(seed, f.Coverage)
		if got := recert.Derive(g, on, at); !reflect.DeepEqual(got, want) {
			t.Fatalf("shuffled: %+v\nbefore: %+v", got, want)
		}
	})
}

func shuffled[T any](seed uint64, items []T) []T {
	mixed := slices.Clone(items)
	rand.New(rand.NewPCG(seed, 1)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	return mixed
}

func TestAxesAndDaysAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, on := drawFacts(t), drawDay(t, "as of")
		s := recert.Answer(f, on, drawInstant(t, "known at"))
		certified := s.Validity == recert.Valid || s.Validity == recert.Grace || s.Validity == recert.Lapsed
		if certified != !s.Until.IsZero() || certified != !s.LapsesOn.IsZero() || certified != !s.Anchor.IsZero() || certified && s.OpensOn.IsZero() {
			t.Fatalf("%s carries %s", s.Validity, short(s))
		}
		if s.Validity == recert.Revoked && (!s.OpensOn.IsZero() || !s.DueOn.IsZero()) {
			t.Fatalf("revoked carries %s", short(s))
		}
		if certified && (s.Validity == recert.Valid) != on.Before(s.Until) {
			t.Fatalf("on %s: %s", on, short(s))
		}
		if certified && (s.Validity == recert.Lapsed) != !on.Before(s.LapsesOn) {
			t.Fatalf("on %s: %s", on, short(s))
		}
		dated := s.Duty == recert.Open || s.Duty == recert.Overdue || s.Duty == recert.Paused
		if !dated && !s.DueOn.IsZero() || s.Duty == recert.Overdue && (s.DueOn.IsZero() || on.Before(s.DueOn)) {
			t.Fatalf("on %s: %s", on, short(s))
		}
		if s.Duty == recert.Open && !s.DueOn.IsZero() && !on.Before(s.DueOn) {
			t.Fatalf("on %s: %s", on, short(s))
		}
		if len(s.Why) == 0 {
			t.Fatal("no why")
		}
	})
}

func TestMorePassingEvidenceNeverShortens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, on := drawFacts(t), drawDay(t, "as of")
		f.Adjustments = slices.DeleteFunc(f.Adjustments, func(a recert.Adjustment) bool { return a.Kind == recert.Revocation })
		before := recert.Answer(f, on, time.Time{})
		f.Passes = append(slices.Clone(f.Passes), recert.Pass{On: drawDay(t, "another pass")})
		if after := recert.Answer(f, on, time.Time{}); after.Until.Before(before.Until) {
			t.Fatalf("until went from %s to %s", before.Until, after.Until)
		}
	})
}

func TestACertificateEndsWhereItsModeSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, on := plain(drawFacts(t)), drawDay(t, "as of")
		terms := f.Terms[0].Terms
		s := recert.Answer(f, on, time.Time{})
		if s.Until.IsZero() {
			return
		}
		if !s.Until.After(s.Completed) {
			t.Fatalf("passed %s, until %s", s.Completed, s.Until)
		}
		switch terms.Mode {
		case recert.Rolling:
			if s.Until != s.Completed.Plus(terms.Period) {
				t.Fatalf("passed %s, until %s", s.Completed, s.Until)
			}
		case recert.Anniversary: // calendar months differ by three days at most
			if longest := s.Completed.Plus(terms.Window).Plus(terms.Period).AddDays(3); s.Until.After(longest) {
				t.Fatalf("passed %s, until %s, later than %s", s.Completed, s.Until, longest)
			}
		case recert.Fixed:
			least := s.Completed.Plus(terms.MinValid)
			if s.Until.Before(least) || s.Until.After(civil.Latest(least, s.Completed.AddDays(1)).Plus(terms.Period).AddDays(3)) {
				t.Fatalf("passed %s, until %s", s.Completed, s.Until)
			}
		}
		if s.OpensOn.After(s.Until) || s.Until.After(s.LapsesOn) {
			t.Fatal(short(s))
		}
		late := slices.ContainsFunc(f.Reasons, func(a recert.Assignment) bool { return a.Due.After(s.Until) || a.From.AddDays(100).After(s.Until) })
		if !late && !s.DueOn.IsZero() && s.DueOn != s.Until {
			t.Fatal(short(s))
		}
	})
}

func TestRenewingOnTimeCostsNoDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anna()
		terms := &f.Terms[0].Terms
		terms.Period, terms.Window = drawPeriod(t, "period", "P1Y", "P6M", "P1M"), drawPeriod(t, "window", "P7D", "P20D")
		anchor := drawDay(t, "anchor")
		f.Passes = []recert.Pass{{On: anchor}}
		last, n := anchor, rapid.IntRange(1, 9).Draw(t, "passes")
		for k := 1; k < n; k++ {
			until := anchor.Plus(terms.Period.Times(k))
			room := until.Days(until.Minus(terms.Window))
			last = until.AddDays(-rapid.IntRange(1, room).Draw(t, "days before the end"))
			f.Passes = append(f.Passes, recert.Pass{On: last})
		}
		s := recert.Answer(f, last, time.Time{})
		if want := anchor.Plus(terms.Period.Times(n)); s.Until != want || s.Anchor != anchor || len(s.Cycles) != n {
			t.Fatalf("%d passes on time from %s: %s in %d cycles, want until %s", n, anchor, short(s), len(s.Cycles), want)
		}
	})
}

func TestAnExtensionMovesDutyAndGraceAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, on := drawFacts(t), drawDay(t, "as of")
		f.Revisions = nil
		without := recert.Answer(f, on, time.Time{})
		f.Adjustments = append(slices.Clone(f.Adjustments), recert.Adjustment{Kind: recert.Extension, Until: drawDay(t, "extended to")})
		with := recert.Answer(f, on, time.Time{})
		if with.Until != without.Until || with.OpensOn != without.OpensOn || with.Anchor != without.Anchor || !reflect.DeepEqual(with.Cycles, without.Cycles) {
			t.Fatalf("without: %s\nwith: %s", short(without), short(with))
		}
		if with.LapsesOn.Before(without.LapsesOn) || !without.Until.IsZero() && !with.DueOn.IsZero() && with.DueOn.Before(without.DueOn) {
			t.Fatalf("without: %s\nwith: %s", short(without), short(with))
		}
	})
}

func TestDroppingAndRejoiningIsNeverHavingDropped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFacts(t)
		whole := recert.Assignment{Cause: "hire", From: drawDay(t, "from"), Due: drawMaybe(t, "due")}
		first, second := whole, whole
		first.To = whole.From.AddDays(rapid.IntRange(0, 300).Draw(t, "to the drop"))
		second.From = first.To.AddDays(rapid.IntRange(0, 300).Draw(t, "to the return"))
		on := second.From.AddDays(rapid.IntRange(0, 300).Draw(t, "after the return"))
		f.Reasons = []recert.Assignment{whole}
		want := recert.Derive(f, on, time.Time{})
		f.Reasons = []recert.Assignment{second, first}
		if got := recert.Derive(f, on, time.Time{}); !reflect.DeepEqual(got, want) {
			t.Fatalf("dropped: %+v\nkept: %+v", got, want)
		}
	})
}

func TestAPastAnswerNeverChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, on, at := drawFacts(t), drawDay(t, "as of"), drawDay(t, "known at").Start(time.UTC)
		want := recert.Answer(f, on, at)
		more := drawFacts(t)
		later := at.Add(time.Second)
		for i := range more.Passes {
			more.Passes[i].Recorded = later
		}
		for i := range more.Adjustments {
			more.Adjustments[i].Recorded = later
		}
		for i := range more.Coverage {
			more.Coverage[i].Recorded = later
		}
		for i := range more.Revisions {
			more.Revisions[i].Recorded = later
		}
		f.Passes, f.Coverage = slices.Concat(f.Passes, more.Passes), slices.Concat(f.Coverage, more.Coverage)
		f.Adjustments, f.Revisions = slices.Concat(f.Adjustments, more.Adjustments), slices.Concat(f.Revisions, more.Revisions)
		if got := recert.Answer(f, on, at); !reflect.DeepEqual(got, want) {
			t.Fatalf("after: %+v\nbefore: %+v", got, want)
		}
	})
}

func TestWhatLiesAheadDoesNotTakePart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, on := drawFacts(t), drawDay(t, "as of")
		want := recert.Answer(f, on, time.Time{})
		ahead := on.AddDays(rapid.IntRange(1, 400).Draw(t, "ahead"))
		f.Passes = append(slices.Clone(f.Passes), recert.Pass{On: ahead})
		f.Coverage = append(slices.Clone(f.Coverage), recert.Coverage{Rule: "r18", Rev: 9, On: ahead})
		f.Adjustments = append(slices.Clone(f.Adjustments), recert.Adjustment{Kind: recert.Revocation, From: ahead},
			recert.Adjustment{Kind: recert.Equivalence, From: ahead}, recert.Adjustment{Kind: recert.Extension, Until: ahead.AddDays(500), Day: ahead})
		f.Leaves = append(slices.Clone(f.Leaves), recert.Span{From: ahead})
		if got := recert.Answer(f, on, time.Time{}); !reflect.DeepEqual(got, want) {
			t.Fatalf("after: %+v\nbefore: %+v", got, want)
		}
	})
}

func TestCyclesOnlyEverGrow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, on := drawFacts(t), drawDay(t, "as of")
		before := recert.Answer(f, on, time.Time{}).Cycles
		after := recert.Answer(f, on.AddDays(rapid.IntRange(0, 500).Draw(t, "later")), time.Time{}).Cycles
		if len(after) < len(before) || !slices.Equal(after[:len(before)], before) {
			t.Fatalf("%v\nthen %v", before, after)
		}
	})
}

func TestADayThatWasValidLiesInACycle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFacts(t)
		day := drawDay(t, "day")
		if recert.Answer(f, day, time.Time{}).Validity != recert.Valid {
			return
		}
		on := day.AddDays(rapid.IntRange(0, 500).Draw(t, "later"))
		covers := func(c recert.Cycle) bool { return !c.Missed && !day.Before(c.From) && day.Before(c.Until) }
		if cycles := recert.Answer(f, on, time.Time{}).Cycles; !slices.ContainsFunc(cycles, covers) {
			t.Fatalf("%s was valid; %v", day, cycles)
		}
	})
}

func TestAnAnswerHoldsUntilTheDayItNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, on, at := drawFacts(t), drawDay(t, "as of"), drawInstant(t, "known at")
		now := recert.Derive(f, on, at)
		now.ChangesOn, on = civil.Date{}, on.AddDays(1)
		want := recert.Derive(f, on.AddDays(-1), at).ChangesOn
		for n := 0; n < 2500; n, on = n+1, on.AddDays(1) {
			if changed := !reflect.DeepEqual(recert.Answer(f, on, at), now); changed {
				if on != want {
					t.Fatalf("changes on %s, said to on %s", on, want)
				}
				return
			}
		}
		if !want.IsZero() {
			t.Fatalf("never changes, said to on %s", want)
		}
	})
}

func TestOnlyMaterialAndNewRevisionsMakeDuties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, on := drawFacts(t), drawDay(t, "as of")
		f.Revisions = slices.DeleteFunc(f.Revisions, func(r recert.Revision) bool {
			return r.Class == recert.Material || r.Class == recert.New
		})
		with := recert.Answer(f, on, time.Time{})
		f.Revisions = nil
		without := recert.Answer(f, on, time.Time{})
		with.Rules, without.Rules = nil, nil
		if !reflect.DeepEqual(with, without) {
			t.Fatalf("with: %+v\nwithout: %+v", with, without)
		}
	})
}

func TestEachFactOfAWhyIsNecessary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, on := drawFacts(t), drawDay(t, "as of")
		s := recert.Answer(f, on, time.Time{})
		for _, reason := range s.Why {
			without := f
			said := reason.Values()
			is := func(name string, day civil.Date) bool { return said[name] == day }
			switch reason.Code {
			case recert.WhyValid, recert.WhyGrace, recert.WhyLapsed:
				without.Passes = drop(f.Passes, func(p recert.Pass) bool { return is("on", p.On) })
				without.Adjustments = drop(f.Adjustments, func(a recert.Adjustment) bool { return a.Kind == recert.Equivalence && is("on", a.From) })
			case recert.WhyRevoked:
				without.Adjustments = drop(f.Adjustments, func(a recert.Adjustment) bool { return a.Kind == recert.Revocation && is("on", a.From) })
			case recert.WhyExempt, recert.WhyExemptOpen:
				without.Adjustments = drop(f.Adjustments, func(a recert.Adjustment) bool { return a.Kind == recert.Exemption && is("from", a.From) })
			case recert.WhyExtended:
				without.Adjustments = drop(f.Adjustments, func(a recert.Adjustment) bool {
					return a.Kind == recert.Extension && is("to", a.Until.AddDays(-1))
				})
			case recert.WhyLeave, recert.WhyLeaveOpen:
				without.Leaves = drop(f.Leaves, func(l recert.Span) bool { return is("from", l.From) })
			case recert.WhyReturned:
				without.Leaves = drop(f.Leaves, func(l recert.Span) bool { return is("back", l.To) })
			case recert.WhyLapsedRule, recert.WhyRule, recert.WhyRuleUndated, recert.WhyRuleLate, recert.WhyRuleUpcoming:
				without.Revisions = drop(f.Revisions, func(r recert.Revision) bool { return said["rule"] == r.Rule && said["rev"] == r.Rev })
			case recert.WhyOnboarding, recert.WhyOnboardUndue, recert.WhyOnboardLate, recert.WhyLateReason, recert.WhyReasonLater:
				without.Reasons = drop(f.Reasons, func(a recert.Assignment) bool { return said["cause"] == a.Cause && is("from", a.From) })
			default: // says that there is no such fact, or repeats one that is named
				continue
			}
			if reflect.DeepEqual(recert.Answer(without, on, time.Time{}), s) {
				t.Fatalf("%s (%v) is not needed for %+v", reason.Code, said, s)
			}
		}
	})
}

func drop[T any](items []T, unwanted func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(items), unwanted)
}

func TestTheZoneAndClockOfTheServerChangeNothing(t *testing.T) {
	at := must(time.Parse(time.RFC3339, "2024-03-31T01:30:00Z"))
	for _, zone := range []string{"Europe/Paris", "America/New_York", "Pacific/Kiritimati"} {
		place := must(time.LoadLocation(zone))
		f := anna(passed)
		f.Passes[0].Recorded = at
		want := recert.Answer(f, d("2024-04-01"), at)
		f.Passes[0].Recorded = at.In(place)
		if got := recert.Answer(f, d("2024-04-01"), at.In(place)); !reflect.DeepEqual(got, want) {
			t.Errorf("in %s: %+v", zone, got)
		}
	}
}

func TestTermsArePinnedToTheirCycle(t *testing.T) {
	f := anna("2024-01-19", "2025-01-10")
	two := yearly()
	two.Period = p("P2Y")
	f.Terms = append(f.Terms, recert.TermsFrom{From: d("2024-06-01"), Terms: two})
	f.Terms[0].From = d("2024-01-01")
	if s := recert.Answer(f, d("2024-12-01"), time.Time{}); s.Until != d("2025-01-19") {
		t.Errorf("the running cycle ends %s", s.Until)
	}
	if s := recert.Answer(f, d("2025-01-10"), time.Time{}); s.Until != d("2027-01-19") {
		t.Errorf("the cycle after the change ends %s", s.Until)
	}
}

func BenchmarkAnswer(b *testing.B) {
	f := anna("2024-01-19", "2025-01-10", "2026-01-02")
	f.Revisions = []recert.Revision{material("2024-06-01", "2024-05-10")}
	b.ReportAllocs()
	for b.Loop() {
		recert.Answer(f, d("2026-03-01"), time.Time{})
	}
}

func BenchmarkDerive(b *testing.B) {
	f := anna("2024-01-19", "2025-01-10", "2026-01-02")
	f.Revisions = []recert.Revision{material("2024-06-01", "2024-05-10")}
	b.ReportAllocs()
	for b.Loop() {
		recert.Derive(f, d("2026-03-01"), time.Time{})
	}
}

// BenchmarkAnswerWithAWholeCode answers for somebody who was taught all of 34 rules.
func BenchmarkAnswerWithAWholeCode(b *testing.B) {
	f := anna("2024-01-19", "2025-01-10", "2026-01-02")
	for n := range 34 {
		rule := fmt.Sprintf("r%02d", n+1)
		f.Revisions = append(f.Revisions, recert.Revision{Rule: rule, Rev: 1, Class: recert.New, EffectiveOn: d("2024-01-01")})
		for _, on := range []string{"2024-01-10", "2025-01-05", "2026-01-01"} {
			f.Coverage = append(f.Coverage, recert.Coverage{Rule: rule, Rev: 1, On: d(on)})
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		recert.Answer(f, d("2026-03-01"), time.Time{})
	}
}
