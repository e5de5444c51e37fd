// Package civil holds calendar dates and periods without time or zone.
//
// A duty that is due on the first of March is due on that day wherever the server stands, so nothing
// in here knows an hour. Periods are added in calendar units and keep to the month's end.
package civil

import (
	"fmt"
	"time"
)

// Date is one day of the proleptic Gregorian calendar, from 0001-01-01 to 9999-12-31.
// The zero Date is no day at all; see [Date.IsZero]. Dates compare with ==.
type Date struct{ ordinal int32 } // days since 0001-01-01, plus one

const (
	originUnix    = -62135596800 // seconds from the Unix epoch to 0001-01-01
	secondsPerDay = 24 * 60 * 60
	maxYear       = 9999
)

// Of returns the date of a year, month and day that exist; it panics on any other, since it is meant
// for dates written in code. Use [Parse] for what people type.
func Of(year int, month time.Month, day int) Date {
	d, ok := fromParts(year, month, day)
	if !ok {
		panic(fmt.Sprintf("civil: %04d-%02d-%02d is no day", year, month, day))
	}
	return d
}

// In returns the day that an instant falls on in a zone.
func In(instant time.Time, zone *time.Location) Date {
	y, m, d := instant.In(zone).Date()
	date, _ := fromParts(y, m, d)
	return date
}

func fromParts(year int, month time.Month, day int) (Date, bool) {
	if year < 1 || year > maxYear || month < 1 || month > 12 || day < 1 || day > DaysIn(year, month) {
		return Date{}, false
	}
	unix := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()
	return Date{int32((unix-originUnix)/secondsPerDay) + 1}, true
}

// DaysIn returns the number of days of a month.
func DaysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// Parse reads a date written YYYY-MM-DD. The error names the text and what is wrong with it.
func Parse(text string) (Date, error) {
	if len(text) != len("2006-01-02") || text[4] != '-' || text[7] != '-' {
		return Date{}, fmt.Errorf("%q is not a date; write YYYY-MM-DD, such as 2026-03-01", text)
	}
	year, okY := digits(text[:4])
	month, okM := digits(text[5:7])
	day, okD := digits(text[8:])
	if !okY || !okM || !okD {
		return Date{}, fmt.Errorf("%q is not a date; write YYYY-MM-DD, such as 2026-03-01", text)
	}
	d, ok := fromParts(year, time.Month(month), day)
	if !ok {
		return Date{}, fmt.Errorf("%s is no day", text)
	}
	return d, nil
}

func digits(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// IsZero reports whether d is no day at all.
func (d Date) IsZero() bool { return d.ordinal == 0 }

// Parts returns year, month and day; all zero for the zero Date.
func (d Date) Parts() (year int, month time.Month, day int) {
	if d.IsZero() {
		return 0, 0, 0
	}
	return d.midnight().Date()
}

func (d Date) midnight() time.Time {
	return time.Unix(originUnix+int64(d.ordinal-1)*secondsPerDay, 0).UTC()
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.midnight().Weekday() }

// Start returns the first instant of the day in a zone.
func (d Date) Start(zone *time.Location) time.Time {
	y, m, day := d.Parts()
	return time.Date(y, m, day, 0, 0, 0, 0, zone)
}

// Before reports whether d is earlier than other. The zero Date is earlier than any day.
func (d Date) Before(other Date) bool { return d.ordinal < other.ordinal }

// After reports whether d is later than other.
func (d Date) After(other Date) bool { return d.ordinal > other.ordinal }

// Compare returns −1, 0 or +1 as d is earlier than, equal to or later than other.
func (d Date) Compare(other Date) int {
	switch {
	case d.ordinal < other.ordinal:
		return -1
	case d.ordinal > other.ordinal:
		return 1
	default:
		return 0
	}
}

// Days returns the number of days from other to d, negative when d is earlier.
func (d Date) Days(other Date) int { return int(d.ordinal) - int(other.ordinal) }

// AddDays returns the day n days later (earlier for negative n), kept within the calendar's range.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	return clampOrdinal(int64(d.ordinal) + int64(n))
}

func clampOrdinal(n int64) Date {
	first, last := int64(1), int64(Of(maxYear, 12, 31).ordinal)
	return Date{int32(min(max(n, first), last))}
}

// Earliest returns the earliest of the days given, leaving out zero Dates; zero when there is none.
func Earliest(days ...Date) Date {
	var least Date
	for _, d := range days {
		if !d.IsZero() && (least.IsZero() || d.Before(least)) {
			least = d
		}
	}
	return least
}

// Latest returns the latest of the days given; zero when there is none.
func Latest(days ...Date) Date {
	var last Date
	for _, d := range days {
		if d.After(last) {
			last = d
		}
	}
	return last
}

// Ordinal returns the days since 0001-01-01 plus one, 0 for the zero Date.
func (d Date) Ordinal() int32 { return d.ordinal }

// FromOrdinal is the inverse of [Date.Ordinal]; what is out of range becomes the zero Date.
func FromOrdinal(n int32) Date {
	if n < 1 || n > Of(maxYear, 12, 31).ordinal {
		return Date{}
	}
	return Date{n}
}

// String returns YYYY-MM-DD, or an empty text for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	y, m, day := d.Parts()
	return fmt.Sprintf("%04d-%02d-%02d", y, m, day)
}

// MarshalJSON writes "YYYY-MM-DD", or null for the zero Date.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Date) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		*d = Date{}
		return nil
	}
	if len(text) < 2 || text[0] != '"' || text[len(text)-1] != '"' {
		return fmt.Errorf("%s is not a date; write \"YYYY-MM-DD\"", text)
	}
	parsed, err := Parse(string(text[1 : len(text)-1]))
	if err == nil {
		*d = parsed
	}
	return err
}
