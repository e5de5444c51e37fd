package demo

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"understudy/app/assign"
	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/examine"
	"understudy/app/people"
	"understudy/app/quiz"
	"understudy/app/recert"
	"understudy/app/record"
	"understudy/app/rehearse"
	"understudy/app/scene"
)

func library(t testing.TB) *catalog.Library {
	t.Helper()
	lib, problems := catalog.Embedded()
	if catalog.Broken(problems) {
		t.Fatalf("problems: %v", problems)
	}
	return lib
}

// firstEdition puts every rule of the library in force from a day on.
func firstEdition(lib *catalog.Library, from civil.Date, at time.Time) []record.RuleRevision {
	var out []record.RuleRevision
	for _, r := range lib.Code.Rules {
		out = append(out, record.RuleRevision{Rule: r.ID, Rev: r.Rev, Hash: r.Hash(), Class: r.Class, Reason: r.Reason,
			PublishedOn: from, EffectiveOn: from, RecordedAt: at})
	}
	return out
}

// standings returns where everybody stands on the day that was generated for, by employee id.
func standings(w world, o Organisation) map[string]assign.Standing {
	out := map[string]assign.Standing{}
	for i, p := range o.People {
		office := assign.Office{Contents: w.lib, Programmes: w.lib.Programmes, Code: w.lib.Code, Revisions: w.revisions, Person: p,
			Today: w.today, Now: w.now}
		if all := office.Standings(o.Histories[i]); len(all) > 0 {
			out[p.EmployeeID] = all[0]
		}
	}
	return out
}

// promise is what the demonstration says about somebody.
type promise struct {
	employeeID string
	validity   recert.Validity
	duty       recert.Duty
	done       progress
}

// progress is how far somebody has come on the path that is before them.
type progress string

const (
	nothing progress = "nothing done"
	some    progress = "some steps done"
	oneLeft progress = "all steps but one done"
)

func progressOf(p assign.Path) progress {
	switch done := p.Done(); {
	case done == 0:
		return nothing
	case done == len(p.Steps)-1:
		return oneLeft
	default:
		return some
	}
}

func promises() []promise {
	return []promise{
		{"B-103", recert.Valid, recert.None, nothing}, {"B-104", recert.Valid, recert.None, nothing},
		{"B-105", recert.Valid, recert.None, nothing}, {"B-106", recert.Valid, recert.None, nothing},
		{"B-118", recert.Never, recert.Open, oneLeft}, {"B-120", recert.Never, recert.Open, nothing},
		{"B-107", recert.Valid, recert.None, nothing}, {"B-110", recert.Grace, recert.Overdue, nothing},
		{"B-111", recert.Lapsed, recert.Overdue, nothing}, {"B-108", recert.Valid, recert.Open, nothing},
		{"B-112", recert.Valid, recert.None, nothing}, {"B-119", recert.Never, recert.Open, some},
		{"B-109", recert.Valid, recert.None, nothing}, {"B-113", recert.Lapsed, recert.None, nothing},
		{"B-114", recert.Valid, recert.None, nothing}, {"B-117", recert.Never, recert.Overdue, some},
		{"B-115", recert.Valid, recert.Open, some}, {"B-116", recert.Valid, recert.None, nothing},
	}
}

// reporter is what a test and a property have in common.
type reporter interface {
	Errorf(format string, args ...any)
}

func checkPromises(t reporter, w world, o Organisation) {
	stands := standings(w, o)
	for _, want := range promises() {
		got := stands[want.employeeID]
		done := progressOf(got.Path)
		if got.Status.Validity != want.validity || got.Status.Duty != want.duty || done != want.done {
			t.Errorf("%s on %s (%s): %s, %s, %s; want %s, %s, %s", want.employeeID, w.today, w.zone, got.Status.Validity,
				got.Status.Duty, done, want.validity, want.duty, want.done)
		}
	}
	if due := stands["B-108"].Status.DueOn.Days(w.today); due < 10 || due > 13 {
		t.Errorf("on %s the returning employee is due in %d days", w.today, due)
	}
	if len(stands) != len(promises()) {
		t.Errorf("%d people have a programme, want %d", len(stands), len(promises()))
	}
}

