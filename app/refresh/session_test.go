package refresh_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"understudy/app/archive"
	"understudy/app/assign"
	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/quiz"
	"understudy/app/recall"
	"understudy/app/record"
	"understudy/app/refresh"
	"understudy/app/store"
	"understudy/app/store/storetest"
)

var databases storetest.Databases

func TestMain(m *testing.M) { os.Exit(databases.Main(m)) }

// counter is a desk with a learner who has done every lesson three weeks ago.
type counter struct {
	*testing.T
	desk  refresh.Desk
	store *store.Store
	lib   *catalog.Library
	who   people.Person
	now   time.Time
}

const since = 20 // days

func open(t *testing.T, s *store.Store) counter {
	t.Helper()
	lib, problems := catalog.Embedded()
	if catalog.Broken(problems) {
		t.Fatal(problems)
	}
	office := func(p people.Person, now time.Time) assign.Office {
		return assign.Office{Contents: lib, Code: lib.Code, Person: p, Today: civil.In(now, time.UTC), Now: now}
	}
	c := counter{T: t, store: s, lib: lib, now: time.Date(2026, 6, 10, 12, 0, 0, 0, time.UTC)}
	c.desk = refresh.Desk{Reviews: s, Record: s, Questions: archive.New(catalog.NewLive(lib), s), Office: office, Checked: &refresh.Checked{}, Kept: &refresh.Kept{}}
	c.who = c.learner("e1")
	return c
}

func (c counter) check(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

func (c counter) learner(employeeID string) people.Person {
	c.Helper()
	at := c.now.AddDate(0, 0, -since)
	p := people.Person{ID: ident.New(at), EmployeeID: employeeID, Name: "Noor Farouk", Role: people.Learner, Lang: "en"}
	c.check(c.store.SavePerson(context.Background(), p, at, ""))
	for _, m := range c.lib.Modules {
		for _, l := range m.Lessons {
			rule, _ := c.lib.Rule(l.Rule)
			_, _, err := c.store.Record(context.Background(), record.Evidence{ID: ident.New(at), Person: p.ID, Kind: record.Lesson, Item: m.ID + "/" + l.ID, Score: 100, Passed: true,
				Outcomes: []record.Outcome{{Rule: rule.ID, Rev: rule.Rev, Verdict: record.Shown}}, OccurredOn: civil.In(at, time.UTC), OccurredAt: at, RecordedAt: at,
				RecordedBy: p.ID, Source: "engine", Key: string(p.ID) + l.ID}, func(record.History) []record.Award { return nil })
			c.check(err)
		}
	}
	return p
}

func (c counter) session(name string) refresh.Session {
	c.Helper()
	s, err := c.desk.Session(context.Background(), c.who, c.lib, name, c.now)
	c.check(err)
	return s
}

func (c *counter) answer(name string, position int, right bool, took time.Duration) error {
	c.Helper()
	q := c.session(name).Steps[position].Question
	layout := refresh.Layout(name, q)
	response := q.Best()
	if !right {
		at := slices.IndexFunc(q.Options, func(o quiz.Option) bool { return o.Score <= 0 })
		response = quiz.Picked(at)
	}
	asked := c.now
	c.now = c.now.Add(took)
	return c.desk.Answer(context.Background(), c.who, c.lib, name, position, layout.Given(q, response), asked, c.now)
}

func (c counter) start(extra bool) (string, bool) {
	c.Helper()
	name, ok, err := c.desk.Start(context.Background(), c.who, c.lib, extra, c.now)
	c.check(err)
	return name, ok
}

func TestASession(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		c := open(t, s)
		name, ok := c.start(false)
		begun := c.session(name)
		seconds := 0
		for _, step := range begun.Steps {
			seconds += step.Question.Seconds
		}
		if !ok || len(begun.Steps) == 0 || len(begun.Steps) > recall.SessionQuestions || seconds > recall.SessionSeconds || begun.Next() != 0 {
			t.Fatalf("%d questions of %d seconds", len(begun.Steps), seconds)
		}
		for _, step := range begun.Steps[:3] {
			if !step.Rule.Critical {
				t.Errorf("%s is asked before every critical rule was", step.Rule.ID)
			}
		}
		c.check(c.answer(name, 0, true, 5*time.Second))
		c.check(c.answer(name, 0, false, 5*time.Second)) // another tab: the first stands
		got := c.session(name)
		if !got.Steps[0].Review.Right || got.Steps[0].Review.Took != 5*time.Second || got.Next() != 1 {
			t.Errorf("after one answer: %+v", got.Steps[0].Review)
		}
		for i := range got.Steps {
			if got.Steps[i].Question.ID != begun.Steps[i].Question.ID {
				t.Errorf("question %d was %s and is %s", i, begun.Steps[i].Question.ID, got.Steps[i].Question.ID)
			}
		}
		if err := c.answer(name, 2, true, time.Second); !fault.Is(err, fault.NotFound) {
			t.Errorf("an answer before its turn: %v", err)
		}
		if again, _ := c.start(false); again != name {
			t.Errorf("who comes back gets %s in place of %s", again, name)
		}
		for i := 1; i < len(got.Steps); i++ {
			c.check(c.answer(name, i, i%2 == 0, 6*time.Second))
		}
		done := c.session(name)
		if next, ok := c.start(false); !done.Over() || !ok || next == name {
			t.Errorf("over %v, then %s", done.Over(), next)
		}
		if seen := c.session(c.must(c.start(false))); slices.ContainsFunc(seen.Steps, func(s refresh.Step) bool { return s.Rule.ID == done.Steps[0].Rule.ID }) {
			t.Error("a rule that was answered right is asked again at once")
		}
		c.now = c.now.AddDate(0, 0, 2)
		if _, err := c.desk.Session(context.Background(), c.who, c.lib, name, c.now); !fault.Is(err, fault.NotFound) {
			t.Errorf("a session of before yesterday: %v", err)
		}
	})
}

