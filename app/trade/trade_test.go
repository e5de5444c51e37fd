package trade_test

import (
	"strings"
	"testing"

	"understudy/app/catalog"
	"understudy/app/exchange"
	"understudy/app/quiz"
	"understudy/app/trade"
)

func library(t *testing.T) *catalog.Library {
	t.Helper()
	lib, problems := catalog.Embedded()
	if catalog.Broken(problems) {
		t.Fatal(problems)
	}
	return lib
}

func take(t *testing.T, format exchange.Format, text string) []trade.Row {
	t.Helper()
	read, err := exchange.Read(format, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return trade.Take(read, "new", library(t))
}

const mixed = `// [id:Host One] [tag:r18]
::N:: Who may see it?{=The guest#Yes. ~Anybody#No.}

// [tag:r18]
Who may not?{=Anybody ~The guest}

// [tag:r99]
[html]<p>Is it <b>so</b>?</p>{T#no#yes}

How many?{#=4:1#About four. =%50%9:0#Many. ~#None.}

// [tag:r03]
Match{=one -> 1 =two -> 2}

Say it{}

Tick two{~%50%a ~%50%b ~c}

Neither{~%50%a ~%20%b}
`

func TestWhatBecomesOfQuestions(t *testing.T) {
	lib := library(t)
	rows := take(t, exchange.GIFT, mixed)
	var got []string
	for _, r := range rows {
		got = append(got, r.Question.ID+" "+r.Question.Status+": "+strings.Join(r.Why, "; "))
	}
	want := []string{
		"host-one ready: ",
		"new-2 draft: a wrong option does not say why it is wrong",
		"new-3 draft: the code has no rule r99; the formatting of the texts is left out; the question asks about no rule; a wrong option names no rule",
		"new-4 draft: the question asks about no rule; a wrong option names no rule",
		"new-5 ready: ",
		" : a bank has no questions of the type essay",
		"new-7 draft: the question asks about no rule; a wrong option does not say why it is wrong; a wrong option names no rule; this wrong option costs nothing, so that choosing everything would be right",
	}
	for i, line := range want {
		if i >= len(got) || got[i] != line {
			t.Errorf("%d is %q\n want %q", i, strings.Join(got[min(i, len(got)):min(i+1, len(got))], ""), line)
		}
	}
	last := rows[len(rows)-1]
	if last.Taken() || len(last.Why) == 0 && last.Status != exchange.Refused {
		t.Errorf("of a question without a right answer: %+v", last)
	}
	if q := rows[2].Question; q.Stem != "Is it so?" || q.Options[0].Why != "yes" {
		t.Errorf("without markup it is %+v", q)
	}
	var taken []quiz.Question
	for _, r := range rows {
		if r.Taken() {
			taken = append(taken, r.Question)
		}
	}
	bank := catalog.NewDocument(catalog.KindBank, "new", catalog.English, "new.yaml", catalog.WriteBank("new", "New", taken))
	if _, problems := catalog.Build(append([]catalog.Document{bank}, lib.Documents...)); catalog.Broken(problems) {
		t.Errorf("the library does not take the bank: %v", problems)
	}
}

func TestIdsAreNew(t *testing.T) {
	rows := take(t, exchange.GIFT, "// [id:r02-a]\nA?{T}\n\n// [id:R02 a]\nB?{F}\n\n// [id:é]\nC?{F}\n")
	if len(rows) != 3 || rows[0].Question.ID != "r02-a-2" || rows[1].Question.ID != "r02-a-3" || rows[2].Question.ID != "new-3" {
		t.Errorf("the ids are %+v", rows)
	}
}

func TestOnlySoManyAreTaken(t *testing.T) {
	rows := trade.Take(make([]exchange.Imported, trade.MostQuestions+1), "new", library(t))
	if last := rows[trade.MostQuestions]; last.Taken() || len(last.Why) != 1 || !strings.Contains(last.Why[0], "only the first 2000") {
		t.Errorf("the last is %+v", last)
	}
}

// TestShippedQuestionsComeBack writes every bank in every format and takes it again.
func TestShippedQuestionsComeBack(t *testing.T) {
	lib := library(t)
	empty := &catalog.Library{Code: lib.Code}
	for _, format := range trade.Formats() {
		held, left := trade.Offer(format, lib.Bank())
		if len(held)+len(left) != len(lib.Questions) || len(held) == 0 {
			t.Errorf("%s holds %d of %d", format, len(held), len(lib.Questions))
		}
		for _, l := range left {
			q := lib.Questions[l.ID]
			if l.Reason == "" || format != exchange.Aiken && q.Type != quiz.Spot && q.Type != quiz.Judgement && q.Type != quiz.Ordering {
				t.Errorf("%s cannot hold %s: %s", format, l.ID, l.Reason)
			}
		}
		file, err := exchange.Write(format, held)
		if err != nil {
			t.Fatal(err)
		}
		read, err := exchange.Read(format, file)
		if err != nil || len(read) != len(held) {
			t.Fatalf("%s: %d of %d (%v)", format, len(read), len(held), err)
		}
		for i, row := range trade.Take(read, "again", empty) {
			q, was := row.Question, lib.Questions[held[i].ID]
			switch {
			case !row.Taken():
				t.Errorf("%s: %s is not taken: %v", format, held[i].ID, row.Why)
			case format != exchange.Aiken && (q.ID != was.ID || q.Stem != was.Stem || q.Type != was.Type || q.Status != was.Status || q.Mark(q.Best()) != was.Mark(was.Best())):
				t.Errorf("%s: %s became %+v (%v)", format, was.ID, q, row.Why)
			}
		}
	}
}
