package ui

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

// Option is one entry to choose from.
type Option struct{ Value, Label string }

// Field is one field of a form. Label, Hint and Error are texts, not keys.
type Field struct {
	Name         string
	ID           string // "f-" + Name unless given
	Label        string
	Hint, Error  string
	Value        string
	Type         string // of an input, "text" unless given
	Autocomplete string
	InputMode    string
	Pattern      string
	Lang         string
	Class        string // "code" for short codes in large letters

	Required  bool
	Optional  bool // says so beside the label
	ReadOnly  bool
	Autofocus bool

	Min, Max int // lengths of a text in characters, limits of a number; 0: none
	Rows     int // of a text area, 4 unless given

	Options []Option
	Attrs   templ.Attributes
}

func (f Field) id() string {
	if f.ID != "" {
		return f.ID
	}
	return "f-" + f.Name
}

func (f Field) kind() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

func (f Field) rows() string {
	if f.Rows == 0 {
		return "4"
	}
	return strconv.Itoa(f.Rows)
}

// describedBy ties the control to its hint and its error.
func (f Field) describedBy() templ.Attributes {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.id()+"-hint")
	}
	out := templ.Attributes{}
	if f.Error != "" {
		ids = append(ids, f.id()+"-error")
	}
	if len(ids) > 0 {
		out["aria-describedby"] = strings.Join(ids, " ")
	}
	return out
}

// control returns the attributes that every control of the field has.
func (f Field) control() templ.Attributes {
	out := f.describedBy()
	for name, value := range f.Attrs {
		out[name] = value
	}
	for name, value := range map[string]string{"autocomplete": f.Autocomplete, "inputmode": f.InputMode, "pattern": f.Pattern, "lang": f.Lang} {
		if value != "" {
			out[name] = value
		}
	}
	for name, on := range map[string]bool{"required": f.Required, "readonly": f.ReadOnly, "autofocus": f.Autofocus} {
		if on {
			out[name] = true
		}
	}
	if f.Error != "" {
		out["aria-invalid"] = "true"
	}
	f.limits(out)
	return out
}

func (f Field) limits(out templ.Attributes) {
	least, most := "minlength", "maxlength"
	if f.Type == "number" {
		least, most = "min", "max"
	}
	if f.Min != 0 {
		out[least] = strconv.Itoa(f.Min)
	}
	if f.Max != 0 {
		out[most] = strconv.Itoa(f.Max)
	}
}

// wrong returns the fields that have an error.
func wrong(fields []Field) []Field {
	var out []Field
	for _, f := range fields {
		if f.Error != "" {
			out = append(out, f)
		}
	}
	return out
}
