package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"strings"
	"unicode/utf8"
)

// asText checks that a file is text in UTF-8, and drops a byte order mark. Single bytes that are not
// UTF-8 are left for the reader to refuse where they stand.
func asText(data []byte) (string, error) {
	switch {
	case len(data) > MaxText:
		return "", fmt.Errorf("the file has more than %d MB; divide it", MaxText>>20)
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return "", errors.New("the file is in UTF-16; save it as UTF-8")
	case bytes.IndexByte(data, 0) >= 0:
		return "", errors.New("this is no text file: it holds zero bytes")
	}
	return string(bytes.TrimPrefix(data, []byte("\uFEFF"))), nil
}

// numbered yields the lines of a text, counted from 1 and without white space around them. A line ends
// as on any system: \n, \r\n or \r.
func numbered(text string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for n := 1; text != ""; n++ {
			end := strings.IndexAny(text, "\r\n")
			line, rest := text, ""
			if end >= 0 {
				line, rest = text[:end], text[end+1:]
				if text[end] == '\r' {
					rest = strings.TrimPrefix(rest, "\n")
				}
			}
			if !yield(n, strings.TrimSpace(line)) {
				return
			}
			text = rest
		}
	}
}

// notUTF8 refuses a line that is not UTF-8.
func notUTF8(n int, line string) error {
	if utf8.ValidString(line) {
		return nil
	}
	return refuse(n, "the line is not UTF-8; save the file as UTF-8")
}
