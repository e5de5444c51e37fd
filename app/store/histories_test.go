package store_test

import (
	"testing"

	"understudy/app/store"
)

func TestAFactOfAnotherInstanceIsSeenAtOnce(t *testing.T) {
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			address := databases.Address(t, engine)
			var instances []*store.Store
			for range 2 {
				s, err := store.Open(ctx, address)
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() {
					if err := s.Close(); err != nil {
						t.Error(err)
					}
				})
				if err := s.StartLedger(ctx, databases.Key(t)); err != nil {
					t.Fatal(err)
				}
				instances = append(instances, s)
			}
			p := somebody(t, instances[0], "e1")
			for i, key := range []string{"k1", "k2", "k3", "k4"} {
				if _, _, err := instances[i%2].Record(ctx, lesson(p, "welcome/"+key, key), nothing); err != nil {
					t.Fatal(err)
				}
				for _, s := range instances {
					for range 2 { // read from the database, then remembered
						if h, err := s.History(ctx, p.ID); err != nil || len(h.Evidence) != i+1 {
							t.Errorf("after %d facts an instance knows %d (%v)", i+1, len(h.Evidence), err)
						}
					}
				}
			}
		})
	}
}
