package scene

import (
	"fmt"
	"slices"
	"strings"
)

// MoveKind says what a learner did.
type MoveKind string

// The kinds of move.
const (
	MoveChoice  MoveKind = "choice"
	MoveReply   MoveKind = "reply"
	MoveTimeOut MoveKind = "time out"
	MoveBack    MoveKind = "back"
)

// Move is one thing a learner did. Choice is the text id of a choice; Mark is what a reply in the
// learner's own words came to, in the form of a transcript.
type Move struct {
	Kind   MoveKind
	Choice string
	Mark   string
}

// Pick is the move that takes a choice.
func Pick(choice string) Move { return Move{Kind: MoveChoice, Choice: choice} }

// Answer is the move of a reply that was judged.
func Answer(m Mark) Move { return Move{Kind: MoveReply, Mark: m.String()} }

// RunOut is the move of a learner who let the clock run out.
func RunOut() Move { return Move{Kind: MoveTimeOut} }

// StepBack is the move that takes the last step back.
func StepBack() Move { return Move{Kind: MoveBack} }

// The words of a transcript that are no choice. No text id looks like them.
const (
	wordTimeOut = "!"
	wordBack    = "<"
)

func (m Move) word() string {
	switch m.Kind {
	case MoveTimeOut:
		return wordTimeOut
	case MoveBack:
		return wordBack
	case MoveReply:
		return m.Mark
	default:
		return m.Choice
	}
}

func moveOf(word string) Move {
	switch {
	case word == wordTimeOut:
		return RunOut()
	case word == wordBack:
		return StepBack()
	case strings.HasPrefix(word, markSign):
		return Move{Kind: MoveReply, Mark: word}
	default:
		return Pick(word)
	}
}

// Play is what one learner has done in a scenario so far. It is a value: a move gives a new Play.
type Play struct {
	c     *Compiled
	turns []turn
	trail []State // the states that a step back returns to, latest last
	state State
}

// turn is a move with what it did. Of a step back, the step has no edge.
type turn struct {
	Move
	Step
}

// Begin returns a play without a move.
func (c *Compiled) Begin() Play { return Play{c: c, state: c.start} }

// Do makes a move. The error is a [Refusal], and the play is then as it was.
func (p Play) Do(m Move) (Play, error) {
	var next State
	var step Step
	var err error
	switch m.Kind {
	case MoveBack:
		return p.back()
	case MoveTimeOut:
		next, step, err = p.c.TimeOut(p.state)
	case MoveReply:
		next, step, err = p.c.Answer(p.state, m.Mark)
	default:
		next, step, err = p.c.Choose(p.state, m.Choice)
	}
	if err != nil {
		return p, err
	}
	p.turns = append(slices.Clip(p.turns), turn{m, step})
	p.trail = append(slices.Clip(p.trail), p.state)
	p.state = next
	return p, nil
}

// back returns to the state before the last step, and keeps on record that it did.
func (p Play) back() (Play, error) {
	if !p.CanBack() {
		return p, refuse(NoBack, "there is no step back here")
	}
	last := len(p.trail) - 1
	to := p.trail[last]
	p.turns = append(slices.Clip(p.turns), turn{StepBack(), Step{From: p.state, To: to}})
	p.trail = p.trail[:last]
	p.state = to
	return p, nil
}

// CanBack reports whether the learner may take the last step back: the scenario allows it, there is
// one, and the scenario is not over.
func (p Play) CanBack() bool { return p.c.BackAllowed && len(p.trail) > 0 && !p.Over() }

// State returns where the play stands.
func (p Play) State() State { return p.state }

// View returns what the learner sees now.
func (p Play) View() View { return p.c.View(p.state) }

// Turn returns the number of the turn that the learner is at; the first is 1.
func (p Play) Turn() int { return len(p.turns) + 1 }

// Over reports whether an ending is reached.
func (p Play) Over() bool { return p.c.stages[p.state.scene].Outcome != "" }

// Moves returns the moves made so far.
func (p Play) Moves() []Move {
	moves := make([]Move, len(p.turns))
	for i, t := range p.turns {
		moves[i] = t.Move
	}
	return moves
}

// Transcript writes the play as one line: the form's version, the scenario's hash and a word for each
// move, such as "u1 5a0… c1 c4 ! <".
func (p Play) Transcript() string {
	words := []string{saveVersion, p.c.Hash}
	for _, t := range p.turns {
		words = append(words, t.word())
	}
	return strings.Join(words, " ")
}

// Replay makes a play again from its transcript, move by move.
func (c *Compiled) Replay(transcript string) (Play, error) {
	words := strings.Split(transcript, " ")
	switch {
	case len(words) < 2 || words[0] != saveVersion:
		return Play{}, refuse(BadSave, fmt.Sprintf("%q is no transcript", transcript))
	case words[1] != c.Hash:
		return Play{}, refuse(OtherVersion, fmt.Sprintf("the transcript is of version %s of %s, and this is %s", words[1], c.ID, c.Hash))
	}
	return c.Begin().doAll(words[2:])
}

func (p Play) doAll(words []string) (Play, error) {
	for _, word := range words {
		var err error
		if p, err = p.Do(moveOf(word)); err != nil {
			return Play{}, err
		}
	}
	return p, nil
}

// Corrected returns the same play with other marks for the replies of some turns, for a debrief after
// people have judged them. Where the replies led stays as it was played, so the transcript of a
// corrected play may not replay.
func (p Play) Corrected(marks map[int]Mark) Play {
	p.turns = slices.Clone(p.turns)
	for number, m := range marks {
		if number < 1 || number > len(p.turns) {
			continue
		}
		if reply, _, ok := p.c.replyOf(p.turns[number-1]); ok && m.fits(reply) {
			p.turns[number-1].Mark = m.String()
		}
	}
	return p
}

// RestartFrom returns a new play with the moves before a turn, so that the learner can try that turn
// again.
func (p Play) RestartFrom(turn int) (Play, error) {
	again := p.c.Begin()
	for _, t := range p.turns[:max(0, min(turn-1, len(p.turns)))] {
		var err error
		if again, err = again.Do(t.Move); err != nil {
			return Play{}, err
		}
	}
	return again, nil
}
