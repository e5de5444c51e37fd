package scene

import (
	"embed"
	"path"
	"strings"
)

// explanations holds a folder for each code: page.md, wrong.scene and right.scene, and the plans, counts
// and translations of those. The examples are tested: each wrong one raises its code and no other.
//
//go:embed explain
var explanations embed.FS

// Explanation says what a code is about, with an example that raises it and one that does not.
type Explanation struct {
	Code, Title, Text string
	Wrong, Right      string
}

// Explain returns the explanation of a code, and whether there is one.
func Explain(code string) (Explanation, bool) {
	page, ok := explanation(code, "page.md")
	if !ok || code != path.Base(code) {
		return Explanation{}, false
	}
	title, text, _ := strings.Cut(page, "\n")
	e := Explanation{Code: code, Title: title, Text: strings.TrimSpace(text)}
	e.Wrong, e.Right = example(code, "wrong"), example(code, "right")
	return e, true
}

// example returns a scenario, and under it what stands beside it where that is what the example is about.
func example(code, name string) string {
	text, _ := explanation(code, name+".scene")
	for _, ending := range []string{".plan", ".picks"} {
		if beside, ok := explanation(code, name+ending); ok {
			text += "\n# and beside it, in the " + ending + " file:\n" + beside
		}
	}
	if texts, ok := explanation(code, "fr/"+name+".texts"); ok {
		text += "\n# and beside it, in fr/" + name + ".texts:\n" + texts
	}
	return text
}

func explanation(code, name string) (string, bool) {
	text, err := explanations.ReadFile(path.Join("explain", code, name))
	return string(text), err == nil
}

// Codes lists every code that has an explanation, which is every code that a check can give.
func Codes() []string {
	entries, _ := explanations.ReadDir("explain") // embedded, so it is there
	codes := make([]string, len(entries))
	for i, e := range entries {
		codes[i] = e.Name()
	}
	return codes
}

// String lays the explanation out for a terminal.
func (e Explanation) String() string {
	return e.Code + "  " + e.Title + "\n\n" + e.Text + "\n\nWrong:\n\n" + indented(e.Wrong) + "\nRight:\n\n" + indented(e.Right)
}

func indented(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			b.WriteString(indent)
		}
		b.WriteString(line)
	}
	return b.String()
}
