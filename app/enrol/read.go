package enrol

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Read reads a CSV file in UTF-8, its cells separated by commas or semicolons, with a header line. The
// error is a [Problem] when the file as a whole cannot be used; a line that cannot be taken apart is
// kept with its problem.
func Read(from io.Reader) (File, error) {
	text, err := io.ReadAll(io.LimitReader(from, MaxBytes+1))
	if err != nil {
		return File{}, fmt.Errorf("read the file of people: %w", err)
	}
	if len(text) > MaxBytes {
		return File{}, Problem{Code: "too_large", Args: map[string]any{"Limit": MaxBytes >> 20}}
	}
	if bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff")) {
		return File{}, Problem{Line: 1, Found: "UTF-16", Code: "not_utf8"}
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	reader := csv.NewReader(bytes.NewReader(text))
	reader.Comma, reader.FieldsPerRecord, reader.ReuseRecord = separator(text), -1, true
	header, err := reader.Read()
	switch {
	case errors.Is(err, io.EOF):
		return File{}, Problem{Line: 1, Code: "empty_file"}
	case err != nil:
		return File{}, unreadable(err)
	}
	order, file, err := readHeader(header)
	if err != nil {
		return File{}, err
	}
	return readRows(reader, order, file)
}

// separator is the one of the two that the header line has more of.
func separator(text []byte) rune {
	header, _, _ := bytes.Cut(text, []byte("\n"))
	if bytes.Count(header, []byte(";")) > bytes.Count(header, []byte(",")) {
		return ';'
	}
	return ','
}

func unreadable(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return Problem{Line: parse.StartLine, Code: "quotes"}
	}
	return fmt.Errorf("read the file of people: %w", err)
}

func readHeader(header []string) (order []Column, file File, err error) {
	names := Columns()
	for _, cell := range header {
		name := strings.TrimSpace(cell)
		at := slices.Index(names, strings.ToLower(name))
		switch {
		case at < 0:
			return nil, file, Problem{Line: 1, Found: clip(name), Code: "column_unknown", Args: map[string]any{"Columns": strings.Join(names, ", ")}}
		case file.Has[at]:
			return nil, file, Problem{Line: 1, Column: name, Found: name, Code: "column_twice"}
		}
		file.Has[at] = true
		order = append(order, Column(at))
	}
	for _, c := range []Column{EmployeeID, Name} {
		if !file.Has[c] {
			return nil, file, Problem{Line: 1, Column: c.String(), Code: "column_missing"}
		}
	}
	return order, file, nil
}

func readRows(reader *csv.Reader, order []Column, file File) (File, error) {
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return file, nil
		}
		if err != nil {
			return File{}, unreadable(err)
		}
		if blank(record) {
			continue
		}
		if len(file.Rows) == MaxLines {
			return File{}, Problem{Code: "too_many", Args: map[string]any{"Limit": MaxLines}}
		}
		line, _ := reader.FieldPos(0)
		file.Rows = append(file.Rows, readRow(line, record, order))
	}
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

func readRow(line int, cells []string, order []Column) Row {
	row := Row{Line: line}
	for i, c := range order[:min(len(order), len(cells))] {
		row.Cells[c] = strings.TrimSpace(strings.ToValidUTF8(cells[i], "\uFFFD"))
	}
	if len(cells) != len(order) {
		row.Torn = &Problem{Line: line, Found: fmt.Sprint(len(cells)), Code: "cells", Args: map[string]any{"Wanted": len(order)}}
		return row
	}
	for i, c := range order {
		if !utf8.ValidString(cells[i]) {
			row.Torn = &Problem{Line: line, Column: c.String(), Found: clip(row.Cells[c]), Code: "not_utf8"}
		}
	}
	return row
}

// clip keeps what is shown of a cell short.
func clip(text string) string {
	const most = 60
	text = strings.ToValidUTF8(text, "\uFFFD")
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most]) + "…"
}
