package scene

import "fmt"

// Reason says why a move was refused.
type Reason string

// The reasons.
const (
	NotOffered   Reason = "not offered"   // the scene has no such choice, or its condition does not hold
	Ended        Reason = "ended"         // the scenario is over
	NoClock      Reason = "no clock"      // nothing runs out here
	NoBack       Reason = "no back"       // the scenario does not let a learner step back, or there is no step
	FreeText     Reason = "free text"     // the scene asks for the learner's own words, not for a choice
	NoReply      Reason = "no reply"      // the scene does not ask for the learner's own words, or the judgement is not of this scene
	TooShort     Reason = "too short"     // the reply has fewer words than the scene asks for
	TooLong      Reason = "too long"      // the reply has more words than the scene asks for, or than anything reads
	BadSave      Reason = "bad save"      // the text is no saved state or transcript
	OtherVersion Reason = "other version" // the transcript is of another version of the scenario
)

// Refusal is the error of a move that cannot be made.
type Refusal struct {
	Reason Reason
	Detail string
}

// Error says what was refused.
func (r *Refusal) Error() string { return r.Detail }

func refuse(reason Reason, detail string) error { return &Refusal{reason, detail} }

// Step is one edge taken.
type Step struct {
	From, To State
	edge     int // place in the edges of the scene it leaves
}

// Start returns the state in which every play begins.
func (c *Compiled) Start() State { return c.start }

// Choose takes a choice by its text id.
func (c *Compiled) Choose(s State, choice string) (State, Step, error) {
	st := &c.stages[s.scene]
	for i := range st.edges {
		e := &st.edges[i]
		if e.kind == byChoice && e.label == choice && holds(e.guard, s.vars) {
			next, step := c.take(s, i)
			return next, step, nil
		}
	}
	return s, Step{}, st.refuseChoice(choice)
}

func (st *stage) refuseChoice(choice string) error {
	_, reply := st.Decision.(*Reply)
	switch {
	case st.Outcome != "":
		return refuse(Ended, "the scenario is over")
	case reply:
		return refuse(FreeText, fmt.Sprintf("scene %s asks for a reply in the learner's own words", st.ID))
	default:
		return refuse(NotOffered, fmt.Sprintf("scene %s does not offer %q here", st.ID, choice))
	}
}

// Answer takes the band of a reply that came to a mark.
func (c *Compiled) Answer(s State, mark string) (State, Step, error) {
	st := &c.stages[s.scene]
	reply, asks := st.Decision.(*Reply)
	m, ok := markOf(mark)
	if !asks || !ok || !m.fits(reply) {
		return s, Step{}, refuse(NoReply, fmt.Sprintf("scene %s takes no reply that came to %q", st.ID, mark))
	}
	share := m.share(reply)
	for i, b := range all[*Band](reply.Rows) {
		if b.Else || share >= b.Percent {
			next, step := c.take(s, i)
			return next, step, nil
		}
	}
	return s, Step{}, refuse(NoReply, fmt.Sprintf("scene %s has no band that takes every reply", st.ID))
}

// TimeOut lets the clock of a state run out.
func (c *Compiled) TimeOut(s State) (State, Step, error) {
	st := &c.stages[s.scene]
	if st.seconds() == 0 {
		return s, Step{}, refuse(NoClock, fmt.Sprintf("no clock runs in scene %s", st.ID))
	}
	next, step := c.take(s, len(st.edges)-1) // the clock's edge, or the reply's else, is the last
	return next, step, nil
}

func (c *Compiled) take(s State, edge int) (State, Step) {
	e := &c.stages[s.scene].edges[edge]
	vars, _ := e.apply(s.vars)
	next := State{e.target, vars}
	return next, Step{From: s, To: next, edge: edge}
}

// seconds returns the run-out clock of a scene, 0 when none runs.
func (st *stage) seconds() int {
	switch d := st.Decision.(type) {
	case *Choose:
		return d.Seconds
	case *Reply:
		return d.Seconds
	default:
		return 0
	}
}
