package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"understudy/app/civil"
	"understudy/app/enter"
	"understudy/app/examine"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/quiz"
	"understudy/app/record"
	"understudy/app/rehearse"
	"understudy/app/store"
	"understudy/app/store/storetest"
)

var databases storetest.Databases

func TestMain(m *testing.M) { os.Exit(databases.Main(m)) }

var (
	ctx  = context.Background()
	noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
)

func somebody(t *testing.T, s *store.Store, employeeID string) people.Person {
	t.Helper()
	p := people.Person{ID: ident.New(noon), EmployeeID: employeeID, Name: "Amara Osei " + employeeID, Email: employeeID + "@Example.org",
		Role: people.Learner, Channels: []string{"counter", "phone"}}
	if err := s.SavePerson(ctx, p, noon, ""); err != nil {
		t.Fatal(err)
	}
	return p
}

func lesson(p people.Person, item, key string) record.Evidence {
	return record.Evidence{ID: ident.New(noon), Person: p.ID, Kind: record.Lesson, Item: item, Hash: "h", Score: 100, Passed: true,
		Outcomes:   []record.Outcome{{Rule: "r18", Rev: 2, Verdict: record.Shown}, {Rule: "r20", Rev: 1, Verdict: record.NoChance}},
		OccurredOn: civil.Of(2026, 3, 2), OccurredAt: noon, RecordedAt: noon, RecordedBy: p.ID, Source: "engine", Key: key}
}

func nothing(record.History) []record.Award { return nil }

func TestEvidenceIsReadAsItWasWritten(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		p := somebody(t, s, "e1")
		e := lesson(p, "welcome/purpose", "k1")
		if _, repeated, err := s.Record(ctx, e, nothing); err != nil || repeated {
			t.Fatal(repeated, err)
		}
		h, err := s.History(ctx, p.ID)
		if err != nil || len(h.Evidence) != 1 {
			t.Fatalf("history: %+v, %v", h, err)
		}
		if got, want := fmt.Sprintf("%+v", h.Evidence[0]), fmt.Sprintf("%+v", e); got != want {
			t.Errorf("evidence came back as\n%s\nand was\n%s", got, want)
		}
	})
}

func TestTheSameKeyTwiceIsTheSameFact(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		p := somebody(t, s, "e1")
		concluded := 0
		for i := range 3 {
			e := lesson(p, "welcome/purpose", "k1")
			_, repeated, err := s.Record(ctx, e, func(record.History) []record.Award { concluded++; return nil })
			if err != nil || repeated != (i > 0) {
				t.Fatalf("call %d: repeated %v, %v", i, repeated, err)
			}
		}
		if h, _ := s.History(ctx, p.ID); len(h.Evidence) != 1 || concluded != 1 {
			t.Errorf("%d facts and %d conclusions, want 1 and 1", len(h.Evidence), concluded)
		}
	})
}

func TestAPassIsWrittenWithItsEvidenceOrNotAtAll(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		p := somebody(t, s, "e1")
		award := func(code string) record.Conclude {
			return func(h record.History) []record.Award {
				pass := record.Pass{ID: ident.New(noon), Person: p.ID, Programme: "code", Hash: "h", OccurredOn: civil.Of(2026, 3, 2),
					Evidence: []ident.ID{h.Evidence[len(h.Evidence)-1].ID}, RecordedAt: noon}
				return []record.Award{{Pass: pass, Certificate: record.Certificate{Code: code, Pass: pass.ID, Person: p.ID,
					Programme: "code", Snapshot: []byte("{}"), Hash: "h", IssuedAt: noon}}}
			}
		}
		if _, _, err := s.Record(ctx, lesson(p, "a", "k1"), award("c1")); err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.Record(ctx, lesson(p, "b", "k2"), award("c1")); !fault.Is(err, fault.Conflict) {
			t.Fatalf("a certificate code that exists: %v", err)
		}
		h, err := s.History(ctx, p.ID)
		if err != nil || len(h.Evidence) != 1 || len(h.Passes) != 1 {
			t.Errorf("%d evidence and %d passes after a failed award, want 1 and 1 (%v)", len(h.Evidence), len(h.Passes), err)
		}
		if certificate, err := s.Certificate(ctx, "c1"); err != nil || certificate.Pass != h.Passes[0].ID {
			t.Errorf("certificate: %+v, %v", certificate, err)
		}
	})
}

