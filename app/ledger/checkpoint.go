package ledger

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// keyName is the name that signing keys carry, and origin the first line of every checkpoint.
const (
	keyName = "understudy"
	origin  = "understudy/ledger"
)

// Checkpoint fixes every leaf of a tree: nothing in it can change without another root.
type Checkpoint struct {
	Size int64
	Root Hash
}

// Signer signs checkpoints. Public is the text of the key that checks them.
type Signer struct {
	Public string
	signer note.Signer
}

// NewKey returns the text of a fresh signing key. It is a secret.
func NewKey() (string, error) {
	private, _, err := note.GenerateKey(nil, keyName)
	return private, err
}

// ReadKey reads the text of a signing key, as NewKey writes it: PRIVATE+KEY+name+hash+key.
func ReadKey(private string) (Signer, error) {
	wrong := errors.New("this is no signing key; it would read PRIVATE+KEY+understudy+…")
	private = strings.TrimSpace(private)
	signer, err := note.NewSigner(private)
	if err != nil {
		return Signer{}, wrong
	}
	parts := strings.SplitN(private, "+", 5) // the key itself may hold a plus
	raw, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
	if err != nil || len(raw) != 1+ed25519.SeedSize {
		return Signer{}, wrong
	}
	public, ok := ed25519.NewKeyFromSeed(raw[1:]).Public().(ed25519.PublicKey)
	if !ok {
		return Signer{}, wrong
	}
	text, err := note.NewEd25519VerifierKey(signer.Name(), public)
	return Signer{Public: text, signer: signer}, err
}

// text returns the lines of a checkpoint that are signed.
func (c Checkpoint) text() string { return fmt.Sprintf("%s\n%d\n%s\n", origin, c.Size, c.Root) }

// Sign returns a checkpoint as a signed note.
func (s Signer) Sign(c Checkpoint) (string, error) {
	signed, err := note.Sign(&note.Note{Text: c.text()}, s.signer)
	return string(signed), err
}

// Open returns the checkpoint of a note that one of these public keys signed, and which one did.
func Open(signed string, public ...string) (c Checkpoint, by string, err error) {
	for _, key := range public {
		verifier, err := note.NewVerifier(strings.TrimSpace(key))
		if err != nil {
			return Checkpoint{}, "", fmt.Errorf("%q is no public key; it would read understudy+…", key)
		}
		read, err := note.Open([]byte(signed), note.VerifierList(verifier))
		if err != nil {
			continue
		}
		c, err = readText(read.Text)
		return c, key, err
	}
	return Checkpoint{}, "", errors.New("none of the known keys signed the checkpoint")
}

// ReadUnchecked returns what a note says without asking who signed it, or an error where it is no
// checkpoint at all.
func ReadUnchecked(signed string) (Checkpoint, error) {
	text, _, found := strings.Cut(signed, "\n\n")
	if !found {
		return Checkpoint{}, errors.New("this is no signed note; understudy ledger checkpoint prints one")
	}
	return readText(text + "\n")
}

func readText(text string) (Checkpoint, error) {
	wrong := errors.New("the note is no checkpoint of a ledger")
	lines := strings.Split(text, "\n")
	if len(lines) < 3 || lines[0] != origin {
		return Checkpoint{}, wrong
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 {
		return Checkpoint{}, wrong
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil || (Checkpoint{size, root}).text() != text {
		return Checkpoint{}, wrong
	}
	return Checkpoint{size, root}, nil
}

// CheckPublic reports why a text is no public key.
func CheckPublic(key string) error {
	if _, err := note.NewVerifier(strings.TrimSpace(key)); err != nil {
		return fmt.Errorf("%q is no public key; it would read understudy+1a2b3c4d+…", key)
	}
	return nil
}