// checkFacts holds a history to the rules that every history obeys.
func checkFacts(t reporter, w world, o Organisation) {
	begins := Begins(w.today)
	for i, h := range o.Histories {
		who := o.People[i].EmployeeID
		if h.Person != o.People[i].ID || len(h.Employments) == 0 || h.Employments[0].On.Before(begins) {
			t.Errorf("%s: employments %+v do not begin on or after %s", who, h.Employments, begins)
		}
		if !slices.IsSortedFunc(h.Evidence, func(a, b record.Evidence) int { return a.RecordedAt.Compare(b.RecordedAt) }) {
			t.Errorf("%s: evidence is out of order", who)
		}
		for _, e := range h.Evidence {
			if e.OccurredOn != civil.In(e.OccurredAt, w.zone) || e.RecordedAt.After(w.now) || !e.RecordedAt.Equal(e.OccurredAt) {
				t.Errorf("%s: %s happened on %s at %s and was recorded at %s", who, e.Item, e.OccurredOn, e.OccurredAt, e.RecordedAt)
			}
			if !employedOn(h, e.OccurredOn) {
				t.Errorf("%s: %s on %s, outside employment", who, e.Item, e.OccurredOn)
			}
			if e.Source != Source || e.RecordedBy != h.Person || e.Hash == "" || len(e.Outcomes) == 0 {
				t.Errorf("%s: evidence %+v", who, e)
			}
		}
	}
}

func employedOn(h record.History, d civil.Date) bool {
	working := false
	for _, e := range h.Employments {
		if !e.On.After(d) {
			working = e.Edge == record.Start
		}
	}
	return working
}

// checkPasses gives each person's evidence to the office once more and compares the passes.
func checkPasses(t reporter, w world, o Organisation) {
	certificates := map[string]record.Certificate{}
	for _, c := range o.Certificates {
		certificates[string(c.Pass)] = c
	}
	total := 0
	for i, h := range o.Histories {
		again := record.History{Person: h.Person, Employments: h.Employments, Reasons: h.Reasons}
		for _, e := range h.Evidence {
			again.Evidence = append(again.Evidence, e)
			office := assign.Office{Contents: w.lib, Programmes: w.lib.Programmes, Code: w.lib.Code, Revisions: w.revisions,
				Person: o.People[i], Today: e.OccurredOn, Now: e.RecordedAt, NewCode: func() string { return "" }}
			for _, award := range office.Conclude(again) {
				if len(again.Passes) == len(h.Passes) {
					t.Errorf("%s: a pass on %s is missing", o.People[i].EmployeeID, e.OccurredOn)
					return
				}
				pass := h.Passes[len(again.Passes)]
				award.Pass.ID = pass.ID
				if !reflect.DeepEqual(award.Pass, pass) {
					t.Errorf("%s: pass %+v, want %+v", o.People[i].EmployeeID, pass, award.Pass)
				}
				snapshot, err := assign.ReadSnapshot(certificates[string(pass.ID)].Snapshot)
				if err != nil || snapshot.PassedOn != pass.OccurredOn || snapshot.EmployeeID != o.People[i].EmployeeID {
					t.Errorf("certificate of pass %s: %+v, %v", pass.ID, snapshot, err)
				}
				again.Passes = append(again.Passes, pass)
			}
		}
		if len(again.Passes) != len(h.Passes) {
			t.Errorf("%s: %d passes, and the office gives %d", o.People[i].EmployeeID, len(h.Passes), len(again.Passes))
		}
		total += len(h.Passes)
	}
	if len(o.Certificates) != total {
		t.Errorf("%d certificates for %d passes", len(o.Certificates), total)
	}
}

