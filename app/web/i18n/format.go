package i18n

import (
	"strconv"
	"strings"

	"understudy/app/civil"
)

// Spaces that keep what belongs together on one line.
const (
	noBreak     = "\u00a0"
	thinNoBreak = "\u202f"
)

// Date writes a day: "20 May 2026", "1er mai 2026". It is empty for no day.
func (p Printer) Date(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	year, _, _ := d.Parts()
	return p.DayMonth(d) + noBreak + strconv.Itoa(year)
}

// DayMonth writes a day without its year: "20 May", "20 mai".
func (p Printer) DayMonth(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	_, month, day := d.Parts()
	number := strconv.Itoa(day)
	if p.code == French && day == 1 {
		number = "1er"
	}
	return number + noBreak + p.T("date.month."+strconv.Itoa(int(month)))
}

// LongDate writes a day with its weekday: "Wednesday 20 May 2026".
func (p Printer) LongDate(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return p.T("date.weekday."+strconv.Itoa(int(d.Weekday()))) + " " + p.Date(d)
}

// Number writes a whole number, in groups of three from 10,000 up in French and 1,000 in English.
func (p Printer) Number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "−", digits[1:]
	}
	separator, least := ",", 4
	if p.code == French {
		separator, least = thinNoBreak, 5
	}
	if len(digits) < least {
		return sign + digits
	}
	var groups []string
	for len(digits) > 3 {
		groups = append([]string{digits[len(digits)-3:]}, groups...)
		digits = digits[:len(digits)-3]
	}
	return sign + strings.Join(append([]string{digits}, groups...), separator)
}

// Decimal writes a number with so many digits after the point, or the comma.
func (p Printer) Decimal(f float64, digits int) string {
	whole, fraction, found := strings.Cut(strconv.FormatFloat(f, 'f', digits, 64), ".")
	n, err := strconv.Atoi(whole)
	if err != nil {
		return whole
	}
	out := p.Number(n)
	if n == 0 && strings.HasPrefix(whole, "-") {
		out = "−0"
	}
	switch {
	case !found:
		return out
	case p.code == French:
		return out + "," + fraction
	default:
		return out + "." + fraction
	}
}

// Percent writes a share in percent: "46%", "46 %".
func (p Printer) Percent(n int) string {
	if p.code == French {
		return p.Number(n) + thinNoBreak + "%"
	}
	return p.Number(n) + "%"
}

// List joins texts the way they are said: "a, b and c".
func (p Printer) List(items []string) string {
	switch n := len(items); n {
	case 0:
		return ""
	case 1:
		return items[0]
	default:
		return strings.Join(items[:n-1], ", ") + " " + p.T("list.and") + " " + items[n-1]
	}
}
