package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"understudy/app/conduct"
	"understudy/app/speech"
)

type assessOut struct {
	ID         json.RawMessage
	Error      string
	Evidence   []map[string]any
	Politeness float64
	Rules      map[conduct.RuleID]speech.Verdict
}

func assessLines(t *testing.T, out string) []assessOut {
	t.Helper()
	var all []assessOut
	for line := range strings.Lines(out) {
		var one assessOut
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		all = append(all, one)
	}
	return all
}

func TestAssessAnswersEveryLine(t *testing.T) {
	long := `{"id":"long","text":"` + strings.Repeat("a", maxLine) + `"}`
	in := strings.Join([]string{
		`{"id":"a","text":"Hello Ms Haddad, I'll call you by four.","turn":1,"facts":{"name":"Amira Haddad"},"more":1}`,
		`{"id":7,"text":3}`,
		`nonsense`,
		``,
		long,
		`{"id":"t","text":"hi","turn":0}`,
		"{\"id\":\"u\",\"text\":\"\xff\"}",
		`{"id":"e","text":""}`,
	}, "\n")
	got := runWith(in, &assessCmd{})
	if got.code != exitUsage || !strings.Contains(got.errors, "6 of the lines") {
		t.Errorf("exit %d %q", got.code, got.errors)
	}
	lines := assessLines(t, got.out)
	if len(lines) != 8 {
		t.Fatalf("%d lines", len(lines))
	}
	for i, want := range []string{`"a"`, `7`, `null`, `null`, `null`, `"t"`, `null`, `"e"`} {
		if bad := i > 0 && i < 7; string(lines[i].ID) != want || (lines[i].Error != "") != bad {
			t.Errorf("line %d: id %s, error %q", i+1, lines[i].ID, lines[i].Error)
		}
	}
	if r := lines[0].Rules; r["r08"] != speech.Shown || r["r11"] != speech.Shown || r["r10"] != speech.Shown {
		t.Errorf("%v", r)
	}
	if fields := lines[0].Evidence[0]; len(fields) != 10 {
		t.Errorf("the evidence has the fields %v", fields)
	}
	if !strings.Contains(got.out, `{"id":"e","evidence":[],"politeness":0.`) || !strings.Contains(got.out, `"rules":{}`) {
		t.Errorf("an empty reply: %s", got.out)
	}
}

const giftScene = `scenario gift "A gift"
lang en   channel counter
customer name="Amira Haddad" private="order 88213, phone 555-0142"

:: gift "Why it matters"
customer: It's my son's birthday present. The party is tonight.
reply
    want r20 4 empathy
    want r11 2 name
    want r31 2 ownership
    want r10 4 promise(what, when)
    never r18 privacy critical
    >= 70% -> next
    else -> bad

:: next "What now?"
choose
* Are you happy with this?
    + r25
    -> best
* Bye.
    - r25
    -> bad

:: best [end best] "Good"
:: bad [end poor] "Bad"
`

func TestAssessBySceneSaysWhatIsMissed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "gift.scene")
	if err := os.WriteFile(file, []byte(giftScene), 0o600); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"I'm so sorry, Ms Haddad, I can see how upset you are. I'll ring the courier now and be back to you by 11:15.": "r10 shown, r11 shown, r18 no_chance, r20 shown, r25 no_chance, r30 shown, r31 shown",
		"I will check.":                "r10 missed, r11 missed, r18 no_chance, r20 missed, r25 no_chance, r31 shown",
		"Order 88213, Ms Haddad.":      "r10 missed, r11 shown, r18 broken, r20 missed, r25 no_chance, r31 missed",
		"Je vous appelle avant midi.":  "r10 not_judged, r11 not_judged, r18 no_chance, r20 not_judged, r25 no_chance, r31 not_judged",
		"What would help you most now": "r10 missed, r11 missed, r18 no_chance, r20 missed, r25 no_chance, r31 missed",
	} {
		in, _ := json.Marshal(map[string]any{"id": 1, "text": text, "turn": 2})
		got := runWith(string(in), &assessCmd{Scenario: file, Scene: "gift"})
		if got.code != exitFine {
			t.Fatalf("%q: %+v", text, got)
		}
		rules := assessLines(t, got.out)[0].Rules
		var said []string
		for n := range 35 {
			id := conduct.RuleID(fmt.Sprintf("r%02d", n))
			if v, ok := rules[id]; ok {
				said = append(said, string(id)+" "+string(v))
			}
		}
		if strings.Join(said, ", ") != want {
			t.Errorf("%q:\n got %s\nwant %s", text, strings.Join(said, ", "), want)
		}
	}
	for _, c := range []*assessCmd{{Scenario: file}, {Scene: "gift"}, {Scenario: file, Scene: "next"}, {Scenario: file + "x", Scene: "gift"}} {
		if got := runWith("", c); got.code != exitUsage || got.errors == "" {
			t.Errorf("%+v: %+v", c, got)
		}
	}
}

func TestAssessIsFastAndRepeatsItself(t *testing.T) {
	var in strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&in, `{"id":%d,"text":"Good morning Ms Haddad, I'm Dana. I understand how upsetting this is with the party tonight. I'll ring the courier now and call you back by %d:15 with an answer, does that work for you?","customer":"Where is my parcel?","turn":1,"facts":{"name":"Amira Haddad","private":["order 88213"]}}`+"\n", i, i%12)
	}
	began := time.Now()
	first := runWith(in.String(), &assessCmd{})
	if took := time.Since(began); took > 16*time.Second { // 25,000 in 40 s, with room for a busy machine
		t.Errorf("5,000 lines took %v", took)
	}
	if second := runWith(in.String(), &assessCmd{}); first.code != exitFine || first.out != second.out {
		t.Error("two runs differ")
	}
	for i, line := range assessLines(t, first.out) {
		if string(line.ID) != fmt.Sprint(i) {
			t.Fatalf("line %d has the id %s", i, line.ID)
		}
	}
}
