package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"understudy/app/fault"
	"understudy/app/ledger"
)

// Audited is what an audit of the ledger came to.
type Audited struct {
	ledger.Checkpoint
	By       string   // the public key that signed the head, empty where none did
	Keys     []string // every public key that the ledger names, oldest first
	Erased   int      // rows that name somebody who was erased
	Findings []ledger.Finding
}

// AuditLedger compares every stored fact with its leaf, every leaf with its hash, every hash with those
// below it, and the root with the signed head. The head must be signed by the public key, or, where it is
// empty, by one that the ledger names. The ledger must continue an older checkpoint, unless that is empty.
func (s *Store) AuditLedger(ctx context.Context, public, against string) (out Audited, err error) {
	// One transaction, so that what is written meanwhile is seen in whole or not at all.
	err = s.snapshot(ctx, func(q quick) error {
		out, err = audited(ctx, q, public)
		if err != nil || against == "" {
			return err
		}
		if err := continues(ctx, q, out, against); err != nil {
			out.Findings = append(out.Findings, ledger.Finding{What: "altered", Where: "ledger_head 1", How: "beside the older checkpoint: " + err.Error()})
		}
		return nil
	})
	return out, plain(err)
}

func continues(ctx context.Context, q quick, now Audited, against string) error {
	older, _, err := ledger.Open(against, now.Keys...)
	if err != nil {
		return err
	}
	proof, err := ledger.Extend(now.Checkpoint, min(older.Size, now.Size), storedHashes{ctx, q})
	if err != nil {
		return err
	}
	return ledger.CheckExtends(now.Checkpoint, older, proof)
}

// snapshot runs reads that see one state of the database.
func (s *Store) snapshot(ctx context.Context, read func(q quick) error) error {
	return s.read(ctx).Transaction(func(tx *gorm.DB) error { return read(s.in(tx)) }, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
}

func audited(ctx context.Context, q quick, public string) (Audited, error) {
	var size int64
	var signed string
	err := q.one(ctx, "SELECT size, note FROM ledger_head").Scan(&size, &signed)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Audited{Findings: []ledger.Finding{{What: "missing", Where: "ledger_head 1"}}}, nil
	case err != nil:
		return Audited{}, err
	case size == 0 && signed == "":
		return Audited{}, fault.New(fault.NotFound, "fault.not_found").Because(errors.New("the database has no ledger yet; understudy migrate begins it"))
	}
	audit := ledger.NewAudit(func(n int64) (text []byte, err error) {
		err = q.one(ctx, "SELECT leaf FROM ledger_leaf WHERE n = ?", n).Scan(&text)
		return text, err
	})
	if err := auditTree(ctx, q, audit); err != nil {
		return Audited{}, err
	}
	if err := auditRows(ctx, q, audit); err != nil {
		return Audited{}, err
	}
	var keys []string
	if public != "" {
		keys = []string{public}
	}
	head, by := audit.Finish(signed, size, keys...)
	if err := auditFile(ctx, q, audit); err != nil {
		return Audited{}, err
	}
	return Audited{head, by, audit.Keys, audit.Erased, audit.Findings}, nil
}

// auditTree tells an audit of hashes and leaves.
func auditTree(ctx context.Context, q quick, audit *ledger.Audit) error {
	err := q.each(ctx, "SELECT id, hash FROM ledger_hash", nil, func(scan func(...any) error) error {
		var index int64
		var hash []byte
		err := scan(&index, &hash)
		if err == nil {
			audit.Hash(index, hash)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("read the hashes of the ledger: %w", err)
	}
	err = q.each(ctx, "SELECT n, kind, fact_id, leaf FROM ledger_leaf", nil, func(scan func(...any) error) error {
		var n int64
		var kind, id string
		var leaf []byte
		err := scan(&n, &kind, &id, &leaf)
		if err == nil {
			audit.Leaf(n, kind, id, leaf)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("read the leaves of the ledger: %w", err)
	}
	return nil
}

// auditRows tells an audit of every row of every table of facts.
func auditRows(ctx context.Context, q quick, audit *ledger.Audit) error {
	subjects := map[string]ledger.Subject{}
	if err := readSubjects(ctx, q, "", nil, subjects); err != nil {
		return fmt.Errorf("read the subjects of the ledger: %w", err)
	}
	known := make(map[string]bool, len(subjects))
	for _, s := range subjects {
		known[s.ID] = true
	}
	audit.Stands = func(subject string) bool { return known[subject] }
	for _, kind := range factKinds() {
		var rows []factRow // an audit may read a leaf for a row, which on some engines waits for the end of these
		err := q.each(ctx, kind.query(), nil, func(scan func(...any) error) error {
			row, err := kind.scan(scan)
			rows = append(rows, row)
			return err
		})
		if err != nil {
			return fmt.Errorf("read %s: %w", kind.table, err)
		}
		for _, row := range rows {
			record, erased := kind.record(row, subjects)
			if err := audit.Row(record, erased); err != nil {
				return fmt.Errorf("compare %s %s with its leaf: %w", kind.table, row.id, err)
			}
		}
	}
	return nil
}

// auditFile has SQLite compare its indexes with its tables.
func auditFile(ctx context.Context, q quick, audit *ledger.Audit) error {
	if q.engine != onSQLite {
		return nil
	}
	return q.each(ctx, "PRAGMA integrity_check", nil, func(scan func(...any) error) error {
		var line string
		err := scan(&line)
		if err == nil && line != "ok" {
			audit.Findings = append(audit.Findings, ledger.Finding{What: "altered", Where: "the database file", How: line})
		}
		return err
	})
}
