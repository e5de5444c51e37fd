package examine

import (
	"context"
	"time"

	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
)

// OverdueAttempts finds attempts that nobody handed in.
type OverdueAttempts interface {
	OverdueAttempts(ctx context.Context, before time.Time, limit int) ([]Attempt, error)
}

// atOnce bounds how many attempts one round closes.
const atOnce = 100

// CloseOverdue closes attempts whose time, the network's grace included, ran out and that nobody came back
// to: each as its blueprint says. It returns how many it closed.
func (h Hall) CloseOverdue(ctx context.Context, overdue OverdueAttempts, persons Persons, now time.Time) (int, error) {
	attempts, err := overdue.OverdueAttempts(ctx, now.Add(-Grace), atOnce)
	if err != nil {
		return 0, err
	}
	closed := 0
	for _, a := range attempts {
		person, err := persons.Person(ctx, a.Person)
		if err != nil {
			return closed, err
		}
		switch _, _, err := h.Submit(ctx, person, a.ID, now); {
		case err == nil:
			closed++
		case !fault.Is(err, fault.Conflict): // somebody handed it in meanwhile
			return closed, err
		}
	}
	return closed, nil
}

// ExtraTimes keeps how much longer people have.
type ExtraTimes interface {
	GrantExtraTime(ctx context.Context, person ident.ID, percent int, by ident.ID, at time.Time) error
}

// mostExtra is the most extra time that anybody has, in percent of the limit.
const mostExtra = 300

// GrantExtraTime gives a person more time for papers with a limit, in percent of it, from their next
// attempt on. Nobody gives themselves time.
func GrantExtraTime(ctx context.Context, times ExtraTimes, actor, person people.Person, percent int, now time.Time) error {
	switch {
	case actor.ID == person.ID:
		return fault.New(fault.Forbidden, "fault.forbidden")
	case percent < 0 || percent > mostExtra:
		return fault.Field("percent", "quiz.extra_range").With("Most", mostExtra)
	default:
		return times.GrantExtraTime(ctx, person.ID, percent, actor.ID, now)
	}
}
