package refresh

import (
	"context"
	"strings"
	"sync"
	"time"

	"understudy/app/assign"
	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/recall"
	"understudy/app/record"
)

// Kept remembers what was derived last for each person. Facts are only ever added, so that as many facts
// about the same day give the same. The zero value is ready, and safe for concurrent use.
type Kept struct {
	mu sync.Mutex
	of map[ident.ID]derived
}

// keptPeople bounds what is kept, to some 20 MB.
const keptPeople = 5_000

// stamp is all that what is derived depends on.
type stamp struct {
	day                          civil.Date
	evidence, reviews, revisions int
	code                         *conduct.Code
	channels                     string
}

func stampOf(p people.Person, office assign.Office, day civil.Date, evidence, reviews int) stamp {
	return stamp{day, evidence, reviews, len(office.Revisions), office.Code, strings.Join(p.Channels, " ")}
}

// askedFor is what an overview depends on besides.
type askedFor struct {
	lib   *catalog.Library
	paper string // the hash of its blueprint, empty for none
}

type derived struct {
	is       stamp
	memories []recall.Memory
	views    map[askedFor]Overview
}

// find returns what was derived for a person where it still holds.
func (k *Kept) find(person ident.ID, is stamp) (derived, bool) {
	if k == nil {
		return derived{}, false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	d, known := k.of[person]
	if !known || d.is != is {
		return derived{}, false
	}
	return d, true
}

// memories returns what somebody remembers, and whether it is known. Nobody may change it.
func (k *Kept) memories(person ident.ID, is stamp) ([]recall.Memory, bool) {
	d, known := k.find(person, is)
	return d.memories, known
}

func (k *Kept) overview(person ident.ID, is stamp, asked askedFor) (Overview, bool) {
	d, _ := k.find(person, is)
	o, known := d.views[asked]
	return o, known
}

func (k *Kept) keepMemories(person ident.ID, is stamp, memories []recall.Memory) {
	k.keep(person, derived{is: is, memories: memories})
}

// keepOverview keeps an overview beside others of the same facts; the rules are those of the code.
func (k *Kept) keepOverview(person ident.ID, is stamp, asked askedFor, o Overview) {
	o.Rules = nil
	views := map[askedFor]Overview{asked: o}
	d, _ := k.find(person, is)
	for other, view := range d.views {
		if other.lib == asked.lib && other != asked {
			views[other] = view
		}
	}
	k.keep(person, derived{is: is, memories: o.Memories, views: views})
}

func (k *Kept) keep(person ident.ID, d derived) {
	if k == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.of == nil || len(k.of) >= keptPeople {
		k.of = map[ident.ID]derived{}
	}
	k.of[person] = d
}

// Memories returns what each of these people remembers on a day of the rules that apply to them, by what is
// known now.
func (d Desk) Memories(ctx context.Context, some []people.Person, histories map[ident.ID]record.History, day civil.Date,
	now time.Time) (map[ident.ID][]recall.Memory, error) {
	ids := make([]ident.ID, len(some))
	for i, p := range some {
		ids[i] = p.ID
	}
	counts, err := d.Reviews.RecallCounts(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make(map[ident.ID][]recall.Memory, len(some))
	var unknown []ident.ID // who answered something that has to be read
	for _, p := range some {
		memories, known := d.Kept.memories(p.ID, stampOf(p, d.Office(p, now), day, len(histories[p.ID].Evidence), counts[p.ID]))
		switch {
		case known:
			out[p.ID] = memories
		case counts[p.ID] > 0:
			unknown = append(unknown, p.ID)
		}
	}
	reviews, err := d.Reviews.RecallReviews(ctx, unknown)
	if err != nil {
		return nil, err
	}
	for _, p := range some {
		if _, known := out[p.ID]; known {
			continue
		}
		office := d.Office(p, now)
		out[p.ID] = Remember(Facts{histories[p.ID], reviews[p.ID], office.Revisions}, office.Code.Applicable(p.Channels), day)
		d.Kept.keepMemories(p.ID, stampOf(p, office, day, len(histories[p.ID].Evidence), len(reviews[p.ID])), out[p.ID])
	}
	return out, nil
}
