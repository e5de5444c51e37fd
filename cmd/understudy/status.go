package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"understudy/app/civil"
	"understudy/app/recert"
	"understudy/app/recert/factsfile"
)

// statusCmd answers, from a file of facts and no database, what every certificate is worth on a day.
type statusCmd struct {
	Facts   string `required:"" placeholder:"FILE" help:"JSON file of facts; - reads standard input."`
	AsOf    string `name:"as-of" placeholder:"YYYY-MM-DD" help:"The day to answer for; today in the file's zone when left out."`
	KnownAt string `name:"known-at" placeholder:"RFC3339" help:"Leave out what was recorded after this instant."`
	JSON    bool   `name:"json" help:"Print JSON, which is also what is printed without."`
}

// Run prints one JSON array, an object for each person and programme in the order of the file.
func (c *statusCmd) Run(ctx *cli) error {
	knownAt, err := c.instant()
	if err != nil {
		return err
	}
	source, err := c.read(ctx.stdin)
	if err != nil {
		return exitError{exitUsage, fmt.Sprintf("--facts: %s; give the path of a file that can be read, or - for standard input", err)}
	}
	file, mistakes := factsfile.Parse(source)
	for _, mistake := range mistakes {
		_, _ = fmt.Fprintln(ctx.stderr, mistake)
	}
	if len(mistakes) > 0 {
		return exitError{code: exitUsage} // every mistake has been said
	}
	asOf := civil.In(ctx.now(), file.Zone)
	if c.AsOf != "" {
		if asOf, err = civil.Parse(c.AsOf); err != nil {
			return exitError{exitUsage, fmt.Sprintf("--as-of: %s", err)}
		}
	}
	rows := make([]statusRow, 0, len(file.People)*len(file.Programmes))
	for _, person := range file.People {
		for _, programme := range file.Programmes {
			status := recert.Answer(file.Facts(person, programme, asOf, knownAt), asOf, knownAt)
			rows = append(rows, newStatusRow(person.ID, programme, status))
		}
	}
	encoder := json.NewEncoder(ctx.stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(rows)
}

func (c *statusCmd) instant() (time.Time, error) {
	if c.KnownAt == "" {
		return time.Time{}, nil
	}
	at, err := time.Parse(time.RFC3339, c.KnownAt)
	if err != nil {
		return at, exitError{exitUsage, fmt.Sprintf("--known-at: %q is no instant; write RFC 3339, such as 2024-01-19T10:00:00Z", c.KnownAt)}
	}
	return at, nil
}

func (c *statusCmd) read(stdin io.Reader) ([]byte, error) {
	if c.Facts == "-" {
		return io.ReadAll(stdin)
	}
	return os.ReadFile(c.Facts)
}

// statusRow is one object of the answer; its keys are a contract.
type statusRow struct {
	Person    string                      `json:"person"`
	Programme string                      `json:"programme"`
	Validity  recert.Validity             `json:"validity"`
	Duty      recert.Duty                 `json:"duty"`
	OpensOn   civil.Date                  `json:"opens_on"`
	DueOn     civil.Date                  `json:"due_on"`
	Until     civil.Date                  `json:"until"`
	LapsesOn  civil.Date                  `json:"lapses_on"`
	Anchor    *string                     `json:"anchor"`
	Cycles    []cycleRow                  `json:"cycles"`
	Rules     map[string]recert.RuleState `json:"rules"`
	Why       []string                    `json:"why"`
}

type cycleRow struct {
	From      civil.Date `json:"from"`
	Until     civil.Date `json:"until"`
	Completed civil.Date `json:"completed_on"`
	Missed    bool       `json:"missed"`
}

func newStatusRow(person string, programme factsfile.Programme, s recert.Status) statusRow {
	row := statusRow{
		Person: person, Programme: programme.ID, Validity: s.Validity, Duty: s.Duty,
		OpensOn: s.OpensOn, DueOn: s.DueOn, Until: s.Until, LapsesOn: s.LapsesOn, Anchor: anchorText(programme.Terms, s),
		Cycles: make([]cycleRow, 0, len(s.Cycles)), Rules: s.Rules, Why: make([]string, 0, len(s.Why)),
	}
	for _, c := range s.Cycles {
		row.Cycles = append(row.Cycles, cycleRow{c.From, c.Until, c.Completed, c.Missed})
	}
	for _, reason := range s.Why {
		row.Why = append(row.Why, reason.English())
	}
	return row
}

// anchorText writes the anchor: a day, or in fixed mode the anchor as the programme states it.
func anchorText(t recert.Terms, s recert.Status) *string {
	var text string
	switch {
	case s.Until.IsZero():
		return nil
	case t.Mode == recert.Fixed:
		text = t.Anchor.String()
	default:
		text = s.Anchor.String()
	}
	return &text
}
