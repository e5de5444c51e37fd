// Package examine is the journey through a paper: start, answer, hand in, read the result.
package examine

import (
	"time"

	"understudy/app/ident"
	"understudy/app/quiz"
)

// Status says how far an attempt has come.
type Status string

// The states of an attempt. Graded and abandoned are final.
const (
	InProgress Status = "in_progress"
	Graded     Status = "graded"
	Abandoned  Status = "abandoned"
)

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
