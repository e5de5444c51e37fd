package scene

import (
	"fmt"
	"math/bits"
	"slices"
)

// Where a walk gives up. A scenario that a person wrote has some thousands of states; the limits keep
// the work for any file below a second and a hundred megabytes.
const (
	maxStates = 1 << 19
	maxEdges  = 1 << 21
	maxWork   = 1 << 25 // conditions tested and changes made
)

// graph is everything that can happen in a scenario: each state that a learner can reach, in the order
// of a breadth-first walk, and each edge that can be taken there.
type graph struct {
	c       *Compiled
	keys    []uint64  // state → scene and variables in one word
	parents []uint32  // state → the state it was first reached from; the start is its own
	first   []uint32  // state → its first edge; one more at the end
	targets []uint32  // edge → state
	ways    []uint16  // edge → place in the edges of its scene
	reached []bool    // scene → whether a state is in it
	marks   [][]mark  // scene, edge → what the walk saw of it
	open    int       // states from this one on were met and not expanded, since a limit stopped the walk
	work    int       // conditions tested and changes made
	limit   string    // that limit; empty when the walk is exhaustive
	slots   []uint32  // table from keys to states: state + 1, or 0
	direct  bool      // the table has a place for every key, so that a key is its own slot
	parts   partition // strongly connected components
}

func (g *graph) scene(state uint32) int { return int(g.keys[state] >> g.c.bits) }

func (g *graph) edge(state, edge uint32) *edge {
	return &g.c.stages[g.scene(state)].edges[g.ways[edge]]
}

// mark says what the walk saw of an edge.
type mark uint8

const (
	taken   mark = 1 << iota // some state offers it
	clamped                  // a change met the end of a range
)

// walk visits every state that can be reached.
func (c *Compiled) walk() *graph {
	g := &graph{c: c, reached: make([]bool, len(c.stages))}
	g.slots, g.direct = c.table()
	for i := range c.stages {
		g.marks = append(g.marks, make([]mark, len(c.stages[i].edges)))
	}
	g.visit(uint64(c.start.scene)<<c.bits|c.start.vars, 0)
	for state := uint32(0); int(state) < len(g.keys); state++ {
		g.first = append(g.first, uint32(len(g.targets)))
		if g.limit == "" {
			g.expand(state)
			g.open++
		}
	}
	g.first = append(g.first, uint32(len(g.targets)))
	g.slots = nil
	g.parts = g.partition()
	return g
}

// maxDirect is the width of keys up to which a table has a place for each.
const maxDirect = 21

func (c *Compiled) table() (slots []uint32, direct bool) {
	width := c.bits + uint(bits.Len(uint(len(c.stages))))
	if width <= maxDirect {
		return make([]uint32, 1<<width), true
	}
	return make([]uint32, 1<<12), false
}

// expand takes every edge that is open in a state.
func (g *graph) expand(state uint32) {
	key := g.keys[state]
	scene := key >> g.c.bits
	vars := key & (1<<g.c.bits - 1)
	edges := g.c.stages[scene].edges
	g.targets, g.ways = roomFor(g.targets, len(edges)), roomFor(g.ways, len(edges))
	for i := range edges {
		e := &edges[i]
		g.work += 1 + len(e.guard) + len(e.acts)
		if !holds(e.guard, vars) {
			continue
		}
		after, met := e.apply(vars)
		g.marks[scene][i] |= taken
		if met {
			g.marks[scene][i] |= clamped
		}
		g.targets = append(g.targets, g.visit(uint64(e.target)<<g.c.bits|after, state))
		g.ways = append(g.ways, uint16(i))
	}
	switch {
	case len(g.keys) > maxStates:
		g.limit = fmt.Sprintf("stopped after %d states", maxStates)
	case len(g.targets) > maxEdges:
		g.limit = fmt.Sprintf("stopped after %d edges", maxEdges)
	case g.work > maxWork:
		g.limit = fmt.Sprintf("stopped after %d conditions and changes", maxWork)
	}
}

// visit returns the number of a state, which is new or was met before.
func (g *graph) visit(key uint64, from uint32) uint32 {
	slot := g.slot(key)
	if g.slots[slot] > 0 {
		return g.slots[slot] - 1
	}
	state := uint32(len(g.keys))
	g.keys, g.parents = roomFor(g.keys, 1), roomFor(g.parents, 1)
	g.keys = append(g.keys, key)
	g.parents = append(g.parents, from)
	g.slots[slot] = state + 1
	g.reached[key>>g.c.bits] = true
	if !g.direct && len(g.keys)*2 > len(g.slots) {
		g.rehash()
	}
	return state
}

// roomFor makes room for n more elements by doubling: append grows long slices by a quarter, and would
// copy these ten times over.
func roomFor[T any](s []T, n int) []T {
	if cap(s)-len(s) < n {
		return slices.Grow(s, max(n, len(s)))
	}
	return s
}

// slot returns where a key stands in the table, or where it may be put. A table that is no direct one
// is a hash table with linear probing.
func (g *graph) slot(key uint64) uint32 {
	if g.direct {
		return uint32(key)
	}
	const golden = 0x9E3779B97F4A7C15
	mask := uint32(len(g.slots) - 1)
	slot := uint32(key * golden >> (64 - uint(bits.Len32(mask))))
	for g.slots[slot] > 0 && g.keys[g.slots[slot]-1] != key {
		slot = (slot + 1) & mask
	}
	return slot
}

func (g *graph) rehash() {
	g.slots = make([]uint32, 4*len(g.slots))
	for state, key := range g.keys {
		g.slots[g.slot(key)] = uint32(state) + 1
	}
}

// tree is a search through the states from some of them: the states in the order met, and for each
// the one it was met from. A root is its own parent.
type tree struct {
	g       *graph
	order   []uint32
	parents []uint32
}

const unmet = ^uint32(0)

// search visits the states that can be reached from the roots without going on from a state that stops.
func (g *graph) search(roots []uint32, stops func(state uint32) bool) tree {
	t := tree{g: g, parents: make([]uint32, len(g.keys))}
	for i := range t.parents {
		t.parents[i] = unmet
	}
	for _, root := range roots {
		t.meet(root, root)
	}
	for i := 0; i < len(t.order); i++ {
		state := t.order[i]
		if stops(state) {
			continue
		}
		for e := g.first[state]; e < g.first[state+1]; e++ {
			t.meet(g.targets[e], state)
		}
	}
	return t
}

func (t *tree) meet(state, from uint32) {
	if t.parents[state] == unmet {
		t.parents[state] = from
		t.order = append(t.order, state)
	}
}

// path returns the root that a state was met from, and the labels on the way.
func (t *tree) path(state uint32) (root uint32, labels []string) {
	for state != t.parents[state] {
		labels = append(labels, t.g.label(t.parents[state], state))
		state = t.parents[state]
	}
	slices.Reverse(labels)
	return state, labels
}

// path returns the labels of the edges on the shortest way from the start to a state.
func (g *graph) path(state uint32) []string {
	labels := []string{}
	for state != 0 {
		from := g.parents[state]
		labels = append(labels, g.label(from, state))
		state = from
	}
	slices.Reverse(labels)
	return labels
}

// label names the first edge from one state to another.
func (g *graph) label(from, to uint32) string {
	for i := g.first[from]; i < g.first[from+1]; i++ {
		if g.targets[i] == to {
			return g.edge(from, i).label
		}
	}
	return ""
}
