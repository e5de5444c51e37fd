package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"understudy/app/civil"
	"understudy/app/course"
	"understudy/app/enrol"
	"understudy/app/fault"
	"understudy/app/store"
)

type peopleCmd struct {
	Import peopleImportCmd `cmd:"" help:"Import people from a CSV file."`
}

type peopleImportCmd struct {
	databaseFlag
	File     string `arg:"" help:"CSV file in UTF-8 with a header line; - reads standard input. Columns, in any order: employee_id, name, email, team, manager_id, role, hired_on, left_on, channels, programme."`
	DryRun   bool   `help:"Only report what would change."`
	Partial  bool   `help:"Apply the good lines of a file that has refused ones."`
	Complete bool   `help:"The file lists everybody: whoever is missing no longer works here from today on."`
	Content  string `placeholder:"DIR" help:"A folder of content whose programmes may be named too."`
	Zone     string `default:"UTC" placeholder:"ZONE" help:"Time zone of today, until the first start stores one (default: ${default})."`
	JSON     bool   `help:"Print the report as one JSON object."`
}

// Help says what the short help leaves out.
func (peopleImportCmd) Help() string {
	return `A line adds somebody, or changes the person with its employee_id. A column that the file
does not have changes nothing. left_on is the first day away. Channels are separated by a
space or |. A second run of the same file changes nothing.

Exit 0: done. 1: lines are refused (nothing is applied, unless --partial). 2: the file
cannot be used.`
}

// Run imports a file and prints what became of each line.
func (p peopleImportCmd) Run(c *cli) (err error) {
	file, err := p.read(c.stdin)
	if err != nil {
		return exitError{exitUsage, err.Error()}
	}
	ctx := context.Background()
	database, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	live, err := openLibrary(p.Content)
	if err != nil {
		return err
	}
	today, err := p.today(ctx, database, c.now())
	if err != nil {
		return err
	}
	desk := enrol.Desk{People: database, Programmes: func() []course.Programme { return live.Library().Programmes }}
	report, err := desk.Import(ctx, file, enrol.Options{DryRun: p.DryRun, Partial: p.Partial, Complete: p.Complete}, "", today, c.now())
	if err != nil {
		return err
	}
	if err := p.print(c, report); err != nil {
		return err
	}
	if report.Count(enrol.Refused) > 0 {
		return exitError{exitFindings, ""}
	}
	return nil
}

func (p peopleImportCmd) read(stdin io.Reader) (enrol.File, error) {
	if p.File == "-" {
		return enrol.Read(stdin)
	}
	f, err := os.Open(p.File)
	if err != nil {
		return enrol.File{}, err
	}
	defer func() { _ = f.Close() }() // it was only read
	file, err := enrol.Read(bufio.NewReader(f))
	if err != nil {
		return file, fmt.Errorf("%s: %w", p.File, err)
	}
	return file, nil
}

// today is the day in the stored zone. An import stores no zone: that is the first start's to do.
func (p peopleImportCmd) today(ctx context.Context, database *store.Store, now time.Time) (civil.Date, error) {
	name, err := database.Setting(ctx, "zone")
	if fault.Is(err, fault.NotFound) {
		name, err = p.Zone, nil
	}
	if err != nil {
		return civil.Date{}, err
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return civil.Date{}, exitError{exitUsage, fmt.Sprintf("--zone %q is no time zone; write for example Europe/Paris", name)}
	}
	return civil.In(now, zone), nil
}

func (p peopleImportCmd) print(c *cli, report enrol.Report) error {
	out := bufio.NewWriter(c.stdout)
	if p.JSON {
		if err := json.NewEncoder(out).Encode(reportOf(report, p.DryRun)); err != nil {
			return err
		}
		return out.Flush()
	}
	for _, l := range report.Lines {
		printLine(out, l)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(c.stderr, p.summary(report))
	return err
}

func printLine(out *bufio.Writer, l enrol.Line) {
	place := "missing"
	if l.Line > 0 {
		place = fmt.Sprintf("line %d", l.Line)
	}
	_, _ = fmt.Fprintf(out, "%s: %s %s", place, l.Outcome, l.EmployeeID) // the writer keeps its error for Flush
	for i, d := range l.Changes {
		separator := ","
		if i == 0 {
			separator = ":"
		}
		_, _ = fmt.Fprintf(out, "%s %s: %s → %s", separator, d.Field, orNothing(d.Old), orNothing(d.New))
	}
	_, _ = fmt.Fprintln(out)
	for _, problem := range l.Problems {
		_, _ = fmt.Fprintln(out, "  "+problem.English())
	}
}

func orNothing(text string) string {
	if text == "" {
		return "(nothing)"
	}
	return text
}

func (p peopleImportCmd) summary(r enrol.Report) string {
	counts := fmt.Sprintf("%d added, %d changed, %d unchanged, %d ended, %d refused", r.Count(enrol.Added), r.Count(enrol.Changed),
		r.Count(enrol.Unchanged), r.Count(enrol.Ended), r.Count(enrol.Refused))
	switch {
	case p.DryRun:
		return counts + "; a dry run, nothing was applied"
	case !r.Applied:
		return counts + "; nothing was applied: mend the refused lines, or add --partial to apply the others"
	default:
		return counts
	}
}

type reportJSON struct {
	Applied   bool       `json:"applied"`
	DryRun    bool       `json:"dry_run"`
	Added     int        `json:"added"`
	Changed   int        `json:"changed"`
	Unchanged int        `json:"unchanged"`
	Ended     int        `json:"ended"`
	Refused   int        `json:"refused"`
	Lines     []lineJSON `json:"lines"`
}

type lineJSON struct {
	Line       *int         `json:"line"` // null for somebody whom a complete file leaves out
	EmployeeID string       `json:"employee_id"`
	Outcome    string       `json:"outcome"`
	Changes    []changeJSON `json:"changes"`
	Problems   []wrongJSON  `json:"problems"`
}

type changeJSON struct {
	Field string `json:"field"`
	Old   string `json:"old"`
	New   string `json:"new"`
}

type wrongJSON struct {
	Column  string `json:"column"`
	Found   string `json:"found"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

func reportOf(r enrol.Report, dry bool) reportJSON {
	out := reportJSON{Applied: r.Applied, DryRun: dry, Added: r.Count(enrol.Added), Changed: r.Count(enrol.Changed),
		Unchanged: r.Count(enrol.Unchanged), Ended: r.Count(enrol.Ended), Refused: r.Count(enrol.Refused), Lines: []lineJSON{}}
	for _, l := range r.Lines {
		line := lineJSON{EmployeeID: l.EmployeeID, Outcome: string(l.Outcome), Changes: []changeJSON{}, Problems: []wrongJSON{}}
		if l.Line > 0 {
			line.Line = &l.Line
		}
		for _, d := range l.Changes {
			line.Changes = append(line.Changes, changeJSON{d.Field, d.Old, d.New})
		}
		for _, p := range l.Problems {
			line.Problems = append(line.Problems, wrongJSON{p.Column, p.Found, p.Code, p.Advice()})
		}
		out.Lines = append(out.Lines, line)
	}
	return out
}
