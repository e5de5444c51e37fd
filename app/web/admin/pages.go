// Package admin holds the pages of whoever runs an installation or examines it: who works here and may
// come in, lists of people, and the trail of what was changed.
package admin

import (
	"context"
	"time"

	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/enrol"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/store"
	"understudy/app/web/ui"
)

// Trail reads what people changed, and who they are.
type Trail interface {
	AuditTrail(ctx context.Context, subject ident.ID, offset, limit int) ([]store.AuditLine, error)
	Person(ctx context.Context, id ident.ID) (people.Person, error)
}

// Register reads who works here, and shuts people out.
type Register interface {
	Directory(ctx context.Context, f enrol.Filter, today civil.Date, offset, limit int) (found []enrol.Entry, of int, err error)
	Teams(ctx context.Context) ([]people.Team, error)
	Person(ctx context.Context, id ident.ID) (people.Person, error)
	PersonByEmployeeID(ctx context.Context, employeeID string) (people.Person, error)
	Member(ctx context.Context, id ident.ID) (enrol.Member, error)
	SetDisabled(ctx context.Context, person ident.ID, disabled bool, by ident.ID, at time.Time) error
}

// Pages are the pages of administration.
type Pages struct {
	Trail    Trail
	Live     *catalog.Live
	Register Register
	Desk     enrol.Desk
}

// placeLinks are the pages of administration that somebody may open.
func placeLinks(c ui.Context) []ui.FilterLink {
	links := []ui.FilterLink{{Text: c.T("admin.trail"), URL: "/admin"}}
	if c.Role() == people.Admin {
		links = append(links, ui.FilterLink{Text: c.T("admin.people"), URL: "/admin/people"}, ui.FilterLink{Text: c.T("import.title"), URL: "/admin/people/import"})
	}
	for i := range links {
		links[i].Current = links[i].URL == c.Path
	}
	return links
}

// at is the address of a page about one person.
func at(id ident.ID, page string) string { return "/admin/people/" + string(id) + "/" + page }
