package catalog

import (
	"strings"
	"testing"

	"understudy/app/quiz"
)

const manyTypes = `id: many
title: Many
questions:
  - id: order
    rev: 1
    status: ready
    rules: [r01]
    type: ordering
    stem: In which order?
    options:
      - {text: First, why: It is.}
      - {text: Second}
      - {text: Third, rule: r01}
  - id: match
    rev: 1
    status: ready
    rules: [r01]
    type: matching
    stem: What belongs together?
    options:
      - {text: Left, match: Right, why: Because.}
      - {text: Up, match: Down}
      - {match: Nothing}
  - id: rate
    rev: 1
    status: ready
    rules: [r01]
    type: judgement
    scale: 5
    stem: How good?
    options:
      - {text: Good, panel: [5, 4, 5], why: It helps.}
      - {text: Bad, panel: [1, 1, 2], why: It hurts., rule: r01}
  - id: word
    rev: 1
    status: ready
    rules: [r01]
    type: short
    stem: Which word?
    options:
      - {text: please*, score: 1}
      - {text: "*", score: 0, why: No., rule: r01}
  - id: number
    rev: 1
    status: ready
    rules: [r18]
    type: numeric
    units: [minutes, min]
    stem: How long?
    options:
      - {value: 12.5, tolerance: 0.5, score: 1}
  - id: spot
    rev: 1
    status: ready
    rules: [r18]
    type: spot
    stem: Which line?
    choices: [r01, r18]
    options:
      - {who: Ada, text: Your number?}
      - {who: Bob, text: "I say it aloud: 7", score: 1, span: aloud, why: Others hear it., rule: r18}
`

func TestQuestionsOfEveryType(t *testing.T) {
	l, problems := buildWith(t, manyTypes)
	if len(problems) > 0 {
		t.Fatal(Lines(problems))
	}
	for id, want := range map[string]string{"order": "ordering", "match": "matching", "rate": "judgement", "word": "short", "number": "numeric", "spot": "spot"} {
		q, found := l.Question(id)
		if !found || string(q.Type) != want || q.Mark(q.Best()) != 1 || q.Hash != q.Digest() {
			t.Errorf("%s: %+v", id, q)
		}
	}
	if q, _ := l.Question("number"); len(q.Units) != 2 || q.Options[0].Tolerance != 0.5 || q.Guess != 0 {
		t.Errorf("number %+v", q)
	}
}

