// Package ident makes identifiers: ULIDs for rows, random codes for what must not be guessed.
package ident

import (
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"io"
	"time"

	"github.com/oklog/ulid/v2"
)

// ID is a ULID in its 26-character text form. It sorts by the time it was made.
type ID string

// New returns a fresh ID for an instant. It panics only if the system's randomness fails.
func New(now time.Time) ID {
	return ID(ulid.MustNew(ulid.Timestamp(now), rand.Reader).String())
}

// From returns an ID with entropy from a source of the caller's, for reproducible data.
func From(now time.Time, entropy io.Reader) ID {
	return ID(ulid.MustNew(ulid.Timestamp(now), entropy).String())
}

// Parse checks that a text is an ID. Use it on everything that comes from an address or a form.
func Parse(text string) (ID, error) {
	id, err := ulid.ParseStrict(text)
	if err != nil || id.String() != text {
		return "", fmt.Errorf("%q is not an identifier", text)
	}
	return ID(text), nil
}

// Time returns the instant, to the millisecond, that an ID was made for; the zero time for what is no ID.
func (id ID) Time() time.Time {
	parsed, err := ulid.ParseStrict(string(id))
	if err != nil {
		return time.Time{}
	}
	return ulid.Time(parsed.Time()).UTC()
}

// Token returns n random bytes (at least 16) as unpadded lower-case base 32.
func Token(n int) string {
	raw := make([]byte, max(n, 16))
	_, _ = rand.Read(raw) // crypto/rand.Read never returns an error since Go 1.24
	return base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding).EncodeToString(raw)
}
