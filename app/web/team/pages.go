// Package team has the pages of whoever looks after others: the board, the page about one person, a
// programme given by hand, and the joining code to print.
package team

import (
	"context"
	"net/url"

	"understudy/app/enter"
	"understudy/app/ident"
	"understudy/app/oversee"
	"understudy/app/people"
)

// Groups knows who belongs where.
type Groups interface {
	Teams(ctx context.Context) ([]people.Team, error)
	Person(ctx context.Context, id ident.ID) (people.Person, error)
}

// Pages are the pages for overseers.
type Pages struct {
	Desk   oversee.Desk
	Groups Groups
	Times  ExtraTimes
	Door   enter.Door
	Public *url.URL // how people reach this server; nil: as the request says
}
