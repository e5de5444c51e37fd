package quiz

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"understudy/app/conduct"
)

// anyQuestion draws a question of any type that a bank could hold.
func anyQuestion(t *rapid.T) Question {
	q := Question{ID: "q", Rev: 1, Status: "ready", Rules: []conduct.RuleID{"r01"}, Type: rapid.SampledFrom(Types()).Draw(t, "type")}
	n := rapid.IntRange(2, 8).Draw(t, "options")
	if q.Type == TrueFalse {
		n = 2
	}
	right := rapid.IntRange(0, n-1).Draw(t, "right")
	for i := range n {
		o := Option{Text: "option " + strconv.Itoa(i), Match: "match " + strconv.Itoa(i/2), Who: "Ada", Rule: "r02"}
		switch q.Type {
		case Multiple:
			o.Score = -0.5
			if i == right {
				o.Score = 1
			}
		case Matching:
			if i > 1 && rapid.Bool().Draw(t, "distracts") {
				o.Text = ""
			}
		case Judgement:
			o.Panel = rapid.SliceOfN(rapid.IntRange(1, 5), 3, 3).Draw(t, "panel")
		case Numeric:
			o.Value, o.Tolerance = float64(i*100), 0.5
			fallthrough
		default:
			if i == right {
				o.Score, o.Rule = 1, "r03"
			}
		}
		q.Options = append(q.Options, o)
	}
	q.Scale, q.Units, q.Choices = 5, []string{"minutes", "min"}, []conduct.RuleID{"r09", "r03", "r02"}
	return q
}

func anyResponse(t *rapid.T) Response {
	return Response{Picks: rapid.SliceOfN(rapid.IntRange(-3, 12), 0, 12).Draw(t, "picks"), Text: rapid.String().Draw(t, "text")}
}

func TestMarksStayWithinTheirBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := anyQuestion(t)
		for i := range q.Options { // also what no lint would let pass
			q.Options[i].Score = rapid.Float64Range(-1, 1).Draw(t, "score")
			q.Options[i].Panel = rapid.SliceOfN(rapid.IntRange(-9, 9), 0, 5).Draw(t, "ratings")
		}
		q.Scale = rapid.IntRange(-1, 9).Draw(t, "scale")
		response := anyResponse(t)
		mark := q.Mark(response)
		if mark < 0 || mark > 1 || math.IsNaN(mark) {
			t.Fatalf("mark %g", mark)
		}
		got, _ := Grade(Blueprint{}, Paper{Items: []Item{{ID: "q"}}}, map[string]Question{"q": q}, nil, map[string]Response{"q": response})
		if got.Score < 0 || got.Score > 100 {
			t.Fatalf("score %g", got.Score)
		}
	})
}

func TestTheBestResponseEarnsTheWholeMark(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := anyQuestion(t)
		if got := q.Mark(q.Best()); math.Abs(got-1) > epsilon || !q.Right(got) {
			t.Fatalf("%s: %g for %+v", q.Type, got, q.Best())
		}
		if got := q.Mark(Response{}); got != 0 {
			t.Fatalf("%s: %g for nothing", q.Type, got)
		}
	})
}

// What a page shows, filled in and sent, is what was meant, whatever the seed.
func TestAFormSaysWhatWasMeant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q, seed := anyQuestion(t), rapid.Uint64().Draw(t, "seed")
		layout := LayOut(seed, q)
		given := layout.Given(q, q.Best())
		got, problem := layout.Response(q, given)
		if problem != "" || math.Abs(q.Mark(got)-1) > epsilon {
			t.Fatalf("%s: %+v became %+v, %s", q.Type, given, got, problem)
		}
		if again := layout.Given(q, got); !slices.Equal(again.Places, given.Places) || again.Text != given.Text {
			t.Fatalf("%s: shown again as %+v, was %+v", q.Type, again, given)
		}
		if empty, problem := layout.Response(q, layout.Given(q, Response{})); problem != "" || !empty.Empty() {
			t.Fatalf("%s: nothing became %+v, %s", q.Type, empty, problem)
		}
	})
}

