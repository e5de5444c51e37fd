package refresh

import (
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/ident"
	"understudy/app/recall"
	"understudy/app/record"
)

func someRules() []conduct.Rule {
	return []conduct.Rule{{ID: "r01", Rev: 1, Values: []conduct.ValueID{"empathy"}}, {ID: "r18", Rev: 1, Critical: true, Values: []conduct.ValueID{"honesty"}}}
}

var (
	dayOne = civil.Of(2026, 1, 5)
	clock  = dayOne.Start(time.UTC)
)

func evidence(kind record.Kind, day int, rule conduct.RuleID, rev int, v record.Verdict) record.Evidence {
	at := clock.Add(time.Duration(24*day+9) * time.Hour)
	return record.Evidence{ID: ident.New(at), Kind: kind, Outcomes: []record.Outcome{{Rule: rule, Rev: rev, Verdict: v}},
		OccurredOn: dayOne.AddDays(day), OccurredAt: at, RecordedAt: at}
}

func reviewed(day int, rule conduct.RuleID, right bool, took time.Duration) Review {
	at := clock.Add(time.Duration(24*day+12) * time.Hour)
	return Review{ID: ident.New(at), Rule: rule, Rev: 1, Right: right, Guess: 0.25, Took: took, OccurredOn: dayOne.AddDays(day), OccurredAt: at, RecordedAt: at}
}

func revised(day int, rule conduct.RuleID, rev int, class conduct.Class) record.RuleRevision {
	return record.RuleRevision{Rule: rule, Rev: rev, Class: class, PublishedOn: dayOne.AddDays(day), EffectiveOn: dayOne.AddDays(day),
		RecordedAt: dayOne.AddDays(day).Start(time.UTC)}
}

const unhurried = 8 * time.Second

func TestWhatChangesAMemory(t *testing.T) {
	model := recall.Default()
	know := func(s recall.State, right bool, guess float64, days int) recall.State {
		next, _ := model.Answered(s, right, guess, unhurried, days)
		return next
	}
	learnt := know(recall.State{}, true, LessonGuess, 0)
	rehearsed, _ := model.Rehearsed(learnt, recall.Upheld, 3)
	broken, _ := model.Rehearsed(learnt, recall.Broken, 3)
	lesson := evidence(record.Lesson, 0, "r01", 1, record.Shown)
	void := record.Evidence{ID: "v", Voids: lesson.ID, OccurredOn: dayOne.AddDays(1), RecordedAt: clock.Add(36 * time.Hour)}
	for _, c := range []struct {
		name  string
		facts Facts
		want  recall.State
		due   bool
	}{
		{"nothing", Facts{}, recall.State{}, false},
		{"a lesson", Facts{History: record.History{Evidence: []record.Evidence{lesson}}}, learnt, true},
		{"a lesson that was taken back", Facts{History: record.History{Evidence: []record.Evidence{lesson, void}}}, recall.State{}, false},
		{"a paper", Facts{History: record.History{Evidence: []record.Evidence{lesson, evidence(record.Quiz, 3, "r01", 1, record.Shown)}}}, know(learnt, true, PaperGuess, 3), false},
		{"a paper, wrong", Facts{History: record.History{Evidence: []record.Evidence{lesson, evidence(record.Quiz, 3, "r01", 1, record.Missed)}}}, know(learnt, false, PaperGuess, 3), true},
		{"upheld in a rehearsal", Facts{History: record.History{Evidence: []record.Evidence{lesson, evidence(record.Rehearsal, 3, "r01", 1, record.Shown)}}}, rehearsed, false},
		{"broken in a rehearsal", Facts{History: record.History{Evidence: []record.Evidence{lesson, evidence(record.Rehearsal, 3, "r01", 1, record.Broken)}}}, broken, true},
		{"not at stake", Facts{History: record.History{Evidence: []record.Evidence{lesson, evidence(record.Rehearsal, 3, "r01", 1, record.NoChance)}}}, learnt, true},
		{"not judged", Facts{History: record.History{Evidence: []record.Evidence{lesson, evidence(record.Rehearsal, 3, "r01", 1, record.NotJudged)}}}, learnt, true},
		{"a refresher", Facts{History: record.History{Evidence: []record.Evidence{lesson}}, Reviews: []Review{reviewed(3, "r01", true, unhurried)}}, know(learnt, true, 0.25, 3), false},
		{"a refresher, not read", Facts{History: record.History{Evidence: []record.Evidence{lesson}}, Reviews: []Review{reviewed(3, "r01", true, recall.TooFast-1)}}, learnt, true},
		{"a material revision", Facts{History: record.History{Evidence: []record.Evidence{lesson}}, Revisions: []record.RuleRevision{revised(2, "r01", 2, conduct.Material)}}, recall.State{}, true},
		{"evidence of before a material revision", Facts{History: record.History{Evidence: []record.Evidence{lesson, evidence(record.Quiz, 3, "r01", 1, record.Shown)}},
			Revisions: []record.RuleRevision{revised(2, "r01", 2, conduct.Material)}}, recall.State{}, true},
		{"a clarifying revision", Facts{History: record.History{Evidence: []record.Evidence{lesson}}, Reviews: []Review{reviewed(2, "r01", true, unhurried)},
			Revisions: []record.RuleRevision{revised(3, "r01", 2, conduct.Clarifying)}}, know(learnt, true, 0.25, 2), true},
		{"an editorial revision", Facts{History: record.History{Evidence: []record.Evidence{lesson}}, Revisions: []record.RuleRevision{revised(2, "r01", 2, conduct.Editorial)}}, learnt, true},
	} {
		got := Remember(c.facts, someRules(), dayOne.AddDays(4))[0]
		if got.State != c.want || got.Due() != c.due {
			t.Errorf("%s: %+v, due %v; want %+v, %v", c.name, got, got.Due(), c.want, c.due)
		}
	}
}

