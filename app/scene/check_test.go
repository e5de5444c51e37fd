package scene

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"understudy/app/conduct"
)

func TestPlans(t *testing.T) {
	for _, tc := range []struct{ plan, want string }{
		{"play good: c1, c4 => best, score >= 80, r31 met, trust = 2", ""},
		{"play slow: timeout => gone, r10 broken, r18 no_chance", ""},
		{"play back: c1, back, c1, c5 => poor, score = 62, r33 broken", ""},
		{"play outcome: c3 => fail", ""},
		{"always trust >= 0 and trust <= 2", ""},
		{"never best after r18", ""},
		{"never wait after c3", ""},
		{"goal best within 2 turns", ""},
		{"goal gone within 1 turn", ""},
		{"# only a note", ""},
		{"play good: c1, c5 => best", "PLAN the play ends at poor (poor), not at best"},
		{"play good: c1 => best", "PLAN the play stops in scene wait, not at best"},
		{"play good: c1, c9 => best", `PLAN move 2: scene wait does not offer "c9" here`},
		{"play good: c1, c5 => poor, score >= 80", "PLAN the score is 62, not >= 80"},
		{"play good: c1, c5 => poor, r33 met", "PLAN the rule r33 is broken, not shown"},
		{"play good: c1, c5 => poor, r20 met", "PLAN the scenario does not name the rule r20"},
		{"play good: c1, c5 => poor, trust = 1", "PLAN trust is 2, not = 1"},
		{"play good: c1, c5 => pool", `PLAN there is no scene or outcome "pool"`},
		{`play own: "I will ring them." => best`, "PLAN not run: there are no detectors to judge the learner's own words"},
		{"always trust >= 1", "PLAN trust >= 1 does not always hold (c2)"},
		{"always anger >= 1", `PLAN there is no variable "anger"`},
		{"always mood = happy", `PLAN "happy" is no value of mood: calm, annoyed, angry`},
		{"never best after r31", "PLAN best can be reached after r31 (c1, c4)"},
		{"never best after r77", `PLAN there is no rule, choice or scene "r77"`},
		{"goal best within 1 turn", "PLAN best takes 2 turns at least, not 1 (c1, c4)"},
		{"goal good within 3 turns", "PLAN good is not reached at all"},
		{"play good c1 => best", "S00 found “c1”; expected a colon after the name"},
		{"play good: c1 => best, r31 mett", "S00 found “mett”; expected met, shown, missed, broken or no_chance"},
		{"never best", "S00 found the end of the line; expected the word after, as in never best after r18"},
		{"goal best within soon", "S00 found “soon”; expected a number of turns, as in within 6 turns"},
		{"expect best", "S00 found “expect”; expected play, always, never or goal"},
	} {
		report := Checker{}.Check([]File{{Name: "shop.scene", Text: []byte(shop()), Plan: []byte("\n" + tc.plan + "\n")}})
		var got string
		if !report.Summaries[0].Exhaustive {
			t.Errorf("%s: the scenario itself was not walked", tc.plan)
		}
		for _, f := range report.Findings {
			if f.File != "shop.plan" {
				continue
			}
			got = f.Code + " " + f.Message
			if len(f.Path) > 0 {
				got += " (" + strings.Join(f.Path, ", ") + ")"
			}
			if f.Line != 2 {
				t.Errorf("%s: on line %d", tc.plan, f.Line)
			}
		}
		if got != tc.want {
			t.Errorf("%s:\n got %s\nwant %s", tc.plan, got, tc.want)
		}
	}
}

func TestPathsOfFindings(t *testing.T) {
	for name, want := range map[string]string{
		"explain/S04/wrong.scene":                  "S04 c3",
		"explain/S05/wrong.scene":                  "S05 c3",
		"testdata/S05/wrong-both-loops-once.scene": "S05 c3 c6",
		"explain/S07/wrong.scene":                  "S07 c3",
		"testdata/S19/wrong-on-one-path.scene":     "S19 c3",
	} {
		var got []string
		for _, f := range checkFile(t, name).Findings {
			if f.Severity == SeverityError {
				got = append(got, strings.Join(append([]string{f.Code}, f.Path...), " "))
			}
		}
		if !slices.Equal(got, []string{want}) {
			t.Errorf("%s: %v, want %s", name, got, want)
		}
	}
}

