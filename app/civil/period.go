package civil

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Period is a span in calendar units, such as P1Y or P2W. No unit is negative.
type Period struct{ Years, Months, Weeks, Days int }

// maxUnit bounds one unit of a period: ten thousand days is 27 years, more than any programme runs.
const maxUnit = 10000

// ParsePeriod reads the date part of an ISO 8601 duration: P1Y, P6M, P2W, P30D, P1Y6M, P0D.
// Units stand in that order, each at most once. Negative and time parts are refused.
func ParsePeriod(text string) (Period, error) {
	bad := func(why string) (Period, error) {
		return Period{}, fmt.Errorf("%q is not a period: %s; write for example P1Y, P6M, P2W or P30D", text, why)
	}
	if strings.Contains(text, "-") {
		return bad("it may not be negative")
	}
	rest, found := strings.CutPrefix(text, "P")
	if !found || rest == "" {
		return bad("it starts with P and has at least one unit")
	}
	var p Period
	units := []struct {
		letter byte
		to     *int
	}{{'Y', &p.Years}, {'M', &p.Months}, {'W', &p.Weeks}, {'D', &p.Days}}
	next := 0
	for rest != "" {
		end := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
		if end < 1 {
			return bad("a number comes before each unit")
		}
		n, err := strconv.Atoi(rest[:end])
		if err != nil || n > maxUnit {
			return bad(fmt.Sprintf("no unit is above %d", maxUnit))
		}
		for next < len(units) && units[next].letter != rest[end] {
			next++
		}
		if next == len(units) {
			return bad("the units are Y, M, W and D, in this order, each once")
		}
		*units[next].to = n
		next, rest = next+1, rest[end+1:]
	}
	return p, nil
}

// IsZero reports whether p spans no time.
func (p Period) IsZero() bool { return p == Period{} }

// Times returns the period k times over, unit by unit; k may be negative for [Date.Plus].
func (p Period) Times(k int) Period {
	return Period{p.Years * k, p.Months * k, p.Weeks * k, p.Days * k}
}

// Plus adds years and months first, clamped to the month's end, then weeks and days:
// 31 January plus one month is the last of February. The zero Date stays zero.
func (d Date) Plus(p Period) Date {
	if d.IsZero() {
		return d
	}
	year, month, day := d.Parts()
	months := int64(year)*12 + int64(month-1) + int64(p.Years)*12 + int64(p.Months)
	if months < 12 {
		return clampOrdinal(0)
	}
	if months >= (maxYear+1)*12 {
		return clampOrdinal(1 << 40)
	}
	year, month = int(months/12), time.Month(months%12)+1
	moved, _ := fromParts(year, month, min(day, DaysIn(year, month)))
	return clampOrdinal(int64(moved.ordinal) + int64(p.Weeks)*7 + int64(p.Days))
}

// Minus subtracts a period the way [Date.Plus] adds one.
func (d Date) Minus(p Period) Date { return d.Plus(p.Times(-1)) }

// String returns the period as [ParsePeriod] reads it; P0D for the zero Period.
func (p Period) String() string {
	if p.IsZero() {
		return "P0D"
	}
	var b strings.Builder
	b.WriteByte('P')
	for _, u := range []struct {
		n    int
		unit byte
	}{{p.Years, 'Y'}, {p.Months, 'M'}, {p.Weeks, 'W'}, {p.Days, 'D'}} {
		if u.n != 0 {
			b.WriteString(strconv.Itoa(u.n))
			b.WriteByte(u.unit)
		}
	}
	return b.String()
}

// MarshalText writes the ISO form.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads the ISO form.
func (p *Period) UnmarshalText(text []byte) error {
	if p == nil {
		return errors.New("civil: nil period")
	}
	parsed, err := ParsePeriod(string(text))
	if err == nil {
		*p = parsed
	}
	return err
}
