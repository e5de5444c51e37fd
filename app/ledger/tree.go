package ledger

import (
	"fmt"
	"maps"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// Hash is a hash of a leaf or of a node of the tree.
type Hash = tlog.Hash

// Hashes reads stored hashes by their index, in the order of tlog.StoredHashIndex.
type Hashes = tlog.HashReader

// Known is a store of hashes in memory, by index.
type Known map[int64]Hash

// ReadHashes returns the hashes of some indexes, or an error where one is not known.
func (k Known) ReadHashes(indexes []int64) ([]Hash, error) {
	out := make([]Hash, len(indexes))
	for i, index := range indexes {
		hash, known := k[index]
		if !known {
			return nil, fmt.Errorf("hash %d of the ledger is not stored", index)
		}
		out[i] = hash
	}
	return out, nil
}

// Peaks returns the indexes of the hashes that a tree of a size grows on: the roots of its full subtrees.
func Peaks(size int64) []int64 {
	var out []int64
	for level, n := 0, size; n > 0; level, n = level+1, n>>1 {
		if n&1 == 1 {
			out = append(out, tlog.StoredHashIndex(level, n-1))
		}
	}
	slices.Sort(out)
	return out
}

// Growth is what a tree gains by some leaves.
type Growth struct {
	Checkpoint        // of the tree with the new leaves
	First      int64  // the index of the first new hash
	Hashes     []Hash // in order from First
	Peaks      Known  // what the tree grows on next
}

// Grow adds leaves to a tree of a size. Of its hashes the peaks must be known.
func Grow(size int64, peaks Known, leaves [][]byte) (Growth, error) {
	g := Growth{First: tlog.StoredHashCount(size)}
	known := maps.Clone(peaks)
	if known == nil {
		known = Known{}
	}
	for _, leaf := range leaves {
		added, err := tlog.StoredHashes(size, leaf, known)
		if err != nil {
			return Growth{}, err
		}
		for _, hash := range added {
			known[g.First+int64(len(g.Hashes))] = hash
			g.Hashes = append(g.Hashes, hash)
		}
		size++
	}
	root, err := tlog.TreeHash(size, known)
	if err != nil {
		return Growth{}, err
	}
	g.Checkpoint, g.Peaks = Checkpoint{Size: size, Root: root}, Known{}
	for _, index := range Peaks(size) {
		g.Peaks[index] = known[index]
	}
	return g, nil
}

// Include proves that leaf n is in the tree of a checkpoint.
func Include(c Checkpoint, n int64, hashes Hashes) ([]Hash, error) {
	return tlog.ProveRecord(c.Size, n, hashes)
}

// CheckIncluded reports why a proof does not show that a leaf is number n of the tree of a checkpoint.
func CheckIncluded(c Checkpoint, n int64, leaf []byte, proof []Hash) error {
	if n < 0 || n >= c.Size {
		return fmt.Errorf("leaf %d is not in a ledger of %d", n, c.Size)
	}
	if err := tlog.CheckRecord(proof, c.Size, c.Root, n, tlog.RecordHash(leaf)); err != nil {
		return fmt.Errorf("leaf %d is not what the checkpoint fixes: %w", n, err)
	}
	return nil
}

// Extend proves that the tree of a checkpoint continues the one of an older size.
func Extend(c Checkpoint, older int64, hashes Hashes) ([]Hash, error) {
	if older == 0 {
		return nil, nil
	}
	return tlog.ProveTree(c.Size, older, hashes)
}

// CheckExtends reports why a proof does not show that the tree of a checkpoint begins with that of an
// older one.
func CheckExtends(c, older Checkpoint, proof []Hash) error {
	switch {
	case older.Size > c.Size:
		return fmt.Errorf("the ledger has %d leaves and had %d at the older checkpoint", c.Size, older.Size)
	case older.Size == 0:
		return nil
	}
	if err := tlog.CheckTree(proof, c.Size, c.Root, older.Size, older.Root); err != nil {
		return fmt.Errorf("the first %d leaves are not those of the older checkpoint: %w", older.Size, err)
	}
	return nil
}
