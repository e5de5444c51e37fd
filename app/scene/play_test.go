package scene

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// shop is a scenario with a clock, a step back, a loop and a breach.
func shop() string {
	return `scenario shop "In the shop"
lang en
customer name="Amira"
var trust 0..2 = 1
var mood calm | annoyed | angry = annoyed
pass 50%
back yes

:: arrive "At the counter"
customer (annoyed): Where is it?   @l1
say if trust >= 2: She smiles.   @l2
choose 20s else -> gone
* I will find out for you.   @c1
    + r31 strong, r08
    ~ trust +1, mood = calm
    because You took it on.
    -> wait
* Ask the courier.   @c2
    - r31
    ~ trust -1, mood = angry
    because You sent her away.
    -> arrive
* if trust >= 1: Here is another one's.   @c3
    - r18 critical
    -> fail

:: wait "While she waits"
customer: And?   @l3
choose
* It comes at noon.   @c4
    + r10
    because She has a time.
    -> best
* Soon.   @c5
    + r10 weak
    - r33
    -> poor

:: best [end best] "She leaves"
:: poor [end poor] "She sighs"
:: gone [end poor] "She is gone"
- r10 weak
:: fail [end fail] "A breach"
`
}

func played(t *testing.T, c *Compiled, words string) Play {
	t.Helper()
	p, err := c.Begin().doAll(strings.Fields(words))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestDebriefs(t *testing.T) {
	c := mustLoad(t, shop())
	if c.BestPoints != 8 {
		t.Fatalf("the best path is worth %d, want 4 + 2 for c1 and 2 for c4", c.BestPoints)
	}
	for _, tc := range []struct {
		moves         string
		points, score int
		passed        bool
		verdicts      string // r08 r10 r18 r31 r33
	}{
		{"c1 c4", 8, 100, true, "shown shown no_chance shown no_chance"},
		{"c1 c5", 5, 62, true, "shown shown no_chance shown broken"},
		{"c2 c1 c4", 0, 0, false, "missed shown no_chance broken no_chance"},   // a second visit gives nothing
		{"c2 < c1 c4", 0, 0, false, "missed shown no_chance broken no_chance"}, // nor does a step back
		{"c1 < c1 c4", 8, 100, true, "shown shown no_chance shown no_chance"},  // nor does it take anything
		{"c3", -6, 0, false, "missed no_chance broken missed no_chance"},       // a breach fails
		{"c1 < c3", 6, 75, false, "shown no_chance broken shown no_chance"},    // and the second visit's too
		{"!", -1, 0, false, "missed broken no_chance missed no_chance"},        // the ending's own tag
		{"c1", 6, 75, false, "shown no_chance no_chance shown no_chance"},      // not over
		{"", 0, 0, false, "no_chance no_chance no_chance no_chance no_chance"}, // not begun
	} {
		d := played(t, c, tc.moves).Debrief()
		var verdicts []string
		for _, v := range d.Rules {
			verdicts = append(verdicts, string(v.Verdict))
		}
		got := strings.Join(verdicts, " ")
		if d.Points != tc.points || d.Score != tc.score || d.Passed != tc.passed || got != tc.verdicts {
			t.Errorf("%q: %d points, %d%%, passed %v, %s; want %d, %d%%, %v, %s",
				tc.moves, d.Points, d.Score, d.Passed, got, tc.points, tc.score, tc.passed, tc.verdicts)
		}
	}
}

func TestDebriefOfATurn(t *testing.T) {
	c := mustLoad(t, shop())
	d := played(t, c, "c2 c1 c5").Debrief()
	if want := []int{1, 2, 0, 0}; !slices.Equal(d.Moods, want) {
		t.Errorf("moods %v, want %v", d.Moods, want)
	}
	first := d.Turns[0]
	want := Turn{
		Number: 1, Scene: "arrive", SceneTitle: "At the counter",
		Said: []Said{{Kind: SpeechLine, Speaker: "Amira", Mood: "annoyed", Text: "Where is it?", ID: "l1"}},
		Kind: MoveChoice, Quote: "Ask the courier.", ID: "c2", Points: -2, Because: "You sent her away.",
		Evidence:   []Evidence{{Rule: "r31", Sign: -1, Strength: Plain, Points: -2}},
		MoodBefore: 1, MoodAfter: 2,
		Better: &Offer{"c1", "I will find out for you."}, BetterBecause: "You took it on.",
		BetterPath: []string{"c1", "c4"},
	}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Error(diff)
	}
	if second := d.Turns[1]; !second.Repeat || second.Points != 0 || second.Better != nil {
		t.Errorf("the second visit: %+v", second)
	}
	if third := d.Turns[2]; !slices.Equal(third.BetterPath, []string{"c4"}) {
		t.Errorf("the way to the best ending: %v", third.BetterPath)
	}
	if whole := played(t, c, "c1 c4").Debrief(); whole.Turns[0].BetterPath != nil || whole.Turns[1].Better != nil {
		t.Errorf("nothing is better than the best: %+v", whole.Turns)
	}
}

