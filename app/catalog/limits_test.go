package catalog

import (
	"strings"
	"testing"
	"time"
)

// Within the size that is allowed, no text keeps the server busy: every parser is given what makes
// such parsers slow.
func TestNoDocumentIsSlow(t *testing.T) {
	fill := func(unit string) string { return strings.Repeat(unit, (MaxFile-2000)/len(unit)) }
	front := "---\nid: m\ntitle: M\nsummary: S\nvalue: v\nminutes: 5\n---\n"
	for _, source := range []string{
		"a: " + fill("["), "a: " + fill("{"), fill("- "), fill("? "), "a: " + fill("&a "), "a: " + fill("!!a "), "a: &a [" + fill("*a,") + "]", fill("a: {"), "a: \"" + fill("\\"), fill("#\n"), fill(" "), fill("\n"), fill("id: a\n"),
		"values:\n" + fill("- {id: a}\n"), "rules:\n" + fill("- {values: [a]}\n"), "questions:\n" + fill("- {id: a, options: [{}]}\n"), fill("k: v\n"), "a: |\n" + fill(" a\n"), fill("'"), fill("a:\n  b:\n"), fill("<<: *a\n"), fill("---\n"),
		front + fill("## a {#b r01}\n"), front + fill("## "), front + fill("```check\n"), front + fill("```check\n```\n"), front + fill("## a {#b r01}\n```check\na: b\n```\n"), front + "## a {#b r01}\n" + fill("["), front + "## " + fill("{#"), front + fill("## a {#b r01}\nx\n"),
		"scenario a \"b\"\n" + fill(":: a\n"), "scenario a \"b\"\n" + fill("var a 0..9 = 1\n"),
	} {
		for _, kind := range []Kind{KindCode, KindModule, KindBank, KindBlueprint, KindProgramme, KindScenario} {
			begun := time.Now()
			Build([]Document{NewDocument(kind, "m", English, "m", source)})
			// It is a fifth of that; the race detector and a busy machine multiply it.
			if took := time.Since(begun); took > 2*time.Second {
				t.Errorf("%s %.80q took %s", kind, source, took)
			}
		}
	}
}
