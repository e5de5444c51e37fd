package oversee

import (
	"understudy/app/assign"
	"understudy/app/civil"
	"understudy/app/recert"
)

// Rank orders people by how much they need somebody's attention, the most first.
type Rank int

// The ranks. Everybody up to RankChanged needs attention.
const (
	RankOverdue    Rank = iota // overdue or lapsed
	RankGrace                  // the certificate is over, the days of grace are not
	RankSoon                   // due within a fortnight
	RankNotStarted             // something is open and nothing of it is done
	RankChanged                // a rule changed and is not covered yet
	RankUnderWay
	RankIdle
)

// soonDays is how far ahead "due soon" looks.
const soonDays = 14

// Need says in words why somebody needs attention, or why not. The message is the catalogue's
// "team.need." and the key.
type Need struct {
	Rank  Rank
	Key   string
	Day   civil.Date // the day that the words name, if they name one
	Count int        // the number that they name, if they name one
	due   civil.Date // to order within a rank
}

// Pressing reports whether it is worth somebody's attention today.
func (n Need) Pressing() bool { return n.Rank <= RankChanged }

func (n Need) before(other Need) bool {
	if n.Rank != other.Rank {
		return n.Rank < other.Rank
	}
	return compareDays(n.due, other.due) < 0
}

// compareDays puts no day after every day.
func compareDays(a, b civil.Date) int {
	switch {
	case a == b:
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	default:
		return a.Compare(b)
	}
}

// needOf is a total function of a status and of how far the path has come.
func needOf(s assign.Standing, day civil.Date) Need {
	n := Need{due: s.Status.DueOn}
	switch s.Status.Duty {
	case recert.Overdue:
		n.overdue(s.Status)
	case recert.Open:
		n.open(s, day)
	case recert.Paused:
		n.Rank, n.Key = RankIdle, "paused"
	case recert.Waived:
		n.Rank, n.Key = RankIdle, "waived"
	case recert.Upcoming:
		n.Rank, n.Key = RankIdle, "upcoming"
	default:
		n.idle(s.Status)
	}
	return n
}

func (n *Need) overdue(s recert.Status) {
	switch s.Validity {
	case recert.Grace:
		n.Rank, n.Key, n.Day = RankGrace, "grace", lastDay(s.LapsesOn)
	case recert.Lapsed:
		n.Rank, n.Key, n.Day = RankOverdue, "lapsed", s.LapsesOn
	case recert.Never:
		n.Rank, n.Key, n.Day = RankOverdue, "onboarding_overdue", lastDay(s.DueOn)
	default:
		n.Rank, n.Key, n.Day = RankOverdue, "overdue", lastDay(s.DueOn)
	}
}

func (n *Need) open(s assign.Standing, day civil.Date) {
	status := s.Status
	n.Day = lastDay(status.DueOn)
	soon := !status.DueOn.IsZero() && status.DueOn.Days(day) <= soonDays
	switch {
	case status.Validity == recert.Revoked:
		n.Rank, n.Key, n.Day = RankOverdue, "revoked", civil.Date{}
	case soon && s.Path.Done() == 0:
		n.Rank, n.Key = RankSoon, "soon_not_started"
	case soon:
		n.Rank, n.Key, n.Count = RankSoon, "soon", len(s.Path.Steps)-s.Path.Done()
	case status.Validity == recert.Never && s.Path.Done() == 0:
		n.Rank, n.Key = RankNotStarted, "not_started"
	case len(status.RuleDuties) > 0:
		n.Rank, n.Key, n.Count = RankChanged, "rules_changed", len(status.RuleDuties)
	default:
		n.Rank, n.Key, n.Count = RankUnderWay, "under_way", len(s.Path.Steps)-s.Path.Done()
	}
	if n.Key == "not_started" && n.Day.IsZero() {
		n.Key = "not_started_no_day"
	}
}

func (n *Need) idle(s recert.Status) {
	n.Rank = RankIdle
	switch {
	case s.Validity == recert.Valid && !s.OpensOn.IsZero():
		n.Key, n.Day = "valid", s.OpensOn
	case s.Validity == recert.Valid:
		n.Key, n.Day = "valid_through", lastDay(s.Until)
	default:
		n.Key = "no_duty"
	}
}

// Keys returns the key of every need there is.
func Keys() []string {
	return []string{"nothing_assigned", "paused", "waived", "upcoming", "grace", "lapsed", "onboarding_overdue", "overdue", "revoked",
		"soon_not_started", "soon", "not_started", "not_started_no_day", "rules_changed", "under_way", "valid", "valid_through", "no_duty"}
}
