package catalog

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"understudy/app/conduct"
	"understudy/app/quiz"
)

// readBank parses a bank by itself.
func readBank(t interface{ Fatalf(string, ...any) }, source string) []quiz.Question {
	var problems []Problem
	parsed, ok := parseBank(NewDocument(KindBank, "b", English, "b.yaml", source), report{"b.yaml", &problems})
	bank, is := parsed.(*bankFile)
	if !ok || !is {
		t.Fatalf("%v\n%s", problems, source)
	}
	var out []quiz.Question
	for i := range bank.Questions {
		out = append(out, bank.Questions[i].domain())
	}
	return out
}

func TestShippedBanksAreWrittenAsTheyRead(t *testing.T) {
	lib, _ := Embedded()
	for _, bank := range lib.Banks {
		var questions []quiz.Question
		for _, id := range bank.Questions {
			questions = append(questions, lib.Questions[id])
		}
		text := WriteBank(bank.ID, bank.Title, questions)
		for i, q := range readBank(t, text) {
			if q.Hash != questions[i].Hash || q.Status != questions[i].Status {
				t.Errorf("%s reads back as %+v", questions[i].ID, q)
			}
		}
		doc, _ := lib.Document(KindBank, bank.ID, English)
		doc.Source = text
		docs := []Document{doc}
		for _, d := range lib.Documents {
			if d.Kind != KindBank || d.ID != bank.ID {
				docs = append(docs, d)
			}
		}
		if _, problems := Build(docs); Broken(problems) {
			t.Errorf("%s: %v", bank.ID, problems)
		}
	}
}

func TestAnyQuestionIsWrittenAsItReads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringMatching(`(null|~|true|[a-z:#'"\\{}\[\],&*!|>%@-]{1,9})( [\p{L}\p{P}\p{S}\n\t\x00-\x1f\x7f-\x{9f}\x{2028}\x{feff}]{0,9}[a-z?])?`)
		say := func(name string) string {
			return strings.TrimSpace(strings.NewReplacer("\r\n", " ").Replace(words.Draw(t, name)))
		}
		number := rapid.Float64Range(-1e6, 1e6)
		q := quiz.Question{ID: "q-1", Rev: 3, Status: "draft", Type: rapid.SampledFrom(quiz.Types()).Draw(t, "type"), Stem: say("stem"), Feedback: say("feedback"),
			Guess: rapid.Float64Range(0, 1).Draw(t, "guess"), Seconds: 40}
		for i := range rapid.IntRange(0, 2).Draw(t, "rules") {
			q.Rules = append(q.Rules, conduct.RuleID(fmt.Sprintf("r0%d", i+1)))
		}
		switch q.Type {
		case quiz.Judgement:
			q.Scale = 5
		case quiz.Spot:
			q.Choices = []conduct.RuleID{"r01", "r16"}
		case quiz.Numeric:
			q.Units = []string{say("unit")}
		}
		for range rapid.IntRange(1, 4).Draw(t, "options") {
			o := quiz.Option{Why: say("why"), Rule: "r01"}
			must, may := shape(q.Type)
			for _, key := range append(must, may...) {
				switch key {
				case "text":
					o.Text = say("text")
				case "score":
					o.Score = rapid.Float64Range(-1, 1).Draw(t, "score")
				case "match":
					o.Match = say("match")
				case "panel":
					o.Panel = []int{1, 5, 3}
				case "value":
					o.Value = number.Draw(t, "value")
				case "tolerance":
					o.Tolerance = number.Draw(t, "tolerance")
				case "who":
					o.Who = say("who")
				case "span":
					o.Span = say("span")
				}
			}
			q.Options = append(q.Options, o)
		}
		text := WriteBank("b", say("title"), []quiz.Question{q})
		if got := readBank(t, text); len(got) != 1 || got[0].Digest() != q.Digest() {
			t.Fatalf("%+v\nreads back as\n%+v\n%s", q, got, text)
		}
	})
}

func TestADraftMayLackWhatAReadyQuestionNeeds(t *testing.T) {
	lib, _ := Embedded()
	q := quiz.Question{ID: "new", Rev: 1, Status: "draft", Type: quiz.Multiple, Stem: "Which?", Seconds: 30,
		Options: []quiz.Option{{Text: "one", Score: 1}, {Text: "two"}, {Text: "three", Score: -1, Why: "No.", Rule: "r01"}}}
	problems := lib.ReviewQuestion(q)
	if Broken(problems) || len(problems) != 4 {
		t.Errorf("a draft: %v", problems)
	}
	q.Status = "ready"
	if problems = lib.ReviewQuestion(q); len(problems) != 4 || !Broken(problems[:1]) || problems[0].Message != "the question asks about no rule" {
		t.Errorf("ready: %v", problems)
	}
	q.Status, q.Rules = "draft", []conduct.RuleID{"r99"}
	if !Broken(lib.ReviewQuestion(q)) {
		t.Error("a rule that is not there is no mistake")
	}
	bank := NewDocument(KindBank, "mine", English, "mine.yaml", WriteBank("mine", "Mine", []quiz.Question{{ID: "mine-1", Rev: 1, Status: "draft", Type: quiz.TrueFalse,
		Stem: "So?", Seconds: 30, Options: []quiz.Option{{Text: "true", Score: 1}, {Text: "false"}}}}))
	if _, problems := Build(append([]Document{bank}, lib.Documents...)); Broken(problems) {
		t.Errorf("a library with a bank of drafts: %v", problems)
	}
}
