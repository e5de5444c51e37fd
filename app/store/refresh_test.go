package store_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"understudy/app/civil"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/quiz"
	"understudy/app/recall"
	"understudy/app/record"
	"understudy/app/refresh"
	"understudy/app/store"
)

func refreshed(p people.Person, session string, at time.Time) refresh.Review {
	return refresh.Review{ID: ident.New(at), Person: p.ID, Session: session, Position: 1, Rule: "r18", Rev: 2, Question: quiz.Item{ID: "r18-a", Rev: 3, Hash: "h"},
		Lang: "en", Response: quiz.Picked(2), Mark: 0.5, Guess: 0.25, Took: 4321 * time.Millisecond, OccurredOn: civil.In(at, time.UTC),
		OccurredAt: at, Algorithm: recall.Algorithm, RecordedAt: at, Key: string(p.ID) + session + "r18"}
}

func TestReviewsOfRefreshers(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		ctx, at := context.Background(), time.Date(2026, 5, 4, 9, 0, 0, 123e6, time.UTC)
		one, other := somebody(t, s, "e1"), somebody(t, s, "e2")
		first, second := refreshed(one, "a", at), refreshed(one, "b", at.Add(time.Hour))
		second.Right, second.Mark = true, 1
		again := first
		again.ID, again.Right = ident.New(at), true
		for _, r := range []refresh.Review{second, first, again, refreshed(other, "a", at)} {
			if err := s.AddRecall(ctx, r); err != nil {
				t.Fatal(err)
			}
		}
		counts, err := s.RecallCounts(ctx, []ident.ID{one.ID, other.ID, "nobody"})
		if err != nil || len(counts) != 2 || counts[one.ID] != 2 || counts[other.ID] != 1 {
			t.Errorf("counts %v, %v", counts, err)
		}
		got, err := s.RecallReviews(ctx, []ident.ID{one.ID})
		if err != nil {
			t.Fatal(err)
		}
		if want := []refresh.Review{first, second}; !reflect.DeepEqual(got[one.ID], want) || len(got) != 1 {
			t.Errorf("got\n%+v, want\n%+v", got[one.ID], want)
		}
		for _, statement := range []string{"UPDATE recall_review SET correct = 1", "DELETE FROM recall_review"} {
			if err := s.ExecForTest(ctx, statement); err == nil {
				t.Errorf("%s was carried out", statement)
			}
		}
	})
}

func TestPapersSince(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		var who []people.Person
		for i, on := range []civil.Date{civil.Of(2026, 1, 5), civil.Of(2026, 3, 5), civil.Of(2026, 4, 5)} {
			p := somebody(t, s, "e"+string(rune('1'+i)))
			e := lesson(p, "check", string(p.ID))
			e.Kind, e.OccurredOn, e.OccurredAt = record.Quiz, on, on.Start(time.UTC)
			if _, _, err := s.Record(ctx, e, nothing); err != nil {
				t.Fatal(err)
			}
			who = append(who, p)
		}
		for _, c := range []struct {
			limit int
			want  []people.Person
		}{{9, []people.Person{who[2], who[1]}}, {1, []people.Person{who[2]}}} {
			got, err := s.PapersSince(ctx, civil.Of(2026, 3, 1), c.limit)
			if err != nil || len(got) != len(c.want) || got[0].ID != c.want[0].ID {
				t.Errorf("got %v, %v, want %v", got, err, c.want)
			}
		}
	})
}
