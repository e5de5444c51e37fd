// Package record holds the facts that the system keeps about people: what happened, on which day, on
// which text, and who wrote it down. Facts are added and never changed; a correction is a new fact.
package record

import (
	"slices"
	"time"

	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/ident"
)

// Kind says what sort of thing a piece of evidence is about.
type Kind string

// The kinds of evidence.
const (
	Lesson    Kind = "lesson"    // Item is module/lesson
	Quiz      Kind = "quiz"      // Item is the blueprint
	Rehearsal Kind = "rehearsal" // Item is the scenario
)

// Verdict says what a piece of evidence shows about one rule.
type Verdict string

// The verdicts. NoChance is kept apart from Missed: who never had the chance has broken nothing.
// NotJudged says that nothing could read the words that may have shown it.
const (
	Shown     Verdict = "shown"
	Missed    Verdict = "missed"
	Broken    Verdict = "broken"
	NoChance  Verdict = "no_chance"
	NotJudged Verdict = "not_judged"
)

// Outcome is the verdict on one revision of one rule.
type Outcome struct {
	Rule    conduct.RuleID `json:"rule"`
	Rev     int            `json:"rev"`
	Verdict Verdict        `json:"verdict"`
}

// Evidence is what a person completed, on which text, and what it showed.
type Evidence struct {
	ID         ident.ID
	Person     ident.ID
	Kind       Kind
	Item       string
	Hash       string   // of the text of the item as it was then
	Attempt    ident.ID // the play or attempt behind it, empty for a lesson
	Outcomes   []Outcome
	Score      int // percent; -1 where there is none
	Passed     bool
	OccurredOn civil.Date
	OccurredAt time.Time
	RecordedAt time.Time
	RecordedBy ident.ID
	Source     string   // engine, demonstration, import
	Voids      ident.ID // the evidence that this takes back, if any
	Key        string   // idempotency: the same key twice is the same fact
}

// Pass says that a programme was completed once. It is written together with the evidence that
// completed it.
type Pass struct {
	ID         ident.ID
	Person     ident.ID
	Programme  string
	Hash       string // of the programme's text
	Evidence   []ident.ID
	OccurredOn civil.Date
	RecordedAt time.Time
}

// Certificate is the stored snapshot that a pass was issued with.
type Certificate struct {
	Code      string // 128 random bits
	Pass      ident.ID
	Person    ident.ID
	Programme string
	Snapshot  []byte // canonical JSON
	Hash      string
	IssuedAt  time.Time
}

// Edge is the start or the end of a spell or of a reason. Kept as two facts, so that neither changes.
type Edge string

// The two edges.
const (
	Start Edge = "start"
	End   Edge = "end"
)

// Employment is one edge of an employment spell. An End day is the first day away.
type Employment struct {
	ID         ident.ID
	Person     ident.ID
	Edge       Edge
	On         civil.Date
	RecordedAt time.Time
	RecordedBy ident.ID
}

// Reason is one edge of an assignment: why a person has a programme to do. Person, programme and
// cause together are the reason.
type Reason struct {
	ID         ident.ID
	Person     ident.ID
	Programme  string
	Cause      string // hire, role, team, hand
	Edge       Edge
	On         civil.Date
	Due        civil.Date // its own due day, zero for the programme's
	RecordedAt time.Time
	RecordedBy ident.ID
}

// RuleRevision is the fact that a rule got a text from a day on.
type RuleRevision struct {
	Rule        conduct.RuleID
	Rev         int
	Hash        string
	Class       conduct.Class
	Reason      string
	PublishedOn civil.Date
	EffectiveOn civil.Date
	RecordedAt  time.Time
}

// History is everything on record about one person, each list in the order it was recorded.
type History struct {
	Person      ident.ID
	Employments []Employment
	Reasons     []Reason
	Evidence    []Evidence
	Passes      []Pass
}

// Award is a pass with the certificate that it is issued with.
type Award struct {
	Pass        Pass
	Certificate Certificate
}

// Conclude decides from a history, with the newest evidence in it, which programmes it completes.
// The store calls it in the transaction of that evidence.
type Conclude func(History) []Award

// Standing returns the evidence that nothing later takes back.
func (h History) Standing() []Evidence {
	var voided []ident.ID
	for _, e := range h.Evidence {
		if e.Voids != "" {
			voided = append(voided, e.Voids)
		}
	}
	if len(voided) == 0 {
		return h.Evidence
	}
	return slices.DeleteFunc(slices.Clone(h.Evidence), func(e Evidence) bool {
		return slices.Contains(voided, e.ID) || e.Voids != ""
	})
}
