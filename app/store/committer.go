package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"understudy/app/fault"
)

// member is one write that waits to be part of a group.
type member struct {
	ctx  context.Context
	do   func(*gorm.DB) error
	done chan error
}

// groupLimit bounds a group, so that the first write in it does not wait for a morning's queue.
const groupLimit = 256

// write runs do inside the next group of writes and returns once it is durable. What do returns as
// an error undoes do alone; the rest of its group stands. Nothing is acknowledged before COMMIT.
//
// do may run against a connection that other writes share: it must use the handle it is given, and
// it must not keep it. A caller that gives up before its turn has written nothing.
func (s *Store) write(ctx context.Context, do func(*gorm.DB) error) (err error) {
	m := &member{ctx: ctx, do: do, done: make(chan error, 1)}
	defer func() {
		if recover() != nil { // the channel was closed under us: the server is stopping
			err = fault.New(fault.Throttled, "fault.stopping")
		}
	}()
	select {
	case s.pending <- m:
	case <-ctx.Done():
		return ctx.Err()
	}
	return <-m.done
}

func (s *Store) commitGroups() {
	defer close(s.stopped)
	for first := range s.pending {
		s.commit(s.gather(first))
	}
}

// gather takes what is waiting, without waiting for more: an idle system commits at once, a busy one
// fills the next group while the disk works on this one.
func (s *Store) gather(first *member) []*member {
	group := []*member{first}
	for len(group) < groupLimit {
		select {
		case next, open := <-s.pending:
			if !open {
				return group
			}
			group = append(group, next)
		default:
			return group
		}
	}
	return group
}

func (s *Store) commit(group []*member) {
	results := make([]error, len(group))
	err := s.writer.Transaction(func(tx *gorm.DB) error {
		q := s.in(tx)
		if s.engine == onPostgres {
			// Groups of all instances run one after the other, as they do on SQLite.
			if err := tx.Exec("SELECT id FROM ledger_head WHERE id = 1 FOR UPDATE").Error; err != nil {
				return err
			}
		}
		var facts []fact
		for i, m := range group {
			results[i] = runMember(tx, q, m, &facts)
			if errors.Is(results[i], errGroupLost) {
				return results[i]
			}
		}
		return s.ledger.appendFacts(context.Background(), q, facts)
	}, &sql.TxOptions{})
	for i, m := range group {
		if err != nil {
			results[i] = plain(fmt.Errorf("commit: %w", err))
		}
		m.done <- results[i]
	}
}

// errGroupLost says that the engine itself gave the whole transaction up.
var errGroupLost = errors.New("the group's transaction was lost")

// runMember runs one write in a savepoint of its own. The member's context decides whether it starts,
// not whether its statements finish: SQLite rolls the whole transaction back when a write in it is
// interrupted, and PostgreSQL's driver closes the connection. The facts that it adds join those of its
// group where it succeeds.
func runMember(tx *gorm.DB, q quick, m *member, facts *[]fact) (err error) {
	if m.ctx.Err() != nil {
		return m.ctx.Err()
	}
	before := len(*facts)
	ctx := context.WithValue(context.WithoutCancel(m.ctx), factsKey{}, facts)
	if _, err := q.run(ctx, "SAVEPOINT member"); err != nil {
		return errors.Join(errGroupLost, err)
	}
	defer func() {
		if p := recover(); p != nil {
			err = undo(ctx, q, fmt.Errorf("panic in a write: %v", p))
		}
		if err != nil {
			*facts = (*facts)[:before]
		}
	}()
	if err := m.do(tx.WithContext(ctx)); err != nil {
		return undo(ctx, q, plain(err))
	}
	if _, err := q.run(ctx, "RELEASE SAVEPOINT member"); err != nil {
		return errors.Join(errGroupLost, err)
	}
	return nil
}

func undo(ctx context.Context, q quick, cause error) error {
	if _, err := q.run(ctx, "ROLLBACK TO SAVEPOINT member"); err != nil {
		return errors.Join(errGroupLost, cause, err)
	}
	if _, err := q.run(ctx, "RELEASE SAVEPOINT member"); err != nil {
		return errors.Join(errGroupLost, cause, err)
	}
	return cause
}