func (c counter) must(name string, ok bool) string {
	c.Helper()
	if !ok {
		c.Fatal("nothing to start")
	}
	return name
}

func TestWhatIsNoAnswer(t *testing.T) {
	c := open(t, databases.Open(t, "sqlite"))
	ctx := context.Background()
	name := c.must(c.start(false))
	for _, given := range []quiz.Given{{}, {Places: []int{7}}, {Places: []int{-1}}, {Places: []int{0, 1}}} {
		if err := c.desk.Answer(ctx, c.who, c.lib, name, 0, given, c.now, c.now); !fault.Is(err, fault.Unprocessable) {
			t.Errorf("%v: %v", given, err)
		}
	}
	for _, name := range []string{"", "x", "nonsense", strings.ToLower(name), string(ident.New(c.now.Add(time.Hour)))} {
		if _, err := c.desk.Session(ctx, c.who, c.lib, name, c.now); !fault.Is(err, fault.NotFound) {
			t.Errorf("session %q: %v", name, err)
		}
	}
	c.check(c.answer(name, 0, true, 5*time.Second))
	mine := c.who
	c.who = c.learner("e2")
	if other := c.session(name); other.Steps[0].Review != nil {
		t.Error("somebody else's answer shows")
	}
	c.who = mine
	c.check(c.answer(name, 1, true, time.Second))
	if r := c.session(name).Steps[1].Review; r.Counts() {
		t.Errorf("an answer in %v counts", r.Took)
	}
	rule := c.session(name).Steps[1].Rule.ID
	o, err := c.desk.Overview(ctx, c.who, c.lib, nil, c.now)
	c.check(err)
	if m, _ := o.Of(rule); m.Days != since {
		t.Errorf("an answer that nobody can have read changed the memory: %+v", m)
	}
	// A page that does not say when it was made, or says it wrongly, counts from the answer before.
	step := c.session(name).Steps[2]
	given := refresh.Layout(name, step.Question).Given(step.Question, step.Question.Best())
	c.now = c.now.Add(9 * time.Second)
	c.check(c.desk.Answer(ctx, c.who, c.lib, name, 2, given, time.Time{}, c.now))
	if took := c.session(name).Steps[2].Review.Took; took != 9*time.Second {
		t.Errorf("took %v, want 9 s", took)
	}
}

