package factsfile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"understudy/app/civil"
)

// Mistake is one thing that is wrong with a file. Path is like people[0].spells[0].from, empty for the
// file as a whole.
type Mistake struct{ Path, Message string }

// Error says where and what.
func (m Mistake) Error() string {
	if m.Path == "" {
		return m.Message
	}
	return m.Path + ": " + m.Message
}

// reader collects mistakes while values are read. A value that is wrong reads as its zero.
type reader struct{ mistakes []Mistake }

func (r *reader) wrong(path, format string, args ...any) {
	r.mistakes = append(r.mistakes, Mistake{path, fmt.Sprintf(format, args...)})
}

// object is a JSON object at a path, read key by key.
type object struct {
	*reader
	node
	path string
}

// object takes a node that has to be an object with no keys but those named.
func (r *reader) object(n node, path string, keys ...string) (object, bool) {
	o := object{r, n, path}
	if n.kind != "object" {
		r.wrong(path, "expected an object, found %s", n.found())
		return o, false
	}
	for _, key := range n.keys {
		if !slices.Contains(keys, key) {
			r.wrong(o.at(key), "unknown key; known here are %s", strings.Join(keys, ", "))
		}
	}
	for _, key := range n.twice {
		r.wrong(o.at(key), "the key stands here twice")
	}
	return o, true
}

// found names a value that is of the wrong kind.
func (n node) found() string {
	switch n.kind {
	case "number":
		return "the number " + n.text
	case "text":
		return fmt.Sprintf("the text %q", n.text)
	case "object", "array":
		return "an " + n.kind
	default:
		return n.kind
	}
}

// at returns the path of a key. A key that could be mistaken for a path is quoted.
func (o object) at(key string) string {
	if key == "" || strings.ContainsAny(key, ".[]: \n\r\t") {
		key = strconv.Quote(key)
	}
	if o.path == "" {
		return key
	}
	return o.path + "." + key
}

// value returns the node of a key; absent and null are the same.
func (o object) value(key string) (node, bool) {
	n, ok := o.values[key]
	return n, ok && n.kind != "null"
}

// text reads an optional text.
func (o object) text(key string) (string, bool) {
	n, ok := o.value(key)
	if !ok {
		return "", false
	}
	if n.kind != "text" {
		o.wrong(o.at(key), "expected a text, found %s", n.found())
		return "", false
	}
	return n.text, true
}

// name reads a text that has to be there and not be empty.
func (o object) name(key string) (string, bool) {
	if _, ok := o.value(key); !ok {
		o.wrong(o.at(key), "is missing")
		return "", false
	}
	text, ok := o.text(key)
	if ok && text == "" {
		o.wrong(o.at(key), "may not be empty")
	}
	return text, ok && text != ""
}

// oneOf reads a text that has to be one of a few.
func (o object) oneOf(key, what string, allowed ...string) string {
	text, ok := o.name(key)
	if !ok {
		return ""
	}
	if !slices.Contains(allowed, text) {
		o.wrong(o.at(key), "%q is no %s; write %s", text, what, strings.Join(allowed, ", "))
		return ""
	}
	return text
}

// day reads an optional civil day.
func (o object) day(key string) civil.Date {
	text, ok := o.text(key)
	if !ok {
		return civil.Date{}
	}
	day, err := civil.Parse(text)
	if err != nil {
		o.wrong(o.at(key), "%s%s", err, hint(err))
	}
	return day
}

// hint adds what would be right where the error does not say it.
func hint(err error) string {
	if strings.Contains(err.Error(), ";") {
		return ""
	}
	return "; write a day that exists as YYYY-MM-DD"
}

// mustDay reads a day that has to be there.
func (o object) mustDay(key string) civil.Date {
	if _, ok := o.value(key); !ok {
		o.wrong(o.at(key), "is missing; write a day as YYYY-MM-DD")
		return civil.Date{}
	}
	return o.day(key)
}

// span reads from and to. From has to be there; to may be absent and may not lie before from.
func (o object) span() (from, to civil.Date) {
	from, to = o.mustDay("from"), o.day("to")
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		o.wrong(o.at("to"), "%s lies before from (%s); to is the first day after", to, from)
	}
	return from, to
}

// period reads an optional period, and whether it was stated.
func (o object) period(key string) (civil.Period, bool) {
	text, ok := o.text(key)
	if !ok {
		return civil.Period{}, false
	}
	period, err := civil.ParsePeriod(text)
	if err != nil {
		o.wrong(o.at(key), "%s", err)
	}
	return period, err == nil
}

// instant reads an optional RFC 3339 instant.
func (o object) instant(key string) time.Time {
	text, ok := o.text(key)
	if !ok {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		o.wrong(o.at(key), "%q is no instant; write RFC 3339, such as 2024-01-19T10:00:00Z", text)
	}
	return at
}

// revision reads a revision number, 1 or more.
func (o object) revision(key string) int {
	n, ok := o.value(key)
	if !ok {
		o.wrong(o.at(key), "is missing; write a whole number from 1")
		return 0
	}
	number, err := strconv.Atoi(n.text)
	if n.kind != "number" || err != nil || number < 1 {
		o.wrong(o.at(key), "expected a whole number from 1, found %s", n.found())
		return 0
	}
	return number
}

// list reads an optional array and calls read for each item with its path.
func (o object) list(key string, read func(n node, path string)) {
	n, ok := o.value(key)
	if !ok {
		return
	}
	if n.kind != "array" {
		o.wrong(o.at(key), "expected an array, found %s", n.found())
		return
	}
	for i, item := range n.items {
		read(item, fmt.Sprintf("%s[%d]", o.at(key), i))
	}
}
