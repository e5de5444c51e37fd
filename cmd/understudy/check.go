package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"understudy/app/catalog"
	"understudy/app/conduct"
	"understudy/app/scene"
	"understudy/app/speech"
	"understudy/content"
)

// checkCmd proves scenarios: the files named, or the whole shipped library.
type checkCmd struct {
	JSON    bool     `name:"json" help:"Print a JSON object a line: findings first, then one for each scenario."`
	Explain string   `placeholder:"CODE" help:"Explain a code such as S05, with a wrong and a right example, and check nothing."`
	Files   []string `arg:"" optional:"" name:"file" help:"Scenario files; - reads standard input. Without one, the whole library."`
}

// Run fails with exit code 1 when there is an error among the findings.
func (c *checkCmd) Run(ctx *cli) error {
	if c.Explain != "" {
		return explain(ctx.stdout, c.Explain)
	}
	files, err := c.read(ctx.stdin)
	if err != nil {
		return exitError{exitUsage, err.Error()}
	}
	kit, err := speech.Shipped()
	if err != nil {
		return err
	}
	checker := scene.Checker{Speech: kit, Rules: rulesOfCode(), Library: len(c.Files) == 0, Clock: ctx.now}
	report := checker.Check(files)
	write := report.WriteText
	if c.JSON {
		write = report.WriteJSON
	}
	if err := write(ctx.stdout); err != nil {
		return err
	}
	if report.Failed() {
		return exitError{code: exitFindings} // all was said
	}
	return nil
}

func explain(w io.Writer, code string) error {
	explanation, ok := scene.Explain(strings.ToUpper(code))
	if !ok {
		return exitError{exitUsage, fmt.Sprintf("there is no code %q; the codes are %s", code, strings.Join(scene.Codes(), ", "))}
	}
	_, err := fmt.Fprint(w, explanation)
	return err
}

func (c *checkCmd) read(stdin io.Reader) ([]scene.File, error) {
	if len(c.Files) == 0 {
		return libraryScenarios()
	}
	files := make([]scene.File, len(c.Files))
	for i, name := range c.Files {
		var err error
		if files[i], err = scenarioFile(name, stdin); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// scenarioFile reads a scenario and the plan beside it.
func scenarioFile(name string, stdin io.Reader) (scene.File, error) {
	text, err := readBounded(name, stdin)
	if err != nil || name == "-" {
		return scene.File{Name: name, Text: text}, err
	}
	plan, err := readBounded(scene.PlanName(name), nil)
	if err != nil && !os.IsNotExist(err) {
		return scene.File{}, err
	}
	exists := func(picture string) bool {
		_, err := os.Stat(filepath.Join(filepath.Dir(name), filepath.FromSlash(picture)))
		return err == nil
	}
	return scene.File{Name: name, Text: text, Plan: plan, Exists: exists}, nil
}

// readBounded reads a file, or standard input for "-". It stops one byte after the most that a
// scenario may have, which is enough for the scenario to be refused.
func readBounded(name string, stdin io.Reader) ([]byte, error) {
	source := stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer func() { _ = file.Close() }() // only read
		source = file
	}
	return io.ReadAll(io.LimitReader(source, scene.MaxBytes+1))
}

// libraryScenarios returns every scenario of the shipped library.
func libraryScenarios() ([]scene.File, error) {
	var files []scene.File
	err := fs.WalkDir(content.FS, "scenarios", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".scene" {
			return err
		}
		text, err := content.FS.ReadFile(name)
		plan, _ := content.FS.ReadFile(scene.PlanName(name)) // a scenario may have none
		exists := func(picture string) bool {
			_, err := fs.Stat(content.FS, path.Join(path.Dir(name), picture))
			return err == nil
		}
		files = append(files, scene.File{Name: path.Join("content", name), Text: text, Plan: plan, Exists: exists})
		return err
	})
	return files, err
}

// rulesOfCode returns the ids of the shipped code of conduct, nil when it cannot be read.
func rulesOfCode() []conduct.RuleID {
	library, _ := catalog.Embedded() // its mistakes are the catalogue's to report
	if library == nil || library.Code == nil {
		return nil
	}
	rules := make([]conduct.RuleID, len(library.Code.Rules))
	for i, rule := range library.Code.Rules {
		rules[i] = rule.ID
	}
	return rules
}
