package demo

import (
	"time"

	"understudy/app/civil"
)

// closedOn is the day of the week on which nobody works.
const closedOn = time.Sunday

// workday returns a day, or the day before it where that one is closed.
func workday(d civil.Date) civil.Date {
	if d.Weekday() == closedOn {
		return d.AddDays(-1)
	}
	return d
}

// daysAgo returns a working day about n days before today.
func (w world) daysAgo(n int) civil.Date { return workday(w.today.AddDays(-n)) }

// ending returns a working day from which a number of periods end between least and most days after today.
// Several are tried, since months differ in length and some ends have no beginning: no day plus a year
// is 29 February 2028.
func (w world) ending(p civil.Period, periods, least, most int) civil.Date {
	middle := w.today.AddDays((least + most) / 2).Minus(p.Times(periods))
	for off := range 60 {
		for _, d := range []civil.Date{middle.AddDays(off), middle.AddDays(-off)} {
			left := d.Plus(p.Times(periods)).Days(w.today)
			if left >= least && left <= most && d.Weekday() != closedOn {
				return d
			}
		}
	}
	return middle
}

// spread returns the day of each of n pieces of work done from one day to another, on working days, the
// last piece on the last day.
func spread(n int, from, to civil.Date) []civil.Date {
	days := make([]civil.Date, n)
	span := max(0, to.Days(from))
	for i := range days {
		share := span
		if n > 1 {
			share = span * i / (n - 1)
		}
		days[i] = civil.Latest(from, workday(from.AddDays(share)))
	}
	return days
}
