package demo

import (
	"cmp"
	"slices"

	"understudy/app/catalog"
	"understudy/app/rehearse"
	"understudy/app/scene"
	"understudy/app/speech"
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

// show is one way through a scenario, what was said in own words by the number of the turn, and what its
// debrief says.
type show struct {
	play    scene.Play
	said    map[int]rehearse.Reply
	debrief scene.Debrief
}

// stage knows a few ways through every scenario, found by playing it. Playing and debriefing a scenario
// costs more than all the rest of a history, so everybody chooses from the same few.
type stage struct {
	shows map[string][manners][]show // by scenario
	brink map[string]show            // by scenario: one turn from an end that is passed whatever is chosen
}

const (
	rounds   = 14 // plays tried in each scenario and with each care
	maxTurns = 60 // ends a play that walks in circles

	nearMisses = 10 // plays kept of those that are not passed
)

func newStage(lib *catalog.Library) *stage {
	kit, err := speech.Shipped()
	if err != nil {
		panic("demo: the detectors that the program brings with it cannot be read: " + err.Error())
	}
	s := &stage{shows: map[string][manners][]show{}, brink: map[string]show{}}
	for id, scenario := range lib.Scenarios {
		p := player{c: scenario.Compiled, kit: kit, chance: newChance("scenario " + id), best: map[scene.State]string{}}
		s.shows[id] = p.repertoire()
		for _, w := range s.shows[id][well] {
			if at, ok := p.lastTurn(w); ok {
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
	kit    *speech.Kit
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
			way, over := p.through(slips)
			if !over || p.known(found, way.play) {
				continue
			}
			way.debrief = way.play.Debrief()
			m := mannerOf(way.debrief)
			found[m] = append(found[m], way)
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
func (p player) through(slips int) (show, bool) {
	way := show{play: p.c.Begin(), said: map[int]rehearse.Reply{}}
	for range maxTurns {
		if way.play.Over() {
			return way, true
		}
		carefully := slips == 0 || p.chance.IntN(slips) > 0
		move, ok := p.move(way, carefully)
		if !ok {
			return way, false
		}
		next, err := way.play.Do(move)
		if err != nil {
			return way, false
		}
		way.play = next
	}
	return way, way.play.Over()
}

// lukewarm is what somebody says who means well and has not learned the code yet.
const lukewarm = "Okay, I see. I will have a look at it for you now, please wait here a little, it should not take very long."

// move chooses what to do next; false where there is nothing to do. Own words are put into the show.
func (p player) move(way show, carefully bool) (scene.Move, bool) {
	view := way.play.View()
	if view.Reply != nil {
		return p.reply(way, carefully)
	}
	if len(view.Choices) == 0 {
		return scene.Move{}, false
	}
	if carefully {
		return scene.Pick(p.wisest(way.play, view.Choices)), true
	}
	return scene.Pick(view.Choices[p.chance.IntN(len(view.Choices))].ID), true
}

// reply says what the author shows as a model, or what somebody says who does not know it.
func (p player) reply(way show, carefully bool) (scene.Move, bool) {
	words, promised := lukewarm, map[int][]speech.Promise{}
	if carefully && way.play.Model() != "" {
		words = way.play.Model()
	}
	for turn, reply := range way.said {
		promised[turn] = reply.Promises
	}
	judged, err := way.play.Judge(p.kit, words, promised)
	if err != nil {
		return scene.Move{}, false
	}
	turn := way.play.Turn()
	way.said[turn] = rehearse.Reply{Seq: turn, Words: words, Findings: judged.Findings, Promises: judged.Promises}
	return scene.Answer(judged.Mark), true
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

// lastTurn returns a show as it was before its last choice, where no clock runs and each choice on offer
// ends it passed.
func (p player) lastTurn(way show) (show, bool) {
	before, err := way.play.RestartFrom(len(way.play.Moves()))
	if err != nil || before.View().Seconds > 0 || len(before.View().Choices) == 0 {
		return show{}, false
	}
	for _, offer := range before.View().Choices {
		after, err := before.Do(scene.Pick(offer.ID))
		if err != nil || !after.Over() || !after.Debrief().Passed {
			return show{}, false
		}
	}
	return show{play: before, said: way.said}, true
}
