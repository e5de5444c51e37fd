package quiz

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The bounds of a sheet of marks.
const (
	maxMarks = 20_000_000 // in one sheet
	minMark  = 0.001      // that a question gives at most, unless it gives none
	maxMark  = 1_000_000
)

// SheetError says where a sheet of marks is wrong, and why. Line and Column count from 1, columns in bytes; a
// line of 0 is about the sheet as a whole.
type SheetError struct {
	Line, Column int
	Reason       string
}

func (e *SheetError) Error() string {
	if e.Line == 0 {
		return e.Reason
	}
	return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Reason)
}

// ParseMaxima reads the maxima of questions, such as 1,1,8. An empty place means 1.
func ParseMaxima(text string) ([]float64, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	var out []float64
	for i, part := range strings.Split(text, ",") {
		most := 1.0
		if part = strings.TrimSpace(part); part != "" {
			var ok bool
			if most, ok = decimal(part); !ok || most != 0 && most < minMark || most > maxMark {
				return nil, fmt.Errorf("maximum %d is %q; a number from %v to %d, or 0, could stand there", i+1, part, minMark, maxMark)
			}
		}
		out = append(out, most)
	}
	return out, nil
}

// ReadMarks reads a sheet of marks as CSV: UTF-8, commas, with or without a byte order mark. The first line is a
// header; the first column is the attempt's id, and every other column a question. An empty cell is a mark of 0.
// Maxima are in column order,
// as [ParseMaxima] lets them be, and 1 where there is none. The error is a *SheetError, or that of reading.
func ReadMarks(in io.Reader, maxima []float64) (MarkSheet, error) {
	buffered := bufio.NewReaderSize(in, 1<<16)
	if mark, _ := buffered.Peek(3); string(mark) == "\ufeff" {
		_, _ = buffered.Discard(len(mark)) // just peeked at
	}
	rows := csv.NewReader(buffered)
	rows.FieldsPerRecord = -1 // counted here, to say which is missing
	rows.ReuseRecord = true
	sheet, err := readHeader(rows, maxima)
	if err != nil {
		return MarkSheet{}, err
	}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return sheet, nil
		}
		if err != nil {
			return MarkSheet{}, located(err)
		}
		if err := sheet.take(row, rows); err != nil {
			return MarkSheet{}, err
		}
	}
}

func readHeader(rows *csv.Reader, maxima []float64) (MarkSheet, error) {
	header, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return MarkSheet{}, &SheetError{Reason: "nothing in it; a header could stand there: the attempt's id, then a column for each question"}
	}
	if err != nil {
		return MarkSheet{}, located(err)
	}
	sheet := MarkSheet{}
	for i, name := range header {
		if !utf8.ValidString(name) || strings.ContainsRune(name, 0) {
			line, column := rows.FieldPos(i)
			return sheet, &SheetError{line, column, "bytes that are not UTF-8 text; CSV saved as UTF-8 could stand there"}
		}
		if i > 0 {
			sheet.Questions = append(sheet.Questions, strings.TrimSpace(name))
		}
	}
	if len(header) < 2 {
		return sheet, &SheetError{1, 1, "a header with one column; the attempt's id and a column for each question could stand there, with commas between them"}
	}
	if len(maxima) > len(sheet.Questions) {
		return sheet, &SheetError{Reason: fmt.Sprintf("%d maxima for %d questions", len(maxima), len(sheet.Questions))}
	}
	sheet.Max = append(sheet.Max, maxima...)
	for len(sheet.Max) < len(sheet.Questions) {
		sheet.Max = append(sheet.Max, 1)
	}
	return sheet, nil
}

// take adds the marks of one attempt.
func (m *MarkSheet) take(row []string, rows *csv.Reader) error {
	if len(row) != len(m.Questions)+1 {
		line, column := rows.FieldPos(min(len(row)-1, len(m.Questions)+1))
		return &SheetError{line, column, fmt.Sprintf("%d cells, where the header has %d; leave a cell empty for a question without an answer", len(row), len(m.Questions)+1)}
	}
	if len(m.Marks)+len(m.Questions) > maxMarks {
		line, column := rows.FieldPos(0)
		return &SheetError{line, column, fmt.Sprintf("more than %d marks, the most that one sheet may have", maxMarks)}
	}
	for i, cell := range row[1:] {
		mark, reason := readMark(cell, m.Max[i])
		if reason != "" {
			line, column := rows.FieldPos(i + 1)
			return &SheetError{line, column, fmt.Sprintf("question %s: %s", m.Questions[i], reason)}
		}
		m.Marks = append(m.Marks, mark)
	}
	return nil
}

// readMark reads one cell, and says what is wrong with it. Marks under 0 are penalties; none is further under 0 than
// the maximum is over it.
func readMark(cell string, most float64) (mark float64, reason string) {
	if cell = strings.TrimSpace(cell); cell == "" {
		return 0, ""
	}
	mark, ok := decimal(cell)
	const rounding = 1e-9
	switch {
	case !ok:
		return 0, fmt.Sprintf("%.40q is no mark; a number such as 0.5, or nothing for 0, could stand there", cell)
	case math.Abs(mark) > most*(1+rounding):
		return 0, fmt.Sprintf("%v marks, and the maximum is %v; --max gives each question's maximum", mark, most)
	}
	return mark, ""
}

// decimal reads a number with a decimal point, without the names and the hexadecimal that strconv takes too.
func decimal(text string) (float64, bool) {
	if strings.Trim(text, "0123456789.+-eE") != "" {
		return 0, false
	}
	x, err := strconv.ParseFloat(text, 64)
	return x, err == nil
}

// located turns a mistake of CSV into one with its place. Errors of reading stay what they are.
func located(err error) error {
	var wrong *csv.ParseError
	if !errors.As(err, &wrong) {
		return err
	}
	reason := "a quotation mark inside a cell that does not begin with one"
	if errors.Is(wrong.Err, csv.ErrQuote) {
		reason = "a quotation mark that is not closed before the next comma"
	}
	return &SheetError{wrong.Line, wrong.Column, reason}
}
