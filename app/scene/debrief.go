package scene

import (
	"slices"

	"understudy/app/conduct"
	"understudy/app/speech"
)

// Debrief tells a learner what a play was worth, turn by turn, and what would have been better.
type Debrief struct {
	Outcome             Outcome // empty while the play goes on
	Ending, EndingTitle string
	EndingEvidence      []Evidence
	Points, Best        int  // gathered, and on the best path, less what replies that were not judged could have shown
	Score               int  // percent, 0 to 100, rounded down
	Pass                int  // percent to reach; 0 when there is none
	Breach              bool // a critical breach, which fails whatever the score
	Passed              bool // over, without a breach, at the mark or above, and not at an ending marked fail
	Rules               []RuleVerdict
	Turns               []Turn
	Moods               []int // place in Info.Moods at the start and after each turn; nil without a mood
}

// Turn is one move of the learner in a debrief.
type Turn struct {
	Number            int // the first is 1
	Scene, SceneTitle string
	Said              []Said // what the learner saw and heard before
	Kind              MoveKind
	Quote, ID         string // the choice and its text id; empty for the learner's own words, the clock and a step back
	Repeat            bool   // the scene was visited before, so the turn gives no points
	Evidence          []Evidence
	Points            int
	Because           string
	Asked             *Asked // of a reply in the learner's own words

	MoodBefore, MoodAfter int      // place in Info.Moods, 0 the best; −1 without a mood
	Better                *Offer   // the choice on offer that is worth most, nil when none is worth more
	BetterBecause         string   // and what it would have done
	BetterPath            []string // nearest way from here to a better end: choice ids; nil when there is none
}

// Asked is what a reply in the learner's own words was asked for, and what it came to.
type Asked struct {
	Judged bool
	Human  bool // the author wants a person to confirm the judgement
	Share  int  // of what was wanted, in percent
	Wants  []Wanted
	Nevers []Unwanted
	Model  string // a reply that shows how it is done; empty where the author gave none
}

// Takes reports whether a mark is one of this reply.
func (a *Asked) Takes(m Mark) bool {
	return m.Judged && len(m.Wants) == len(a.Wants) && len(m.Tripped) == len(a.Nevers)
}

// Has reports whether the reply was asked for an item, "want 0" or "never 2", counted from 0.
func (a *Asked) Has(item string) bool {
	for i := range a.Wants {
		if item == "want "+itoa(i) {
			return true
		}
	}
	for i := range a.Nevers {
		if item == "never "+itoa(i) {
			return true
		}
	}
	return false
}

// Wanted is one thing that a reply should show.
type Wanted struct {
	Rule     conduct.RuleID
	Detector Detector
	Points   int
	Found    speech.Met
}

// Unwanted is one thing that a reply must not do.
type Unwanted struct {
	Rule     conduct.RuleID
	Detector Detector
	Critical bool
	Tripped  bool
}

// Debrief judges a play. It may be asked for at any time; only a play that is over can be passed.
func (p Play) Debrief() Debrief {
	turns := p.score()
	st := &p.c.stages[p.state.scene]
	d := Debrief{
		Outcome: st.Outcome, Best: p.c.BestPoints, Pass: p.c.Pass,
		EndingEvidence: p.ending(), Rules: p.verdicts(turns),
	}
	if p.Over() {
		d.Ending, d.EndingTitle, d.Breach = st.ID, st.Title, st.breach
		d.Points = sum(d.EndingEvidence)
	}
	for i, t := range turns {
		d.Turns = append(d.Turns, p.turn(i, t))
		d.Points += sum(t.evidence)
		d.Breach = d.Breach || p.c.breaches(t.turn)
		d.Best -= p.c.unread(t)
	}
	d.Score = percent(d.Points, d.Best)
	d.Passed = p.Over() && !d.Breach && d.Outcome != Fail && d.Points*100 >= d.Pass*d.Best
	d.Moods = p.moods()
	return d
}

func sum(found []Evidence) int {
	points := 0
	for _, e := range found {
		points += e.Points
	}
	return points
}

// unread returns the points that a reply which nothing could judge might have shown.
func (c *Compiled) unread(t scored) int {
	reply, mark, ok := c.replyOf(t.turn)
	if !ok || mark.Judged || t.repeat {
		return 0
	}
	points := 0
	for _, w := range all[*Want](reply.Rows) {
		points += w.Points
	}
	return points
}

