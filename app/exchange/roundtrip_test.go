package exchange

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"understudy/app/quiz"
)

// texts draws texts that are full of what means something to one format or another.
func texts() *rapid.Generator[string] {
	parts := rapid.SampledFrom([]string{"a", "guest", "Zoë", "日本", " ", "  ", "\n", "\n\n", "//", "::", ":", "#", "####", "=", "~", "{", "}", "\\", "\\n", "->", "- >", "-",
		"[html]", "[", "]", "%", "%50%", "$CATEGORY:", "T", "TRUE", "*", "3", "..", "A)", "B. x", "ANSWER: A", "_____", "<b>", "</b>", "<", ">", "&", "&amp;", "&nbsp;", "]]>", "<![CDATA[", "\"", "'", "\t",
		"<img src=x>", "<question>", "</quiz>", "\u00a0", "\u2028"})
	return rapid.Custom(func(t *rapid.T) string { return tidy(strings.Join(rapid.SliceOfN(parts, 1, 6).Draw(t, "parts"), "")) })
}

func filled() *rapid.Generator[string] {
	return texts().Filter(func(text string) bool { return text != "" })
}

func fractions(format Format) *rapid.Generator[float64] {
	if format == GIFT {
		return rapid.Custom(func(t *rapid.T) float64 {
			f, _ := weight(rapid.SampledFrom(weights()).Draw(t, "weight") * rapid.SampledFrom([]float64{1, -1}).Draw(t, "sign"))
			return f
		})
	}
	return rapid.OneOf(rapid.SampledFrom([]float64{0, 1, 0.5, -1, 0.3333333, 1.0 / 3}), rapid.Float64Range(-1, 1).Filter(func(f float64) bool { return f != 0 }))
}

// questions draws a question that is complete, whatever its format makes of it.
func questions(format Format) *rapid.Generator[Question] {
	return rapid.Custom(func(t *rapid.T) Question {
		q := Question{
			Type:     rapid.SampledFrom([]quiz.Type{Single, Multiple, TrueFalse, Short, Numeric, Matching, Ordering, Essay, Description, Spot}).Draw(t, "type"),
			Format:   rapid.SampledFrom([]Markup{Moodle, HTML, Markdown, Plain}).Draw(t, "format"),
			Stem:     filled().Draw(t, "stem"),
			ID:       rapid.StringMatching(`[a-z][a-z0-9-]{0,5}`).Draw(t, "id"),
			Name:     rapid.OneOf(rapid.Just(""), texts()).Draw(t, "name"),
			Tags:     rapid.SliceOfN(rapid.StringMatching(`[a-z0-9\] %]{0,4}[a-z0-9]`), 0, 3).Draw(t, "tags"),
			Feedback: rapid.OneOf(rapid.Just(""), texts()).Draw(t, "feedback"),
		}
		if format == Aiken {
			q = Question{Type: Single, Format: Plain, Stem: q.Stem}
		}
		q.answers(t, format)
		return q.tidied()
	})
}

func (q *Question) answers(t *rapid.T, format Format) {
	feedback := rapid.OneOf(rapid.Just(""), texts())
	switch q.Type {
	case TrueFalse:
		q.Options = truthOptions(rapid.Bool().Draw(t, "true"), feedback.Draw(t, "right"), feedback.Draw(t, "wrong"))
	case Matching:
		for range rapid.IntRange(2, 4).Draw(t, "pairs") {
			q.Pairs = append(q.Pairs, Pair{filled().Draw(t, "left"), filled().Draw(t, "right")})
		}
		for range rapid.IntRange(0, 2).Draw(t, "distractors") {
			q.Pairs = append(q.Pairs, Pair{"", filled().Draw(t, "right")})
		}
	case Single, Multiple, Short, Ordering, Spot, Numeric:
		for i := range rapid.IntRange(2, 5).Draw(t, "options") {
			o := Option{Text: filled().Draw(t, "text"), Fraction: fractions(format).Draw(t, "fraction"), Feedback: feedback.Draw(t, "feedback")}
			switch {
			case format == Aiken:
				o = Option{Text: o.Text}
				if i == 0 {
					o.Fraction = 1
				}
			case q.Type == Numeric:
				o.Text, o.Value, o.Tolerance = "", rapid.Float64Range(-1e9, 1e9).Draw(t, "value")+0, rapid.Float64Range(0, 10).Draw(t, "tolerance")
			case q.Type == Single && i == 0:
				o.Fraction = 1
			case q.Type == Spot:
				o.Feedback = ""
				q.Stem += " " + o.Text
			}
			q.Options = append(q.Options, o)
		}
		if q.Type == Numeric && rapid.Bool().Draw(t, "others") {
			q.Options = append(q.Options, Option{Any: true, Feedback: filled().Draw(t, "to others")})
		}
	}
}

// canonical returns a question with its HTML as XML writes it: &gt; for > and so on.
func canonical(q Question) Question {
	same := func(text string) string {
		n, err := parseXML("<div>"+text+"</div>", 1, maxElements)
		if err != nil {
			return text
		}
		return n.markup()
	}
	q.Stem, q.Feedback = same(q.Stem), same(q.Feedback)
	q.Options = mapped(q.Options, func(o Option) Option {
		if q.Type != Short {
			o.Text = same(o.Text)
		}
		o.Feedback = same(o.Feedback)
		return o
	})
	q.Pairs = mapped(q.Pairs, func(p Pair) Pair { return Pair{same(p.Left), same(p.Right)} })
	return q
}

