package ui

import (
	"context"
	"io"
	"strconv"

	"github.com/a-h/templ"
)

// Icon draws an icon at a size in pixels. It is decoration: the words beside it carry the meaning.
func Icon(name IconName, size int) templ.Component {
	class := ""
	if name.directed() {
		class = ` class="flip"`
	}
	px := strconv.Itoa(size)
	return raw(`<svg` + class + ` width="` + px + `" height="` + px + `" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" ` +
		`stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">` + name.paths() + `</svg>`)
}

// Face draws a mood from 1 to 5 at a size in pixels, as decoration.
func Face(mood, size int) templ.Component {
	n := clampMood(mood)
	px := strconv.Itoa(size)
	return raw(`<svg class="face m` + strconv.Itoa(n) + `" width="` + px + `" height="` + px + `" viewBox="0 0 24 24" aria-hidden="true">` +
		`<circle cx="12" cy="12" r="10"/><circle class="dot" cx="8.7" cy="10" r="1.2"/><circle class="dot" cx="15.3" cy="10" r="1.2"/><path d="` + mouth(n) + `"/></svg>`)
}

func mouth(mood int) string {
	switch mood {
	case 1:
		return "M7.5 17q4.5-5 9 0"
	case 2:
		return "M8 16.5q4-3 8 0"
	case 3:
		return "M8 15.8h8"
	case 4:
		return "M8 15q4 3 8 0"
	default:
		return "M7.5 14.3q4.5 5.5 9 0"
	}
}

// raw writes markup that this package made itself.
func raw(markup string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, markup)
		return err
	})
}