// asked tells what a reply was asked for, nil for every other turn.
func (c *Compiled) asked(t turn) *Asked {
	reply, mark, ok := c.replyOf(t)
	if !ok {
		return nil
	}
	out := &Asked{Judged: mark.Judged, Human: find[*HumanJudge](reply.Rows) != nil, Share: mark.share(reply)}
	if !mark.Judged {
		out.Share = 0
	}
	for i, w := range all[*Want](reply.Rows) {
		wanted := Wanted{Rule: w.Rule.Rule, Detector: w.Detector, Points: w.Points}
		if mark.Judged {
			wanted.Found = mark.Wants[i]
		}
		out.Wants = append(out.Wants, wanted)
	}
	for i, n := range all[*Never](reply.Rows) {
		out.Nevers = append(out.Nevers, Unwanted{n.Rule.Rule, n.Detector, n.Rule.Strength == Critical, mark.Judged && mark.Tripped[i]})
	}
	if model := find[*Model](reply.Rows); model != nil {
		out.Model = model.Text
	}
	return out
}

func (p Play) moods() []int {
	if p.c.mood < 0 {
		return nil
	}
	out := []int{p.c.moodOf(p.c.start)}
	for _, t := range p.turns {
		out = append(out, p.c.moodOf(t.To))
	}
	return out
}

func (p Play) turn(i int, t scored) Turn {
	st := &p.c.stages[t.From.scene]
	out := Turn{
		Number: i + 1, Scene: st.ID, SceneTitle: st.Title, Said: p.c.said(st.Scene, t.From.vars),
		Kind: t.Kind, Repeat: t.repeat, Evidence: t.evidence, Points: sum(t.evidence),
		MoodBefore: p.c.moodOf(t.From), MoodAfter: p.c.moodOf(t.To),
	}
	if t.Kind == MoveBack {
		return out
	}
	out.Asked = p.c.asked(t.turn)
	taken := p.c.edgeOf(t.turn)
	if taken.choice != nil {
		out.Quote, out.ID, out.Because = taken.choice.Text, taken.choice.ID, taken.choice.because()
	}
	if better := st.better(t.From.vars, taken); better != nil {
		out.Better = &Offer{better.label, better.choice.Text}
		out.BetterBecause = better.choice.because()
	}
	out.BetterPath = p.c.betterPath(t.From, taken, p.c.stages[p.state.scene].Outcome)
	return out
}

func (c *Choice) because() string {
	if row := find[*Because](c.Rows); row != nil {
		return row.Text
	}
	return ""
}

// better returns the choice on offer that is worth most, nil when none is worth more than the one taken.
func (st *stage) better(vars uint64, taken *edge) *edge {
	best := taken
	for i := range st.edges {
		e := &st.edges[i]
		if e.kind == byChoice && e.betterThan(best) && holds(e.guard, vars) {
			best = e
		}
	}
	if best == taken {
		return nil
	}
	return best
}

// betterThan reports whether a choice is worth more points, or avoids a critical breach.
func (e *edge) betterThan(other *edge) bool {
	if e.breach != other.breach {
		return other.breach
	}
	return e.most > other.most
}

// maxSearch bounds the states that the search for a better path looks at.
const maxSearch = 50_000

// lead is a state on the search for a better path. Ahead says that the path began with a better choice
// than the one taken.
type lead struct {
	State
	ahead bool
	from  int // place of the lead before it
	label string
}

// betterPath returns the shortest way from a decision to a better end than the play had: an ending
// with a better outcome, or one as good after a better choice here. It commits no critical breach and
// lets no clock run out.
func (c *Compiled) betterPath(start State, taken *edge, ended Outcome) []string {
	leads := []lead{{State: start, from: -1}}
	met := map[lead]bool{}
	for i := 0; i < len(leads) && len(leads) < maxSearch; i++ {
		at := leads[i]
		st := &c.stages[at.scene]
		if c.improves(at, st.Outcome, ended) {
			return trace(leads, i)
		}
		for j := range st.edges {
			e := &st.edges[j]
			if e.breach || e.kind == byClock || !holds(e.guard, at.vars) {
				continue
			}
			vars, _ := e.apply(at.vars)
			next := lead{State: State{e.target, vars}, ahead: at.ahead || i == 0 && e.betterThan(taken)}
			if !met[next] {
				met[next] = true
				next.from, next.label = i, e.label
				leads = append(leads, next)
			}
		}
	}
	return nil
}

func (c *Compiled) improves(at lead, reached, ended Outcome) bool {
	if reached == "" || c.stages[at.scene].breach {
		return false
	}
	rank, before := reached.rank(), ended.rank()
	return rank < before || rank == before && at.ahead
}

// rank orders outcomes from 0, the best; what has not ended comes last.
func (o Outcome) rank() int {
	if i := slices.Index(Outcomes(), o); i >= 0 {
		return i
	}
	return len(Outcomes())
}

func trace(leads []lead, i int) []string {
	var labels []string
	for ; leads[i].from >= 0; i = leads[i].from {
		labels = append(labels, leads[i].label)
	}
	slices.Reverse(labels)
	return labels
}
