package site

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"mime"
	"path"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"

	"understudy/app/fault"
)

// Assets serves the built files under names that carry their hash, so that a browser may keep them
// for good.
type Assets struct {
	files fs.FS
	mu    sync.Mutex
	ready map[string]asset
}

type asset struct {
	plain, zipped []byte
	kind          string
}

// NewAssets serves a folder of built files.
func NewAssets(files fs.FS) *Assets { return &Assets{files: files, ready: map[string]asset{}} }

func (a *Assets) serve(c *fiber.Ctx) error {
	name := path.Clean(strings.TrimPrefix(c.Path(), "/static/"))
	file, err := a.open(name)
	if err != nil {
		return fault.New(fault.NotFound, "fault.not_found").Because(err)
	}
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	c.Set(fiber.HeaderContentType, file.kind)
	if file.zipped == nil {
		return c.Send(file.plain)
	}
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	if !strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		return c.Send(file.plain)
	}
	c.Set(fiber.HeaderContentEncoding, "gzip")
	return c.Send(file.zipped)
}

// open reads and compresses a file the first time it is asked for: a start does not wait for it.
func (a *Assets) open(name string) (asset, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if ready, ok := a.ready[name]; ok {
		return ready, nil
	}
	plain, err := fs.ReadFile(a.files, name)
	if err != nil {
		return asset{}, err
	}
	file := asset{plain: plain, kind: mime.TypeByExtension(path.Ext(name))}
	if strings.HasPrefix(file.kind, "text/") || strings.Contains(file.kind, "javascript") || strings.Contains(file.kind, "svg") || strings.Contains(file.kind, "json") {
		var zipped bytes.Buffer
		w, _ := gzip.NewWriterLevel(&zipped, gzip.BestCompression) // the level is a constant that exists
		if _, err := w.Write(plain); err != nil {
			return asset{}, err
		}
		if err := w.Close(); err != nil {
			return asset{}, err
		}
		file.zipped = zipped.Bytes()
	}
	a.ready[name] = file
	return file, nil
}
