package bench

import (
	"fmt"
	"strings"
	"text/tabwriter"
)

// row is one measure as the table shows it.
type row struct {
	measure, ours, yardstick, ratio, must, aim string
	met                                        verdict
}

// verdict says which of its two targets a measure met.
type verdict string

const (
	missed  verdict = "no"
	met     verdict = "must"
	reached verdict = "aim"
	noGoal  verdict = "–"
)

// atMost judges a figure that should be small, atLeast one that should be large.
func atMost(got, must, aim float64) verdict  { return judge(got <= must, got <= aim) }
func atLeast(got, must, aim float64) verdict { return judge(got >= must, got >= aim) }

// hoped judges a figure that has an aim alone.
func hoped(aim bool) verdict { return judge(aim, aim) }

func judge(must, aim bool) verdict {
	switch {
	case must && aim:
		return reached
	case must:
		return met
	default:
		return missed
	}
}

// table writes rows as a Markdown table that reads well as plain text too.
func table(rows []row) string {
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 0, 1, ' ', 0)
	line := func(cells ...string) { _, _ = fmt.Fprintln(w, "| "+strings.Join(cells, "\t| ")+"\t|") }
	line("measure", "ours", "yardstick", "ratio", "must", "aim", "met")
	line("---", "---", "---", "---", "---", "---", "---")
	for _, r := range rows {
		line(r.measure, r.ours, r.yardstick, r.ratio, r.must, r.aim, string(r.met))
	}
	_ = w.Flush() // a builder takes everything
	return out.String()
}
