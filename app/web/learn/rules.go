package learn

import (
	"understudy/app/conduct"
	"understudy/app/course"
	"understudy/app/fault"
	"understudy/app/find"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

const (
	mostHits  = 34
	mostQuery = 200
)

// Rules lists the code by value, or finds the rules that a query means.
func (p Pages) Rules(v *site.Visit) error {
	query := []rune(v.Query("q"))
	v.UI.Search = string(query[:min(len(query), mostQuery)])
	if v.UI.Search == "" {
		overview, err := p.remembered(v, nil)
		if err != nil {
			return err
		}
		return v.Render(rulesPage(v.UI, v.Library.Code, overview))
	}
	hits := p.Index(v.UI.Lang()).Search(v.UI.Search, mostHits)
	return v.Render(foundPage(v.UI, hits))
}

// ruleView is what one rule's page shows: the rule, where it is taught and where it is rehearsed.
type ruleView struct {
	rule      conduct.Rule
	story     string
	module    course.Module
	lesson    course.Lesson
	taught    bool
	scenarios []scenarioLink
}

type scenarioLink struct{ ID, Title string }

// Rule shows one rule with everything that serves it.
func (p Pages) Rule(v *site.Visit) error {
	rule, ok := v.Library.Rule(conduct.RuleID(v.Param("rule")))
	if !ok {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	view := ruleView{rule: rule, story: v.Library.StoryHTML[rule.ID]}
	view.module, view.lesson, view.taught = v.Library.Teaching(rule.ID)
	for _, s := range scenarios(v) {
		for _, at := range s.Compiled.Rules {
			if at == rule.ID {
				view.scenarios = append(view.scenarios, scenarioLink{s.ID, s.Title})
			}
		}
	}
	return v.Render(rulePage(v.UI, view))
}

// hitsOf keeps the template free of loops over types it need not know.
func hitsOf(hits []find.Hit) []conduct.Rule {
	out := make([]conduct.Rule, len(hits))
	for i, h := range hits {
		out[i] = h.Rule
	}
	return out
}

func rulesOf(c *conduct.Code, value conduct.ValueID) []conduct.Rule {
	var out []conduct.Rule
	for _, r := range c.Rules {
		if r.Value() == value {
			out = append(out, r)
		}
	}
	return out
}

func ruleCardOptions() ui.RuleCardOptions { return ui.RuleCardOptions{Level: 1, Full: true} }
