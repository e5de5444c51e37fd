package scene

import (
	"testing"

	"understudy/app/speech"
)

// promising asks for the learner's own words three times; the second time a choice is in between.
const promising = `scenario promising "Promising"
lang en   channel phone
customer name="Leila Novak"
back yes

:: first "She calls"
customer: My parcel was due on Monday. Nobody has called me.
reply
    want r31 1 ownership
    else -> second

:: second "You look"
say: The courier picks up at last.
choose
* I'll call you back by noon.   @c1
    + r10
    -> third
* It is on the van.   @c2
    + r16
    -> third

:: third "She is on the phone again"
customer: Well? What did they say?
reply
    want r31 1 ownership
    else -> fourth

:: fourth "One more thing"
customer: And what now?
reply
    want r31 1 ownership
    else -> done

:: done [end best] "Done"
`

// answer plays one reply as a page does: judged, moved, and its promises remembered by its turn.
func answer(t *testing.T, p Play, kit *speech.Kit, words string, promised map[int][]speech.Promise) (Play, Mark) {
	t.Helper()
	made, err := p.Judge(kit, words, promised)
	if err != nil {
		t.Fatal(err)
	}
	promised[p.Turn()] = made.Promises
	next, err := p.Do(Answer(made.Mark))
	if err != nil {
		t.Fatal(err)
	}
	return next, made.Mark
}

func TestThePromiseLedgerAcrossScenes(t *testing.T) {
	kit := shipped(t)
	const promise, plain = "I'm so sorry, Ms Novak. I'll ring the courier and be back by 11:15.", "I understand that this is a worry for you, Ms Novak."
	const kept, broken = "As promised, I rang the courier, and it is on the van.", "I'm sorry, I forgot to ring the courier."
	for _, tc := range []struct {
		name, first, choice, third, fourth string
		kept, broken                       [2]bool // in the third scene and in the fourth
	}{
		{"kept", promise, "c2", kept, plain, [2]bool{true, false}, [2]bool{}},
		{"broken", promise, "c2", broken, plain, [2]bool{}, [2]bool{true, false}},
		{"kept late", promise, "c2", plain, kept, [2]bool{false, true}, [2]bool{}},
		{"never made", plain, "c2", kept, kept, [2]bool{}, [2]bool{}},
		{"never made and forgotten", plain, "c2", broken, broken, [2]bool{}, [2]bool{}},
		{"made by a choice", plain, "c1", kept, plain, [2]bool{true, false}, [2]bool{}},
		{"made by a choice and broken", plain, "c1", broken, plain, [2]bool{}, [2]bool{true, false}},
		{"kept once alone", promise, "c2", kept, kept, [2]bool{true, false}, [2]bool{}},
		{"made anew", plain, "c2", promise, kept, [2]bool{false, true}, [2]bool{}},
		{"kept and made anew", promise, "c2", kept + " I'll ring you again by four.", kept, [2]bool{true, true}, [2]bool{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			promised := map[int][]speech.Promise{}
			p, first := answer(t, mustLoad(t, promising).Begin(), kit, tc.first, promised)
			p, err := p.Do(Pick(tc.choice))
			if err != nil {
				t.Fatal(err)
			}
			p, third := answer(t, p, kit, tc.third, promised)
			p, fourth := answer(t, p, kit, tc.fourth, promised)
			if first.Kept || first.Broken {
				t.Errorf("the first turn settles a promise: %+v", first)
			}
			if [2]bool{third.Kept, fourth.Kept} != tc.kept || [2]bool{third.Broken, fourth.Broken} != tc.broken {
				t.Errorf("third %+v, fourth %+v", third, fourth)
			}
			want := map[string]Verdict{}
			if tc.kept[0] || tc.kept[1] {
				want[rulePromises] = Shown
			}
			if tc.broken[0] || tc.broken[1] {
				want[ruleDeadlines] = Broken
			}
			for _, v := range p.Debrief().Rules {
				if rule := string(v.Rule); (rule == rulePromises || rule == ruleDeadlines) && v.Verdict != want[rule] {
					t.Errorf("%s is %s, want %q", rule, v.Verdict, want[rule])
				}
				delete(want, string(v.Rule))
			}
			if len(want) > 0 {
				t.Errorf("the debrief lacks %v", want)
			}
		})
	}
}

// TestAPromiseTakenBackIsNone holds a step back to taking what was promised with it.
func TestAPromiseTakenBackIsNone(t *testing.T) {
	kit := shipped(t)
	promised := map[int][]speech.Promise{}
	p, _ := answer(t, mustLoad(t, promising).Begin(), kit, "I understand that this is a worry for you.", promised)
	for _, move := range []Move{Pick("c1"), StepBack(), Pick("c2")} {
		var err error
		if p, err = p.Do(move); err != nil {
			t.Fatal(err)
		}
	}
	if _, mark := answer(t, p, kit, "As promised, I rang the courier.", promised); mark.Kept {
		t.Error("a promise that was taken back was kept")
	}
}
