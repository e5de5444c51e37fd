package store_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"understudy/app/assign"
	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/examine"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/quiz"
	"understudy/app/store"
)

// versions finds questions by their digest, as the archive does.
type versions map[string]quiz.Question

func (v versions) Question(_ context.Context, _ string, item quiz.Item) (quiz.Question, error) {
	if q, ok := v[item.Hash]; ok {
		return q, nil
	}
	return quiz.Question{}, fault.New(fault.NotFound, "fault.not_found")
}

// exam is a hall over a real store, with one question of each type.
type exam struct {
	examine.Hall
	regrader examine.Regrader
	store    *store.Store
	lib      *catalog.Library
	versions versions
	bp       quiz.Blueprint
}

func newExam(s *store.Store) exam {
	lib, _ := catalog.Embedded()
	v := versions{}
	for _, q := range lib.Bank() {
		v[q.Hash] = q
	}
	office := func(p people.Person, now time.Time) assign.Office {
		return assign.Office{Contents: lib, Code: lib.Code, Person: p, Today: civil.In(now, time.UTC), Now: now, NewCode: func() string { return "code" }}
	}
	mix := map[quiz.Type]int{}
	for _, t := range quiz.Types() {
		mix[t] = 1
	}
	return exam{Hall: examine.Hall{Attempts: s, Answers: s, Questions: v, Office: office}, store: s, lib: lib, versions: v,
		regrader: examine.Regrader{Attempts: s, Regrades: s, Questions: v, Persons: s, Office: office},
		bp:       quiz.Blueprint{ID: "check", Total: 9, Mix: mix, Pass: 80, LimitMinutes: 40, CooldownMinutes: 30, Attempts: 2}}
}

func (e exam) start(t *testing.T, p people.Person, at time.Time) ident.ID {
	t.Helper()
	id, err := e.Start(ctx, p, "code", e.bp, e.lib, at)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// give answers every question with the best response, except those of a type.
func (e exam) give(t *testing.T, p people.Person, id ident.ID, at time.Time, but ...quiz.Type) {
	t.Helper()
	sheet, err := e.Read(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	for i, q := range sheet.Questions {
		layout := quiz.LayOut(sheet.Attempt.Paper.Seed, q)
		if slices.Contains(but, q.Type) {
			continue
		}
		if err := e.Save(ctx, p, id, i, layout.Given(q, q.Best()), int(at.UnixMicro()), at); err != nil {
			t.Fatalf("%s: %v", q.Type, err)
		}
	}
}

func TestEveryTypeIsKeptAndGraded(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		e, p := newExam(s), somebody(t, s, "e1")
		p.Channels = nil
		id := e.start(t, p, noon)
		e.give(t, p, id, noon.Add(time.Minute))
		done, _, err := e.Submit(ctx, p, id, noon.Add(2*time.Minute))
		if err != nil || done.Status != examine.Graded || !done.Result.Passed || done.Result.Score < 99.9 || len(done.Result.Marks) != 9 {
			t.Fatalf("%+v, %v", done.Result, err)
		}
		sheet, err := e.Read(ctx, id)
		for i, q := range sheet.Questions {
			if mark := q.Mark(sheet.Answers[i].Response); mark < 0.999 {
				t.Errorf("%s reads back as %+v, worth %g", q.Type, sheet.Answers[i].Response, mark)
			}
		}
		if err != nil {
			t.Error(err)
		}
	})
}

