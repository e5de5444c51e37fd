package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"understudy/app/ledger"
)

// fillBatch bounds how many facts that are older than the ledger go into it at a time.
const fillBatch = 4096

// StartLedger makes the store sign with a key from now on; before it, facts are refused. A database whose
// facts are older than the ledger has them added first, in the order in which they were recorded; a start
// that is cut short goes on where it was. It happens once: what is found without a leaf later is no fact
// of the program's, and stays out.
func (s *Store) StartLedger(ctx context.Context, key ledger.Signer) error {
	for begun := false; !begun; {
		err := s.write(ctx, func(tx *gorm.DB) (err error) {
			s.ledger.signer = key
			begun, err = s.fill(tx)
			return err
		})
		if err != nil {
			return fmt.Errorf("start the ledger: %w", err)
		}
	}
	return s.write(ctx, func(tx *gorm.DB) error {
		known, err := s.hasLeaf(tx, ledger.Key, key.Public)
		if err == nil && !known {
			note(tx, fact{ledger.Key, key.Public})
		}
		return err
	})
}

// note makes something a fact of the group that is being written.
func note(tx *gorm.DB, f fact) {
	if facts, ok := tx.Statement.Context.Value(factsKey{}).(*[]fact); ok {
		*facts = append(*facts, f)
	}
}

func (s *Store) hasLeaf(tx *gorm.DB, kind, id string) (bool, error) {
	n := 0
	err := s.in(tx).one(tx.Statement.Context, "SELECT COUNT(*) FROM ledger_leaf WHERE kind IN ('begun', 'key') AND kind = ? AND fact_id = ?", kind, id).Scan(&n)
	return n > 0, err
}

// fill adds the oldest facts that have no leaf, and where there are none, the leaf that says so.
func (s *Store) fill(tx *gorm.DB) (begun bool, err error) {
	if begun, err = s.hasLeaf(tx, ledger.Begun, ledger.Begun); begun || err != nil {
		return begun, err
	}
	type dated struct {
		fact
		at int64
	}
	var oldest []dated
	for _, k := range factKinds() {
		statement := fmt.Sprintf("SELECT %[1]s, %[2]s FROM %[3]s WHERE %[1]s NOT IN (SELECT fact_id FROM ledger_leaf WHERE ledger_leaf.kind = ?) ORDER BY %[2]s, %[1]s LIMIT ?", k.id, k.at, k.table)
		err := s.in(tx).each(tx.Statement.Context, statement, []any{k.table, fillBatch}, func(scan func(...any) error) error {
			d := dated{fact: fact{kind: k.table}}
			err := scan(&d.id, &d.at)
			oldest = append(oldest, d)
			return err
		})
		if err != nil {
			return false, err
		}
	}
	slices.SortStableFunc(oldest, func(a, b dated) int { return cmp.Compare(a.at, b.at) })
	for _, d := range oldest[:min(len(oldest), fillBatch)] {
		note(tx, d.fact)
	}
	if len(oldest) == 0 {
		note(tx, fact{ledger.Begun, ledger.Begun})
	}
	return len(oldest) == 0, nil
}

// Checkpoint returns the signed checkpoint, not found before the ledger was started.
func (s *Store) Checkpoint(ctx context.Context) (signed string, err error) {
	err = s.quick().one(ctx, "SELECT note FROM ledger_head WHERE id = 1 AND size > 0").Scan(&signed)
	return signed, plain(err)
}
