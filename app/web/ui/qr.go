package ui

import (
	"fmt"
	"strings"

	"github.com/a-h/templ"
)

const quiet = 4 // modules of white around a QR code, by its standard

// QR draws the modules of a QR code, dark where true, row by row. It is black on white in every theme,
// as cameras need it. Label says what the code holds.
func QR(c Context, modules [][]bool, label string) templ.Component {
	size := len(modules) + 2*quiet
	var dark strings.Builder
	for y, row := range modules {
		for x := 0; x < len(row); {
			run := 0
			for x+run < len(row) && row[x+run] {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&dark, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, run, run)
			}
			x += max(run, 1)
		}
	}
	return raw(fmt.Sprintf(`<svg class="qr" viewBox="0 0 %d %d" role="img" aria-label="%s" shape-rendering="crispEdges"><path class="ground" d="M0 0h%dv%dH0z"/><path d="%s"/></svg>`,
		size, size, templ.EscapeString(label), size, size, dark.String()))
}