func TestWhatIsNotYoursOrTooLateChangesNothing(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		e, p, other := newExam(s), somebody(t, s, "e1"), somebody(t, s, "e2")
		id := e.start(t, p, noon)
		q, layout, err := e.Asked(ctx, id, 0)
		if err != nil {
			t.Fatal(err)
		}
		best := layout.Given(q, q.Best())
		save := func(who people.Person, position, seq int, given quiz.Given, at time.Time) error {
			return e.Save(ctx, who, id, position, given, seq, at)
		}
		empty := quiz.Given{}
		for _, c := range []struct {
			name string
			err  error
			want fault.Kind
		}{
			{"of somebody else", save(other, 0, 9, best, noon), fault.NotFound},
			{"no such question", save(p, 99, 9, best, noon), fault.NotFound},
			{"before the first", save(p, -1, 9, best, noon), fault.NotFound},
			{"of no page", save(p, 0, 9, quiz.Given{Places: []int{99}, Text: strings.Repeat("x", 999)}, noon), fault.Unprocessable},
			{"after the time", save(p, 0, 9, best, noon.Add(40*time.Minute+examine.Grace+time.Second)), fault.Conflict},
		} {
			if !fault.Is(c.err, c.want) {
				t.Errorf("an answer %s: %v", c.name, c.err)
			}
		}
		if _, _, err := e.Submit(ctx, other, id, noon); !fault.Is(err, fault.NotFound) {
			t.Errorf("somebody else hands in: %v", err)
		}
		if sheet, _ := e.Read(ctx, id); sheet.Answered() != 0 {
			t.Fatalf("%d answers are kept", sheet.Answered())
		}
		for _, step := range []struct {
			seq   int
			given quiz.Given
		}{{5, best}, {4, best}, {5, best}, {7, empty}} { // a page that is older, the same again, nothing
			if err := save(p, 0, step.seq, step.given, noon.Add(time.Minute)); err != nil {
				t.Errorf("seq %d: %v", step.seq, err)
			}
		}
		sheet, _ := e.Read(ctx, id)
		if a := sheet.Answers[0]; a.Seq != 5 || q.Mark(a.Response) < 0.999 {
			t.Errorf("kept %+v", a)
		}
		if err := save(p, 0, 8, best, noon.Add(40*time.Minute+examine.Grace-time.Second)); err != nil {
			t.Errorf("within the grace: %v", err)
		}
		if _, _, err := e.Submit(ctx, p, id, noon.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		final, _ := e.Read(ctx, id)
		if !final.Attempt.FinishedAt.Equal(noon.Add(40 * time.Minute)) {
			t.Errorf("finished at %s, not at its end", final.Attempt.FinishedAt)
		}
		if _, _, err := e.Submit(ctx, p, id, noon.Add(2*time.Hour)); !fault.Is(err, fault.Conflict) {
			t.Errorf("handed in twice: %v", err)
		}
		if err := save(p, 0, 99, best, noon.Add(time.Minute)); !fault.Is(err, fault.Conflict) {
			t.Error("an answer to a finished attempt was taken")
		}
		again, _ := e.Read(ctx, id)
		if again.Answered() != final.Answered() || again.Attempt.Result.Score != final.Attempt.Result.Score {
			t.Error("a finished attempt changed")
		}
	})
}

// Two tabs and many repetitions at once: one answer stands, one result, one fact.
func TestRacesEndInOneResult(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		e, p := newExam(s), somebody(t, s, "e1")
		id := e.start(t, p, noon)
		var wait sync.WaitGroup
		closed := make(chan error, 8)
		for i := range 8 {
			wait.Go(func() {
				q, layout, _ := e.Asked(ctx, id, 0)
				_ = e.Save(ctx, p, id, 0, layout.Given(q, q.Best()), i+1, noon) // what comes after the end is refused
				_, _, err := e.Submit(ctx, p, id, noon.Add(time.Minute))
				closed <- err
			})
		}
		wait.Wait()
		close(closed)
		won := 0
		for err := range closed {
			switch {
			case err == nil:
				won++
			case !fault.Is(err, fault.Conflict):
				t.Error(err)
			}
		}
		histories, err := s.Histories(ctx, []ident.ID{p.ID})
		if won != 1 || err != nil || len(histories[p.ID].Evidence) != 1 {
			t.Errorf("%d won, %d facts, %v", won, len(histories[p.ID].Evidence), err)
		}
	})
}

