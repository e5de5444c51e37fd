// Package author is the journey of a text that people write in the pages: drafted, published so that it
// is served, retired so that it is not. Every step is a version of its own; none is ever changed.
package author

import (
	"context"
	"time"

	"understudy/app/catalog"
	"understudy/app/fault"
	"understudy/app/ident"
)

// Status says what a version of a text is for.
type Status string

// The states of a text. Only a published one is served.
const (
	Draft     Status = "draft"
	Published Status = "published"
	Retired   Status = "retired"
)

// Version is one step of a text.
type Version struct {
	Document catalog.Document
	Number   int // from 1
	Status   Status
	By       ident.ID
	At       time.Time
}

// Versions keeps what people wrote.
type Versions interface {
	// AddVersion adds the next version of a text. One that follows another than before is refused.
	AddVersion(ctx context.Context, v Version) error
	Latest(ctx context.Context, kind catalog.Kind) ([]Version, error)
	Version(ctx context.Context, kind catalog.Kind, id string) (Version, error)
	// Written returns the published texts and the stamp of their state; none where the stamp is the one given.
	Written(ctx context.Context, stamp string) (string, []catalog.Document, error)
}

// Desk is where texts are written.
type Desk struct {
	Versions Versions
	Live     *catalog.Live
}

// Keep adds a draft. A text that cannot be read, or that does not fit the library, is not kept: the
// problems say why.
func (d Desk) Keep(ctx context.Context, doc catalog.Document, by ident.ID, now time.Time) ([]catalog.Problem, error) {
	if problems := concerning(doc, d.Live.Try(doc)); catalog.Broken(problems) {
		return problems, nil
	}
	before, err := d.Versions.Version(ctx, doc.Kind, doc.ID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	return nil, d.Versions.AddVersion(ctx, Version{Document: doc, Number: before.Number + 1, Status: Draft, By: by, At: now})
}

// concerning leaves out what is wrong elsewhere.
func concerning(doc catalog.Document, all []catalog.Problem) []catalog.Problem {
	var out []catalog.Problem
	for _, p := range all {
		if p.File == doc.Path {
			out = append(out, p)
		}
	}
	return out
}

// Publish serves the latest version of a text from now on. What would break the library is not
// published: the problems say why.
func (d Desk) Publish(ctx context.Context, kind catalog.Kind, id string, by ident.ID, now time.Time) ([]catalog.Problem, error) {
	v, err := d.Versions.Version(ctx, kind, id)
	if err != nil {
		return nil, err
	}
	if problems := d.Live.Try(v.Document); catalog.Broken(problems) {
		return problems, nil
	}
	return nil, d.step(ctx, v, Published, by, now)
}

// Retire serves a text no longer. What was served before it was written comes back.
func (d Desk) Retire(ctx context.Context, kind catalog.Kind, id string, by ident.ID, now time.Time) error {
	v, err := d.Versions.Version(ctx, kind, id)
	if err != nil {
		return err
	}
	return d.step(ctx, v, Retired, by, now)
}

// step adds the next version with another status, and has this instance serve it at once; others do
// within a second.
func (d Desk) step(ctx context.Context, v Version, status Status, by ident.ID, now time.Time) error {
	v.Number, v.Status, v.By, v.At = v.Number+1, status, by, now
	if err := d.Versions.AddVersion(ctx, v); err != nil {
		return err
	}
	stamp, written, err := d.Versions.Written(ctx, d.Live.Stamp())
	if err == nil {
		d.Live.Lay(stamp, written)
	}
	return err
}

// Path names a written text in messages.
func Path(kind catalog.Kind, id string) string { return "written " + string(kind) + " " + id }
