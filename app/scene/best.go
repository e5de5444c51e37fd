package scene

import "math"

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

	inner   []int32 // scene → best edge that stays in the component at hand; none = there is none
	present []int   // the scenes of the component at hand
}

// longest returns the gain of the best path that reaches an ending, and whether there is one.
func (g *graph) longest(r rewards) (gain int, found bool) {
	width := (len(g.c.stages) + 63) / 64
	l := &longestPath{
		graph: g, rewards: r, width: width,
		gain:  make([]int32, g.parts.count()),
		seen:  make([]uint64, g.parts.count()*width),
		inner: make([]int32, len(g.c.stages)),
	}
	for i := range l.gain {
		l.gain[i] = none
	}
	for i := range l.inner {
		l.inner[i] = none
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
	states := l.parts.states(component)
	if st := &l.c.stages[l.scene(states[0])]; st.Outcome != "" {
		return l.gain[component] + int32(l.ending(st))
	}
	if len(states) == 1 && !l.loops(states[0]) {
		l.leave(component, states[0], l.gain[component])
		return none
	}
	l.survey(component, states)
	all := l.gain[component]
	for _, scene := range l.present {
		if !l.visited(component, scene) {
			all += max(0, l.inner[scene])
		}
	}
	for _, state := range states {
		l.leave(component, state, all)
	}
	for _, scene := range l.present {
		l.inner[scene] = none
	}
	return none
}

// loops reports whether an edge leads from a state to itself.
func (l *longestPath) loops(state uint32) bool {
	for i := l.first[state]; i < l.first[state+1]; i++ {
		if l.targets[i] == state {
			return true
		}
	}
	return false
}

// survey finds the scenes of a component and the best edge of each that stays in it.
func (l *longestPath) survey(component int, states []uint32) {
	l.present = l.present[:0]
	for _, state := range states {
		scene := l.scene(state)
		for i := l.first[state]; i < l.first[state+1]; i++ {
			e := l.graph.edge(state, i)
			if l.parts.of[l.targets[i]] != uint32(component) || l.closed(e) {
				continue
			}
			if l.inner[scene] == none {
				l.present = append(l.present, scene)
			}
			l.inner[scene] = max(l.inner[scene], int32(l.rewards.edge(e)))
		}
	}
}

// leave follows the edges of a state out of its component. All is what a path has gathered that made
// the most of every scene in it; the scene it leaves by counts with the better of its best inner edge
// and the edge out.
func (l *longestPath) leave(component int, state uint32, all int32) {
	scene := l.scene(state)
	fresh := !l.visited(component, scene)
	inner := l.inner[scene]
	if fresh {
		all -= max(0, inner)
	}
	for i := l.first[state]; i < l.first[state+1]; i++ {
		next := int(l.parts.of[l.targets[i]])
		e := l.graph.edge(state, i)
		if next == component || l.closed(e) {
			continue
		}
		gain := all
		if fresh {
			gain += max(inner, int32(l.rewards.edge(e)))
		}
		if gain > l.gain[next] {
			l.gain[next] = gain
			l.note(component, next, scene)
		}
	}
}

// note copies the scenes visited to the next component, with those of this one.
func (l *longestPath) note(component, next, scene int) {
	to := l.seen[next*l.width : (next+1)*l.width]
	copy(to, l.seen[component*l.width:(component+1)*l.width])
	to[scene/64] |= 1 << (scene % 64)
	for _, s := range l.present {
		if l.inner[s] != none {
			to[s/64] |= 1 << (s % 64)
		}
	}
}

func (l *longestPath) visited(component, scene int) bool {
	return l.seen[component*l.width+scene/64]>>(scene%64)&1 == 1
}