func TestReportAsJSON(t *testing.T) {
	now := time.Unix(0, 0)
	clock := func() time.Time { now = now.Add(time.Second / 2); return now }
	source := "scenario a \"A\"\nlang en\n:: one \"1 > 0\"\ncustomer: Hello?\n"
	report := Checker{Clock: clock}.Check([]File{{Name: "a.scene", Text: []byte(source)}})
	var out strings.Builder
	if err := report.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	want := `{"code":"S07","severity":"error","file":"a.scene","line":1,"column":1,"message":"no ending is marked [end best]","path":[]}
{"code":"S08","severity":"info","file":"a.scene","line":1,"column":1,"message":"scores run from 0% to 0%; the best path is worth 0 points","path":[]}
{"code":"S04","severity":"error","file":"a.scene","line":3,"column":1,"message":"the play can stop in scene “one”, which is no ending and offers nothing there","path":[]}
{"file":"a.scene","scenes":1,"choices":0,"states":1,"exhaustive":true,"limit":"","score_min":0,"score_max":0,"seconds":0.5}
`
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
	if !report.Failed() {
		t.Error("an error is no failure")
	}
}

func TestReportAsText(t *testing.T) {
	report := checkFile(t, "explain/S05/wrong.scene")
	var out strings.Builder
	if err := report.WriteText(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"explain/S05/wrong.scene:14:1: error S05: from scene “argue” the play can go round for ever: no ending can be reached\n    by way of c3\n",
		"explain/S05/wrong.scene: 3 scenes, 4 choices, 3 states (exhaustive), scores from 100% to 100%\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("lacks %s\n%s", want, out.String())
		}
	}
}

func TestLibraryNamesRulesWithoutScenario(t *testing.T) {
	rules := []conduct.RuleID{"r08", "r12", "r31"}
	checker := Checker{Rules: append(rules, "r10", "r18", "r33"), Library: true}
	report := checker.Check([]File{{Name: "shop.scene", Text: []byte(shop())}})
	last := report.Findings[len(report.Findings)-1]
	if last.Code != "S11" || last.Severity != SeverityWarning || !strings.Contains(last.Message, "r12") || report.Failed() {
		t.Errorf("%+v", report.Findings)
	}
}

// TestWalkNamesItsLimit holds a walk that cannot be finished to saying so, and to claiming nothing
// that only a finished walk can know.
func TestWalkNamesItsLimit(t *testing.T) {
	source := `scenario a "A"
lang en
var n 0..1000000 = 0

:: one "One"
customer: Hello?
choose
* if n < 1000000: Again, please
    - r01
    ~ n +1
    -> one
* if n = 1000000: Enough of that
    + r01
    -> best

:: best [end best] "Done"
`
	report := Checker{}.Check([]File{{Name: "a.scene", Text: []byte(source), Plan: []byte("always n >= 0\n")}})
	s := report.Summaries[0]
	if s.Exhaustive || s.Limit != fmt.Sprintf("stopped after %d states", maxStates) {
		t.Errorf("%+v", s)
	}
	grave, _ := codes(report)
	if !slices.Equal(grave, []string{"PLAN"}) {
		t.Errorf("%v", report.Findings)
	}
}

// TestWalksOfAnySize holds the hash table to finding what the direct table finds.
func TestWalksOfAnySize(t *testing.T) {
	narrow := mustLoad(t, bigScenario())
	wide := mustLoad(t, strings.Replace(bigScenario(), "var trust 0..10 = 5", "var pad 0..1000 = 0\nvar trust 0..10 = 5", 1))
	a, b := narrow.walk(), wide.walk()
	if !a.direct || b.direct {
		t.Fatal("the tables are of the same kind")
	}
	if len(a.keys) != len(b.keys) || len(a.targets) != len(b.targets) || a.parts.count() != b.parts.count() || narrow.BestPoints != wide.BestPoints {
		t.Errorf("%d states and %d, %d edges and %d", len(a.keys), len(b.keys), len(a.targets), len(b.targets))
	}
}

