package demo

import (
	"crypto/sha256"
	"encoding/base32"
	"math/rand/v2"
)

// source returns the stream of numbers that belongs to a name. Every person has their own, so that a new
// colleague changes nobody's history.
func source(name string) *rand.ChaCha8 {
	return rand.NewChaCha8(sha256.Sum256([]byte("understudy demonstration " + name)))
}

// chance is a stream of numbers to decide by.
type chance struct {
	bytes *rand.ChaCha8
	*rand.Rand
}

func newChance(name string) chance {
	s := source(name)
	return chance{bytes: s, Rand: rand.New(s)}
}

// between returns a whole number from least to most.
func (c chance) between(least, most int) int { return least + c.IntN(most-least+1) }

// code returns 128 bits in the form of a certificate's address.
func (c chance) code() string {
	raw := make([]byte, 16)
	_, _ = c.bytes.Read(raw) // a generator never fails
	return base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding).EncodeToString(raw)
}
