package scene

import (
	"fmt"
	"slices"
	"strings"

	"understudy/app/speech"
)

// maxReplyBytes is how long a reply may be, whatever the scene says of its words.
const maxReplyBytes = 8 << 10

// Judgement is what the detectors make of one reply.
type Judgement struct {
	Mark     Mark
	Findings []speech.Finding // everything that was noticed, asked for or not
	Promises []speech.Promise
}

// Judge lets the detectors read a reply at the current turn. Promised holds what the learner undertook
// in own words so far, by the number of the turn; what the choices taken promise is read here. The
// error is a [Refusal]: the scene asks for no reply, or for one of another length.
func (p Play) Judge(kit *speech.Kit, words string, promised map[int][]speech.Promise) (Judgement, error) {
	st := &p.c.stages[p.state.scene]
	reply, asks := st.Decision.(*Reply)
	if !asks {
		return Judgement{}, refuse(NoReply, fmt.Sprintf("scene %s asks for no reply", st.ID))
	}
	if err := reply.measures(words); err != nil {
		return Judgement{}, err
	}
	found := kit.Assess(words, p.context(kit, promised))
	return Judgement{Mark: reply.mark(found), Findings: found.Findings, Promises: found.Promises}, nil
}

// measures refuses a reply that is shorter or longer than the scene asks for.
func (r *Reply) measures(reply string) error {
	if len(reply) > maxReplyBytes { // before the words are counted, which takes room for each
		return refuse(TooLong, fmt.Sprintf("%d bytes are more than %d", len(reply), maxReplyBytes))
	}
	n := len(words(reply))
	switch {
	case n < max(1, r.MinWords):
		return refuse(TooShort, fmt.Sprintf("%d words are fewer than %d", n, max(1, r.MinWords)))
	case r.MaxWords > 0 && n > r.MaxWords:
		return refuse(TooLong, fmt.Sprintf("%d words are more than %d", n, r.MaxWords))
	default:
		return nil
	}
}

// mark compares what was found with what the scene asks for.
func (r *Reply) mark(found speech.Assessment) Mark {
	if !found.Judged {
		return Mark{}
	}
	m := Mark{Judged: true}
	for _, w := range all[*Want](r.Rows) {
		met, _ := speech.Match(found.Findings, w.Rule.Rule, w.Detector.Name, w.Detector.Args)
		m.Wants = append(m.Wants, met)
	}
	for _, n := range all[*Never](r.Rows) {
		m.Tripped = append(m.Tripped, len(speech.Trips(found.Findings, n.Rule.Rule, n.Detector.Name)) > 0)
	}
	for _, f := range found.Findings {
		m.Kept = m.Kept || f.Detector == "promise" && f.Rule == rulePromises && f.Sign > 0
		m.Broken = m.Broken || f.Detector == "promise" && f.Rule == ruleDeadlines && f.Sign < 0
	}
	return m
}

// ear follows a play and gathers what the detectors have to know around a reply.
type ear struct {
	speech.Context
	kit   *speech.Kit
	heard []string
}

// context tells the detectors what they have to know around a reply at the current turn.
func (p Play) context(kit *speech.Kit, promised map[int][]speech.Promise) speech.Context {
	e := ear{kit: kit, Context: speech.Context{Lang: p.c.Lang, Channel: p.c.Channel, Turn: 1, Name: p.c.Customer,
		Private: p.c.private, Clock: -1, Closing: p.c.closes(p.state.scene)}}
	var before []ear // each move that stands, without what it told and promised
	for i, t := range p.turns {
		if t.Kind == MoveBack {
			e, before = before[len(before)-1], before[:len(before)-1]
			continue
		}
		before = append(before, e)
		e.hear(p.c, t.From)
		e.follow(p.c, t, promised[i+1])
	}
	e.hear(p.c, p.state)
	e.Heard = strings.Join(e.heard, "\n")
	return e.Context
}

// hear takes in what customers say in a state.
func (e *ear) hear(c *Compiled, s State) {
	for _, line := range c.said(c.stages[s.scene].Scene, s.vars) {
		if line.Kind == SpeechLine {
			e.Customer = line.Text
			e.heard = append(e.heard, line.Text)
		}
	}
}

// follow takes in what the learner did in a turn. A promise that was kept or broken is settled.
func (e *ear) follow(c *Compiled, t turn, made []speech.Promise) {
	switch t.Kind {
	case MoveChoice:
		made = e.kit.Assess(c.edgeOf(t).choice.Text, e.Context).Promises
	case MoveReply:
		if _, mark, ok := c.replyOf(t); ok && (mark.Kept || mark.Broken) {
			e.Promises = nil
		}
	}
	e.Promises = slices.Concat(e.Promises, made)
	e.Turn++
}

// closes reports whether a scene leads to nothing but endings.
func (c *Compiled) closes(scene int) bool {
	for _, e := range c.stages[scene].edges {
		if c.stages[e.target].Outcome == "" {
			return false
		}
	}
	return true
}