// checkWork opens what is behind every line of evidence, and judges it again.
func checkWork(t reporter, w world, o Organisation) {
	behind := map[string]bool{}
	for _, p := range o.Plays {
		at, err := w.lib.Scenarios[p.Scenario].Compiled.Replay(p.State)
		finished := p.Status == rehearse.Finished
		if err != nil || at.Over() != finished || p.FinishedAt.IsZero() == finished || p.Seq != len(p.Steps) || p.Seq != len(at.Moves()) {
			t.Errorf("play %+v: %v", p, err)
			continue
		}
		if finished {
			d := at.Debrief()
			e := find(o, string(p.ID))
			behind[string(e.ID)] = true
			if e.Score != d.Score || e.Passed != d.Passed || e.Item != p.Scenario || e.Hash != p.Hash || e.Person != p.Person {
				t.Errorf("evidence %+v of a play worth %d, passed %v", e, d.Score, d.Passed)
			}
		}
	}
	for _, a := range o.Attempts {
		responses := map[string]quiz.Response{}
		for _, answer := range a.Answers {
			responses[a.Paper.Items[answer.Position].ID] = answer.Response
		}
		e := find(o, string(a.ID))
		behind[string(e.ID)] = true
		i := slices.IndexFunc(o.People, func(p people.Person) bool { return p.ID == a.Person })
		result, err := quiz.Grade(a.Blueprint, a.Paper, w.lib.Questions, w.lib.Code.Applicable(o.People[i].Channels), responses)
		if err != nil || a.Status != examine.Graded || !reflect.DeepEqual(result, *a.Result) || result.Passed != e.Passed || int(result.Score) != e.Score {
			t.Errorf("attempt %s of %s: %v", a.ID, o.People[i].EmployeeID, err)
		}
		if !a.EndsAt.IsZero() && a.FinishedAt.After(a.EndsAt) {
			t.Errorf("attempt %s was handed in at %s and ended at %s", a.ID, a.FinishedAt, a.EndsAt)
		}
	}
	for _, h := range o.Histories {
		for _, e := range h.Evidence {
			if e.Kind != record.Lesson && !behind[string(e.ID)] {
				t.Errorf("nothing is behind %s of %s", e.Item, e.OccurredOn)
			}
		}
	}
}

func find(o Organisation, attempt string) record.Evidence {
	for _, h := range o.Histories {
		for _, e := range h.Evidence {
			if string(e.Attempt) == attempt {
				return e
			}
		}
	}
	return record.Evidence{}
}

func aWorld(lib *catalog.Library, today civil.Date, zone *time.Location, sinceMidnight time.Duration) world {
	now := today.Start(zone).Add(sinceMidnight)
	return newWorld(lib, firstEdition(lib, Begins(today), Begins(today).Start(zone)), today, now, zone)
}

func TestTheSameDayGivesTheSameOrganisation(t *testing.T) {
	lib := library(t)
	w := aWorld(lib, civil.Of(2026, 11, 24), time.UTC, 13*time.Hour)
	begun := time.Now()
	first := Generate(lib, w.revisions, w.today, w.now, w.zone)
	took := time.Since(begun)
	if again := Generate(lib, w.revisions, w.today, w.now, w.zone); !reflect.DeepEqual(first, again) {
		t.Error("generating twice gave two organisations")
	}
	t.Logf("%s: %d plays, %d attempts, %d certificates", took, len(first.Plays), len(first.Attempts), len(first.Certificates))
}

func TestTheOrganisation(t *testing.T) {
	lib := library(t)
	w := aWorld(lib, civil.Of(2026, 11, 24), time.UTC, 13*time.Hour)
	o := Generate(lib, w.revisions, w.today, w.now, w.zone)
	if len(o.Teams) != 3 || len(o.People) != 20 {
		t.Errorf("%d teams and %d people", len(o.Teams), len(o.People))
	}
	met := map[any]bool{"": true}
	for _, p := range o.People {
		if !p.Role.Valid() || met[p.ID] || met[p.EmployeeID] || met[p.Email] || !met[string(p.Manager)] && !met[p.Manager] {
			t.Errorf("%+v: a person of their own, after their manager", p)
		}
		met[p.ID], met[p.EmployeeID], met[p.Email] = true, true, true
	}
	if personas := Personas(); len(personas) != 7 {
		t.Errorf("%d personas", len(personas))
	}
	checkPromises(t, w, o)
	checkFacts(t, w, o)
	checkPasses(t, w, o)
	checkWork(t, w, o)
}

