package catalog

import (
	"time"

	"understudy/app/conduct"
	"understudy/app/quiz"
)

type blueprintFile struct {
	At           place
	ID           text    `yaml:"id,required"`
	Title        text    `yaml:"title,required"`
	EachRule     number  `yaml:"each_rule,required"`
	Total        number  `yaml:"total"`
	Rules        []text  `yaml:"rules"`
	Pass         number  `yaml:"pass,required"`
	PassValue    number  `yaml:"pass_value"`
	PassCritical number  `yaml:"pass_critical"`
	Attempts     number  `yaml:"attempts"`
	Cooldown     number  `yaml:"cooldown_minutes"`
	Limit        number  `yaml:"limit_minutes"`
	AvoidLast    number  `yaml:"avoid_last"`
	Mix          mixFile `yaml:"mix"`
	Closes       text    `yaml:"closes"`
	Overdue      text    `yaml:"overdue"`
}

// mixFile is how many questions of each type a paper should have at least.
type mixFile struct {
	At        place
	Single    number `yaml:"single"`
	Multiple  number `yaml:"multiple"`
	TrueFalse number `yaml:"truefalse"`
	Ordering  number `yaml:"ordering"`
	Matching  number `yaml:"matching"`
	Judgement number `yaml:"judgement"`
	Short     number `yaml:"short"`
	Numeric   number `yaml:"numeric"`
	Spot      number `yaml:"spot"`
}

func (m mixFile) each() map[quiz.Type]number {
	return map[quiz.Type]number{
		quiz.Single: m.Single, quiz.Multiple: m.Multiple, quiz.TrueFalse: m.TrueFalse, quiz.Ordering: m.Ordering, quiz.Matching: m.Matching,
		quiz.Judgement: m.Judgement, quiz.Short: m.Short, quiz.Numeric: m.Numeric, quiz.Spot: m.Spot,
	}
}

// domain returns what the mix asks for, nil where it asks for nothing.
func (m mixFile) domain() map[quiz.Type]int {
	var out map[quiz.Type]int
	for t, n := range m.each() {
		if n.N > 0 {
			if out == nil {
				out = map[quiz.Type]int{}
			}
			out[t] = n.N
		}
	}
	return out
}

func parseBlueprint(doc Document, r report) (entry, bool) {
	f := &blueprintFile{}
	if !readYAML(doc.Source, 1, f, r) {
		return nil, false
	}
	r.within(f.EachRule, "each_rule", 0, 5)
	r.within(f.Total, "total", 0, 200)
	r.within(f.Pass, "pass", 0, 100)
	r.within(f.PassValue, "pass_value", 0, 100)
	r.within(f.PassCritical, "pass_critical", 0, 100)
	r.within(f.Attempts, "attempts", 0, 50)
	r.within(f.Cooldown, "cooldown_minutes", 0, 30*24*60)
	r.within(f.Limit, "limit_minutes", 0, 600)
	r.within(f.AvoidLast, "avoid_last", 0, 20)
	for t, n := range f.Mix.each() {
		r.within(n, string(t), 0, 50)
	}
	if _, err := time.Parse(time.RFC3339, f.Closes.S); f.Closes.S != "" && err != nil {
		r.add(f.Closes.place, "closes is no instant", quoted(f.Closes.S), "a day and a time with its zone, such as 2027-03-31T17:00:00Z")
	}
	r.known(f.Overdue, "policy for attempts that are not handed in", []string{string(quiz.OverdueSubmit), string(quiz.OverdueAbandon)})
	r.twice(f.Rules, "rule")
	if f.EachRule.Set && f.EachRule.N == 0 && f.Total.N == 0 {
		r.add(f.EachRule.place, "the paper would have no questions", "each_rule 0 and total 0", "each_rule or total above 0")
	}
	return f, true
}

func (f *blueprintFile) name() text { return f.ID }

func (f *blueprintFile) domain(doc Document) quiz.Blueprint {
	closes, _ := time.Parse(time.RFC3339, f.Closes.S) // reported when it was read; zero for never
	return quiz.Blueprint{
		ID: f.ID.S, Title: f.Title.S, EachRule: f.EachRule.N, Total: f.Total.N, Rules: ids[conduct.RuleID](f.Rules),
		Pass: f.Pass.N, PassValue: f.PassValue.N, PassCritical: f.PassCritical.N, Attempts: f.Attempts.N,
		CooldownMinutes: f.Cooldown.N, LimitMinutes: f.Limit.N, AvoidLast: f.AvoidLast.N,
		Mix: f.Mix.domain(), Closes: closes, Overdue: quiz.Overdue(f.Overdue.S), Lang: doc.Lang, Hash: doc.Hash,
	}
}

func (f *blueprintFile) shelve(l *Library, doc Document) { l.Blueprints[f.ID.S] = f.domain(doc) }

// check reports rules that do not exist, and a blueprint that cannot be met: for people who serve on
// every channel, and for those who serve on one, to whom fewer questions can be put.
func (f *blueprintFile) check(l *Library, r report) {
	for _, rule := range f.Rules {
		r.rule(rule, l)
	}
	if l.Code == nil || l.partial[KindBank] || l.partial[KindCode] {
		return // what is missing would only be a consequence
	}
	bp, seen := f.domain(Document{}), map[string]bool{}
	lint := func(channels []string, suffix string) {
		for _, finding := range quiz.Lint(bp, l.Bank(), l.Code.Applicable(channels)) {
			if !seen[finding.Message] && !seen[string(finding.Rule)] {
				r.add(f.shortPlace(finding), finding.Message+suffix, "", "more ready questions in quizzes/banks, or a blueprint that asks for fewer")
			}
			seen[finding.Message], seen[string(finding.Rule)] = true, finding.Rule != ""
		}
	}
	lint(nil, "")
	for _, finding := range quiz.LintMix(bp, l.Bank(), l.Code.Rules) {
		r.warn(f.Mix.At, finding.Message, "", "more ready questions of that type, or a mix that asks for fewer")
	}
	bp.Total = 0 // a total is topped up as far as it goes for them
	for _, channel := range conduct.Channels() {
		if len(bp.Asks(l.Code.Applicable([]string{channel}))) > 0 {
			lint([]string{channel}, " (for people who serve by "+channel+" alone)")
		}
	}
}

func (f *blueprintFile) shortPlace(finding quiz.Finding) place {
	if finding.Rule == "" && f.Total.Set {
		return f.Total.place
	}
	return f.EachRule.place
}

func (f *blueprintFile) facts() []fact {
	return []fact{{f.At, factText("blueprint", f.EachRule.N, f.Total.N, words(f.Rules), f.Pass.N, f.PassValue.N, f.PassCritical.N, f.Attempts.N, f.Cooldown.N, f.Limit.N, f.AvoidLast.N,
		f.Mix.domain(), f.Closes.S, f.Overdue.S)}}
}
