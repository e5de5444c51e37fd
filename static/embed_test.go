package static_test

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"understudy/static"
)

func TestEveryBuiltFileIsNamedOnce(t *testing.T) {
	manifest, err := static.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"app.css", "app.js"} {
		if url := manifest.URL(name); !regexp.MustCompile(`^/static/app-[A-Z0-9]{8}\.(css|js)$`).MatchString(url) {
			t.Errorf("%s is served at %s, which has no hash in it", name, url)
		}
	}
	if got := manifest.URL("nothing.css"); got != "/static/nothing.css" {
		t.Errorf("an unknown name gives %s", got)
	}
}

func TestStylesAskForNothingFromElsewhere(t *testing.T) {
	files, err := static.Files()
	if err != nil {
		t.Fatal(err)
	}
	styles, err := fs.Glob(files, "*.css")
	if err != nil || len(styles) != 1 {
		t.Fatalf("the style sheets are %v (%v), want one", styles, err)
	}
	text, err := fs.ReadFile(files, styles[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"http:", "https:", "//", "data:"} {
		if strings.Contains(string(text), bad) {
			t.Errorf("%s holds %q", styles[0], bad)
		}
	}
}
