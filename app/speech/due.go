package speech

import "strings"

// minutes of a day and of an hour.
const (
	hourMinutes = 60
	dayMinutes  = 24 * hourMinutes
)

// due returns the minute of the day that a time names, −1 where it names none or another day: "by 11:15",
// "before four pm", "in ten minutes". Of the two readings of a bare "four" the next by the scene's clock is
// taken, or the one in working hours where no clock is known.
func (d *desk) due(s int, t timed) int {
	units := d.reading.sentences[s].units[t.from:t.to]
	within, pm, am := false, false, false
	unitMinutes := 0
	value, minute, found := 0, 0, false
	for _, u := range units {
		switch u.word {
		case "in", "within":
			within = true
		case "minute", "minutes", "min", "mins":
			unitMinutes = 1
		case "hour", "hours", "hr", "hrs":
			unitMinutes = hourMinutes
		case "pm":
			pm = true
		case "am":
			am = true
		case "noon", "midday":
			value, found = 12, true
		default:
			if n, m, ok := clockValue(u.word); ok && !found {
				value, minute, found = n, m, true
			}
		}
	}
	switch {
	case within && unitMinutes > 0 && d.context.Clock > 0:
		return (d.context.Clock + max(1, value)*unitMinutes) % dayMinutes
	case within || unitMinutes > 0 || !found || value > 23:
		return -1
	case pm && value < 12:
		value += 12
	case am || pm || value > 12:
	default:
		value = nextReading(value, minute, d.context.Clock)
	}
	return value*hourMinutes + minute
}

// nextReading tells four in the afternoon from four in the morning.
func nextReading(hour, minute, clock int) int {
	if clock <= 0 {
		clock = 7 * hourMinutes
	}
	if hour*hourMinutes+minute < clock && hour < 12 {
		return hour + 12
	}
	return hour
}

// clockValue reads 11:15, 11.15, 4 or eleven.
func clockValue(word string) (hour, minute int, ok bool) {
	for i, name := range strings.Fields("zero one two three four five six seven eight nine ten eleven twelve") {
		if word == name {
			return i, 0, true
		}
	}
	digits, colon := [2]int{}, 0
	for _, r := range word {
		switch {
		case r >= '0' && r <= '9':
			if digits[colon] = digits[colon]*10 + int(r-'0'); digits[colon] > 59 {
				return 0, 0, false
			}
		case (r == ':' || r == '.') && colon == 0:
			colon = 1
		default:
			return 0, 0, false
		}
	}
	return digits[0], digits[1], word != ""
}
