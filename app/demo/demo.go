// Package demo invents an organisation to look at: three teams, twenty people and two years of history
// that end today.
//
// Nothing in here is random. The same library, day and instant give the same organisation, byte for byte.
// The history obeys the rules that everybody's does: papers are drawn from the bank and graded, role-plays
// are played and debriefed, and a pass is written only when package assign says that a path is complete.
// What differs from a real record is that its instants lie in the past and its source says so.
package demo

import (
	"slices"
	"strconv"
	"time"

	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/course"
	"understudy/app/examine"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/record"
	"understudy/app/refresh"
	"understudy/app/rehearse"
	"understudy/app/speech"
)

// Source is what every piece of invented evidence names as its source.
const Source = "demonstration"

// Organisation is everything that a new database is filled with.
type Organisation struct {
	Teams        []people.Team
	People       []people.Person  // a manager comes before those who report to them
	Histories    []record.History // one for each of People, in the same order; each list by its instants
	Certificates []record.Certificate
	Plays        []Play
	Attempts     []Attempt
	Refreshers   []refresh.Review
	Reviews      []rehearse.Review // waiting for a trainer
}

// Play is a role-play with the steps taken in it.
type Play struct {
	rehearse.Play
	Steps []rehearse.Step
	Said  []rehearse.Reply
}

// Attempt is a paper with the answers given to it.
type Attempt struct {
	examine.Attempt
	Answers []examine.Answer
}

// Begins returns the first day of the invented history, on which the code of conduct should have been in
// force: two years before today.
func Begins(today civil.Date) civil.Date { return today.Minus(civil.Period{Years: 2}) }

// Generate invents the organisation as it stands at an instant of a day. Revisions are the rule revisions
// on record, and zone is the organisation's. Where the library has no programme that hiring a learner
// assigns, people have no duties; where it has several, they have the first.
func Generate(lib *catalog.Library, revisions []record.RuleRevision, today civil.Date, now time.Time, zone *time.Location) Organisation {
	return newWorld(lib, revisions, today, now, zone).organisation(newStage(lib))
}

// world is what all authors share.
type world struct {
	lib       *catalog.Library
	revisions []record.RuleRevision
	programme *course.Programme // nil for none
	today     civil.Date
	now       time.Time
	zone      *time.Location
}

func newWorld(lib *catalog.Library, revisions []record.RuleRevision, today civil.Date, now time.Time, zone *time.Location) world {
	w := world{lib: lib, revisions: revisions, today: today, now: now.UTC().Truncate(time.Millisecond), zone: zone}
	for i, p := range lib.Programmes {
		if w.programme == nil && hires(p, people.Learner) {
			w.programme = &lib.Programmes[i]
		}
	}
	return w
}

func hires(p course.Programme, role people.Role) bool { return slices.Contains(p.HireRoles, role) }

// organisation lets every member of staff live through their two years.
func (w world) organisation(s *stage) Organisation {
	var o Organisation
	r := w.register()
	o.Teams, o.People = r.teams, r.people
	for i, m := range staff() {
		a := w.author(s, o.People[i], r.people[0].ID)
		m.life(a)
		o.Histories = append(o.Histories, a.history)
		o.Certificates = append(o.Certificates, a.certificates...)
		o.Plays = append(o.Plays, a.plays...)
		o.Attempts = append(o.Attempts, a.attempts...)
		o.Refreshers = append(o.Refreshers, w.refreshers(o.People[i], a.history)...)
	}
	o.Reviews = w.contested(o.Plays)
	return o
}

const (
	contests    = 2                  // reviews that wait
	contestedOn = 2 * 24 * time.Hour // before now
)

// contested are findings of the latest plays that their learners see differently, so that a trainer has
// something to judge.
func (w world) contested(plays []Play) []rehearse.Review {
	var out []rehearse.Review
	chance, asked := newChance("reviews"), w.now.Add(-contestedOn)
	for _, play := range slices.SortedFunc(slices.Values(plays), func(a, b Play) int { return b.StartedAt.Compare(a.StartedAt) }) {
		if len(out) == contests || play.Status != rehearse.Finished || len(play.Said) == 0 {
			continue
		}
		at, err := w.lib.Scenarios[play.Scenario].Compiled.Replay(play.State)
		if err != nil {
			continue
		}
		seq := play.Said[0].Seq
		for i, wanted := range at.Debrief().Turns[seq-1].Asked.Wants {
			if wanted.Found != speech.Full {
				out = append(out, rehearse.Review{ID: ident.From(asked, chance.bytes), Play: play.ID, Person: play.Person, Seq: seq, Cause: rehearse.ByLearner,
					Item: "want " + strconv.Itoa(i), AskedAt: asked, DueAt: asked.Add(rehearse.ReviewTime)})
				break
			}
		}
	}
	return out
}
