package team

import (
	"net/url"
	"slices"
	"strconv"

	"understudy/app/civil"
	"understudy/app/ident"
	"understudy/app/oversee"
	"understudy/app/people"
	"understudy/app/recert"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// boardView is what the team board shows.
type boardView struct {
	board  oversee.Board
	filter oversee.Filter
	teams  []people.Team
	asked  string // the day as it was typed
	wrong  string // what is the matter with it
}

// Board shows who needs somebody, on a day, by the filter in the address.
func (p Pages) Board(v *site.Visit) error {
	view := boardView{asked: v.Query("as_of")}
	var ok bool
	if view.filter, ok = filterOf(v); !ok {
		view.wrong = v.UI.T("team.as_of_wrong")
	}
	var err error
	if view.teams, err = p.Groups.Teams(v.Context()); err != nil {
		return err
	}
	if view.board, err = p.Desk.Board(v.Context(), v.Me(), view.filter, v.Now); err != nil {
		return err
	}
	status := 200
	if view.wrong != "" {
		status = 422
	}
	return v.RenderStatus(status, boardPage(v.UI, view))
}

// filterOf reads the address. What is not one of the values that there are filters nothing; a day that
// is none is today, and reported.
func filterOf(v *site.Visit) (f oversee.Filter, ok bool) {
	f = oversee.Filter{Name: v.Query("q"), Down: v.Query("down") != "", Page: max(v.QueryInt("page", 1), 1), AsOf: v.Today}
	if team, err := ident.Parse(v.Query("team")); err == nil {
		f.Team = team
	}
	f.Validity = known(v.Query("validity"), validities())
	f.Duty = known(v.Query("duty"), duties())
	f.Sort = known(v.Query("sort"), oversee.SortKeys())
	f.Show = known(v.Query("show"), []oversee.Show{oversee.NeedsMe, oversee.NewHires, oversee.Gone})
	text := v.Query("as_of")
	if text == "" {
		return f, true
	}
	day, err := civil.Parse(text)
	if err != nil {
		return f, false
	}
	f.AsOf = day
	return f, true
}

func validities() []recert.Validity {
	return []recert.Validity{recert.Never, recert.Valid, recert.Grace, recert.Lapsed, recert.Revoked}
}

func duties() []recert.Duty {
	return []recert.Duty{recert.None, recert.Upcoming, recert.Open, recert.Overdue, recert.Paused, recert.Waived}
}

// known returns the word that a text is, and none for any other text.
func known[T ~string](text string, words []T) T {
	if slices.Contains(words, T(text)) {
		return T(text)
	}
	return ""
}

// address is where the board is shown by a filter.
func address(path string, f oversee.Filter, today civil.Date) string {
	q := url.Values{}
	set := func(name, value string) {
		if value != "" {
			q.Set(name, value)
		}
	}
	set("q", f.Name)
	set("team", string(f.Team))
	set("validity", string(f.Validity))
	set("duty", string(f.Duty))
	set("show", string(f.Show))
	set("sort", string(f.Sort))
	if f.Down {
		q.Set("down", "1")
	}
	if f.Page > 1 {
		q.Set("page", strconv.Itoa(f.Page))
	}
	if f.AsOf != today {
		q.Set("as_of", f.AsOf.String())
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// show is the address of the same board for other people.
func (b boardView) show(c ui.Context, show oversee.Show) string {
	return address("/team", oversee.Filter{Team: b.filter.Team, Show: show, Sort: b.filter.Sort, Down: b.filter.Down, AsOf: b.filter.AsOf}, c.Today)
}

// narrow is the address of everybody in the team with one duty, for a tile.
func (b boardView) narrow(c ui.Context, duty recert.Duty) string {
	return address("/team", oversee.Filter{Team: b.filter.Team, Duty: duty, AsOf: b.filter.AsOf}, c.Today)
}

func (b boardView) shows(c ui.Context) []ui.FilterLink {
	var out []ui.FilterLink
	for _, s := range []struct {
		show oversee.Show
		key  string
	}{{oversee.Everyone, "everyone"}, {oversee.NeedsMe, "needs"}, {oversee.NewHires, "new"}, {oversee.Gone, "left"}} {
		out = append(out, ui.FilterLink{Text: c.T("team.show." + s.key), URL: b.show(c, s.show), Current: b.filter.Show == s.show})
	}
	return out
}

// columns are those of the table; each is a link that sorts by it, or turns the order round.
func (b boardView) columns(c ui.Context) []ui.Column {
	var out []ui.Column
	for _, col := range []struct {
		key  oversee.SortKey
		text string
	}{
		{oversee.ByName, "person"}, {oversee.ByNeed, "need"}, {oversee.ByUntil, "validity"}, {oversee.ByDue, "duty"},
		{oversee.ByProgress, "progress"}, {oversee.ByReady, "ready"}, {oversee.ByActivity, "activity"},
	} {
		f := b.filter
		current := f.Sort == col.key || f.Sort == "" && col.key == oversee.ByNeed
		state := ui.None
		if current {
			state = ui.Ascending
			if f.Down {
				state = ui.Descending
			}
		}
		f.Sort, f.Down, f.Page = col.key, current && !f.Down, 1
		out = append(out, ui.Column{Label: c.T("team.col." + col.text), SortURL: address("/team", f, c.Today), Sort: state})
	}
	return out
}

func (b boardView) rows(c ui.Context) []ui.Row {
	out := make([]ui.Row, len(b.board.Rows))
	for i, r := range b.board.Rows {
		out[i] = ui.Row{Cells: cells(c, r, b.filter.AsOf)}
	}
	return out
}

func (b boardView) fields(c ui.Context) (name, team, validity, duty, day ui.Field) {
	name = ui.Field{Name: "q", Label: c.T("team.filter.name"), Value: b.filter.Name, Max: 100}
	team = ui.Field{Name: "team", Label: c.T("team.filter.team"), Value: string(b.filter.Team), Options: []ui.Option{{Label: c.T("team.filter.any_team")}}}
	for _, t := range b.teams {
		team.Options = append(team.Options, ui.Option{Value: string(t.ID), Label: t.Name})
	}
	validity = ui.Field{Name: "validity", Label: c.T("team.filter.validity"), Value: string(b.filter.Validity), Options: []ui.Option{{Label: c.T("team.filter.any")}}}
	for _, word := range validities() {
		validity.Options = append(validity.Options, ui.Option{Value: string(word), Label: c.T("status.validity." + string(word))})
	}
	duty = ui.Field{Name: "duty", Label: c.T("team.filter.duty"), Value: string(b.filter.Duty), Options: []ui.Option{{Label: c.T("team.filter.any")}}}
	for _, word := range duties() {
		duty.Options = append(duty.Options, ui.Option{Value: string(word), Label: c.T("status.duty." + string(word))})
	}
	day = ui.Field{Name: "as_of", Label: c.T("team.filter.as_of"), Type: "date", Value: b.filter.AsOf.String(), Error: b.wrong}
	if b.wrong != "" {
		day.Value = b.asked
	}
	return name, team, validity, duty, day
}

// hidden keeps what the form of the filter has no field for.
func (b boardView) hidden() []ui.Hidden {
	out := []ui.Hidden{{Name: "show", Value: string(b.filter.Show)}, {Name: "sort", Value: string(b.filter.Sort)}}
	if b.filter.Down {
		out = append(out, ui.Hidden{Name: "down", Value: "1"})
	}
	return slices.DeleteFunc(out, func(h ui.Hidden) bool { return h.Value == "" })
}
