// Package account holds the pages of the way in and out, and of what belongs to one's own account.
package account

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"understudy/app/demo"
	"understudy/app/enter"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// People finds whom a demonstration offers to be, and keeps what somebody prefers.
type People interface {
	PersonByEmployeeID(ctx context.Context, employeeID string) (people.Person, error)
	SetLanguage(ctx context.Context, person ident.ID, lang string) error
}

// Pages are the pages of signing in, joining and one's own account.
type Pages struct {
	Door     enter.Door
	Ways     enter.Ways
	People   People
	Personas []demo.Persona // whom a demonstration offers to be; nobody elsewhere
	Version  string         // of the program
}

// visitor says which browser asks, for sessions and throttles.
func visitor(v *site.Visit) enter.Visitor {
	network, label := v.Visitor()
	return enter.Visitor{Network: network, Label: label}
}

// welcome makes the browser one that is signed in. Who was signed in on it before is signed out.
func (p Pages) welcome(v *site.Visit, sessionToken string) error {
	if err := p.Door.SignOut(v.Context(), v.Session); err != nil {
		return err
	}
	v.Keep(sessionToken)
	return nil
}

// trouble is what a form says when it comes back. The zero trouble is a form that is shown first.
type trouble struct {
	status int
	fields map[string]string // what is wrong by field, in the visitor's language
	notice string            // what is wrong as a whole
	tone   ui.Tone
}

// troubleOf turns a fault that a form can tell at once into its words. Any other has a page of its own.
func troubleOf(v *site.Visit, err error) (t trouble, ok bool) {
	if fields, ok := v.Mended(err); ok {
		return trouble{fiber.StatusUnprocessableEntity, fields, fields[""], ui.Bad}, true
	}
	switch fault.KindOf(err) {
	case fault.Gone:
		return trouble{fiber.StatusGone, nil, v.Say(err), ui.Bad}, true
	case fault.Throttled:
		retryAfter(v, err)
		return trouble{fiber.StatusTooManyRequests, nil, v.Say(err), ui.Warn}, true
	default:
		return trouble{}, false
	}
}

// retryAfter tells programs what the page tells people: when to come back.
func retryAfter(v *site.Visit, err error) {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return
	}
	if at, ok := f.Args["RetryAt"].(time.Time); ok {
		v.Ctx.Set(fiber.HeaderRetryAfter, strconv.Itoa(max(int(at.Sub(v.Now)/time.Second), 1)))
	}
}

// answer is the status to show a form with.
func (t trouble) answer() int {
	if t.status == 0 {
		return fiber.StatusOK
	}
	return t.status
}
