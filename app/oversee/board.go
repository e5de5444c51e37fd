package oversee

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"understudy/app/civil"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/recert"
)

// PageRows is how many people a page of the board has.
const PageRows = 100

// Show narrows the board to some of the people.
type Show string

// What the board can show.
const (
	Everyone Show = ""
	NeedsMe  Show = "needs"
	NewHires Show = "new"
	Gone     Show = "left" // who works here no longer; left out of all others
)

// SortKey is a column that the board can be sorted by.
type SortKey string

// The sort keys; nothing else ever orders a query.
const (
	ByNeed     SortKey = "need"
	ByName     SortKey = "name"
	ByTeam     SortKey = "team"
	ByDue      SortKey = "due"
	ByUntil    SortKey = "until"
	ByTaught   SortKey = "taught"
	ByReady    SortKey = "ready"
	ByProgress SortKey = "progress"
	ByActivity SortKey = "active"
)

// SortKeys returns every sort key.
func SortKeys() []SortKey {
	return []SortKey{ByNeed, ByName, ByTeam, ByDue, ByUntil, ByTaught, ByReady, ByProgress, ByActivity}
}

// Filter is what a board is asked for.
type Filter struct {
	Team     ident.ID
	Name     string
	Validity recert.Validity // empty for any
	Duty     recert.Duty     // empty for any
	Show     Show
	Sort     SortKey // empty for ByNeed
	Down     bool    // the other way round
	Page     int     // from 1
	AsOf     civil.Date
}

// Board is a team on one day.
type Board struct {
	Rows  []Row // one page of them, or all
	Found int   // how many the filter leaves, on all pages
	Pages int
	Tiles Tiles
}

// Tiles count the people in scope before any filter but the team is applied.
type Tiles struct {
	People, Needing, Overdue, DueSoon, Valid, New int
}

// Board returns one page of the board.
func (d Desk) Board(ctx context.Context, actor people.Person, f Filter, now time.Time) (Board, error) {
	b, err := d.All(ctx, actor, f, now)
	if err != nil {
		return Board{}, err
	}
	b.Pages = max(1, (b.Found+PageRows-1)/PageRows)
	from := (min(max(f.Page, 1), b.Pages) - 1) * PageRows
	b.Rows = b.Rows[from:min(from+PageRows, b.Found)]
	return b, nil
}

// batch is how many histories are held at a time.
const batch = 500

// All returns every row of the board.
func (d Desk) All(ctx context.Context, actor people.Person, f Filter, now time.Time) (Board, error) {
	scope := ScopeOf(actor)
	scope.Team = f.Team
	found, err := d.People.Overseen(ctx, scope)
	if err != nil {
		return Board{}, err
	}
	var b Board
	for some := range slices.Chunk(found, batch) {
		ids := make([]ident.ID, len(some))
		for i, p := range some {
			ids[i] = p.ID
		}
		histories, err := d.Record.Histories(ctx, ids)
		if err != nil {
			return Board{}, err
		}
		memories, err := d.Memory(ctx, some, histories, f.AsOf, now)
		if err != nil {
			return Board{}, err
		}
		for _, p := range some {
			office := d.Office(p, now)
			office.Today = f.AsOf
			b.take(row(p, histories[p.ID], office, memories[p.ID]), f)
		}
	}
	b.Found = len(b.Rows)
	slices.SortStableFunc(b.Rows, order(f))
	return b, nil
}

// take counts a person and keeps the row where the filter does.
func (b *Board) take(r Row, f Filter) {
	if !r.gone {
		b.Tiles.count(r, f.AsOf)
	}
	if f.keeps(r) {
		b.Rows = append(b.Rows, r)
	}
}

func (t *Tiles) count(r Row, day civil.Date) {
	t.People++
	add := func(n *int, yes bool) {
		if yes {
			*n++
		}
	}
	add(&t.Needing, r.Need.Pressing())
	add(&t.Overdue, r.Duty == recert.Overdue)
	add(&t.DueSoon, r.Need.Rank == RankSoon)
	add(&t.Valid, r.Validity == recert.Valid || r.Validity == recert.Grace)
	add(&t.New, r.New(day))
}

func (f Filter) keeps(r Row) bool {
	switch {
	case r.gone != (f.Show == Gone):
		return false
	case f.Validity != "" && r.Validity != f.Validity:
		return false
	case f.Duty != "" && r.Duty != f.Duty:
		return false
	case f.Show == NeedsMe && !r.Need.Pressing():
		return false
	case f.Show == NewHires && !r.New(f.AsOf):
		return false
	default:
		return wordStarts(people.Fold(r.Person.Name), people.Fold(f.Name))
	}
}

// wordStarts reports whether a word of a folded name starts with a prefix.
func wordStarts(name, prefix string) bool {
	return strings.HasPrefix(name, prefix) || strings.Contains(name, " "+prefix)
}

// order compares two rows by what a filter sorts by, and then by name, so that pages never overlap.
func order(f Filter) func(a, b Row) int {
	by := comparison(f.Sort)
	return func(a, b Row) int {
		c := by(a, b)
		if f.Down {
			c = -c
		}
		return cmp.Or(c, strings.Compare(people.Fold(a.Person.Name), people.Fold(b.Person.Name)), cmp.Compare(a.Person.ID, b.Person.ID))
	}
}

func comparison(key SortKey) func(a, b Row) int {
	switch key {
	case ByName:
		return func(a, b Row) int { return strings.Compare(people.Fold(a.Person.Name), people.Fold(b.Person.Name)) }
	case ByTeam:
		return func(a, b Row) int {
			return strings.Compare(people.Fold(a.Person.TeamName), people.Fold(b.Person.TeamName))
		}
	case ByDue:
		return func(a, b Row) int { return compareDays(a.DueOn, b.DueOn) }
	case ByUntil:
		return func(a, b Row) int { return compareDays(a.Until, b.Until) }
	case ByTaught:
		return func(a, b Row) int { return a.Taught*max(b.Applies, 1) - b.Taught*max(a.Applies, 1) }
	case ByReady:
		return func(a, b Row) int { return a.Ready*max(b.Applies, 1) - b.Ready*max(a.Applies, 1) }
	case ByProgress:
		return func(a, b Row) int { return a.Done*max(b.Steps, 1) - b.Done*max(a.Steps, 1) }
	case ByActivity:
		return func(a, b Row) int { return compareDays(a.LastDay, b.LastDay) }
	default:
		return func(a, b Row) int {
			return cmp.Or(cmp.Compare(a.Need.Rank, b.Need.Rank), compareDays(a.Need.due, b.Need.due))
		}
	}
}
