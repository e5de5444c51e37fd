package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"understudy/app/catalog"
	"understudy/app/conduct"
	"understudy/app/scene"
	"understudy/app/speech"
)

// checkCmd proves scenarios: the files named, or the whole shipped library.
type checkCmd struct {
	JSON     bool     `name:"json" help:"Print a JSON object a line: findings first, then one for each scenario."`
	Explain  string   `placeholder:"CODE" help:"Explain a code such as S05, with a wrong and a right example, and check nothing."`
	Database string   `placeholder:"PATH_OR_URL" help:"Count what learners picked in a SQLite file or at a postgres:// address, to find choices that nobody takes. Nothing but counts is read."`
	Files    []string `arg:"" optional:"" name:"file" help:"Scenario files; - reads standard input. Without one, the whole library."`
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
	if c.Database != "" {
		if err := addPicks(context.Background(), c.Database, files); err != nil {
			return err
		}
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
