package scene

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// WriteJSON writes a finding a line, then a summary a line for each scenario.
func (r Report) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, f := range r.Findings {
		if err := enc.Encode(f); err != nil {
			return err
		}
	}
	for _, s := range r.Summaries {
		if err := enc.Encode(s); err != nil {
			return err
		}
	}
	return nil
}

// WriteText writes the report for people.
func (r Report) WriteText(w io.Writer) error {
	for _, f := range r.Findings {
		if _, err := fmt.Fprintln(w, f.text()); err != nil {
			return err
		}
	}
	for _, s := range r.Summaries {
		if _, err := fmt.Fprintln(w, s.text()); err != nil {
			return err
		}
	}
	return nil
}

func (f Finding) text() string {
	where := "the library"
	if f.Line > 0 {
		where = fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column)
	}
	out := fmt.Sprintf("%s: %s %s: %s", where, f.Severity, f.Code, f.Message)
	if len(f.Path) > 0 {
		out += "\n    by way of " + strings.Join(f.Path, ", ")
	}
	return out
}

func (s Summary) text() string {
	if s.States == 0 {
		return fmt.Sprintf("%s: %s", s.File, s.Limit)
	}
	walk := "exhaustive"
	if !s.Exhaustive {
		walk = "not exhaustive: " + s.Limit
	}
	return fmt.Sprintf("%s: %d scenes, %d choices, %d states (%s), scores from %d%% to %d%%",
		s.File, s.Scenes, s.Choices, s.States, walk, s.ScoreMin, s.ScoreMax)
}
