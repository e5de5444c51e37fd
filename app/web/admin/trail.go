package admin

import (
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/store"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// pageSize is how many lines or people one page shows.
const pageSize = 100

// trailView is one page of the audit trail, with what is wrong in the folder of content.
type trailView struct {
	lines    []line
	page     int
	more     bool
	problems []catalog.Problem
	about    ident.ID // one person, empty for everybody
	name     string
}

type line struct {
	store.AuditLine
	day            civil.Date
	clock          string
	actor, subject string
	detail         string
}

// AuditTrail shows who changed what, the newest first.
func (p Pages) AuditTrail(v *site.Visit) error {
	view := trailView{page: min(max(v.QueryInt("page", 1), 1), 1_000_000), problems: p.Live.Problems()}
	names := map[ident.ID]string{}
	if about, err := ident.Parse(v.Query("about")); err == nil {
		view.about, view.problems = about, nil
		if view.name, err = p.name(v, names, about); err != nil {
			return err
		}
	}
	found, err := p.Trail.AuditTrail(v.Context(), view.about, (view.page-1)*pageSize, pageSize+1)
	if err != nil {
		return err
	}
	if view.more = len(found) > pageSize; view.more {
		found = found[:pageSize]
	}
	for _, l := range found {
		shown := line{AuditLine: l, day: v.Day(l.At), clock: v.Clock(l.At), detail: detail(v, l)}
		if shown.actor, err = p.name(v, names, l.Actor); err != nil {
			return err
		}
		if shown.subject, err = p.name(v, names, l.Subject); err != nil {
			return err
		}
		view.lines = append(view.lines, shown)
	}
	return v.Render(trailPage(v.UI, view))
}

// name looks somebody up once a page. What was done by nobody was done by the system.
func (p Pages) name(v *site.Visit, known map[ident.ID]string, id ident.ID) (string, error) {
	if id == "" {
		return v.UI.T("admin.system"), nil
	}
	if name, ok := known[id]; ok {
		return name, nil
	}
	person, err := p.Trail.Person(v.Context(), id)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return "", err
	}
	known[id] = person.Name
	return person.Name, nil
}

// at is the address of a page of the trail.
func (t trailView) at(page int) string {
	q := url.Values{"page": {strconv.Itoa(page)}}
	if t.about != "" {
		q.Set("about", string(t.about))
	}
	return "/admin?" + q.Encode()
}

// action says in words what was done; one that has no words yet is shown as it is stored.
func action(c ui.Context, name string) string {
	if key := "admin.action." + name; c.Has(key) {
		return c.T(key)
	}
	return name
}

func trailTable(c ui.Context, lines []line) ui.TableData {
	table := ui.TableData{Caption: c.T("admin.trail"), HideCaption: true, Columns: []ui.Column{
		{Label: c.T("admin.col.what")}, {Label: c.T("admin.col.about")}, {Label: c.T("admin.col.by")}, {Label: c.T("admin.col.when")},
		{Label: c.T("admin.col.detail")},
	}}
	for _, l := range lines {
		table.Rows = append(table.Rows, ui.Row{Cells: []templ.Component{
			ui.Text(action(c, l.Action)), who(l.subject, l.Subject), ui.Name(l.actor), ui.Text(c.Date(l.day) + ", " + l.clock), ui.Name(l.detail),
		}})
	}
	return table
}
