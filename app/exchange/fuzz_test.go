package exchange

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// examine holds what every reader promises for any file: it ends soon, every question has a status and
// a line of the file, a refusal a reason, and what was taken is complete and prints as JSON.
func examine(t *testing.T, format Format, data []byte) {
	begin := time.Now()
	got, err := Read(format, data)
	if took := time.Since(begin); took > 250*time.Millisecond+time.Duration(len(data))*20*time.Microsecond {
		t.Errorf("%d bytes took %s", len(data), took)
	}
	if err != nil {
		return
	}
	lines := 1 + bytes.Count(data, []byte("\n")) + bytes.Count(data, []byte("\r"))
	packed := bytes.HasPrefix(data, []byte("PK"))
	for _, q := range got {
		switch {
		case q.Line < 1 || q.Line > lines && !packed:
			t.Errorf("line %d of %d", q.Line, lines)
		case q.Status == Refused && q.Reason == "", q.Status == Degraded && q.Reason == "":
			t.Errorf("no reason: %+v", q)
		case q.Status == Refused:
		case q.complete() != nil || q.Type == "" || q.Format == "":
			t.Errorf("incomplete: %+v", q)
		}
		for text := range q.texts() {
			if q.Status != Refused && !utf8.ValidString(text) {
				t.Errorf("not UTF-8: %q", text)
			}
		}
	}
	if err := WriteJSON(io.Discard, got); err != nil {
		t.Error(err)
	}
}

func FuzzGIFT(f *testing.F) {
	for _, seed := range []string{"::N:: [html]Q{=a#b ~%-50%c ####d}\n\n// [id:x] [tag:y]\nQ{#1..2 ~#no}", "Q{=a->b =->c}", "Q{F#a#b}", "\\\\\\n{}", "Q{#=%50%3:2#x}"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) { examine(t, GIFT, data) })
}

func FuzzAiken(f *testing.F) {
	f.Add([]byte("Q\nA) x\nB. y\nANSWER: B\n\nR\nANSWER"))
	f.Fuzz(func(t *testing.T, data []byte) { examine(t, Aiken, data) })
}

func FuzzMoodleXML(f *testing.F) {
	for _, kind := range []string{"multichoice", "truefalse", "numerical", "matching", "ordering", "shortanswer"} {
		f.Add([]byte(quizOf(asked(kind, option("100", "true", "a")+option("0", "false", "b")))))
	}
	f.Fuzz(func(t *testing.T, data []byte) { examine(t, MoodleXML, data) })
}

func FuzzQTI(f *testing.F) {
	one := qti2(declared("single", "identifier", "B"), choose("1", abc), matchCorrect)
	f.Add([]byte(one))
	f.Add([]byte(qti3(one)))
	f.Add(packed(f, "imsmanifest.xml", listing("1.xml"), "1.xml", one))
	for _, q := range []Question{
		{Type: Numeric, ID: "n", Stem: "s", Options: []Option{{Value: 1, Tolerance: 2, Fraction: 1, Feedback: "f"}, {Any: true, Feedback: "g"}}},
		{Type: Matching, ID: "m", Stem: "s", Pairs: []Pair{{"a", "b"}, {"", "c"}}},
		{Type: Ordering, ID: "o", Stem: "s", Options: []Option{{Text: "a"}, {Text: "b"}}},
		{Type: Spot, ID: "p", Stem: "a b", Options: []Option{{Text: "b", Fraction: 1}}},
	} {
		text, err := WriteItem(q)
		if err != nil {
			f.Fatal(err)
		}
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) { examine(t, QTI, data) })
}

// TestTimeGrowsWithTheFile feeds each reader one question that is as large as can be.
func TestTimeGrowsWithTheFile(t *testing.T) {
	many := func(part string) string { return strings.Repeat(part, (1<<20)/len(part)) }
	choice := `<simpleChoice identifier="A">a<feedbackInline identifier="A"><b>x</b></feedbackInline></simpleChoice>`
	for name, c := range map[string]struct {
		format Format
		text   string
	}{
		"options":   {GIFT, "Q{" + many("~a#b") + "}"},
		"formats":   {GIFT, "[html]Q{" + many("~[markdown]*a*") + "}"},
		"pairs":     {GIFT, "Q{" + many("=a->b") + "}"},
		"hashes":    {GIFT, "Q{" + many("####") + "}"},
		"weights":   {GIFT, "Q{" + many("~%") + "}"},
		"slashes":   {GIFT, "Q" + many(`\`) + "{T}"},
		"brackets":  {GIFT, "//" + many("[tag:") + "\nQ{T}"},
		"tags":      {GIFT, "//" + many("[tag:a]") + "\nQ{T}"},
		"lines":     {GIFT, many("a\n") + "{~%1%}"},
		"stem":      {Aiken, many("a\n")},
		"labels":    {Aiken, many("A) a\n")},
		"answers":   {MoodleXML, quizOf(asked("multichoice", strings.Repeat(option("0", "<b>a</b>", "b"), 2000)))},
		"questions": {MoodleXML, "<quiz>" + many("<question ") + many("<question>")},
		"cdata":     {MoodleXML, "<quiz>" + many("<question><![CDATA[")},
		"deep":      {MoodleXML, quizOf("<question>" + many("<a>") + "</question>")},
		"choices":   {QTI, qti2(declared("multiple", "identifier", "A"), choose("0", strings.Repeat(choice, 4000)), matchCorrect)},
		"modal":     {QTI, qti2(declared("multiple", "identifier", "A"), choose("0", strings.Repeat(choice, 2000)), matchCorrect+strings.Repeat(`<modalFeedback identifier="A">f</modalFeedback>`, 5000))},
	} {
		begin := time.Now()
		got, err := Read(c.format, []byte(c.text))
		if took := time.Since(begin); took > 5*time.Second { // a hundredth of that, but for a busy machine
			t.Errorf("%s took %s", name, took)
		}
		t.Logf("%s: %s, %d questions, %v", name, time.Since(begin), len(got), err)
	}
}

func largeGIFT() []byte {
	var b bytes.Buffer
	for i := range 100_000 {
		fmt.Fprintf(&b, "// [id:q%d] [tag:r18]\n::Question %d:: What may the host tell a caller about guest %d?{\n~Their room#never\n=Nothing#right\n~%%-50%%Their name\n####See the rule.}\n\n", i, i, i)
	}
	return b.Bytes()
}

// TestAHundredThousandQuestions reads them all, in memory that is a small multiple of the file.
func TestAHundredThousandQuestions(t *testing.T) {
	data := largeGIFT()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	got, err := Read(GIFT, data)
	runtime.GC()
	runtime.ReadMemStats(&after)
	if err != nil || len(got) != 100_000 || got[99_999].ID != "q99999" || got[99_999].Status != Whole {
		t.Fatalf("%d questions, %v", len(got), err)
	}
	if kept := int64(after.HeapAlloc) - int64(before.HeapAlloc); kept > 250<<20 {
		t.Errorf("%d MB are kept for %d MB", kept>>20, len(data)>>20)
	}
	runtime.KeepAlive(got)
}

func BenchmarkGIFT(b *testing.B) {
	data := largeGIFT()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(GIFT, data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMoodleXML(b *testing.B) {
	question := asked("multichoice", option("100", "a", "yes")+option("0", "b", "no")) + "\n"
	data := []byte(quizOf(strings.Repeat(question, 20_000)))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(MoodleXML, data); err != nil {
			b.Fatal(err)
		}
	}
}
