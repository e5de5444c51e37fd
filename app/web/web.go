// Package web puts the pages together: one table of routes behind one gate.
package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"sync"
	"time"

	"understudy/app/archive"
	"understudy/app/assign"
	"understudy/app/auth"
	texts "understudy/app/author"
	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/course"
	"understudy/app/demo"
	"understudy/app/enrol"
	"understudy/app/enter"
	"understudy/app/examine"
	"understudy/app/find"
	"understudy/app/gauge"
	"understudy/app/ident"
	"understudy/app/learn"
	"understudy/app/oversee"
	"understudy/app/people"
	"understudy/app/record"
	"understudy/app/refresh"
	"understudy/app/rehearse"
	"understudy/app/speech"
	"understudy/app/store"
	"understudy/app/web/account"
	"understudy/app/web/admin"
	"understudy/app/web/author"
	"understudy/app/web/i18n"
	"understudy/app/web/judge"
	pageslearn "understudy/app/web/learn"
	"understudy/app/web/site"
	"understudy/app/web/team"
	"understudy/app/web/ui"
	"understudy/static"
)

// Config is what a server is made of.
type Config struct {
	Store     *store.Store
	Live      *catalog.Live
	Revisions []record.RuleRevision // on record when the server starts
	Zone      *time.Location
	Address   site.Address
	Version   string
	Now       func() time.Time
}

// parallelHashes bounds how many passwords are hashed at once: see performance of sign-ins.
const parallelHashes = 2

// New returns a server that is ready to serve.
func New(c Config) (*site.Server, error) {
	catalogue, err := i18n.Load()
	if err != nil {
		return nil, err
	}
	manifest, err := static.Load()
	if err != nil {
		return nil, err
	}
	built, err := static.Files()
	if err != nil {
		return nil, err
	}
	door := enter.Door{Accounts: c.Store, Sessions: c.Store, Invitations: c.Store, Guard: c.Store,
		Secrets: auth.NewHasher(parallelHashes), Tokens: auth.Tokens{}, Zone: c.Zone}
	kit, err := speech.Shipped()
	if err != nil {
		return nil, err
	}
	panel := c.panel(kit)
	refresher := refresh.Desk{Reviews: c.Store, Record: c.Store, Questions: archive.New(c.Live, c.Store), Office: c.office, Checked: &refresh.Checked{}, Kept: &refresh.Kept{}}
	p := pages{account: account.Pages{Door: door, Ways: c.Store, People: c.Store, Version: c.Version}, learn: c.learnPages(panel, refresher), judge: judge.Pages{Panel: panel}, admin: c.adminPages(), health: health{c.Store}}
	p.team = team.Pages{Desk: oversee.Desk{People: c.Store, Record: c.Store, Office: c.office, Memory: refresher.Memories}, Groups: c.Store, Times: c.Store, Door: door, Public: c.Address.Public}
	p.author = c.authorPages()
	if c.Address.Demo {
		p.account.Personas = demo.Personas()
	}
	return site.NewServer(site.Site{
		Address: c.Address, Gate: c.gate(), Door: door, Live: c.Live, Catalogue: catalogue, Manifest: manifest,
		Assets: site.NewAssets(built), Now: c.Now, Zone: c.Zone,
	}, p.table()), nil
}

// panel is where role-plays are judged, by the detectors first.
func (c Config) panel(kit *speech.Kit) rehearse.Panel {
	code := func() *conduct.Code { return c.Live.Library().Code }
	return rehearse.Panel{Reviews: c.Store, Person: c.Store.Person, Day: func(at time.Time) civil.Date { return civil.In(at, c.Zone) },
		Stage: rehearse.Stage{Plays: c.Store, Scenarios: archive.New(c.Live, c.Store), Office: c.office, Code: code, Speech: kit}}
}