func TestTheServersClockDecides(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		e, p, slow := newExam(s), somebody(t, s, "e1"), somebody(t, s, "e2")
		if err := s.GrantExtraTime(ctx, slow.ID, 10, p.ID, noon.Add(-2*time.Hour)); err != nil {
			t.Fatal(err)
		}
		if err := s.GrantExtraTime(ctx, slow.ID, 25, p.ID, noon.Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
		ends := func(who people.Person, want time.Time) {
			t.Helper()
			if sheet, err := e.Read(ctx, e.start(t, who, noon)); err != nil || !sheet.Attempt.EndsAt.Equal(want) {
				t.Errorf("ends at %s, not %s, %v", sheet.Attempt.EndsAt, want, err)
			}
		}
		ends(slow, noon.Add(50*time.Minute))
		e.bp.ID, e.bp.Closes = "closing", noon.Add(30*time.Minute)
		ends(slow, noon.Add(30*time.Minute))
		if _, err := e.Start(ctx, p, "code", e.bp, e.lib, noon.Add(30*time.Minute)); !fault.Is(err, fault.Conflict) {
			t.Errorf("began after the closing time: %v", err)
		}
		e.bp.ID, e.bp.Closes, e.bp.Overdue = "abandoning", time.Time{}, quiz.OverdueAbandon
		id := e.start(t, p, noon)
		e.give(t, p, id, noon)
		done, awards, err := e.Submit(ctx, p, id, noon.Add(2*time.Hour))
		if err != nil || done.Status != examine.Abandoned || done.Result != nil || awards != nil {
			t.Errorf("an overdue attempt became %+v, %v", done, err)
		}
		if histories, _ := s.Histories(ctx, []ident.ID{p.ID}); len(histories[p.ID].Evidence) != 0 {
			t.Error("an abandoned attempt is evidence")
		}
	})
}

func TestNobodyHasToComeBack(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		e, p := newExam(s), somebody(t, s, "e1")
		id := e.start(t, p, noon)
		e.give(t, p, id, noon)
		for at, want := range map[time.Duration]int{40 * time.Minute: 0, 40*time.Minute + examine.Grace: 0} {
			if n, err := e.CloseOverdue(ctx, s, s, noon.Add(at)); n != want || err != nil {
				t.Errorf("after %s: %d, %v", at, n, err)
			}
		}
		for _, want := range []int{1, 0} {
			if n, err := e.CloseOverdue(ctx, s, s, noon.Add(time.Hour)); n != want || err != nil {
				t.Errorf("after an hour: %d, %v", n, err)
			}
		}
		if sheet, err := e.Read(ctx, id); err != nil || sheet.Attempt.Result == nil || sheet.Answered() != 9 || !sheet.Attempt.FinishedAt.Equal(noon.Add(40*time.Minute)) {
			t.Errorf("%+v, %v", sheet.Attempt, err)
		}
		if err := examine.GrantExtraTime(ctx, s, p, p, 25, noon); !fault.Is(err, fault.Forbidden) {
			t.Errorf("gave themselves time: %v", err)
		}
		if err := examine.GrantExtraTime(ctx, s, somebody(t, s, "e2"), p, 301, noon); !fault.Is(err, fault.Unprocessable) {
			t.Errorf("gave too much: %v", err)
		}
	})
}

func TestAttemptsAreCountedAndPaused(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		e, p := newExam(s), somebody(t, s, "e1")
		p.Channels = nil
		at := noon
		fail := func() {
			t.Helper()
			if _, _, err := e.Submit(ctx, p, e.start(t, p, at), at); err != nil {
				t.Fatal(err)
			}
		}
		fail()
		if _, err := e.Start(ctx, p, "code", e.bp, e.lib, at.Add(29*time.Minute)); !fault.Is(err, fault.Conflict) {
			t.Errorf("no pause: %v", err)
		}
		at = at.Add(31 * time.Minute)
		id := e.start(t, p, at)
		e.give(t, p, id, at)
		if done, _, err := e.Submit(ctx, p, id, at); err != nil || !done.Result.Passed {
			t.Fatalf("%+v, %v", done.Result, err)
		}
		for range 2 { // a year later the count begins anew
			at = at.Add(365 * 24 * time.Hour)
			fail()
		}
		if _, err := e.Start(ctx, p, "code", e.bp, e.lib, at.Add(time.Hour)); !fault.Is(err, fault.Conflict) {
			t.Errorf("a third attempt: %v", err)
		}
	})
}

