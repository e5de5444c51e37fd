package auth_test

import (
	"context"
	"testing"

	"understudy/app/auth"
)

func TestHashAndCheck(t *testing.T) {
	ctx := context.Background()
	h := auth.NewHasher(2)
	hash, err := h.Hash(ctx, "correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name, hash, secret string
		want               bool
	}{
		{"right", hash, "correct horse battery", true},
		{"wrong", hash, "correct horse batteri", false},
		{"empty secret", hash, "", false},
		{"nobody", "", "correct horse battery", false},
		{"nobody, the decoy's own words", "", "nobody's password", false},
	}
	for _, c := range cases {
		got, err := h.Check(ctx, c.hash, c.secret)
		if err != nil || got != c.want {
			t.Errorf("%s: %v, %v; want %v", c.name, got, err, c.want)
		}
	}
	if _, err := h.Check(ctx, "md5:abc", "x"); err == nil {
		t.Error("an unknown form of hash was accepted")
	}
}

func TestAWaitingHashGivesUpWithItsContext(t *testing.T) {
	h := auth.NewHasher(1)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := h.Hash(ctx, "x"); err == nil {
		t.Error("a hash ran although its context had ended")
	}
}

func BenchmarkHash(b *testing.B) {
	h := auth.NewHasher(2)
	for b.Loop() {
		if _, err := h.Hash(context.Background(), "correct horse battery"); err != nil {
			b.Fatal(err)
		}
	}
}
