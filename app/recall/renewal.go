package recall

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"slices"
)

// ProofDraw is how many rules an earned renewal draws at random beside the weak ones.
const ProofDraw = 6

// Kept says how well a rule was kept by refreshers.
type Kept struct {
	Rule     string
	R        float64 // chance to remember today, 0..1
	Lowest   float64 // the least that it fell to since the last renewal, today included; 0 when never learnt
	Critical bool
}

// Route is how somebody renews.
type Route string

// The routes.
const (
	WholeCourse Route = "course" // some rule was not kept ready
	FullPaper   Route = "paper"  // every rule was, and a full paper is due by the calendar
	ShortProof  Route = "proof"  // every rule was: the weak ones and six more
)

// Renewal is how somebody renews, and what they are asked.
type Renewal struct {
	Route     Route
	Rules     []string // to ask about in a short proof, sorted
	Neglected []string // the rules that were not kept ready, sorted
}

// EarnedRenewal says how somebody renews who has kept their rules so. Years are those that a full paper lies
// back; from fullEvery on, one is due all the same (0 for never). The seed draws the random rules: the
// same seed and rules give the same proof, whatever their order. Without rules nothing was earned.
func EarnedRenewal(rules []Kept, years, fullEvery int, seed uint64) Renewal {
	var neglected, weak, others []string
	for _, k := range rules {
		if !Ready(min(k.Lowest, k.R), k.Critical) {
			neglected = append(neglected, k.Rule)
		}
		if Weak(k.R, k.Critical) {
			weak = append(weak, k.Rule)
		} else {
			others = append(others, k.Rule)
		}
	}
	slices.Sort(neglected)
	switch {
	case len(rules) == 0 || len(neglected) > 0:
		return Renewal{Route: WholeCourse, Neglected: neglected}
	case fullEvery > 0 && years >= fullEvery:
		return Renewal{Route: FullPaper}
	}
	asked := append(weak, drawn(others, ProofDraw, seed)...)
	slices.Sort(asked)
	return Renewal{Route: ShortProof, Rules: asked}
}

// drawn takes n names at random. Each name gets a number from the seed and itself, and the lowest are
// taken, so that an auditor can draw again and the order of the names plays no part.
func drawn(names []string, n int, seed uint64) []string {
	number := func(name string) uint64 {
		h := fnv.New64a()
		_, _ = h.Write(binary.LittleEndian.AppendUint64(nil, seed)) // a hash never fails to write
		_, _ = h.Write([]byte(name))
		return mixed(h.Sum64())
	}
	out := slices.Clone(names)
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(number(a), number(b)), cmp.Compare(a, b)) })
	return out[:min(n, len(out))]
}

// mixed spreads the bits of a hash: the last step of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). FNV
// alone leaves names that differ in their last letter close together.
func mixed(z uint64) uint64 {
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}
