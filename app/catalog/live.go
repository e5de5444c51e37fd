package catalog

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Live holds the library that is served: the last good one, whatever stands in the files by now. It
// is safe for concurrent use, and reading it costs one atomic load. What people wrote in the pages is
// laid over what the program carries, and a folder over both.
type Live struct {
	dir     string
	base    func() ([]Document, []Problem) // what the rest is laid over
	current atomic.Pointer[served]

	refreshing sync.Mutex
	seen       string // what the folder looked like when it was last read
	written    []Document
	stamp      string // of the written documents
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
	l.serve(l.written)
	return true
}

// Stamp tells which state of what people wrote is served.
func (l *Live) Stamp() string {
	l.refreshing.Lock()
	defer l.refreshing.Unlock()
	return l.stamp
}

// Lay lays what people wrote over what the program carries, and reports whether that is new: the stamp
// tells one state of it from another. A state that breaks the library changes the problems alone.
func (l *Live) Lay(stamp string, written []Document) bool {
	l.refreshing.Lock()
	defer l.refreshing.Unlock()
	if l.base == nil || stamp == l.stamp {
		return false
	}
	l.stamp, l.written = stamp, written
	l.serve(written)
	return true
}

// Try reports what would be wrong with the library if a document were laid over it too.
func (l *Live) Try(d Document) []Problem {
	l.refreshing.Lock()
	defer l.refreshing.Unlock()
	if l.base == nil {
		return nil
	}
	_, problems := l.build(override(slices.Clone(l.written), []Document{d}))
	return problems
}

// serve builds the library anew and serves it, if it is a good one.
func (l *Live) serve(written []Document) {
	library, problems := l.build(written)
	if Broken(problems) {
		library = l.Library()
	}
	l.current.Store(&served{library, problems})
}

func (l *Live) build(written []Document) (*Library, []Problem) {
	base := func() ([]Document, []Problem) {
		docs, problems := l.base()
		return override(docs, written), problems
	}
	if l.dir == "" {
		return finish(base())
	}
	return loadOver(base, l.dir)
}

// Written returns what people wrote and the stamp of its state; nothing where the stamp is the one given.
type Written func(ctx context.Context, stamp string) (string, []Document, error)

// Watch refreshes at an interval until the context ends, and says so when there is another library. The
// written documents come from written, with their stamp; an error of it leaves them as they are.
func (l *Live) Watch(ctx context.Context, every time.Duration, written Written, changed func(*Library)) {
	if l.base == nil {
		return
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			fresh := l.Refresh()
			if stamp, docs, err := written(ctx, l.Stamp()); err == nil {
				fresh = l.Lay(stamp, docs) || fresh
			}
			if fresh {
				changed(l.Library())
			}
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
