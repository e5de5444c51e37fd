package e2e

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"understudy/app/store/storetest"
)

var (
	databases storetest.Databases
	// program builds the product once and returns the file.
	program = sync.OnceValues(build)
)

func TestMain(m *testing.M) {
	code := databases.Main(m)
	if file, err := program(); err == nil {
		if err := os.RemoveAll(filepath.Dir(file)); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
	os.Exit(code)
}

func build() (string, error) {
	folder, err := os.MkdirTemp("", "understudy-e2e-")
	if err != nil {
		return "", err
	}
	file := filepath.Join(folder, "understudy")
	out, err := exec.CommandContext(context.Background(), "go", "build", "-buildvcs=false", "-o", file, "understudy/cmd/understudy").CombinedOutput()
	if err != nil {
		return "", errors.Join(fmt.Errorf("build the program: %w\n%s", err, out), os.RemoveAll(folder))
	}
	return file, nil
}

// server is one running demonstration.
type server struct {
	t       *testing.T
	base    string // such as http://127.0.0.1:40123
	command *exec.Cmd
	ended   chan error
	log     *bytes.Buffer // read it only after the end
}

// Times that a start and an end may take.
const (
	startTime = 30 * time.Second
	stopTime  = 5 * time.Second
	lookEvery = 20 * time.Millisecond
)

// serve starts a demonstration on a database and waits until it answers.
func serve(t *testing.T, database, home string) *server {
	t.Helper()
	return serveWith(t, database, home, "--demo")
}

// serveWith starts the program with more options and waits until it answers.
func serveWith(t *testing.T, database, home string, options ...string) *server {
	t.Helper()
	address := freeAddress(t)
	s := &server{t: t, base: "http://" + address, ended: make(chan error, 1), log: &bytes.Buffer{}}
	s.command = command(t, home, append([]string{"serve", "--listen", address, "--database", database}, options...)...)
	s.command.Stdout, s.command.Stderr = s.log, s.log
	check(t, s.command.Start())
	go func() { s.ended <- s.command.Wait() }()
	t.Cleanup(s.kill)
	s.await()
	return s
}

// command is the program with a home of its own.
func command(t *testing.T, home string, args ...string) *exec.Cmd {
	t.Helper()
	file, err := program()
	check(t, err)
	c := exec.CommandContext(context.Background(), file, args...)
	c.Env = append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+filepath.Join(home, ".config"))
	return c
}

func freeAddress(t *testing.T) string {
	t.Helper()
	var listen net.ListenConfig
	l, err := listen.Listen(t.Context(), "tcp", "127.0.0.1:0")
	check(t, err)
	address := l.Addr().String()
	check(t, l.Close())
	return address
}

func (s *server) await() {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), startTime)
	defer cancel()
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	for !s.alive(ctx) {
		select {
		case err := <-s.ended:
			s.ended <- err
			s.t.Fatalf("the program ended before it answered: %v\n%s", err, s.log)
		case <-ctx.Done():
			s.t.Fatalf("the program does not answer within %v", startTime)
		case <-ticker.C:
		}
	}
}

func (s *server) alive(ctx context.Context) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.base+"/healthz", nil)
	check(s.t, err)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	check(s.t, response.Body.Close())
	return response.StatusCode == http.StatusOK
}

// stop asks the program to end, as a service manager does, and checks that it ends well.
func (s *server) stop() {
	s.t.Helper()
	check(s.t, s.command.Process.Signal(syscall.SIGTERM))
	select {
	case err := <-s.ended:
		s.ended <- err
		if err != nil {
			s.t.Errorf("the program ended with %v after SIGTERM\n%s", err, s.log)
		}
	case <-time.After(stopTime):
		s.t.Errorf("the program still runs %v after SIGTERM", stopTime)
	}
}

// kill ends the program without any warning; one that has ended already is left in peace.
func (s *server) kill() {
	_ = s.command.Process.Kill() // fails only where it has ended
	s.ended <- <-s.ended
}

// visitor is somebody at the pages without a browser.
type visitor struct {
	s      *server
	client *http.Client
}

func (s *server) visitor() *visitor {
	jar, err := cookiejar.New(nil)
	check(s.t, err)
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &visitor{s, &http.Client{Jar: jar, CheckRedirect: stay}}
}

// at moves the visitor to another server with the same cookies, which hold for a host on every port.
func (v *visitor) at(s *server) *visitor { return &visitor{s, v.client} }

func (v *visitor) get(path string) string {
	v.s.t.Helper()
	status, _, body := v.ask(http.MethodGet, path, nil)
	if status != http.StatusOK {
		v.s.t.Fatalf("GET %s answers %d", path, status)
	}
	return body
}

// post sends a form and returns where the answer leads.
func (v *visitor) post(path string, form url.Values) string {
	v.s.t.Helper()
	status, to, body := v.ask(http.MethodPost, path, form)
	if status != http.StatusSeeOther {
		v.s.t.Fatalf("POST %s answers %d in place of 303\n%s", path, status, body)
	}
	return to
}

func (v *visitor) ask(method, path string, form url.Values) (status int, to, body string) {
	v.s.t.Helper()
	request, err := http.NewRequestWithContext(v.s.t.Context(), method, v.s.base+path, strings.NewReader(form.Encode()))
	check(v.s.t, err)
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Origin", v.s.base)
	}
	response, err := v.client.Do(request)
	check(v.s.t, err)
	text, err := io.ReadAll(response.Body)
	check(v.s.t, errors.Join(err, response.Body.Close()))
	return response.StatusCode, response.Header.Get("Location"), string(text)
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
