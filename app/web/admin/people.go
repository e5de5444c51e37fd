package admin

import (
	"net/url"
	"slices"
	"strconv"

	"understudy/app/enrol"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// peopleView is one page of the directory.
type peopleView struct {
	filter  enrol.Filter
	page    int
	last    int
	found   int
	entries []enrol.Entry
	teams   []people.Team
}

// People shows everybody whom the filter in the address leaves, a hundred a page.
func (p Pages) People(v *site.Visit) error {
	view := peopleView{filter: filterOf(v), page: min(max(v.QueryInt("page", 1), 1), 1_000_000)}
	var err error
	if view.teams, err = p.Register.Teams(v.Context()); err != nil {
		return err
	}
	if err := p.fill(v, &view); err != nil {
		return err
	}
	if view.last = max((view.found+pageSize-1)/pageSize, 1); view.page > view.last {
		view.page = view.last
		if err := p.fill(v, &view); err != nil {
			return err
		}
	}
	return v.Render(peoplePage(v.UI, view))
}

func (p Pages) fill(v *site.Visit, view *peopleView) (err error) {
	view.entries, view.found, err = p.Register.Directory(v.Context(), view.filter, v.Today, (view.page-1)*pageSize, pageSize)
	return err
}

// filterOf reads the address. What is not one of the values that there are filters nothing.
func filterOf(v *site.Visit) enrol.Filter {
	f := enrol.Filter{Text: v.Query("q"), Down: v.Query("down") != ""}
	if team, err := ident.Parse(v.Query("team")); err == nil {
		f.Team = team
	}
	f.Role = known(v.Query("role"), people.Roles())
	f.State = known(v.Query("state"), enrol.States())
	f.Sort = known(v.Query("sort"), enrol.SortKeys())
	return f
}

// known returns the word that a text is, and none for any other text.
func known[T ~string](text string, words []T) T {
	if slices.Contains(words, T(text)) {
		return T(text)
	}
	return ""
}

// address is where the directory is shown by a filter.
func address(f enrol.Filter, page int) string {
	q := url.Values{}
	for name, value := range map[string]string{"q": f.Text, "team": string(f.Team), "role": string(f.Role), "state": string(f.State), "sort": string(f.Sort)} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if f.Down {
		q.Set("down", "1")
	}
	if page > 1 {
		q.Set("page", strconv.Itoa(page))
	}
	if len(q) == 0 {
		return "/admin/people"
	}
	return "/admin/people?" + q.Encode()
}

// columns are those of the table; those that there is an order by are links that sort, or turn it round.
func (d peopleView) columns(c ui.Context) []ui.Column {
	var out []ui.Column
	for _, col := range []struct {
		label string
		key   enrol.SortKey
	}{{"import.column.name", enrol.ByName}, {"import.column.employee_id", enrol.ByEmployeeID}, {"import.column.team", enrol.ByTeam},
		{"import.column.role", enrol.ByRole}, {"admin.col.state", ""}, {"admin.col.change", ""}} {
		column := ui.Column{Label: c.T(col.label)}
		if col.key != "" {
			f := d.filter
			current := f.Sort == col.key || f.Sort == "" && col.key == enrol.ByName
			switch {
			case current && f.Down:
				column.Sort = ui.Descending
			case current:
				column.Sort = ui.Ascending
			}
			f.Sort, f.Down = col.key, current && !f.Down
			column.SortURL = address(f, 1)
		}
		out = append(out, column)
	}
	return out
}

func (d peopleView) rows(c ui.Context) []ui.Row {
	out := make([]ui.Row, len(d.entries))
	for i, e := range d.entries {
		out[i] = ui.Row{Cells: cells(c, e)}
	}
	return out
}

func (d peopleView) fields(c ui.Context) (text, team, role, state ui.Field) {
	anything := ui.Option{Label: c.T("admin.filter.any")}
	text = ui.Field{Name: "q", Label: c.T("admin.filter.text"), Value: d.filter.Text, Max: 100}
	team = ui.Field{Name: "team", Label: c.T("import.column.team"), Value: string(d.filter.Team), Options: []ui.Option{anything}}
	for _, t := range d.teams {
		team.Options = append(team.Options, ui.Option{Value: string(t.ID), Label: t.Name})
	}
	role = ui.Field{Name: "role", Label: c.T("import.column.role"), Value: string(d.filter.Role), Options: append([]ui.Option{anything}, roles(c)...)}
	state = ui.Field{Name: "state", Label: c.T("admin.col.state"), Value: string(d.filter.State), Options: []ui.Option{anything}}
	for _, s := range enrol.States() {
		state.Options = append(state.Options, ui.Option{Value: string(s), Label: c.T("admin.state." + string(s))})
	}
	return text, team, role, state
}

// hidden keeps what the form of the filter has no field for.
func (d peopleView) hidden() []ui.Hidden {
	var out []ui.Hidden
	if d.filter.Sort != "" {
		out = append(out, ui.Hidden{Name: "sort", Value: string(d.filter.Sort)})
	}
	if d.filter.Down {
		out = append(out, ui.Hidden{Name: "down", Value: "1"})
	}
	return out
}

func roles(c ui.Context) []ui.Option {
	var out []ui.Option
	for _, r := range people.Roles() {
		out = append(out, ui.Option{Value: string(r), Label: c.T("role." + string(r))})
	}
	return out
}
