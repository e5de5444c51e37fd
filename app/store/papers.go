package store

import (
	"sync"
	"unique"

	"understudy/app/examine"
	"understudy/app/ident"
)

// papers keeps what attempts rest on from their start to their end, which never changes: reading an
// attempt again need not decode its paper again.
type papers struct {
	mu sync.Mutex
	of map[ident.ID]examine.Attempt
}

// papersKept bounds what is kept, to some 30 MB.
const papersKept = 20_000

func (p *papers) find(id ident.ID) (begun examine.Attempt, known bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	begun, known = p.of[id]
	return begun, known
}

// keep remembers an attempt without what changes.
func (p *papers) keep(a examine.Attempt) {
	a.Status, a.FinishedAt, a.Result = "", instantOr(nil), nil
	for i, item := range a.Paper.Items { // the same few hundred questions in every paper
		a.Paper.Items[i].ID, a.Paper.Items[i].Hash = unique.Make(item.ID).Value(), unique.Make(item.Hash).Value()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.of == nil || len(p.of) >= papersKept {
		p.of = map[ident.ID]examine.Attempt{}
	}
	p.of[a.ID] = a
}
