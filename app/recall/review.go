package recall

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"
)

// maxDays is more than anybody's lifetime, and small enough for every sum.
const maxDays = math.MaxInt32

// review is one line of a replay. Card is the JSON that names the card, as it stood there; key is the same
// for two spellings of one name.
type review struct {
	card, key    []byte
	rating, days int
}

// parseReview reads a line, and says what is wrong with it. A line as programs write them is read in
// place; for any other the whole of JSON is at hand.
func parseReview(line []byte) (review, string) {
	v, plain := plainReview(line)
	if !plain {
		var reason string
		if v, reason = anyReview(line); reason != "" {
			return v, reason
		}
	}
	switch {
	case v.rating < int(Again) || v.rating > int(Easy):
		return v, fmt.Sprintf("rating %d; 1 (again), 2 (hard), 3 (good) or 4 (easy) could stand there", v.rating)
	case v.days < 0 || v.days > maxDays:
		return v, fmt.Sprintf("%d days; a whole number from 0 to %d could stand there", v.days, maxDays)
	}
	return v, ""
}

// anyReview reads a line with encoding/json.
func anyReview(line []byte) (review, string) {
	if !utf8.Valid(line) {
		return review{}, "bytes that are not UTF-8"
	}
	var fields struct {
		Card   json.RawMessage `json:"card"`
		Rating json.RawMessage `json:"rating"`
		Days   json.RawMessage `json:"days"`
	}
	if err := json.Unmarshal(line, &fields); err != nil {
		return review{}, "no JSON object: " + err.Error()
	}
	v := review{card: bytes.Clone(fields.Card)}
	var reason string
	if v.key, reason = cardKey(v.card); reason != "" {
		return v, reason
	}
	if v.rating, reason = whole("rating", fields.Rating); reason != "" {
		return v, reason
	}
	v.days, reason = whole("days", fields.Days)
	return v, reason
}

// cardKey tells cards apart: the text in quotes without escapes, or the number as it is written.
func cardKey(card []byte) (key []byte, reason string) {
	switch {
	case len(card) == 0:
		return nil, `no "card", the name of what was reviewed`
	case card[0] == '"':
		var text string
		if err := json.Unmarshal(card, &text); err != nil {
			return nil, `"card": ` + err.Error()
		}
		return []byte(`"` + text + `"`), ""
	case card[0] == '-' || isDigit(card[0]):
		return card, ""
	}
	return nil, fmt.Sprintf(`"card" is %.20s, where a text or a number could stand`, card)
}

// whole reads a whole number, also one written as 3.0 or 3e0.
func whole(name string, n json.RawMessage) (int, string) {
	if len(n) == 0 {
		return 0, fmt.Sprintf("no %q, where a whole number could stand", name)
	}
	value, err := strconv.ParseFloat(string(n), 64)
	if err != nil || value != math.Trunc(value) || math.Abs(value) > maxDays {
		return 0, fmt.Sprintf("%q is %.20s, where a whole number could stand", name, n)
	}
	return int(value), ""
}

// plainReview reads a line of the three fields in any order, with a name in plain characters and whole
// numbers in plain digits. It says false for every other line, right or wrong.
func plainReview(line []byte) (review, bool) {
	var v review
	var found int // a bit for each field
	p := plain{text: line}
	if !p.take('{') {
		return v, false
	}
	for {
		name := p.quoted()
		if !p.take(':') {
			return v, false
		}
		field := 0
		switch string(name) {
		case `"card"`:
			v.card, field = p.quoted(), 1
		case `"rating"`:
			v.rating, field = p.digits(), 2
		case `"days"`:
			v.days, field = p.digits(), 4
		}
		if field == 0 || found&field != 0 {
			return v, false
		}
		found |= field
		if p.take(',') {
			continue
		}
		closed := p.take('}')
		p.space()
		v.key = v.card
		return v, closed && !p.odd && p.at == len(p.text) && found == 7
	}
}

// plain reads JSON of the plainest kind. Whatever it cannot read makes it odd.
type plain struct {
	text []byte
	at   int
	odd  bool
}

func (p *plain) space() {
	for p.at < len(p.text) && (p.text[p.at] == ' ' || p.text[p.at] == '\t') {
		p.at++
	}
}

// take steps over a character, when it is the next.
func (p *plain) take(c byte) bool {
	p.space()
	if p.at < len(p.text) && p.text[p.at] == c {
		p.at++
		return true
	}
	return false
}

// quoted reads a text of printable ASCII without escapes, quotes included.
func (p *plain) quoted() []byte {
	p.space()
	start := p.at
	if !p.take('"') {
		p.odd = true
		return nil
	}
	for ; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; {
		case c == '"':
			p.at++
			return p.text[start:p.at]
		case c < ' ' || c == '\\' || c >= utf8.RuneSelf:
			p.odd = true
			return nil
		}
	}
	p.odd = true
	return nil
}

// digits reads a whole number of up to nine digits, without a zero before it.
func (p *plain) digits() int {
	p.space()
	start, n := p.at, 0
	for p.at < len(p.text) && isDigit(p.text[p.at]) && p.at-start <= 9 {
		n = n*10 + int(p.text[p.at]-'0')
		p.at++
	}
	length := p.at - start
	if length == 0 || length > 9 || (length > 1 && p.text[start] == '0') {
		p.odd = true
	}
	return n
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
