package speech

import (
	"math/bits"
	"slices"
)

// A pattern is a tree of nodes over the units of one sentence. A node takes the set of places where a
// match may stand and returns the set of places where it may stand afterwards. A set is the bits of one
// word, counted from the unit at which the attempt began, so that no pattern is ever tried twice from
// one place: the time is linear in the words of a reply.

// reach is how many units one match can span.
const reach = 63

// place is where a match is tried: the units of one sentence, counted from base.
type place struct {
	units    []unit // from base to the end of the sentence
	first    bool   // base is the first unit of the sentence
	question bool   // the sentence ends in a question mark
}

type node interface {
	step(p *place, from uint64) uint64
}

// set stands for one unit out of many. It may list stems, which stand for any ending.
type set struct{ bits []uint64 }

func (s *set) add(id int32) {
	for int(id>>6) >= len(s.bits) {
		s.bits = append(s.bits, 0)
	}
	s.bits[id>>6] |= 1 << (id & 63)
}

func (s *set) holds(id int32) bool {
	return id >= 0 && int(id>>6) < len(s.bits) && s.bits[id>>6]&(1<<(id&63)) != 0
}

func (s *set) has(u *unit) bool {
	if s.holds(u.id) {
		return true
	}
	for _, stem := range u.stems {
		if s.holds(stem) {
			return true
		}
	}
	return false
}

func (s *set) step(p *place, from uint64) uint64 {
	var to uint64
	for rest := from; rest != 0; rest &= rest - 1 {
		i := bits.TrailingZeros64(rest)
		if i < len(p.units) && i < reach && s.has(&p.units[i]) {
			to |= 1 << (i + 1)
		}
	}
	return to
}

// seq is one node after the other.
type seq []node

func (s seq) step(p *place, from uint64) uint64 {
	for _, n := range s {
		if from = n.step(p, from); from == 0 {
			return 0
		}
	}
	return from
}

// alt is any one of its nodes.
type alt []node

func (a alt) step(p *place, from uint64) uint64 {
	var to uint64
	for _, n := range a {
		to |= n.step(p, from)
	}
	return to
}

// maybe is a node or nothing.
type maybe struct{ node }

func (m maybe) step(p *place, from uint64) uint64 { return from | m.node.step(p, from) }

// gap is up to so many units of any kind; a tight one does not cross a comma.
type gap struct {
	units int
	tight bool
}

func (g gap) step(p *place, from uint64) uint64 {
	open := ^uint64(0)
	if n := len(p.units); n < reach {
		open = 1<<n - 1 // the units that may be passed over
	}
	if g.tight {
		for i := 1; i < min(len(p.units), reach); i++ {
			if p.units[i].comma {
				open &^= 1 << i
			}
		}
	}
	for range g.units {
		from |= from & open << 1
	}
	return from
}

// wild is one unit of any kind.
type wild struct{}

func (wild) step(p *place, from uint64) uint64 {
	n := len(p.units)
	if n < reach {
		from &= 1<<n - 1
	}
	return from << 1
}

// proper is one unit that looks like somebody's name: a capital, and no word of the patterns.
type proper struct{}

func (proper) step(p *place, from uint64) uint64 {
	var to uint64
	for rest := from; rest != 0; rest &= rest - 1 {
		i := bits.TrailingZeros64(rest)
		if i < len(p.units) && i < reach && p.units[i].proper {
			to |= 1 << (i + 1)
		}
	}
	return to
}

// without holds where a node does not match next. It takes up nothing.
type without struct{ node }

func (w without) step(p *place, from uint64) uint64 {
	var to uint64
	for rest := from; rest != 0; rest &= rest - 1 {
		bit := rest & -rest
		if w.node.step(p, bit) == 0 {
			to |= bit
		}
	}
	return to
}

// edge holds at a place of the sentence and takes up nothing.
type edge byte

// The edges: the start and the end of a sentence, a comma or another mark between words, and any place
// in a sentence that asks.
const (
	edgeStart edge = '<'
	edgeEnd   edge = '>'
	edgeComma edge = ','
	edgeAsks  edge = '?'
)

func (e edge) step(p *place, from uint64) uint64 {
	var to uint64
	for rest := from; rest != 0; rest &= rest - 1 {
		i := bits.TrailingZeros64(rest)
		start, end := p.first && i == 0, i >= len(p.units)
		holds := false
		switch e {
		case edgeStart:
			holds = start
		case edgeEnd:
			holds = end
		case edgeComma:
			holds = start || end || p.units[i].comma
		case edgeAsks:
			holds = p.question
		}
		if holds {
			to |= 1 << i
		}
	}
	return to
}

// firsts adds to s every unit that a match of n can begin with, and reports whether n can match without
// a unit of its own.
func firsts(n node, s *set) (empty, any bool) {
	switch n := n.(type) {
	case *set:
		for i, word := range n.bits {
			for ; word != 0; word &= word - 1 {
				s.add(int32(i*64 + bits.TrailingZeros64(word)))
			}
		}
		return false, false
	case seq:
		for _, part := range n {
			empty, any = firsts(part, s)
			if any || !empty {
				return empty, any
			}
		}
		return true, false
	case alt:
		for _, part := range n {
			e, a := firsts(part, s)
			empty, any = empty || e, any || a
		}
		return empty, any
	case maybe:
		_, any = firsts(n.node, s)
		return true, any
	case gap, proper, wild:
		return true, true
	default: // edges and without take up nothing
		return true, false
	}
}

// second returns the units that must come second in every match of n, nil where that cannot be told.
func second(n node) *set {
	parts, ok := n.(seq)
	if !ok {
		return nil
	}
	for i, part := range parts {
		if _, one := part.(*set); one {
			next := &set{}
			if empty, any := firsts(parts[i+1:], next); empty || any {
				return nil
			}
			return next
		}
		if !still(part) {
			return nil
		}
	}
	return nil
}

// still reports whether a node takes up no unit.
func still(n node) bool {
	switch n := n.(type) {
	case edge, without:
		return true
	case alt:
		return !slices.ContainsFunc(n, func(part node) bool { return !still(part) })
	default:
		return false
	}
}
