// Package store keeps everything in SQLite or PostgreSQL. It is the only package that knows GORM.
//
// Reads go through a pool. Writes go through one committer, which takes them in order and commits
// them in groups; see [Store.write].
package store

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gorm.io/driver/postgres"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Store is an open database.
type Store struct {
	engine  engine
	reader  *gorm.DB
	writer  *gorm.DB
	pending chan *member
	stopped chan struct{}

	ledger     appender
	remembered remembered
	papers     papers
}

type engine uint8

const (
	onSQLite engine = iota
	onPostgres
)

const (
	readConnections = 4
	busyTimeout     = 10 * time.Second
	pendingWrites   = 1024
	// statementsKept is how many compiled statements a SQLite connection keeps. Without them the statements
	// of a transaction are compiled anew in each, which costs more than to carry them out.
	statementsKept = "64"
)

// Open opens the database at a file path or a postgres:// address, without changing its schema; see
// [Store.Migrate]. It fails when the engine did not take a setting that durability rests on.
func Open(ctx context.Context, address string) (*Store, error) {
	s := &Store{pending: make(chan *member, pendingWrites), stopped: make(chan struct{})}
	var err error
	if IsPostgres(address) {
		err = s.openPostgres(address)
	} else {
		err = s.openSQLite(ctx, address)
	}
	if err != nil {
		return nil, err
	}
	if err := noticeFacts(s.writer); err != nil {
		return nil, err
	}
	s.ledger.kinds = kindsByTable()
	go s.commitGroups()
	return s, nil
}

// IsPostgres reports whether a database address names a PostgreSQL server rather than a file.
func IsPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

func (s *Store) openSQLite(ctx context.Context, path string) error {
	s.engine = onSQLite
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return fmt.Errorf("make the folder of the database: %w", err)
	}
	busy := fmt.Sprint(busyTimeout.Milliseconds())
	writer := sqliteAddress(path, url.Values{"_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_busy_timeout": {busy},
		"_foreign_keys": {"on"}, "_txlock": {"immediate"}, "_stmt_cache_size": {statementsKept}})
	var err error
	if s.writer, err = connect(sqlite.Open(writer), 1); err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	if err := s.checkPragmas(ctx); err != nil {
		return err
	}
	// A read that begins immediate beside the writer would find the database locked.
	reader := sqliteAddress(path, url.Values{"mode": {"ro"}, "_query_only": {"1"}, "_busy_timeout": {busy},
		"_foreign_keys": {"on"}, "_txlock": {"deferred"}, "_stmt_cache_size": {statementsKept}})
	if s.reader, err = connect(sqlite.Open(reader), readConnections); err != nil {
		return fmt.Errorf("open %s for reading: %w", path, err)
	}
	return nil
}

func sqliteAddress(path string, settings url.Values) string {
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: settings.Encode()}).String()
}

// checkPragmas reads back what the address asked for: the driver ignores a key that it does not know.
func (s *Store) checkPragmas(ctx context.Context) error {
	want := []struct{ pragma, value string }{
		{"journal_mode", "wal"}, {"synchronous", "2"}, {"foreign_keys", "1"}, {"busy_timeout", fmt.Sprint(busyTimeout.Milliseconds())},
	}
	for _, w := range want {
		var got string
		if err := s.writer.WithContext(ctx).Raw("PRAGMA " + w.pragma).Row().Scan(&got); err != nil {
			return fmt.Errorf("read pragma %s: %w", w.pragma, err)
		}
		if got != w.value {
			return fmt.Errorf("the database would run with %s=%s, and needs %s", w.pragma, got, w.value)
		}
	}
	return nil
}

func (s *Store) openPostgres(address string) error {
	s.engine = onPostgres
	var err error
	if s.writer, err = connect(postgres.Open(address), 2); err != nil {
		return fmt.Errorf("open the PostgreSQL database: %w", err)
	}
	if s.reader, err = connect(postgres.Open(address), 2*readConnections); err != nil {
		return fmt.Errorf("open the PostgreSQL database: %w", err)
	}
	return nil
}

func connect(dialector gorm.Dialector, connections int) (*gorm.DB, error) {
	db, err := gorm.Open(dialector, &gorm.Config{
		SkipDefaultTransaction: true,
		PrepareStmt:            true,
		TranslateError:         true,
		Logger:                 logger.Discard,
	})
	if err != nil {
		return nil, err
	}
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return db, nil
}

// Close lets the writes in hand finish and closes the database.
func (s *Store) Close() error {
	close(s.pending)
	<-s.stopped
	for _, db := range []*gorm.DB{s.reader, s.writer} {
		if pool, err := db.DB(); err == nil {
			if err := pool.Close(); err != nil {
				slog.Warn("close database", "error", err)
			}
		}
	}
	return nil
}

// Ready reports whether the database answers.
func (s *Store) Ready(ctx context.Context) error {
	var one int
	return s.reader.WithContext(ctx).Raw("SELECT 1").Row().Scan(&one)
}

func (s *Store) pool() (*sql.DB, error) { return s.writer.DB() }

func (s *Store) read(ctx context.Context) *gorm.DB { return s.reader.WithContext(ctx) }
