package scene

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestEachMistakeOnce plants mistakes into the design's own example. Each costs one S00 on its line,
// whatever stands under it.
func TestEachMistakeOnce(t *testing.T) {
	sample := mustRead(t, "testdata/late-parcel.scene")
	for _, tc := range []struct{ name, old, new, message string }{
		{"header word", "pass 60% and no critical", "pas 60%", "found “pas”; expected scenario, lang, customer, var, pass, back, ids or a scene"},
		{"variable without values", "var trust 0..4 = 2", "var trust = 2", "found “=”; expected a range such as 0..4, or values such as yes | no"},
		{"variable with a first value outside", "= 2\n", "= 7\n", "found “7”; expected a first value: 0..4"},
		{"variable twice", "var named yes | no = no\n", "var named yes | no = no\nvar named a | b = a\n", "found “named”; expected a name that no other variable has"},
		{"channel", "channel counter", "channel desk", "found “desk”; expected one of counter, phone, email, chat"},
		{"customer", `name="Amira Haddad"`, `name=Amira`, "found “Amira”; expected a text in quotation marks, as in name=\"Amira Haddad\""},
		{"open quotation", `"Why it matters"`, `"Why it matters`, "found “\"Why it matters”; expected a closing quotation mark, as in \"a title\""},
		{"outcome", "[end poor]", "[end bad]", "found “bad]”; expected best, good, fair, poor or fail"},
		{"speaker", "customer: It's my", "costumer: It's my", "found the unknown speaker “costumer”; expected one of customer, Amira Haddad, or say"},
		{"mood", "customer (angry)", "customer (furious)", "found the unknown mood “furious”; expected one of calm, annoyed, angry"},
		{"choose", "choose 25s else -> ignored", "chose 25s else -> ignored", "found “chose”; expected a speaker and a colon, say, show, choose, reply, * or ::"},
		{"choose left out", "choose 25s else -> ignored\n", "", "found “*”; expected a line choose before the first choice"},
		{"clock", "choose 25s else", "choose 25 else", "found “else”; expected seconds, as in 25s"},
		{"condition", "if trust >= 3 and", "if trust => 3 and", "found “>”; expected a value, as in trust >= 3 or mood = calm"},
		{"unknown variable in a condition", "if trust >= 3", "if turst >= 3", "found the unknown variable “turst”; expected one that a var line declares"},
		{"unknown value in a condition", "mood = calm: Ms", "mood = happy: Ms", "found “happy” for mood; expected one of calm, annoyed, angry"},
		{"effect out of range", "~ trust +1, named", "~ trust = 9, named", "found “9” for trust; expected one of 0..4"},
		{"sum of an enumeration", "mood = calm\n    because You", "mood +1\n    because You", "found mood +1; expected a value, as in mood = calm"},
		{"tag", "+ r09 strong, r31", "+ r09 strnog, r31", "found “strnog,”; expected weak, strong, critical, a comma or the end of the line"},
		{"unknown rule", "+ r09 strong", "+ r99 strong", "found the unknown rule “r99”; expected a rule of the code of conduct, such as r08"},
		{"arrow", "-> gift", "=> gift", "found “=>”; expected a speaker and a colon, say, show, choose, reply, * or ::"},
		{"arrow left out", "    -> breach\n", "", "found a choice that leads nowhere; expected a line -> scene under it"},
		{"arrow twice", "    -> breach\n", "    -> breach\n    -> best\n", "found “->”; expected this line once a choice"},
		{"detector", "4 empathy", "4 sympathy", "found the unknown detector “sympathy”; expected one of greeting"},
		{"band without a sign", ">= 70% ~", ">= 70 ~", "found “~”; expected a percent sign, as in >= 70%"},
		{"reply without else", "    else   ~ trust -1, mood = angry -> confront\n", "", "found a reply without else; expected a last band such as else -> confront"},
		{"tab", "    because You answered", "\tbecause You answered", "found a tab; expected spaces: indent with four spaces"},
		{"line after the choices", ":: confront", "customer: Hello?\n:: confront", "found “customer:”; expected a line of the choice or reply"},
		{"choice in an ending", ":: breach  [end fail] \"A privacy incident is opened\"", ":: breach [end fail] \"A\"\nchoose\n* Hi\n  -> best", "found “choose”; expected no choose or reply in an ending"},
		{"lang left out", "lang en   channel counter   role \"Front-desk officer\"   minutes 6\n", "", "found no line that begins with lang; expected one in the header, as in lang en"},
		{"scenario left out", "scenario late-parcel \"The parcel that never came\"\n", "", "found no line that begins with scenario; expected it first"},
		{"scenario not first", "scenario late-parcel \"The parcel that never came\"\nlang en", "back no\nscenario a \"b\"\nlang en", "found “scenario”; expected the scenario line first, and only once"},
		{"header line in a scene", ":: gift \"Why it matters\"\n", ":: gift \"Why it matters\"\nvar calls 0..4 = 2\nsay if calls = 2: Again.\n", "found “var”; expected this line before the first scene"},
		{"choice without its star", "* It left our depot", "& It left our depot", "found “&”; expected a speaker and a colon, say, show, choose, reply, * or ::"},
		{"control character in a choice", "* It left our depot", "* It \x02left our depot", "found a control character; expected text without control characters"},
		{"control character", "It's my son's", "It's\x01 my son's", "found a control character; expected text without control characters"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			source := strings.Replace(sample, tc.old, tc.new, 1)
			if source == sample {
				t.Fatal("nothing was replaced")
			}
			report := Checker{Rules: allRules()}.Check([]File{{Name: "x.scene", Text: []byte(source)}})
			if len(report.Findings) != 1 || !strings.HasPrefix(report.Findings[0].Message, tc.message) || report.Findings[0].Code != "S00" {
				t.Errorf("got  %v\nwant %s", report.Findings, tc.message)
			}
			if len(report.Findings) > 0 && tc.new != "" {
				checkPlace(t, source, tc.new, report.Findings[0])
			}
		})
	}
}

