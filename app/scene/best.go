package scene

import (
	"math"
	"slices"
)

// The best path. Points are evidence, and a learner can only gather what the scenario lets them meet,
// so a score is measured against the path that gathers most. It is the longest path over the strongly
// connected components of the state graph. A scene gives points on its first visit alone, so going in
// circles gains nothing: of scenes that lead back to one another, each counts once, with the best that
// can still be had there. Without such scenes the path is the best play; with them, no play beats it.

// rewards says what an edge is worth to a path, and which edges a path may take.
type rewards struct {
	edge   func(*edge) int
	ending func(*stage) int
	closed func(*edge) bool
}

// bestPoints returns the points on the best path. A path with a critical breach fails, so it is the
// best only where there is no other.
func (g *graph) bestPoints() int {
	points := rewards{
		edge:   func(e *edge) int { return e.most },
		ending: func(st *stage) int { return st.points },
		closed: func(e *edge) bool { return e.breach },
	}
	best, found := g.longest(points)
	if !found {
		points.closed = func(*edge) bool { return false }
		best, _ = g.longest(points)
	}
	return max(0, best)
}

// leastPoints returns the fewest points that a complete path gathers.
func (g *graph) leastPoints() int {
	worst, _ := g.longest(rewards{
		edge:   func(e *edge) int { return -e.least },
		ending: func(st *stage) int { return -st.points },
		closed: func(*edge) bool { return false },
	})
	return -worst
}

// none is the gain of what cannot be had.
const none = math.MinInt32

// maxCells bounds the work on scenes that lead back to one another, as edges times scenes. A scenario
// beyond it is measured by its scenes alone, without regard to its variables.
const maxCells = 1 << 25

// longestPath is one run over the components, from the endings back to the start's.
type longestPath struct {
	*graph
	rewards
	loops
	gain    []int32  // component → the most from there to an ending; none = no ending is reached
	regions []region // component → what its group still offers from there; empty outside a group
}

// loops are the groups of scenes that lead back to one another.
type loops struct {
	group []int // scene → its group, −1 outside
	place []int // scene → its place in its group
	size  []int // group → its number of scenes
}

// region is what a path can still have in a group of scenes, by their places.
type region struct {
	stay  []int32 // best way on within the group
	after []int32 // most from where a way leaves the group, without that way
	leave []int32 // and with it
}

// longest returns the gain of the best path that reaches an ending, and whether there is one.
func (g *graph) longest(r rewards) (gain int, found bool) {
	scenes := g.condensed()
	l := &longestPath{graph: g, rewards: r, loops: scenes.loops()}
	if l.cells() > maxCells {
		l.graph = scenes
	}
	l.gain = make([]int32, l.parts.count())
	l.regions = make([]region, l.parts.count())
	for component := range l.gain {
		l.gain[component] = l.from(component)
	}
	best := l.gain[l.parts.of[0]]
	return int(best), best != none
}

// loops finds the groups in a graph of scenes.
func (g *graph) loops() loops {
	l := loops{group: slices.Repeat([]int{-1}, len(g.c.stages)), place: make([]int, len(g.c.stages))}
	for component := range g.parts.count() {
		if len(g.parts.inner[component]) == 0 {
			continue
		}
		states := g.parts.states(component)
		for place, state := range states {
			l.group[g.scene(state)], l.place[g.scene(state)] = len(l.size), place
		}
		l.size = append(l.size, len(states))
	}
	return l
}

// cells estimates the work on the groups.
func (l *longestPath) cells() int {
	cells := 0
	for component := range l.parts.count() {
		if group := l.groupOf(component); group >= 0 {
			cells += (1 + len(l.parts.outer[component])) * l.size[group]
		}
	}
	return cells
}

// groupOf returns the group of a component's scenes, which is the same for all, −1 outside.
func (l *longestPath) groupOf(component int) int {
	return l.group[l.scene(l.parts.states(component)[0])]
}

// from returns the most from a component to an ending. Every component after it is known.
func (l *longestPath) from(component int) int32 {
	st := &l.c.stages[l.scene(l.parts.states(component)[0])]
	switch {
	case st.Outcome != "":
		return int32(l.ending(st))
	case l.groupOf(component) >= 0:
		l.regions[component] = l.region(component)
		return l.regions[component].gain()
	default:
		best := int32(none)
		for _, out := range l.parts.outer[component] {
			if worth, open := l.worth(out.way); open && l.gain[out.to] != none {
				best = max(best, worth+l.gain[out.to])
			}
		}
		return best
	}
}

// worth returns what a way gives, and whether a path may take it.
func (l *longestPath) worth(w way) (int32, bool) {
	e := &l.c.stages[w.scene].edges[w.edge]
	return int32(l.rewards.edge(e)), !l.closed(e)
}

// region gathers what a path can still have in a group from a component on.
func (l *longestPath) region(component int) region {
	group := l.groupOf(component)
	cells := slices.Repeat([]int32{none}, 3*l.size[group])
	r := region{cells[:l.size[group]], cells[l.size[group] : 2*l.size[group]], cells[2*l.size[group]:]}
	for _, w := range l.parts.inner[component] {
		if worth, open := l.worth(w); open {
			r.stay[l.place[w.scene]] = max(r.stay[l.place[w.scene]], worth)
		}
	}
	for _, out := range l.parts.outer[component] {
		worth, open := l.worth(out.way)
		at := l.place[out.scene]
		switch {
		case !open:
		case l.groupOf(int(out.to)) == group:
			r.stay[at] = max(r.stay[at], worth)
			r.merge(l.regions[out.to])
		case l.gain[out.to] != none:
			r.after[at] = max(r.after[at], l.gain[out.to])
			r.leave[at] = max(r.leave[at], worth+l.gain[out.to])
		}
	}
	return r
}

func (r region) merge(other region) {
	for i := range r.stay {
		r.stay[i] = max(r.stay[i], other.stay[i])
		r.after[i] = max(r.after[i], other.after[i])
		r.leave[i] = max(r.leave[i], other.leave[i])
	}
}

// gain returns the most from a region to an ending: the best of every scene, except that the scene by
// which the path leaves counts either with that or with the way out.
func (r region) gain() int32 {
	all := int32(0)
	for _, stay := range r.stay {
		all += max(0, stay)
	}
	best := int32(none)
	for i, stay := range r.stay {
		if r.leave[i] == none {
			continue
		}
		last := r.leave[i]
		if stay != none {
			last = max(last, stay+r.after[i])
		}
		best = max(best, all-max(0, stay)+last)
	}
	return best
}
