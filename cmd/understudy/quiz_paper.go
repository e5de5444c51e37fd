package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"understudy/app/catalog"
	"understudy/app/quiz"
)

// quizPaperCmd draws the paper that a seed stands for, so that an auditor can see it again.
type quizPaperCmd struct {
	Blueprint string `required:"" placeholder:"FILE" help:"YAML file of the blueprint; - reads standard input."`
	Seed      uint64 `required:"" help:"The seed that the paper was drawn with, from 0."`
	Content   string `placeholder:"DIR" help:"A folder of content that overrides the shipped library, as with serve."`
	JSON      bool   `name:"json" help:"Print one JSON object instead of lines."`
}

// Help describes what comes out.
func (quizPaperCmd) Help() string {
	return `Prints the questions of the paper in their order, a line each: the id and the revision, with a tab between them. The same blueprint, banks and seed give the same paper. It is drawn for somebody who serves on every channel and has seen no paper before.

A blueprint that the banks cannot meet ends with exit code 1 and names the rule that is short; one that cannot be read with exit code 2 and each mistake on its line.`
}

// paperLine is the paper as JSON.
type paperLine struct {
	Blueprint string      `json:"blueprint"`
	Seed      uint64      `json:"seed"`
	Questions []paperItem `json:"questions"`
}

type paperItem struct {
	ID  string `json:"id"`
	Rev int    `json:"rev"`
}

// Run prints the paper.
func (c *quizPaperCmd) Run(ctx *cli) error {
	doc, err := c.document(ctx.stdin)
	if err != nil {
		return exitError{exitUsage, fmt.Sprintf("--blueprint: %s; give the path of a file that can be read, or - for standard input", err)}
	}
	library, bp, err := c.library(doc, ctx.stderr)
	if err != nil {
		return err
	}
	rules := library.Code.Applicable(nil)
	if short := quiz.Lint(bp, library.Bank(), rules); len(short) > 0 {
		for _, finding := range short {
			_, _ = fmt.Fprintf(ctx.stderr, "%s: %s\n", c.Blueprint, finding.Message)
		}
		return exitError{code: exitFindings} // all was said
	}
	paper, err := quiz.Draw(bp, library.Bank(), rules, c.Seed, nil)
	if err != nil {
		return err
	}
	return c.write(ctx.stdout, paper)
}

// document reads the blueprint's file. Its name is not held against it, as it would be in a library.
func (c *quizPaperCmd) document(stdin io.Reader) (catalog.Document, error) {
	source := stdin
	if c.Blueprint != "-" {
		file, err := os.Open(c.Blueprint)
		if err != nil {
			return catalog.Document{}, err
		}
		defer func() { _ = file.Close() }() // only read
		source = file
	}
	text, err := io.ReadAll(io.LimitReader(source, catalog.MaxFile+1))
	doc := catalog.NewDocument(catalog.KindBlueprint, "", catalog.English, c.Blueprint, string(text))
	doc.ID = strings.TrimSuffix(filepath.Base(c.Blueprint), filepath.Ext(c.Blueprint))
	for line := range strings.Lines(doc.Source) {
		if id, found := strings.CutPrefix(line, "id:"); found {
			id, _, _ = strings.Cut(id, " #")
			doc.ID = strings.Trim(strings.TrimSpace(id), `"'`)
		}
	}
	return doc, err
}

// library reads the library with the blueprint in it. Mistakes go to standard error. That people who serve on one
// channel would be short of questions is none here: the paper is for somebody who serves on all.
func (c *quizPaperCmd) library(doc catalog.Document, stderr io.Writer) (*catalog.Library, quiz.Blueprint, error) {
	library, problems := catalog.Embedded()
	if c.Content != "" {
		library, problems = catalog.LoadWith(c.Content)
	}
	if catalog.Broken(problems) {
		_, _ = fmt.Fprint(stderr, catalog.Lines(problems))
		return nil, quiz.Blueprint{}, exitError{exitUsage, "the library cannot be used"}
	}
	mine := func(problems []catalog.Problem) []catalog.Problem {
		return slices.DeleteFunc(problems, func(p catalog.Problem) bool { return p.File != doc.Path || p.Warning })
	}
	_, problems = catalog.Build([]catalog.Document{doc}) // by itself: how it is written
	mistakes := mine(problems)
	docs := slices.DeleteFunc(slices.Clone(library.Documents), func(d catalog.Document) bool { return d.Kind == doc.Kind && d.ID == doc.ID })
	library, problems = catalog.Build(append(docs, doc))
	bp, found := library.Blueprint(doc.ID)
	for _, id := range bp.Rules {
		_, known := library.Rule(id)
		found = found && known
	}
	if len(mistakes) == 0 && !found {
		mistakes = mine(problems) // in the library: what it names
	}
	if len(mistakes) > 0 || !found {
		_, _ = fmt.Fprint(stderr, catalog.Lines(mistakes))
		return nil, bp, exitError{code: exitUsage} // all was said
	}
	return library, bp, nil
}

func (c *quizPaperCmd) write(w io.Writer, paper quiz.Paper) error {
	if c.JSON {
		out := paperLine{paper.Blueprint, paper.Seed, make([]paperItem, len(paper.Items))}
		for i, item := range paper.Items {
			out.Questions[i] = paperItem{item.ID, item.Rev}
		}
		return json.NewEncoder(w).Encode(out)
	}
	var text strings.Builder
	for _, item := range paper.Items {
		fmt.Fprintf(&text, "%s\t%d\n", item.ID, item.Rev)
	}
	_, err := io.WriteString(w, text.String())
	return err
}
