package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"text/tabwriter"

	"understudy/app/quiz"
)

type quizCmd struct {
	Stats  quizStatsCmd  `cmd:"" help:"Compute a quiz's statistics from a table of marks."`
	Paper  quizPaperCmd  `cmd:"" help:"Draw a paper from its seed."`
	Import quizImportCmd `cmd:"" help:"Read questions in another system's format."`
}

// quizStatsCmd computes the statistics of a quiz and its questions.
type quizStatsCmd struct {
	Max  string `placeholder:"1,1,8" help:"Each question's maximum in column order; 1 where there is none."`
	JSON bool   `name:"json" help:"Print one JSON object instead of a table."`
	File string `arg:"" help:"CSV file of marks; - reads standard input."`
}

// Help describes the file and what comes out.
func (quizStatsCmd) Help() string {
	return `The file is CSV in UTF-8 with commas. Its first line is a header; its first column is the attempt's id, and every other column a question with the marks it was given. An empty cell is a question without an answer and counts as a mark of 0. A mark above the question's maximum, or as far under 0, is refused with its line and column.

The definitions are those of Moodle's quiz statistics report. Facility is a fraction; mean, median, standard deviation and standard error are in marks; internal consistency (CIC), error ratio, discrimination, efficiency and weight are in percent; skewness and kurtosis are plain numbers. What is not defined is null, in the table a dash: whatever needs a spread that is not there, the weight of a question that goes against the total, standard deviations of fewer than two attempts, kurtosis of fewer than four, and all else beyond mean, median and facility of fewer than three.`
}

// Run prints the statistics; bad input ends with exit code 2.
func (c *quizStatsCmd) Run(ctx *cli) error {
	maxima, err := quiz.ParseMaxima(c.Max)
	if err != nil {
		return exitError{exitUsage, "--max: " + err.Error()}
	}
	sheet, err := c.read(ctx.stdin, maxima)
	var wrong *quiz.SheetError
	switch {
	case errors.As(err, &wrong) && wrong.Line > 0:
		return exitError{exitUsage, fmt.Sprintf("%s:%s", c.File, wrong)}
	case err != nil:
		return exitError{exitUsage, fmt.Sprintf("%s: %s", c.File, err)}
	}
	statistics := sheet.Statistics()
	if c.JSON {
		encoder := json.NewEncoder(ctx.stdout)
		encoder.SetEscapeHTML(false)
		return encoder.Encode(statistics)
	}
	return writeStatistics(ctx.stdout, statistics)
}

func (c *quizStatsCmd) read(stdin io.Reader, maxima []float64) (quiz.MarkSheet, error) {
	if c.File == "-" {
		return quiz.ReadMarks(stdin, maxima)
	}
	file, err := os.Open(c.File)
	if err != nil {
		return quiz.MarkSheet{}, errors.Unwrap(err) // the name is said already
	}
	defer func() { _ = file.Close() }() // only read
	return quiz.ReadMarks(file, maxima)
}

// writeStatistics prints a table for people.
func writeStatistics(w io.Writer, s quiz.Statistics) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	line := func(name, value string) { _, _ = fmt.Fprintf(table, "%s\t%s\n", name, value) } // Flush reports what failed
	line("attempts", strconv.Itoa(s.N))
	line("mean", figure(s.Mean, ""))
	line("median", figure(s.Median, ""))
	line("standard deviation", figure(s.SD, ""))
	line("skewness", figure(s.Skewness, ""))
	line("kurtosis", figure(s.Kurtosis, ""))
	line("internal consistency", figure(s.CIC, "%"))
	line("error ratio", figure(s.ErrorRatio, "%"))
	line("standard error", figure(s.StandardError, ""))
	if err := table.Flush(); err != nil {
		return err
	}
	table = tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "\nquestion\tfacility\tsd\tdiscrimination\tefficiency\tweight")
	for _, q := range s.Questions {
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", q.ID, figure(q.Facility, ""), figure(q.SD, ""), figure(q.Index, "%"), figure(q.Efficiency, "%"), figure(q.Weight, "%"))
	}
	return table.Flush()
}

func figure(x *float64, unit string) string {
	if x == nil {
		return "–"
	}
	return strconv.FormatFloat(*x, 'f', 2, 64) + unit
}
