package main

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"understudy/app/ledger"
	"understudy/app/web/site"
)

// demonstration makes a database as serve --demo does, and returns it with the code of a certificate.
func demonstration(t *testing.T) (databaseFlag, string) {
	t.Helper()
	ctx, place := context.Background(), fresh(t)
	serve := serveCmd{databaseFlag: place, Demo: true, Zone: "UTC"}
	database, err := serve.open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := serve.prepare(ctx, database, site.Address{Demo: true}, time.Now); err != nil {
		t.Fatal(err)
	}
	if err := database.Close(); err != nil {
		t.Fatal(err)
	}
	db := opened(t, place)
	var code string
	if err := db.QueryRow("SELECT min(code) FROM certificate").Scan(&code); err != nil {
		t.Fatal(err)
	}
	return place, code
}

func opened(t *testing.T, place databaseFlag) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+place.Database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func TestLedgerVerify(t *testing.T) {
	place, _ := demonstration(t)
	at := stored{place.Database}
	verify := func(v ledgerVerifyCmd) ran { v.stored = at; return runWith("", v) }
	sound := verify(ledgerVerifyCmd{})
	if sound.code != exitFine || !strings.HasPrefix(sound.out, "size ") || !strings.Contains(sound.out, " root ") {
		t.Fatalf("%+v", sound)
	}
	old := filepath.Join(t.TempDir(), "old.note")
	note := runWith("", ledgerCheckpointCmd{at})
	write(t, old, note.out)
	if got := runWith("employee_id,name,hired_on\nN1,New One,2026-01-05\n", peopleImportCmd{databaseFlag: place, File: "-", Zone: "UTC"}); got.code != exitFine {
		t.Fatalf("%+v", got)
	}
	if got := verify(ledgerVerifyCmd{Against: old, LedgerKey: place.LedgerKey}); got.code != exitFine || got.out == sound.out {
		t.Errorf("beside the older checkpoint: %+v", got)
	}
	for _, s := range []struct {
		name   string
		verify ledgerVerifyCmd
		says   string
	}{
		{"no such key", ledgerVerifyCmd{LedgerKey: old + ".key"}, "no such file"},
		{"no key", ledgerVerifyCmd{LedgerKey: old}, "this is no signing key"},
		{"no checkpoint", ledgerVerifyCmd{Against: place.LedgerKey}, "no signed note"},
	} {
		if got := verify(s.verify); got.code != exitUsage || !strings.Contains(got.errors, s.says) {
			t.Errorf("%s: %+v", s.name, got)
		}
	}
	if got := runWith("", ledgerVerifyCmd{stored: stored{filepath.Join(t.TempDir(), "none.db")}}); got.code != exitUsage || !strings.Contains(got.errors, "there is no database") {
		t.Errorf("%+v", got)
	}
	other := filepath.Join(t.TempDir(), "other.key")
	if err := makeKey(other); err != nil {
		t.Fatal(err)
	}
	if got := verify(ledgerVerifyCmd{LedgerKey: other}); got.code != exitFindings || !strings.Contains(got.out, "none of the known keys signed") {
		t.Errorf("another key: %+v", got)
	}
	for _, statement := range []string{"DROP TRIGGER pass_no_update", "UPDATE pass SET occurred_on = '2020-01-01' WHERE rowid = 3"} {
		if _, err := opened(t, place).Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	if got := verify(ledgerVerifyCmd{}); got.code != exitFindings || !strings.HasPrefix(got.out, "altered pass ") || !strings.HasSuffix(got.out, ": occurred_on\n") {
		t.Errorf("after a tamper: %+v", got)
	}
}

func TestProofPacks(t *testing.T) {
	place, code := demonstration(t)
	file := filepath.Join(t.TempDir(), "proof.zip")
	made := runWith("", proofMakeCmd{stored: stored{place.Database}, Certificate: code, Out: file})
	if made.code != exitFine {
		t.Fatalf("%+v", made)
	}
	if err := os.Remove(place.Database); err != nil { // offline
		t.Fatal(err)
	}
	got := runWith("", proofVerifyCmd{File: file})
	if got.code != exitFine || !strings.Contains(got.out, code) || !strings.Contains(got.out, "key understudy+") || !strings.Contains(got.errors, ledger.Limit) {
		t.Errorf("%+v", got)
	}
	pack, err := openPack(file)
	if err != nil || len(pack.Facts) < 3 || len(pack.Texts) == 0 {
		t.Fatalf("%d facts and %d texts (%v)", len(pack.Facts), len(pack.Texts), err)
	}
	if got := runWith("", proofVerifyCmd{File: file, PublicKey: pack.Public}); got.code != exitFine {
		t.Errorf("%+v", got)
	}
	if got := runWith("", proofVerifyCmd{File: file, PublicKey: "x"}); got.code != exitUsage {
		t.Errorf("%+v", got)
	}
	forgeries(t, pack)
}

// forgeries alters a pack in every way that matters.
func forgeries(t *testing.T, pack ledger.Pack) {
	t.Helper()
	for name, forge := range map[string]func(*ledger.Pack){
		"a score":       func(p *ledger.Pack) { p.Facts[2].Leaf = strings.Replace(p.Facts[2].Leaf, `"score":`, `"score":1`, 1) },
		"the words":     func(p *ledger.Pack) { p.Facts[0].Words["snapshot"] += " " },
		"the person":    func(p *ledger.Pack) { p.Subject = ledger.NewSubject() },
		"the code":      func(p *ledger.Pack) { p.Certificate = "other" },
		"a text":        func(p *ledger.Pack) { p.Texts[0].Source += " " },
		"the place":     func(p *ledger.Pack) { p.Facts[1].Index++ },
		"a huge place":  func(p *ledger.Pack) { p.Facts[1].Index = 1 << 60 },
		"the proof":     func(p *ledger.Pack) { p.Facts[1].Proof[0][5] ^= 1 },
		"the root":      func(p *ledger.Pack) { p.Checkpoint = strings.Replace(p.Checkpoint, "\n1", "\n2", 1) },
		"no facts":      func(p *ledger.Pack) { p.Facts = nil },
		"an empty pack": func(p *ledger.Pack) { *p = ledger.Pack{} },
	} {
		text, err := json.Marshal(pack)
		var forged ledger.Pack
		if err == nil {
			err = json.Unmarshal(text, &forged)
		}
		if err != nil {
			t.Fatal(err)
		}
		forge(&forged)
		var out bytes.Buffer
		if err := forged.Write(&out); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "forged.zip")
		write(t, file, out.String())
		if got := runWith("", proofVerifyCmd{File: file}); got.code != exitFindings || got.out == "" {
			t.Errorf("%s altered: %+v", name, got)
		}
	}
}

func TestWhatIsNoPackIsRefused(t *testing.T) {
	var empty bytes.Buffer
	if err := zip.NewWriter(&empty).Close(); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"text": "hello", "empty": "", "an archive": empty.String()} {
		file := filepath.Join(t.TempDir(), "x.zip")
		write(t, file, text)
		if got := runWith("", proofVerifyCmd{File: file}); got.code != exitUsage || !strings.Contains(got.errors, "no proof pack") {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
