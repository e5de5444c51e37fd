package author

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/examine"
	"understudy/app/quiz"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

const (
	mostRows   = 100 // papers that one page lists
	mostReason = 300 // characters
)

// regradeView is a question as it stands now, and what marking papers again with it comes to.
type regradeView struct {
	quiz.Question
	bank    catalog.Bank
	lang    string // of the question's texts
	older   int    // graded papers that held another version of the question
	changes int    // papers whose marks or outcome would change
	rows    []regradeRow
	more    int // papers that are not listed
	reason  string
	wrong   string // with the reason
}

// regradeRow is one paper that changes, or that cannot be marked again.
type regradeRow struct {
	examine.Remarked
	name string
	day  civil.Date
	own  bool
}

// Regrade shows what marking papers again with a corrected question comes to. It changes nothing.
func (p Pages) Regrade(v *site.Visit) error {
	return p.showRegrade(v, "", "")
}

// RegradeApply marks papers again with a question as it stands now, for a reason that stays with each.
func (p Pages) RegradeApply(v *site.Visit) error {
	question, _, err := questionOf(v)
	if err != nil {
		return err
	}
	reason := strings.TrimSpace(v.Form("reason"))
	switch {
	case reason == "":
		return p.showRegrade(v, "", v.UI.T("quiz.reason_missing"))
	case utf8.RuneCountInString(reason) > mostReason:
		return p.showRegrade(v, reason, v.UI.T("quizzes.regrade.reason_long", "Most", mostReason))
	}
	done, err := p.Regrader.Apply(v.Context(), v.Me(), correction(v.Library, question.ID), reason, v.Now)
	if err != nil {
		return err
	}
	if len(done) == 0 {
		return v.GoSaying(regradePath(question.ID), ui.Info, "quizzes.regrade.unchanged")
	}
	return v.GoSaying(regradePath(question.ID), ui.Good, "quizzes.regrade.done", "Count", len(done))
}

// showRegrade shows the page, as a form to mend where something is wrong with the reason.
func (p Pages) showRegrade(v *site.Visit, reason, wrong string) error {
	question, bank, err := questionOf(v)
	if err != nil {
		return err
	}
	view := regradeView{Question: question, bank: bank, lang: langOf(v.Library, catalog.KindBank, bank.ID), reason: reason, wrong: wrong}
	c := correction(v.Library, question.ID)
	preview, err := p.Regrader.Preview(v.Context(), v.Me(), c, v.Now)
	if err != nil {
		return err
	}
	for _, remarked := range preview {
		older, err := p.heldOlder(v.Context(), c, remarked)
		if err != nil {
			return err
		}
		if err := p.list(v, &view, remarked, older); err != nil {
			return err
		}
	}
	status := 200
	if wrong != "" {
		status = 422
	}
	return v.RenderStatus(status, regradePage(v, view))
}

// heldOlder reports whether a paper held another version of the question than the one in force.
func (p Pages) heldOlder(ctx context.Context, c examine.Correction, remarked examine.Remarked) (bool, error) {
	begun, err := p.Regrader.Attempts.Begun(ctx, remarked.Attempt)
	if err != nil {
		return false, err
	}
	now, found := c.In(begun.Lang)
	return slices.ContainsFunc(begun.Paper.Items, func(item quiz.Item) bool {
		return item.ID == c.Question && (!found || item.Hash != now.Hash)
	}), nil
}

// list counts a paper, and lists it if it changes or cannot be marked again.
func (p Pages) list(v *site.Visit, view *regradeView, remarked examine.Remarked, older bool) error {
	if older {
		view.older++
	}
	if remarked.Changed {
		view.changes++
	}
	switch {
	case !remarked.Changed && (remarked.Obstacle == "" || !older):
		return nil
	case len(view.rows) == mostRows:
		view.more++
		return nil
	}
	attempt, _, err := p.Regrader.Attempts.Attempt(v.Context(), remarked.Attempt)
	if err != nil {
		return err
	}
	person, err := p.Regrader.Persons.Person(v.Context(), remarked.Person)
	if err != nil {
		return err
	}
	view.rows = append(view.rows, regradeRow{remarked, person.Name, v.Day(attempt.FinishedAt), remarked.Person == v.Me().ID})
	return nil
}

// questionOf finds the question in the address, and the bank that it stands in.
func questionOf(v *site.Visit) (quiz.Question, catalog.Bank, error) {
	question, found := v.Library.Question(v.Param("question"))
	at := slices.IndexFunc(v.Library.Banks, func(b catalog.Bank) bool { return slices.Contains(b.Questions, question.ID) })
	if !found || at < 0 {
		return quiz.Question{}, catalog.Bank{}, notFound()
	}
	return question, v.Library.Banks[at], nil
}

// correction is a question as the library in force has it.
func correction(lib *catalog.Library, question string) examine.Correction {
	return examine.Correction{Question: question, In: func(lang string) (quiz.Question, bool) { return lib.In(lang).Question(question) }}
}

// regradePath is the address of the page that marks papers again.
func regradePath(question string) string { return "/quizzes/regrade/" + question }
