// Package refresh keeps what people have learnt: what each remembers of every rule, derived from facts on
// demand, and sessions of three minutes that ask about what is about to be forgotten.
//
// Nothing about a memory is stored. It follows from the facts on record, a day and an instant at which they
// were known; nor is a session: its name holds when it began, and what it asks follows from what was known
// then.
package refresh

import (
	"context"
	"time"

	"understudy/app/assign"
	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/quiz"
	"understudy/app/recall"
	"understudy/app/record"
)

// Review is the fact that somebody answered a question of a refresher.
type Review struct {
	ID         ident.ID
	Person     ident.ID
	Session    string
	Position   int // in the session, from 0
	Rule       conduct.RuleID
	Rev        int // of the rule
	Question   quiz.Item
	Lang       string
	Response   quiz.Response
	Mark       float64 // 0..1
	Right      bool
	Guess      float64       // chance to be right without knowing, 0..1
	Took       time.Duration // to answer, by the server's clock, in whole milliseconds
	OccurredOn civil.Date
	OccurredAt time.Time
	Algorithm  string // of the memory that it was meant for
	RecordedAt time.Time
	Key        string // idempotency: the same key twice is the same fact
}

// Counts reports whether the answer says something about the memory: nobody reads a question so fast.
func (r Review) Counts() bool { return r.Took >= recall.TooFast }

// Reviews keeps the answers of refreshers.
type Reviews interface {
	// RecallReviews returns every answer of each of these people.
	RecallReviews(ctx context.Context, persons []ident.ID) (map[ident.ID][]Review, error)
	// RecallCounts returns how many answers each of these people gave; nobody who gave none.
	RecallCounts(ctx context.Context, persons []ident.ID) (map[ident.ID]int, error)
	// AddRecall adds an answer; where there is one with its key already, that one stands.
	AddRecall(ctx context.Context, r Review) error
	// PapersSince returns who had a paper graded on a day or after it, and at most so many people.
	PapersSince(ctx context.Context, day civil.Date, limit int) ([]people.Person, error)
}

// Record reads the other facts about people.
type Record interface {
	History(ctx context.Context, person ident.ID) (record.History, error)
	Histories(ctx context.Context, persons []ident.ID) (map[ident.ID]record.History, error)
}

// Questions finds the very text that somebody was asked, also after the bank has moved on.
type Questions interface {
	Question(ctx context.Context, lang string, item quiz.Item) (quiz.Question, error)
}

// Desk is where memories are refreshed. It is safe for concurrent use.
type Desk struct {
	Reviews   Reviews
	Record    Record
	Questions Questions
	Office    func(p people.Person, now time.Time) assign.Office
	Checked   *Checked // how forecasts came true so far; nil: never said
	Kept      *Kept    // what was derived last; nil: everything is derived each time
}