func TestFactsAreNeverChanged(t *testing.T) {
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			s := databases.Open(t, engine)
			p := somebody(t, s, "e1")
			if _, _, err := s.Record(ctx, lesson(p, "a", "k1"), nothing); err != nil {
				t.Fatal(err)
			}
			for _, statement := range []string{"UPDATE evidence SET score = 1", "DELETE FROM evidence", "UPDATE audit SET action = ''", "DELETE FROM audit"} {
				if err := s.ExecForTest(ctx, statement); err == nil {
					t.Errorf("%s was carried out", statement)
				}
			}
		})
	}
}

func TestOneMembersFailureLeavesItsGroupStanding(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		p := somebody(t, s, "e1")
		var wg sync.WaitGroup
		failed := make([]bool, 60)
		for i := range failed {
			wg.Go(func() {
				award := nothing
				if i%3 == 0 {
					award = func(record.History) []record.Award { panic("a fault in the middle of a write") }
				}
				_, _, err := s.Record(ctx, lesson(p, "a", fmt.Sprint("k", i)), award)
				failed[i] = err != nil
			})
		}
		wg.Wait()
		for i, f := range failed {
			if f != (i%3 == 0) {
				t.Errorf("write %d failed: %v", i, f)
			}
		}
		if h, _ := s.History(ctx, p.ID); len(h.Evidence) != 40 {
			t.Errorf("%d facts stand, want 40", len(h.Evidence))
		}
	})
}

func TestAWriteWhoseCallerLeftIsNotMade(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		p := somebody(t, s, "e1")
		gone, cancel := context.WithCancel(ctx)
		cancel()
		if _, _, err := s.Record(gone, lesson(p, "a", "k1"), nothing); !errors.Is(err, context.Canceled) {
			t.Fatalf("got %v", err)
		}
		if h, _ := s.History(ctx, p.ID); len(h.Evidence) != 0 {
			t.Error("the write was made")
		}
	})
}

func TestReasonsAndSpellsDoNotRepeat(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		p := somebody(t, s, "e1")
		for i, edge := range []record.Edge{record.End, record.Start, record.Start, record.End, record.End, record.Start} {
			at := noon.Add(time.Duration(i) * time.Hour)
			if err := s.Assign(ctx, record.Reason{ID: ident.New(at), Person: p.ID, Programme: "code", Cause: "hand", Edge: edge,
				On: civil.Of(2026, 3, 2+i), Due: civil.Of(2026, 4, 1), RecordedAt: at}); err != nil {
				t.Fatal(err)
			}
			if err := s.Employ(ctx, record.Employment{ID: ident.New(at), Person: p.ID, Edge: edge, On: civil.Of(2026, 3, 2+i), RecordedAt: at}); err != nil {
				t.Fatal(err)
			}
		}
		h, err := s.History(ctx, p.ID)
		if err != nil || len(h.Reasons) != 3 || len(h.Employments) != 3 {
			t.Fatalf("%d reasons and %d employments, want 3 and 3 (%v)", len(h.Reasons), len(h.Employments), err)
		}
		if h.Reasons[0].Due != civil.Of(2026, 4, 1) || h.Reasons[1].Edge != record.End {
			t.Errorf("reasons: %+v", h.Reasons)
		}
	})
}