func TestMistakesInQuestionsOfEveryType(t *testing.T) {
	for _, c := range []struct{ name, from, to, want string }{
		{"a key of another type", "{text: First, why: It is.}", "{text: First, panel: [1]}", `many.yaml:11:31: an option of the type ordering has no such key; found "panel"; expected text, why, rule`},
		{"no text", "{text: Second}", "{why: Second}", "many.yaml:12:9: the key text is missing; expected text: …"},
		{"a distractor alone", "{text: Up, match: Down}", "{match: Down}", "too little to match; found 1 pairs"},
		{"an empty text", "{text: Up, match: Down}", "{text: \"\", match: Down}", "many.yaml:22:16: a text is empty"},
		{"no scale", "    scale: 5\n", "", "many.yaml:24:5: the key scale is missing; expected scale: and the best rating, such as scale: 5"},
		{"a scale elsewhere", "    type: ordering\n", "    type: ordering\n    scale: 5\n", `a question of the type ordering has no such key; found "scale"`},
		{"a rating beyond the scale", "panel: [5, 4, 5]", "panel: [5, 4, 6]", "many.yaml:32:36: a rating of the panel is out of range; found 6; expected 1 to 5"},
		{"a rating that is none", "panel: [5, 4, 5]", "panel: [5, 4, good]", "many.yaml:32:36: this should be a whole number"},
		{"a middle between two", "panel: [5, 4, 5]", "panel: [5, 4, 5, 4]", "many.yaml:32:30: the middle of the panel is a rating that nobody can choose; found 4.5; expected an odd number"},
		{"two people", "panel: [5, 4, 5]", "panel: [5, 5]", "the panel is too small; found 2"},
		{"a panel that disagrees", "panel: [5, 4, 5]", "panel: [5, 4, 1]", "many.yaml:32:30: warning: the panel does not agree"},
		{"a poor one without a rule", "why: It hurts., rule: r01", "why: It hurts.", "many.yaml:33:9: a wrong option names no rule"},
		{"no why of a rating", ", why: It helps.", "", "many.yaml:32:9: an option does not say why the panel rates it so"},
		{"any text is right", "{text: please*, score: 1}", "{text: \"**\", score: 1}", "every text fits this form"},
		{"no text is right", "{text: please*, score: 1}", "{text: please*, score: 0.5, why: Half., rule: r01}", "nothing that can be typed is right"},
		{"a negative tolerance", "tolerance: 0.5", "tolerance: -1", "tolerance is out of range; found -1"},
		{"words for a value", "value: 12.5", "value: long", "this should be a number such as 0.25"},
		{"a rule that is no choice", "choices: [r01, r18]", "choices: [r01, r01]", `the rule that is broken is not among the choices; found "r18"`},
		{"an unknown choice", "choices: [r01, r18]", "choices: [r01, r18, r77]", `unknown rule; found "r77"`},
		{"words that nobody says", "span: aloud", "span: loudly", `these words are not in the text; found "loudly"`},
		{"no breach", "score: 1, span: aloud, ", "", "not exactly one turn breaks a rule; found 0"},
		{"half a breach", "score: 1, span: aloud", "score: 0.5, span: aloud", "a turn breaks a rule or does not; found 0.5"},
		{"nobody says it", "{who: Ada, text: Your number?}", "{text: Your number?}", "the key who is missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			changed := strings.Replace(manyTypes, c.from, c.to, 1)
			if changed == manyTypes {
				t.Fatal("the case changes nothing")
			}
			if _, problems := buildWith(t, changed); !strings.Contains(Lines(problems), c.want) {
				t.Errorf("no %q in\n%s", c.want, Lines(problems))
			}
		})
	}
}

func TestABlueprintWithAMix(t *testing.T) {
	with := func(more string) (*Library, string) {
		l, problems := Build([]Document{
			NewDocument(KindCode, "service", English, "service.yaml", testCode), NewDocument(KindBank, "core", English, "core.yaml", testBank),
			NewDocument(KindBlueprint, "check", English, "check.yaml", testBlueprint+more),
		})
		return l, Lines(problems)
	}
	l, found := with("mix: {multiple: 1}\ncloses: 2027-03-31T17:00:00+01:00\noverdue: abandon\n")
	bp, _ := l.Blueprint("check")
	if found != "" || bp.Mix[quiz.Multiple] != 1 || bp.Closes.UTC().Hour() != 16 || bp.Overdue != quiz.OverdueAbandon {
		t.Errorf("%+v\n%s", bp, found)
	}
	for more, want := range map[string]string{
		"mix: {spot: 2}\n":          "check.yaml:13:6: warning: the bank has 0 ready questions of type spot for this blueprint, and its mix asks for 2",
		"mix: {essay: 2}\n":         "unknown key; found \"essay\"",
		"mix: {spot: -2}\n":         "spot is out of range; found -2; expected 0 to 50",
		"closes: 31 March\n":        "check.yaml:13:9: closes is no instant; found \"31 March\"",
		"overdue: punish\n":         "unknown policy for attempts that are not handed in; found \"punish\"; expected submit, abandon",
		"mix: [spot]\n":             "this should be a set of keys",
		"mix: {spot: 1, spot: 1}\n": "",
	} {
		if _, found := with(more); !strings.Contains(found, want) || found == "" {
			t.Errorf("%q: no %q in\n%s", more, want, found)
		}
	}
}

// buildWith makes a library of the code of the tests and one bank.
func buildWith(t *testing.T, bank string) (*Library, []Problem) {
	t.Helper()
	return Build([]Document{NewDocument(KindCode, "service", English, "service.yaml", testCode), NewDocument(KindBank, "many", English, "many.yaml", bank)})
}
