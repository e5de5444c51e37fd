package store

import (
	"context"
	"slices"
	"sync"

	"understudy/app/ident"
	"understudy/app/record"
)

// remembered keeps the histories that were read last. Facts are only ever added, which triggers in the
// database hold, so a history with as many facts of each kind as the database holds is the history.
// That is asked each time: another instance may have added one.
type remembered struct {
	mu    sync.Mutex
	of    map[ident.ID]record.History
	facts int
}

// rememberedFacts bounds what is kept, to some 20 MB.
const rememberedFacts = 40_000

func (r *remembered) find(person ident.ID, counts factCounts) (record.History, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	h, known := r.of[person]
	return h, known && countsOf(h) == counts
}

func (r *remembered) keep(h record.History) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.of == nil || r.facts > rememberedFacts {
		r.of, r.facts = map[ident.ID]record.History{}, 0
	}
	r.of[h.Person] = h
	r.facts += countsOf(h).total()
}

// factCounts says how many facts of each kind there are about a person.
type factCounts struct{ employments, reasons, evidence, passes int }

// total counts one more, for the person.
func (c factCounts) total() int { return c.employments + c.reasons + c.evidence + c.passes + 1 }

func countsOf(h record.History) factCounts {
	return factCounts{len(h.Employments), len(h.Reasons), len(h.Evidence), len(h.Passes)}
}

const countFactsSQL = `SELECT (SELECT COUNT(*) FROM employment_fact WHERE person_id = ?), (SELECT COUNT(*) FROM reason_fact WHERE person_id = ?),
 (SELECT COUNT(*) FROM evidence WHERE person_id = ?), (SELECT COUNT(*) FROM pass WHERE person_id = ?)`

// History returns every fact about one person. Nobody may change what it holds.
func (s *Store) History(ctx context.Context, person ident.ID) (record.History, error) {
	var counts factCounts
	id := string(person)
	err := s.quick().one(ctx, countFactsSQL, id, id, id, id).Scan(&counts.employments, &counts.reasons, &counts.evidence, &counts.passes)
	if err != nil {
		return record.History{}, plain(err)
	}
	if h, known := s.remembered.find(person, counts); known {
		return h, nil
	}
	all, err := histories(s.read(ctx), []ident.ID{person})
	if err != nil {
		return record.History{}, err
	}
	h := all[person]
	// An append by whoever reads this must not write into what others read.
	h.Employments, h.Reasons, h.Evidence, h.Passes = slices.Clip(h.Employments), slices.Clip(h.Reasons), slices.Clip(h.Evidence), slices.Clip(h.Passes)
	s.remembered.keep(h)
	return h, nil
}
