package site

import (
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// What one request may take. Upload and export routes have limits of their own.
const (
	bodyLimit    = 256 << 10
	uploadLimit  = 20 << 20
	readTimeout  = 10 * time.Second
	writeTimeout = 30 * time.Second
	exportTime   = 10 * time.Minute
	idleTimeout  = 60 * time.Second
	workTimeout  = 20 * time.Second // how long a handler may take before its context ends
	headerBuffer = 16 << 10
)

// perPath sets the limits of single routes, which Fiber has one number for, and closes the connection
// after a request that states its length twice over: whatever follows on it may be smuggled.
func perPath(routes []Route) func(*fasthttp.RequestHeader) fasthttp.RequestConfig {
	uploads, exports := map[string]bool{}, map[string]bool{}
	for _, r := range routes {
		if r.Upload {
			uploads[r.Path] = true
		}
		if r.Export {
			exports[r.Path] = true
		}
	}
	return func(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
		if len(h.Peek(fiber.HeaderTransferEncoding)) > 0 && len(h.Peek(fiber.HeaderContentLength)) > 0 {
			h.SetConnectionClose()
		}
		c := fasthttp.RequestConfig{ReadTimeout: readTimeout, WriteTimeout: writeTimeout, MaxRequestBodySize: bodyLimit}
		path, _, _ := cutByte(h.RequestURI(), '?')
		if uploads[path] {
			c.MaxRequestBodySize, c.ReadTimeout, c.WriteTimeout = uploadLimit, time.Minute, exportTime
		}
		if exports[path] {
			c.WriteTimeout = exportTime
		}
		return c
	}
}

func cutByte(text []byte, sep byte) (before, after string, found bool) {
	for i, b := range text {
		if b == sep {
			return string(text[:i]), string(text[i+1:]), true
		}
	}
	return string(text), "", false
}
