package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/demo"
	"understudy/app/record"
	"understudy/app/store"
	"understudy/app/web"
	"understudy/app/web/site"
)

// Values of the setting that says what a database was made as.
const (
	madeForDemo = "demonstration"
	madeForReal = "organisation"
)

// prepare brings a database to the point where pages can be served from it: its zone, the texts of
// the library, the first edition of the code, and in a demonstration its people.
func (s serveCmd) prepare(ctx context.Context, database *store.Store, address site.Address, now func() time.Time) (web.Config, error) {
	if err := s.claim(ctx, database); err != nil {
		return web.Config{}, err
	}
	zone, err := zoneOf(ctx, database, s.Zone)
	if err != nil {
		return web.Config{}, err
	}
	live, err := openLibrary(s.Content)
	if err != nil {
		return web.Config{}, err
	}
	stamp, written, err := database.Written(ctx, live.Stamp())
	if err != nil {
		return web.Config{}, err
	}
	live.Lay(stamp, written)
	today := civil.In(now(), zone)
	effective := today
	if s.Demo {
		effective = demo.Begins(today)
	}
	revisions, err := publish(ctx, database, live.Library(), effective, now())
	if err != nil {
		return web.Config{}, err
	}
	if err := s.seed(ctx, database, live.Library(), revisions, today, now(), zone); err != nil {
		return web.Config{}, err
	}
	return web.Config{Store: database, Live: live, Revisions: revisions, Zone: zone, Address: address, Version: version(), Now: now}, nil
}

// claim makes a new database what it is started as, and refuses to mix invented people with real ones.
func (s serveCmd) claim(ctx context.Context, database *store.Store) error {
	made := madeForReal
	if s.Demo {
		made = madeForDemo
		if people, err := database.CountPeople(ctx); err != nil {
			return err
		} else if _, err := database.Setting(ctx, "made_for"); err != nil && people > 0 {
			return exitError{exitUsage, "this database holds people and was not made as a demonstration; name another with --database"}
		}
	}
	stored, err := database.SettingOr(ctx, "made_for", made)
	switch {
	case err != nil:
		return err
	case stored == made:
		return nil
	case s.Demo:
		return exitError{exitUsage, "this database was not made as a demonstration; name another with --database"}
	default:
		return exitError{exitUsage, "this database was made as a demonstration; add --demo, or name another with --database"}
	}
}

// zoneOf returns the organisation's zone: the stored one, which the first start stores.
func zoneOf(ctx context.Context, database *store.Store, name string) (*time.Location, error) {
	if _, err := time.LoadLocation(name); err != nil {
		return nil, exitError{exitUsage, fmt.Sprintf("--zone %q is no time zone; write for example Europe/Paris", name)}
	}
	stored, err := database.SettingOr(ctx, "zone", name)
	if err != nil {
		return nil, err
	}
	if stored != name {
		slog.Info("the zone stays the one that was stored at the first start", "zone", stored)
	}
	return time.LoadLocation(stored)
}

// publish keeps every text of the library and records the first revision of each rule. A rule whose
// text has changed since is offered to the organisation, never put in force by an upgrade.
func publish(ctx context.Context, database *store.Store, lib *catalog.Library, effective civil.Date, now time.Time) ([]record.RuleRevision, error) {
	if err := database.KeepDocuments(ctx, lib.Documents, now); err != nil {
		return nil, err
	}
	for _, p := range lib.Programmes {
		if err := database.KeepTerms(ctx, p.ID, p.Hash, p.Terms, effective, now); err != nil {
			return nil, err
		}
	}
	known, err := database.RuleRevisions(ctx)
	if err != nil || len(known) > 0 {
		return known, err
	}
	var first []record.RuleRevision
	for _, r := range lib.Code.Rules {
		first = append(first, record.RuleRevision{Rule: r.ID, Rev: r.Rev, Hash: r.Hash(), Class: r.Class, Reason: r.Reason,
			PublishedOn: effective, EffectiveOn: effective, RecordedAt: effective.Start(time.UTC)})
	}
	if err := database.PublishRevisions(ctx, first, ""); err != nil {
		return nil, err
	}
	return database.RuleRevisions(ctx)
}

// seed fills a new demonstration.
func (s serveCmd) seed(ctx context.Context, database *store.Store, lib *catalog.Library, revisions []record.RuleRevision, today civil.Date,
	now time.Time, zone *time.Location) error {
	if !s.Demo {
		return nil
	}
	people, err := database.CountPeople(ctx)
	if err != nil || people > 0 {
		return err
	}
	return database.Seed(ctx, demo.Generate(lib, revisions, today, now, zone))
}
