package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"gorm.io/gorm"
)

// quick runs statements that every page or answer needs by themselves: compiled once by the handle they
// run on, without GORM building them anew each time, which costs as much as the database does.
type quick struct {
	engine engine
	pool   gorm.ConnPool
}

func (s *Store) quick() quick { return quick{s.engine, s.reader.ConnPool} }

// in runs statements inside the transaction of a write. GORM's own handle compiles a statement anew for
// each write of a group; the connection below it keeps what it has compiled.
func (s *Store) in(tx *gorm.DB) quick {
	if prepared, ok := tx.Statement.ConnPool.(*gorm.PreparedStmtTX); ok {
		return quick{s.engine, prepared.Tx}
	}
	return quick{s.engine, tx.Statement.ConnPool}
}

// one reads a single row. It is over in microseconds, and to be able to give it up half way would cost
// as long again.
func (q quick) one(ctx context.Context, statement string, args ...any) *sql.Row {
	if ctx.Err() == nil {
		ctx = context.WithoutCancel(ctx)
	}
	return q.pool.QueryRowContext(ctx, q.text(statement), args...)
}

// each reads every row of the few that there are, as [quick.one] does, and hands it on.
func (q quick) each(ctx context.Context, statement string, args []any, row func(scan func(...any) error) error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	rows, err := q.pool.QueryContext(context.WithoutCancel(ctx), q.text(statement), args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // what it could say, Err says
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// run carries out a statement and returns how many rows it touched.
func (q quick) run(ctx context.Context, statement string, args ...any) (int64, error) {
	done, err := q.pool.ExecContext(ctx, q.text(statement), args...)
	if err != nil {
		return 0, err
	}
	return done.RowsAffected()
}

// text numbers the question marks of a statement, as PostgreSQL wants them. No statement holds one in a
// literal.
func (q quick) text(statement string) string {
	if q.engine != onPostgres {
		return statement
	}
	var out strings.Builder
	for n := 1; ; n++ {
		before, after, found := strings.Cut(statement, "?")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		out.WriteString("$" + strconv.Itoa(n))
		statement = after
	}
}
