package scene

import (
	"math"
	"slices"
)

// The best path. Points are evidence, and a learner can only gather what the scenario lets them meet,
// so a score is measured against the path that gathers most. Since a scene gives points on its first
// visit alone, walking in circles gains nothing: the path is the longest one over the strongly
// connected components of the state graph, in which each scene counts once with its best.

// rewards says what an edge is worth to a path, and which edges a path may take.
type rewards struct {
	edge   func(*edge) int
	ending func(*stage) int
	closed func(*edge) bool
}

// bestPoints returns the points on the best path. A path with a critical breach fails, so it is the
// best only where there is no other.
func (g *graph) bestPoints() int {
	best, found := g.longest(rewards{
		edge:   func(e *edge) int { return e.most },
		ending: func(st *stage) int { return st.points },
		closed: func(e *edge) bool { return e.breach },
	})
	if !found {
		best, _ = g.longest(rewards{
			edge:   func(e *edge) int { return e.most },
			ending: func(st *stage) int { return st.points },
			closed: func(*edge) bool { return false },
		})
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

// longestPath is one run over the components, from the start's to the endings'. For every component it
// keeps the most that a path has gathered on the way in, and the scenes which that path has visited.
type longestPath struct {
	*graph
	rewards
	gain  []int32  // component → gathered on the way in; none = no way in
	seen  []uint64 // component → the scenes visited, as a set of width words
	width int

	inner   []int32  // scene → best way that stays in the component at hand; none = there is none
	present []uint16 // the scenes of the component at hand that such a way leaves
}

// longest returns the gain of the best path that reaches an ending, and whether there is one.
func (g *graph) longest(r rewards) (gain int, found bool) {
	width := (len(g.c.stages) + 63) / 64
	l := &longestPath{
		graph: g, rewards: r, width: width,
		gain:  slices.Repeat([]int32{none}, g.parts.count()),
		seen:  make([]uint64, g.parts.count()*width),
		inner: slices.Repeat([]int32{none}, len(g.c.stages)),
	}
	l.gain[g.parts.of[0]] = 0
	best := int32(none)
	for component := g.parts.count() - 1; component >= 0; component-- {
		if l.gain[component] != none {
			best = max(best, l.visit(component))
		}
	}
	return int(best), best != none
}

// visit carries the gain of a component on to those that follow it. It returns the gain of the whole
// path where the component is an ending, otherwise none.
func (l *longestPath) visit(component int) int32 {
	if st := &l.c.stages[l.scene(l.parts.states(component)[0])]; st.Outcome != "" {
		return l.gain[component] + int32(l.ending(st))
	}
	l.survey(component)
	all := l.gain[component]
	for _, scene := range l.present {
		if !l.visited(component, scene) {
			all += max(0, l.inner[scene])
		}
	}
	for _, out := range l.parts.outer[component] {
		l.leave(component, out, all)
	}
	for _, scene := range l.present {
		l.inner[scene] = none
	}
	return none
}

// survey finds the best way of each scene that stays in the component.
func (l *longestPath) survey(component int) {
	l.present = l.present[:0]
	for _, w := range l.parts.inner[component] {
		e := &l.c.stages[w.scene].edges[w.edge]
		if l.closed(e) {
			continue
		}
		if l.inner[w.scene] == none {
			l.present = append(l.present, w.scene)
		}
		l.inner[w.scene] = max(l.inner[w.scene], int32(l.rewards.edge(e)))
	}
}

// leave follows a way out of a component. All is what a path has gathered that made the most of every
// scene in it; the scene it leaves by counts with the better of its best inner way and the way out.
func (l *longestPath) leave(component int, out exit, all int32) {
	e := &l.c.stages[out.scene].edges[out.edge]
	if l.closed(e) {
		return
	}
	gain := all
	if !l.visited(component, out.scene) {
		inner := l.inner[out.scene]
		gain += max(inner, int32(l.rewards.edge(e))) - max(0, inner)
	}
	if gain > l.gain[out.to] {
		l.gain[out.to] = gain
		l.note(component, out)
	}
}

// note copies the scenes visited to the next component, with those of this one.
func (l *longestPath) note(component int, out exit) {
	to := l.seen[int(out.to)*l.width:][:l.width]
	copy(to, l.seen[component*l.width:])
	to[out.scene/64] |= 1 << (out.scene % 64)
	for _, scene := range l.present {
		to[scene/64] |= 1 << (scene % 64)
	}
}

func (l *longestPath) visited(component int, scene uint16) bool {
	return l.seen[component*l.width+int(scene/64)]>>(scene%64)&1 == 1
}
