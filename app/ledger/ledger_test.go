package ledger_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"understudy/app/ledger"
)

func leaves(r *rand.Rand, n int) [][]byte {
	out := make([][]byte, n)
	for i := range out {
		out[i] = fmt.Appendf(nil, "%d of %d", i, r.Uint64())
	}
	return out
}

// plant grows a tree in random steps and checks each against tlog itself.
func plant(t *testing.T, r *rand.Rand, all [][]byte) (ledger.Known, []ledger.Checkpoint) {
	t.Helper()
	stored, slow := ledger.Known{}, ledger.Known{}
	var checkpoints []ledger.Checkpoint
	var size, peaks = int64(0), ledger.Known{}
	for int(size) < len(all) {
		step := min(1+r.IntN(9), len(all)-int(size))
		g, err := ledger.Grow(size, peaks, all[size:size+int64(step)])
		if err != nil {
			t.Fatal(err)
		}
		for i, hash := range g.Hashes {
			stored[g.First+int64(i)] = hash
		}
		for ; size < g.Size; size++ {
			hashes, err := tlog.StoredHashes(size, all[size], slow)
			if err != nil {
				t.Fatal(err)
			}
			for i, hash := range hashes {
				slow[tlog.StoredHashIndex(0, size)+int64(i)] = hash
			}
		}
		if root, err := tlog.TreeHash(size, slow); err != nil || root != g.Root {
			t.Fatalf("root of %d leaves: %s, and tlog says %s (%v)", size, g.Root, root, err)
		}
		peaks = g.Peaks
		checkpoints = append(checkpoints, g.Checkpoint)
	}
	if fmt.Sprint(stored) != fmt.Sprint(slow) {
		t.Fatal("the stored hashes are not those of tlog")
	}
	return stored, checkpoints
}

func TestATreeIsThatOfTlogAndItsProofsHold(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		all := leaves(r, 1+r.IntN(90))
		stored, checkpoints := plant(t, r, all)
		last := checkpoints[len(checkpoints)-1]
		n := r.Int64N(last.Size)
		proof, err := ledger.Include(last, n, stored)
		if err != nil {
			t.Fatal(err)
		}
		if err := ledger.CheckIncluded(last, n, all[n], proof); err != nil {
			t.Error(err)
		}
		altered := slices.Clone(all[n])
		altered[r.IntN(len(altered))] ^= byte(1 + r.IntN(255))
		if ledger.CheckIncluded(last, n, altered, proof) == nil {
			t.Error("an altered leaf was proven")
		}
		older := checkpoints[r.IntN(len(checkpoints))]
		extension, err := ledger.Extend(last, older.Size, stored)
		if err != nil {
			t.Fatal(err)
		}
		if err := ledger.CheckExtends(last, older, extension); err != nil {
			t.Error(err)
		}
		older.Root[r.IntN(32)] ^= 1
		if ledger.CheckExtends(last, older, extension) == nil {
			t.Error("a tree continued another one")
		}
	}
}

func TestACheckpointIsSignedAndReadBack(t *testing.T) {
	for range 100 { // keys of every spelling, some with a plus in them
		private, err := ledger.NewKey()
		if err != nil {
			t.Fatal(err)
		}
		key, err := ledger.ReadKey(private + "\n")
		if err != nil {
			t.Fatal(err)
		}
		c := ledger.Checkpoint{Size: 7, Root: tlog.RecordHash([]byte("x"))}
		signed, err := key.Sign(c)
		if err != nil {
			t.Fatal(err)
		}
		if read, by, err := ledger.Open(signed, key.Public); err != nil || read != c || by != key.Public {
			t.Errorf("read back %+v, %v", read, err)
		}
		for i := range len(signed) {
			altered := []byte(signed)
			altered[i] ^= 1
			if read, _, err := ledger.Open(string(altered), key.Public); err == nil && read != c {
				t.Errorf("byte %d altered, and the note opens as %+v", i, read)
			}
		}
	}
	if _, err := ledger.ReadKey("PRIVATE+KEY+x"); err == nil {
		t.Error("nonsense was read as a key")
	}
}

func TestALeafIsCanonicalAndHoldsNoWords(t *testing.T) {
	s := ledger.NewSubject()
	record := ledger.Record{Kind: "evidence", ID: "1", Fields: map[string]any{"score": int64(80), "b": nil, "mark": 0.5, "a": "<é>", "note": s.Keyed("evidence", "1", "note", "secret")}}
	leaf, err := record.Leaf()
	if err != nil {
		t.Fatal(err)
	}
	want := `{"fields":{"a":"<é>","mark":0.5,"note":"` + s.Keyed("evidence", "1", "note", "secret") + `","score":80},"id":"1","kind":"evidence"}`
	if string(leaf) != want {
		t.Errorf("leaf\n%s\nwant\n%s", leaf, want)
	}
	for _, other := range [][4]string{{"evidence", "1", "note", "secreT"}, {"evidence", "2", "note", "secret"}, {"evidence", "1", "notes", "ecret"}} {
		if s.Keyed(other[0], other[1], other[2], other[3]) == s.Keyed("evidence", "1", "note", "secret") {
			t.Errorf("%v has the same hash", other)
		}
	}
	bad, _ := ledger.Record{Fields: map[string]any{"a": "\xff"}}.Leaf()
	worse, _ := ledger.Record{Fields: map[string]any{"a": "\xfe"}}.Leaf()
	if bytes.Equal(bad, worse) {
		t.Error("two bad bytes make one leaf")
	}
	altered := bytes.Replace(leaf, []byte("80"), []byte("90"), 1)
	if got := strings.Join(ledger.Differences(leaf, altered), " "); got != "score" {
		t.Errorf("differences: %s", got)
	}
}
