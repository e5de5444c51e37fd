package catalog

import (
	"fmt"
	"math"
	"slices"
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
	Rules    []text       `yaml:"rules,required"`
	Type     text         `yaml:"type,required"`
	Stem     text         `yaml:"stem,required"`
	Options  []optionFile `yaml:"options,required"`
	Guess    decimal      `yaml:"guess"`
	Seconds  number       `yaml:"seconds"`
	Feedback text         `yaml:"feedback"`
}

type optionFile struct {
	At    place
	Text  text    `yaml:"text,required"`
	Score decimal `yaml:"score,required"`
	Why   text    `yaml:"why"`
	Rule  text    `yaml:"rule"`
}

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
		r.known(q.Status, "status", []string{"ready", "draft"})
		r.within(q.Rev, "rev", 1, 9999)
	}
	r.twice(names, "question")
	return f, true
}

// review reports what is wrong within one question, and moves a rule that is named in brackets at an
// option's why into the option's rule, where the page can make a link of it.
func (f *questionFile) review(r report) {
	types := []string{string(quiz.Single), string(quiz.Multiple), string(quiz.TrueFalse)}
	typed := r.known(f.Type, "type of question", types)
	r.within(f.Seconds, "seconds", 5, 900)
	if f.Guess.Set && (f.Guess.F < 0 || f.Guess.F > 1) {
		r.add(f.Guess.place, "guess is out of range", fmt.Sprint(f.Guess.F), "a chance from 0 to 1")
	}
	r.twice(f.Rules, "rule")
	if len(f.Options) == 0 {
		return // reported as missing
	}
	if n := len(f.Options); n < 2 || n > 10 {
		r.add(f.Options[0].At, "too few or too many options", fmt.Sprint(n), "2 to 10 options")
	}
	var texts []text
	for i := range f.Options {
		f.Options[i].review(quiz.Type(f.Type.S), r)
		texts = append(texts, f.Options[i].Text)
	}
	r.twice(texts, "option")
	if typed {
		f.reviewKey(r)
	}
}

// review reports what is wrong within one option.
func (o *optionFile) review(t quiz.Type, r report) {
	if o.Score.Set && (o.Score.F < -1 || o.Score.F > 1) {
		r.add(o.Score.place, "score is out of range", fmt.Sprint(o.Score.F), "-1 to 1")
	}
	o.takeRule()
	if !o.Score.Set || o.right(t) {
		return
	}
	if o.Why.S == "" {
		r.add(o.At, "a wrong option does not say why it is wrong", "", "why: …")
	}
	if o.Rule.S == "" {
		r.add(o.At, "a wrong option names no rule", "", "rule: and the rule that choosing it would break, such as rule: r18")
	}
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

// reviewKey reports a key that does not fit the type.
func (f *questionFile) reviewKey(r report) {
	right, sum := 0, 0.0
	var texts []string
	for _, o := range f.Options {
		if !o.Score.Set {
			return // the key cannot be judged before that is mended
		}
		if o.right(quiz.Type(f.Type.S)) {
			right++
			sum += o.Score.F
		}
		texts = append(texts, o.Text.S)
	}
	slices.Sort(texts)
	at := f.Options[0].At
	switch t := quiz.Type(f.Type.S); {
	case t == quiz.Multiple && right == 0:
		r.add(at, "no option is right", "", "options with a score above 0 that sum to 1")
	case t == quiz.Multiple && math.Abs(sum-1) > 0.001:
		r.add(at, "the scores of the right options do not sum to 1", fmt.Sprintf("%.4g", sum), "1")
	case t == quiz.Multiple:
		f.reviewWrong(r)
	case right != 1:
		r.add(at, "not exactly one option is right", fmt.Sprintf("%d with score 1", right), "one option with score 1")
	case t == quiz.TrueFalse && !slices.Equal(texts, []string{"false", "true"}):
		r.add(at, "the options do not fit the type truefalse", quoted(strings.Join(texts, ", ")), `one option with the text "true" and one with "false"`)
	}
}

// reviewWrong reports wrong options that cost nothing: ticking everything would earn the whole mark.
func (f *questionFile) reviewWrong(r report) {
	for _, o := range f.Options {
		if o.Score.F == 0 {
			r.add(o.Score.place, "this wrong option costs nothing, so that choosing everything would be right", "0", "a score below 0, such as -0.5")
		}
	}
}

// domain returns the question; what the file leaves out is worked out.
func (f *questionFile) domain() quiz.Question {
	q := quiz.Question{
		ID: f.ID.S, Rev: f.Rev.N, Status: f.Status.S, Rules: ids[conduct.RuleID](f.Rules), Type: quiz.Type(f.Type.S),
		Stem: f.Stem.S, Guess: f.Guess.F, Seconds: f.Seconds.N, Feedback: f.Feedback.S,
	}
	for _, o := range f.Options {
		q.Options = append(q.Options, quiz.Option{Text: o.Text.S, Score: o.Score.F, Why: o.Why.S, Rule: conduct.RuleID(o.Rule.S)})
	}
	if !f.Seconds.Set {
		q.Seconds = usualSeconds
	}
	if !f.Guess.Set {
		q.Guess = chance(q.Type, len(q.Options))
	}
	q.Hash = q.Digest()
	return q
}

// chance returns how often blind choice is wholly right.
func chance(t quiz.Type, options int) float64 {
	switch {
	case options == 0:
		return 0
	case t == quiz.Multiple:
		return math.Exp2(-float64(options))
	default:
		return 1 / float64(options)
	}
}

// checkRules reports rules that the code does not have.
func (f *questionFile) checkRules(l *Library, r report) {
	for _, rule := range f.Rules {
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

func (f *questionFile) facts() []fact {
	out := []fact{{f.At, factText("question", f.ID.S, f.Rev.N, f.Status.S, words(f.Rules), f.Type.S)}}
	for _, o := range f.Options {
		out = append(out, fact{o.At, factText("option", o.Score.F, o.Rule.S)})
	}
	return out
}