func TestAPlayMovesOnceATurn(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		p := somebody(t, s, "e1")
		play := rehearse.Play{ID: ident.New(noon), Person: p.ID, Scenario: "late-parcel", Hash: "h", Lang: "en", State: "start",
			Status: rehearse.Playing, StartedAt: noon, TurnAt: noon}
		if err := s.StartPlay(ctx, play, nil); err != nil {
			t.Fatal(err)
		}
		step := func(at rehearse.Play) (rehearse.Move, error) {
			at.Seq, at.State = at.Seq+1, "second"
			return rehearse.Move{Play: at, Step: rehearse.Step{Seq: at.Seq, Action: "c1", At: noon}}, nil
		}
		var wg sync.WaitGroup
		var mu sync.Mutex
		moved := 0
		for range 16 {
			wg.Go(func() {
				_, _, err := s.MovePlay(ctx, play.ID, 0, step, nothing)
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					moved++
				} else if !fault.Is(err, fault.Conflict) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		got, steps, err := s.Play(ctx, play.ID)
		if err != nil || moved != 1 || len(steps) != 1 || got.Seq != 1 || got.State != "second" {
			t.Errorf("moved %d times, %d steps, %+v, %v", moved, len(steps), got, err)
		}
	})
}

func TestAnswers(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		p, other := somebody(t, s, "e1"), somebody(t, s, "e2")
		begun := examine.Attempt{ID: ident.New(noon), Person: p.ID, Programme: "code", Blueprint: quiz.Blueprint{ID: "check", Pass: 80}, Lang: "en",
			Paper: quiz.Paper{Seed: 18446744073709551615, Items: []quiz.Item{{ID: "r01-a", Rev: 1}}}, Status: examine.InProgress, StartedAt: noon, EndsAt: noon.Add(time.Hour)}
		attempt, err := s.StartAttempt(ctx, begun)
		if err != nil {
			t.Fatal(err)
		}
		second := begun
		second.ID = ident.New(noon)
		if again, err := s.StartAttempt(ctx, second); err != nil || again.ID != attempt.ID {
			t.Fatalf("a second start gave %s, %v", again.ID, err)
		}
		cases := []struct {
			name string
			by   ident.ID
			a    examine.Answer
			want bool
		}{
			{"first", p.ID, examine.Answer{Seq: 2, Response: quiz.Picked(1), At: noon}, true},
			{"older", p.ID, examine.Answer{Seq: 1, Response: quiz.Picked(0), At: noon}, false},
			{"same number", p.ID, examine.Answer{Seq: 2, Response: quiz.Picked(0), At: noon}, false},
			{"somebody else's", other.ID, examine.Answer{Seq: 9, Response: quiz.Picked(0), At: noon}, false},
			{"too late", p.ID, examine.Answer{Seq: 9, Response: quiz.Picked(0), At: noon.Add(time.Hour + 11*time.Second)}, false},
			{"newer, within grace", p.ID, examine.Answer{Seq: 3, Response: quiz.Picked(2), At: noon.Add(time.Hour + 9*time.Second)}, true},
		}
		for _, c := range cases {
			if kept, err := s.SaveAnswer(ctx, attempt.ID, c.by, c.a, 10*time.Second); err != nil || kept != c.want {
				t.Errorf("%s: kept %v, %v", c.name, kept, err)
			}
		}
		grade := func(a examine.Attempt, answers []examine.Answer) (examine.Attempt, *record.Evidence, error) {
			if len(answers) != 1 || answers[0].Response.Picks[0] != 2 {
				t.Errorf("graded with %+v", answers)
			}
			a.Status, a.FinishedAt, a.Result = examine.Graded, noon, &quiz.Result{Score: 50}
			return a, nil, nil
		}
		if _, _, err := s.CloseAttempt(ctx, attempt.ID, grade, nothing); err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.CloseAttempt(ctx, attempt.ID, grade, nothing); !fault.Is(err, fault.Conflict) {
			t.Errorf("closed twice: %v", err)
		}
		if kept, _ := s.SaveAnswer(ctx, attempt.ID, p.ID, examine.Answer{Seq: 99, Response: quiz.Picked(0), At: noon}, 0); kept {
			t.Error("an answer was kept after grading")
		}
		closed, _, err := s.Attempt(ctx, attempt.ID)
		if err != nil || closed.Result == nil || closed.Result.Score != 50 || closed.Paper.Seed != begun.Paper.Seed || closed.Blueprint.Pass != 80 {
			t.Errorf("closed attempt: %+v, %v", closed, err)
		}
	})
}

