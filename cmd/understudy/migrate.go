package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"understudy/app/store"
)

type databaseFlag struct {
	Database  string `default:"var/understudy.db" placeholder:"PATH_OR_URL" help:"A SQLite file, or a postgres:// address (default: ${default})."`
	LedgerKey string `placeholder:"FILE" help:"Signing key of the record (default: made outside the data folder)."`
}

// open opens the database, brings its schema up to date and starts its ledger.
func (d databaseFlag) open(ctx context.Context) (*store.Store, error) {
	s, err := store.Open(ctx, d.Database)
	if err != nil {
		return nil, err
	}
	if err := d.start(ctx, s); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// start brings a database to where facts can be written into it.
func (d databaseFlag) start(ctx context.Context, s *store.Store) error {
	if err := s.Migrate(ctx); err != nil {
		return err
	}
	key, err := d.signer(ctx, s)
	if err != nil {
		return err
	}
	return s.StartLedger(ctx, key)
}

type migrateCmd struct {
	databaseFlag
	JSON bool `help:"Print {\"from\",\"to\"}."`
}

// Run migrates the database and says from which schema to which.
func (m migrateCmd) Run(c *cli) (err error) {
	ctx := context.Background()
	s, err := store.Open(ctx, m.Database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	from, to, err := s.Schema(ctx)
	if err != nil {
		return err
	}
	if err := m.start(ctx, s); err != nil {
		return err
	}
	if m.JSON {
		return json.NewEncoder(c.stdout).Encode(map[string]int64{"from": from, "to": to})
	}
	_, err = fmt.Fprintf(c.stdout, "schema %d → %d\n", from, to)
	return err
}
