// Package trade carries questions between the banks of the library and the files of other systems: what was read
// becomes a question of a bank, and a question of a bank becomes what a file can hold.
package trade

import (
	"errors"
	"fmt"
	"html"
	"regexp"
	"strings"

	"understudy/app/catalog"
	"understudy/app/conduct"
	"understudy/app/exchange"
	"understudy/app/quiz"
)

// MostQuestions is how many questions of one file are taken.
const MostQuestions = 2_000

// Row is what became of one question of a file.
type Row struct {
	exchange.Imported
	Question quiz.Question // for a bank; without an id when it is not taken
	Why      []string      // of a draft: what it lacks; of one that is not taken: what is wrong with it
}

// Taken reports whether the question goes into the bank.
func (r Row) Taken() bool { return r.Question.ID != "" }

// usualSeconds is how long a question takes that does not say, as files from elsewhere never do.
const usualSeconds = 30

// Take turns questions that were read into questions of a new bank of that id. One that names a rule of the code and
// lacks nothing is ready, one that lacks something is a draft, and one that no bank can hold is not taken. Ids are
// new to the library. Every question of the file has its row, those behind [MostQuestions] without being taken.
func Take(read []exchange.Imported, bank string, lib *catalog.Library) []Row {
	t := taker{lib: lib, bank: bank, used: map[string]bool{}, tags: tagPatterns()}
	rows := make([]Row, len(read))
	for i, q := range read {
		rows[i].Imported = q
		switch {
		case q.Status == exchange.Refused:
		case i >= MostQuestions:
			rows[i].Why = []string{fmt.Sprintf("only the first %d questions of a file are taken", MostQuestions)}
		default:
			rows[i].Question, rows[i].Why = t.take(q.Question, i)
		}
	}
	return rows
}

type taker struct {
	lib  *catalog.Library
	bank string
	used map[string]bool
	tags tags
}

// take returns a question, ready where it can be; what it lacks; and no question where it is wrong even as a draft.
func (t taker) take(from exchange.Question, at int) (quiz.Question, []string) {
	q, remarks, err := t.convert(from)
	if err != nil {
		return quiz.Question{}, []string{err.Error()}
	}
	q.ID = t.name(from, at)
	if len(catalog.WriteBank("", "", []quiz.Question{q})) > catalog.MaxFile/2 {
		return quiz.Question{}, []string{"the question is too long for a bank"}
	}
	if len(q.Rules) > 0 {
		q.Status = "ready"
		problems := t.lib.ReviewQuestion(q)
		if len(problems) == 0 {
			t.used[q.ID] = true
			return q, remarks
		}
	}
	q.Status = "draft"
	problems := t.lib.ReviewQuestion(q)
	for _, p := range problems {
		if !p.Warning {
			return quiz.Question{}, []string{said(p)}
		}
	}
	t.used[q.ID] = true
	return q, append(remarks, each(problems)...)
}

// each says every problem once.
func each(problems []catalog.Problem) []string {
	var out []string
	seen := map[string]bool{}
	for _, p := range problems {
		if !seen[p.Message] {
			out = append(out, p.Message)
		}
		seen[p.Message] = true
	}
	return out
}

// said is a problem without its place, which is none of the file that was read.
func said(p catalog.Problem) string {
	p.File, p.Line = "", 0
	return strings.TrimPrefix(p.String(), ": ")
}

// name returns an id that neither the library nor the file has yet: the question's own, or the bank's with a number.
func (t taker) name(from exchange.Question, at int) string {
	first := Slug(from.ID)
	if first == "" {
		first = fmt.Sprintf("%s-%d", t.bank, at+1)
	}
	id := first
	for n := 2; t.taken(id); n++ {
		id = fmt.Sprintf("%s-%d", first, n)
	}
	return id
}

func (t taker) taken(id string) bool {
	_, known := t.lib.Question(id)
	return known || t.used[id]
}

// Slug makes an id of a text: small letters, digits and single hyphens, at most 60 of them.
func Slug(text string) string {
	const most = 60
	parts := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	slug := strings.Join(parts, "-")
	return strings.Trim(slug[:min(most, len(slug))], "-")
}

