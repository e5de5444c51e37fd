package store_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"understudy/app/archive"
	"understudy/app/assign"
	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/demo"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/rehearse"
	"understudy/app/store"
)

func demonstration(t *testing.T) demo.Organisation {
	t.Helper()
	lib, problems := catalog.Embedded()
	if catalog.Broken(problems) {
		t.Fatalf("problems: %v", problems)
	}
	return demo.Generate(lib, nil, civil.In(noon, time.UTC), noon, time.UTC)
}

func TestTheDemonstrationIsReadAsItWasGenerated(t *testing.T) {
	o := demonstration(t)
	databases.Each(t, func(t *testing.T, s *store.Store) {
		begun := time.Now()
		if err := s.Seed(ctx, o); err != nil {
			t.Fatal(err)
		}
		t.Logf("seeding took %s", time.Since(begun))
		everyone, err := s.People(ctx, store.Scope{}, 0, 100)
		if err != nil || len(everyone) != len(o.People) {
			t.Fatalf("%d people, want %d (%v)", len(everyone), len(o.People), err)
		}
		for i, p := range o.People {
			got, err := s.Person(ctx, p.ID)
			if err != nil || fmt.Sprint(got) != fmt.Sprint(p) {
				t.Errorf("%s came back as %+v and was %+v (%v)", p.EmployeeID, got, p, err)
			}
			h, err := s.History(ctx, p.ID)
			if err != nil || !reflect.DeepEqual(h, o.Histories[i]) {
				t.Errorf("the history of %s came back as another (%v)", p.EmployeeID, err)
			}
		}
		sameCertificates(t, s, o)
		samePlays(t, s, o)
		sameAttempts(t, s, o)
		if trail, err := s.AuditTrail(ctx, "", 0, 100); err != nil || len(trail) < len(o.People) {
			t.Errorf("%d lines in the audit trail (%v)", len(trail), err)
		}
	})
}

func sameCertificates(t *testing.T, s *store.Store, o demo.Organisation) {
	t.Helper()
	for _, c := range o.Certificates {
		if got, err := s.Certificate(ctx, c.Code); err != nil || !reflect.DeepEqual(got, c) {
			t.Errorf("certificate %s came back as %+v and was %+v (%v)", c.Code, got, c, err)
		}
	}
}

func samePlays(t *testing.T, s *store.Store, o demo.Organisation) {
	t.Helper()
	for _, p := range o.Plays {
		if got, steps, err := s.Play(ctx, p.ID); err != nil || got != p.Play || !reflect.DeepEqual(steps, p.Steps) {
			t.Errorf("play %s came back as %+v with %d steps and was %+v with %d (%v)", p.ID, got, len(steps), p.Play, len(p.Steps), err)
		}
	}
}

func sameAttempts(t *testing.T, s *store.Store, o demo.Organisation) {
	t.Helper()
	for _, a := range o.Attempts {
		got, answers, err := s.Attempt(ctx, a.ID)
		if err != nil || !reflect.DeepEqual(answers, a.Answers) || fmt.Sprint(*got.Result) != fmt.Sprint(*a.Result) {
			t.Errorf("attempt %s came back as another (%v)", a.ID, err)
		}
		got.Result, a.Result = nil, nil
		if fmt.Sprint(got) != fmt.Sprint(a.Attempt) {
			t.Errorf("attempt %s came back as\n%+v and was\n%+v", a.ID, got, a.Attempt)
		}
	}
}

func TestTheDemonstrationGoesIntoANewDatabaseAlone(t *testing.T) {
	o := demonstration(t)
	databases.Each(t, func(t *testing.T, s *store.Store) {
		somebody(t, s, "e1")
		if err := s.Seed(ctx, o); !fault.Is(err, fault.Conflict) {
			t.Errorf("a database with somebody in it: %v", err)
		}
		if n, err := s.CountPeople(ctx); err != nil || n != 1 {
			t.Errorf("%d people after a refused seeding (%v)", n, err)
		}
	})
}

func TestASeedingThatFailsLeavesNothing(t *testing.T) {
	o := demonstration(t)
	o.Certificates = append(o.Certificates, o.Certificates[0]) // the same code twice
	databases.Each(t, func(t *testing.T, s *store.Store) {
		if err := s.Seed(ctx, o); err == nil {
			t.Error("two certificates with one code were stored")
		}
		if n, err := s.CountPeople(ctx); err != nil || n != 0 {
			t.Errorf("%d people after a seeding that failed (%v)", n, err)
		}
	})
}

// What was seeded is worked with like anything else: one choice, and the new hire with one step left has
// the certificate.
func TestTheLastStepOfTheNewHireGivesTheCertificate(t *testing.T) {
	lib, _ := catalog.Embedded()
	o := demonstration(t)
	databases.Each(t, func(t *testing.T, s *store.Store) {
		if err := s.Seed(ctx, o); err != nil {
			t.Fatal(err)
		}
		p, err := s.PersonByEmployeeID(ctx, demo.Personas()[0].EmployeeID)
		if err != nil {
			t.Fatal(err)
		}
		stage := rehearse.Stage{Plays: s, Scenarios: archive.New(catalog.NewLive(lib), s), Code: func() *conduct.Code { return lib.Code },
			Office: func(p people.Person, now time.Time) assign.Office {
				return assign.Office{Contents: lib, Programmes: lib.Programmes, Code: lib.Code, Person: p, Today: civil.In(now, time.UTC),
					Now: now, NewCode: func() string { return ident.Token(16) }}
			}}
		history, err := s.History(ctx, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		next, _ := stage.Office(p, noon).Standings(history)[0].Path.Next()
		id, err := stage.Start(ctx, p, next.Item, "en", false, noon)
		if err != nil {
			t.Fatal(err)
		}
		shown, err := stage.Show(ctx, id, noon)
		if err != nil || len(shown.At.View().Choices) == 0 {
			t.Fatal(shown, err)
		}
		after, awards, err := stage.Move(ctx, p, id, shown.Play.Seq, rehearse.Act{Action: shown.At.View().Choices[0].ID}, noon)
		if err != nil || !after.At.Over() || len(awards) != 1 || awards[0].Pass.OccurredOn != civil.In(noon, time.UTC) {
			t.Errorf("over %v, awards %+v, %v", after.At.Over(), awards, err)
		}
	})
}
