package demo

import (
	"understudy/app/record"
	"understudy/app/rehearse"
	"understudy/app/scene"
)

// rehearse plays a role-play to its end. One that cannot be played to an end is left alone.
func (a *author) rehearse(p piece) {
	m := poorly
	if !p.poorly {
		m = manner(a.chance.IntN(3) / 2) // two in three are played well
	}
	if shown, ok := a.stage.pick(p.item, m, a.chance); ok {
		a.perform(p.item, shown)
		a.debrief(p.item, shown.debrief)
	}
}

// perform makes the moves of a play, each after a little thought.
func (a *author) perform(scenario string, way show) {
	s, as := a.lib.Scenarios[scenario], way.play
	play := Play{Play: rehearse.Play{ID: a.id(), Person: a.person.ID, Scenario: s.ID, Hash: s.Hash, Lang: s.Lang,
		State: as.Transcript(), Status: rehearse.Playing, StartedAt: a.clock}}
	for i, move := range as.Moves() {
		a.wait(8, 40)
		step := rehearse.Step{Seq: i + 1, Action: move.Choice, At: a.clock}
		if reply, ok := way.said[step.Seq]; ok && move.Kind == scene.MoveReply {
			a.wait(20, 60)
			step.Action, step.At, reply.At = move.Mark, a.clock, a.clock
			play.Said = append(play.Said, reply)
		}
		play.Steps = append(play.Steps, step)
	}
	play.Seq, play.TurnAt = len(play.Steps), a.clock
	if as.Over() {
		play.Status, play.FinishedAt = rehearse.Finished, a.clock
	}
	a.plays = append(a.plays, play)
}

// debrief records what the play that was performed last has shown.
func (a *author) debrief(scenario string, d scene.Debrief) {
	play := a.plays[len(a.plays)-1]
	a.note(record.Evidence{Kind: record.Rehearsal, Item: scenario, Hash: play.Hash, Attempt: play.ID, Score: d.Score, Passed: d.Passed,
		Outcomes: rehearse.Outcomes(d, a.lib.Code), Key: "play:" + string(play.ID)})
}
