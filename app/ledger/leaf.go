// Package ledger makes the record provable: each fact is a leaf of a Merkle tree, and a signed checkpoint
// of the tree fixes every leaf before it. The tree is that of RFC 6962, kept by package tlog; a checkpoint
// is a signed note.
//
// A leaf holds no name and no words. Whom a fact is about stands in it as a random subject id, and what
// somebody wrote as a keyed hash; subject ids and salts are kept apart, where they can be erased without
// touching a leaf.
package ledger

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"
)

// Kinds of leaves that stand for no row. Begun ends the facts that are older than the ledger; the id of
// Key is a public key that signs from here on.
const (
	Begun = "begun"
	Key   = "key"
)

// Own returns a record of the ledger's own.
func Own(kind, id string) Record { return Record{Kind: kind, ID: id} }

// Record is what a leaf says: a fact's kind, its id, and its fields by name. Fields hold strings, whole
// numbers and float64s; what is absent in the fact is absent here.
type Record struct {
	Kind, ID string
	Fields   map[string]any
}

type leafJSON struct {
	Fields map[string]any `json:"fields"`
	ID     string         `json:"id"`
	Kind   string         `json:"kind"`
}

// Leaf returns a record as canonical JSON: names in order, no spaces, no escapes that need not be. Two
// records have the same leaf exactly where they say the same.
func (r Record) Leaf() ([]byte, error) {
	fields := make(map[string]any, len(r.Fields))
	for name, value := range r.Fields {
		switch v := value.(type) {
		case nil:
		case string:
			fields[name] = text(v)
		case []byte: // the engine holds another type than was written
			fields[name] = map[string]string{"bytes": base64.StdEncoding.EncodeToString(v)}
		default:
			fields[name] = v
		}
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(leafJSON{fields, r.ID, r.Kind}); err != nil {
		return nil, fmt.Errorf("leaf of %s %s: %w", r.Kind, r.ID, err)
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// text keeps what is no UTF-8 apart from what is: JSON writes every bad byte as the same character.
func text(s string) any {
	if utf8.ValidString(s) {
		return s
	}
	return map[string]string{"text": base64.StdEncoding.EncodeToString([]byte(s))}
}

// Parse reads a leaf. Its numbers come back as json.Number.
func Parse(leaf []byte) (Record, error) {
	var read leafJSON
	decoder := json.NewDecoder(bytes.NewReader(leaf))
	decoder.UseNumber()
	if err := decoder.Decode(&read); err != nil {
		return Record{}, fmt.Errorf("this is no leaf: %w", err)
	}
	return Record{Kind: read.Kind, ID: read.ID, Fields: read.Fields}, nil
}

// Differences names the fields in which two leaves differ, in order.
func Differences(a, b []byte) []string {
	left, errA := Parse(a)
	right, errB := Parse(b)
	if errA != nil || errB != nil {
		return nil
	}
	names := maps.Clone(left.Fields)
	if names == nil {
		names = map[string]any{}
	}
	maps.Copy(names, right.Fields)
	return slices.DeleteFunc(slices.Sorted(maps.Keys(names)), func(name string) bool {
		return fmt.Sprintf("%T %v", left.Fields[name], left.Fields[name]) == fmt.Sprintf("%T %v", right.Fields[name], right.Fields[name])
	})
}

// Subject stands for a person in the ledger. Whoever erases it leaves leaves that nobody can tell whose
// they are, and hashes that no guess can be tried on.
type Subject struct {
	ID   string // random, in no way derived from the person
	Salt string
}

// NewSubject returns a fresh subject with 128 random bits each for its id and its salt.
func NewSubject() Subject { return Subject{ID: rand.Text(), Salt: rand.Text()} }

// Keyed returns the keyed hash that stands in a leaf for words: HMAC-SHA-256 under the salt of a subject,
// over where they stand and what they are.
func (s Subject) Keyed(kind, id, field, words string) string {
	mac := hmac.New(sha256.New, []byte(s.Salt))
	for _, part := range []string{kind, id, field} {
		_, _ = fmt.Fprintf(mac, "%d:%s,", len(part), part) // a hash never refuses what is written to it
	}
	_, _ = mac.Write([]byte(words))
	return "hmac-sha256:" + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
