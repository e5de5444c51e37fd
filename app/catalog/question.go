package catalog

import (
	"fmt"
	"strings"

	"understudy/app/conduct"
	"understudy/app/quiz"
)

type bankFile struct {
	At        place
	ID        text           `yaml:"id,required"`
	Title     text           `yaml:"title,required"`
	Questions []questionFile `yaml:"questions,required"`
}

type questionFile struct {
	At       place
	ID       text         `yaml:"id,required"`
	Rev      number       `yaml:"rev,required"`
	Status   text         `yaml:"status,required"`
	Rules    []text       `yaml:"rules"` // a draft may have none yet
	Type     text         `yaml:"type,required"`
	Stem     text         `yaml:"stem,required"`
	Options  []optionFile `yaml:"options,required"`
	Scale    number       `yaml:"scale"`
	Units    []text       `yaml:"units"`
	Choices  []text       `yaml:"choices"`
	Guess    decimal      `yaml:"guess"`
	Seconds  number       `yaml:"seconds"`
	Feedback text         `yaml:"feedback"`
}

// optionFile is an option of any type; which keys an option has depends on the type of its question.
type optionFile struct {
	At        place
	Text      text     `yaml:"text"`
	Score     decimal  `yaml:"score"`
	Why       text     `yaml:"why"`
	Rule      text     `yaml:"rule"`
	Match     text     `yaml:"match"`
	Panel     []number `yaml:"panel"`
	Value     decimal  `yaml:"value"`
	Tolerance decimal  `yaml:"tolerance"`
	Who       text     `yaml:"who"`
	Span      text     `yaml:"span"`
}

// draft is the status of a question that nobody is asked.
const draft = "draft"

// usualSeconds is how long a question takes that does not say.
const usualSeconds = 30

func parseBank(doc Document, r report) (entry, bool) {
	f := &bankFile{}
	if !readYAML(doc.Source, 1, f, r) {
		return nil, false
	}
	var names []text
	for i := range f.Questions {
		q := &f.Questions[i]
		names = append(names, q.ID)
		q.review(r)
		r.slug(q.ID, "question")
		r.known(q.Status, "status", []string{"ready", draft})
		r.within(q.Rev, "rev", 1, 9999)
	}
	r.twice(names, "question")
	return f, true
}

// review reports what is wrong within one question, and moves a rule that is named in brackets at an
// option's why into the option's rule, where the page can make a link of it.
func (f *questionFile) review(r report) {
	typed := r.known(f.Type, "type of question", typeNames())
	t := quiz.Type(f.Type.S)
	r.within(f.Seconds, "seconds", 5, 900)
	if f.Guess.Set && (f.Guess.F < 0 || f.Guess.F > 1) {
		r.add(f.Guess.place, "guess is out of range", fmt.Sprint(f.Guess.F), "a chance from 0 to 1")
	}
	r.twice(f.Rules, "rule")
	if len(f.Rules) == 0 {
		f.lacking(r)(f.At, "the question asks about no rule", "", "rules: and the rules that it asks about, such as rules: [r18]")
	}
	if len(f.Options) == 0 {
		return // reported as missing
	}
	least := 2
	if t == quiz.Short || t == quiz.Numeric {
		least = 1 // nothing is shown to choose from
	}
	if n := len(f.Options); n < least || n > 10 {
		r.add(f.Options[0].At, "too few or too many options", fmt.Sprint(n), fmt.Sprintf("%d to 10 options", least))
	}
	var texts []text
	for i := range f.Options {
		f.Options[i].takeRule()
		texts = append(texts, f.Options[i].Text)
	}
	if t != quiz.Spot { // people do say the same twice
		r.twice(texts, "option")
	}
	if typed && f.reviewShape(t, r) {
		f.reviewOptions(t, r)
		f.reviewKey(t, r)
	}
}

// lacking reports what a question needs before anybody may be asked it: a mistake, but in a draft, which
// nobody is asked, only worth mending.
func (f *questionFile) lacking(r report) func(at place, message, found, expected string) {
	if f.Status.S == draft {
		return r.warn
	}
	return r.add
}