func TestMarkingAgainKeepsBoth(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		e, p, trainer := newExam(s), somebody(t, s, "e1"), somebody(t, s, "e2")
		p.Channels = nil
		e.bp.Pass = 95
		id := e.start(t, p, noon)
		e.give(t, p, id, noon, quiz.Short)
		sheet, _ := e.Read(ctx, id)
		at := slices.IndexFunc(sheet.Questions, func(q quiz.Question) bool { return q.Type == quiz.Short })
		wronged := sheet.Questions[at]
		const said = "Much obliged to you"
		if err := e.Save(ctx, p, id, at, quiz.Given{Text: said}, 2, noon); err != nil {
			t.Fatal(err)
		}
		first, _, err := e.Submit(ctx, p, id, noon.Add(time.Minute))
		if err != nil || first.Result.Passed {
			t.Fatalf("%+v, %v", first.Result, err)
		}
		corrected := wronged
		corrected.Rev++
		corrected.Options = append([]quiz.Option{{Text: "*obliged*", Score: 1, Why: "So it is."}}, wronged.Options...)
		corrected.Hash = corrected.Digest()
		e.versions[corrected.Hash] = corrected
		change := examine.Correction{Question: corrected.ID, In: func(string) (quiz.Question, bool) { return corrected, true }}
		later := noon.Add(24 * time.Hour)

		preview, err := e.regrader.Preview(ctx, trainer, change, later)
		if err != nil || len(preview) != 1 || !preview[0].Changed || preview[0].OldMark != 0 || preview[0].NewMark != 1 || preview[0].OldPassed || !preview[0].NewPassed {
			t.Fatalf("preview %+v, %v", preview, err)
		}
		if before, _ := e.Read(ctx, id); len(before.Regrades) != 0 || before.Attempt.Result.Passed {
			t.Error("a preview changed something")
		}
		if own, _ := e.regrader.Apply(ctx, p, change, "mine", later); len(own) != 0 {
			t.Errorf("marked their own paper again: %+v", own)
		}
		if _, err := e.regrader.Apply(ctx, trainer, change, " ", later); !fault.Is(err, fault.Unprocessable) {
			t.Errorf("no reason: %v", err)
		}
		for i, want := range []int{1, 0} { // the second time there is nothing to do
			if done, err := e.regrader.Apply(ctx, trainer, change, "It is thanks too", later); err != nil || len(done) != want {
				t.Fatalf("round %d: %+v, %v", i, done, err)
			}
		}
		after, err := e.Read(ctx, id)
		if err != nil || !after.Attempt.Result.Passed || after.First.Passed || len(after.Regrades) != 1 || after.Regrades[0].By != trainer.ID || after.Regrades[0].WasHash != wronged.Hash {
			t.Errorf("after: %+v, %v", after.Regrades, err)
		}
		if a := after.Answers[at]; a.Response.Text != said || after.Questions[at].Rev != corrected.Rev {
			t.Errorf("the page shows %+v of revision %d", a, after.Questions[at].Rev)
		}
		if recent, err := e.Recent(ctx, p); err != nil || len(recent) != 1 || !recent[0].Result.Passed {
			t.Errorf("the list of attempts shows the old result: %v", err)
		}
		raw, _, _ := s.Attempt(ctx, id)
		if raw.Result.Passed || raw.Result.Score != first.Result.Score {
			t.Error("the first result was overwritten")
		}
		histories, _ := s.Histories(ctx, []ident.ID{p.ID})
		standing := histories[p.ID].Standing()
		if len(histories[p.ID].Evidence) != 3 || len(standing) != 1 || !standing[0].Passed || standing[0].OccurredOn != civil.In(noon, time.UTC) {
			t.Errorf("facts %+v", histories[p.ID].Evidence)
		}
		moved := corrected
		moved.Type, moved.Hash = quiz.Numeric, "other"
		change.In = func(string) (quiz.Question, bool) { return moved, true }
		if seen, err := e.regrader.Preview(ctx, trainer, change, later); err != nil || seen[0].Changed || !strings.Contains(seen[0].Obstacle, "cannot be marked again") {
			t.Errorf("another type: %+v, %v", seen, err)
		}
	})
}
