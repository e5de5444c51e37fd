package quiz

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func read(t *testing.T, text string, maxima ...float64) Statistics {
	t.Helper()
	sheet, err := ReadMarks(strings.NewReader(text), maxima)
	if err != nil {
		t.Fatal(err)
	}
	return sheet.Statistics()
}

func is(t *testing.T, what string, got *float64, want any) {
	t.Helper()
	switch want := want.(type) {
	case nil:
		if got != nil {
			t.Errorf("%s is %v, and not defined", what, *got)
		}
	case float64:
		if got == nil || math.Abs(*got-want) > 1e-9*max(1, math.Abs(want)) {
			t.Errorf("%s is %v, want %v", what, shown(got), want)
		}
	}
}

func shown(x *float64) string {
	if x == nil {
		return "null"
	}
	return fmt.Sprint(*x)
}

// The totals are 3, 1, 5 and 0: their mean is 2.25, and their squared distances from it add up to 14.75.
func TestStatisticsByHand(t *testing.T) {
	s := read(t, "id,a,b\n1,1,2\n2,1,\n3,1,4\n4,0,0\n", 1, 4)
	if s.N != 4 || len(s.Questions) != 2 || s.Questions[1].ID != "b" || s.Questions[1].N != 4 {
		t.Fatalf("got %+v", s)
	}
	is(t, "mean", s.Mean, 2.25)
	is(t, "median", s.Median, 2.0)
	variance := 14.75 / 3
	is(t, "sd", s.SD, math.Sqrt(variance))
	m3 := (.421875 - 1.953125 + 20.796875 - 11.390625) / 4
	is(t, "skewness", s.Skewness, 16*m3/(3*2)/math.Pow(variance, 1.5))
	m2, m4 := 14.75/4, (math.Pow(.75, 4)+math.Pow(1.25, 4)+math.Pow(2.75, 4)+math.Pow(2.25, 4))/4
	is(t, "kurtosis", s.Kurtosis, 16*(5*m4-9*m2*m2)/6/(variance*variance))
	varA, varB := 0.25, 11.0/3 // 0.75² + 3·0.25² = 0.75 over 3; 0.5² + 1.5² + 2.5² + 1.5² = 11 over 3
	cic := 200 * (1 - (varA+varB)/variance)
	is(t, "CIC", s.CIC, cic)
	is(t, "error ratio", s.ErrorRatio, 100*math.Sqrt(1-cic/100))
	is(t, "standard error", s.StandardError, math.Sqrt(1-cic/100)*math.Sqrt(variance))
	is(t, "facility of a", s.Questions[0].Facility, 0.75)
	is(t, "facility of b", s.Questions[1].Facility, 1.5/4)
	is(t, "sd of a", s.Questions[0].SD, 0.5)
	is(t, "sd of b", s.Questions[1].SD, math.Sqrt(varB))
	covAB := (.25*.5 - .25*1.5 + .25*2.5 + .75*1.5) / 3 // of a with the rest, which is b
	index := 100 * covAB / math.Sqrt(varA*varB)
	most := (.75*1.5 - .25*1.5 + .25*.5 + .25*2.5) / 3 // sorted: 0 1 1 1 with 0 0 2 4
	for i, name := range []string{"a", "b"} {
		is(t, "index of "+name, s.Questions[i].Index, index)
		is(t, "efficiency of "+name, s.Questions[i].Efficiency, 100*covAB/most)
	}
	a, b := math.Sqrt(varA+covAB), math.Sqrt(varB+covAB)
	is(t, "weight of a", s.Questions[0].Weight, 100*a/(a+b))
	is(t, "weight of b", s.Questions[1].Weight, 100*b/(a+b))
}

