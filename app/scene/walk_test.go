package scene

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// bigScenario writes a cyclic scenario of 80 scenes and 228 choices, the size of a large hand-written
// one. Its state space has about 272,000 states.
func bigScenario() string {
	const scenes, flags = 76, 7
	r := rand.New(rand.NewPCG(16, 42))
	var b strings.Builder
	b.WriteString("scenario big \"A long day at the counter\"\nlang en minutes 60\n")
	b.WriteString("var trust 0..10 = 5\nvar mood calm | annoyed | angry | furious = annoyed\n")
	for i := range flags {
		fmt.Fprintf(&b, "var flag%d yes | no = no\n", i)
	}
	moods := []string{"calm", "annoyed", "angry", "furious"}
	for i := range scenes {
		fmt.Fprintf(&b, "\n:: s%d \"Scene %d\"\ncustomer: What happens with case %d now?\nchoose\n", i, i, i)
		for j := range 3 {
			guard := ""
			if j == 2 {
				guard = fmt.Sprintf(" if trust >= %d and flag%d = no:", r.IntN(4), r.IntN(flags))
			}
			fmt.Fprintf(&b, "*%s Answer %d to case %d.\n", guard, j, i)
			fmt.Fprintf(&b, "    %c r%02d\n", "+-+"[j], 1+r.IntN(34))
			fmt.Fprintf(&b, "    ~ trust %+d", r.IntN(5)-2)
			if r.IntN(4) == 0 {
				fmt.Fprintf(&b, ", mood = %s", moods[r.IntN(len(moods))])
			}
			if r.IntN(2) == 0 {
				fmt.Fprintf(&b, ", flag%d = %s", r.IntN(flags), []string{"yes", "no"}[r.IntN(2)])
			}
			b.WriteByte('\n')
			target := fmt.Sprintf("s%d", r.IntN(scenes))
			switch {
			case j == 0:
				target = fmt.Sprintf("s%d", (i+1)%scenes)
			case i%25 == 24 && j == 1:
				target = []string{"best", "good", "poor"}[i/25]
			}
			fmt.Fprintf(&b, "    because That is how it went.\n    -> %s\n", target)
		}
	}
	b.WriteString("\n:: best [end best] \"Done\"\n:: good [end good] \"Nearly\"\n:: poor [end poor] \"Gone\"\n:: fail [end fail] \"Lost\"\n")
	return b.String()
}

// naiveWalk counts the states the simple way: a map of structs with a map of values.
func naiveWalk(c *Compiled) int {
	type node struct {
		scene string
		vars  string
	}
	key := func(s State) node { return node{c.stages[s.scene].ID, c.Save(s)} }
	seen := map[node]bool{key(c.start): true}
	queue := []State{c.start}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		for _, offer := range c.View(s).Choices {
			next, _, err := c.Choose(s, offer.ID)
			if err != nil {
				panic(err)
			}
			if k := key(next); !seen[k] {
				seen[k] = true
				queue = append(queue, next)
			}
		}
	}
	return len(seen)
}

func TestBigScenarioIsAsBigAsTheYardstick(t *testing.T) {
	g := mustLoad(t, bigScenario()).walk()
	if n := len(g.keys); n < 260_000 || n > 285_000 {
		t.Errorf("%d states, want about 272,000", n)
	}
}

// BenchmarkAnalysis is B16: a whole analysis of the large scenario, with its 267,088 states.
func BenchmarkAnalysis(b *testing.B) {
	file := File{Name: "big.scene", Text: []byte(bigScenario())}
	b.ReportAllocs()
	for b.Loop() {
		Checker{}.Check([]File{file})
	}
}

// BenchmarkNaiveWalk is the yardstick of B16.
func BenchmarkNaiveWalk(b *testing.B) {
	c := mustLoad(b, bigScenario())
	for b.Loop() {
		naiveWalk(c)
	}
}

// BenchmarkStep is B11: one choice in the engine.
func BenchmarkStep(b *testing.B) {
	c := mustLoad(b, mustRead(b, "testdata/late-parcel.scene"))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := c.Choose(c.start, "c3"); err != nil {
			b.Fatal(err)
		}
	}
}

func mustLoad(t testing.TB, source string) *Compiled {
	t.Helper()
	c, err := Load([]byte(source))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func mustRead(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
