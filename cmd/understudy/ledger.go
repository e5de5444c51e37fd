package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"understudy/app/ledger"
	"understudy/app/store"
)

type ledgerCmd struct {
	Verify     ledgerVerifyCmd     `cmd:"" help:"Compare every stored fact with the ledger, and name what was altered."`
	Checkpoint ledgerCheckpointCmd `cmd:"" help:"Print the signed checkpoint, to be kept elsewhere."`
}

// stored names a database that is read and never changed.
type stored struct {
	Database string `default:"var/understudy.db" placeholder:"PATH_OR_URL" help:"A SQLite file, or a postgres:// address (default: ${default})."`
}

// read opens a database that exists, with the schema of this program.
func (d stored) read(ctx context.Context) (*store.Store, error) {
	if _, err := os.Stat(d.Database); err != nil && !store.IsPostgres(d.Database) {
		return nil, exitError{exitUsage, "there is no database " + d.Database} // opening it would make one
	}
	s, err := store.Open(ctx, d.Database)
	if err != nil {
		return nil, err
	}
	current, target, err := s.Schema(ctx)
	if err == nil && current != target {
		err = exitError{exitUsage, fmt.Sprintf("the database has schema %d and this program knows %d; understudy migrate brings an older one up", current, target)}
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

type ledgerVerifyCmd struct {
	stored
	Against   string `placeholder:"FILE" help:"An older checkpoint, which the ledger must continue."`
	LedgerKey string `placeholder:"FILE" help:"The signing key that must have signed the checkpoint."`
	PublicKey string `placeholder:"KEY" help:"The same by the public key, such as understudy+1a2b3c4d+…"`
}

// Help says what the answer means.
func (ledgerVerifyCmd) Help() string {
	return `Exit 0 and a line with size and root, or exit 1 and a line for each row that is altered,
missing or extra. Without a key, the one that the ledger itself names is used, and printed:
compare it with the one that you know.

` + ledger.Limit
}

// Run audits the ledger of a database.
func (v ledgerVerifyCmd) Run(c *cli) (err error) {
	public, err := v.public()
	if err != nil {
		return err
	}
	against, err := readCheckpoint(v.Against)
	if err != nil {
		return err
	}
	ctx := context.Background()
	database, err := v.read(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	got, err := database.AuditLedger(ctx, public, against)
	if err != nil {
		return err
	}
	return reportAudit(c, got)
}

func reportAudit(c *cli, got store.Audited) error {
	if len(got.Keys) > 1 {
		_, _ = fmt.Fprintf(c.stderr, "the ledger was signed with %d keys, one after the other\n", len(got.Keys))
	}
	if got.Erased > 0 {
		_, _ = fmt.Fprintf(c.stderr, "%d rows name people who were erased; whose they were cannot be compared any more\n", got.Erased)
	}
	for _, f := range got.Findings {
		if _, err := fmt.Fprintln(c.stdout, f); err != nil {
			return err
		}
	}
	if len(got.Findings) > 0 {
		return exitError{exitFindings, fmt.Sprintf("%d findings: the database is not what was recorded", len(got.Findings))}
	}
	_, err := fmt.Fprintf(c.stdout, "size %d root %s key %s\n", got.Size, got.Root, got.By)
	return err
}

// public returns the public key that is asked for, empty where none is.
func (v ledgerVerifyCmd) public() (string, error) {
	switch {
	case v.PublicKey != "":
		if err := ledger.CheckPublic(v.PublicKey); err != nil {
			return "", exitError{exitUsage, "--public-key: " + err.Error()}
		}
		return v.PublicKey, nil
	case v.LedgerKey != "":
		key, err := readKey(v.LedgerKey)
		return key.Public, err
	default:
		return "", nil
	}
}

// readCheckpoint reads an older checkpoint, empty where no file is named.
func readCheckpoint(file string) (string, error) {
	if file == "" {
		return "", nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return "", exitError{exitUsage, fmt.Sprintf("--against: %v", err)}
	}
	signed := strings.ReplaceAll(string(text), "\r\n", "\n")
	if _, err := ledger.ReadUnchecked(signed); err != nil {
		return "", exitError{exitUsage, fmt.Sprintf("--against %s: %v", file, err)}
	}
	return signed, nil
}

type ledgerCheckpointCmd struct{ stored }

// Run prints the signed head.
func (k ledgerCheckpointCmd) Run(c *cli) (err error) {
	ctx := context.Background()
	database, err := k.read(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	signed, err := database.Checkpoint(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(c.stdout, signed)
	return err
}
