// Package arch holds the architecture: which layer may know which.
package arch

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// layers lists every package under app, lowest first. Where a layer of the design stands on itself,
// such as course on quiz, it is split here: no two packages of one row import each other.
func layers() map[string]int {
	out := map[string]int{}
	for layer, names := range [][]string{
		{"civil", "fault", "ident"},
		{"people", "conduct", "recert", "speech/text", "recall", "ledger"},
		{"quiz", "record", "speech", "speech/politeness"},
		{"course"},
		{"scene", "assign", "markup"},
		{"catalog", "exchange", "recert/factsfile"},
		{"learn", "rehearse", "examine", "enter", "oversee", "enrol", "archive", "find", "refresh", "author", "gauge", "trade"},
		{"demo"},
		{"store", "auth"},
		{"store/storetest", "web/i18n"},
		{"web/ui"},
		{"web/site"},
		{"web/account", "web/learn", "web/team", "web/admin", "web/judge", "web/author"},
		{"web"},
		{"arch", "e2e", "bench"},
	} {
		for _, name := range names {
			out[name] = layer
		}
	}
	return out
}

// allowedLibraries names the one library beside the standard one that a pure package may use.
func allowedLibraries() map[string][]string {
	return map[string][]string{
		"ident":  {"github.com/oklog/ulid/v2"},
		"ledger": {"golang.org/x/mod/sumdb"},
		"markup": {"github.com/yuin/goldmark", "github.com/microcosm-cc/bluemonday"},
	}
}

// reserved says which folder alone may import a library.
func reserved() map[string]string {
	return map[string]string{"gorm.io": "store", "github.com/mattn": "store", "github.com/gofiber": "web", "github.com/valyala": "web", "go.yaml.in": "catalog"}
}

const module = "understudy/app/"

// purest is the highest row that uses the standard library alone.
const purest = 4

func TestImportsPointDown(t *testing.T) {
	known := layers()
	for _, p := range listed(t) {
		layer, ok := known[p.name]
		if !ok {
			t.Errorf("package app/%s is in no layer; give it one in arch_test.go", p.name)
			continue
		}
		for _, imported := range p.Imports {
			checkImport(t, p.name, layer, imported, known)
		}
		if layer >= known["store/storetest"] || strings.HasSuffix(p.name, "test") {
			continue
		}
		for _, imported := range slices.Concat(p.TestImports, p.XTestImports) {
			checkReserved(t, p.name, imported)
		}
	}
}

func checkImport(t *testing.T, name string, layer int, imported string, known map[string]int) {
	checkReserved(t, name, imported)
	switch below, ours := strings.CutPrefix(imported, module); {
	case ours && known[below] >= layer:
		t.Errorf("app/%s (layer %d) imports app/%s (layer %d)", name, layer, below, known[below])
	case !ours && layer <= purest && strings.Contains(imported, ".") && !allowed(name, imported):
		t.Errorf("app/%s is pure and imports %s", name, imported)
	}
}

func checkReserved(t *testing.T, name, imported string) {
	for library, owner := range reserved() {
		if strings.HasPrefix(imported, library) && name != owner && !strings.HasPrefix(name, owner+"/") {
			t.Errorf("app/%s imports %s, which belongs to app/%s", name, imported, owner)
		}
	}
}

func allowed(name, imported string) bool {
	return slices.ContainsFunc(allowedLibraries()[name], func(library string) bool { return strings.HasPrefix(imported, library) })
}

type pkg struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
	name                               string
}

func listed(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", module+"...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		p.name = strings.TrimPrefix(p.ImportPath, module)
		all = append(all, p)
	}
}

func TestTheTopLevelIsAsItWasDrawn(t *testing.T) {
	drawn := []string{"cmd", "app", "content", "quizzes", "static", "migrations", "go.mod", "go.sum", "Makefile", "README.md", "LICENSE"}
	entries, err := os.ReadDir("../..")
	if err != nil {
		t.Fatal(err)
	}
	made := []string{"bin", "var"} // by make; git ignores them
	for _, e := range entries {
		if top := e.Name(); !strings.HasPrefix(top, ".") && !slices.Contains(drawn, top) && !slices.Contains(made, top) {
			t.Errorf("%s stands at the top level", top)
		}
	}
}

func TestFilesStayReadable(t *testing.T) {
	const most = 300
	err := filepath.WalkDir("..", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_templ.go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		if lines := strings.Count(string(text), "\n"); lines > most {
			t.Errorf("%s has %d lines, more than %d", path, lines, most)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
