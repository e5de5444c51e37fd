package e2e

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// loaders is how many clients ask at once while the program is told to stop.
const loaders = 8

func TestStoppingCutsNoRequest(t *testing.T) {
	home := t.TempDir()
	s := serve(t, filepath.Join(home, "demo.db"), home)
	who := s.visitor()
	who.post("/demo/sign-in", url.Values{"persona": {"returning"}})
	var answered atomic.Int64
	var all sync.WaitGroup
	for range loaders {
		all.Go(func() {
			for {
				whole, err := who.whole("/record")
				if err != nil {
					if !errors.Is(err, syscall.ECONNREFUSED) {
						t.Errorf("a request was cut after %d answers: %v", answered.Load(), err)
					}
					return
				}
				if whole {
					answered.Add(1)
				}
			}
		})
	}
	s.until("enough requests are answered", func() bool { return answered.Load() >= 10*loaders })
	s.stop()
	all.Wait()
}

// whole asks for a page and reads it to its end. A page that says the server is stopping is whole too.
func (v *visitor) whole(path string) (bool, error) {
	request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, v.s.base+path, nil)
	if err != nil {
		return false, err
	}
	response, err := v.client.Do(request)
	if err != nil {
		return false, err
	}
	_, err = io.Copy(io.Discard, response.Body)
	return response.StatusCode == http.StatusOK, errors.Join(err, response.Body.Close())
}

// until waits for something to become true.
func (s *server) until(what string, is func() bool) {
	s.t.Helper()
	limit := time.NewTimer(startTime)
	defer limit.Stop()
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	for !is() {
		select {
		case <-limit.C:
			s.t.Fatalf("waited %v in vain until %s", startTime, what)
		case <-ticker.C:
		}
	}
}

const ownModule = `---
id: welcome
title: TITLE
summary: Our own words.
value: empathy
minutes: 3
---

## Why we are here {#purpose r01}

We are here for the people at the other side of the counter.

` + "```check" + `
type: truefalse
stem: We are here for people.
options:
  - text: "true"
    score: 1
    why: That is why.
  - text: "false"
    score: 0
    why: We are (r01).
` + "```\n"

func TestContentOnDiskIsServedAsItIsWritten(t *testing.T) {
	home, content := t.TempDir(), t.TempDir()
	check(t, os.Mkdir(filepath.Join(content, "modules"), 0o700))
	file := filepath.Join(content, "modules", "welcome.md")
	write := func(text string) { check(t, os.WriteFile(file, []byte(text), 0o600)) }
	write(strings.Replace(ownModule, "TITLE", "First of our own", 1))
	s := serveWith(t, filepath.Join(home, "demo.db"), home, "--demo", "--content", content)
	who := s.visitor()
	who.post("/demo/sign-in", url.Values{"persona": {"admin"}})
	shows := func(text string) func() bool {
		return func() bool { return strings.Contains(who.get("/modules/welcome"), text) }
	}
	s.until("the module of the folder is served", shows("First of our own"))
	write(strings.Replace(ownModule, "TITLE", "Second of our own", 1))
	s.until("the edited module is served", shows("Second of our own"))
	write("---\nid: welcome\ntitle: [broken\n---\n")
	s.until("the administrator is told what is broken, and where", func() bool { return strings.Contains(who.get("/admin"), "welcome.md") })
	if !shows("Second of our own")() {
		t.Error("the last good version is no longer served")
	}
	s.stop()
}
