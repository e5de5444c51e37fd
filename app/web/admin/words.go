package admin

import (
	"maps"
	"strings"

	"understudy/app/civil"
	"understudy/app/enrol"
	"understudy/app/people"
	"understudy/app/store"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// of is the name of a button with the person whom it is about, to be read aloud.
func of(c ui.Context, key string, p people.Person) string {
	return c.T("admin.of", "Act", c.T(key), "Name", p.Name)
}

// advice says what is wrong with a cell and what would be right.
func advice(c ui.Context, p enrol.Problem) string {
	args := maps.Clone(p.Args)
	pairs := make([]any, 0, 2*len(args))
	for name, value := range args {
		if day, ok := value.(civil.Date); ok {
			value = writtenDay(c, day)
		}
		pairs = append(pairs, name, value)
	}
	return c.T("import.problem."+p.Code, pairs...)
}

func writtenDay(c ui.Context, day civil.Date) string {
	if day.IsZero() {
		return ""
	}
	return c.Date(day)
}

// whole says a problem of a file as a whole, with its line.
func whole(c ui.Context, p enrol.Problem) string {
	text := advice(c, p)
	if p.Found != "" {
		text = c.T("import.found", "Found", p.Found, "Advice", text)
	}
	if p.Line > 0 {
		text = c.T("import.at_line", "Line", c.Number(p.Line), "Advice", text)
	}
	return text
}

// value writes what a field holds the way people read it: a role by its name, a day in words.
func value(v *site.Visit, field, text string) string {
	c := v.UI
	switch field {
	case enrol.Role.String():
		if key := "role." + text; c.Has(key) {
			return c.T(key)
		}
	case enrol.HiredOn.String(), enrol.LeftOn.String():
		if day, err := civil.Parse(text); err == nil {
			return c.Date(day)
		}
	case enrol.Programme.String():
		return programme(v, text)
	case enrol.Channels.String():
		var words []string
		for _, channel := range strings.Fields(text) {
			words = append(words, c.T("admin.channel."+channel))
		}
		return c.List(words)
	}
	return text
}

// programme is the title of a programme, its id where it is gone from the library.
func programme(v *site.Visit, id string) string {
	for _, p := range v.Library.Programmes {
		if p.ID == id {
			return p.Title
		}
	}
	return id
}

// detail says in words what a line of the trail keeps as names of fields and days.
func detail(v *site.Visit, l store.AuditLine) string {
	words := strings.Fields(l.Detail)
	switch {
	case strings.HasPrefix(l.Action, "reason.") && len(words) == 3:
		cause := words[1]
		if key := "team.cause." + cause; v.UI.Has(key) {
			cause = v.UI.T(key)
		}
		return v.UI.T("admin.detail.reason", "Title", programme(v, words[0]), "Cause", cause, "Day", value(v, enrol.HiredOn.String(), words[2]))
	case l.Action == "person.added" || l.Action == "person.changed" || l.Action == "person.ended":
		var parts []string
		for _, word := range words {
			parts = append(parts, fieldDetail(v, word))
		}
		return strings.Join(parts, ", ")
	default:
		return l.Detail
	}
}

// fieldDetail says which field, and what it holds now where the trail keeps that.
func fieldDetail(v *site.Visit, word string) string {
	field, text, kept := strings.Cut(word, "=")
	key := "import.column." + field
	if !v.UI.Has(key) {
		return word
	}
	if !kept {
		return v.UI.T(key)
	}
	if text == "" {
		text = v.UI.T("admin.detail.none")
	}
	return v.UI.T("admin.detail.field", "Field", v.UI.T(key), "Value", value(v, field, text))
}
