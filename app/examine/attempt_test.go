package examine

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"understudy/app/quiz"
)

// However an attempt ends, it takes only steps that there are, ends at its end at the latest, and a final
// state stays.
func TestAttemptsTakeTheStepsThereAre(t *testing.T) {
	states := []Status{InProgress, Overdue, Submitted, Graded, Abandoned}
	start := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		b := quiz.Blueprint{LimitMinutes: rapid.IntRange(0, 90).Draw(t, "limit"), Overdue: rapid.SampledFrom([]quiz.Overdue{"", quiz.OverdueSubmit, quiz.OverdueAbandon}).Draw(t, "overdue")}
		if rapid.Bool().Draw(t, "closes") {
			b.Closes = start.Add(time.Duration(rapid.IntRange(1, 200).Draw(t, "closing")) * time.Minute)
		}
		extra := rapid.IntRange(0, mostExtra).Draw(t, "extra")
		a := Attempt{Status: InProgress, Blueprint: b, StartedAt: start, EndsAt: end(b, extra, start)}
		if !b.Closes.IsZero() && a.EndsAt.After(b.Closes) || b.LimitMinutes > 0 && a.EndsAt.After(start.Add(4*time.Duration(b.LimitMinutes)*time.Minute)) {
			t.Fatalf("ends at %s", a.EndsAt)
		}
		now := start.Add(time.Duration(rapid.IntRange(0, 30000).Draw(t, "after")) * time.Second)
		before, closed := a.State(now), a.close(now)
		if !before.Next(closed.Status) {
			t.Fatalf("went from %s to %s", before, closed.Status)
		}
		if closed.FinishedAt.After(now) || !a.EndsAt.IsZero() && closed.FinishedAt.After(a.EndsAt.Add(Grace)) {
			t.Fatalf("finished at %s, noticed at %s, ended at %s", closed.FinishedAt, now, a.EndsAt)
		}
		if before == InProgress && closed.Status != Submitted {
			t.Fatalf("in time, and %s", closed.Status)
		}
		for _, final := range []Status{Graded, Abandoned} {
			if to := rapid.SampledFrom(states).Draw(t, "to"); final.Next(to) {
				t.Fatalf("%s became %s", final, to)
			}
		}
	})
}
