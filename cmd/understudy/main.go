// Command understudy trains people in a code of conduct, and keeps the record of it.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"
	_ "time/tzdata" // zones are known on a machine that has no zone files

	"github.com/alecthomas/kong"
)

// Exit codes.
const (
	exitFine     = 0
	exitFindings = 1 // findings, refusals, or something failed
	exitUsage    = 2 // usage or bad input
)

type commands struct {
	Serve   serveCmd   `cmd:"" help:"Serve the pages."`
	Migrate migrateCmd `cmd:"" help:"Bring a database to the schema of this program."`
	Check   checkCmd   `cmd:"" help:"Prove scenarios: walk every state and report what is wrong."`
	Fmt     fmtCmd     `cmd:"" help:"Format a scenario."`
	Status  statusCmd  `cmd:"" help:"Compute certification status from a file of facts."`
	Assess  assessCmd  `cmd:"" help:"Find conduct in replies, a JSON object a line."`
	Recall  recallCmd  `cmd:"" help:"Show the arithmetic of memory."`
	Quiz    quizCmd    `cmd:"" help:"Draw papers and judge questions."`
	Routes  routesCmd  `cmd:"" help:"Print every route with who may use it."`
	People  peopleCmd  `cmd:"" help:"Import people."`
	Admin   adminCmd   `cmd:"" help:"Make administrators."`
	Ledger  ledgerCmd  `cmd:"" help:"Prove that the record is what was recorded."`
	Proof   proofCmd   `cmd:"" help:"Prove a certificate to somebody outside."`
	Polite  politeCmd  `cmd:"" name:"politeness" help:"Fit the politeness score."`
}

// cli is what a command may touch of the world around it.
type cli struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	now            func() time.Time
}

// exitError ends the program with a code. An empty message prints nothing: all was said.
type exitError struct {
	code int
	msg  string
}

func (e exitError) Error() string { return e.msg }

func main() {
	os.Exit(run(os.Args[1:], cli{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, now: time.Now}))
}

// run carries out one command line and returns the exit code.
func run(args []string, c cli) (code int) {
	var chosen commands
	exited := false
	parser, err := kong.New(&chosen, kong.Name("understudy"),
		kong.Description("Training and role-play for a code of conduct in customer service. Every flag can be set as UNDERSTUDY_FLAG_NAME."),
		kong.DefaultEnvars("UNDERSTUDY"), kong.Writers(c.stdout, c.stderr), kong.UsageOnError(),
		kong.Exit(func(int) { exited = true }), kong.Bind(&c))
	if err != nil {
		_, _ = fmt.Fprintln(c.stderr, "understudy:", err)
		return exitUsage
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if exited { // --help has been printed
		return exitFine
	}
	if err != nil {
		_, _ = fmt.Fprintf(c.stderr, "understudy: %v\nSee understudy --help.\n", err)
		return exitUsage
	}
	return report(parsed.Run(&c), c.stderr)
}

func report(err error, stderr io.Writer) int {
	var exit exitError
	switch {
	case err == nil:
		return exitFine
	case errors.As(err, &exit):
		if exit.msg != "" {
			_, _ = fmt.Fprintln(stderr, "understudy:", exit.msg)
		}
		return exit.code
	default:
		_, _ = fmt.Fprintln(stderr, "understudy:", err)
		return exitFindings
	}
}