func TestRefusedMoves(t *testing.T) {
	c := mustLoad(t, shop())
	free := mustLoad(t, mustRead(t, "testdata/late-parcel.scene"))
	for _, tc := range []struct {
		name string
		err  error
		want Reason
	}{
		{"no such choice", second(c.Begin().Do(Pick("c9"))), NotOffered},
		{"a condition that does not hold", second(played(t, c, "c2").Do(Pick("c3"))), NotOffered},
		{"after the end", second(played(t, c, "c1 c4").Do(Pick("c4"))), Ended},
		{"back after the end", second(played(t, c, "c1 c4").Do(StepBack())), NoBack},
		{"back at the start", second(c.Begin().Do(StepBack())), NoBack},
		{"back where it is not allowed", second(played(t, free, "c3").Do(StepBack())), NoBack},
		{"no clock", second(played(t, c, "c1").Do(RunOut())), NoClock},
		{"free text", second(played(t, free, "c1").Do(Pick("c4"))), FreeText},
		{"no transcript", second(c.Replay("hello")), BadSave},
		{"another version", second(c.Replay("u1 abc c1")), OtherVersion},
		{"a transcript that cannot be", second(c.Replay("u1 " + c.Hash + " c4")), NotOffered},
		{"no state", second(c.Restore("u1 arrive trust=1")), BadSave},
		{"no such scene", second(c.Restore("u1 nowhere trust=1 mood=calm")), BadSave},
		{"a value out of range", second(c.Restore("u1 arrive trust=3 mood=calm")), BadSave},
		{"a value in another spelling", second(c.Restore("u1 arrive trust=+1 mood=calm")), BadSave},
	} {
		var refusal *Refusal
		if !errors.As(tc.err, &refusal) || refusal.Reason != tc.want || refusal.Error() == "" {
			t.Errorf("%s: %v, want %s", tc.name, tc.err, tc.want)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// TestPlaysAreReplayed plays at random, and wants every state and transcript back as it was.
func TestPlaysAreReplayed(t *testing.T) {
	scenarios := []*Compiled{mustLoad(t, shop()), mustLoad(t, mustRead(t, "testdata/late-parcel.scene")), mustLoad(t, bigScenario())}
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(scenarios).Draw(t, "scenario")
		p := c.Begin()
		for range rapid.IntRange(0, 12).Draw(t, "moves") {
			p = randomMove(t, p)
			saved := c.Save(p.State())
			if back, err := c.Restore(saved); err != nil || back != p.State() {
				t.Fatalf("%s: %v", saved, err)
			}
		}
		again, err := c.Replay(p.Transcript())
		if err != nil || again.Transcript() != p.Transcript() || again.State() != p.State() {
			t.Fatalf("%s: %v", p.Transcript(), err)
		}
		if diff := cmp.Diff(p.Debrief(), again.Debrief()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func randomMove(t *rapid.T, p Play) Play {
	view := p.View()
	moves := []Move{}
	for _, offer := range view.Choices {
		moves = append(moves, Pick(offer.ID))
	}
	if view.Seconds > 0 {
		moves = append(moves, RunOut())
	}
	if p.CanBack() {
		moves = append(moves, StepBack())
	}
	if len(moves) == 0 {
		return p
	}
	next, err := p.Do(rapid.SampledFrom(moves).Draw(t, "move"))
	if err != nil {
		t.Fatal(err)
	}
	return next
}

func TestRestartFromATurn(t *testing.T) {
	p := played(t, mustLoad(t, shop()), "c2 c1 c5")
	for turn, want := range []string{"", "", "c2", "c2 c1", "c2 c1 c5", "c2 c1 c5"} {
		again, err := p.RestartFrom(turn)
		if got := strings.Join(strings.Fields(again.Transcript())[2:], " "); err != nil || got != want {
			t.Errorf("from turn %d: %q, want %q (%v)", turn, got, want, err)
		}
	}
	if p.Turn() != 4 || !p.Over() || len(p.Moves()) != 3 {
		t.Errorf("turn %d", p.Turn())
	}
}

func TestAPlayIsAValue(t *testing.T) {
	c := mustLoad(t, shop())
	p := played(t, c, "c2")
	left, _ := p.Do(Pick("c1"))
	right, _ := p.Do(RunOut())
	if left.Transcript() == right.Transcript() || !strings.HasSuffix(left.Transcript(), "c2 c1") || p.Turn() != 2 {
		t.Errorf("%s and %s share their moves", left.Transcript(), right.Transcript())
	}
}

func TestHashIsOfTheMeaning(t *testing.T) {
	c := mustLoad(t, shop())
	loose := mustLoad(t, strings.ReplaceAll(shop(), "    ", "  "))
	other := mustLoad(t, strings.Replace(shop(), "Soon.", "Later.", 1))
	again := mustLoad(t, c.Text())
	if c.Hash != loose.Hash || c.Hash != again.Hash || c.Hash == other.Hash || len(c.Hash) != 64 {
		t.Error("the hash follows more or less than the canonical text")
	}
}

func TestBestPathCountsAScenesBestOnce(t *testing.T) {
	for _, tc := range []struct {
		name, scenes string
		best, least  int
	}{
		{"one after another", ":: a\nchoose\n* x\n+ r01\n-> b\n* y\n+ r01 strong\n-> e\n:: b\nchoose\n* z\n+ r01 strong\n-> e\n* w\n- r01\n-> e\n", 6, 0},
		{"the good choice leads to the poorer path", ":: a\nchoose\n* x\n+ r01 strong\n-> e\n* y\n+ r01 weak\n-> b\n:: b\nchoose\n* z\n+ r01\n-> e\n", 4, 3},
		{"a loop", ":: a\nchoose\n* x\n+ r01 strong\n-> b\n* y\n+ r02 weak\n-> e\n:: b\nchoose\n* z\n+ r01\n-> a\n", 6, 1},
		{"a loop through a counter", ":: a\nchoose\n* x\n+ r01 strong\n~ n +1\n-> a\n* y\n+ r02 weak\n-> e\n", 4, 1},
		{"a breach is no best path", ":: a\nchoose\n* x\n+ r01 critical, r03 strong\n- r18 critical\n-> e\n* y\n+ r02 weak\n-> e\n", 1, 1},
		{"unless there is no other", ":: a\nchoose\n* x\n+ r01 critical, r03 strong\n- r18 critical\n-> e\n", 4, 4},
		{"an ending's own tags", ":: a\nchoose\n* x\n+ r01\n-> e\n* y\n+ r01\n-> f\n:: f [end good]\n+ r02 strong\n", 6, 2},
		{"a reply", ":: a\nreply\nwant r01 4 empathy\nwant r02 4 name\nnever r04 blame\n>= 50% -> b\nelse -> e\n:: b\nchoose\n* z\n+ r01\n-> e\n", 10, -2},
	} {
		c := mustLoad(t, "scenario a\nlang en\nvar n 0..3 = 0\n"+tc.scenes+":: e [end best]\n")
		if least := c.walk().leastPoints(); c.BestPoints != tc.best || least != tc.least {
			t.Errorf("%s: from %d to %d, want %d to %d", tc.name, least, c.BestPoints, tc.least, tc.best)
		}
	}
}
