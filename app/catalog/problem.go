package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Problem is one mistake in one document.
type Problem struct {
	File      string
	Line, Col int    // from 1, columns in characters; 0 where the mistake is about the file as a whole
	Found     string // what stands there, empty for nothing
	Expected  string // what could stand there
	Message   string
	Warning   bool // worth mending, but the document can be used
}

// String returns the problem on one line, as editors and compilers write it.
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", p.Line, p.Col)
	}
	b.WriteString(": ")
	if p.Warning {
		b.WriteString("warning: ")
	}
	b.WriteString(p.Message)
	if p.Found != "" {
		fmt.Fprintf(&b, "; found %s", p.Found)
	}
	if p.Expected != "" {
		fmt.Fprintf(&b, "; expected %s", p.Expected)
	}
	return b.String()
}

// Broken reports whether any of the problems keeps a document from being used.
func Broken(problems []Problem) bool {
	return slices.ContainsFunc(problems, func(p Problem) bool { return !p.Warning })
}

// sorted returns problems by file and place, each once.
func sorted(problems []Problem) []Problem {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(problems)
}

// place is a line and a column of a file, both from 1.
type place struct{ Line, Col int }

// report collects the problems of one file.
type report struct {
	file string
	list *[]Problem
}

// mostProblems is how many mistakes of one file are listed. Somebody who made more opened the wrong
// file, and a server should not spend its time on listing them.
const mostProblems = 1000

// add reports a mistake with what was found and what could stand there.
func (r report) add(at place, message, found, expected string) {
	if r.full() {
		return
	}
	*r.list = append(*r.list, Problem{File: r.file, Line: at.Line, Col: at.Col, Message: message, Found: found, Expected: expected})
	if r.full() {
		*r.list = append(*r.list, Problem{File: r.file, Message: "more mistakes follow that are not listed"})
	}
}

// warn reports what is worth mending.
func (r report) warn(at place, message, found, expected string) {
	if r.full() {
		return
	}
	*r.list = append(*r.list, Problem{File: r.file, Line: at.Line, Col: at.Col, Message: message, Found: found, Expected: expected, Warning: true})
}

// full reports whether the file has used up its mistakes; those of one file stand together.
func (r report) full() bool {
	n := len(*r.list)
	return n >= mostProblems && (*r.list)[n-mostProblems].File == r.file
}

// known reports a word that is not one of those allowed, with the nearest that is.
func (r report) known(word text, what string, allowed []string) bool {
	if word.S == "" || slices.Contains(allowed, word.S) {
		return word.S != ""
	}
	r.add(word.place, "unknown "+what, quoted(word.S), choices(word.S, allowed))
	return false
}

// within reports a whole number that is out of its range.
func (r report) within(n number, what string, low, high int) {
	if n.Set && (n.N < low || n.N > high) {
		r.add(n.place, what+" is out of range", fmt.Sprint(n.N), fmt.Sprintf("%d to %d", low, high))
	}
}

// twice reports every word that stands in a list for the second time.
func (r report) twice(words []text, what string) {
	seen := map[string]place{}
	for _, w := range words {
		if first, again := seen[w.S]; again && w.S != "" {
			r.add(w.place, "the same "+what+" stands twice", quoted(w.S), fmt.Sprintf("another one; the first is on line %d", first.Line))
			continue
		}
		seen[w.S] = w.place
	}
}

// quoted shortens a text for a message.
func quoted(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// choices lists what could stand there, the likeliest first where one is within two letters.
func choices(found string, allowed []string) string {
	best, least := "", 3
	for _, word := range allowed {
		if d := distance(found, word); d < least && d < len(word) {
			best, least = word, d
		}
	}
	listed := strings.Join(allowed, ", ")
	const most = 12
	if len(allowed) > most {
		listed = strings.Join(allowed[:most], ", ") + fmt.Sprintf(" … (%d in all)", len(allowed))
	}
	if best != "" && len(allowed) > 1 {
		return best + "? one of " + listed
	}
	return cmp.Or(listed, "nothing: there is none")
}

// distance is Levenshtein's: letters to insert, delete or exchange.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		left := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := left
			if a[i] != b[j] {
				cost = min(left, row[j], row[j+1]) + 1
			}
			left, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
