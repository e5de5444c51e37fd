package admin

import (
	"fmt"
	"strings"

	"github.com/a-h/templ"

	"understudy/app/conduct"
	"understudy/app/enrol"
	"understudy/app/people"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// personView is the form about one person.
type personView struct {
	person     people.Person // as they are on record; without id for somebody new
	values     enrol.Fields
	was        string // digest of what was on record when the form was made
	stale      bool   // that has changed since
	errors     map[enrol.Column]string
	teams      []people.Team
	managers   []people.Person
	programmes []ui.Option
}

func (p personView) isNew() bool { return p.person.ID == "" }

// personInput is what the form sends.
type personInput struct {
	EmployeeID string   `form:"employee_id"`
	Name       string   `form:"name"`
	Email      string   `form:"email"`
	Team       string   `form:"team"`
	Manager    string   `form:"manager_id"`
	Role       string   `form:"role"`
	HiredOn    string   `form:"hired_on"`
	LeftOn     string   `form:"left_on"`
	Channels   []string `form:"channels"`
	Programme  string   `form:"programme"`
	Was        string   `form:"was"`
}

func (i personInput) fields() enrol.Fields {
	return enrol.Fields{enrol.EmployeeID: i.EmployeeID, enrol.Name: i.Name, enrol.Email: i.Email, enrol.Team: i.Team, enrol.ManagerID: i.Manager,
		enrol.Role: i.Role, enrol.HiredOn: i.HiredOn, enrol.LeftOn: i.LeftOn, enrol.Channels: strings.Join(i.Channels, " "), enrol.Programme: i.Programme}
}

// NewPerson shows the empty form.
func (p Pages) NewPerson(v *site.Visit) error {
	return p.showForm(v, personView{values: enrol.Fields{enrol.Role: string(people.Learner), enrol.HiredOn: v.Today.String()}})
}

// AddPerson adds somebody, and offers the next step.
func (p Pages) AddPerson(v *site.Visit) error {
	var input personInput
	if err := site.Bind(v, &input); err != nil {
		return err
	}
	view := personView{values: input.fields()}
	report, err := p.Desk.Save(v.Context(), view.values, true, v.Me().ID, v.Today, v.Now)
	if err != nil {
		return err
	}
	if view.errors = errorsOf(v.UI, report); len(view.errors) > 0 {
		return p.showForm(v, view)
	}
	added, err := p.Register.PersonByEmployeeID(v.Context(), input.EmployeeID)
	if err != nil {
		return err
	}
	return v.Go(at(added.ID, "added"))
}

// Added says that somebody is on record, and offers to let them in.
func (p Pages) Added(v *site.Visit) error { return v.Render(addedPage(v.UI, v.Subject)) }

// EditPerson shows the form as somebody is on record.
func (p Pages) EditPerson(v *site.Visit) error {
	values, err := p.onRecord(v)
	if err != nil {
		return err
	}
	return p.showForm(v, personView{person: v.Subject, values: values, was: digestOf(values)})
}

func (p Pages) onRecord(v *site.Visit) (enrol.Fields, error) {
	member, err := p.Register.Member(v.Context(), v.Subject.ID)
	if err != nil || member.Manager == "" {
		return enrol.FieldsOf(member, ""), err
	}
	manager, err := p.Register.Person(v.Context(), member.Manager)
	return enrol.FieldsOf(member, manager.EmployeeID), err
}

func digestOf(f enrol.Fields) string { return digest(fmt.Append(nil, f)) }

// ChangePerson changes somebody. The employee id is what they are known by and stays; programmes are
// given on the page about the person. A form that was made before somebody else's change comes back
// once, so that nothing is undone unseen.
func (p Pages) ChangePerson(v *site.Visit) error {
	var input personInput
	if err := site.Bind(v, &input); err != nil {
		return err
	}
	before, err := p.onRecord(v)
	if err != nil {
		return err
	}
	view := personView{person: v.Subject, values: input.fields(), was: digestOf(before)}
	view.values[enrol.EmployeeID] = v.Subject.EmployeeID
	delete(view.values, enrol.Programme)
	if view.stale = input.Was != view.was; view.stale {
		return p.showForm(v, view)
	}
	report, err := p.Desk.Save(v.Context(), view.values, false, v.Me().ID, v.Today, v.Now)
	if err != nil {
		return err
	}
	if view.errors = errorsOf(v.UI, report); len(view.errors) > 0 {
		return p.showForm(v, view)
	}
	if v.Subject.ID == v.Me().ID && input.Role != string(people.Admin) && input.Role != "" {
		return v.GoSaying("/", ui.Good, "admin.saved", "Name", v.Subject.Name) // these pages are closed to them now
	}
	notice := "admin.saved"
	if report.Count(enrol.Unchanged) > 0 {
		notice = "admin.unchanged"
	}
	return v.GoSaying("/people/"+string(v.Subject.ID), ui.Good, notice, "Name", input.Name)
}

// errorsOf are the messages of the one line of a report, by field.
func errorsOf(c ui.Context, report enrol.Report) map[enrol.Column]string {
	out := map[enrol.Column]string{}
	for _, line := range report.Lines {
		for _, problem := range line.Problems {
			for i, name := range enrol.Columns() {
				if column := enrol.Column(i); name == problem.Column && out[column] == "" {
					out[column] = advice(c, problem)
				}
			}
		}
	}
	return out
}

func (p Pages) showForm(v *site.Visit, view personView) (err error) {
	if view.teams, err = p.Register.Teams(v.Context()); err != nil {
		return err
	}
	for _, role := range []people.Role{people.Manager, people.Admin} {
		found, _, err := p.Register.Directory(v.Context(), enrol.Filter{Role: role, State: enrol.Working}, v.Today, 0, pageSize)
		if err != nil {
			return err
		}
		for _, e := range found {
			view.managers = append(view.managers, e.Person)
		}
	}
	view.programmes = []ui.Option{{Label: v.UI.T("admin.form.by_role")}}
	for _, programme := range v.Library.Programmes {
		view.programmes = append(view.programmes, ui.Option{Value: programme.ID, Label: programme.Title})
	}
	status := 200
	switch {
	case len(view.errors) > 0:
		status = 422
	case view.stale:
		status = 409
	}
	return v.RenderStatus(status, personPage(v.UI, view))
}

func (p personView) field(c ui.Context, column enrol.Column) ui.Field {
	f := ui.Field{Name: column.String(), Label: c.T("import.column." + column.String()), Value: p.values[column], Error: p.errors[column],
		Hint: p.hint(c, column), Max: enrol.MaxCell}
	switch column {
	case enrol.EmployeeID:
		f.Required, f.ReadOnly, f.Autocomplete = true, !p.isNew(), "off"
	case enrol.Name:
		f.Required, f.Autocomplete = true, "off"
	case enrol.Email:
		f.Type, f.Optional, f.Autocomplete = "email", true, "off"
	case enrol.Team:
		f.Optional, f.Attrs = true, templ.Attributes{"list": "teams"}
	case enrol.ManagerID:
		f.Optional, f.Attrs = true, templ.Attributes{"list": "managers"}
	case enrol.Role:
		f.Options, f.Max = roles(c), 0
	case enrol.HiredOn, enrol.LeftOn:
		f.Type, f.Optional, f.Max = "date", true, 0
	case enrol.Channels:
		for _, channel := range conduct.Channels() {
			f.Options = append(f.Options, ui.Option{Value: channel, Label: c.T("admin.channel." + channel)})
		}
	case enrol.Programme:
		f.Options, f.Max = p.programmes, 0
	}
	return f
}

// hint explains a field where its label does not.
func (p personView) hint(c ui.Context, column enrol.Column) string {
	switch column {
	case enrol.EmployeeID:
		if !p.isNew() {
			return c.T("admin.form.id_stays")
		}
	case enrol.HiredOn:
		if p.isNew() {
			return c.T("admin.form.hired_new")
		}
		return c.T("admin.form.hired_again")
	}
	if key := "admin.form." + column.String(); c.Has(key) {
		return c.T(key)
	}
	return ""
}

// all are the fields in the order of the form, for the summary of what is wrong.
func (p personView) all(c ui.Context) []ui.Field {
	var out []ui.Field
	for i := range enrol.Columns() {
		out = append(out, p.field(c, enrol.Column(i)))
	}
	return out
}