func TestWhatIsWrittenReadsBack(t *testing.T) {
	for _, format := range []Format{GIFT, Aiken, MoodleXML, QTI} {
		t.Run(string(format), func(t *testing.T) {
			held, refused := map[quiz.Type]int{}, map[quiz.Type]int{}
			rapid.Check(t, func(t *rapid.T) {
				q := questions(format).Draw(t, "question")
				file, err := Write(format, []Question{q})
				if err != nil {
					var u *Unheld
					if !errors.As(err, &u) || (Holds(format, q) == nil) {
						t.Fatalf("refused with %v", err)
					}
					refused[q.Type]++
					return
				}
				held[q.Type]++
				got, err := Read(format, file)
				if err != nil || len(got) != 1 || got[0].Status == Refused {
					t.Fatalf("%s\n%v\n%s %s", file, err, sayAll(got), fmt.Sprint(got))
				}
				if format == QTI && q.Format == HTML {
					q = canonical(q)
				}
				if !reflect.DeepEqual(got[0].Question, q) {
					t.Fatalf("%s\ngot  %#v\nwant %#v", file, got[0].Question, q)
				}
			})
			t.Logf("held %v, refused %v", held, refused)
			if format != Aiken && (held[Single] == 0 || held[Numeric] == 0 || held[Matching] == 0 || held[Short] == 0 || held[TrueFalse] == 0) {
				t.Errorf("too little is held to prove anything: %v of %v", held, refused)
			}
		})
	}
}

func TestManyQuestionsReadBack(t *testing.T) {
	for _, format := range []Format{GIFT, MoodleXML, QTI} {
		var want []Question
		for i := range 50 {
			want = append(want, Question{Type: Single, Format: Plain, ID: fmt.Sprintf("q%d", i), Tags: []string{"r18"}, Stem: "Who?", Options: []Option{{Text: "I", Fraction: 1}, {Text: "You"}}})
		}
		file, err := Write(format, want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read(format, file)
		if err != nil || len(got) != len(want) {
			t.Fatalf("%s: %d questions, %v", format, len(got), err)
		}
		for i := range got {
			if got[i].Status != Whole || got[i].Reason != "" || !reflect.DeepEqual(got[i].Question, want[i]) {
				t.Errorf("%s: got %+v, want %+v", format, got[i], want[i])
			}
		}
	}
}

func TestWhatAFormatCannotHoldIsNamed(t *testing.T) {
	two := []Option{{Text: "a", Fraction: 1}, {Text: "b"}}
	for _, c := range []struct {
		format Format
		q      Question
		reason string
	}{
		{GIFT, Question{Type: Ordering, Stem: "s", Options: two}, "ordering"},
		{GIFT, Question{Type: Description, Stem: "s", Feedback: "f"}, "feedback of a description"},
		{GIFT, Question{Type: Short, Stem: "s", Options: []Option{{Text: "a->b", Fraction: 1}}}, "->"},
		{GIFT, Question{Type: Single, Stem: "s", Options: []Option{{Text: "a", Fraction: 1}, {Text: "b", Fraction: 0.42}}}, "42 percent"},
		{GIFT, Question{Type: Matching, Stem: "s", Pairs: []Pair{{"a->b", "c"}, {"d", "e"}}}, "left side"},
		{GIFT, Question{Type: Single, ID: "a\\", Stem: "s", Options: two}, "backslash"},
		{GIFT, Question{Type: Single, Stem: "s\x01", Options: two}, "no text"},
		{GIFT, Question{Type: Single, Stem: "", Options: two}, "no question text"},
		{Aiken, Question{Type: Multiple, Format: Plain, Stem: "s", Options: two}, "multiple"},
		{Aiken, Question{Type: Single, Format: HTML, Stem: "s", Options: two}, "html"},
		{Aiken, Question{Type: Single, Format: Plain, ID: "x", Stem: "s", Options: two}, "an id"},
		{Aiken, Question{Type: Single, Format: Plain, Stem: "A) s", Options: two}, "begins like"},
		{MoodleXML, Question{Type: Spot, Stem: "a", Options: two[:1]}, "spot"},
		{MoodleXML, Question{Type: Judgement, Stem: "a"}, "judgement"},
		{QTI, Question{Type: Judgement, Stem: "a"}, "judgement"},
		{QTI, Question{Type: Single, Format: HTML, Stem: "<p>s", Options: two}, "well-formed"},
		{QTI, Question{Type: Single, ID: "1 2", Stem: "s", Options: two}, `"1 2"`},
		{QTI, Question{Type: Spot, Format: Plain, Stem: "b", Options: two[:1]}, "not in the stem"},
	} {
		if _, err := Write(c.format, []Question{c.q}); err == nil || !strings.Contains(err.Error(), c.reason) {
			t.Errorf("%s %+v: %v", c.format, c.q, err)
		}
	}
}