// convert returns the question without id and status, and what is lost.
func (t taker) convert(from exchange.Question) (q quiz.Question, remarks []string, err error) {
	q = quiz.Question{Rev: 1, Type: from.Type, Seconds: usualSeconds}
	p := plainer{markup: from.Format, tags: t.tags}
	q.Stem, q.Feedback = p.plain(from.Stem), p.plain(from.Feedback)
	for _, rule := range from.Rules() {
		if _, known := t.lib.Rule(rule); known {
			q.Rules = append(q.Rules, rule)
		} else {
			remarks = append(remarks, fmt.Sprintf("the code has no rule %s", rule))
		}
	}
	var blame conduct.RuleID // of wrong options, which say no rule of their own
	if len(q.Rules) > 0 {
		blame = q.Rules[0]
	}
	switch from.Type {
	case exchange.Single, exchange.Multiple, exchange.TrueFalse, exchange.Short, exchange.Ordering:
		q.Options = p.options(from, blame)
	case exchange.Numeric:
		q.Options, err = numbers(from, blame)
	case exchange.Matching:
		for _, pair := range from.Pairs {
			q.Options = append(q.Options, quiz.Option{Text: p.plain(pair.Left), Match: p.plain(pair.Right)})
		}
	case exchange.Spot:
		err = errors.New("a bank's question of the type spot has turns of a conversation, and rules to choose from")
	default:
		err = fmt.Errorf("a bank has no questions of the type %s", from.Type)
	}
	if p.lost {
		remarks = append(remarks, "the formatting of the texts is left out")
	}
	q.Guess = q.BlindChance()
	return q, remarks, err
}

func (p *plainer) options(from exchange.Question, blame conduct.RuleID) []quiz.Option {
	var out []quiz.Option
	for _, o := range from.Options {
		option := quiz.Option{Text: p.plain(o.Text), Why: p.plain(o.Feedback)}
		if from.Type != exchange.Ordering {
			option.Score = o.Fraction
		}
		if from.Type != exchange.Ordering && wrong(from.Type, o.Fraction) {
			option.Rule = blame
		}
		out = append(out, option)
	}
	return out
}

func wrong(t quiz.Type, fraction float64) bool {
	if t == exchange.Multiple {
		return fraction <= 0
	}
	return fraction != 1
}

// numbers leaves out the answer that stands for every other number: what nothing fits earns nothing anyway.
func numbers(from exchange.Question, blame conduct.RuleID) ([]quiz.Option, error) {
	var out []quiz.Option
	for _, o := range from.Options {
		switch {
		case o.Any && o.Fraction != 0:
			return nil, errors.New("every other number earns something here, and in a bank it earns nothing")
		case o.Any:
			continue
		}
		option := quiz.Option{Value: o.Value, Tolerance: o.Tolerance, Score: o.Fraction, Why: o.Feedback}
		if o.Fraction != 1 {
			option.Rule = blame
		}
		out = append(out, option)
	}
	return out, nil
}

// tags find the markup of HTML.
type tags struct {
	ends *regexp.Regexp // what ends a line
	wrap *regexp.Regexp // what changes nothing about a text but its lines
	any  *regexp.Regexp
}

func tagPatterns() tags {
	return tags{
		ends: regexp.MustCompile(`(?i)<(br|/p|/div|/li|/tr|/h[1-6])\b[^>]*>`),
		wrap: regexp.MustCompile(`(?i)</?(p|div|br)\b[^>]*>`),
		any:  regexp.MustCompile(`</?[a-zA-Z][^>]*>|<!--[^>]*-->`),
	}
}

// plainer turns texts with markup into plain ones.
type plainer struct {
	tags
	markup exchange.Markup
	lost   bool // something was markup
}

func (p *plainer) plain(text string) string {
	if p.markup != exchange.HTML && p.markup != exchange.Moodle || !strings.ContainsAny(text, "<&") {
		return text
	}
	p.lost = p.lost || p.any.MatchString(p.wrap.ReplaceAllString(text, ""))
	return html.UnescapeString(strings.TrimSpace(p.any.ReplaceAllString(p.ends.ReplaceAllString(text, "\n"), "")))
}
