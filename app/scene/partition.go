package scene

// partition divides the states of a graph into strongly connected components: sets in which every
// state leads to every other. They are numbered so that an edge between two of them leads to the
// smaller number.
type partition struct {
	of      []uint32 // state → component
	members []uint32 // states by component
	first   []uint32 // component → its first member; one more at the end
	inner   [][]way  // component → the ways that stay in it, each once
	outer   [][]exit // component → the ways out of it
}

// way is an edge of a scene, whatever the state it is taken in.
type way struct{ scene, edge uint16 }

// exit is a way that leads to another component.
type exit struct {
	way
	to uint32
}

func (p *partition) count() int { return len(p.first) - 1 }

func (p *partition) states(component int) []uint32 {
	return p.members[p.first[component]:p.first[component+1]]
}

// condense gathers the ways of each component.
func (g *graph) condense(p *partition) {
	p.inner, p.outer = make([][]way, p.count()), make([][]exit, p.count())
	last := make([][]uint32, len(g.c.stages)) // scene, edge → last component in which it stays, plus one
	for i := range last {
		last[i] = make([]uint32, len(g.c.stages[i].edges))
	}
	for component := range uint32(p.count()) {
		for _, state := range p.states(int(component)) {
			scene := g.scene(state)
			for i := g.first[state]; i < g.first[state+1]; i++ {
				w := way{uint16(scene), g.ways[i]}
				switch to := p.of[g.targets[i]]; {
				case to != component:
					p.outer[component] = append(p.outer[component], exit{w, to})
				case last[scene][w.edge] != component+1:
					last[scene][w.edge] = component + 1
					p.inner[component] = append(p.inner[component], w)
				}
			}
		}
	}
}

// tarjan is the state of Tarjan's algorithm with a stack of its own, since a scenario may be deeper
// than the machine's. R. Tarjan, Depth-first search and linear graph algorithms, 1972.
type tarjan struct {
	g     *graph
	nodes []node   // by state
	calls []uint32 // path from the root
	stack []uint32 // met and not yet put into a component
	count uint32
	p     partition
}

// node is what the algorithm knows of a state.
type node struct {
	number uint32 // in the order met, from 1; 0 = not met
	low    uint32 // smallest number reached
	edge   uint32 // next edge to follow
}

func (g *graph) partition() partition {
	n := len(g.keys)
	t := &tarjan{g: g, nodes: make([]node, n), calls: make([]uint32, 0, n), stack: make([]uint32, 0, n)}
	t.p = partition{of: make([]uint32, n), members: make([]uint32, 0, n)}
	t.enter(0) // every state is reached from the start
	for len(t.calls) > 0 {
		t.step()
	}
	t.p.first = append(t.p.first, uint32(len(t.p.members)))
	g.condense(&t.p)
	return t.p
}

func (t *tarjan) enter(state uint32) {
	t.count++
	t.nodes[state] = node{t.count, t.count, t.g.first[state]}
	t.calls = append(t.calls, state)
	t.stack = append(t.stack, state)
}

// settled is the low number of a state that is in a component.
const settled = ^uint32(0)

// step follows edges of the state on top until one leads to a new state, or none is left.
func (t *tarjan) step() {
	state := t.calls[len(t.calls)-1]
	at := &t.nodes[state]
	for end := t.g.first[state+1]; at.edge < end; at.edge++ {
		target := t.g.targets[at.edge]
		next := &t.nodes[target]
		if next.number == 0 {
			t.enter(target) // this edge is looked at again when its target is known
			return
		}
		at.low = min(at.low, next.low) // settled is above every number
	}
	t.leave(state)
}

// leave closes the component of a state that reached nothing older than itself.
func (t *tarjan) leave(state uint32) {
	t.calls = t.calls[:len(t.calls)-1]
	top := len(t.stack) - 1
	if t.nodes[state].low != t.nodes[state].number {
		return
	}
	component := uint32(len(t.p.first))
	t.p.first = append(t.p.first, uint32(len(t.p.members)))
	for {
		member := t.stack[top]
		t.nodes[member].low = settled
		t.p.of[member] = component
		t.p.members = append(t.p.members, member)
		if member == state {
			break
		}
		top--
	}
	t.stack = t.stack[:top]
}
