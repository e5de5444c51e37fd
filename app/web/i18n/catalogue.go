// Package i18n says everything that people read in their language: texts from the catalogues, plurals,
// dates and numbers.
//
// Catalogues are flat JSON objects, one a language and area of the product: en/learn.json. A value is a
// text with places in it ("{{.Name}}") or an object of plural forms.
package i18n

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed en/*.json fr/*.json
var files embed.FS

// The languages that ship, and two that only tests and translators ask for.
const (
	English = "en"
	French  = "fr"
	Pseudo  = "x-pseudo" // English, accented and 40 % longer: shows what is not translated and what does not fit
	RTL     = "x-rtl"    // English, laid out from right to left
)

// Languages returns the codes of the languages that ship, in the order in which pages offer them.
func Languages() []string { return []string{English, French} }

// message is one entry of a catalogue by plural form; a text without plurals has "other" alone.
type message map[string]string

// Catalogue holds every text in every language. It is built once and safe for concurrent use.
type Catalogue struct {
	tongues map[string]tongue // by code
	matcher language.Matcher
}

// tongue is one language. Each has a bundle of its own, since a bundle of several takes variants of
// English for English.
type tongue struct {
	plain     map[string]string  // key → text without places or plurals
	pieces    map[string][]piece // key → text with simple places and without plurals
	localizer *goi18n.Localizer
}

// Load reads the catalogues that are built into the program. The error names the file and the key.
func Load() (*Catalogue, error) {
	c := &Catalogue{
		tongues: map[string]tongue{},
		matcher: language.NewMatcher([]language.Tag{language.English, language.French}),
	}
	for _, lang := range Languages() {
		messages, err := read(lang)
		if err != nil {
			return nil, err
		}
		if err := c.add(lang, messages); err != nil {
			return nil, err
		}
		if lang != English {
			continue
		}
		if err := c.add(Pseudo, mapped(messages, pseudo)); err != nil {
			return nil, err
		}
		if err := c.add(RTL, messages); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// read returns all messages of a language. A key that stands in two areas is an error.
func read(lang string) (map[string]message, error) {
	entries, err := files.ReadDir(lang)
	if err != nil {
		return nil, fmt.Errorf("read the catalogues of %s: %w", lang, err)
	}
	all, from := map[string]message{}, map[string]string{}
	for _, entry := range entries {
		name := path.Join(lang, entry.Name())
		messages, err := readFile(name)
		if err != nil {
			return nil, err
		}
		for key, m := range messages {
			if other, twice := from[key]; twice {
				return nil, fmt.Errorf("%s: %q stands in %s already; a key has one area", name, key, other)
			}
			all[key], from[key] = m, name
		}
	}
	return all, nil
}

func readFile(name string) (map[string]message, error) {
	text, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	raw := map[string]json.RawMessage{}
	if err := json.Unmarshal(text, &raw); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	out := make(map[string]message, len(raw))
	for key, value := range raw {
		m := message{}
		var single string
		switch {
		case json.Unmarshal(value, &single) == nil:
			m["other"] = single
		case json.Unmarshal(value, &m) == nil && m["other"] != "":
		default:
			return nil, fmt.Errorf("%s: %q is neither a text nor an object of plural forms with \"other\"", name, key)
		}
		out[key] = m
	}
	return out, nil
}

func (c *Catalogue) add(code string, messages map[string]message) error {
	plain, pieces := map[string]string{}, map[string][]piece{}
	bundle := goi18n.NewBundle(tag(code))
	for _, key := range slices.Sorted(maps.Keys(messages)) {
		m := messages[key]
		if len(m) == 1 && !strings.Contains(m["other"], "{{") {
			plain[key] = m["other"]
			continue
		}
		if cut, simple := piecesOf(m["other"]); len(m) == 1 && simple {
			pieces[key] = cut
		}
		err := bundle.AddMessages(tag(code), &goi18n.Message{ID: key, Zero: m["zero"], One: m["one"], Two: m["two"], Few: m["few"], Many: m["many"], Other: m["other"]})
		if err != nil {
			return fmt.Errorf("%s: %q: %w", code, key, err)
		}
	}
	c.tongues[code] = tongue{plain, pieces, goi18n.NewLocalizer(bundle, tag(code).String())}
	return nil
}

// tag returns the language tag of a code. The two for testing are variants of English, so that its plural
// rules hold and the attribute lang is one that readers' software knows.
func tag(code string) language.Tag {
	if strings.HasPrefix(code, "x-") {
		return language.Make("en-" + code)
	}
	return language.Make(code)
}

// Negotiate returns the printer for somebody: the language they chose (a person's or a cookie's, possibly
// none), else the best of what their browser accepts, else English.
func (c *Catalogue) Negotiate(preferred, acceptLanguage string) Printer {
	if _, known := c.tongues[preferred]; known {
		return c.Printer(preferred)
	}
	wanted, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil || len(wanted) == 0 {
		return c.Printer(English)
	}
	_, index, confidence := c.matcher.Match(wanted...)
	if confidence == language.No {
		return c.Printer(English)
	}
	return c.Printer(Languages()[index])
}

// Printer returns the printer of a language by its code, English for a code that is not known.
func (c *Catalogue) Printer(code string) Printer {
	if _, known := c.tongues[code]; !known {
		code = English
	}
	return Printer{code: code, own: c.tongues[code], english: c.tongues[English]}
}