// drawFacts invents a history in the order in which it was recorded.
func drawFacts(t *rapid.T) Facts {
	var f Facts
	rule := rapid.SampledFrom([]conduct.RuleID{"r01", "r18"})
	day := rapid.IntRange(0, 60)
	for range rapid.IntRange(0, 12).Draw(t, "evidence") {
		e := evidence(rapid.SampledFrom([]record.Kind{record.Lesson, record.Quiz, record.Rehearsal}).Draw(t, "kind"), day.Draw(t, "day"), rule.Draw(t, "rule"),
			rapid.IntRange(1, 2).Draw(t, "rev"), rapid.SampledFrom([]record.Verdict{record.Shown, record.Missed, record.Broken, record.NoChance}).Draw(t, "verdict"))
		e.RecordedAt = e.RecordedAt.Add(time.Duration(rapid.IntRange(0, 20).Draw(t, "late")) * 24 * time.Hour)
		f.History.Evidence = append(f.History.Evidence, e)
	}
	for range rapid.IntRange(0, 12).Draw(t, "reviews") {
		took := time.Duration(rapid.IntRange(0, 9000).Draw(t, "took")) * time.Millisecond
		f.Reviews = append(f.Reviews, reviewed(day.Draw(t, "day"), rule.Draw(t, "rule"), rapid.Bool().Draw(t, "right"), took))
	}
	for range rapid.IntRange(0, 2).Draw(t, "revisions") {
		class := rapid.SampledFrom([]conduct.Class{conduct.Material, conduct.Clarifying, conduct.Editorial}).Draw(t, "class")
		f.Revisions = append(f.Revisions, revised(day.Draw(t, "day"), rule.Draw(t, "rule"), 2, class))
	}
	return f
}

func TestAMemoryFollowsFromTheFactsAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, day := drawFacts(t), rapid.IntRange(0, 70).Draw(t, "day")
		if len(f.Revisions) == 2 && f.Revisions[0].Rule == f.Revisions[1].Rule {
			f.Revisions = f.Revisions[:1] // a rule has each revision once
		}
		on := dayOne.AddDays(day)
		want := Remember(f, someRules(), on)
		mixed := Facts{record.History{Evidence: append([]record.Evidence(nil), f.History.Evidence...)}, append([]Review(nil), f.Reviews...), append([]record.RuleRevision(nil), f.Revisions...)}
		shuffle := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		shuffle.Shuffle(len(mixed.History.Evidence), func(i, j int) {
			mixed.History.Evidence[i], mixed.History.Evidence[j] = mixed.History.Evidence[j], mixed.History.Evidence[i]
		})
		shuffle.Shuffle(len(mixed.Reviews), func(i, j int) { mixed.Reviews[i], mixed.Reviews[j] = mixed.Reviews[j], mixed.Reviews[i] })
		shuffle.Shuffle(len(mixed.Revisions), func(i, j int) { mixed.Revisions[i], mixed.Revisions[j] = mixed.Revisions[j], mixed.Revisions[i] })
		if got := Remember(mixed, someRules(), on); !reflect.DeepEqual(got, want) {
			t.Fatalf("recorded in another order: %+v, want %+v", got, want)
		}
		later := mixed
		later.Reviews = append(later.Reviews, reviewed(day+1, "r01", true, unhurried))
		if got := Remember(later, someRules(), on); !reflect.DeepEqual(got, want) {
			t.Fatalf("what came after the day counts: %+v, want %+v", got, want)
		}
		at := on.Start(time.UTC).Add(23 * time.Hour)
		late := reviewed(day, "r18", false, unhurried)
		late.RecordedAt = at.Add(time.Second)
		known := f.KnownAt(at)
		with := f
		with.Reviews = append(append([]Review(nil), f.Reviews...), late)
		if got, want := Remember(with.KnownAt(at), someRules(), on), Remember(known, someRules(), on); !reflect.DeepEqual(got, want) {
			t.Fatalf("what was not known counts: %+v, want %+v", got, want)
		}
		for _, m := range want {
			if m.R < 0 || m.R > 1 || m.State.None() && m.R != 0 || m.Ready() && m.State.None() {
				t.Fatalf("%+v", m)
			}
		}
	})
}
