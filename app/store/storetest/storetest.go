package storetest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"understudy/app/ledger"
	"understudy/app/store"
)

// Databases makes databases for the tests of one package.
type Databases struct {
	once     sync.Once
	server   *cluster
	template string // a migrated SQLite file
	folder   string
	key      ledger.Signer
	err      error
	count    atomic.Int64
}

// Main runs a package's tests and then stops what they started. Use it as the body of TestMain:
//
//	func TestMain(m *testing.M) { os.Exit(databases.Main(m)) }
func (d *Databases) Main(m *testing.M) int {
	code := m.Run()
	if d.server != nil {
		if err := d.server.stop(); err != nil {
			fmt.Fprintln(os.Stderr, "stop PostgreSQL:", err)
		}
	}
	if d.folder != "" {
		if err := os.RemoveAll(d.folder); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
	return code
}

// Each runs a test twice, with an empty migrated store on SQLite and on PostgreSQL.
func (d *Databases) Each(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) { test(t, d.Open(t, engine)) })
	}
}

// Open returns an empty migrated store on one engine; it is closed when the test ends.
func (d *Databases) Open(t testing.TB, engine string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), d.Address(t, engine))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.StartLedger(context.Background(), d.key); err != nil {
		t.Fatal(err)
	}
	return s
}

// Key returns the key that signs the ledgers of the databases.
func (d *Databases) Key(t testing.TB) ledger.Signer {
	t.Helper()
	d.once.Do(d.prepare)
	if d.err != nil {
		t.Fatal(d.err)
	}
	return d.key
}

// Address returns the address of a new empty migrated database.
func (d *Databases) Address(t testing.TB, engine string) string {
	t.Helper()
	d.once.Do(d.prepare)
	if d.err != nil {
		t.Fatal(d.err)
	}
	if engine == "sqlite" {
		path := filepath.Join(t.TempDir(), "test.db")
		bytes, err := os.ReadFile(d.template)
		if err == nil {
			err = os.WriteFile(path, bytes, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	name := uniqueName(d.count.Add(1))
	if err := d.server.exec(context.Background(), "CREATE DATABASE "+name+" TEMPLATE template_migrated"); err != nil {
		t.Fatal(err)
	}
	return d.server.address(name)
}

func (d *Databases) prepare() {
	ctx := context.Background()
	if d.folder, d.err = os.MkdirTemp("", "understudy-lite-"); d.err != nil {
		return
	}
	private, err := ledger.NewKey()
	if err == nil {
		d.key, err = ledger.ReadKey(private)
	}
	if err != nil {
		d.err = err
		return
	}
	d.template = filepath.Join(d.folder, "template.db")
	if d.err = migrated(ctx, d.template, d.key); d.err != nil {
		return
	}
	if d.server, d.err = startCluster(ctx); d.err != nil {
		return
	}
	if d.err = d.server.exec(ctx, "CREATE DATABASE template_migrated"); d.err != nil {
		return
	}
	d.err = migrated(ctx, d.server.address("template_migrated"), d.key)
}

func migrated(ctx context.Context, address string, key ledger.Signer) error {
	s, err := store.Open(ctx, address)
	if err != nil {
		return err
	}
	if err := s.Migrate(ctx); err != nil {
		return err
	}
	if err := s.StartLedger(ctx, key); err != nil {
		return err
	}
	return s.Close()
}
