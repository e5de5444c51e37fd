// Package static holds what browsers load: one style sheet, one script, the fonts. They are built by
// `npm ci --ignore-scripts && npm run build` in this folder and committed, so that building the program
// needs no Node.
package static

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
)

// FS holds the folder dist, built from the sources in this folder.
//
//go:embed dist
var FS embed.FS

// Prefix is the path under which the files are served.
const Prefix = "/static/"

// Manifest knows under which hashed name a file was built. The zero Manifest knows none.
type Manifest struct{ names map[string]string }

// Load reads the manifest of the embedded files. It fails when the program was built from a dist folder
// that is not whole.
func Load() (Manifest, error) {
	text, err := FS.ReadFile("dist/manifest.json")
	if err != nil {
		return Manifest{}, fmt.Errorf("read the manifest of static files: %w", err)
	}
	names := map[string]string{}
	if err := json.Unmarshal(text, &names); err != nil {
		return Manifest{}, fmt.Errorf("static/dist/manifest.json: %w", err)
	}
	for name, hashed := range names {
		if _, err := fs.Stat(FS, "dist/"+hashed); err != nil {
			return Manifest{}, fmt.Errorf("static/dist/manifest.json names %s for %s, which is not there: %w", hashed, name, err)
		}
	}
	return Manifest{names}, nil
}

// URL returns the address of a file by its logical name: "app.css" gives "/static/app-XXXXXXXX.css".
// A name that is not known gives an address that answers "not found".
func (m Manifest) URL(name string) string {
	if hashed, ok := m.names[name]; ok {
		return Prefix + hashed
	}
	return Prefix + name
}

// Files returns the files to serve under [Prefix], rooted so that their names are what follows it.
// Names carry a hash of the content and may be kept for ever, but for licences.txt and manifest.json.
func Files() (fs.FS, error) { return fs.Sub(FS, "dist") }
