package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"understudy/app/exchange"
)

// quizImportCmd reads a file of questions in another system's format and says what can be taken over.
type quizImportCmd struct {
	Format string `required:"" enum:"gift,aiken,moodlexml,qti" help:"Format of the file: ${enum}."`
	JSON   bool   `name:"json" help:"Print one JSON object with everything that was read, instead of a summary."`
	File   string `arg:"" help:"File of questions, for qti an item or a zip package; - reads standard input."`
}

// Help describes what comes out.
func (quizImportCmd) Help() string {
	return `Every question of the file is listed as imported, as degraded with what is lost, or as refused with its line and the reason; one that is refused stops none that follows. A tag such as r18 gives a question its rule.

The exit code is 0 when nothing is refused, 1 when something is, and 2 when the file as a whole cannot be read. Nothing is stored.`
}

// Run prints what was read. It fails with exit code 1 when a question was refused, 2 when the file was.
func (c *quizImportCmd) Run(ctx *cli) error {
	data, err := c.read(ctx.stdin)
	if err != nil {
		return exitError{exitUsage, err.Error()}
	}
	questions, err := exchange.Read(exchange.Format(c.Format), data)
	if err != nil {
		return exitError{exitUsage, fmt.Sprintf("%s: %s", c.File, err)}
	}
	out := bufio.NewWriterSize(ctx.stdout, 1<<16)
	print := writeImport
	if c.JSON {
		print = exchange.WriteJSON
	}
	if err := print(out, questions); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	for _, q := range questions {
		if q.Status == exchange.Refused {
			return exitError{code: exitFindings} // each refusal has been said
		}
	}
	return nil
}

// read reads the file up to one byte more than any format takes, so that what is too long is refused
// and not cut.
func (c *quizImportCmd) read(stdin io.Reader) ([]byte, error) {
	source := stdin
	if c.File != "-" {
		file, err := os.Open(c.File)
		if err != nil {
			return nil, err
		}
		defer func() { _ = file.Close() }() // only read
		source = file
	}
	return io.ReadAll(io.LimitReader(source, exchange.MaxText+1))
}

// writeImport prints a line a question and the sum of them.
func writeImport(w io.Writer, questions []exchange.Imported) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	count := map[exchange.Status]int{}
	for _, q := range questions {
		count[q.Status]++
		if _, err := fmt.Fprintf(table, "line %d\t%s\t%s\t%s\t%s\n", q.Line, q.Status, q.Type, q.Label(), q.Reason); err != nil {
			return err
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d questions: %d imported, %d degraded, %d refused\n", len(questions),
		count[exchange.Whole], count[exchange.Degraded], count[exchange.Refused])
	return err
}
