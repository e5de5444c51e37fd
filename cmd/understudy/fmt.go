package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"understudy/app/catalog"
	"understudy/app/scene"
)

// fmtCmd formats one scenario or translation.
type fmtCmd struct {
	Write bool   `short:"w" help:"Write the result to the file instead of standard output."`
	Texts string `placeholder:"LANG" help:"Give the translation of a scenario into a language such as fr, brought up to date: what is to be done stands in empty lines, with the original over them."`
	File  string `arg:"" help:"Scenario (.scene) or translation (.texts); - reads a scenario from standard input."`
}

// Run prints the formatted text. What does not parse prints nothing, changes nothing and fails with
// exit code 1; its mistakes go to standard error.
func (c *fmtCmd) Run(ctx *cli) error {
	if c.Write && c.File == "-" {
		return exitError{exitUsage, "-w needs a file to write to, not standard input"}
	}
	name, format := c.File, scene.Format
	switch {
	case c.Texts != "" && !catalog.IsLanguage(c.Texts):
		return exitError{exitUsage, "--texts needs a language in two small letters, such as fr"}
	case c.Texts != "" && c.File == "-":
		return exitError{exitUsage, "--texts needs a file, to find the translation beside it"}
	case c.Texts != "":
		name, format = scene.TextsName(c.File, c.Texts), renewing(c.File, c.Texts)
	case strings.HasSuffix(name, ".texts"):
		format = scene.FormatTexts
	}
	before, err := readBounded(name, ctx.stdin)
	if c.Texts != "" && errors.Is(err, fs.ErrNotExist) {
		before, err = nil, nil // the first translator starts from nothing
	}
	if err != nil {
		return exitError{exitUsage, err.Error()}
	}
	return c.put(ctx, name, string(before), format)
}

// put prints a formatted file, or writes it.
func (c *fmtCmd) put(ctx *cli, name, before string, format func(string) (string, error)) error {
	after, err := format(before)
	var mistakes *scene.SyntaxError
	switch {
	case errors.As(err, &mistakes):
		for _, m := range mistakes.Findings {
			_, _ = fmt.Fprintf(ctx.stderr, "%s:%d:%d: %s\n", cmp.Or(m.File, name), m.Line, m.Column, m.Message)
		}
		return exitError{code: exitFindings}
	case err != nil:
		return err
	case c.Write:
		return rewrite(name, before, after)
	default:
		_, err = io.WriteString(ctx.stdout, after)
		return err
	}
}

// renewing brings a translation up to date with the scenario in a file.
func renewing(scenario, lang string) func(string) (string, error) {
	return func(before string) (string, error) {
		text, err := readBounded(scenario, nil)
		if err != nil {
			return "", exitError{exitUsage, err.Error()}
		}
		original, found := scene.Parse(text)
		for i := range found {
			found[i].File = scenario
		}
		texts := &scene.Translation{}
		if before != "" {
			var more []scene.Finding
			texts, more = scene.ParseTexts([]byte(before))
			found = append(found, more...)
		}
		if len(found) > 0 {
			return "", &scene.SyntaxError{Findings: found}
		}
		texts.Lang = lang
		return scene.PrintTexts(scene.Renew(original, texts)), nil
	}
}

// rewrite replaces a file's text and keeps its mode. A file that is right already is left alone, and one
// that is new is made with its folder.
func rewrite(name, before, after string) error {
	if before == after {
		return nil
	}
	mode := fs.FileMode(0o644)
	switch info, err := os.Stat(name); {
	case err == nil:
		mode = info.Mode().Perm()
	case !errors.Is(err, fs.ErrNotExist):
		return err
	default:
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
	}
	return os.WriteFile(name, []byte(after), mode)
}
