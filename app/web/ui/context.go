// Package ui holds the parts that pages are built from: the frame of a page, and components that know
// how something looks and reads, never where it came from.
//
// Components take a [Context] first. Nothing in here writes style or event attributes, which the content
// security policy would refuse; texts come from the catalogue; what people wrote is marked with dir="auto".
package ui

import (
	"strconv"
	"time"

	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/people"
	"understudy/app/web/i18n"
	"understudy/static"
)

// Context is what every page knows about the request that it answers.
type Context struct {
	i18n.Printer
	Person    *people.Person // nil when nobody is signed in
	Path      string         // of the request; marks the place in the navigation
	Search    string         // what the find-a-rule field shows
	Demo      bool           // demonstration mode: says so on every page
	Assets    static.Manifest
	Flash     *Flash // one notice, shown once
	Today     civil.Date
	Now       time.Time
	Values    []conduct.Value // the values in the page's language; the catalogue knows the names of the shipped five
	Languages []string        // codes to offer in the footer; none means those that ship
}

// Flash is a notice that follows a redirect.
type Flash struct {
	Tone Tone
	Text string
}

// Role returns the role of the person who is signed in, empty when nobody is.
func (c Context) Role() people.Role {
	if c.Person == nil {
		return ""
	}
	return c.Person.Role
}

// ValueName returns the name of a value in the page's language, its id when it has none.
func (c Context) ValueName(id conduct.ValueID) string {
	for _, v := range c.Values {
		if v.ID == id {
			return v.Name
		}
	}
	if key := "value." + string(id); c.Has(key) {
		return c.T(key)
	}
	return string(id)
}

// The ends of the mood scale.
const (
	worstMood = 1
	bestMood  = 5
)

// Mood returns the word for a mood from 1 to 5; what lies outside reads as the nearest.
func (c Context) Mood(n int) string { return c.T("mood." + strconv.Itoa(clampMood(n))) }

func clampMood(n int) int { return min(max(n, worstMood), bestMood) }

func (c Context) languages() []string {
	if len(c.Languages) == 0 {
		return i18n.Languages()
	}
	return c.Languages
}

// languageName returns what a language calls itself.
func languageName(code string) string {
	switch code {
	case i18n.English:
		return "English"
	case i18n.French:
		return "Français"
	default:
		return code
	}
}

// home is where a person's work starts.
func (c Context) home() string {
	if c.Person == nil {
		return "/sign-in"
	}
	return "/"
}
