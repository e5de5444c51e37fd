package ledger

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// Finding is one thing that is not as the ledger fixes it.
type Finding struct {
	What  string // altered, missing or extra
	Where string // the row: table and id
	How   string // what about it, if that is known
}

func (f Finding) String() string {
	if f.How == "" {
		return f.What + " " + f.Where
	}
	return f.What + " " + f.Where + ": " + f.How
}

// Audit compares everything stored with everything else. Tell it every stored hash, then every leaf, then
// every row, then ask for what it found.
type Audit struct {
	Findings []Finding
	Keys     []string // the public keys that the ledger names, oldest first
	Erased   int      // rows that are compared without what was erased with a person

	// Stands reports whether a subject is still known as somebody: what rests on it was not erased.
	Stands func(subject string) bool

	fetch  func(n int64) ([]byte, error)
	hashes map[int64]Hash
	leaves map[int64]*leafState
	byName map[string]int64
}

type leafState struct {
	content Hash // of the text as it is stored
	sound   bool // the stored hash says the same
	met     bool // its row has been seen
	name    string
}

// NewAudit starts an audit; fetch returns the stored text of leaf n again.
func NewAudit(fetch func(n int64) ([]byte, error)) *Audit {
	return &Audit{fetch: fetch, hashes: map[int64]Hash{}, leaves: map[int64]*leafState{}, byName: map[string]int64{}}
}

func (a *Audit) found(what, where, how string) {
	a.Findings = append(a.Findings, Finding{what, where, how})
}

func hashName(index int64) string { return fmt.Sprintf("ledger_hash %d", index) }

func leafName(n int64) string { return fmt.Sprintf("ledger_leaf %d", n) }

// Hash tells of a stored hash.
func (a *Audit) Hash(index int64, stored []byte) {
	if len(stored) != tlog.HashSize {
		a.found("altered", hashName(index), fmt.Sprintf("%d bytes, and a hash has %d", len(stored), tlog.HashSize))
		return
	}
	a.hashes[index] = Hash(stored)
}

// Leaf tells of a stored leaf, with the kind and the id that stand beside it.
func (a *Audit) Leaf(n int64, kind, id string, text []byte) {
	if n < 0 {
		a.found("extra", leafName(n), "")
		return
	}
	stored, known := a.hashes[tlog.StoredHashIndex(0, n)]
	state := &leafState{content: tlog.RecordHash(text), name: kind + " " + id}
	state.sound = known && state.content == stored
	if record, err := Parse(text); err == nil && state.sound {
		if record.Kind != kind || record.ID != id {
			a.found("altered", leafName(n), "kind and fact_id are not those of its text")
			kind, id = record.Kind, record.ID
			state.name = kind + " " + id
		}
	}
	if kind == Key {
		a.Keys = append(a.Keys, id)
	}
	a.leaves[n] = state
	a.byName[state.name] = n
}

// Row tells of a stored row as the record that its leaf should hold; of the fields in erased nothing can
// be said any more.
func (a *Audit) Row(row Record, erased []string) error {
	name := row.Kind + " " + row.ID
	n, known := a.byName[name]
	if !known {
		a.found("extra", name, "it is in no leaf")
		return nil
	}
	state := a.leaves[n]
	state.met = true
	if len(erased) > 0 {
		if err := a.fill(row, erased, n); err != nil {
			return err
		}
	}
	leaf, err := row.Leaf()
	if err != nil { // a value that no leaf can hold was never written by the program
		a.found("altered", name, "")
		return nil //nolint:nilerr // it is a finding
	}
	a.compare(name, n, state, leaf)
	return nil
}

// fill takes what was erased from the leaf.
func (a *Audit) fill(row Record, erased []string, n int64) error {
	a.Erased++
	text, err := a.fetch(n)
	if err != nil {
		return err
	}
	leaf, err := Parse(text)
	if err != nil {
		return nil //nolint:nilerr // the row is named as one that is not as its leaf
	}
	for _, field := range erased {
		subject, isText := leaf.Fields[field].(string)
		if isText && a.Stands != nil && a.Stands(subject) {
			row.Fields[field] = "somebody else"
			continue
		}
		row.Fields[field] = leaf.Fields[field]
	}
	return nil
}

