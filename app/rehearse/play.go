// Package rehearse is the journey through a role-play: start, take turns, end, read the debrief.
package rehearse

import (
	"time"

	"understudy/app/ident"
	"understudy/app/record"
)

// Status says how far a play has come.
type Status string

// The states of a play. A finished play never changes.
const (
	Playing   Status = "playing"
	Finished  Status = "finished"
	Abandoned Status = "abandoned"
)

// Play is one person's way through one version of a scenario.
type Play struct {
	ID         ident.ID
	Person     ident.ID
	Scenario   string
	Hash       string // of the scenario's text, pinned at the start
	Lang       string
	Practice   bool   // practice gives no pass and no coverage
	State      string // the player's saved state
	Seq        int    // turns taken; a step names the one that it follows
	Status     Status
	StartedAt  time.Time
	TurnAt     time.Time // when the current turn was first shown, for its clock
	FinishedAt time.Time // zero while playing
}

// Step is one thing the learner did.
type Step struct {
	Seq    int
	Action string // a choice's text id, "timeout", "back", or the mark of a reply
	At     time.Time
}

// Move is what one step makes of a play: the words of a reply, the evidence that ends an assessed play,
// or what a person has to judge before there is any.
type Move struct {
	Play     Play
	Step     Step
	Reply    *Reply
	Evidence *record.Evidence
	Reviews  []Review
}
