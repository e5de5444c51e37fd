package catalog

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Live holds the library that is served: the last good one, whatever stands in the files by now. It
// is safe for concurrent use, and reading it costs one atomic load.
type Live struct {
	dir     string
	base    func() ([]Document, []Problem) // what the folder is laid over
	current atomic.Pointer[served]

	refreshing sync.Mutex
	seen       string // what the folder looked like when it was last read
}

// served is a good library with the problems of the latest attempt to read the files.
type served struct {
	library  *Library
	problems []Problem
}

// NewLive returns a Live that serves one library and never changes.
func NewLive(l *Library) *Live {
	live := &Live{}
	live.current.Store(&served{library: l})
	return live
}

// OpenLive serves the embedded library with a folder over it, as [LoadWith] reads it; without a folder
// (dir empty) the embedded one alone. While the folder is broken it serves the embedded library. The
// error says that the program's own library is broken, with every problem on a line.
func OpenLive(dir string) (*Live, error) { return openLive(dir, embedded) }

func openLive(dir string, base func() ([]Document, []Problem)) (*Live, error) {
	library, problems := finish(base())
	if Broken(problems) {
		return nil, fmt.Errorf("the embedded library is broken:\n%s", Lines(problems))
	}
	live := &Live{dir: dir, base: base}
	live.current.Store(&served{library, problems})
	live.Refresh()
	return live, nil
}

// Lines renders problems one a line.
func Lines(problems []Problem) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintln(&b, p)
	}
	return b.String()
}

// Library returns the library to serve.
func (l *Live) Library() *Library { return l.current.Load().library }

// Problems returns what the latest attempt to read the files found wrong.
func (l *Live) Problems() []Problem { return l.current.Load().problems }

// Refresh reads the folder again if any file in it was added, removed or changed, and reports whether
// it did. A broken state of the folder changes the problems alone.
func (l *Live) Refresh() bool {
	if l.dir == "" {
		return false
	}
	l.refreshing.Lock()
	defer l.refreshing.Unlock()
	now := look(l.dir) // before reading: a change while reading shows the next time
	if now == l.seen {
		return false
	}
	l.seen = now
	library, problems := loadOver(l.base, l.dir)
	if Broken(problems) {
		library = l.Library()
	}
	l.current.Store(&served{library, problems})
	return true
}

// Watch refreshes at an interval until the context ends.
func (l *Live) Watch(ctx context.Context, every time.Duration) {
	if l.dir == "" {
		return
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			l.Refresh()
		}
	}
}

// look describes a folder by its files' names, sizes and times of change: two looks that are equal
// need no reading. What cannot be looked at is described by the reason.
func look(dir string) string {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return "unreadable: " + reason(err)
	}
	defer func() { _ = root.Close() }()
	var b strings.Builder
	for _, f := range append(contentFolders(), folder{name: "quizzes"}) {
		_ = fs.WalkDir(root.FS(), f.name, func(name string, entry fs.DirEntry, err error) error {
			if err != nil {
				fmt.Fprintln(&b, name, reason(err))
				return nil
			}
			if info, err := root.Stat(name); err == nil {
				fmt.Fprintln(&b, name, info.Size(), info.ModTime().UnixNano())
			}
			return nil
		})
	}
	return b.String()
}