func (a *Audit) compare(name string, n int64, state *leafState, leaf []byte) {
	index := tlog.StoredHashIndex(0, n)
	stored, known := a.hashes[index]
	wanted := tlog.RecordHash(leaf)
	switch {
	case wanted == state.content && (state.sound || !known): // a missing hash is named with the others
	case wanted == state.content:
		a.found("altered", hashName(index), "it is not that of its leaf")
	case known && wanted == stored:
		a.found("altered", leafName(n), "it is not what "+name+" says")
		state.content = stored
	default:
		text, _ := a.fetch(n) // without it the fields are not named
		a.found("altered", name, strings.Join(Differences(text, leaf), ", "))
		if !state.sound && known {
			a.found("altered", leafName(n), "it is not that of its hash")
			state.content = stored
		}
	}
	state.sound = true
}

// headName is where the signed checkpoint stands.
const headName = "ledger_head 1"

// Finish compares the rest with the signed head: what is missing, every hash above the leaves, the root.
// The head must be signed by one of the public keys given, or, where none is, by one that the ledger
// names. It returns the checkpoint and the key that signed it, empty where none did.
func (a *Audit) Finish(signed string, size int64, public ...string) (head Checkpoint, by string) {
	if len(public) == 0 {
		public = a.Keys
	}
	head, by, err := Open(signed, public...)
	switch {
	case err != nil:
		a.found("altered", headName, err.Error())
		head.Size = int64(len(a.leaves))
	case head.Size != size:
		a.found("altered", headName, "its size is not that of its note")
	}
	for _, n := range slices.Sorted(maps.Keys(a.leaves)) {
		a.finishLeaf(n, a.leaves[n], head)
	}
	believed := a.climb(a.bottom(head.Size))
	for _, index := range slices.Sorted(maps.Keys(a.hashes)) {
		if _, wanted := believed[index]; !wanted {
			a.found("extra", hashName(index), "")
		}
	}
	root, wrong := tlog.TreeHash(head.Size, believed)
	if err == nil && (wrong != nil || root != head.Root) {
		a.found("altered", headName, "the root of the signed checkpoint is not that of the leaves")
	}
	return head, by
}

// bottom returns the hashes of the leaves, as far as they can be known.
func (a *Audit) bottom(size int64) []Hash {
	level := make([]Hash, size)
	for n := range size {
		if state := a.leaves[n]; state != nil {
			level[n] = state.content
			continue
		}
		a.found("missing", leafName(n), "")
		level[n] = a.hashes[tlog.StoredHashIndex(0, n)]
	}
	return level
}

func (a *Audit) finishLeaf(n int64, state *leafState, head Checkpoint) {
	kind, id, _ := strings.Cut(state.name, " ")
	switch {
	case n >= head.Size:
		a.found("extra", leafName(n), "the signed checkpoint does not cover it")
	case !state.met && (kind == Begun || kind == Key):
		if leaf, err := Own(kind, id).Leaf(); err == nil {
			a.compare(leafName(n), n, state, leaf)
		}
	case !state.met:
		a.found("missing", state.name, "its leaf is there")
	}
	if stored, known := a.hashes[tlog.StoredHashIndex(0, n)]; known && !state.sound && n < head.Size {
		a.found("altered", leafName(n), "it is not that of its hash")
		state.content = stored
	}
}

// climb returns every hash of the tree over these leaves, and names the stored ones that are not that.
func (a *Audit) climb(level []Hash) Known {
	believed := Known{}
	for height := 0; len(level) > 0; height++ {
		for n, hash := range level {
			index := tlog.StoredHashIndex(height, int64(n))
			believed[index] = hash
			stored, known := a.hashes[index]
			switch {
			case !known:
				a.found("missing", hashName(index), "")
			case stored != hash && height > 0:
				a.found("altered", hashName(index), "it is not that of the hashes below it")
			}
		}
		for n := range len(level) / 2 {
			level[n] = tlog.NodeHash(level[2*n], level[2*n+1])
		}
		level = level[:len(level)/2]
	}
	return believed
}
