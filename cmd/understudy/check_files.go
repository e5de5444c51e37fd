package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"understudy/app/catalog"
	"understudy/app/scene"
	"understudy/app/store"
	"understudy/content"
)

// shelf is a folder of scenarios: one of the disk, or the shipped one.
type shelf struct {
	files  fs.FS
	prefix string // what stands before a name in a report
}

// libraryScenarios returns every scenario of the shipped library.
func libraryScenarios() ([]scene.File, error) {
	var files []scene.File
	err := fs.WalkDir(content.FS, "scenarios", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".scene" {
			return err
		}
		file, err := shelf{content.FS, "content"}.file(name)
		files = append(files, file)
		return err
	})
	return files, err
}

// scenarioFile reads a scenario and what stands beside it.
func scenarioFile(name string, stdin io.Reader) (scene.File, error) {
	if name == "-" {
		text, err := readBounded(name, stdin)
		return scene.File{Name: name, Text: text}, err
	}
	folder, base := filepath.Split(name)
	file, err := shelf{os.DirFS(filepath.Clean(folder + ".")), folder}.file(base)
	var at *fs.PathError
	if errors.As(err, &at) {
		at.Path = filepath.Join(folder, at.Path)
	}
	file.Name = name
	file.Exists = func(picture string) bool { // which may stand in another folder
		_, err := os.Stat(filepath.Join(folder, filepath.FromSlash(picture)))
		return err == nil
	}
	return file, err
}

// file reads a scenario with its plan, its counts and its translations.
func (s shelf) file(name string) (scene.File, error) {
	text, err := s.read(name)
	if err != nil {
		return scene.File{}, err
	}
	file := scene.File{Name: path.Join(s.prefix, name), Text: text, Exists: func(picture string) bool {
		_, err := fs.Stat(s.files, path.Join(path.Dir(name), picture))
		return err == nil
	}}
	if file.Plan, err = s.beside(scene.PlanName(name)); err != nil {
		return file, err
	}
	if file.Picks, err = s.picks(scene.PicksName(name)); err != nil {
		return file, err
	}
	file.Texts, err = s.translations(name)
	return file, err
}

// translations reads the translations in the folders that are named for a language.
func (s shelf) translations(name string) ([]scene.Texts, error) {
	entries, err := fs.ReadDir(s.files, path.Dir(name))
	if err != nil {
		return nil, err
	}
	var out []scene.Texts
	for _, entry := range entries {
		if !entry.IsDir() || !catalog.IsLanguage(entry.Name()) {
			continue
		}
		texts := scene.TextsName(name, entry.Name())
		text, err := s.beside(texts)
		if err != nil {
			return nil, err
		}
		if text != nil {
			out = append(out, scene.Texts{Name: path.Join(s.prefix, texts), Text: text})
		}
	}
	return out, nil
}

func (s shelf) picks(name string) (map[string]int, error) {
	text, err := s.beside(name)
	if err != nil || text == nil {
		return nil, err
	}
	picks, err := scene.ParsePicks(text)
	if err != nil {
		return nil, fmt.Errorf("%s:%w", path.Join(s.prefix, name), err)
	}
	return picks, nil
}

// beside reads a file that may not be there; nil when it is not.
func (s shelf) beside(name string) ([]byte, error) {
	text, err := s.read(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return text, err
}

func (s shelf) read(name string) ([]byte, error) {
	file, err := s.files.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // only read
	return bounded(file)
}

// readBounded reads a file, or standard input for "-".
func readBounded(name string, stdin io.Reader) ([]byte, error) {
	if name == "-" {
		return bounded(stdin)
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // only read
	return bounded(file)
}

// bounded stops one byte after the most that a scenario may have, which is enough for it to be refused.
func bounded(source io.Reader) ([]byte, error) {
	return io.ReadAll(io.LimitReader(source, scene.MaxBytes+1))
}

// addPicks reads from a database how often each choice of exactly these texts was taken.
func addPicks(ctx context.Context, address string, files []scene.File) (err error) {
	if _, err := os.Stat(address); err != nil && !store.IsPostgres(address) {
		return exitError{exitUsage, "there is no database " + address} // opening it would make one
	}
	database, err := store.Open(ctx, address)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	for i, file := range files {
		id := scene.ID(file.Text)
		doc := catalog.NewDocument(catalog.KindScenario, id, catalog.English, file.Name, string(file.Text))
		if files[i].Picks, err = database.Picks(ctx, id, doc.Hash); err != nil {
			return fmt.Errorf("read what was picked in %s: %w", file.Name, err)
		}
	}
	return nil
}