// Whatever a form says, a response that is taken can be marked, shown again and taken again.
func TestNonsenseIsRefusedOrHarmless(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := anyQuestion(t)
		layout := LayOut(rapid.Uint64().Draw(t, "seed"), q)
		some := anyResponse(t)
		got, problem := layout.Response(q, Given{Places: some.Picks, Text: some.Text})
		if problem != "" {
			return
		}
		again, problem := layout.Response(q, layout.Given(q, got))
		if problem != "" || math.Abs(q.Mark(got)-q.Mark(again)) > epsilon {
			t.Fatalf("%s: %+v, then %+v, %s", q.Type, got, again, problem)
		}
	})
}

// The order in which options are ticked, and in which an author wrote those of them that have no
// order, changes no mark.
func TestOrderThatSaysNothingChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := anyQuestion(t)
		if q.Type == Ordering || q.Type == TrueFalse {
			return
		}
		response := anyResponse(t)
		if q.Type == Multiple {
			turned := slices.Clone(response.Picks)
			slices.Reverse(turned)
			if a, b := q.Mark(response), q.Mark(Picked(turned...)); math.Abs(a-b) > epsilon {
				t.Fatalf("%v gave %g, turned %g", response.Picks, a, b)
			}
		}
		turned := q
		turned.Options = slices.Clone(q.Options)
		slices.Reverse(turned.Options)
		moved, err := Replay(q, turned, q.Best())
		if err != nil || math.Abs(turned.Mark(moved)-1) > epsilon {
			t.Fatalf("%s: %+v became %+v, worth %g, %v", q.Type, q.Best(), moved, turned.Mark(moved), err)
		}
	})
}

func TestAFullReversalEarnsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 12).Draw(t, "n")
		q := Question{Type: Ordering, Options: make([]Option, n)}
		right := q.Best()
		slices.Reverse(right.Picks)
		if got := q.Mark(right); got != 0 {
			t.Fatalf("a reversal of %d earns %g", n, got)
		}
	})
}

