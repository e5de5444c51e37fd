package catalog

import (
	"understudy/app/conduct"
	"understudy/app/quiz"
)

type blueprintFile struct {
	At           place
	ID           text   `yaml:"id,required"`
	Title        text   `yaml:"title,required"`
	EachRule     number `yaml:"each_rule,required"`
	Total        number `yaml:"total"`
	Rules        []text `yaml:"rules"`
	Pass         number `yaml:"pass,required"`
	PassValue    number `yaml:"pass_value"`
	PassCritical number `yaml:"pass_critical"`
	Attempts     number `yaml:"attempts"`
	Cooldown     number `yaml:"cooldown_minutes"`
	Limit        number `yaml:"limit_minutes"`
	AvoidLast    number `yaml:"avoid_last"`
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
	r.twice(f.Rules, "rule")
	if f.EachRule.Set && f.EachRule.N == 0 && f.Total.N == 0 {
		r.add(f.EachRule.place, "the paper would have no questions", "each_rule 0 and total 0", "each_rule or total above 0")
	}
	return f, true
}

func (f *blueprintFile) name() text { return f.ID }

func (f *blueprintFile) domain(doc Document) quiz.Blueprint {
	return quiz.Blueprint{
		ID: f.ID.S, Title: f.Title.S, EachRule: f.EachRule.N, Total: f.Total.N, Rules: ids[conduct.RuleID](f.Rules),
		Pass: f.Pass.N, PassValue: f.PassValue.N, PassCritical: f.PassCritical.N, Attempts: f.Attempts.N,
		CooldownMinutes: f.Cooldown.N, LimitMinutes: f.Limit.N, AvoidLast: f.AvoidLast.N, Lang: doc.Lang, Hash: doc.Hash,
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
	return []fact{{f.At, factText("blueprint", f.EachRule.N, f.Total.N, words(f.Rules), f.Pass.N, f.PassValue.N, f.PassCritical.N, f.Attempts.N, f.Cooldown.N, f.Limit.N, f.AvoidLast.N)}}
}
