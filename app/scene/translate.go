package scene

import "strings"

// Translate returns a scenario with its texts in another language. A text that the translation lacks, or
// has for other words than the scenario's, stays as it is. The scenario itself does not change, but that
// its texts get the ids that they lack.
func Translate(s *Scenario, t *Translation) *Scenario {
	assignIDs(s)
	out, _ := Parse([]byte(Print(s))) // no copy by hand could forget less
	if l := find[*Setting](out.Header); l != nil {
		l.Attrs[0].Value = t.Lang // lang is the first, always
	}
	lines := t.byKey()
	for _, o := range out.originals() {
		if line := lines[o.TextKey]; o.takes(line) {
			*o.text = line.Text
		}
	}
	return out
}

func (t *Translation) byKey() map[TextKey]*TextLine {
	out := map[TextKey]*TextLine{}
	for _, line := range t.Lines {
		out[line.TextKey] = line
	}
	return out
}

// translates reports whether a line is there and stands for a text.
func (l *TextLine) translates(text string) bool {
	return l != nil && l.Text != "" && l.Print == TextPrint(text)
}

// What a program writes into a translation, apart from what translators note for themselves.
const (
	noteSource = ": " // the text to translate
	noteBefore = "~ " // the translation of the text as it was
)

// Renew returns a translation brought up to date with a scenario, in the scenario's order, for somebody to
// fill in: what lacks a translation has an empty line with the original as a comment over it, and where
// the original has changed, the former translation too. Lines for what is gone become comments at the end.
func Renew(s *Scenario, t *Translation) *Translation {
	assignIDs(s)
	out := &Translation{Head: t.Head, Scenario: s.info().ID, Lang: t.Lang, Tail: t.Tail}
	lines := t.byKey()
	for _, o := range s.originals() {
		out.Lines = append(out.Lines, renewed(o, lines[o.TextKey]))
		delete(lines, o.TextKey)
	}
	for _, line := range t.Lines {
		if lines[line.TextKey] != nil && line.Text != "" {
			out.Tail = append(out.Tail, noteBefore+line.String()+" "+line.Text)
		}
	}
	return out
}

func renewed(o original, before *TextLine) *TextLine {
	out := &TextLine{TextKey: o.TextKey, Print: TextPrint(*o.text)}
	var former []string
	if before != nil {
		for _, note := range before.Notes {
			switch {
			case strings.HasPrefix(note, noteBefore):
				former = append(former, note)
			case !strings.HasPrefix(note, noteSource):
				out.Notes = append(out.Notes, note)
			}
		}
	}
	if before.translates(*o.text) {
		out.Text = before.Text
		return out
	}
	if before != nil && before.Text != "" {
		former = []string{noteBefore + before.Text}
	}
	out.Notes = append(append(out.Notes, noteSource+*o.text), former...)
	return out
}

// Gaps compares a translation with its scenario: one S18 for all texts without a translation, one for all
// whose original has changed, and one for all that are gone.
func Gaps(s *Scenario, t *Translation) []Finding {
	assignIDs(s)
	lines := t.byKey()
	var missing, stale, gone, unspeakable gap
	for _, o := range s.originals() {
		line := lines[o.TextKey]
		delete(lines, o.TextKey)
		switch {
		case line == nil:
			missing.add(t.At, o.TextKey)
		case line.Text == "":
			missing.add(line.At, o.TextKey)
		case !line.translates(*o.text):
			stale.add(line.At, o.TextKey)
		case !o.takes(line):
			unspeakable.add(line.At, o.TextKey)
		}
	}
	for _, line := range t.Lines {
		if lines[line.TextKey] != nil {
			gone.add(line.At, line.TextKey)
		}
	}
	var fs findings
	missing.report(&fs, "not translated, so learners read the original")
	stale.report(&fs, "translated from words that have changed since, so learners read the original")
	unspeakable.report(&fs, "begun with the word if, which opens a condition there, so learners read the original")
	gone.report(&fs, "translated but not in the scenario")
	return fs.sorted()
}

// gap gathers the lines of a translation with the same fault.
type gap struct {
	at    Position // of the first
	named []string // the first few
	count int
}

// maxNamed is how many lines a finding names.
const maxNamed = 3

func (g *gap) add(at Position, key TextKey) {
	if g.count == 0 {
		g.at = at
	}
	if g.count++; g.count <= maxNamed {
		g.named = append(g.named, key.String())
	}
}

func (g *gap) report(fs *findings, fault string) {
	switch names := strings.Join(g.named, ", "); {
	case g.count == 0:
	case g.count == 1:
		fs.add("S18", SeverityWarning, g.at, "1 text is %s: %s", fault, names)
	case g.count > maxNamed:
		fs.add("S18", SeverityWarning, g.at, "%d texts are %s: %s and %d more", g.count, fault, names, g.count-maxNamed)
	default:
		fs.add("S18", SeverityWarning, g.at, "%d texts are %s: %s", g.count, fault, names)
	}
}
