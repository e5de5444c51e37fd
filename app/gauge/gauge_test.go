package gauge_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"understudy/app/gauge"
	"understudy/app/quiz"
)

// shelf hands out attempts and texts.
type shelf struct {
	attempts []gauge.Graded
	texts    map[string]quiz.Question
}

func (s shelf) Graded(_ context.Context, _ string, limit int) ([]gauge.Graded, error) {
	return s.attempts[:min(limit, len(s.attempts))], nil
}

func (s shelf) Question(_ context.Context, _ string, item quiz.Item) (quiz.Question, error) {
	q, found := s.texts[item.Hash]
	if !found {
		return q, errors.New("no such text")
	}
	return q, nil
}

func question(id string, rev int, stem string) quiz.Question {
	q := quiz.Question{ID: id, Rev: rev, Type: quiz.Single, Stem: stem, Options: []quiz.Option{{Text: "yes", Score: 1}, {Text: "no"}, {Text: "perhaps"}}}
	q.Hash = q.Digest()
	return q
}

func (s *shelf) add(times int, marks []float64, picks []int, questions ...quiz.Question) {
	a := gauge.Graded{Lang: "en", Marks: map[string]float64{}, Responses: map[int]quiz.Response{}}
	for i, q := range questions {
		if s.texts == nil {
			s.texts = map[string]quiz.Question{}
		}
		s.texts[q.Hash] = q
		a.Items = append(a.Items, quiz.Item{ID: q.ID, Rev: q.Rev, Hash: q.Hash})
		a.Marks[q.ID] = marks[i]
		if picks[i] >= 0 {
			a.Responses[i] = quiz.Picked(picks[i])
		}
	}
	for range times {
		s.attempts = append(s.attempts, a)
	}
}

func TestAReportGathersRevisionsAcrossLanguages(t *testing.T) {
	english, french, older := question("a", 2, "Who?"), question("a", 2, "Qui ?"), question("a", 1, "Whom?")
	other := question("b", 1, "What?")
	s := shelf{}
	s.add(20, []float64{1, 1}, []int{0, 0}, english, other)
	s.add(11, []float64{0, 1}, []int{1, 0}, french, other)
	s.add(2, []float64{0, 0}, []int{-1, 1}, older, other)
	r, err := gauge.Desk{Attempts: s, Questions: s}.Report(context.Background(), "check")
	if err != nil || r.N != 33 || len(r.Items) != 3 {
		t.Fatalf("%+v (%v)", r, err)
	}
	if r.Items[0].Rev != 1 || r.Items[1].Question.Stem != "Who?" || r.Items[2].Question.ID != "b" || r.Questions[1].N != 31 || r.Questions[2].N != 33 {
		t.Errorf("the questions are %+v", r.Items)
	}
	if got := r.Items[1]; got.Answered != 31 || !slices.Equal(got.Taken, []int{20, 11, 0}) {
		t.Errorf("of a were taken %+v", got)
	}
	if r.Items[0].Answered != 0 || r.Histogram != [10]int{0: 2, 5: 11, 9: 20} {
		t.Errorf("%+v, totals %v", r.Items[0], r.Histogram)
	}
	for i, want := range [][]gauge.Sign{{gauge.Hard}, {gauge.Unheard}, {gauge.Unheard}} {
		if got := r.Signs(i); !slices.Equal(got, want) {
			t.Errorf("the signs of %d are %v, want %v", i, got, want)
		}
	}
}

func TestFewAttemptsSayNothing(t *testing.T) {
	s := shelf{}
	s.add(2, []float64{1}, []int{0}, question("a", 1, "Who?"))
	if r, err := (gauge.Desk{Attempts: s, Questions: s}).Report(context.Background(), "check"); err != nil || r.N != 2 || r.Mean != nil || r.Items != nil {
		t.Errorf("%+v (%v)", r, err)
	}
	s.add(1, []float64{1}, []int{0}, question("a", 1, "Who?"))
	s.texts = nil
	if _, err := (gauge.Desk{Attempts: s, Questions: s}).Report(context.Background(), "check"); err == nil {
		t.Error("a text that is not there is no error")
	}
}

func TestSignsOfAQuestionThatMisleads(t *testing.T) {
	a, b, c := question("a", 1, "Who?"), question("b", 1, "What?"), question("c", 1, "Why?")
	s := shelf{}
	s.add(5, []float64{0, 1, 1}, []int{1, 0, 0}, a, b, c)
	s.add(3, []float64{1, 0, 1}, []int{0, 1, 0}, a, b, c)
	r, err := gauge.Desk{Attempts: s, Questions: s}.Report(context.Background(), "check")
	if err != nil || !slices.Equal(r.Signs(0), []gauge.Sign{gauge.Blunt}) || !slices.Equal(r.Signs(2), []gauge.Sign{gauge.Easy}) {
		t.Errorf("the signs are %v and %v (%v)", r.Signs(0), r.Signs(2), err)
	}
}
