package scene

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"understudy/app/speech"
)

// asked is a scenario whose second scene asks for the learner's own words.
func asked() string {
	return `scenario asked "Asked"
lang en
customer name="Amira"
var mood calm | angry = angry
pass 50%

:: start
customer: Nobody has called me.
choose
* I will find out.   @c1
    + r31
    -> tell
* Not my job.   @c2
    - r31
    -> bad

:: tell
customer: The party is tonight.
reply 60s 3..40 words
    want r20 4 empathy
    want r11 1 name
    never r04 blame
    never r18 privacy critical
    model I am sorry, Amira.
    >= 80% ~ mood = calm -> good
    >= 40% -> fair
    else -> bad

:: good [end best] "Good"
:: fair [end fair] "Fair"
:: bad [end poor] "Bad"
`
}

func TestAReplyLeadsToTheBandOfWhatItShows(t *testing.T) {
	c := mustLoad(t, asked())
	for _, tc := range []struct {
		mark                string
		outcome             Outcome
		points, best, score int
		breach, passed      bool
		verdicts            map[string]Verdict
	}{
		{"=22.00", Best, 7, 7, 100, false, true, map[string]Verdict{"r20": Shown, "r11": Shown, "r31": Shown, "r04": NoChance, "r18": NoChance}},
		{"=20.00", Best, 6, 7, 85, false, true, map[string]Verdict{"r11": Missed}},
		{"=10.00", Fair, 4, 7, 57, false, true, map[string]Verdict{"r20": Shown, "r11": Missed}}, // 2 of 5 are 40%, half of 4 points
		{"=02.00", Poor, 3, 7, 42, false, false, map[string]Verdict{"r20": Missed, "r11": Shown}},
		{"=22.10", Best, 5, 7, 71, false, true, map[string]Verdict{"r04": Broken}},
		{"=22.01", Best, 1, 7, 14, true, false, map[string]Verdict{"r18": Broken, "r20": Shown}},
		{"=22.00k", Best, 7, 7, 100, false, true, map[string]Verdict{"r03": Shown}},
		{"=22.00b", Best, 7, 7, 100, false, true, map[string]Verdict{"r33": Broken}},
		{"=?", Best, 2, 2, 100, false, true, map[string]Verdict{"r20": NotJudged, "r11": NotJudged, "r31": Shown}},
	} {
		t.Run(tc.mark, func(t *testing.T) {
			p, err := c.Replay("u1 " + c.Hash + " c1 " + tc.mark)
			if err != nil {
				t.Fatal(err)
			}
			d := p.Debrief()
			if d.Outcome != tc.outcome || d.Points != tc.points || d.Best != tc.best || d.Score != tc.score || d.Breach != tc.breach || d.Passed != tc.passed {
				t.Errorf("got %s %d of %d, %d%%, breach %v, passed %v; want %+v", d.Outcome, d.Points, d.Best, d.Score, d.Breach, d.Passed, tc)
			}
			got := map[string]Verdict{}
			for _, v := range d.Rules {
				got[string(v.Rule)] = v.Verdict
			}
			for rule, want := range tc.verdicts {
				if got[rule] != want {
					t.Errorf("%s is %s, want %s", rule, got[rule], want)
				}
			}
			if again, err := c.Replay(p.Transcript()); err != nil || cmp.Diff(again.Debrief(), d) != "" || again.Transcript() != p.Transcript() {
				t.Errorf("the transcript %q does not replay: %v", p.Transcript(), err)
			}
		})
	}
}

func TestMarksThatAreNone(t *testing.T) {
	c := mustLoad(t, asked())
	for _, mark := range []string{"=", "=2", "=22", "=2.00", "=222.00", "=22.0", "=32.00", "=22.02", "=22.00x", "=22.00bk", "=?.", "c1"} {
		_, err := c.Replay("u1 " + c.Hash + " c1 " + mark)
		var refusal *Refusal
		if !errors.As(err, &refusal) {
			t.Errorf("%q was taken: %v", mark, err)
		}
	}
}

func TestAMarkIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := Mark{Judged: rapid.Bool().Draw(t, "judged")}
		if m.Judged {
			m.Wants = rapid.SliceOf(rapid.Map(rapid.IntRange(0, 2), func(n int) speech.Met { return speech.Met(n) })).Draw(t, "wants")
			m.Tripped = rapid.SliceOf(rapid.Bool()).Draw(t, "tripped")
			m.Kept, m.Broken = rapid.Bool().Draw(t, "kept"), rapid.Bool().Draw(t, "broken")
		}
		got, err := ParseMark(m.String())
		if err != nil || got.String() != m.String() || len(got.Wants) != len(m.Wants) || len(got.Tripped) != len(m.Tripped) || got.Kept != m.Kept || got.Broken != m.Broken {
			t.Fatalf("%q came back as %+v (%v)", m, got, err)
		}
	})
}

// TestACorrectedPlayKeepsItsWay holds a trainer's decision to the points: where the reply led is history.
func TestACorrectedPlayKeepsItsWay(t *testing.T) {
	c := mustLoad(t, asked())
	p, err := c.Replay("u1 " + c.Hash + " c1 =22.01")
	if err != nil {
		t.Fatal(err)
	}
	mark, _ := ParseMark("=00.00")
	d := p.Corrected(map[int]Mark{2: mark, 1: mark, 9: mark}).Debrief()
	if d.Breach || d.Outcome != Best || d.Points != 2 || d.Turns[1].Asked.Share != 0 {
		t.Errorf("the corrected play: %+v", d)
	}
	if before := p.Debrief(); !before.Breach {
		t.Error("the play itself was changed")
	}
}

func FuzzMark(f *testing.F) {
	for _, word := range []string{"=?", "=2012.00k", "=.b", "=22.00bk", "=", "c1"} {
		f.Add(word)
	}
	f.Fuzz(func(t *testing.T, word string) {
		m, err := ParseMark(word)
		if err == nil && m.String() != word {
			t.Fatalf("%q was read as %q", word, m)
		}
		c := mustLoad(t, asked())
		p, err := c.Replay("u1 " + c.Hash + " c1 " + word)
		if err == nil && p.Transcript() != "u1 "+c.Hash+" c1 "+word {
			t.Fatalf("%q replays as %q", word, p.Transcript())
		}
	})
}
