package site

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log/slog"
	"net"
	"runtime/debug"
	"strings"
	"sync/atomic"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/compress"

	"understudy/app/fault"
)

// Route is one row of the table of routes: what may be asked for, by whom, and who answers.
type Route struct {
	Method  string
	Path    string
	Policy  Policy
	Handler func(*Visit) error
	Upload  bool // takes a body of up to 20 MB, and may work on it for minutes
	Export  bool // may write for minutes
}

// Server answers requests by a table of routes.
type Server struct {
	site     Site
	app      *fiber.App
	draining atomic.Bool
}

// NewServer registers every route of the table. There is no other way to register one, and none
// without a policy.
func NewServer(site Site, table []Route) *Server {
	s := &Server{site: site}
	s.app = fiber.New(fiber.Config{
		Immutable: true, StrictRouting: true, CaseSensitive: true, DisableStartupMessage: true,
		BodyLimit: bodyLimit, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout, ReadBufferSize: headerBuffer,
		ErrorHandler: s.protocolError,
	})
	s.app.Server().HeaderReceived = perPath(table)
	s.app.Use(s.frame)
	s.app.Get("/static/*", site.Assets.serve)
	s.app.Use(compress.New(compress.Config{Level: compress.LevelBestSpeed}))
	for _, r := range table {
		s.app.Add(r.Method, r.Path, s.handle(r))
	}
	s.app.Use(s.handle(Route{Policy: Public(), Handler: func(*Visit) error { return fault.New(fault.NotFound, "fault.not_found") }}))
	return s
}

// frame surrounds every request: its id, headers, log line, and the last word on panics.
func (s *Server) frame(c *fiber.Ctx) (err error) {
	began := s.site.Now()
	id := requestID()
	c.Locals(requestKey, id)
	secure(c, s.site.Address.Secure())
	if s.draining.Load() {
		c.Context().SetConnectionClose()
	}
	defer func() {
		if p := recover(); p != nil {
			slog.Error("panic", "request", id, "panic", p, "stack", string(debug.Stack()))
			err = s.fail(c, fault.New(fault.Internal, "fault.internal"))
		}
		route := "-"
		if r := c.Route(); r != nil {
			route = r.Path
		}
		slog.Info("request", "request", id, "method", c.Method(), "route", route, "status", c.Response().StatusCode(),
			"ms", float64(s.site.Now().Sub(began).Microseconds())/1000)
	}()
	if err := s.site.Address.local(c); err != nil {
		return s.fail(c, err)
	}
	if err := c.Next(); err != nil {
		return s.protocolError(c, err)
	}
	return nil
}

const (
	requestKey = "request"
	visitKey   = "visit"
)

// requestID is the server's own: one that a client sends could be anything.
func requestID() string {
	raw := make([]byte, 6)
	_, _ = rand.Read(raw) // never fails since Go 1.24
	return hex.EncodeToString(raw)
}

// secure sets the headers of every answer.
func secure(c *fiber.Ctx, tls bool) {
	c.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "+
		"connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
	c.Set("X-Content-Type-Options", "nosniff")
	c.Set("Referrer-Policy", "same-origin")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	c.Set(fiber.HeaderCacheControl, "no-store")
	if tls {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000; includeSubDomains")
	}
}

// handle puts the gate before a handler.
func (s *Server) handle(r Route) fiber.Handler {
	return func(c *fiber.Ctx) error {
		ctx, cancel := context.WithTimeout(context.Background(), workTimeout)
		defer cancel()
		if r.Export || r.Upload {
			ctx, cancel = context.WithTimeout(context.Background(), exportTime)
			defer cancel()
		}
		c.SetUserContext(ctx)
		if err := s.admit(c, r); err != nil {
			return s.fail(c, err)
		}
		if err := r.Handler(visitOf(c)); err != nil {
			return s.fail(c, err)
		}
		return nil
	}
}

// admit recognises who asks and lets the gate decide.
func (s *Server) admit(c *fiber.Ctx, r Route) error {
	v := s.site.visit(c)
	c.Locals(visitKey, v)
	if err := v.recognise(); err != nil {
		return err
	}
	v.readFlash()
	if c.Method() != fiber.MethodGet && c.Method() != fiber.MethodHead {
		if err := s.site.Address.sameOrigin(c); err != nil {
			return err
		}
	}
	subject, err := s.site.Gate.Admit(v.Context(), r.Policy, v.Actor, func(name string) string { return c.Params(name) })
	v.Subject = subject
	return err
}

func visitOf(c *fiber.Ctx) *Visit {
	v, _ := c.Locals(visitKey).(*Visit)
	return v
}

// fail answers with the page of a fault. Nobody is shown the cause of an internal one; its reference
// is in the log.
func (s *Server) fail(c *fiber.Ctx, err error) error {
	v := visitOf(c)
	if v == nil {
		v = s.site.visit(c)
	}
	kind := fault.KindOf(err)
	if errors.Is(err, context.DeadlineExceeded) {
		kind = fault.Throttled
	}
	if kind == fault.Internal {
		slog.Error("fault", "request", v.Request, "error", err)
	}
	return v.answerFault(kind, err)
}

// protocolError answers what never reached a route: a broken request, a body that is too large.
func (s *Server) protocolError(c *fiber.Ctx, err error) error {
	var known *fiber.Error
	if !errors.As(err, &known) {
		return s.fail(c, err)
	}
	v := s.site.visit(c)
	switch known.Code {
	case fiber.StatusRequestEntityTooLarge:
		return v.answerStatus(known.Code, fault.New(fault.Invalid, "fault.too_large"))
	case fiber.StatusMethodNotAllowed:
		return v.answerStatus(known.Code, fault.New(fault.NotFound, "fault.method"))
	case fiber.StatusNotFound:
		return v.answerStatus(known.Code, fault.New(fault.NotFound, "fault.not_found"))
	default:
		return v.answerStatus(known.Code, fault.New(fault.Invalid, "fault.bad_request"))
	}
}

// Serve answers requests on a listener until Drain.
func (s *Server) Serve(l net.Listener) error { return s.app.Listener(l) }

// Drain lets the open requests finish and then stops, or gives up when ctx ends. New requests on open
// connections are answered, and asked to come on a new connection.
func (s *Server) Drain(ctx context.Context) error {
	s.draining.Store(true)
	return s.app.ShutdownWithContext(ctx)
}

// App is the application behind, for tests that answer requests without a network.
func (s *Server) App() *fiber.App { return s.app }

// isPage reports whether a browser asks for a page rather than a script for data.
func isPage(c *fiber.Ctx) bool { return strings.Contains(c.Get(fiber.HeaderAccept), "text/html") }
