// Package auth turns secrets into what may be stored, and checks them again.
package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Argon2id parameters: 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet).
const (
	memoryKiB  = 19 * 1024
	passes     = 2
	lanes      = 1
	saltBytes  = 16
	keyBytes   = 32
	hashPrefix = "$argon2id$v=19$m=19456,t=2,p=1$"
)

// Hasher hashes passwords and PINs, only so many at once: a morning of sign-ins must leave a core
// for everybody who is in already.
type Hasher struct {
	slots chan struct{}
	decoy string // checked for people who do not exist, so that they take as long
}

// NewHasher returns a hasher that does at most parallel hashes at once.
func NewHasher(parallel int) *Hasher {
	h := &Hasher{slots: make(chan struct{}, max(parallel, 1))}
	h.decoy = seal(newSalt(), append(newSalt(), newSalt()...)) // no hash, and as dear to check as one
	return h
}

// Hash returns the hash of a secret in PHC string form. It waits for a free slot, or for ctx to end.
func (h *Hasher) Hash(ctx context.Context, secret string) (string, error) {
	if err := h.enter(ctx); err != nil {
		return "", err
	}
	defer h.leave()
	return encode(newSalt(), secret), nil
}

// Check reports whether secret is the one that was hashed. An empty hash stands for somebody who has
// no secret or does not exist: the answer is no, after the same work.
func (h *Hasher) Check(ctx context.Context, hash, secret string) (bool, error) {
	if err := h.enter(ctx); err != nil {
		return false, err
	}
	defer h.leave()
	known := hash != ""
	if !known {
		hash = h.decoy
	}
	salt, ok := saltOf(hash)
	if !ok {
		return false, fmt.Errorf("a stored secret is in an unknown form")
	}
	same := subtle.ConstantTimeCompare([]byte(encode(salt, secret)), []byte(hash)) == 1
	return same && known, nil
}

func (h *Hasher) enter(ctx context.Context) error {
	if ctx.Err() != nil { // select picks at random when both are ready
		return ctx.Err()
	}
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h *Hasher) leave() { <-h.slots }

func newSalt() []byte {
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt) // never fails since Go 1.24
	return salt
}

func encode(salt []byte, secret string) string {
	key := argon2.IDKey([]byte(secret), salt, passes, memoryKiB, lanes, keyBytes)
	return seal(salt, key)
}

// seal writes a salt and the key that it gave in PHC string form.
func seal(salt, key []byte) string {
	return hashPrefix + base64.RawStdEncoding.EncodeToString(salt) + "$" + base64.RawStdEncoding.EncodeToString(key)
}

func saltOf(hash string) ([]byte, bool) {
	rest, ok := strings.CutPrefix(hash, hashPrefix)
	if !ok {
		return nil, false
	}
	text, _, ok := strings.Cut(rest, "$")
	if !ok {
		return nil, false
	}
	salt, err := base64.RawStdEncoding.DecodeString(text)
	return salt, err == nil && len(salt) == saltBytes
}

// TokenHash is how a token of 32 random bytes is stored: it needs no salt and no slow hash, since
// nobody can guess it.
func TokenHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// NewToken returns 32 random bytes in a form for cookies and addresses.
func NewToken() string {
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails since Go 1.24
	return base64.RawURLEncoding.EncodeToString(raw)
}

// shortAlphabet leaves out 0, 1, I, L, O and U: nobody misreads it from paper, and it spells no words.
const shortAlphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

// NewShortCode returns eight random characters, 39 bits: enough for a code that is good for a week,
// works once and can be tried a few times a quarter of an hour.
func NewShortCode() string {
	code := make([]byte, 0, 8)
	for len(code) < cap(code) {
		raw := make([]byte, 16)
		_, _ = rand.Read(raw) // never fails since Go 1.24
		for _, b := range raw {
			// Bytes past the last whole multiple would favour the first letters.
			if int(b) < 256-256%len(shortAlphabet) && len(code) < cap(code) {
				code = append(code, shortAlphabet[int(b)%len(shortAlphabet)])
			}
		}
	}
	return string(code)
}

// Tokens is these functions as a value, for packages that take them as an interface.
type Tokens struct{}

// NewToken is [NewToken].
func (Tokens) NewToken() string { return NewToken() }

// NewShortCode is [NewShortCode].
func (Tokens) NewShortCode() string { return NewShortCode() }

// TokenHash is [TokenHash].
func (Tokens) TokenHash(token string) string { return TokenHash(token) }
