package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"understudy/app/fault"
	"understudy/app/ledger"
)

type proofCmd struct {
	Make   proofMakeCmd   `cmd:"" help:"Write a proof pack of a certificate."`
	Verify proofVerifyCmd `cmd:"" help:"Check a proof pack; no database and no network is needed."`
}

type proofMakeCmd struct {
	stored
	Certificate string `required:"" placeholder:"CODE" help:"Code of the certificate, as in its address."`
	Out         string `required:"" placeholder:"FILE.zip" help:"Where to write the pack."`
}

// Run writes a pack: the certificate, what it rests on, the texts, the proofs, the checkpoint.
func (m proofMakeCmd) Run(c *cli) (err error) {
	ctx := context.Background()
	database, err := m.read(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	pack, err := database.ProofOf(ctx, m.Certificate)
	if fault.Is(err, fault.NotFound) {
		return exitError{exitFindings, "there is no certificate " + m.Certificate}
	}
	if err != nil {
		return err
	}
	if err := writePack(m.Out, pack); err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.stdout, "%s: %d facts, %d texts\nkey %s\n", m.Out, len(pack.Facts), len(pack.Texts), pack.Public)
	return err
}

// writePack writes the file in whole or not at all.
func writePack(path string, pack ledger.Pack) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".proof-")
	if err != nil {
		return err
	}
	if err := errors.Join(pack.Write(file), file.Sync(), file.Close()); err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return os.Rename(file.Name(), path)
}

type proofVerifyCmd struct {
	File      string `arg:"" placeholder:"FILE.zip" help:"A proof pack."`
	PublicKey string `placeholder:"KEY" help:"The public key that you know the organisation by (default: the one in the pack)."`
}

// Help says what a pack cannot show.
func (proofVerifyCmd) Help() string {
	return "Exit 0 and what is proven, or exit 1 and a line for each thing that is wrong.\n\n" + ledger.Limit
}

// Run checks a pack.
func (v proofVerifyCmd) Run(c *cli) error {
	if v.PublicKey != "" {
		if err := ledger.CheckPublic(v.PublicKey); err != nil {
			return exitError{exitUsage, "--public-key: " + err.Error()}
		}
	}
	pack, err := openPack(v.File)
	if err != nil {
		return exitError{exitUsage, err.Error()}
	}
	head, wrong := pack.Verify(v.PublicKey)
	for _, line := range wrong {
		_, _ = fmt.Fprintln(c.stdout, line)
	}
	if len(wrong) > 0 {
		return exitError{exitFindings, fmt.Sprintf("%s proves nothing: %d things are wrong", v.File, len(wrong))}
	}
	_, err = fmt.Fprintf(c.stdout, "certificate %s: %d facts and %d texts are in the ledger\nsize %d root %s\nkey %s\n", pack.Certificate,
		len(pack.Facts), len(pack.Texts), head.Size, head.Root, pack.Public)
	for _, fact := range pack.Facts {
		if snapshot := fact.Words["snapshot"]; snapshot != "" {
			_, _ = fmt.Fprintln(c.stdout, snapshot)
		}
	}
	if v.PublicKey == "" {
		_, _ = fmt.Fprintln(c.stderr, "the key is the one in the pack; compare it with the one that the organisation has published")
	}
	_, _ = fmt.Fprintln(c.stderr, ledger.Limit)
	return err
}

func openPack(path string) (ledger.Pack, error) {
	file, err := os.Open(path)
	if err != nil {
		return ledger.Pack{}, err
	}
	defer func() { _ = file.Close() }() // only read
	about, err := file.Stat()
	if err != nil {
		return ledger.Pack{}, err
	}
	pack, err := ledger.ReadPack(file, about.Size())
	if err != nil {
		return pack, fmt.Errorf("%s: %w", path, err)
	}
	return pack, nil
}