func typeNames() []string {
	var out []string
	for _, t := range quiz.Types() {
		out = append(out, string(t))
	}
	return out
}

// takeRule moves a rule that the why names in brackets, as in "They wait (r01).", into the rule.
func (o *optionFile) takeRule() {
	before, rest, _ := strings.Cut(o.Why.S, "(r")
	number, after, found := strings.Cut(rest, ")")
	if o.Rule.S == "" && found && isRuleID("r"+number) {
		o.Rule = text{o.Why.place, "r" + number}
		o.Why.S = strings.TrimRight(before, " ") + after
	}
}

// right reports whether choosing the option is right.
func (o *optionFile) right(t quiz.Type) bool {
	if t == quiz.Multiple {
		return o.Score.F > 0
	}
	return o.Score.F == 1
}

// domain returns the question; what the file leaves out is worked out.
func (f *questionFile) domain() quiz.Question {
	q := quiz.Question{
		ID: f.ID.S, Rev: f.Rev.N, Status: f.Status.S, Rules: ids[conduct.RuleID](f.Rules), Type: quiz.Type(f.Type.S),
		Stem: f.Stem.S, Scale: f.Scale.N, Choices: ids[conduct.RuleID](f.Choices),
		Guess: f.Guess.F, Seconds: f.Seconds.N, Feedback: f.Feedback.S,
	}
	for _, o := range f.Options {
		q.Options = append(q.Options, o.domain())
	}
	for _, unit := range f.Units {
		q.Units = append(q.Units, unit.S)
	}
	if !f.Seconds.Set {
		q.Seconds = usualSeconds
	}
	if !f.Guess.Set {
		q.Guess = q.BlindChance()
	}
	q.Hash = q.Digest()
	return q
}

func (o optionFile) domain() quiz.Option {
	out := quiz.Option{Text: o.Text.S, Score: o.Score.F, Why: o.Why.S, Rule: conduct.RuleID(o.Rule.S), Match: o.Match.S,
		Value: o.Value.F, Tolerance: o.Tolerance.F, Who: o.Who.S, Span: o.Span.S}
	for _, rating := range o.Panel {
		out.Panel = append(out.Panel, rating.N)
	}
	return out
}

// checkRules reports rules that the code does not have.
func (f *questionFile) checkRules(l *Library, r report) {
	for _, rule := range f.Rules {
		r.rule(rule, l)
	}
	for _, rule := range f.Choices {
		r.rule(rule, l)
	}
	for _, o := range f.Options {
		r.rule(o.Rule, l)
	}
}

func (f *bankFile) name() text { return f.ID }

func (f *bankFile) shelve(l *Library, doc Document) {
	bank := Bank{ID: f.ID.S, Title: f.Title.S}
	for i := range f.Questions {
		q := f.Questions[i].domain()
		bank.Questions = append(bank.Questions, q.ID)
		if _, taken := l.owner[q.ID]; !taken {
			l.owner[q.ID], l.Questions[q.ID] = bank.ID, q
		}
	}
	l.Banks = append(l.Banks, bank)
}

func (f *bankFile) check(l *Library, r report) {
	for i := range f.Questions {
		q := &f.Questions[i]
		if owner := l.owner[q.ID.S]; owner != f.ID.S {
			r.add(q.ID.place, "another bank has a question of this id", quoted(q.ID.S), "an id that is not in bank "+owner)
		}
		q.checkRules(l, r)
	}
}

func (f *bankFile) facts() []fact {
	var out []fact
	for i := range f.Questions {
		out = append(out, f.Questions[i].facts()...)
	}
	return out
}

// facts are what a translation leaves as it is. The forms of a short answer are words of a language, and
// there may be more or fewer of them.
func (f *questionFile) facts() []fact {
	out := []fact{{f.At, factText("question", f.ID.S, f.Rev.N, f.Status.S, words(f.Rules), f.Type.S, f.Scale.N, words(f.Choices))}}
	for _, o := range f.Options {
		if f.Type.S != string(quiz.Short) {
			q := o.domain()
			out = append(out, fact{o.At, factText("option", q.Score, q.Rule, q.Panel, q.Value, q.Tolerance, q.Text == "", q.Span == "")})
		}
	}
	return out
}
