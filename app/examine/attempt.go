// Package examine is the journey through a paper: start, answer, hand in, read the result.
package examine

import (
	"time"

	"understudy/app/ident"
	"understudy/app/quiz"
)

// Status says how far an attempt has come.
type Status string

// The states of an attempt. Graded and abandoned are final. Overdue is what an attempt in progress is
// called after its end, and submitted what it is while it is being graded: neither is stored.
const (
	InProgress Status = "in_progress"
	Overdue    Status = "overdue"
	Submitted  Status = "submitted"
	Graded     Status = "graded"
	Abandoned  Status = "abandoned"
)

// Next reports whether an attempt may go from one state to another.
func (s Status) Next(to Status) bool {
	switch s {
	case InProgress:
		return to == Overdue || to == Submitted
	case Overdue:
		return to == Submitted || to == Abandoned
	case Submitted:
		return to == Graded
	default:
		return false
	}
}

// Attempt is one person's way through one paper.
type Attempt struct {
	ID         ident.ID
	Person     ident.ID
	Programme  string
	Blueprint  quiz.Blueprint // as it was at the start: later changes do not touch this attempt
	Lang       string
	Paper      quiz.Paper
	Status     Status
	StartedAt  time.Time
	EndsAt     time.Time // zero when there is no limit
	FinishedAt time.Time // zero while in progress
	Result     *quiz.Result
}

// Answer is the newest response to one question of an attempt.
type Answer struct {
	Position int // in the paper, from 0
	Seq      int // an older number never overwrites a newer one
	Response quiz.Response
	At       time.Time
}

// State returns the state at an instant, by the server's clock.
func (a Attempt) State(now time.Time) Status {
	if a.Status == InProgress && a.Over(now) {
		return Overdue
	}
	return a.Status
}

// close ends an attempt: submitted, or abandoned where its blueprint says so and its time is over. What was
// over ends at its end, whenever that was noticed.
func (a Attempt) close(now time.Time) Attempt {
	a.FinishedAt = now
	to := Submitted
	if a.State(now) == Overdue {
		a.FinishedAt = a.EndsAt
		if a.Blueprint.Overdue == quiz.OverdueAbandon {
			to = Abandoned
		}
	}
	a.Status = to
	return a
}

// end returns when an attempt that begins now ends: after the limit with the person's extra time, and at
// the closing time at the latest; zero for never.
func end(b quiz.Blueprint, extraPercent int, now time.Time) time.Time {
	if b.LimitMinutes == 0 {
		return b.Closes
	}
	ends := now.Add(time.Duration(b.LimitMinutes) * time.Minute * time.Duration(100+extraPercent) / 100)
	if !b.Closes.IsZero() && b.Closes.Before(ends) {
		return b.Closes
	}
	return ends
}
