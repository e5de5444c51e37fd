package store

import (
	"context"

	"gorm.io/gorm"
)

// ExecForTest runs a statement that no method would.
func (s *Store) ExecForTest(ctx context.Context, statement string) error {
	return s.write(ctx, func(tx *gorm.DB) error { return tx.Exec(statement).Error })
}

// FactColumnsForTest returns the columns that the leaves of each table of facts hold.
func FactColumnsForTest() map[string][]string {
	out := map[string][]string{}
	for _, k := range factKinds() {
		out[k.table] = k.columns()
	}
	return out
}

// WithoutLedgerForTest makes a store write facts without leaves, to compare what they cost.
func (s *Store) WithoutLedgerForTest() error {
	return s.writer.Callback().Create().Remove("ledger:notice")
}