func TestTimeEndsASession(t *testing.T) {
	c := open(t, databases.Open(t, "sqlite"))
	name := c.must(c.start(false))
	c.check(c.answer(name, 0, true, 100*time.Second))
	c.check(c.answer(name, 1, true, 90*time.Second))
	if s := c.session(name); !s.Over() || len(s.Steps) != 2 {
		t.Errorf("after 190 seconds %d of %d questions are answered", s.Next(), len(s.Steps))
	}
}

func TestExtraPracticeAndNothing(t *testing.T) {
	c := open(t, databases.Open(t, "sqlite"))
	for {
		name, ok := c.start(false)
		if !ok {
			break
		}
		for i := range c.session(name).Steps {
			c.check(c.answer(name, i, true, 5*time.Second))
		}
	}
	o, err := c.desk.Overview(context.Background(), c.who, c.lib, nil, c.now)
	c.check(err)
	if len(o.Due) != 0 || recall.CountReady(o.Memories) != len(o.Rules) {
		t.Errorf("%d due, %d of %d ready when all was answered", len(o.Due), recall.CountReady(o.Memories), len(o.Rules))
	}
	name := c.must(c.start(true))
	if s := c.session(name); !s.Extra || len(s.Steps) == 0 {
		t.Errorf("extra practice: %+v", s)
	}
	c.check(c.answer(name, 0, false, 5*time.Second))
	at := c.now
	c.who = people.Person{ID: ident.New(at), EmployeeID: "e9", Name: "Kwame Mensah", Role: people.Learner, Lang: "en"}
	c.check(c.store.SavePerson(context.Background(), c.who, at, ""))
	for _, extra := range []bool{false, true} {
		if name, ok := c.start(extra); ok {
			t.Errorf("who has learnt nothing is asked in %s", name)
		}
	}
}

// Questions rotate: a rule is asked with one that was not seen, before one that was.
func TestQuestionsRotate(t *testing.T) {
	c := open(t, databases.Open(t, "sqlite"))
	seen := map[string]int{}
	for range 40 {
		if name, ok := c.start(false); ok {
			for i, step := range c.session(name).Steps {
				seen[step.Question.ID]++
				c.check(c.answer(name, i, true, 5*time.Second))
			}
		}
		c.now = c.now.AddDate(0, 0, 7)
	}
	for _, rule := range c.lib.Code.Rules {
		least, most := 1<<30, 0
		for _, q := range c.lib.Bank() {
			if q.Rules[0] == rule.ID && q.Ready() && (q.Type == quiz.Single || q.Type == quiz.TrueFalse) && len(q.Rules) == 1 {
				least, most = min(least, seen[q.ID]), max(most, seen[q.ID])
			}
		}
		if most > least+1 && least < 1<<30 {
			t.Errorf("%s: a question was asked %d times, another %d times", rule.ID, most, least)
		}
	}
}

func TestForecast(t *testing.T) {
	c := open(t, databases.Open(t, "sqlite"))
	bp, _ := c.lib.Blueprint("onboarding-check")
	before, err := c.desk.Overview(context.Background(), c.who, c.lib, &bp, c.now)
	c.check(err)
	for range 10 {
		if name, ok := c.start(false); ok {
			for i := range c.session(name).Steps {
				c.check(c.answer(name, i, true, 5*time.Second))
			}
		}
	}
	after, err := c.desk.Overview(context.Background(), c.who, c.lib, &bp, c.now)
	c.check(err)
	if before.Forecast == nil || after.Forecast == nil || after.Forecast.P <= before.Forecast.P || after.Forecast.P > 1 || after.Forecast.Alike != nil {
		t.Errorf("before %+v, after %+v", before.Forecast, after.Forecast)
	}
}
