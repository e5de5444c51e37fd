package scene

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a scenario may be at most. A text beyond them is refused before any work is spent on it.
const (
	MaxBytes  = 256 << 10
	MaxScenes = 500

	maxMistakes = 1000 // findings listed for one file
	maxValues   = 256  // of one variable
	maxNumber   = 1_000_000_000
)

// lines splits a source into lines. A byte order mark and CRLF are taken away. A source that is no
// text, or too long, gives one mistake and no lines.
func lines(source []byte) ([]string, findings) {
	var fs findings
	if len(source) > MaxBytes {
		fs.mistake(Position{1, 1}, fmt.Sprintf("a file of more than %d KB", MaxBytes>>10), "less; split it into several scenarios")
		return nil, fs
	}
	if at := bytes.IndexByte(source, 0); at >= 0 {
		fs.mistake(positionOf(source, at), "a NUL byte", "text in UTF-8")
		return nil, fs
	}
	if at := invalidUTF8(source); at >= 0 {
		fs.mistake(positionOf(source, at), "bytes that are no UTF-8", "text saved as UTF-8")
		return nil, fs
	}
	text := strings.TrimPrefix(string(source), "\ufeff")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Split(text, "\n"), nil
}

// invalidUTF8 returns the offset of the first byte that is no UTF-8, or −1.
func invalidUTF8(source []byte) int {
	for i := 0; i < len(source); {
		r, size := utf8.DecodeRune(source[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

func positionOf(source []byte, offset int) Position {
	before := source[:offset]
	start := bytes.LastIndexByte(before, '\n') + 1
	return Position{bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[start:]) + 1}
}

// isControl reports a control character. A tab is none.
func isControl(r rune) bool { return r != '\t' && unicode.IsControl(r) }

// withoutControl maps control characters to none at all.
func withoutControl(r rune) rune {
	if isControl(r) {
		return -1
	}
	return r
}

// ID returns the id of the scenario in a source, empty where it has none.
func ID(source []byte) string {
	s, _ := Parse(source)
	return s.info().ID
}
