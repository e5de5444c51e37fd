package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// The bounds of what is read and held at once.
const (
	maxLine       = 1 << 20 // bytes of one line
	batchLines    = 512
	maxBatchBytes = 4 << 20
)

// inputLine is one line of the input, or what is wrong with it.
type inputLine struct {
	number  int
	text    []byte
	problem string
}

// lineReader reads lines of a bounded length.
type lineReader struct {
	in     *bufio.Reader
	number int
}

func newLineReader(in io.Reader) *lineReader {
	return &lineReader{in: bufio.NewReaderSize(in, 1<<16)}
}

// batch returns the next lines; the error is io.EOF after the last.
func (r *lineReader) batch() ([]inputLine, error) {
	var out []inputLine
	for size := 0; len(out) < batchLines && size < maxBatchBytes; {
		line, err := r.line()
		if err == nil || line.number > 0 {
			out = append(out, line)
			size += len(line.text)
		}
		if err != nil {
			return out, err
		}
	}
	return out, nil
}

// line reads one line. One that is too long is read to its end and not kept. A number of 0 says that there
// was none.
func (r *lineReader) line() (inputLine, error) {
	var text []byte
	long := false
	for {
		part, err := r.in.ReadSlice('\n')
		if !long {
			text = append(text, part...)
		}
		if len(bytes.TrimRight(text, "\r\n")) > maxLine {
			long, text = true, nil
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil && len(text) == 0 && !long {
			return inputLine{}, err
		}
		r.number++
		line := inputLine{number: r.number, text: text}
		if long {
			line.problem = "more than 1 MB, the most that a line may have"
		}
		return line, err
	}
}
