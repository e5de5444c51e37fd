// Package enter is the way in and out: joining codes, passwords, PINs on a known device, sessions.
package enter

import (
	"time"

	"understudy/app/ident"
)

// Session is one signed-in browser. Its token is never stored, only the token's hash.
type Session struct {
	Hash        string
	Person      ident.ID
	LearnerOnly bool   // came in by PIN: only the learner's pages
	Label       string // what the browser calls itself, to recognise it in a list
	CreatedAt   time.Time
	SeenAt      time.Time
	ExpiresAt   time.Time
}

// Device is a browser that one person may sign in from with a PIN.
type Device struct {
	Hash      string
	Person    ident.ID
	PIN       string // its hash
	Label     string
	CreatedAt time.Time
	SeenAt    time.Time
	ExpiresAt time.Time
}

// Invitation lets one person in once, to set a password or a PIN. It has two codes: a long one that
// its QR code carries, and a short one to type from paper. Using either uses up both.
type Invitation struct {
	ID        ident.ID
	Person    ident.ID
	CreatedBy ident.ID
	CreatedAt time.Time
	ExpiresAt time.Time
	UsedAt    time.Time // zero while it is good
}

// Good reports whether the invitation still lets somebody in.
func (i Invitation) Good(now time.Time) bool { return i.UsedAt.IsZero() && now.Before(i.ExpiresAt) }
