package scene

// partition divides the states of a graph into strongly connected components: sets in which every
// state leads to every other. They are numbered so that an edge between two of them leads to the
// smaller number.
type partition struct {
	of      []uint32 // state → component
	members []uint32 // states by component
	first   []uint32 // component → its first member; one more at the end
}

func (p *partition) count() int { return len(p.first) - 1 }

func (p *partition) states(component int) []uint32 {
	return p.members[p.first[component]:p.first[component+1]]
}

// tarjan is the state of Tarjan's algorithm with a stack of its own, since a scenario may be deeper
// than the machine's. R. Tarjan, Depth-first search and linear graph algorithms, 1972.
type tarjan struct {
	g      *graph
	number []uint32 // in the order met, from 1; 0 = not met
	low    []uint32 // smallest number reached
	edge   []uint32 // next edge to follow
	calls  []uint32 // path from the root
	stack  []uint32 // met and not yet put into a component
	count  uint32
	p      partition
}

func (g *graph) partition() partition {
	n := len(g.keys)
	t := &tarjan{g: g, number: make([]uint32, n), low: make([]uint32, n), edge: make([]uint32, n)}
	copy(t.edge, g.first)
	t.p = partition{of: make([]uint32, n), members: make([]uint32, 0, n)}
	t.enter(0) // every state is reached from the start
	for len(t.calls) > 0 {
		t.step()
	}
	t.p.first = append(t.p.first, uint32(len(t.p.members)))
	return t.p
}

func (t *tarjan) enter(state uint32) {
	t.count++
	t.number[state], t.low[state] = t.count, t.count
	t.calls = append(t.calls, state)
	t.stack = append(t.stack, state)
}

// settled is the low number of a state that is in a component.
const settled = ^uint32(0)

// step follows edges of the state on top until one leads to a new state, or none is left.
func (t *tarjan) step() {
	state := t.calls[len(t.calls)-1]
	low := t.low[state]
	end := t.g.first[state+1]
	for next := t.edge[state]; next < end; next++ {
		target := t.g.targets[next]
		if t.number[target] == 0 {
			t.low[state], t.edge[state] = low, next // look at this edge again when its target is known
			t.enter(target)
			return
		}
		low = min(low, t.low[target]) // settled is above every number
	}
	t.low[state] = low
	t.leave(state)
}

// leave closes the component of a state that reached nothing older than itself.
func (t *tarjan) leave(state uint32) {
	t.calls = t.calls[:len(t.calls)-1]
	top := len(t.stack) - 1
	if t.low[state] != t.number[state] {
		return
	}
	component := uint32(len(t.p.first))
	t.p.first = append(t.p.first, uint32(len(t.p.members)))
	for {
		member := t.stack[top]
		t.low[member] = settled
		t.p.of[member] = component
		t.p.members = append(t.p.members, member)
		if member == state {
			break
		}
		top--
	}
	t.stack = t.stack[:top]
}
