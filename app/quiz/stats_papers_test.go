package quiz

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// somePapers draws papers of a few questions out of a list.
func somePapers(t *rapid.T) (ids []string, papers []MarkedPaper) {
	for i := range rapid.IntRange(1, 7).Draw(t, "questions") {
		ids = append(ids, fmt.Sprint("q", i))
	}
	for range rapid.IntRange(0, 12).Draw(t, "papers") {
		var p MarkedPaper
		order := rapid.Permutation(slices.Collect(func(yield func(int) bool) {
			for i := range ids {
				if !yield(i) {
					return
				}
			}
		})).Draw(t, "order")
		for _, at := range order[:rapid.IntRange(1, len(order)).Draw(t, "length")] {
			p.Questions = append(p.Questions, at)
			p.Marks = append(p.Marks, float64(rapid.IntRange(0, 10).Draw(t, "tenths"))/10)
		}
		papers = append(papers, p)
	}
	return ids, papers
}

func TestPapersThatAreAllTheSameAreASheet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := aSheet(t)
		p := len(m.Questions)
		for i, mark := range m.Marks {
			m.Marks[i] = mark / m.Max[i%p] // of a paper every question gives 1
		}
		for i := range m.Max {
			m.Max[i] = 1
		}
		var papers []MarkedPaper
		for row := range slices.Chunk(m.Marks, p) {
			one := MarkedPaper{Marks: row}
			for i := range row {
				one.Questions = append(one.Questions, i)
			}
			papers = append(papers, one)
		}
		sheet, sparse := m.Statistics(), PaperStatistics(m.Questions, papers)
		same := func(what string, a, b *float64, scale float64) {
			t.Helper()
			if (a == nil) != (b == nil) || a != nil && math.Abs(*a*scale-*b) > 1e-6*max(1, math.Abs(*b)) {
				t.Fatalf("%s is %s on a sheet (times %v) and %s over papers", what, shown(a), scale, shown(b))
			}
		}
		percent := 100 / float64(p)
		same("mean", sheet.Mean, sparse.Mean, percent)
		same("median", sheet.Median, sparse.Median, percent)
		same("sd", sheet.SD, sparse.SD, percent)
		same("skewness", sheet.Skewness, sparse.Skewness, 1)
		same("kurtosis", sheet.Kurtosis, sparse.Kurtosis, 1)
		same("CIC", sheet.CIC, sparse.CIC, 1)
		same("error ratio", sheet.ErrorRatio, sparse.ErrorRatio, 1)
		same("standard error", sheet.StandardError, sparse.StandardError, percent)
		for i, q := range sheet.Questions {
			other := sparse.Questions[i]
			same("facility", q.Facility, other.Facility, 1)
			same("sd", q.SD, other.SD, 1)
			same("index", q.Index, other.Index, 1)
			same("efficiency", q.Efficiency, other.Efficiency, 1)
			same("weight", q.Weight, other.Weight, 1)
		}
	})
}

func TestStatisticsOfPapersKeepTheirBoundsInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids, papers := somePapers(t)
		s := PaperStatistics(ids, papers)
		within := func(what string, x *float64, low, high float64) {
			if x != nil && !(*x >= low-1e-9 && *x <= high+1e-9) {
				t.Fatalf("%s is %v", what, *x)
			}
		}
		within("mean", s.Mean, 0, 100)
		within("median", s.Median, 0, 100)
		for _, q := range s.Questions {
			within("facility", q.Facility, 0, 1)
			within("index", q.Index, -100, 100)
			within("efficiency", q.Efficiency, math.Inf(-1), 100)
			within("weight", q.Weight, 0, 100)
		}
		a, err := json.Marshal(s) // NaN and infinity are no JSON
		b, _ := json.Marshal(PaperStatistics(ids, rapid.Permutation(papers).Draw(t, "turned")))
		if err != nil || !bytes.Equal(a, b) {
			t.Fatalf("%v\n%s\nand in another order\n%s", err, a, b)
		}
	})
}

// Three papers of two out of three questions. Question a was held twice, b and c twice too.
func TestAQuestionIsDescribedOverThePapersThatHeldIt(t *testing.T) {
	s := PaperStatistics([]string{"a", "b", "c"}, []MarkedPaper{{[]int{0, 1}, []float64{1, 0}}, {[]int{2, 1}, []float64{0.5, 1}}, {[]int{2, 0}, []float64{1, 1}}})
	is(t, "mean", s.Mean, 75.0)
	is(t, "sd", s.SD, 25.0)
	for i, want := range []float64{1, 0.5, 0.75} {
		is(t, "facility", s.Questions[i].Facility, want)
		is(t, "weight of two", s.Questions[i].Weight, nil)
		is(t, "index of two", s.Questions[i].Index, nil)
	}
	// variances of the marks: 0, 1/2, 1/8; on the papers 1/2, 5/8 and 1/8, in the mean 5/12; totals 1, 1.5 and 2 of 2
	is(t, "CIC", s.CIC, 100*2*(1-(5.0/12)/0.25))
	alone := PaperStatistics([]string{"a"}, []MarkedPaper{{[]int{0}, []float64{1}}, {[]int{0}, []float64{0}}, {[]int{0}, []float64{1}}})
	is(t, "CIC of one", alone.CIC, nil)
	is(t, "index of one", alone.Questions[0].Index, nil)
	is(t, "weight of one", alone.Questions[0].Weight, 100.0)
	if none := PaperStatistics(nil, nil); none.N != 0 || none.Mean != nil || none.CIC != nil {
		t.Errorf("of nothing: %+v", none)
	}
}

func TestWhatAResponseTakes(t *testing.T) {
	four := []Option{{Text: "a", Match: "x", Panel: []int{1, 1, 2}}, {Text: "b", Match: "y", Panel: []int{5, 5, 5}}, {Match: "z", Panel: []int{3, 3, 3}}}
	for _, c := range []struct {
		q    Question
		r    Response
		want []int
	}{
		{Question{Type: Single, Options: four}, Picked(1), []int{1}},
		{Question{Type: Multiple, Options: four}, Picked(2, 0, 7), []int{2, 0}},
		{Question{Type: Multiple, Options: four}, Response{}, nil},
		{Question{Type: Ordering, Options: four}, Picked(1, 3, 2), []int{0}},
		{Question{Type: Matching, Options: four}, Picked(1, 3, 3), []int{0}},
		{Question{Type: Judgement, Scale: 5, Options: four}, Picked(2, 3, 0), []int{0}},
		{Question{Type: Spot, Options: four}, Picked(2, 1), []int{1}},
		{Question{Type: Spot, Options: four}, Picked(0, 1), nil},
		{Question{Type: Short, Options: []Option{{Text: "no*"}, {Text: "yes"}}}, Typed("Yes"), []int{1}},
		{Question{Type: Numeric, Options: []Option{{Value: 4, Tolerance: 1}}}, Typed("7"), nil},
		{Question{Type: Numeric, Options: []Option{{Value: 4, Tolerance: 1}}}, Response{}, nil},
	} {
		if got := c.q.Takes(c.r); !slices.Equal(got, c.want) {
			t.Errorf("%s %v takes %v, want %v", c.q.Type, c.r, got, c.want)
		}
	}
}