func TestFindingsAreJSONWithTheContractsNames(t *testing.T) {
	raw, err := json.Marshal(Finding{Path: []string{"c1"}})
	if want := `{"code":"","severity":"","file":"","line":0,"column":0,"message":"","path":["c1"]}`; err != nil || string(raw) != want {
		t.Errorf("%s, want %s", raw, want)
	}
}

// telltale writes a scenario whose best choice is always the longest, or else always the first.
func telltale(long bool) string {
	var b strings.Builder
	b.WriteString("scenario tell \"Tell\"\nlang en\n")
	for i := range 6 {
		choices := []string{"Ask me.\n+ r31", "Go on your own.\n- r31"}
		if long {
			choices = []string{"I will look into it.\n+ r31", "Ask somebody.\n- r31"}
		}
		if long && i%2 == 0 {
			slices.Reverse(choices)
		}
		fmt.Fprintf(&b, "\n:: s%d \"S\"\nchoose\n", i)
		for j, choice := range choices {
			target := fmt.Sprintf("s%d", i+1)
			if i == 5 && j == 1 {
				target = "poor"
			}
			fmt.Fprintf(&b, "* %s\n-> %s\n", choice, target)
		}
	}
	b.WriteString("\n:: s6 [end best] \"Done\"\n:: poor [end poor] \"Gone\"\n")
	return b.String()
}

func TestTelltales(t *testing.T) {
	for _, tc := range []struct {
		long bool
		want string
	}{{true, "is the longest in 6 of 6"}, {false, "stands at place 1 in 6 of 6"}} {
		var got []string
		for _, f := range (Checker{}).Check([]File{{Text: []byte(telltale(tc.long))}}).Findings {
			if f.Severity != SeverityInfo {
				got = append(got, f.Code+" "+f.Message)
			}
		}
		if len(got) != 1 || !strings.Contains(got[0], tc.want) {
			t.Errorf("%q, want %s", got, tc.want)
		}
	}
}

func TestBinomialTail(t *testing.T) {
	for _, tc := range []struct {
		odds []float64
		hits int
		want float64
	}{
		{nil, 0, 1},
		{[]float64{0.5, 0.5, 0.5, 0.5, 0.5}, 5, 0.03125},
		{[]float64{0.5, 0.5, 0.5, 0.5, 0.5}, 4, 0.1875},
		{[]float64{0.25, 0.5}, 1, 0.625},
	} {
		if got := atLeast(tc.odds, tc.hits); got != tc.want {
			t.Errorf("%v %d: %v, want %v", tc.odds, tc.hits, got, tc.want)
		}
	}
}

func TestReadingGrade(t *testing.T) {
	for _, tc := range []struct {
		text        string
		least, most float64
	}{
		{"It is my son's birthday. The party is tonight.", 0, 5},
		{"The considerable inconvenience occasioned by the unavailability of documentation necessitates additional verification.", 18, 40},
	} {
		if got := grade(tc.text); got < tc.least || got > tc.most {
			t.Errorf("%q: grade %.1f", tc.text, got)
		}
	}
}

func FuzzPlan(f *testing.F) {
	f.Add([]byte("play good: c1, \"I'll ring by noon\", c4, back, timeout => best, score >= 80, r31 met, trust = 2\nalways trust >= 0 and mood != angry\n"))
	f.Add([]byte("\ufeffnever best after r18\r\ngoal best within 6 turns\r\nplay a: => \x00"))
	kit := shipped(f)
	f.Fuzz(func(t *testing.T, source []byte) {
		_, found := parsePlan(source)
		for _, m := range found {
			if m.Code != "S00" || m.Line < 1 || m.Column < 1 || m.Found == "" || m.Expected == "" {
				t.Fatalf("%+v", m)
			}
		}
		for _, scenario := range []string{shop(), asked()} {
			first := Checker{Speech: kit}.Check([]File{{Name: "a.scene", Text: []byte(scenario), Plan: source}})
			again := Checker{Speech: kit}.Check([]File{{Name: "a.scene", Text: []byte(scenario), Plan: source}})
			if cmp.Diff(first, again) != "" {
				t.Fatal(cmp.Diff(first, again))
			}
		}
	})
}
