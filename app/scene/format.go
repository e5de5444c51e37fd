package scene

import (
	"slices"
	"strconv"
	"strings"
)

// Format returns a scenario in canonical form. Spacing and blank lines are made regular, lines that
// people read get the text ids they lack, and the ids line holds the highest number ever given.
// Nothing else changes, and formatting twice changes nothing more. A source that does not parse gives
// a [SyntaxError].
func Format(source string) (string, error) {
	s, found := Parse([]byte(source))
	if len(found) > 0 {
		return "", &SyntaxError{found}
	}
	assignIDs(s)
	return Print(s), nil
}

// assignIDs gives a text id to every text that has none: l for lines, c for choices, m for model
// replies, and a number above any that the file has seen.
func assignIDs(s *Scenario) {
	highest := highestID(s)
	for r := range s.rows {
		id, letter := textID(r)
		if id != nil && *id == "" {
			highest++
			*id = letter + strconv.Itoa(highest)
		}
	}
	row := find[*IDs](s.Header)
	switch {
	case row != nil:
		row.Highest = highest
	case highest > 0:
		s.Header = append(slices.Clip(s.Header), &IDs{Highest: highest})
	}
}

// highestID returns the highest number in the text ids and on the ids line.
func highestID(s *Scenario) int {
	highest := 0
	if row := find[*IDs](s.Header); row != nil {
		highest = row.Highest
	}
	for r := range s.rows {
		if id, _ := textID(r); id != nil {
			highest = max(highest, trailingNumber(*id))
		}
	}
	return highest
}

// textID returns where a row keeps its text id, and the letter of a new one; nil for other rows.
func textID(r Row) (id *string, letter string) {
	switch r := r.(type) {
	case *Speech:
		return &r.ID, "l"
	case *Narration:
		return &r.ID, "l"
	case *Choice:
		return &r.ID, "c"
	case *Model:
		return &r.ID, "m"
	default:
		return nil, ""
	}
}

// trailingNumber returns the number that an id ends with, 0 when there is none that could be given.
func trailingNumber(id string) int {
	digits := id[len(strings.TrimRight(id, "0123456789")):]
	n, err := strconv.Atoi(digits)
	if err != nil || n > maxNumber {
		return 0
	}
	return n
}
