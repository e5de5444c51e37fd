package quiz

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"understudy/app/people"
)

// MostTyped is how long an answer to type may be, in characters.
const MostTyped = 200

// fold returns a text the way answers are compared: without capitals, accents and doubled spaces, and
// with one kind of apostrophe and of hyphen.
func fold(text string) string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case r >= 0x300 && r <= 0x36f: // accents written by themselves
			return -1
		case r == '’' || r == '‘' || r == 'ʼ' || r == '`':
			return '\''
		case r >= 0x2010 && r <= 0x2015 || r == '−':
			return '-'
		default:
			return r
		}
	}, text)
	return people.Fold(plain)
}

// fits reports whether a folded text has a form. As in Moodle, * in the form stands for any text, also
// none, and \* for an asterisk.
func fits(typed, form string) bool {
	pieces := strings.Split(strings.ReplaceAll(fold(form), `\*`, "\x00"), "*")
	for i := range pieces {
		pieces[i] = strings.ReplaceAll(pieces[i], "\x00", "*")
	}
	last := len(pieces) - 1
	if last == 0 {
		return typed == pieces[0]
	}
	rest, found := strings.CutPrefix(typed, pieces[0])
	if !found {
		return false
	}
	for _, piece := range pieces[1:last] { // the leftmost place leaves the most room for what follows
		if _, rest, found = strings.Cut(rest, piece); !found {
			return false
		}
	}
	return strings.HasSuffix(rest, pieces[last])
}

// Numbers returns what a typed number may mean; nothing where it is none. Points and commas, spaces
// between thousands and every kind of minus are understood, and a unit may stand before or after it.
// Only a comma before exactly three figures is open: 1,234 is both 1234 and 1.234.
func Numbers(text string, units []string) []float64 {
	plain := bare(fold(text), units)
	plain = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "\u2009", "", "'", "").Replace(plain)
	if !regexp.MustCompile(`^[+-]?(\d[\d.,]*|[.,]\d+)$`).MatchString(plain) {
		return nil
	}
	var out []float64
	for _, reading := range readings(plain) {
		if number, err := strconv.ParseFloat(reading, 64); err == nil && !slices.Contains(out, number) {
			out = append(out, number)
		}
	}
	return out
}

// bare takes one unit off a folded text.
func bare(text string, units []string) string {
	for _, unit := range units {
		unit = fold(unit)
		if rest, found := strings.CutSuffix(text, unit); found && unit != "" {
			return strings.TrimSpace(rest)
		}
		if rest, found := strings.CutPrefix(text, unit); found && unit != "" {
			return strings.TrimSpace(rest)
		}
	}
	return text
}

// readings returns the plain decimal numbers that a text of figures, points and commas may stand for.
func readings(text string) []string {
	points, commas := strings.Count(text, "."), strings.Count(text, ",")
	grouped := func(mark string) bool {
		return regexp.MustCompile(`^[+-]?[1-9]\d{0,2}(` + regexp.QuoteMeta(mark) + `\d{3})+$`).MatchString(text)
	}
	switch {
	case points > 0 && commas > 0:
		return mixed(text)
	case commas == 1 && grouped(","):
		return []string{strings.ReplaceAll(text, ",", ""), strings.Replace(text, ",", ".", 1)}
	case commas > 1 && grouped(","):
		return []string{strings.ReplaceAll(text, ",", "")}
	case points > 1 && grouped("."):
		return []string{strings.ReplaceAll(text, ".", "")}
	case points+commas <= 1:
		return []string{strings.Replace(text, ",", ".", 1)}
	default:
		return nil
	}
}

// mixed reads a text with points and commas: the last mark is the decimal one, and stands once; the
// other parts thousands.
func mixed(text string) []string {
	decimal, thousands := ".", ","
	if strings.LastIndex(text, ",") > strings.LastIndex(text, ".") {
		decimal, thousands = ",", "."
	}
	whole, fraction, _ := strings.Cut(text, decimal)
	if strings.Contains(fraction, decimal) || strings.Contains(fraction, thousands) || slices.Contains(strings.Split(whole, thousands), "") {
		return nil
	}
	for _, group := range strings.Split(whole, thousands)[1:] {
		if len(group) != 3 {
			return nil
		}
	}
	return []string{strings.ReplaceAll(whole, thousands, "") + "." + fraction}
}
