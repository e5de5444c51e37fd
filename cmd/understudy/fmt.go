package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"understudy/app/scene"
)

// fmtCmd formats one scenario.
type fmtCmd struct {
	Write bool   `short:"w" help:"Write the result to the file instead of standard output."`
	File  string `arg:"" help:"Scenario file; - reads standard input."`
}

// Run prints the formatted text. What does not parse prints nothing, changes nothing and fails with
// exit code 1; its mistakes go to standard error.
func (c *fmtCmd) Run(ctx *cli) error {
	if c.Write && c.File == "-" {
		return exitError{exitUsage, "-w needs a file to write to, not standard input"}
	}
	before, err := readBounded(c.File, ctx.stdin)
	if err != nil {
		return exitError{exitUsage, err.Error()}
	}
	after, err := scene.Format(string(before))
	var mistakes *scene.SyntaxError
	switch {
	case errors.As(err, &mistakes):
		for _, m := range mistakes.Findings {
			_, _ = fmt.Fprintf(ctx.stderr, "%s:%d:%d: %s\n", c.File, m.Line, m.Column, m.Message)
		}
		return exitError{code: exitFindings}
	case err != nil:
		return err
	case c.Write:
		return rewrite(c.File, string(before), after)
	default:
		_, err = io.WriteString(ctx.stdout, after)
		return err
	}
}

// rewrite replaces a file's text and keeps its mode. A file that is right already is left alone.
func rewrite(name, before, after string) error {
	if before == after {
		return nil
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	return os.WriteFile(name, []byte(after), info.Mode().Perm())
}
