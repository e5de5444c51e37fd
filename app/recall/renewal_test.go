package recall

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// kept returns 34 rules that were kept, of which three are weak today.
func kept() []Kept {
	var rules []Kept
	for i := range 34 {
		k := Kept{Rule: fmt.Sprintf("r%02d", i+1), R: 0.97, Lowest: 0.92, Critical: i == 15}
		if i%15 == 0 {
			k.R, k.Lowest = 0.9, 0.9 // r01, r16 (critical), r31
		}
		rules = append(rules, k)
	}
	return rules
}

func TestAnEarnedRenewal(t *testing.T) {
	got := EarnedRenewal(kept(), 1, 3, 7)
	if got.Route != ShortProof || len(got.Rules) != 3+ProofDraw || !slices.IsSorted(got.Rules) {
		t.Fatalf("got %+v", got)
	}
	for _, weak := range []string{"r01", "r16", "r31"} {
		if !slices.Contains(got.Rules, weak) {
			t.Errorf("%s is weak and not asked", weak)
		}
	}
	if got := EarnedRenewal(kept(), 3, 3, 7); got.Route != FullPaper || got.Rules != nil {
		t.Errorf("a full paper is due: %+v", got)
	}
	if got := EarnedRenewal(kept(), 99, 0, 7); got.Route != ShortProof {
		t.Errorf("no full paper is ever due: %+v", got)
	}
	if got := EarnedRenewal(nil, 0, 0, 7); got.Route != WholeCourse {
		t.Errorf("without rules: %+v", got)
	}
	rules := kept()
	rules[4].Lowest, rules[15].Lowest = 0.79, 0.89
	if got := EarnedRenewal(rules, 99, 3, 7); got.Route != WholeCourse || !slices.Equal(got.Neglected, []string{"r05", "r16"}) {
		t.Errorf("two were neglected: %+v", got)
	}
	rules = kept()[:4]
	if got := EarnedRenewal(rules, 0, 3, 7); len(got.Rules) != 4 {
		t.Errorf("with four rules: %+v", got)
	}
}

func TestTheDrawIsFairAndTheSameForASeed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		turned := rapid.Permutation(kept()).Draw(t, "turned")
		a, b := EarnedRenewal(kept(), 0, 3, seed), EarnedRenewal(turned, 0, 3, seed)
		if !slices.Equal(a.Rules, b.Rules) {
			t.Fatalf("%v, and in another order %v", a.Rules, b.Rules)
		}
	})
	times := map[string]int{}
	const seeds = 10000
	for seed := range uint64(seeds) {
		for _, rule := range EarnedRenewal(kept(), 0, 3, seed).Rules {
			times[rule]++
		}
	}
	mean := float64(seeds*ProofDraw) / 31 // of the 31 that are not weak
	sd := math.Sqrt(mean * (1 - float64(ProofDraw)/31))
	for _, k := range kept() {
		if n := float64(times[k.Rule]); k.R > 0.9 && math.Abs(n-mean) > 5*sd {
			t.Errorf("%s is drawn %v times of %d, and %.0f ± %.0f would be fair", k.Rule, n, seeds, mean, sd)
		}
	}
}

func TestCalibration(t *testing.T) {
	got := Calibrate([]Forecast{{0.9, true}, {0.95, true}, {0.95, false}, {0.1, false}, {1, true}}, 10)
	if got.N != 5 || len(got.Bins) != 2 {
		t.Fatalf("got %+v", got)
	}
	low, high := got.Bins[0], got.Bins[1]
	if low.From != 0.1 || low.To != 0.2 || low.N != 1 || low.Stated != 0.1 || low.Observed != 0 {
		t.Errorf("got %+v", low)
	}
	if high.From != 0.9 || high.To != 1 || high.N != 4 || math.Abs(high.Stated-0.95) > 1e-12 || high.Observed != 0.75 {
		t.Errorf("got %+v", high)
	}
	if want := (0.01 + 0.0025 + 0.9025 + 0.01) / 5; math.Abs(got.Brier-want) > 1e-12 {
		t.Errorf("Brier %v, want %v", got.Brier, want)
	}
	if want := -(math.Log(0.9) + math.Log(0.95) + math.Log(0.05) + math.Log(0.9) + math.Log(1-1e-6)) / 5; math.Abs(got.LogLoss-want) > 1e-12 {
		t.Errorf("log loss %v, want %v", got.LogLoss, want)
	}
	if got := Calibrate(nil, 0); got.N != 0 || got.Brier != 0 || got.LogLoss != 0 || got.Bins != nil {
		t.Errorf("of nothing: %+v", got)
	}
	if Adopt(3000, 0.4, 0.3) || Adopt(5000, 0.4, 0.4) || !Adopt(3001, 0.4, 0.3) {
		t.Error("a fit is adopted above 3,000 reviews and where it loses less")
	}
}
