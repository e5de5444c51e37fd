package recall

// Memory is what somebody remembers of one rule on a day.
type Memory struct {
	Rule     string
	State    State
	Days     int     // since the last evidence
	R        float64 // chance to remember, 0..1; 0 without a memory
	Critical bool
	Taught   bool // something was learnt of it once, whatever is left
	Today    bool // asked today whatever R is, as after a revision
}

// Ready reports whether enough is remembered for the rule to count as ready.
func (m Memory) Ready() bool { return !m.State.None() && Ready(m.R, m.Critical) }

// Due reports whether a refresher asks about the rule. What was never taught is for a lesson to teach.
func (m Memory) Due() bool { return m.Taught && (m.Today || Weak(m.R, m.Critical)) }

// CountReady returns how many of some memories are ready.
func CountReady(memories []Memory) int {
	n := 0
	for _, m := range memories {
		if m.Ready() {
			n++
		}
	}
	return n
}