// A revision that is published only on the day of the first start asks nothing of people who were
// taught the same text before.
func TestAnEditionThatIsPublishedTodayAsksNothingNew(t *testing.T) {
	lib := library(t)
	w := aWorld(lib, civil.Of(2026, 11, 24), time.UTC, 13*time.Hour)
	w.revisions = firstEdition(lib, w.today, w.now)
	checkPromises(t, w, w.organisation(newStage(lib)))
}

func TestEveryDayKeepsThePromises(t *testing.T) {
	lib := library(t)
	s := newStage(lib)
	check := func(t reporter, today civil.Date, zone *time.Location, sinceMidnight time.Duration) {
		w := aWorld(lib, today, zone, sinceMidnight)
		o := w.organisation(s)
		checkPromises(t, w, o)
		checkFacts(t, w, o)
	}
	for _, day := range []string{"2024-02-28", "2024-02-29", "2024-03-01", "2025-02-28", "2025-03-01", "2026-02-28", "2026-03-31",
		"2027-12-31", "2028-01-01", "2028-01-31", "2028-02-29", "2028-04-30", "2030-02-28"} {
		today, err := civil.Parse(day)
		if err != nil {
			t.Fatal(err)
		}
		check(t, today, time.UTC, time.Minute)
	}
	t.Run("any", rapid.MakeCheck(func(t *rapid.T) {
		today := civil.Of(2020, 1, 1).AddDays(rapid.IntRange(0, 40*366).Draw(t, "day"))
		zone := time.FixedZone("zone", 3600*rapid.IntRange(-12, 14).Draw(t, "hours from UTC"))
		check(t, today, zone, time.Duration(rapid.IntRange(0, 86399).Draw(t, "seconds since midnight"))*time.Second)
	}))
}

// The last step of the new hire who has one left is one choice, whatever it is, without a clock.
func TestTheLastStepIsOneChoice(t *testing.T) {
	lib := library(t)
	w := aWorld(lib, civil.Of(2026, 11, 24), time.UTC, 13*time.Hour)
	o := w.organisation(newStage(lib))
	for _, p := range o.Plays {
		if p.Status != rehearse.Playing {
			continue
		}
		at, err := lib.Scenarios[p.Scenario].Compiled.Replay(p.State)
		if err != nil || at.View().Seconds != 0 {
			t.Fatal(err, at.View().Seconds)
		}
		for _, offer := range at.View().Choices {
			if after, err := at.Do(scene.Pick(offer.ID)); err != nil || !after.Over() || !after.Debrief().Passed {
				t.Errorf("choice %s does not end it passed: %v", offer.ID, err)
			}
		}
		return
	}
	t.Error("nobody is in the middle of a role-play")
}

// A library without a programme, or with one that ends in other ways, gives people all the same.
func TestAnyLibraryWillDo(t *testing.T) {
	shipped := library(t)
	none, other := *shipped, *shipped
	none.Programmes = nil
	other.Programmes = slices.Clone(shipped.Programmes)
	other.Programmes[0].Terms.Mode, other.Programmes[0].Terms.Anchor = "fixed", "12-31"
	for _, lib := range []*catalog.Library{&none, &other} {
		w := aWorld(lib, civil.Of(2026, 11, 24), time.UTC, 13*time.Hour)
		o := w.organisation(newStage(lib))
		if len(o.People) != 20 || len(o.Histories) != 20 {
			t.Errorf("%d people and %d histories", len(o.People), len(o.Histories))
		}
		checkFacts(t, w, o)
	}
}
