// Package storetest gives tests a database of their own, on both engines.
package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver for creating databases
)

// cluster is a PostgreSQL server for one test binary.
type cluster struct {
	folder string
	port   int
	run    func(name string, args ...string) *exec.Cmd
}

// startCluster makes and starts a server on a free loopback port, with durability off: its data are
// thrown away. As root it runs as the user postgres or nobody, since the server refuses root.
func startCluster(ctx context.Context) (*cluster, error) {
	bin, err := postgresBinaries()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "understudy-pg-")
	if err != nil {
		return nil, err
	}
	c := &cluster{folder: folder}
	if err := c.unprivileged(ctx, bin); err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	if c.port, err = freePort(); err != nil {
		return nil, err
	}
	data := filepath.Join(folder, "data")
	if out, err := c.run("initdb", "-D", data, "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	settings := fmt.Sprintf("-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200", c.port)
	start := c.run("pg_ctl", "-D", data, "-w", "-t", "60", "-l", filepath.Join(folder, "log"), "-o", settings, "start")
	if err := start.Run(); err != nil {
		text, _ := os.ReadFile(filepath.Join(folder, "log"))
		return nil, fmt.Errorf("start PostgreSQL: %w\n%s", err, text)
	}
	return c, nil
}

func (c *cluster) unprivileged(ctx context.Context, bin string) error {
	c.run = func(name string, args ...string) *exec.Cmd {
		cmd := exec.CommandContext(ctx, filepath.Join(bin, name), args...)
		cmd.Dir = c.folder
		return cmd
	}
	if os.Geteuid() != 0 {
		return nil
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		if account, err = user.Lookup("nobody"); err != nil {
			return fmt.Errorf("no unprivileged account to run PostgreSQL under: %w", err)
		}
	}
	uid, _ := strconv.Atoi(account.Uid)
	gid, _ := strconv.Atoi(account.Gid)
	if err := os.Chown(c.folder, uid, gid); err != nil {
		return err
	}
	asRoot := c.run
	c.run = func(name string, args ...string) *exec.Cmd {
		cmd := asRoot(name, args...)
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
		return cmd
	}
	return nil
}

func (c *cluster) stop() error {
	err := c.run("pg_ctl", "-D", filepath.Join(c.folder, "data"), "-m", "immediate", "stop").Run()
	return errors.Join(err, os.RemoveAll(c.folder))
}

func (c *cluster) address(database string) string {
	return fmt.Sprintf("postgres://test@127.0.0.1:%d/%s?sslmode=disable", c.port, database)
}

func (c *cluster) exec(ctx context.Context, statement string) error {
	db, err := sql.Open("pgx", c.address("postgres"))
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, statement)
	return errors.Join(err, db.Close())
}

func postgresBinaries() (string, error) {
	if path, err := exec.LookPath("pg_ctl"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil && filepath.Base(real) == "pg_ctl" {
			return filepath.Dir(real), nil
		}
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/pg_ctl")
	if len(found) == 0 {
		return "", errors.New("PostgreSQL is not installed; install Debian's package postgresql, or run make test, which does")
	}
	return filepath.Dir(found[len(found)-1]), nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	return port, l.Close()
}

// uniqueName returns a database name that no other test of this server uses.
func uniqueName(n int64) string { return fmt.Sprintf("t%d_%d", os.Getpid(), n) }
