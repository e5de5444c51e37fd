package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"understudy/app/auth"
	"understudy/app/catalog"
	"understudy/app/enter"
	"understudy/app/rehearse"
	"understudy/app/store"
	"understudy/app/web"
	"understudy/app/web/site"
)

type serveCmd struct {
	databaseFlag
	Listen       string   `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to listen (default: ${default})."`
	Demo         bool     `help:"Serve a demonstration: invented people, sign-in by one click, on this machine alone."`
	Content      string   `placeholder:"DIR" help:"A folder of content that overrides the shipped library, for authoring on one's own machine."`
	PublicURL    string   `name:"public-url" placeholder:"URL" help:"How people reach this server, such as https://train.example.org."`
	Zone         string   `default:"UTC" placeholder:"ZONE" help:"Time zone of the organisation; it is stored at the first start (default: ${default})."`
	TrustedProxy []string `placeholder:"CIDR" help:"Networks whose X-Forwarded-For is believed."`
	SMTPURL      string   `name:"smtp-url" placeholder:"URL" help:"Mail server, such as smtp://user@mail.example.org:587. No mail is sent yet."`
}

// Run serves until it is told to stop.
func (s serveCmd) Run(c *cli) (err error) {
	slog.SetDefault(slog.New(slog.NewTextHandler(c.stderr, nil)))
	address, err := s.address()
	if err != nil {
		return exitError{exitUsage, err.Error()}
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	database, err := s.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	config, err := s.prepare(ctx, database, address, c.now)
	if err != nil {
		return err
	}
	server, err := web.New(config)
	if err != nil {
		return err
	}
	return s.serve(ctx, server, database, config)
}

// address checks how the world is to reach this server.
func (s serveCmd) address() (site.Address, error) {
	a := site.Address{Demo: s.Demo}
	if s.PublicURL != "" {
		public, err := url.Parse(s.PublicURL)
		if err != nil || public.Host == "" || (public.Scheme != "http" && public.Scheme != "https") {
			return a, fmt.Errorf("--public-url %q is no address; write for example https://train.example.org", s.PublicURL)
		}
		a.Public = public
	}
	for _, text := range s.TrustedProxy {
		network, err := netip.ParsePrefix(text)
		if err != nil {
			return a, fmt.Errorf("--trusted-proxy %q is no network; write for example 10.0.0.0/8", text)
		}
		a.Proxies = append(a.Proxies, network)
	}
	host, _, err := net.SplitHostPort(s.Listen)
	if err != nil {
		return a, fmt.Errorf("--listen %q is no address; write for example 127.0.0.1:8080", s.Listen)
	}
	if s.Demo && !site.Loopback(host) {
		return a, fmt.Errorf("a demonstration lets anybody in and listens on this machine alone: --listen 127.0.0.1:8080, not %s", s.Listen)
	}
	return a, nil
}

func (s serveCmd) serve(ctx context.Context, server *site.Server, database *store.Store, config web.Config) error {
	listener, err := net.Listen("tcp", s.Listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	slog.Info("listening", "address", "http://"+listener.Addr().String(), "database", describe(s.Database), "demonstration", s.Demo)
	if !s.Demo {
		if err := welcomeAdministrator(ctx, database, config.Address, listener.Addr().String(), config.Now()); err != nil {
			return errors.Join(err, listener.Close())
		}
	}
	go config.Live.Watch(ctx, contentEvery, database.Written, func(lib *catalog.Library) {
		// What is served is kept first of all, so that whoever begins it can end it.
		if err := database.KeepDocuments(ctx, lib.Documents, config.Now()); err != nil {
			slog.Error("a new text of the library is not kept", "error", err)
		}
	})
	go forget(ctx, database, config.Now)
	go closeOverdue(ctx, config)
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	go debug.FreeOSMemory() // what reading the library took; whoever runs this beside other programs gets it back
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		slog.Info("stopping: open requests are answered first")
		limit, cancel := context.WithTimeout(context.Background(), drainTime)
		defer cancel()
		return server.Drain(limit)
	}
}

const (
	drainTime    = 4 * time.Second
	contentEvery = 500 * time.Millisecond
	forgetEvery  = 6 * time.Hour
	overdueEvery = time.Minute
)

// closeOverdue hands in, or gives up, papers whose time ran out and that nobody came back to. No page waits
// for it: what is over takes no answer either way.
func closeOverdue(ctx context.Context, config web.Config) {
	ticker := time.NewTicker(overdueEvery)
	defer ticker.Stop()
	for {
		if err := config.CloseOverdue(ctx); err != nil && ctx.Err() == nil {
			slog.Error("overdue papers are not closed", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// forget erases what was written in practices and is too old to keep, now and again. No page waits for
// it: what is too old is not shown either way.
func forget(ctx context.Context, database *store.Store, now func() time.Time) {
	ticker := time.NewTicker(forgetEvery)
	defer ticker.Stop()
	for {
		if err := (rehearse.Stage{Plays: database}).Forget(ctx, now()); err != nil && ctx.Err() == nil {
			slog.Error("old words of practices are not erased", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// describe names a database without the secrets that an address may hold.
func describe(database string) string {
	if !store.IsPostgres(database) {
		return database
	}
	if u, err := url.Parse(database); err == nil {
		return u.Redacted()
	}
	return "postgres"
}

// welcomeAdministrator prints a one-time address as long as no administrator can sign in.
func welcomeAdministrator(ctx context.Context, s *store.Store, address site.Address, listening string, now time.Time) error {
	admin, needed, err := s.AdministratorToWelcome(ctx, now)
	if err != nil || !needed {
		return err
	}
	door := enter.Door{Accounts: s, Sessions: s, Invitations: s, Guard: s, Secrets: auth.NewHasher(1), Tokens: auth.Tokens{}}
	codes, err := door.Invite(ctx, admin, admin, now)
	if err != nil {
		return err
	}
	base := "http://" + listening
	if address.Public != nil {
		base = address.Public.Scheme + "://" + address.Public.Host
	}
	slog.Info("no administrator can sign in yet; open this address once to become one", "address", base+"/join/"+codes.Link)
	return nil
}

// version is what the build knows of itself.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(development)"
}

// openLibrary loads the library, with the folder of an author over it.
func openLibrary(folder string) (*catalog.Live, error) {
	live, err := catalog.OpenLive(folder)
	if err != nil {
		return nil, err
	}
	for _, p := range live.Problems() {
		slog.Warn("content", "problem", p.String())
	}
	return live, nil
}
