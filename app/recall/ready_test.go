package recall

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestReadinessAndWhatIsDue(t *testing.T) {
	m := Default()
	if r := m.Readiness(State{}, 0); r != 0 {
		t.Errorf("without a memory %v", r)
	}
	if r := m.Readiness(State{S: 10, D: 5}, 10); math.Abs(r-0.9) > 1e-12 {
		t.Errorf("after S days %v", r)
	}
	for _, c := range []struct {
		r                     float64
		critical, weak, ready bool
	}{
		{0, false, true, false}, {0.79, false, true, false}, {0.8, false, true, true}, {0.9, false, true, true}, {0.91, false, false, true},
		{0.89, true, true, false}, {0.9, true, true, true}, {0.95, true, true, true}, {0.96, true, false, true},
	} {
		if Weak(c.r, c.critical) != c.weak || Ready(c.r, c.critical) != c.ready {
			t.Errorf("R %v, critical %v: weak %v, ready %v", c.r, c.critical, Weak(c.r, c.critical), Ready(c.r, c.critical))
		}
	}
}

func TestWhatARevisionLeaves(t *testing.T) {
	s := State{S: 10, D: 5}
	for change, want := range map[Change]struct {
		left  State
		today bool
	}{Editorial: {s, false}, Clarifying: {s, true}, Material: {State{}, true}} {
		if left, today := Revised(s, change); left != want.left || today != want.today {
			t.Errorf("%d leaves %v, %v", change, left, today)
		}
	}
}

func TestASessionAsksTheMostForgottenWithinItsBounds(t *testing.T) {
	got := Session([]Candidate{
		{Rule: "fresh", R: 0.99, Seconds: 20}, {Rule: "low", R: 0.5, Seconds: 20}, {Rule: "due", R: 0.9, Seconds: 20},
		{Rule: "critical", R: 0.93, Critical: true, Seconds: 20}, {Rule: "clarified", R: 0.99, Today: true, Seconds: 20},
		{Rule: "new", R: 0, Seconds: 20},
	})
	if want := []string{"clarified", "new", "low", "critical", "due"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	got = Session([]Candidate{{Rule: "a", R: 0, Seconds: 100}, {Rule: "b", R: 0.1, Seconds: 90}, {Rule: "c", R: 0.2, Seconds: 80}})
	if want := []string{"a", "c"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := Session([]Candidate{{Rule: "a", R: 0, Seconds: 1000}}); len(got) != 1 {
		t.Error("a question that takes long is never asked")
	}
	rapid.Check(t, func(t *rapid.T) {
		var all []Candidate
		for i := range rapid.IntRange(0, 40).Draw(t, "rules") {
			all = append(all, Candidate{fmt.Sprint(i), rapid.Float64Range(0, 1).Draw(t, "R"), i%7 == 0, i%11 == 0, rapid.IntRange(1, 90).Draw(t, "seconds")})
		}
		got := Session(all)
		seconds := 0
		for _, c := range all {
			if slices.Contains(got, c.Rule) {
				seconds += c.Seconds
			}
		}
		if len(got) > SessionQuestions || seconds > SessionSeconds {
			t.Fatalf("%d questions, %d seconds", len(got), seconds)
		}
		if turned := rapid.Permutation(all).Draw(t, "turned"); !slices.Equal(Session(turned), got) {
			t.Fatal("the order matters")
		}
	})
}

func TestQuestionsRotateUnseenFirst(t *testing.T) {
	for _, c := range []struct {
		want  string
		asked []Asked
	}{
		{"", nil},
		{"b", []Asked{{"a", true, 3}, {"c", false, 0}, {"b", false, 9}}},
		{"c", []Asked{{"a", true, 3}, {"b", true, 5}, {"c", true, 1}}},
		{"a", []Asked{{"b", true, 3}, {"a", true, 3}}},
	} {
		if got := Rotate(c.asked); got != c.want {
			t.Errorf("%v: %q, want %q", c.asked, got, c.want)
		}
	}
}

func TestCorrect(t *testing.T) {
	for _, c := range []struct{ r, guess, want float64 }{{0, 0.25, 0.25}, {1, 0.25, 0.95}, {0.5, 0, 0.475}, {1, 1, 0.95}, {0, 1, 0.95}} {
		if got := Correct(c.r, c.guess); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("R %v, guess %v: %v, want %v", c.r, c.guess, got, c.want)
		}
	}
}

// passByCounting plays out every paper of right and wrong answers.
func passByCounting(questions []Chance, bar Bar) float64 {
	sum := 0.0
	for paper := range 1 << len(questions) {
		p := 1.0
		right, all := map[string]int{}, map[string]int{}
		for i, q := range questions {
			good := paper>>i&1 == 1
			keys := []string{"all"}
			if q.Critical {
				keys = append(keys, "critical")
			}
			if q.Value != "" {
				keys = append(keys, "value "+q.Value)
			}
			for _, k := range keys {
				all[k]++
				if good {
					right[k]++
				}
			}
			if good {
				p *= q.P
			} else {
				p *= 1 - q.P
			}
		}
		passed := len(questions) > 0
		for k, n := range all {
			need := bar.Value
			switch k {
			case "all":
				need = bar.Overall
			case "critical":
				need = bar.Critical
			}
			passed = passed && 100*right[k] >= need*n
		}
		if passed {
			sum += p
		}
	}
	return sum
}

func TestPassTodayIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var questions []Chance
		for range rapid.IntRange(0, 9).Draw(t, "questions") {
			questions = append(questions, Chance{
				P:     rapid.OneOf(rapid.Float64Range(0, 1), rapid.SampledFrom([]float64{0, 1})).Draw(t, "P"),
				Value: rapid.SampledFrom([]string{"", "empathy", "respect", "honesty"}).Draw(t, "value"), Critical: rapid.IntRange(0, 3).Draw(t, "critical") == 0,
			})
		}
		percent := rapid.SampledFrom([]int{0, 1, 33, 34, 50, 60, 67, 80, 100, 101})
		bar := Bar{percent.Draw(t, "overall"), percent.Draw(t, "each value"), percent.Draw(t, "critical ones")}
		got, want := PassToday(questions, bar), passByCounting(questions, bar)
		if math.Abs(got-want) > 1e-12 {
			t.Fatalf("%v, counted %v", got, want)
		}
		if turned := rapid.Permutation(questions).Draw(t, "turned"); math.Abs(PassToday(turned, bar)-got) > 1e-12 {
			t.Fatal("the order matters")
		}
		if len(questions) > 0 {
			better := slices.Clone(questions)
			better[0].P = 1
			if PassToday(better, bar) < got-1e-12 {
				t.Fatal("knowing more makes passing less likely")
			}
		}
	})
}

func TestAPaperOfTheShippedSize(t *testing.T) {
	var questions []Chance
	for i := range 34 {
		questions = append(questions, Chance{0.95, fmt.Sprint(i % 5), i%11 == 0})
	}
	// 34 questions, 6 may be missed, 2 or 3 in a value, none of 4 critical ones: mostly 0.95^4 = 0.8145.
	if got := PassToday(questions, Bar{80, 60, 100}); got < 0.80 || got > 0.8146 {
		t.Errorf("%v", got)
	}
}

func BenchmarkPassToday(b *testing.B) {
	var questions []Chance
	for i := range 200 {
		questions = append(questions, Chance{0.9, fmt.Sprint(i % 5), i%11 == 0})
	}
	for b.Loop() {
		PassToday(questions, Bar{50, 40, 60})
	}
}