func TestWhatIsNotDefinedIsNull(t *testing.T) {
	none := read(t, "id,a,b\n")
	text, err := json.Marshal(none)
	want := `{"n":0,"mean":null,"median":null,"sd":null,"skewness":null,"kurtosis":null,"cic":null,"error_ratio":null,"standard_error":null,"questions":[` +
		`{"id":"a","n":0,"facility":null,"sd":null,"discrimination_index":null,"discriminative_efficiency":null,"effective_weight":null},` +
		`{"id":"b","n":0,"facility":null,"sd":null,"discrimination_index":null,"discriminative_efficiency":null,"effective_weight":null}]}`
	if err != nil || string(text) != want {
		t.Errorf("got %s", text)
	}
	one := read(t, "id,a,b\n1,1,0.5\n")
	is(t, "mean of one", one.Mean, 1.5)
	is(t, "median of one", one.Median, 1.5)
	is(t, "sd of one", one.SD, nil)
	is(t, "sd of a question of one", one.Questions[0].SD, nil)
	is(t, "facility of one", one.Questions[1].Facility, 0.5)
	two := read(t, "id,a,b\n1,1,1\n2,0,0\n")
	is(t, "sd of two", two.SD, math.Sqrt2)
	is(t, "sd of a question of two", two.Questions[0].SD, math.Sqrt(0.5))
	three := read(t, "id,a,b\n1,1,1\n2,0,0\n3,1,0\n")
	is(t, "kurtosis of three", three.Kurtosis, nil)
	for i, s := range []Statistics{one, two} {
		for _, x := range []*float64{s.Skewness, s.Kurtosis, s.CIC, s.ErrorRatio, s.StandardError, s.Questions[0].Index, s.Questions[0].Efficiency, s.Questions[0].Weight} {
			is(t, fmt.Sprintf("something of %d", i+1), x, nil)
		}
	}
	if three.Skewness == nil || three.CIC == nil || three.Questions[0].Index == nil || three.Questions[0].Weight == nil {
		t.Errorf("of three: %+v", three)
	}
}

func TestNoSpreadIsNoSpreadWhateverTheRounding(t *testing.T) {
	s := read(t, "id,a,b,c\n1,0.1,0.2,0.1\n2,0.3,0,0.1\n3,0,0.3,0.1\n4,0.2,0.1,0.1\n")
	is(t, "sd of the totals", s.SD, 0.0)
	for _, x := range []*float64{s.Skewness, s.Kurtosis, s.CIC, s.ErrorRatio, s.StandardError, s.Questions[0].Weight, s.Questions[2].Index, s.Questions[2].Efficiency} {
		is(t, "something without a spread", x, nil)
	}
	is(t, "index of a", s.Questions[0].Index, -100.0) // b is 0.3 − a
	constant := read(t, "id,a,b,c\n1,0.7,0,1\n2,0.7,1,0\n3,0.7,1,1\n4,.7,0,0\n")
	is(t, "sd of a", constant.Questions[0].SD, 0.0)
	is(t, "index of a", constant.Questions[0].Index, nil)
	is(t, "weight of a", constant.Questions[0].Weight, 0.0)
	is(t, "weight of b", constant.Questions[1].Weight, 50.0)
	is(t, "index of b", constant.Questions[1].Index, 0.0)
	against := read(t, "id,a,b\n1,1,0\n2,0,4\n3,0,3\n4,1,1\n", 1, 4)
	is(t, "weight of a, which goes against the total", against.Questions[0].Weight, nil)
	is(t, "weight of b", against.Questions[1].Weight, 100.0)
	alone := read(t, "id,a\n1,1\n2,0\n3,1\n4,1\n")
	is(t, "CIC of one question", alone.CIC, nil)
	is(t, "index of one question", alone.Questions[0].Index, nil)
	is(t, "weight of one question", alone.Questions[0].Weight, 100.0)
	free := read(t, "id,a,b\n1,0,1\n2,0,0\n3,0,1\n", 0)
	is(t, "facility of a question without marks", free.Questions[0].Facility, nil)
}

func aSheet(t *rapid.T) MarkSheet {
	p, n := rapid.IntRange(1, 6).Draw(t, "questions"), rapid.IntRange(0, 12).Draw(t, "attempts")
	m := MarkSheet{}
	for i := range p {
		m.Questions = append(m.Questions, fmt.Sprint("q", i))
		m.Max = append(m.Max, rapid.SampledFrom([]float64{1, 1, 2, 8}).Draw(t, "max"))
	}
	for i := range n * p {
		tenths := rapid.IntRange(0, 10).Draw(t, "tenths")
		m.Marks = append(m.Marks, m.Max[i%p]*float64(tenths)/10)
	}
	return m
}

