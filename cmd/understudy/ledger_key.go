package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"understudy/app/ident"
	"understudy/app/ledger"
	"understudy/app/store"
)

// signer returns the key that signs the record. Where there is none it makes one, kept apart from the
// data: who steals one has not got the other.
func (d databaseFlag) signer(ctx context.Context, database *store.Store) (ledger.Signer, error) {
	path, err := d.keyFile(ctx, database)
	if err != nil {
		return ledger.Signer{}, err
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		if err := makeKey(path); err != nil {
			return ledger.Signer{}, err
		}
		slog.Info("made a signing key for the record; keep a copy apart from the database", "file", path)
	}
	return readKey(path)
}

// keyFile returns where the key is: where the flag says, or in the folder of the user's settings, under
// the name that the database has from its first start.
func (d databaseFlag) keyFile(ctx context.Context, database *store.Store) (string, error) {
	if d.LedgerKey != "" {
		return d.LedgerKey, nil
	}
	instance, err := database.SettingOr(ctx, "instance", string(ident.New(time.Now())))
	if err != nil {
		return "", err
	}
	folder, err := os.UserConfigDir()
	if err != nil { // no home, as for a system service
		if folder, err = filepath.Abs("."); err != nil {
			return "", err
		}
	}
	return filepath.Join(folder, "understudy", instance+".key"), nil
}

// makeKey writes a fresh key into a new file, in whole or not at all.
func makeKey(path string) error {
	private, err := ledger.NewKey()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".key-") // 0600 from the start
	if err != nil {
		return err
	}
	_, err = file.WriteString(private + "\n")
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = os.Link(file.Name(), path)
		if errors.Is(err, os.ErrExist) { // another start was first; its key is the one
			err = nil
		}
	}
	return errors.Join(err, os.Remove(file.Name()))
}

func readKey(path string) (ledger.Signer, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return ledger.Signer{}, exitError{exitUsage, fmt.Sprintf("--ledger-key: %v", err)}
	}
	key, err := ledger.ReadKey(string(text))
	if err != nil {
		return ledger.Signer{}, exitError{exitUsage, fmt.Sprintf("%s: %v", path, err)}
	}
	return key, nil
}
