package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"understudy/app/speech/politeness"
)

type politeCmd struct {
	Fit politenessFitCmd `cmd:"" help:"Fit the weights of the politeness score and print how well they do in cross-validation."`
}

type politenessFitCmd struct {
	Data  string `required:"" placeholder:"FILE" help:"CSV file with the columns id, text and politeness (standardised: 0 is middling)."`
	Out   string `placeholder:"FILE" help:"Write the weights there, fitted on all of the data."`
	Folds int    `default:"10" help:"Folds of the cross-validation (default: ${default})."`
}

// Help says what the figure means.
func (politenessFitCmd) Help() string {
	return `The task is the usual one: the quarter of the texts that people found most polite against the
quarter that they found least so. Each fold is judged by a fit that did not see it; the words of the
lexicon are chosen anew for each fit. Two runs print and write the same bytes.`
}

// Run prints a line a fold, then the whole.
func (p politenessFitCmd) Run(c *cli) error {
	examples, err := readRequests(p.Data)
	if err != nil {
		return exitError{exitUsage, err.Error()}
	}
	v, err := politeness.CrossValidate(examples, p.Folds)
	if err != nil {
		return exitError{exitUsage, p.Data + ": " + err.Error()}
	}
	model, err := politeness.Fit(examples)
	if err != nil {
		return err
	}
	for i, f := range v.Folds {
		_, _ = fmt.Fprintf(c.stdout, "fold %2d  %5.1f%%  %d of %d, lexicon of %d; without lexicon %5.1f%%\n", i+1,
			percent(f.Right, f.Asked), f.Right, f.Asked, f.Lexicon, percent(f.Plain, f.Asked))
	}
	for _, line := range validationLines(v, model) {
		if _, err := fmt.Fprintln(c.stdout, line); err != nil {
			return err
		}
	}
	if p.Out == "" {
		return nil
	}
	return os.WriteFile(p.Out, []byte(model.Write(append(creditLines(), validationLines(v, model)...)...)), 0o644)
}

func percent(right, asked int) float64 { return 100 * float64(right) / float64(max(1, asked)) }

// validationLines say how well a fit does; they stand in the file of weights too.
func validationLines(v politeness.Validation, model *politeness.Model) []string {
	full, plain := v.Accuracy()
	return []string{
		fmt.Sprintf("accuracy in %d-fold cross-validation, top against bottom quarter: %.1f%% (standard deviation between folds %.1f)",
			len(v.Folds), 100*full, 100*v.Deviation()),
		fmt.Sprintf("without the lexicon: %.1f%%", 100*plain),
		fmt.Sprintf("lexicon: %d words and pairs of words", model.Lexicon()),
	}
}

func creditLines() []string {
	return []string{
		"Fitted by `understudy politeness fit` on requests of the Wikipedia part of the Stanford Politeness",
		"Corpus: Danescu-Niculescu-Mizil, Sudhof, Jurafsky, Leskovec, Potts, “A computational approach to",
		"politeness with application to social factors”, ACL 2013. CC BY 4.0. The texts are not shipped.",
	}
}

// readRequests reads the requests that people scored.
func readRequests(name string) (examples []politeness.Example, err error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	lines := csv.NewReader(file)
	head, err := lines.Read()
	if err != nil || strings.Join(head, ",") != "id,text,politeness" {
		return nil, fmt.Errorf("%s:1: found %q; the first line must be id,text,politeness", name, strings.Join(head, ","))
	}
	for {
		fields, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return examples, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		score, err := strconv.ParseFloat(fields[2], 64)
		if err != nil {
			line, _ := lines.FieldPos(2)
			return nil, fmt.Errorf("%s:%d: found the politeness %q; write a number such as 0.52", name, line, fields[2])
		}
		examples = append(examples, politeness.Example{ID: fields[0], Text: fields[1], Score: score})
	}
}
