// Package author has the pages of trainers about what people are asked: the banks and blueprints in force, how well
// papers and questions measure, and questions from and for other systems. Keys are shown here by nature.
package author

import (
	"cmp"
	"slices"

	texts "understudy/app/author"
	"understudy/app/catalog"
	"understudy/app/conduct"
	"understudy/app/examine"
	"understudy/app/fault"
	"understudy/app/gauge"
	"understudy/app/quiz"
	"understudy/app/web/site"
)

// Pages are the pages about quizzes.
type Pages struct {
	Gauge    gauge.Desk
	Desk     texts.Desk
	Regrader examine.Regrader
}

// pageSize is how many questions one page lists.
const pageSize = 50

// overview is what the library in force has to ask with.
type overview struct {
	banks      []bankCount
	blueprints []quiz.Blueprint
	short      []shortRule
	written    []texts.Version
}

// bankCount counts the questions of a bank.
type bankCount struct {
	catalog.Bank
	types        []typeCount
	ready, draft int
}

type typeCount struct {
	quiz.Type
	count int
}

// shortRule is a rule with too few ready questions, or with those of one type alone.
type shortRule struct {
	conduct.Rule
	ready int
}

// Overview lists the banks and blueprints in force, and the rules that are short of questions.
func (p Pages) Overview(v *site.Visit) error {
	var view overview
	for _, bank := range v.Library.Banks {
		view.banks = append(view.banks, countBank(bank, questionsOf(v.Library, bank)))
	}
	for _, blueprint := range v.Library.Blueprints {
		view.blueprints = append(view.blueprints, blueprint)
	}
	slices.SortFunc(view.blueprints, func(a, b quiz.Blueprint) int { return cmp.Compare(a.ID, b.ID) })
	all := v.Library.Bank()
	for _, finding := range quiz.LintBank(all, v.Library.Code.Rules) {
		if rule, known := v.Library.Rule(finding.Rule); known {
			view.short = append(view.short, shortRule{rule, countReady(all, rule.ID)})
		}
	}
	var err error
	if view.written, err = p.Desk.Versions.Latest(v.Context(), catalog.KindBank); err != nil {
		return err
	}
	return v.Render(overviewPage(v, view))
}

func questionsOf(lib *catalog.Library, bank catalog.Bank) []quiz.Question {
	var out []quiz.Question
	for _, id := range bank.Questions {
		if q, found := lib.Question(id); found {
			out = append(out, q)
		}
	}
	return out
}

func countBank(bank catalog.Bank, questions []quiz.Question) bankCount {
	out := bankCount{Bank: bank}
	for _, t := range quiz.Types() {
		n := 0
		for _, q := range questions {
			if q.Type == t {
				n++
			}
		}
		if n > 0 {
			out.types = append(out.types, typeCount{t, n})
		}
	}
	for _, q := range questions {
		if q.Ready() {
			out.ready++
		} else {
			out.draft++
		}
	}
	return out
}

func countReady(bank []quiz.Question, rule conduct.RuleID) int {
	n := 0
	for _, q := range bank {
		if q.Ready() && q.Serves(rule) {
			n++
		}
	}
	return n
}

// asks is how many questions a paper of a blueprint has for somebody who serves on every channel.
func asks(lib *catalog.Library, b quiz.Blueprint) int {
	return max(b.Total, b.EachRule*len(b.Asks(lib.Code.Rules)))
}

// langOf is the language of a document in a library, which is English where there is no translation.
func langOf(lib *catalog.Library, kind catalog.Kind, id string) string {
	if _, translated := lib.Document(kind, id, lib.Lang); translated {
		return lib.Lang
	}
	return catalog.English
}

func notFound() error { return fault.New(fault.NotFound, "fault.not_found") }

// bankOf finds the bank in the address.
func bankOf(v *site.Visit) (catalog.Bank, error) {
	at := slices.IndexFunc(v.Library.Banks, func(b catalog.Bank) bool { return b.ID == v.Param("bank") })
	if at < 0 {
		return catalog.Bank{}, notFound()
	}
	return v.Library.Banks[at], nil
}
