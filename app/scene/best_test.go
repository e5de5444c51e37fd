package scene

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// tangled writes a small scenario of choices at random. Without loops, choices lead forward alone.
func tangled(t *rapid.T, loops bool) string {
	const scenes = 5
	number := func(least, most int, label string) int { return rapid.IntRange(least, most).Draw(t, label) }
	var b strings.Builder
	b.WriteString("scenario tangle \"Tangle\"\nlang en\nvar n 0..3 = 1\n")
	for i := range scenes {
		fmt.Fprintf(&b, "\n:: s%d \"S\"\nchoose\n", i)
		for range number(1, 3, "choices") {
			first := i + 1
			if loops {
				first = 0
			}
			guard := rapid.SampledFrom([]string{"", "", " if n >= 1:", " if n < 3:"}).Draw(t, "guard")
			tag := rapid.SampledFrom([]string{"+ r01 weak", "+ r02", "+ r03 strong", "- r04", "- r05 strong", "- r18 critical"}).Draw(t, "tag")
			fmt.Fprintf(&b, "*%s Say\n  %s\n  ~ n %+d\n  -> s%d\n", guard, tag, number(-1, 1, "by"), number(first, scenes, "target"))
		}
	}
	fmt.Fprintf(&b, "\n:: s%d [end best] \"End\"\n", scenes)
	return b.String()
}

// mostByPlaying plays every play of at most so many turns, and returns the most points that one gathers
// which ends without a breach, and whether there is one.
func mostByPlaying(p Play, turns int) (most int, found bool) {
	if p.Over() {
		d := p.Debrief()
		return d.Points, !d.Breach
	}
	if turns == 0 {
		return 0, false
	}
	for _, offer := range p.View().Choices {
		next, err := p.Do(Pick(offer.ID))
		if err != nil {
			panic(err)
		}
		if points, ok := mostByPlaying(next, turns-1); ok && (!found || points > most) {
			most, found = points, true
		}
	}
	return most, found
}

func TestBestPathWithoutLoopsIsTheBestPlay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source := tangled(t, false)
		c, err := Load([]byte(source))
		if err != nil {
			t.Fatal(err)
		}
		if most, found := mostByPlaying(c.Begin(), 5); found && c.BestPoints != max(0, most) {
			t.Fatalf("the best path is worth %d, the best play %d\n%s", c.BestPoints, most, source)
		}
	})
}

func TestNoPlayBeatsTheBestPath(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source := tangled(t, true)
		c, err := Load([]byte(source))
		if err != nil {
			t.Fatal(err)
		}
		if most, found := mostByPlaying(c.Begin(), 6); found && most > c.BestPoints {
			t.Fatalf("a play gathers %d, the best path %d\n%s", most, c.BestPoints, source)
		}
	})
}

// TestWalkFindsWhatANaiveWalkFinds compares the packed walk with one by maps.
func TestWalkFindsWhatANaiveWalkFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, err := Load([]byte(tangled(t, true)))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := len(c.walk().keys), naiveWalk(c); got != want {
			t.Fatalf("%d states, want %d\n%s", got, want, c.Text())
		}
	})
}
