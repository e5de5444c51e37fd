package store

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"gorm.io/gorm"

	"understudy/app/ledger"
)

// fact names a row that a group of writes has added, or a leaf of the ledger's own.
type fact struct{ kind, id string }

// factsKey is where the context of a member carries the facts of its group.
type factsKey struct{}

// appender is what the committer needs to continue the ledger. Only the committer touches it.
type appender struct {
	signer ledger.Signer
	kinds  map[string]factKind
	note   string // the head that peaks belong to
	size   int64
	peaks  ledger.Known
}

// errNoLedger says that facts cannot be written yet.
var errNoLedger = errors.New("facts cannot be written before the ledger has a key: call StartLedger")

// noticeFacts makes every row that is added to a table of facts part of its group's facts. A row that
// comes into a table in any other way gets no leaf, and is found by an audit.
func noticeFacts(writer *gorm.DB) error {
	kinds := kindsByTable()
	return writer.Callback().Create().After("gorm:create").Register("ledger:notice", func(db *gorm.DB) {
		facts, ok := db.Statement.Context.Value(factsKey{}).(*[]fact)
		if !ok || db.Error != nil || db.RowsAffected == 0 || db.Statement.Schema == nil {
			return
		}
		if _, known := kinds[db.Statement.Schema.Table]; !known {
			return
		}
		rows := reflect.Indirect(db.Statement.ReflectValue)
		if rows.Kind() != reflect.Slice {
			*facts = append(*facts, factOf(db, rows))
			return
		}
		if int64(rows.Len()) != db.RowsAffected {
			_ = db.AddError(fmt.Errorf("%d of %d rows of %s were added; add facts one by one where some may be there", db.RowsAffected, rows.Len(), db.Statement.Schema.Table))
			return
		}
		for i := range rows.Len() {
			*facts = append(*facts, factOf(db, reflect.Indirect(rows.Index(i))))
		}
	})
}

// factOf names a row by the values of its primary key.
func factOf(db *gorm.DB, row reflect.Value) fact {
	var id []string
	for _, field := range db.Statement.Schema.PrimaryFields {
		value, _ := field.ValueOf(db.Statement.Context, row)
		id = append(id, fmt.Sprint(value))
	}
	return fact{db.Statement.Schema.Table, strings.Join(id, "/")}
}

// appendFacts adds the leaves of a group's facts, and the head that fixes them, to its transaction.
func (a *appender) appendFacts(ctx context.Context, q quick, facts []fact) error {
	if len(facts) == 0 {
		return nil
	}
	if a.signer.Public == "" {
		return errNoLedger
	}
	leaves, err := a.leaves(ctx, q, facts)
	if err != nil {
		return fmt.Errorf("leaves of the ledger: %w", err)
	}
	if err := a.catchUp(ctx, q); err != nil {
		return fmt.Errorf("head of the ledger: %w", err)
	}
	grown, err := ledger.Grow(a.size, a.peaks, leaves)
	if err != nil {
		return fmt.Errorf("grow the ledger: %w", err)
	}
	if err := a.store(ctx, q, facts, leaves, grown); err != nil {
		a.note = "" // whatever was kept of this group is read anew
		return fmt.Errorf("store the ledger: %w", err)
	}
	return nil
}

func (a *appender) store(ctx context.Context, q quick, facts []fact, leaves [][]byte, grown ledger.Growth) error {
	rows := make([][]any, len(leaves))
	for i, leaf := range leaves {
		rows[i] = []any{a.size + int64(i), facts[i].kind, facts[i].id, string(leaf)}
	}
	if err := q.insert(ctx, "INSERT INTO ledger_leaf (n, kind, fact_id, leaf) VALUES ", "(?, ?, ?, ?)", rows); err != nil {
		return err
	}
	rows = make([][]any, len(grown.Hashes))
	for i, hash := range grown.Hashes {
		rows[i] = []any{grown.First + int64(i), hash[:]}
	}
	if err := q.insert(ctx, "INSERT INTO ledger_hash (id, hash) VALUES ", "(?, ?)", rows); err != nil {
		return err
	}
	signed, err := a.signer.Sign(grown.Checkpoint)
	if err != nil {
		return err
	}
	if _, err := q.run(ctx, "UPDATE ledger_head SET size = ?, note = ? WHERE id = 1", grown.Size, signed); err != nil {
		return err
	}
	// Where the group is lost after all, its note is not the stored one, and all is read anew.
	a.note, a.size, a.peaks = signed, grown.Size, grown.Peaks
	return nil
}

