package recall

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestKnownIsTheRuleOfBayes(t *testing.T) {
	for _, c := range []struct{ r, guess, want float64 }{
		{1, 0.25, 1}, {1, 0, 1}, {0, 0.25, 0}, {0, 0, 0}, {0.5, 0, 1},
		{0.5, 0.25, 0.475 / 0.6}, {0.9, 0.5, 0.855 / 0.905}, {0.2, 1, 0.19 / 0.99},
		{7, 0.25, 1}, {-7, 0.25, 0}, // clamped
	} {
		if got := Known(c.r, c.guess); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("R %v, guess %v: %v, want %v", c.r, c.guess, got, c.want)
		}
	}
}

func TestARightAnswerLiesBetweenAgainAndGood(t *testing.T) {
	m := Default()
	rapid.Check(t, func(t *rapid.T) {
		s, days := aState(t), someDays(t)
		if rapid.Bool().Draw(t, "first") {
			s = State{}
		}
		again, good := m.Next(s, Again, days), m.Next(s, Good, days)
		guess := rapid.Float64Range(0, 1).Draw(t, "guess")
		right, counted := m.Answered(s, true, guess, 2*time.Second, days)
		easier, _ := m.Answered(s, true, min(guess+0.1, 1), 2*time.Second, days)
		wrong, _ := m.Answered(s, false, guess, 2*time.Second, days)
		const slack = 1e-9
		switch {
		case !counted:
			t.Fatal("no evidence")
		case wrong != again:
			t.Fatalf("a wrong answer gives %v, not Again: %v", wrong, again)
		case right.S < again.S*(1-slack) || right.S > good.S*(1+slack) || right.D > again.D+slack || right.D < good.D-slack:
			t.Fatalf("%v is not between %v and %v", right, again, good)
		case easier.S > right.S*(1+slack) || easier.D < right.D-slack:
			t.Fatalf("what is easier to guess gives %v, more than %v", easier, right)
		}
	})
}

func TestWhatIsEvidence(t *testing.T) {
	m := Default()
	s := State{S: 10, D: 5}
	for _, took := range []time.Duration{0, -time.Second, 1499 * time.Millisecond} {
		if got, counted := m.Answered(s, false, 0.25, took, 5); counted || got != s {
			t.Errorf("an answer after %v counts", took)
		}
	}
	if got, counted := m.Answered(s, false, 0.25, TooFast, 5); !counted || got == s {
		t.Error("an answer after 1.5 s does not count")
	}
	if got, counted := m.Rehearsed(s, NotAtStake, 5); counted || got != s {
		t.Error("a rule that was not at stake changed")
	}
	if got, counted := m.Rehearsed(s, Broken, 5); !counted || got != m.Next(s, Again, 5) {
		t.Errorf("a broken rule gives %v", got)
	}
	upheld, counted := m.Rehearsed(s, Upheld, 5)
	guessed, _ := m.Answered(s, true, 0.5, time.Minute, 5)
	if !counted || upheld.S <= guessed.S || upheld.S > m.Next(s, Good, 5).S {
		t.Errorf("an upheld rule gives %v, a true or false question %v", upheld, guessed)
	}
	first, _ := m.Answered(State{}, true, 0, time.Minute, 0)
	if good := m.Next(State{}, Good, 0); math.Abs(first.S-good.S) > 1e-12 || math.Abs(first.D-good.D) > 1e-12 {
		t.Errorf("a first answer that cannot be guessed gives %v, not Good: %v", first, good)
	}
}

// Whoever knows nothing and guesses for a year must not come to count as ready, and whoever knows
// the rules must, for about 0.7 questions a day.
func TestGuessingBuysNoReadiness(t *testing.T) {
	m := Default()
	for _, c := range []struct {
		name   string
		knows  bool
		ready  [2]float64 // part of the rules on the average day of the second half-year
		perDay [2]float64
	}{
		{"guesses", false, [2]float64{0, 0.35}, [2]float64{0, 10}},
		{"knows", true, [2]float64{0.95, 1}, [2]float64{0.4, 1.0}},
	} {
		ready, asked := year(&m, c.knows)
		t.Logf("%s: %.0f%% ready, %.2f questions a day", c.name, 100*ready, asked)
		if ready < c.ready[0] || ready > c.ready[1] || asked < c.perDay[0] || asked > c.perDay[1] {
			t.Errorf("%s: %.2f ready, %.2f questions a day", c.name, ready, asked)
		}
	}
}

// year plays one year of 34 rules, four critical, with a session a day where anything is due. It
// returns the part of rules that are ready in its second half, and questions a day.
func year(m *Model, knows bool) (ready, perDay float64) {
	random := rand.New(rand.NewPCG(4, 2))
	const rules, guess = 34, 0.33
	var states [rules]State
	var last [rules]int
	questions := 0
	for day := range 365 {
		var candidates []Candidate
		index := map[string]int{}
		for i, s := range states {
			name := fmt.Sprintf("r%02d", i)
			index[name] = i
			r := m.Readiness(s, day-last[i])
			candidates = append(candidates, Candidate{Rule: name, R: r, Critical: i < 4, Seconds: 25})
			if day >= 182 && Ready(r, i < 4) {
				ready++
			}
		}
		for _, name := range Session(candidates) {
			i := index[name]
			chance := guess
			if knows {
				chance = 1 - Slip
			}
			states[i], _ = m.Answered(states[i], random.Float64() < chance, guess, time.Minute, day-last[i])
			last[i] = day
			questions++
		}
	}
	return ready / (rules * 183), float64(questions) / 365
}
