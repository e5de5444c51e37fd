package bench

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// load is what a browser with an empty cache fetches for one page.
type load struct {
	files int
	bytes int // on the wire, headers included
	fonts int // bytes of fonts, which are in neither
}

// visitFirst fetches a page and what it names: style sheets, scripts and what these import, pictures,
// and the fonts that it asks for ahead.
func visitFirst(b *testing.B, address, page, session string) load {
	b.Helper()
	c, err := dial(address)
	check(b, err)
	defer c.close()
	var l load
	var fetched []string
	named := regexp.MustCompile(`<(?:link|script|img)\b[^>]*?(?:href|src)="(/[^"]+)"`)
	imported := regexp.MustCompile(`(?:import|from)\s*\(?\s*["'](\./[^"']+|/static/[^"']+)["']`)
	var fetch func(address string)
	fetch = func(address string) {
		if slices.Contains(fetched, address) {
			return
		}
		fetched = append(fetched, address)
		got, err := c.do(request{path: address, session: session, zip: true})
		check(b, err)
		if strings.HasSuffix(address, ".woff2") {
			l.fonts += got.bytes
			return
		}
		l.files, l.bytes = l.files+1, l.bytes+got.bytes
		text := plain(b, got)
		if strings.HasSuffix(address, ".js") {
			for _, found := range imported.FindAllStringSubmatch(text, -1) {
				fetch(path.Join(path.Dir(address), found[1]))
			}
		} else if !strings.HasPrefix(address, "/static/") {
			for _, found := range named.FindAllStringSubmatch(text, -1) {
				fetch(found[1])
			}
		}
	}
	fetch(page)
	return l
}

// plain undoes the compression of an answer.
func plain(b *testing.B, a answer) string {
	b.Helper()
	if a.header.Get("Content-Encoding") != "gzip" {
		return string(a.body)
	}
	r, err := gzip.NewReader(bytes.NewReader(a.body))
	check(b, err)
	text, err := io.ReadAll(r)
	check(b, err)
	return string(text)
}

// measureWire is B15: what a first visit costs on the wire.
func measureWire(b *testing.B, p *place) []row {
	var rows []row
	for _, page := range []struct{ name, path, session string }{
		{"sign-in page", "/sign-in", ""}, {"home page", "/", p.town.seasoned[0]},
	} {
		l := visitFirst(b, p.product.address, page.path, page.session)
		kib := float64(l.bytes) / 1024
		rows = append(rows, row{"B15 first visit, " + page.name, fmt.Sprintf("%.1f KiB, %d requests (fonts %.0f KiB)", kib, l.files, float64(l.fonts)/1024),
			"Moodle 1109 KiB, 17 (quoted)", fmt.Sprintf("1/%.0f", 1109/kib), "≤ 60 KiB, ≤ 6", "≤ 25 KiB, 3", judge(kib <= 60 && l.files <= 6, kib <= 25 && l.files <= 3)})
	}
	return rows
}