// catchUp reads what the tree grows on, where another process has continued it.
func (a *appender) catchUp(ctx context.Context, q quick) error {
	var size int64
	var signed string
	if err := q.one(ctx, "SELECT size, note FROM ledger_head WHERE id = 1").Scan(&size, &signed); err != nil {
		return err
	}
	if signed == a.note && a.peaks != nil {
		return nil
	}
	peaks, err := storedHashes{ctx, q}.known(ledger.Peaks(size))
	if err != nil {
		return err
	}
	a.note, a.size, a.peaks = signed, size, peaks
	return nil
}

// storedHashes reads hashes of the tree as package ledger wants them.
type storedHashes struct {
	ctx context.Context
	q   quick
}

// ReadHashes returns the hashes of some indexes.
func (s storedHashes) ReadHashes(indexes []int64) ([]ledger.Hash, error) {
	known, err := s.known(indexes)
	if err != nil {
		return nil, err
	}
	return known.ReadHashes(indexes)
}

func (s storedHashes) known(indexes []int64) (ledger.Known, error) {
	known := ledger.Known{}
	err := inParts(indexes, func(args []any, marks string) error {
		return s.q.each(s.ctx, "SELECT id, hash FROM ledger_hash WHERE id IN "+marks, args, func(scan func(...any) error) error {
			var index int64
			var hash []byte
			if err := scan(&index, &hash); err != nil {
				return err
			}
			if len(hash) != len(ledger.Hash{}) {
				return fmt.Errorf("hash %d of the ledger has %d bytes", index, len(hash))
			}
			known[index] = ledger.Hash(hash)
			return nil
		})
	})
	return known, err
}

// leaves reads the rows of the facts back, so that a leaf holds what the database does.
func (a *appender) leaves(ctx context.Context, q quick, facts []fact) ([][]byte, error) {
	rows, err := a.readBack(ctx, q, facts)
	if err != nil {
		return nil, err
	}
	var persons []string
	for f, row := range rows {
		persons = append(persons, a.kinds[f.kind].people(row)...)
	}
	subjects, err := subjectsFor(ctx, q, persons)
	if err != nil {
		return nil, err
	}
	leaves := make([][]byte, len(facts))
	for i, f := range facts {
		record := ledger.Own(f.kind, f.id)
		if kind, isRow := a.kinds[f.kind]; isRow {
			row, found := rows[f]
			if !found {
				return nil, fmt.Errorf("%s %s was added and is not there", f.kind, f.id)
			}
			record, _ = kind.record(row, subjects)
		}
		if leaves[i], err = record.Leaf(); err != nil {
			return nil, err
		}
	}
	return leaves, nil
}

func (a *appender) readBack(ctx context.Context, q quick, facts []fact) (map[fact]factRow, error) {
	ids := map[string][]string{}
	for _, f := range facts {
		if _, isRow := a.kinds[f.kind]; isRow {
			ids[f.kind] = append(ids[f.kind], f.id)
		}
	}
	rows := make(map[fact]factRow, len(facts))
	for table, wanted := range ids {
		kind := a.kinds[table]
		err := inParts(wanted, func(args []any, marks string) error {
			return q.each(ctx, kind.query()+" WHERE "+kind.id+" IN "+marks, args, func(scan func(...any) error) error {
				row, err := kind.scan(scan)
				rows[fact{table, row.id}] = row
				return err
			})
		})
		if err != nil {
			return nil, err
		}
	}
	return rows, nil
}