func TestMarksByHand(t *testing.T) {
	ordering := Question{Type: Ordering, Options: make([]Option, 4)}
	matching := Question{Type: Matching, Options: []Option{{Text: "a", Match: "1"}, {Text: "b", Match: "2"}, {Text: "c", Match: "1"}, {Match: "3"}}}
	judgement := Question{Type: Judgement, Scale: 5, Options: []Option{{Panel: []int{5, 5, 4}}, {Panel: []int{1, 2, 1}}}}
	spot := Question{Type: Spot, Choices: []conduct.RuleID{"r18", "r16"}, Options: []Option{{}, {Score: 1, Rule: "r16"}, {}}}
	numeric := Question{Type: Numeric, Units: []string{"€", "euros"}, Options: []Option{{Value: 1234.5, Tolerance: 0.5, Score: 1}, {Value: 1234.5, Tolerance: 100, Score: 0.5}, {Value: -7, Score: 1}}}
	short := Question{Type: Short, Options: []Option{{Text: "Thank you*", Score: 1}, {Text: "*sorry*", Score: 0.5}, {Text: `5\*`, Score: 1}}}
	for _, c := range []struct {
		name string
		q    Question
		r    Response
		want float64
	}{
		{"one moved to the end", ordering, Picked(4, 1, 2, 3), 0.75},
		{"two halves changed", ordering, Picked(3, 4, 1, 2), 0.5},
		{"half an order", ordering, Picked(1, 2, 0, 0), 0.5},
		{"one place alone", ordering, Picked(1, 0, 0, 0), 0},
		{"a place that is none", ordering, Picked(1, 2, 3, 9), 0},
		{"all pairs", matching, Picked(1, 2, 3, 0), 1},
		{"the same text of another option", matching, Picked(3, 2, 1, 0), 1},
		{"a distractor", matching, Picked(1, 4, 0, 0), 1.0 / 3},
		{"as the panel", judgement, Picked(5, 1), 1},
		{"one point off each", judgement, Picked(4, 2), 0.75},
		{"the other end", judgement, Picked(1, 5), 0},
		{"one rated", judgement, Picked(5, 0), 0.5},
		{"beyond the scale", judgement, Picked(6, 1), 0.5},
		{"turn and rule", spot, Picked(2, 2), 1},
		{"the turn alone", spot, Picked(2, 1), 0.5},
		{"the rule alone", spot, Picked(1, 2), 0.5},
		{"neither", spot, Picked(3, 0), 0},
		{"a French number", numeric, Typed("1 234,5"), 1},
		{"with a narrow space", numeric, Typed("1\u202f234,5 €"), 1},
		{"an English number", numeric, Typed("€1,234.5"), 1},
		{"a German one", numeric, Typed("1.234,5 Euros"), 1},
		{"a plain one", numeric, Typed("+1234"), 1},
		{"grouped by a comma", numeric, Typed("1,234"), 1},
		{"near", numeric, Typed("1300"), 0.5},
		{"a real minus", numeric, Typed("−7"), 1},
		{"another unit", numeric, Typed("1234.5 pounds"), 0},
		{"words", numeric, Typed("many"), 0},
		{"what Go would read", numeric, Typed("0x4d2"), 0},
		{"no number at all", numeric, Typed("NaN"), 0},
		{"case, spaces and accents", short, Typed("  thánk   YOU very much"), 1},
		{"a lesser form", short, Typed("I am sorry for that"), 0.5},
		{"an asterisk", short, Typed("5*"), 1},
		{"not any text for an asterisk", short, Typed("55"), 0},
		{"nothing", short, Typed(" "), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.q.Mark(c.r); math.Abs(got-c.want) > 1e-12 {
				t.Errorf("%g, want %g", got, c.want)
			}
		})
	}
}

func TestNumbers(t *testing.T) {
	for text, want := range map[string][]float64{
		"1,234": {1234, 1.234}, "1,5": {1.5}, "12,345,678": {12345678}, "1.234.567,8": {1234567.8}, "1.234": {1.234}, ".5": {0.5}, "-,5": {-0.5},
		"1'000": {1000}, "1,23,4": nil, "1.2.3": nil, "1,2.3,4": nil, "": nil, "-": nil, "1e5": nil, "5 5": {55}, ",,5": nil,
	} {
		if got := Numbers(text, nil); !slices.Equal(got, want) {
			t.Errorf("%q reads %v, want %v", text, got, want)
		}
	}
}

func TestLongestRiseAgainstASlowOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		numbers := rapid.SliceOfN(rapid.IntRange(0, 6), 0, 9).Draw(t, "numbers")
		best := 0
		for set := range 1 << len(numbers) {
			last, length := 0, 0
			for i, n := range numbers {
				if set>>i&1 == 0 {
					continue
				}
				if n <= last {
					length = -1
					break
				}
				last, length = n, length+1
			}
			best = max(best, length)
		}
		if got := longestRise(numbers); got != best {
			t.Fatalf("%v: %d, want %d", numbers, got, best)
		}
	})
}

