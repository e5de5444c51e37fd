package demo

import (
	"cmp"
	"slices"

	"understudy/app/catalog"
	"understudy/app/scene"
)

// manner is how well a role-play is played.
type manner uint8

const (
	well     manner = iota // passed with a high score
	middling               // passed
	poorly                 // not passed
	manners
)

// highScore is the percent from which a play counts as done well.
const highScore = 80

// show is one complete way through a scenario, and what its debrief says.
type show struct {
	play    scene.Play
	debrief scene.Debrief
}

// stage knows a few ways through every scenario, found by playing it. Playing and debriefing a scenario
// costs more than all the rest of a history, so everybody chooses from the same few.
type stage struct {
	shows map[string][manners][]show // by scenario
	brink map[string]scene.Play      // by scenario: one turn from an end that is passed whatever is chosen
}

const (
	rounds   = 14 // plays tried in each scenario and with each care
	maxTurns = 60 // ends a play that walks in circles

	nearMisses = 10 // plays kept of those that are not passed
)

func newStage(lib *catalog.Library) *stage {
	s := &stage{shows: map[string][manners][]show{}, brink: map[string]scene.Play{}}
	for id, scenario := range lib.Scenarios {
		p := player{c: scenario.Compiled, chance: newChance("scenario " + id), best: map[scene.State]string{}}
		s.shows[id] = p.repertoire()
		for _, w := range s.shows[id][well] {
			if at, ok := p.lastTurn(w.play); ok {
				s.brink[id] = at
				break
			}
		}
	}
	return s
}

// pick returns a way through a scenario played in a manner, or in the nearest one that was found; false
// where no play reached an end.
func (s *stage) pick(scenario string, m manner, c chance) (show, bool) {
	nearest := map[manner][]manner{well: {well, middling}, middling: {middling, well}, poorly: {poorly}}
	for _, m := range nearest[m] {
		if known := s.shows[scenario][m]; len(known) > 0 {
			return known[c.IntN(len(known))], true
		}
	}
	return show{}, false
}

// player plays one scenario.
type player struct {
	c      *scene.Compiled
	chance chance
	best   map[scene.State]string // the choice that is worth most, as far as it is known
}

// repertoire plays the scenario with more care and with less, and sorts what came of it.
func (p player) repertoire() [manners][]show {
	var found [manners][]show
	for _, slips := range []int{0, 8, 4, 2, 1} { // one choice in so many is made blindly; 0 for none
		for round := range rounds {
			if slips == 0 && round > 0 {
				break
			}
			play, over := p.through(slips)
			if !over || p.known(found, play) {
				continue
			}
			d := play.Debrief()
			m := mannerOf(d)
			found[m] = append(found[m], show{play, d})
		}
	}
	// Who fails is mostly near the mark: few answer every time with the worst there is.
	slices.SortStableFunc(found[poorly], func(a, b show) int { return cmp.Compare(b.debrief.Score, a.debrief.Score) })
	found[poorly] = found[poorly][:min(len(found[poorly]), nearMisses)]
	return found
}

func mannerOf(d scene.Debrief) manner {
	switch {
	case !d.Passed:
		return poorly
	case d.Score < highScore:
		return middling
	default:
		return well
	}
}

func (p player) known(found [manners][]show, play scene.Play) bool {
	for _, shows := range found {
		if slices.ContainsFunc(shows, func(s show) bool { return s.play.Transcript() == play.Transcript() }) {
			return true
		}
	}
	return false
}

// through plays to an end; false where none is reached.
func (p player) through(slips int) (scene.Play, bool) {
	play := p.c.Begin()
	for range maxTurns {
		if play.Over() {
			return play, true
		}
		offers := play.View().Choices
		if len(offers) == 0 {
			return play, false // the scene asks for words of one's own
		}
		choice := offers[p.chance.IntN(len(offers))].ID
		if slips == 0 || p.chance.IntN(slips) > 0 {
			choice = p.wisest(play, offers)
		}
		next, err := play.Do(scene.Pick(choice))
		if err != nil {
			return play, false
		}
		play = next
	}
	return play, play.Over()
}

// wisest returns the choice that the debrief would call the better one.
func (p player) wisest(play scene.Play, offers []scene.Offer) string {
	at := play.State()
	if known, ok := p.best[at]; ok {
		return known
	}
	best := offers[0].ID
	if next, err := play.Do(scene.Pick(best)); err == nil {
		turns := next.Debrief().Turns
		if better := turns[len(turns)-1].Better; better != nil {
			best = better.ID
		}
	}
	p.best[at] = best
	return best
}

// lastTurn returns a play as it was before its last choice, where no clock runs and each choice on offer
// ends it passed.
func (p player) lastTurn(play scene.Play) (scene.Play, bool) {
	before, err := play.RestartFrom(len(play.Moves()))
	if err != nil || before.View().Seconds > 0 {
		return before, false
	}
	for _, offer := range before.View().Choices {
		after, err := before.Do(scene.Pick(offer.ID))
		if err != nil || !after.Over() || !after.Debrief().Passed {
			return before, false
		}
	}
	return before, true
}
