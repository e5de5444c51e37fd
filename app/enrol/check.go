package enrol

import (
	"net/mail"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/people"
)

// cells is a row with its cells read as what they are.
type cells struct {
	row         Row
	email       string
	role        people.Role // empty when the cell is
	channels    []string
	hired, left civil.Date
	problems    []Problem
}

// read checks every cell by itself.
func (p *planner) read(row Row) cells {
	c := cells{row: row}
	if row.Torn != nil {
		c.problems = append(c.problems, *row.Torn)
		return c
	}
	for column := range columnCount {
		c.plainText(column)
	}
	for _, column := range []Column{EmployeeID, Name} {
		if row.Text(column) == "" {
			c.refuse(column, "missing", nil)
		}
	}
	c.readEmail()
	c.readRole()
	c.readChannels()
	c.hired, c.left = c.readDay(HiredOn), c.readDay(LeftOn)
	if !c.left.IsZero() && !c.hired.IsZero() && !c.left.After(c.hired) {
		c.refuse(LeftOn, "left_before_hired", map[string]any{"Hired": c.hired})
	}
	if id := row.Text(Programme); id != "" && !p.hasProgramme(id) {
		c.refuse(Programme, "unknown_programme", map[string]any{"Known": strings.Join(p.programmeIDs(), ", ")})
	}
	return c
}

func (c *cells) refuse(column Column, code string, args map[string]any) {
	c.problems = append(c.problems, Problem{Line: c.row.Line, Column: column.String(), Found: clip(visible(c.row.Text(column))), Code: code, Args: args})
}

// visible shows control characters as the replacement character, so that no report carries them on.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unwanted(r) {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

// unwanted are control characters, and the format characters that turn the direction of a text.
func unwanted(r rune) bool {
	return unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\u2028' || r == '\u2029'
}

func (c *cells) plainText(column Column) {
	text := c.row.Text(column)
	switch {
	case strings.ContainsFunc(text, unwanted):
		c.refuse(column, "control", nil)
	case utf8.RuneCountInString(text) > MaxCell:
		c.refuse(column, "too_long", map[string]any{"Limit": MaxCell})
	}
}

func (c *cells) readEmail() {
	text := c.row.Text(Email)
	if text == "" {
		return
	}
	if !LooksLikeEmail(text) {
		c.refuse(Email, "email_shape", nil)
		return
	}
	c.email = strings.ToLower(text)
}

// LooksLikeEmail reports whether a text has the shape of an e-mail address with a domain.
func LooksLikeEmail(text string) bool {
	address, err := mail.ParseAddress(text)
	if err != nil || address.Address != text {
		return false
	}
	_, domain, _ := strings.Cut(text, "@")
	dot := strings.LastIndexByte(domain, '.')
	return dot > 0 && dot < len(domain)-1 && !strings.ContainsAny(domain, "[]@ ")
}

func (c *cells) readRole() {
	text := strings.ToLower(c.row.Text(Role))
	if text == "" {
		return
	}
	if c.role = people.Role(text); !c.role.Valid() {
		c.refuse(Role, "unknown_role", map[string]any{"Known": joined(people.Roles())})
	}
}

func (c *cells) readChannels() {
	named := strings.FieldsFunc(strings.ToLower(c.row.Text(Channels)), func(r rune) bool { return r == '|' || unicode.IsSpace(r) })
	for _, channel := range named {
		if !slices.Contains(conduct.Channels(), channel) {
			c.refuse(Channels, "unknown_channel", map[string]any{"Known": strings.Join(conduct.Channels(), ", ")})
			return
		}
	}
	for _, channel := range conduct.Channels() { // one order and no repeats, so that the same set compares equal
		if slices.Contains(named, channel) {
			c.channels = append(c.channels, channel)
		}
	}
}

func (c *cells) readDay(column Column) civil.Date {
	text := c.row.Text(column)
	if text == "" {
		return civil.Date{}
	}
	d, err := civil.Parse(text)
	if err != nil {
		c.refuse(column, "bad_date", nil)
	}
	return d
}

func joined[T ~string](items []T) string {
	words := make([]string, len(items))
	for i, item := range items {
		words[i] = string(item)
	}
	return strings.Join(words, ", ")
}
