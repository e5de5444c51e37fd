// Package judge holds the pages where trainers judge what detectors must not decide alone.
package judge

import (
	"strconv"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"understudy/app/conduct"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/rehearse"
	"understudy/app/scene"
	"understudy/app/speech"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// Pages are the pages of reviews.
type Pages struct {
	Panel rehearse.Panel
}

// pageSize is how many reviews one page of the queue shows.
const pageSize = 100

// waitingView is one page of the queue.
type waitingView struct {
	rows []waitingRow
	page int
	more bool
}

type waitingRow struct {
	rehearse.Review
	name, title string
	overdue     bool
}

// Queue shows what waits for a trainer, the first due first.
func (p Pages) Queue(v *site.Visit) error {
	view := waitingView{page: min(max(v.QueryInt("page", 1), 1), 1_000_000)}
	found, err := p.Panel.Queue(v.Context(), v.Me(), (view.page-1)*pageSize, pageSize+1)
	if err != nil {
		return err
	}
	if view.more = len(found) > pageSize; view.more {
		found = found[:pageSize]
	}
	names := map[ident.ID]string{}
	for _, r := range found {
		row := waitingRow{Review: r, overdue: v.Now.After(r.DueAt)}
		if row.name, err = p.nameOf(v, names, r.Person); err != nil {
			return err
		}
		at, err := p.Panel.Stage.Show(v.Context(), r.Play, v.Now)
		if err != nil {
			return err
		}
		row.title = at.Compiled.Title
		view.rows = append(view.rows, row)
	}
	return v.Render(queuePage(v, view))
}

func (p Pages) nameOf(v *site.Visit, known map[ident.ID]string, id ident.ID) (string, error) {
	if name, ok := known[id]; ok {
		return name, nil
	}
	person, err := p.Panel.Person(v.Context(), id)
	known[id] = person.Name
	return person.Name, err
}

// caseView is the page of one review.
type caseView struct {
	rehearse.Case
	words string
	items []item
	wrong map[string]string
	note  string
}

// item is one thing that the reply was asked for, or must not do, as the form has it.
type item struct {
	field   string // of the form
	name    string // of the detector
	never   bool
	value   int
	open    bool // may be changed here
	quote   string
	why     string
	pattern string
	rule    string
}

// Case shows one reply to judge.
func (p Pages) Case(v *site.Visit) error {
	c, err := p.Panel.Open(v.Context(), v.Me(), ident.ID(v.Param("review")), v.Now)
	if err != nil {
		return err
	}
	return v.Render(casePage(v, viewOf(v, c)))
}

func viewOf(v *site.Visit, c rehearse.Case) caseView {
	said := c.Scene.Replies[c.Seq]
	view := caseView{Case: c, words: said.Words}
	for i, w := range c.Turn.Asked.Wants {
		it := item{field: "want_" + itoa(i), name: w.Detector.Name, value: int(w.Found), open: opens(c, "want "+itoa(i)), rule: label(v, w.Rule)}
		_, evidence := speech.Match(said.Findings, w.Rule, w.Detector.Name, w.Detector.Args)
		view.items = append(view.items, it.quoting(evidence))
	}
	for i, n := range c.Turn.Asked.Nevers {
		it := item{field: "never_" + itoa(i), name: n.Detector.Name, never: true, open: opens(c, "never "+itoa(i)), rule: label(v, n.Rule)}
		if n.Tripped {
			it.value = 1
		}
		view.items = append(view.items, it.quoting(speech.Trips(said.Findings, n.Rule, n.Detector.Name)))
	}
	return view
}

func itoa(n int) string { return strconv.Itoa(n) }

// opens reports whether this review is about an item: a contest is about one, every other about all.
func opens(c rehearse.Case, name string) bool {
	return c.Decision == nil && (c.Item == "" || c.Item == name)
}

func label(v *site.Visit, id conduct.RuleID) string {
	if rule, ok := v.Library.Rule(id); ok {
		return rule.Label()
	}
	return string(id)
}

// quoting adds the first words that a detector saw.
func (i item) quoting(evidence []speech.Finding) item {
	if len(evidence) > 0 {
		i.quote, i.why, i.pattern = evidence[0].Quote, evidence[0].Why, evidence[0].Pattern
	}
	return i
}

// longestNote is how many characters a trainer may write to the learner.
const longestNote = 500

// Decide stores what a trainer makes of a reply.
func (p Pages) Decide(v *site.Visit) error {
	id := ident.ID(v.Param("review"))
	c, err := p.Panel.Open(v.Context(), v.Me(), id, v.Now)
	if err != nil {
		return err
	}
	view := viewOf(v, c)
	mark, ok := view.mark(v)
	if !ok {
		return fault.New(fault.Invalid, "fault.bad_request")
	}
	view.note = v.Form("note")
	if utf8.RuneCountInString(view.note) > longestNote {
		view.wrong = map[string]string{"note": v.UI.T("review.note_long", "Most", longestNote)}
		return v.RenderStatus(fiber.StatusUnprocessableEntity, casePage(v, view))
	}
	_, err = p.Panel.Decide(v.Context(), v.Me(), id, mark, view.note, v.Now)
	if fault.Is(err, fault.Conflict) { // somebody else was quicker: the first decision stands
		return v.GoSaying("/reviews", ui.Info, "review.decided")
	}
	if err != nil {
		return err
	}
	return v.GoSaying("/reviews", ui.Good, "review.done", "Name", c.Person.Name)
}

// mark reads the form into a mark, and keeps what was chosen in the view. What this review is not about
// stays as it is.
func (view *caseView) mark(v *site.Visit) (scene.Mark, bool) {
	m := scene.Mark{Judged: true}
	for i := range view.items {
		it := &view.items[i]
		if it.open {
			n, ok := v.FormInt(it.field)
			if !ok || n < 0 || n > 2 || it.never && n > 1 {
				return m, false
			}
			it.value = n
		}
		if it.never {
			m.Tripped = append(m.Tripped, it.value == 1)
		} else {
			m.Wants = append(m.Wants, speech.Met(it.value))
		}
	}
	return m, true
}
