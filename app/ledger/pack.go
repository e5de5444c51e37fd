package ledger

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// Pack proves some facts to whoever holds it, offline: each with its leaf, the proof that the leaf is in
// the tree of a signed checkpoint, and the words that the leaf holds only as a keyed hash.
type Pack struct {
	Certificate string   `json:"certificate"`
	Checkpoint  string   `json:"checkpoint"` // the signed note
	Public      string   `json:"public_key"`
	Subject     Subject  `json:"subject"` // of the person whose certificate it is
	Facts       []Proven `json:"facts"`
	Texts       []Text   `json:"texts"`
}

// Proven is a fact with its proof. Words holds the fields that are keyed under the pack's subject.
type Proven struct {
	Index int64             `json:"index"`
	Leaf  string            `json:"leaf"`
	Proof []Hash            `json:"proof"`
	Words map[string]string `json:"words,omitempty"`
}

// Text is a text as it was when the facts came to be. A leaf names it by its hash.
type Text struct {
	Kind   string `json:"kind"`
	ID     string `json:"id"`
	Lang   string `json:"lang"`
	Hash   string `json:"hash"` // SHA-256 of Source in hexadecimal
	Source string `json:"source"`
}

const (
	packFile   = "proof.json"
	packReadme = "README.txt"
	// packLimit bounds what is read from a pack, in bytes.
	packLimit = 16 << 20
)

// Limit says openly what a ledger cannot show.
const Limit = "Whoever holds both the database and the signing key can rewrite what lies after the last checkpoint that somebody else holds."

// Write writes the pack as a zip archive.
func (p Pack) Write(w io.Writer) error {
	proof, err := json.MarshalIndent(p, "", " ")
	if err != nil {
		return err
	}
	archive := zip.NewWriter(w)
	for _, file := range []struct {
		name string
		text []byte
	}{{packFile, proof}, {packReadme, []byte(p.readme())}} {
		entry, err := archive.Create(file.name)
		if err != nil {
			return err
		}
		if _, err := entry.Write(file.text); err != nil {
			return err
		}
	}
	return archive.Close()
}

func (p Pack) readme() string {
	return fmt.Sprintf(`Proof of certificate %s.

Check it with: understudy proof verify FILE.zip
No server and no network is needed. The key that checks it is
%s
Compare it with the one that the organisation has published: a pack brings its own key.

%s
`, p.Certificate, p.Public, Limit)
}

// ReadPack reads a pack from a zip archive.
func ReadPack(r io.ReaderAt, size int64) (Pack, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return Pack{}, fmt.Errorf("this is no proof pack: %w", err)
	}
	file, err := archive.Open(packFile)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return Pack{}, fmt.Errorf("this is no proof pack: it has no %s", packFile)
	case err != nil:
		return Pack{}, fmt.Errorf("read %s: %w", packFile, err)
	}
	text, err := io.ReadAll(io.LimitReader(file, packLimit+1))
	if err == nil && len(text) > packLimit {
		err = fmt.Errorf("it is larger than %d bytes", packLimit)
	}
	if err != nil {
		return Pack{}, fmt.Errorf("read %s: %w", packFile, errors.Join(err, file.Close()))
	}
	var p Pack
	if err := json.Unmarshal(text, &p); err != nil {
		return Pack{}, fmt.Errorf("read %s: %w", packFile, err)
	}
	return p, file.Close()
}

// Verify checks a pack against the key that it brings, or against a trusted one where public is not
// empty, and returns the checkpoint with everything that is wrong.
func (p Pack) Verify(public string) (Checkpoint, []string) {
	if public == "" {
		public = p.Public
	}
	head, _, err := Open(p.Checkpoint, public)
	if err != nil {
		return head, []string{err.Error()}
	}
	var wrong []string
	certified, hashes := false, map[string]bool{}
	for _, fact := range p.Facts {
		record, problems := p.check(head, fact)
		wrong = append(wrong, problems...)
		certified = certified || (record.Kind == "certificate" && record.ID == p.Certificate)
		for _, name := range []string{"item_hash", "programme_hash"} {
			if hash, ok := record.Fields[name].(string); ok {
				hashes[hash] = true
			}
		}
	}
	if !certified {
		wrong = append(wrong, "no fact of the pack is certificate "+p.Certificate)
	}
	for _, text := range p.Texts {
		if sum := sha256.Sum256([]byte(text.Source)); hex.EncodeToString(sum[:]) != text.Hash {
			wrong = append(wrong, fmt.Sprintf("text %s %s is not that of its hash", text.Kind, text.ID))
		} else if !hashes[text.Hash] {
			wrong = append(wrong, fmt.Sprintf("no fact names the text %s %s", text.Kind, text.ID))
		}
	}
	return head, wrong
}

func (p Pack) check(head Checkpoint, fact Proven) (Record, []string) {
	if err := CheckIncluded(head, fact.Index, []byte(fact.Leaf), fact.Proof); err != nil {
		return Record{}, []string{err.Error()}
	}
	record, err := Parse([]byte(fact.Leaf))
	if err != nil {
		return Record{}, []string{fmt.Sprintf("leaf %d: %v", fact.Index, err)}
	}
	var wrong []string
	if person, ok := record.Fields["person_id"]; ok && person != p.Subject.ID {
		wrong = append(wrong, fmt.Sprintf("%s %s is about somebody else", record.Kind, record.ID))
	}
	for name, words := range fact.Words {
		if record.Fields[name] != p.Subject.Keyed(record.Kind, record.ID, name, words) {
			wrong = append(wrong, fmt.Sprintf("%s %s: %s is not what was recorded", record.Kind, record.ID, name))
		}
	}
	return record, wrong
}
