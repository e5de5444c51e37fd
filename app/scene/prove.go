package scene

import "slices"

// prove reports what a walk of all states shows. Where a limit stopped the walk, it reports only what
// is certain all the same.
func (a *analysis) prove() {
	a.deadEnds()
	a.breaches()
	a.clamps()
	if a.graph.limit != "" {
		return
	}
	a.unreachedScenes()
	a.unofferedChoices()
	a.traps()
	a.bestEnding()
	a.scoreBounds()
}

// unreachedScenes: S02.
func (a *analysis) unreachedScenes() {
	for i, st := range a.c.stages {
		if !a.graph.reached[i] {
			a.add("S02", SeverityError, st.At, "no way leads to scene %s", quoted(st.ID))
		}
	}
}

// unofferedChoices: S03. A scene that is not reached has its own finding.
func (a *analysis) unofferedChoices() {
	for i := range a.c.stages {
		for j := range a.c.stages[i].edges {
			e := &a.c.stages[i].edges[j]
			if a.graph.reached[i] && e.kind == byChoice && a.graph.marks[i][j]&taken == 0 {
				a.add("S03", SeverityError, e.at, "this choice is never offered: no way to the scene makes its condition hold")
			}
		}
	}
}

// deadEnds: S04, once a scene, in the state that is reached first.
func (a *analysis) deadEnds() {
	g := a.graph
	reported := map[int]bool{}
	for state := range uint32(g.open) {
		scene := g.scene(state)
		if !g.isDeadEnd(state) || reported[scene] {
			continue
		}
		reported[scene] = true
		st := &a.c.stages[scene]
		a.add("S04", SeverityError, st.At, "the play can stop in scene %s, which is no ending and offers nothing there", quoted(st.ID)).Path = g.path(state)
	}
}

func (g *graph) isDeadEnd(state uint32) bool {
	return g.first[state] == g.first[state+1] && g.c.stages[g.scene(state)].Outcome == ""
}

// traps: S05, for each loop that nothing leads out of. A loop that also leads to a dead end is not
// reported, since mending the dead end mends it or shows it.
func (a *analysis) traps() {
	g := a.graph
	reported := map[int]bool{}
	for component := range g.parts.count() {
		states := g.parts.states(component)
		first := slices.Min(states)
		st := &a.c.stages[g.scene(first)]
		if st.Outcome != "" || g.isDeadEnd(first) || len(g.parts.outer[component]) > 0 || reported[g.scene(first)] {
			continue
		}
		for _, state := range states {
			reported[g.scene(state)] = true
		}
		a.add("S05", SeverityError, st.At, "from scene %s the play can go round for ever: no ending can be reached", quoted(st.ID)).Path = g.path(first)
	}
}

// bestEnding: S07, where there is no best ending or no way to one.
func (a *analysis) bestEnding() {
	var best *stage
	for i := range a.c.stages {
		if st := &a.c.stages[i]; st.Outcome == Best {
			if a.graph.reached[i] {
				return
			}
			best = st
		}
	}
	if best == nil {
		a.add("S07", SeverityError, a.titleAt(), "no ending is marked [end best]")
		return
	}
	a.add("S07", SeverityError, best.At, "no way leads to a best ending")
}

// breaches: S07, where the best ending can be reached after a critical breach.
func (a *analysis) breaches() {
	g := a.graph
	var roots, from []uint32
	var edges []*edge
	for state := range uint32(g.open) {
		for i := g.first[state]; i < g.first[state+1]; i++ {
			if e := g.edge(state, i); e.breach {
				roots, from, edges = append(roots, g.targets[i]), append(from, state), append(edges, e)
			}
		}
	}
	if roots == nil {
		return
	}
	t := g.search(roots, func(uint32) bool { return false })
	for _, state := range t.order {
		if a.c.stages[g.scene(state)].Outcome == Best {
			root, rest := t.path(state)
			i := slices.Index(roots, root)
			path := append(append(g.path(from[i]), edges[i].label), rest...)
			a.add("S07", SeverityError, edges[i].at, "the best ending can be reached after this critical breach").Path = path
			return
		}
	}
}

// clamps: S09 info, for each choice or band whose change meets the end of a range.
func (a *analysis) clamps() {
	for i := range a.c.stages {
		for j := range a.c.stages[i].edges {
			if e := &a.c.stages[i].edges[j]; a.graph.marks[i][j]&clamped != 0 {
				a.add("S09", SeverityInfo, e.at, "a change here can meet the end of its variable's range and stops there")
			}
		}
	}
}

// scoreBounds: S08.
func (a *analysis) scoreBounds() {
	least, most := a.summary.ScoreMin, a.summary.ScoreMax
	at := a.titleAt()
	a.add("S08", SeverityInfo, at, "scores run from %d%% to %d%%; the best path is worth %d points", least, most, a.c.BestPoints)
	row := find[*Pass](a.scenario.Header)
	switch {
	case row == nil || !a.graph.endable():
	case row.Percent > most:
		a.add("S08", SeverityWarning, row.At, "the pass mark of %d%% is out of reach: no play scores above %d%%", row.Percent, most)
	case row.Percent <= least && !a.graph.canBreach():
		a.add("S08", SeverityWarning, row.At, "every play passes: none scores below %d%%", least)
	}
}

// endable reports whether some ending is reached.
func (g *graph) endable() bool {
	for i, reached := range g.reached {
		if reached && g.c.stages[i].Outcome != "" {
			return true
		}
	}
	return false
}

// canBreach reports whether some play fails whatever its score: by a critical breach, or at an ending
// marked fail.
func (g *graph) canBreach() bool {
	for i, reached := range g.reached {
		st := &g.c.stages[i]
		if reached && (st.breach || st.Outcome == Fail || st.canFail()) {
			return true
		}
		for j := range st.edges {
			if g.marks[i][j]&taken != 0 && st.edges[j].breach {
				return true
			}
		}
	}
	return false
}

// canFail reports whether a reply in a scene can be a critical breach.
func (st *stage) canFail() bool {
	r, ok := st.Decision.(*Reply)
	return ok && slices.ContainsFunc(all[*Never](r.Rows), func(n *Never) bool { return n.Rule.Strength == Critical })
}
