package scene

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity says how much a finding matters. Only errors keep a scenario from being published.
type Severity string

// The severities.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
	SeverityInfo    Severity = "info"
)

// Finding is one remark of the analysis on one place of one file.
type Finding struct {
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	File     string   `json:"file"`
	Line     int      `json:"line"`   // from 1; 0 when the finding is about the whole library
	Column   int      `json:"column"` // from 1, in characters
	Message  string   `json:"message"`
	Path     []string `json:"path"` // shortest way there: choice ids, "time out", ">= 70%", "else"

	Found    string `json:"-"` // for mistakes of syntax: what stands there
	Expected string `json:"-"` // and what could stand there
}

// SyntaxError says why a text is no scenario.
type SyntaxError struct{ Findings []Finding }

// Error lists the mistakes, one a line.
func (e *SyntaxError) Error() string {
	lines := make([]string, len(e.Findings))
	for i, f := range e.Findings {
		lines[i] = fmt.Sprintf("%d:%d: %s", f.Line, f.Column, f.Message)
	}
	return strings.Join(lines, "\n")
}

// findings gathers remarks of one file.
type findings []Finding

func (fs *findings) add(code string, severity Severity, at Position, format string, args ...any) *Finding {
	*fs = append(*fs, Finding{
		Code: code, Severity: severity, Line: at.Line, Column: at.Column,
		Message: fmt.Sprintf(format, args...), Path: []string{},
	})
	return &(*fs)[len(*fs)-1]
}

// mistake adds an S00: what was found, and what could stand there.
func (fs *findings) mistake(at Position, found, expected string) {
	f := fs.add("S00", SeverityError, at, "found %s; expected %s", found, expected)
	f.Found, f.Expected = found, expected
}

// lines returns the lines that have a finding.
func (fs findings) lines() map[int]bool {
	out := map[int]bool{}
	for _, f := range fs {
		out[f.Line] = true
	}
	return out
}

// sorted returns the findings by place, then by code.
func (fs findings) sorted() []Finding {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Code, b.Code))
	})
	return fs
}

// quoted shows a piece of a text in a message, cut to a readable length.
func quoted(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most-1]) + "…"
	}
	return "“" + text + "”"
}
