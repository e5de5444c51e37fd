package scene

import (
	"fmt"
	"path"
	"path/filepath"
)

// Texts is the file of a translation to check with its scenario.
type Texts struct {
	Name string
	Text []byte
}

// translations reads the translations beside a scenario, and compares those with it that can be read.
func (a *analysis) translations(files []Texts) {
	for _, file := range files {
		t, found := ParseTexts(file.Text)
		if len(found) == 0 {
			found = a.belongs(t, file.Name)
		}
		if len(found) == 0 && a.c != nil {
			found = append(Gaps(a.scenario, t), a.wordingOf(t)...)
		}
		for _, f := range found {
			f.File = file.Name
			a.findings = append(a.findings, f)
		}
	}
}

// belongs reports a translation of another scenario, or into another language than its folder's.
func (a *analysis) belongs(t *Translation, name string) []Finding {
	var fs findings
	if id := a.scenario.info().ID; id != "" && t.Scenario != id {
		fs.mistake(t.At, fmt.Sprintf("a translation of %s", quoted(t.Scenario)), "one of "+quoted(id))
	}
	if folder := path.Base(path.Dir(filepath.ToSlash(name))); len(folder) == 2 && folder != ".." && folder != t.Lang {
		fs.mistake(t.At, "the language "+quoted(t.Lang), quoted(folder)+", as the folder is named")
	}
	return fs
}

// wordingOf reads a translation with the detectors of its language: learners are judged in it too. What they
// say of a text stands where the translation has it; texts that are not translated were read before.
func (a *analysis) wordingOf(t *Translation) []Finding {
	lines := map[string]*TextLine{}
	all := t.byKey()
	for _, o := range a.scenario.originals() {
		if line := all[o.TextKey]; o.Kind == LineText && o.takes(line) {
			lines[o.Of] = line
		}
	}
	other := Translate(a.scenario, t)
	c, _ := link(other) // as the original does
	b := &analysis{scenario: other, c: c, kit: a.kit}
	b.wording()
	places := map[int]Position{} // by the line of the other scenario
	for r := range other.rows {
		if id, _ := textID(r); id != nil && lines[*id] != nil {
			places[r.head().At.Line] = lines[*id].At
		}
	}
	var out findings
	for _, f := range b.findings {
		if at, translated := places[f.Line]; translated {
			out.add(f.Code, f.Severity, at, "%s", f.Message)
		}
	}
	return out.sorted()
}