// TestAnyLineSpoiltIsOneMistake spoils each line of the example in turn.
func TestAnyLineSpoiltIsOneMistake(t *testing.T) {
	sample := strings.Split(mustRead(t, "testdata/late-parcel.scene"), "\n")
	for i, line := range sample {
		body := strings.TrimLeft(line, " ")
		if body == "" || body[0] == '#' {
			continue
		}
		spoilt := slices.Clone(sample)
		spoilt[i] = "& " + body
		_, found := Parse([]byte(strings.Join(spoilt, "\n")))
		if len(found) != 1 || found[0].Line != i+1 {
			t.Errorf("line %d, %s: %v", i+1, line, found)
		}
	}
}

// checkPlace wants a finding on a line that the planted text touches, or on the scenario's first.
func checkPlace(t *testing.T, source, planted string, f Finding) {
	t.Helper()
	first := 1 + strings.Count(source[:strings.Index(source, planted)], "\n")
	if f.Line < first || f.Line > first+strings.Count(planted, "\n") {
		t.Errorf("line %d, planted on line %d", f.Line, first)
	}
}

func TestManyMistakesInOneFile(t *testing.T) {
	source := `scenario a "A"
lang en
var trust 0..4 = 9
:: one "One"
costumer: Hello?
choose
* if trust >= two: Yes
    + r01 strnog
    -> two
* No
    ~ anger +1
    -> two
:: two [end best]
`
	_, found := Parse([]byte(source))
	var got []string
	for _, f := range found {
		got = append(got, fmt.Sprintf("%d:%d", f.Line, f.Column))
	}
	if want := []string{"3:18", "5:1", "8:11", "11:7"}; !slices.Equal(got, want) {
		t.Errorf("mistakes at %v, want %v: %v", got, want, found)
	}
}

func TestRefusals(t *testing.T) {
	many := "scenario a \"A\"\nlang en\n" + strings.Repeat(":: s [end best] \"E\"\n", 600)
	for _, tc := range []struct {
		name, source, found string
		line, column        int
	}{
		{"ten megabytes", strings.Repeat("a", 10<<20), "a file of more than 256 KB", 1, 1},
		{"a million scenes", strings.Repeat(":: a\n", 1<<20), "a file of more than 256 KB", 1, 1},
		{"six hundred scenes", many, "scene 501", 503, 1},
		{"NUL", "scenario a\nl\x00", "a NUL byte", 2, 2},
		{"no UTF-8", "scenario é\nlé\xff", "bytes that are no UTF-8", 2, 3},
		{"nothing", "", "no scenario", 1, 1},
		{"comments alone", "# a\n\n# b\n", "no scenario", 1, 1},
		{"nonsense", strings.Repeat("?\n", 60_000), "the thousandth mistake", 1000, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, found := Parse([]byte(tc.source))
			last := found[len(found)-1]
			if last.Found != tc.found || last.Line != tc.line || last.Column != tc.column {
				t.Errorf("got %+v", last)
			}
		})
	}
}

func TestFormatGivesIDsAndNeverTwice(t *testing.T) {
	source := `scenario a "A"
ids 7
lang en

:: one "One"
# about the line
customer: Hello?
choose
* Yes   @c3
  # about the rule
  + r01
  -> two
* No
    - r01
    -> two
:: two [end best] "Two"
`
	want := `scenario a "A"
ids 9
lang en

:: one "One"
# about the line
customer: Hello?   @l8
choose
* Yes   @c3
    # about the rule
    + r01
    -> two
* No   @c9
    - r01
    -> two

:: two [end best] "Two"
`
	got, err := Format(source)
	if err != nil || got != want {
		t.Errorf("%v\n%s", err, got)
	}
	shorter := strings.Replace(got, "* No   @c9\n    - r01\n    -> two\n", "", 1)
	again, err := Format(strings.Replace(shorter, "Hello?   @l8", "Hello?", 1))
	if err != nil || !strings.Contains(again, "ids 10") || !strings.Contains(again, "@l10") {
		t.Errorf("a text id was given twice: %v\n%s", err, again)
	}
	if _, err := Format("scenario"); err == nil {
		t.Error("a broken text was formatted")
	}
}
