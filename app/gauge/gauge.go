// Package gauge says how well papers and their questions measure, from the attempts that people have finished. It
// names nobody.
package gauge

import (
	"cmp"
	"context"
	"slices"

	"understudy/app/quiz"
)

// MostAttempts bounds a report: the latest are taken.
const MostAttempts = 10_000

// Least is how many attempts there must be before anything is said.
const Least = 3

// Graded is a finished attempt without whose it is. Marks and Responses are by question id and by position.
type Graded struct {
	Lang      string
	Items     []quiz.Item
	Marks     map[string]float64
	Responses map[int]quiz.Response
}

// Attempts hands out the graded attempts at papers of a blueprint, the latest first, at most limit.
type Attempts interface {
	Graded(ctx context.Context, blueprint string, limit int) ([]Graded, error)
}

// Questions finds the very text that a paper pinned, also after the bank has moved on.
type Questions interface {
	Question(ctx context.Context, lang string, item quiz.Item) (quiz.Question, error)
}

// Desk makes reports.
type Desk struct {
	Attempts  Attempts
	Questions Questions
}

// Report is what the attempts at papers of one blueprint say.
type Report struct {
	quiz.Statistics                       // in percent of the paper
	Items           []Item                // as Statistics.Questions
	Histogram       [HistogramColumns]int // how many totals lie in each tenth; 100 percent is in the last
}

// HistogramColumns is how many parts a histogram has.
const HistogramColumns = 10

// Item is one question in one revision.
type Item struct {
	Question quiz.Question // as the latest attempt asked it
	Rev      int
	Answered int   // how many gave an answer
	Taken    []int // how often each option was taken, by [quiz.Question.Takes]
}

// Report describes the latest attempts at papers of a blueprint. Fewer than [Least] give a report that only counts
// them.
func (d Desk) Report(ctx context.Context, blueprint string) (Report, error) {
	attempts, err := d.Attempts.Graded(ctx, blueprint, MostAttempts)
	if err != nil {
		return Report{}, err
	}
	if len(attempts) < Least {
		return Report{Statistics: quiz.Statistics{N: len(attempts)}}, nil
	}
	s := sorter{desk: d, at: map[revision]int{}, texts: map[string]quiz.Question{}}
	for _, a := range attempts {
		if err := s.take(ctx, a); err != nil {
			return Report{}, err
		}
	}
	return s.report(), nil
}

// revision is a question in one revision, in whatever language it was asked.
type revision struct {
	id  string
	rev int
}

type sorter struct {
	desk   Desk
	at     map[revision]int
	texts  map[string]quiz.Question // by the hash that papers pin
	items  []Item
	papers []quiz.MarkedPaper
}

// take adds one attempt.
func (s *sorter) take(ctx context.Context, a Graded) error {
	var paper quiz.MarkedPaper
	for position, item := range a.Items {
		text, known := s.texts[item.Hash]
		if !known {
			var err error
			if text, err = s.desk.Questions.Question(ctx, a.Lang, item); err != nil {
				return err
			}
			s.texts[item.Hash] = text
		}
		at := s.index(item, text)
		paper.Questions, paper.Marks = append(paper.Questions, at), append(paper.Marks, a.Marks[item.ID])
		s.count(at, text, a.Responses[position])
	}
	s.papers = append(s.papers, paper)
	return nil
}

func (s *sorter) index(item quiz.Item, text quiz.Question) int {
	key := revision{item.ID, item.Rev}
	at, known := s.at[key]
	if !known {
		at = len(s.items)
		s.at[key] = at
		s.items = append(s.items, Item{Question: text, Rev: item.Rev, Taken: make([]int, len(text.Options))})
	}
	return at
}

// count notes what one response took. A translation of a short answer may have other forms than the text that is
// shown; what fits none of these is not counted.
func (s *sorter) count(at int, text quiz.Question, r quiz.Response) {
	if r.Empty() {
		return
	}
	item := &s.items[at]
	item.Answered++
	for _, option := range text.Takes(r) {
		if option < len(item.Taken) {
			item.Taken[option]++
		}
	}
}

// report puts the questions into the order of their ids.
func (s *sorter) report() Report {
	order := make([]int, len(s.items))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.items[a].Question.ID, s.items[b].Question.ID), cmp.Compare(s.items[a].Rev, s.items[b].Rev))
	})
	ids := make([]string, len(s.items))
	for i, item := range s.items {
		ids[i] = item.Question.ID
	}
	all := quiz.PaperStatistics(ids, s.papers)
	out := Report{Statistics: all}
	out.Questions = nil
	for _, i := range order {
		out.Items, out.Questions = append(out.Items, s.items[i]), append(out.Questions, all.Questions[i])
	}
	for _, p := range s.papers {
		out.Histogram[column(p)]++
	}
	return out
}

// column returns the tenth of 100 percent that a paper's total lies in.
func column(p quiz.MarkedPaper) int {
	sum := 0.0
	for _, mark := range p.Marks {
		sum += mark
	}
	const rounding = 1e-9 // 0.1 + 0.2 is a little more than 0.3, and 0.7 + 0.1 a little less than 0.8
	return min(max(int(HistogramColumns*sum/float64(max(len(p.Marks), 1))+rounding), 0), HistogramColumns-1)
}

// Sign is something about a question that is worth a look.
type Sign string

// The signs.
const (
	Hard    Sign = "hard"    // fewer than three in ten of its marks are earned
	Easy    Sign = "easy"    // more than 95 percent are
	Blunt   Sign = "blunt"   // those who did well elsewhere hardly do better here
	Unheard Sign = "unheard" // an option that nobody has taken
)

// The bounds of the signs.
const (
	hardBelow  = 0.3
	easyAbove  = 0.95
	bluntBelow = 10.0
	enough     = 30 // answers, before an option that nobody takes says something
)

// Signs returns what is worth a look about the i-th question.
func (r Report) Signs(i int) []Sign {
	q, item := r.Questions[i], r.Items[i]
	var out []Sign
	switch {
	case q.Facility == nil:
	case *q.Facility < hardBelow:
		out = append(out, Hard)
	case *q.Facility > easyAbove:
		out = append(out, Easy)
	}
	if q.Index != nil && *q.Index < bluntBelow {
		out = append(out, Blunt)
	}
	for option := range item.Taken {
		if item.idle(option) {
			return append(out, Unheard)
		}
	}
	return out
}

// idle reports whether an option that could be chosen was not, over enough answers.
func (i Item) idle(option int) bool {
	switch i.Question.Type {
	case quiz.Single, quiz.Multiple, quiz.TrueFalse, quiz.Spot:
		return i.Answered >= enough && i.Taken[option] == 0
	default:
		return false
	}
}