func TestTheOrderOfAttemptsDoesNotChangeADigit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := aSheet(t)
		p := len(m.Questions)
		rows := slices.Collect(slices.Chunk(m.Marks, p))
		turned := m
		turned.Marks = slices.Concat(rapid.Permutation(rows).Draw(t, "turned")...)
		before := slices.Clone(m.Marks)
		a, _ := json.Marshal(m.Statistics())
		b, _ := json.Marshal(turned.Statistics())
		if !bytes.Equal(a, b) {
			t.Fatalf("%s\nand in another order\n%s", a, b)
		}
		if !slices.Equal(before, m.Marks) {
			t.Fatal("the sheet was changed")
		}
	})
}

// plainly computes by the textbook, with sums as they come.
func plainly(m MarkSheet) (sd, cic float64, index []float64) {
	p, n := len(m.Questions), m.Attempts()
	column := func(i int) (out []float64) {
		for k := range n {
			out = append(out, m.Marks[k*p+i])
		}
		return out
	}
	cov := func(x, y []float64) float64 {
		mx, my, sum := 0.0, 0.0, 0.0
		for i := range x {
			mx += x[i] / float64(n)
			my += y[i] / float64(n)
		}
		for i := range x {
			sum += (x[i] - mx) * (y[i] - my)
		}
		return sum / float64(n-1)
	}
	total := make([]float64, n)
	for i := range p {
		for k, mark := range column(i) {
			total[k] += mark
		}
	}
	variances := 0.0
	for i := range p {
		x := column(i)
		variances += cov(x, x)
		rest := slices.Clone(total)
		for k := range rest {
			rest[k] -= x[k]
		}
		index = append(index, 100*cov(x, rest)/math.Sqrt(cov(x, x)*cov(rest, rest)))
	}
	k2 := cov(total, total)
	return math.Sqrt(k2), 100 * float64(p) / float64(p-1) * (1 - variances/k2), index
}

func TestStatisticsAgreeWithTheTextbookAndKeepTheirBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := aSheet(t)
		s := m.Statistics()
		sd, cic, index := plainly(m)
		agree := func(what string, got *float64, want float64) {
			if got != nil && math.Abs(*got-want) > 1e-6*max(1, math.Abs(want)) {
				t.Fatalf("%s is %v, by the textbook %v", what, *got, want)
			}
		}
		agree("sd", s.SD, sd)
		agree("CIC", s.CIC, cic)
		within := func(what string, x *float64, low, high float64) {
			if x != nil && !(*x >= low-1e-9 && *x <= high+1e-9) {
				t.Fatalf("%s is %v", what, *x)
			}
		}
		weights := 0.0
		for i, q := range s.Questions {
			agree("index", q.Index, index[i])
			within("facility", q.Facility, 0, 1)
			within("index", q.Index, -100, 100)
			within("weight", q.Weight, 0, 100)
			within("efficiency", q.Efficiency, math.Inf(-1), 100)
			if q.Weight != nil {
				weights += *q.Weight
			}
		}
		if weights != 0 && math.Abs(weights-100) > 1e-9 {
			t.Fatalf("the weights add up to %v", weights)
		}
		within("CIC", s.CIC, math.Inf(-1), 100)
		within("error ratio", s.ErrorRatio, 0, math.Inf(1))
		if _, err := json.Marshal(s); err != nil {
			t.Fatal(err) // NaN and infinity are no JSON
		}
	})
}

