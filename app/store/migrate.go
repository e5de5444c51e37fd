package store

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"understudy/migrations"
)

// Migrate brings the schema to the version of this binary, and refuses a database that a later one
// has changed. Several instances may call it at once; one does the work.
func (s *Store) Migrate(ctx context.Context) error {
	provider, err := s.migrations()
	if err != nil {
		return err
	}
	current, target, err := versions(ctx, provider)
	if err != nil {
		return err
	}
	if current > target {
		return fmt.Errorf("the database has schema %d, this program knows %d: use a newer program", current, target)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	return nil
}

// Schema returns the schema version of the database and the one this binary wants.
func (s *Store) Schema(ctx context.Context) (current, target int64, err error) {
	provider, err := s.migrations()
	if err != nil {
		return 0, 0, err
	}
	return versions(ctx, provider)
}

func versions(ctx context.Context, provider *goose.Provider) (current, target int64, err error) {
	if current, target, err = provider.GetVersions(ctx); err != nil {
		return 0, 0, fmt.Errorf("read the schema version: %w", err)
	}
	return current, target, nil
}

func (s *Store) migrations() (*goose.Provider, error) {
	pool, err := s.pool()
	if err != nil {
		return nil, err
	}
	folder, dialect := "sqlite", goose.DialectSQLite3
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if s.engine == onPostgres {
		folder, dialect = "postgres", goose.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	files, err := fs.Sub(migrations.FS, folder)
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(dialect, pool, files, options...)
}
