package i18n

import (
	"fmt"
	"strings"
)

// piece is a stretch of a text: its own words, or the name of a place where a value goes.
type piece struct {
	words string
	place string
}

// piecesOf cuts a text with simple places, {{.Name}}, into pieces. Most texts with places are such ones,
// and a page has dozens: the template engine takes ten times as long over them. Another text is refused.
func piecesOf(text string) ([]piece, bool) {
	var out []piece
	for {
		words, rest, more := strings.Cut(text, "{{")
		out = append(out, piece{words: words})
		if !more {
			return out, true
		}
		name, after, closed := strings.Cut(rest, "}}")
		place, simple := strings.CutPrefix(name, ".")
		if !closed || !simple || place == "" || strings.ContainsAny(place, " .|-\"`()") {
			return nil, false
		}
		out, text = append(out, piece{place: place}), after
	}
}

// fill puts the values of pairs into the places. It refuses where a place has no value.
func (p Printer) fill(pieces []piece, pairs []any) (string, bool) {
	var out strings.Builder
	for _, piece := range pieces {
		if piece.place == "" {
			out.WriteString(piece.words)
			continue
		}
		value, found := valueOf(piece.place, pairs)
		if !found {
			return "", false
		}
		count, number := whole(value)
		switch text, isText := value.(string); {
		case isText:
			out.WriteString(text)
		case number && piece.place == "Count":
			out.WriteString(p.Number(count))
		default:
			_, _ = fmt.Fprint(&out, value) // a builder takes everything
		}
	}
	return out.String(), true
}

// valueOf returns the last value with a name.
func valueOf(name string, pairs []any) (value any, found bool) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			value, found = pairs[i+1], true
		}
	}
	return value, found
}
