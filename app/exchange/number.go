package exchange

import (
	"math"
	"strconv"
	"strings"
)

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// number reads a decimal number with a point, a sign and an exponent if need be. Go's own syntax also
// knows hexadecimal, underscores and infinity, which no format here does.
func number(text string) (value float64, ok bool) {
	text = strings.TrimSpace(text)
	for i := range len(text) {
		if !isDigit(text[i]) && !strings.ContainsRune("+-.eE", rune(text[i])) {
			return 0, false
		}
	}
	value, err := strconv.ParseFloat(text, 64)
	return value, err == nil
}

// between turns a range into its middle and half its width. Both are rounded to one decimal place
// more than the bounds have, so that 3.141..3.142 is 3.1415 ± 0.0005 and not the nearest thing to it.
func between(low, high string) (value, tolerance float64, ok bool) {
	a, fine := number(low)
	b, fine2 := number(high)
	if !fine || !fine2 || a > b || math.IsInf(b-a, 0) {
		return 0, 0, false
	}
	value, tolerance = a+(b-a)/2, (b-a)/2
	if strings.ContainsAny(low+high, "eE") {
		return value, tolerance, true
	}
	places := max(decimals(low), decimals(high)) + 1
	return rounded(value, places), rounded(tolerance, places), true
}

func decimals(text string) int {
	_, after, _ := strings.Cut(strings.TrimSpace(text), ".")
	return min(len(after), 300)
}

func rounded(value float64, places int) float64 {
	near, err := strconv.ParseFloat(strconv.FormatFloat(value, 'f', places, 64), 64)
	if err != nil {
		return value
	}
	return near
}

// decimal prints a number so that it reads back as the same.
func decimal(value float64) string { return strconv.FormatFloat(value, 'g', -1, 64) }

// percent prints a fraction for people.
func percent(fraction float64) string {
	return strconv.FormatFloat(math.Round(fraction*1e7)/1e5, 'f', -1, 64)
}

// hundredth reads a percentage as a fraction. The point moves before the number is made, so that
// 33.33333 is 0.3333333 and not what a division leaves.
func hundredth(text string) (fraction float64, ok bool) {
	text = strings.TrimSpace(text)
	if _, ok = number(text); !ok {
		return 0, false
	}
	if strings.ContainsAny(text, "eE") {
		fraction, ok = number(text)
		return fraction/100 + 0, ok
	}
	fraction, ok = number(text + "e-2")
	return fraction + 0, ok // and not -0
}

// percentage prints a fraction as the percentage that hundredth reads back.
func percentage(fraction float64) string {
	whole, digits, _ := strings.Cut(strconv.FormatFloat(math.Abs(fraction), 'f', -1, 64), ".")
	digits += "00"
	out := strings.TrimLeft(whole+digits[:2], "0")
	if rest := strings.TrimRight(digits[2:], "0"); rest != "" {
		out += "." + rest
	}
	if out == "" || out[0] == '.' {
		out = "0" + out
	}
	if fraction < 0 {
		return "-" + out
	}
	return out
}

// weights lists the percentages that Moodle knows, and with it GIFT.
func weights() []float64 {
	return []float64{100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0}
}

// weight returns the listed weight that a percentage stands for, as a fraction. Fractions may be off
// by 1e-5.
func weight(percentage float64) (fraction float64, ok bool) {
	for _, w := range weights() {
		if math.Abs(math.Abs(percentage)-w) < 1e-3 {
			if w == 0 {
				return 0, true // and not -0
			}
			return math.Copysign(rounded(w/100, 7), percentage), true
		}
	}
	return 0, false
}
