package recall

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-4 {
		t.Errorf("%s is %.7f, want %.7f", what, got, want)
	}
}

func TestThePublishedVectors(t *testing.T) {
	m := Default()
	days := []int{0, 0, 1, 3, 8, 21}
	for _, c := range []struct {
		ratings []Rating
		s, d    float64
	}{
		{[]Rating{1, 3, 3, 3, 3, 3}, 53.62691, 6.35749},
		{[]Rating{1, 2, 3, 4, 3, 3}, 51.0810, 6.7493},
	} {
		var s State
		for i, rating := range c.ratings {
			s = m.Next(s, rating, days[i])
		}
		near(t, "S", s.S, c.s)
		near(t, "D", s.D, c.d)
	}
	stability := []float64{1, 2, 3, 4, 4, 2}
	for days, want := range []float64{1, .9403443, .9253786, .9185229, .9, .8261359} {
		if got := m.Retrievability(stability[days], days); math.Abs(got-want) > 1e-7 {
			t.Errorf("R after %d days is %v, want %v", days, got, want)
		}
	}
}

func TestFirstReviews(t *testing.T) {
	m := Default()
	w := Defaults()
	for rating, d := range map[Rating]float64{
		Again: w[4], Hard: w[4] - math.Exp(w[5]) + 1, Good: w[4] - math.Exp(2*w[5]) + 1, Easy: 1, // Easy would be -4.8
	} {
		s, before := m.Review(State{}, rating, 9)
		if s.S != w[rating-1] || math.Abs(s.D-d) > 1e-12 || before != 0 {
			t.Errorf("%d: %v and %v, want S %v and D %v", rating, s, before, w[rating-1], d)
		}
	}
}

func TestWeightsThatTheFormulasCannotTake(t *testing.T) {
	for i, bad := range map[int]float64{0: 0, 3: -1, 7: math.NaN(), 8: math.Inf(1), 20: 0} {
		p := Defaults()
		p[i] = bad
		if _, err := New(p); err == nil {
			t.Errorf("w%d may be %v", i, bad)
		}
	}
	if m, err := New(Defaults()); err != nil || m != Default() {
		t.Error(m, err)
	}
}

func aState(t *rapid.T) State {
	return State{
		S: math.Exp(rapid.Float64Range(math.Log(MinStability), math.Log(MaxStability)).Draw(t, "ln S")),
		D: rapid.Float64Range(MinDifficulty, MaxDifficulty).Draw(t, "D"),
	}
}

func someDays(t *rapid.T) int {
	return rapid.OneOf(rapid.IntRange(0, 3), rapid.IntRange(0, 1000), rapid.IntRange(0, maxDays)).Draw(t, "days")
}

func TestStatesStayInBoundsAndBetterRatingsAreBetter(t *testing.T) {
	m := Default()
	rapid.Check(t, func(t *rapid.T) {
		s, days := aState(t), someDays(t)
		if rapid.Bool().Draw(t, "first") {
			s = State{}
		}
		var worse State
		for rating := Again; rating <= Easy; rating++ {
			next, r := m.Review(s, rating, days)
			switch {
			case !(next.S >= MinStability && next.S <= MaxStability && next.D >= 1 && next.D <= 10 && r >= 0 && r <= 1):
				t.Fatalf("%v after %d and %d days: %v, R %v", s, rating, days, next, r)
			case rating > Again && (next.S < worse.S || next.D > worse.D):
				t.Fatalf("%v after %d days: %d gives %v, worse than %v", s, days, rating, next, worse)
			case rating >= Hard && next.S < s.S*(1-1e-15):
				t.Fatalf("%v after %d days: remembering (%d) lowered S to %v", s, days, rating, next)
			case rating == Again && !s.None() && days > 0 && next.S > s.S && next.S > MinStability:
				t.Fatalf("%v after %d days: forgetting raised S to %v", s, days, next)
			}
			worse = next
		}
	})
}

func TestMemoryFadesAndIntervalsAreItsInverse(t *testing.T) {
	m := Default()
	rapid.Check(t, func(t *rapid.T) {
		s, days := aState(t), someDays(t)
		r := m.Retrievability(s.S, days)
		if later := m.Retrievability(s.S, days+1); later > r || later < 0 {
			t.Fatalf("R rises from %v to %v", r, later)
		}
		if firmer := m.Retrievability(min(s.S*2, MaxStability), days); firmer < r {
			t.Fatalf("a firmer memory is forgotten sooner: %v under %v", firmer, r)
		}
		retention := rapid.Float64Range(0.7, 0.99).Draw(t, "retention")
		interval := m.Interval(s.S, retention)
		back := math.Pow(1+m.factor*interval/s.S, -m.w[20])
		if interval < MaxStability && math.Abs(back-retention) > 1e-9 {
			t.Fatalf("after %v days R is %v, not %v", interval, back, retention)
		}
	})
	if got := m.Interval(12.5, 0.9); math.Abs(got-12.5) > 1e-9 {
		t.Errorf("nine of ten are there after %v days, not after S", got)
	}
}

func TestTheLaterTheSuccessTheMoreItIsWorth(t *testing.T) {
	m := Default()
	rapid.Check(t, func(t *rapid.T) {
		s := aState(t)
		days := rapid.IntRange(1, 10000).Draw(t, "days")
		sooner, later := m.Next(s, Good, days), m.Next(s, Good, days+1)
		if later.S < sooner.S || later.D != sooner.D {
			t.Fatalf("%v: %v after %d days, %v a day later", s, sooner, days, later)
		}
	})
}

func BenchmarkReview(b *testing.B) {
	m := Default()
	s := m.Next(State{}, Good, 0)
	for i := 0; b.Loop(); i++ {
		s = m.Next(s, Rating(1+i%4), i%30)
	}
}