func (c Config) learnPages(panel rehearse.Panel, refresher refresh.Desk) pageslearn.Pages {
	shelf := archive.New(c.Live, c.Store)
	return pageslearn.Pages{
		Desk:         learn.Desk{Record: c.Store, Office: c.office},
		Stage:        panel.Stage,
		Panel:        panel,
		Hall:         examine.Hall{Attempts: c.Store, Answers: c.Store, Questions: shelf, Office: c.office},
		Certificates: c.Store,
		Refresher:    refresher,
		Index:        (&indexes{live: c.Live, ready: map[string]*find.Index{}}).in,
	}
}

func (c Config) authorPages() author.Pages {
	shelf := archive.New(c.Live, c.Store)
	return author.Pages{Desk: texts.Desk{Versions: c.Store, Live: c.Live}, Gauge: gauge.Desk{Attempts: c.Store, Questions: shelf},
		Regrader: examine.Regrader{Attempts: c.Store, Regrades: c.Store, Questions: shelf, Persons: c.Store, Office: c.office}}
}

func (c Config) adminPages() admin.Pages {
	programmes := func() []course.Programme { return c.Live.Library().Programmes }
	return admin.Pages{Trail: c.Store, Live: c.Live, Register: c.Store, Desk: enrol.Desk{People: c.Store, Programmes: programmes}}
}

// office says what evidence completes, with the library in force and the organisation's day.
func (c Config) office(p people.Person, now time.Time) assign.Office {
	lib := c.Live.Library().In(p.Lang)
	return assign.Office{Contents: lib, Programmes: lib.Programmes, Code: lib.Code, Revisions: c.Revisions, Person: p,
		Today: civil.In(now, c.Zone), Now: now, NewCode: certificateCode}
}

// certificateCode is 128 random bits in hexadecimal.
func certificateCode() string {
	raw := make([]byte, 16)
	_, _ = rand.Read(raw) // never fails since Go 1.24
	return hex.EncodeToString(raw)
}

func (c Config) gate() site.Gate {
	return site.Gate{Demo: c.Address.Demo, Person: c.Store.Person, ReportsTo: c.Store.ReportsTo, Owners: site.Owners{
		"play": func(ctx context.Context, id string) (ident.ID, error) {
			play, _, err := c.Store.Play(ctx, ident.ID(id))
			return play.Person, err
		},
		"attempt": func(ctx context.Context, id string) (ident.ID, error) {
			attempt, err := c.Store.Begun(ctx, ident.ID(id))
			return attempt.Person, err
		},
		"certificate": func(ctx context.Context, code string) (ident.ID, error) {
			certificate, err := c.Store.Certificate(ctx, code)
			return certificate.Person, err
		},
	}}
}

// indexes makes the search index of a language when it is first asked for, and again when the code
// changes.
type indexes struct {
	live  *catalog.Live
	mu    sync.Mutex
	of    *catalog.Library
	ready map[string]*find.Index
}

func (x *indexes) in(lang string) *find.Index {
	x.mu.Lock()
	defer x.mu.Unlock()
	library := x.live.Library()
	if x.of != library {
		x.of = library
		clear(x.ready)
	}
	if x.ready[lang] == nil {
		x.ready[lang] = find.New(library.In(lang).Code)
	}
	return x.ready[lang]
}

// health answers the machines that watch over the server.
type health struct {
	database interface {
		Ready(ctx context.Context) error
	}
}

// Alive says that the process answers.
func (h health) Alive(v *site.Visit) error { return v.Ctx.SendString("ok\n") }

// Ready says whether the database answers too.
func (h health) Ready(v *site.Visit) error {
	if err := h.database.Ready(v.Context()); err != nil {
		slog.Warn("not ready", "error", err)
		return v.Ctx.Status(503).SendString("the database does not answer\n")
	}
	return v.Ctx.SendString("ready\n")
}

// styleguide shows every component, for whoever changes them.
func styleguide(v *site.Visit) error { return v.Render(ui.Gallery(v.UI)) }
