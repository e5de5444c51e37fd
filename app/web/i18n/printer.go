package i18n

import (
	"fmt"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
)

// Printer writes texts, dates and numbers in one language. It is a small value, safe to copy and to share.
// The zero Printer prints keys.
type Printer struct {
	code         string
	own, english tongue
}

// T returns the text of a key. Arguments come in pairs, the name of a place and its value; "Count", a
// whole number, also picks the plural form. A key that has no text in this language is answered in
// English, and one that has none at all comes back as it is.
func (p Printer) T(key string, pairs ...any) string {
	if text, ok := p.own.plain[key]; ok {
		return text
	}
	if pieces, ok := p.own.pieces[key]; ok {
		if text, ok := p.fill(pieces, pairs); ok {
			return text
		}
	}
	data := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		data[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	config := &goi18n.LocalizeConfig{MessageID: key, TemplateData: data}
	if count, ok := whole(data["Count"]); ok {
		config.PluralCount = count
		data["Count"] = p.Number(count)
	}
	for _, t := range []tongue{p.own, p.english} {
		if text, ok := t.say(config); ok {
			return text
		}
	}
	return key
}

func (t tongue) say(config *goi18n.LocalizeConfig) (string, bool) {
	if text, ok := t.plain[config.MessageID]; ok {
		return text, true
	}
	if t.localizer == nil {
		return "", false
	}
	// A plural form that a language lacks is an error that comes with the form for "other".
	text, _ := t.localizer.Localize(config) //nolint:misspell // the library is American
	return text, text != ""
}

// whole reads a count; one that went through JSON, as a notice after a redirect does, is a float.
func whole(count any) (int, bool) {
	switch n := count.(type) {
	case int:
		return n, true
	case float64:
		return int(n), true
	default:
		return 0, false
	}
}

// Has reports whether a key has a text in this language or in English.
func (p Printer) Has(key string) bool {
	config := &goi18n.LocalizeConfig{MessageID: key, PluralCount: 1}
	_, own := p.own.say(config)
	_, english := p.english.say(config)
	return own || english
}

// Code returns the code to keep as somebody's choice: "fr".
func (p Printer) Code() string { return p.code }

// Lang returns the language for an attribute lang.
func (p Printer) Lang() string {
	if p.code == "" {
		return English
	}
	return tag(p.code).String()
}

// Dir returns the direction of writing, "ltr" or "rtl", for an attribute dir.
func (p Printer) Dir() string {
	if p.code == RTL {
		return "rtl"
	}
	return "ltr"
}