func TestAnInvitationWorksOnce(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		p := somebody(t, s, "e1")
		invite := func(codes ...string) enter.Invitation {
			i := enter.Invitation{ID: ident.New(noon), Person: p.ID, CreatedAt: noon, ExpiresAt: noon.Add(7 * 24 * time.Hour)}
			if err := s.Invite(ctx, i, codes...); err != nil {
				t.Fatal(err)
			}
			return i
		}
		invite("old-long", "old-short")
		i := invite("long", "short")
		if _, err := s.Invitation(ctx, "old-long"); !fault.Is(err, fault.NotFound) {
			t.Errorf("an older invitation: %v", err)
		}
		session := func(hash string) enter.Session {
			return enter.Session{Hash: hash, Person: p.ID, CreatedAt: noon, SeenAt: noon, ExpiresAt: noon.Add(time.Hour)}
		}
		if err := s.Join(ctx, i.ID, "hashed", nil, session("s1")); err != nil {
			t.Fatal(err)
		}
		if err := s.Join(ctx, i.ID, "other", nil, session("s2")); !fault.Is(err, fault.Gone) {
			t.Errorf("joined twice: %v", err)
		}
		if hash, err := s.PasswordHash(ctx, p.ID); err != nil || hash != "hashed" {
			t.Errorf("password %q, %v", hash, err)
		}
		if got, person, left, err := s.Session(ctx, "s1", civil.In(noon, time.UTC)); err != nil || got.Person != p.ID || person.Name != p.Name || left {
			t.Errorf("session %+v of %+v, %v", got, person, err)
		}
		if _, _, _, err := s.Session(ctx, "s2", civil.In(noon, time.UTC)); !fault.Is(err, fault.Unauthorised) {
			t.Errorf("the refused session: %v", err)
		}
	})
}

func TestThrottleCountsInWindows(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		for i, at := range []time.Duration{0, time.Minute, 14 * time.Minute} {
			if n, resets, err := s.Throttle(ctx, "a", 15*time.Minute, noon.Add(at)); err != nil || n != i+1 || !resets.Equal(noon.Add(15*time.Minute)) {
				t.Fatalf("try %d: %d, %s, %v", i, n, resets, err)
			}
		}
		if n, _, err := s.Throttle(ctx, "a", 15*time.Minute, noon.Add(15*time.Minute)); err != nil || n != 1 {
			t.Errorf("after the window: %d, %v", n, err)
		}
	})
}

func TestWhoReportsToWhom(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		top, middle, low, other := somebody(t, s, "top"), somebody(t, s, "middle"), somebody(t, s, "low"), somebody(t, s, "other")
		middle.Manager, low.Manager, top.Manager = top.ID, middle.ID, low.ID // a circle, to see that it ends
		for _, p := range []people.Person{middle, low, top} {
			if err := s.SavePerson(ctx, p, noon, ""); err != nil {
				t.Fatal(err)
			}
		}
		for _, c := range []struct {
			person people.Person
			want   bool
		}{{low, true}, {middle, true}, {other, false}} {
			if got, err := s.ReportsTo(ctx, c.person.ID, top.ID); err != nil || got != c.want {
				t.Errorf("%s reports to top: %v, %v", c.person.EmployeeID, got, err)
			}
		}
		found, err := s.People(ctx, store.Scope{ReportsTo: middle.ID, Name: "osei lo"}, 0, 100)
		if err != nil || len(found) != 1 || found[0].ID != low.ID {
			t.Errorf("found %+v, %v", found, err)
		}
		if p, err := s.PersonByLogin(ctx, " LOW@example.org "); err != nil || p.ID != low.ID {
			t.Errorf("by e-mail: %+v, %v", p, err)
		}
	})
}

func TestSettingsAreStoredOnce(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		for _, value := range []string{"Europe/Paris", "UTC"} {
			if got, err := s.SettingOr(ctx, "zone", value); err != nil || got != "Europe/Paris" {
				t.Errorf("zone %q, %v", got, err)
			}
		}
	})
}