func TestSheetsComeInManySpellings(t *testing.T) {
	want, _ := json.Marshal(read(t, "id,a,b\n1,1,2\n2,0,0\n3,0.5,8\n", 1, 8))
	for _, text := range []string{
		"\ufeffid,a,b\r\n1,1,2\r\n2,,\r\n3,0.5,8\r\n",
		"id, a ,b\n\n1, 1 ,2.0\n2,0,-0\n3,5e-1,8", // no line end at the end
		"\"id\",\"a\",\"b\"\n\"x,\"\"y\nz\",1,2\n2,0,0\n3,.5,+8\n",
	} {
		got, _ := json.Marshal(read(t, text, 1, 8))
		if strings.ReplaceAll(string(got), "-0", "0") != string(want) {
			t.Errorf("%q gave\n%s, want\n%s", text, got, want)
		}
	}
}

func TestSheetsAreRefusedWithTheirPlace(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "nothing in it"},
		{"id\n1\n", "1:1: a header with one column"},
		{"id;a;b\n1;1;1\n", "1:1: a header with one column"},
		{"id,a\xff\n", "1:4: bytes that are not UTF-8"},
		{"id,a\n1,x\n", `2:3: question a: "x" is no mark`},
		{"id,a\n1,0\nlonger,  0,5\n", "3:12: 3 cells, where the header has 2"},
		{"id,a,b\n1,0\n", "2:3: 2 cells, where the header has 3"},
		{"id,a,b\n1,0,NaN\n", `2:5: question b: "NaN" is no mark`},
		{"id,a,b\n1,0,0x1\n", `2:5: question b: "0x1" is no mark`},
		{"id,a,b\n1,0,1e999\n", `2:5: question b: "1e999" is no mark`},
		{"id,a,b\n1,0,2\n", "2:5: question b: 2 marks, and the maximum is 1; --max"},
		{"id,a,b\n1,0,-1.5\n", "2:5: question b: -1.5 marks"},
		{"id,a\n1,\"0\n", "2:"},
		{"id,a\n1,0\"5\n", "2:4: a quotation mark inside"},
	} {
		_, err := ReadMarks(strings.NewReader(c.text), nil)
		var wrong *SheetError
		if !errors.As(err, &wrong) || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
	if _, err := ReadMarks(strings.NewReader("id,a\n"), []float64{1, 2}); err == nil || err.Error() != "2 maxima for 1 questions" {
		t.Error(err)
	}
}

func TestMaxima(t *testing.T) {
	if got, err := ParseMaxima(" 1,, 8,0.5,0"); err != nil || !slices.Equal(got, []float64{1, 1, 8, 0.5, 0}) {
		t.Error(got, err)
	}
	if got, err := ParseMaxima(""); err != nil || got != nil {
		t.Error(got, err)
	}
	for _, text := range []string{"1,x", "-1", "inf", "1e9", "1e-9", "1;2"} {
		if _, err := ParseMaxima(text); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}

func FuzzReadMarks(f *testing.F) {
	for _, seed := range []string{"id,a,b\n1,1,0\n2,,0.5\n3,0,1\n4,1,1\n", "\ufeffid,a\r\n\"1\",-1\r\n", "id,a\n1,\"", "id;a\n", ",\n,\n,1e-300\n,1\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sheet, err := ReadMarks(strings.NewReader(text), nil)
		if err != nil {
			return
		}
		if _, err := json.Marshal(sheet.Statistics()); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	})
}

// BenchmarkStatistics is B18b: 10,000 attempts at 40 questions, from CSV, which must take under 1 s and should
// take 0.2 s.
func BenchmarkStatistics(b *testing.B) {
	random := rand.New(rand.NewPCG(18, 2))
	var text bytes.Buffer
	text.WriteString("attempt")
	for i := range 40 {
		fmt.Fprintf(&text, ",q%d", i)
	}
	for i := range 10_000 {
		fmt.Fprintf(&text, "\na%d", i)
		able := random.NormFloat64()
		for range 40 {
			mark := math.Round(4*min(max((able+random.NormFloat64()+2)/4, 0), 1)) / 4
			fmt.Fprintf(&text, ",%v", mark)
		}
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		sheet, err := ReadMarks(bytes.NewReader(text.Bytes()), nil)
		if err != nil {
			b.Fatal(err)
		}
		if s := sheet.Statistics(); s.N != 10_000 || s.CIC == nil {
			b.Fatalf("got %+v", s)
		}
	}
}
