package refresh

import (
	"cmp"
	"hash/fnv"
	"slices"

	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/quiz"
	"understudy/app/recall"
)

// Task is one question of a session to come.
type Task struct {
	Rule     conduct.Rule
	Question quiz.Question
}

// Plan says what a session on a day asks, by the facts: what is due, or for extra practice what is weakest,
// due or not. Rules without a question that fits a phone are left out.
func Plan(f Facts, lib *catalog.Library, rules []conduct.Rule, day civil.Date, extra bool) []Task {
	tasks, candidates := map[string]Task{}, []recall.Candidate{}
	bank := newShelf(lib, rules, f.Reviews)
	memories := Remember(f, rules, day)
	slices.SortFunc(memories, func(a, b recall.Memory) int { return cmp.Or(cmp.Compare(a.R, b.R), cmp.Compare(a.Rule, b.Rule)) })
	for _, m := range memories {
		if !m.Due() && (!extra || !m.Taught) {
			continue
		}
		rule := rules[slices.IndexFunc(rules, func(r conduct.Rule) bool { return string(r.ID) == m.Rule })]
		q, ok := bank.take(rule.ID)
		if !ok {
			continue
		}
		tasks[m.Rule] = Task{rule, q}
		candidates = append(candidates, recall.Candidate{Rule: m.Rule, R: m.R, Critical: m.Critical, Today: m.Today, Seconds: q.Seconds})
	}
	if extra {
		return weakest(tasks, candidates)
	}
	var out []Task
	for _, rule := range recall.Session(candidates) {
		out = append(out, tasks[rule])
	}
	return out
}

// weakest fills a session with what is remembered least, in the order given.
func weakest(tasks map[string]Task, candidates []recall.Candidate) []Task {
	var out []Task
	seconds := 0
	for _, c := range candidates {
		if len(out) < recall.SessionQuestions && seconds+c.Seconds <= recall.SessionSeconds {
			out = append(out, tasks[c.Rule])
			seconds += c.Seconds
		}
	}
	return out
}

// shelf holds the questions that a refresher may ask, by rule.
type shelf struct {
	of    map[conduct.RuleID][]quiz.Question
	seen  map[string]civil.Date // question id → the day on which it was last asked
	taken map[string]bool
}

// newShelf chooses questions about these rules alone that are answered with one tap; for a rule without any,
// those that ask to choose several.
func newShelf(lib *catalog.Library, rules []conduct.Rule, reviews []Review) shelf {
	s := shelf{map[conduct.RuleID][]quiz.Question{}, map[string]civil.Date{}, map[string]bool{}}
	applies := map[conduct.RuleID]bool{}
	for i := range rules {
		applies[rules[i].ID] = true
	}
	questions := slices.DeleteFunc(lib.Bank(), func(q quiz.Question) bool {
		return !q.Ready() || slices.ContainsFunc(q.Rules, func(id conduct.RuleID) bool { return !applies[id] })
	})
	for _, fits := range []func(quiz.Type) bool{oneTap, func(t quiz.Type) bool { return t == quiz.Multiple }} {
		more := map[conduct.RuleID][]quiz.Question{}
		for _, q := range questions {
			for _, id := range q.Rules {
				if fits(q.Type) && len(s.of[id]) == 0 {
					more[id] = append(more[id], q)
				}
			}
		}
		for id, found := range more {
			s.of[id] = found
		}
	}
	for _, r := range reviews {
		s.seen[r.Question.ID] = civil.Latest(s.seen[r.Question.ID], r.OccurredOn)
	}
	return s
}

// oneTap reports whether a question of a type is answered by choosing one thing.
func oneTap(t quiz.Type) bool { return t == quiz.Single || t == quiz.TrueFalse }

// take returns the question of a rule whose turn it is, each only once.
func (s shelf) take(rule conduct.RuleID) (quiz.Question, bool) {
	var asked []recall.Asked
	for _, q := range s.of[rule] {
		if s.taken[q.ID] {
			continue
		}
		day, ever := s.seen[q.ID]
		asked = append(asked, recall.Asked{Question: q.ID, Ever: ever, Day: int(day.Ordinal())})
	}
	id := recall.Rotate(asked)
	at := slices.IndexFunc(s.of[rule], func(q quiz.Question) bool { return q.ID == id })
	if at < 0 {
		return quiz.Question{}, false
	}
	s.taken[id] = true
	return s.of[rule][at], true
}

// seed shuffles the options of a session's questions, the same each time a page is shown.
func seed(session string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(session)) // a hash never fails to write
	return h.Sum64()
}

// Layout says how a session shows a question.
func Layout(session string, q quiz.Question) quiz.Layout { return quiz.LayOut(seed(session), q) }
