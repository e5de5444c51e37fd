package scene

// condensed returns the graph of the scenes themselves, with every edge that the walk has taken.
func (g *graph) condensed() *graph {
	out := &graph{c: g.c, marks: g.marks}
	number := map[int]uint32{}
	meet := func(scene int) uint32 {
		n, met := number[scene]
		if !met {
			n = uint32(len(out.keys))
			number[scene] = n
			out.keys = append(out.keys, uint64(scene)<<g.c.bits)
		}
		return n
	}
	meet(g.c.start.scene)
	for state := uint32(0); int(state) < len(out.keys); state++ {
		out.first = append(out.first, uint32(len(out.targets)))
		scene := out.scene(state)
		for i := range g.c.stages[scene].edges {
			if g.marks[scene][i]&taken != 0 {
				out.targets = append(out.targets, meet(g.c.stages[scene].edges[i].target))
				out.ways = append(out.ways, uint16(i))
			}
		}
	}
	out.first = append(out.first, uint32(len(out.targets)))
	out.parts = out.partition()
	return out
}

// shortest returns the least time, in tenths of a second, from the start to an ending, and no more
// than a bound. R. Bellman, On a routing problem, 1958.
func (g *graph) shortest(bound int) int {
	least := make([]int, len(g.keys))
	for i := range least[1:] {
		least[i+1] = bound
	}
	for changed := true; changed; {
		changed = false
		for state := range uint32(len(g.keys)) {
			for i := g.first[state]; i < g.first[state+1]; i++ {
				if sum := least[state] + g.edge(state, i).tenths; sum < least[g.targets[i]] {
					least[g.targets[i]] = sum
					changed = true
				}
			}
		}
	}
	for state := range uint32(len(g.keys)) {
		if st := &g.c.stages[g.scene(state)]; st.Outcome != "" {
			bound = min(bound, least[state]+st.words()*600/talkWordsPerMin)
		}
	}
	return bound
}
