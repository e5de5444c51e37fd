package web

import (
	"context"

	"understudy/app/archive"
	"understudy/app/examine"
)

// CloseOverdue closes the papers whose time ran out and that nobody came back to.
func (c Config) CloseOverdue(ctx context.Context) error {
	hall := examine.Hall{Attempts: c.Store, Answers: c.Store, Questions: archive.New(c.Live, c.Store), Office: c.office}
	_, err := hall.CloseOverdue(ctx, c.Store, c.Store, c.Now())
	return err
}