func TestWildcardsAgainstASlowMatch(t *testing.T) {
	var slow func(text, form string) bool
	slow = func(text, form string) bool {
		switch {
		case form == "":
			return text == ""
		case form[0] == '*':
			return slow(text, form[1:]) || text != "" && slow(text[1:], form)
		default:
			return text != "" && text[0] == form[0] && slow(text[1:], form[1:])
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[ab]{0,8}`).Draw(t, "text")
		form := rapid.StringMatching(`[ab*]{0,6}`).Draw(t, "form")
		if got, want := fits(text, form), slow(text, form); got != want {
			t.Fatalf("%q fits %q: %v, want %v", text, form, got, want)
		}
	})
}

func TestResponsesSurviveTheirStore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		was := anyResponse(t)
		if was.Text != "" {
			was.Picks = nil
		}
		text, err := json.Marshal(was)
		if err != nil {
			t.Fatal(err)
		}
		var got Response
		if err := json.Unmarshal(text, &got); err != nil || !slices.Equal(got.Picks, was.Picks) || got.Text != was.Text && was.Text == strings.ToValidUTF8(was.Text, "") {
			t.Fatalf("%+v became %s became %+v, %v", was, text, got, err)
		}
	})
	for old, want := range map[string]Response{"[2]": Picked(2), "null": {}, "[]": {}, "[0,3]": Picked(0, 3)} {
		var got Response
		if err := json.Unmarshal([]byte(old), &got); err != nil || !slices.Equal(got.Picks, want.Picks) || got.Empty() != want.Empty() {
			t.Errorf("%s reads %+v, %v", old, got, err)
		}
	}
	if err := json.Unmarshal([]byte(`{"a":1}`), &Response{}); err == nil {
		t.Error("an object was read as a response")
	}
}

func TestPanels(t *testing.T) {
	for _, c := range []struct {
		panel    []int
		key      float64
		disputed bool
	}{
		{[]int{4, 5, 4}, 4, false}, {[]int{1, 5, 3}, 3, true}, {[]int{1, 1, 1, 1, 5}, 1, false}, {[]int{2, 3}, 2.5, false}, {nil, 0, false}, {[]int{1, 1, 4, 4}, 2.5, false},
		{[]int{1, 1, 5, 5, 5}, 5, true},
	} {
		o := Option{Panel: c.panel}
		if o.Key() != c.key || o.Disputed() != c.disputed {
			t.Errorf("%v: key %g, disputed %v", c.panel, o.Key(), o.Disputed())
		}
	}
	found := LintPanels([]Question{{ID: "j", Status: "ready", Options: []Option{{Text: "Wait", Panel: []int{1, 5, 3}}}}})
	if len(found) != 1 || !strings.Contains(found[0].Message, `option 1, "Wait"`) {
		t.Errorf("found %+v", found)
	}
}

func TestOldDigestsStay(t *testing.T) {
	const want = "90fcecb2" // of the version before there were more than three types
	q := ask("r01-a", "r01")
	q.Options[1].Why = "Because."
	if got := q.Digest()[:8]; got != want {
		t.Errorf("the digest of a question of an old paper changed from %s to %s", want, got)
	}
}

func TestTheMixIsServedWhereTheBankAllows(t *testing.T) {
	rules, bank := shippedSize()
	for i := range bank {
		if strings.HasSuffix(bank[i].ID, "-b") && i%2 == 0 {
			bank[i].Type = Ordering
		}
	}
	count := func(p Paper) int {
		n := 0
		for _, id := range ids(p) {
			if at := slices.IndexFunc(bank, func(q Question) bool { return q.ID == id }); bank[at].Type == Ordering {
				n++
			}
		}
		return n
	}
	for seed := range uint64(200) {
		p, err := Draw(Blueprint{EachRule: 1, Mix: map[Type]int{Ordering: 5}}, bank, rules, seed, nil)
		if err != nil || count(p) < 5 {
			t.Fatalf("seed %d: %d of 5, %v", seed, count(p), err)
		}
		if _, err := Draw(Blueprint{EachRule: 1, Mix: map[Type]int{Spot: 3}}, bank, rules, seed, nil); err != nil {
			t.Fatalf("a mix that the bank cannot serve: %v", err)
		}
	}
	if got := LintMix(Blueprint{Mix: map[Type]int{Spot: 3}}, bank, rules); len(got) != 1 || !strings.Contains(got[0].Message, "of type spot") {
		t.Errorf("found %+v", got)
	}
}
