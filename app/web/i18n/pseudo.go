package i18n

import "strings"

// mapped returns the messages with each form rewritten.
func mapped(messages map[string]message, rewrite func(string) string) map[string]message {
	out := make(map[string]message, len(messages))
	for key, m := range messages {
		forms := message{}
		for form, text := range m {
			forms[form] = rewrite(text)
		}
		out[key] = forms
	}
	return out
}

// pseudo accents a text and makes it 40 % longer, leaving its places ("{{.Name}}") alone.
func pseudo(text string) string {
	var b strings.Builder
	rest, letters := text, 0
	for rest != "" {
		before, place, found := cutPlace(rest)
		letters += len(before)
		b.WriteString(accented(before))
		b.WriteString(place)
		if !found {
			break
		}
		rest = rest[len(before)+len(place):]
	}
	return "[" + b.String() + strings.Repeat("~", (letters*2+4)/5) + "]"
}

// cutPlace returns the text up to the next place, and that place.
func cutPlace(text string) (before, place string, found bool) {
	start := strings.Index(text, "{{")
	if start < 0 {
		return text, "", false
	}
	end := strings.Index(text[start:], "}}")
	if end < 0 {
		return text, "", false
	}
	return text[:start], text[start : start+end+2], true
}

func accented(text string) string {
	return strings.NewReplacer(
		"a", "á", "e", "é", "i", "í", "o", "ó", "u", "ú", "y", "ý", "c", "ç", "n", "ñ",
		"A", "Á", "E", "É", "I", "Í", "O", "Ó", "U", "Ú", "Y", "Ý", "C", "Ç", "N", "Ñ",
	).Replace(text)
}
