package store_test

import (
	"testing"
	"time"

	"understudy/app/examine"
	"understudy/app/ident"
	"understudy/app/quiz"
	"understudy/app/record"
	"understudy/app/store"
)

func TestGradedAttemptsComeWithoutTheirPeople(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		sit := func(employee, blueprint string, minutes int, pick int, status examine.Status) {
			t.Helper()
			p := somebody(t, s, employee)
			a, err := s.StartAttempt(ctx, examine.Attempt{ID: ident.New(noon), Person: p.ID, Programme: "code", Blueprint: quiz.Blueprint{ID: blueprint}, Lang: "fr",
				Paper: quiz.Paper{Items: []quiz.Item{{ID: "r01-a", Rev: 2, Hash: "h"}, {ID: "r02-a", Rev: 1, Hash: "i"}}}, Status: examine.InProgress, StartedAt: noon})
			if err == nil {
				_, err = s.SaveAnswer(ctx, a.ID, p.ID, examine.Answer{Position: 1, Seq: 1, Response: quiz.Picked(pick), At: noon}, time.Second)
			}
			if err == nil && status != examine.InProgress {
				_, _, err = s.CloseAttempt(ctx, a.ID, func(a examine.Attempt, _ []examine.Answer) (examine.Attempt, *record.Evidence, error) {
					a.Status, a.FinishedAt = status, noon.Add(time.Duration(minutes)*time.Minute)
					a.Result = &quiz.Result{Marks: map[string]float64{"r01-a": 0, "r02-a": float64(pick)}}
					return a, nil, nil
				}, nothing)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		sit("e1", "check", 1, 0, examine.Graded)
		sit("e2", "check", 3, 1, examine.Graded)
		sit("e3", "check", 2, 1, examine.Graded)
		sit("e4", "check", 9, 1, examine.Abandoned)
		sit("e5", "check", 9, 1, examine.InProgress)
		sit("e6", "other", 9, 1, examine.Graded)
		got, err := s.Graded(ctx, "check", 2)
		if err != nil || len(got) != 2 {
			t.Fatalf("%+v (%v)", got, err)
		}
		first := got[0]
		if first.Lang != "fr" || len(first.Items) != 2 || first.Items[0] != (quiz.Item{ID: "r01-a", Rev: 2, Hash: "h"}) || first.Marks["r02-a"] != 1 ||
			len(first.Responses) != 1 || first.Responses[1].Picks[0] != 1 {
			t.Errorf("the latest is %+v", first)
		}
		if got, err = s.Graded(ctx, "check", 10); err != nil || len(got) != 3 || got[2].Marks["r02-a"] != 0 {
			t.Errorf("all are %+v (%v)", got, err)
		}
		if got, err = s.Graded(ctx, "none", 10); err != nil || len(got) != 0 {
			t.Errorf("of none: %+v (%v)", got, err)
		}
	})
}
