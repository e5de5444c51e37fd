package store_test

import (
	"maps"
	"testing"

	"understudy/app/ident"
	"understudy/app/rehearse"
	"understudy/app/store"
)

func TestPicksAreThoseOfOneText(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		p := somebody(t, s, "e1")
		for _, played := range []struct {
			scenario, hash string
			practice       bool
			actions        []string
		}{
			{"late-parcel", "h", false, []string{"c1", "c2", "timeout"}},
			{"late-parcel", "h", true, []string{"c1", "back", "c3"}},
			{"late-parcel", "older", false, []string{"c1", "c9"}},
			{"wrong-room", "h", false, []string{"c2"}},
		} {
			play := rehearse.Play{ID: ident.New(noon), Person: p.ID, Scenario: played.scenario, Hash: played.hash, Lang: "en", Practice: played.practice,
				State: "start", Status: rehearse.Playing, StartedAt: noon, TurnAt: noon}
			if err := s.StartPlay(ctx, play, nil); err != nil {
				t.Fatal(err)
			}
			for i, action := range played.actions {
				_, _, err := s.MovePlay(ctx, play.ID, i, func(at rehearse.Play) (rehearse.Move, error) {
					at.Seq++
					return rehearse.Move{Play: at, Step: rehearse.Step{Seq: at.Seq, Action: action, At: noon}}, nil
				}, nothing)
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		got, err := s.Picks(ctx, "late-parcel", "h")
		if want := map[string]int{"c1": 2, "c2": 1, "c3": 1, "back": 1, "timeout": 1}; err != nil || !maps.Equal(got, want) {
			t.Errorf("%v (%v), want %v", got, err, want)
		}
		if got, err := s.Picks(ctx, "late-parcel", "none"); err != nil || len(got) != 0 {
			t.Errorf("%v (%v)", got, err)
		}
	})
}
