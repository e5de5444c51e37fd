package team

import (
	"slices"
	"strings"

	"understudy/app/assign"
	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/oversee"
	"understudy/app/people"
	"understudy/app/recall"
	"understudy/app/record"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// mostEvidence is how many lines of a record one page shows.
const mostEvidence = 100

// personView is the page about one person.
type personView struct {
	person       people.Person
	manager      string
	asOf         civil.Date
	dossier      oversee.Dossier
	standings    []standingView
	evidence     []evidenceView
	certificates []assign.Snapshot
	offers       []ui.Option // programmes that can be given
	leads        bool        // may give and end programmes
	invites      bool        // may make a joining code
	extra        int         // extra time in papers, in percent; read for those who may change it
	form         assignForm
}

type standingView struct {
	assign.Standing
	why   []string
	rules []ruleView
}

type ruleView struct {
	rule   conduct.Rule
	state  string
	memory recall.Memory
}

type evidenceView struct {
	record.Evidence
	title string
	rules []conduct.Rule
}

// assignForm is what was typed to give a programme, and what is the matter with it.
type assignForm struct {
	programme, due string
	errors         map[string]string
}

// Person shows one person's record and where they stand, and why.
func (p Pages) Person(v *site.Visit) error { return p.showPerson(v, assignForm{}) }

func (p Pages) showPerson(v *site.Visit, form assignForm) error {
	v.UI.Path = "/team"
	view := personView{person: v.Subject, asOf: v.Today, form: form, leads: leads(v), invites: invites(v)}
	var err error
	if view.dossier, err = p.Desk.Dossier(v.Context(), v.Subject, v.Today, v.Now); err != nil {
		return err
	}
	if err := p.describe(v, &view); err != nil {
		return err
	}
	if view.leads {
		if view.extra, err = p.Times.ExtraTime(v.Context(), v.Subject.ID); err != nil {
			return err
		}
	}
	for _, programme := range v.Library.Programmes {
		if !slices.ContainsFunc(view.dossier.Reasons, func(r oversee.Reason) bool {
			return r.Programme == programme.ID && r.Cause == oversee.CauseByHand && r.To.IsZero()
		}) {
			view.offers = append(view.offers, ui.Option{Value: programme.ID, Label: programme.Title})
		}
	}
	status := 200
	if len(form.errors) > 0 {
		status = 422
	}
	return v.RenderStatus(status, personPage(v.UI, view))
}

// leads reports whether the visitor may change what this person has to do. The gate decides it again.
func leads(v *site.Visit) bool {
	return (v.Me().Role == people.Manager || v.Me().Role == people.Admin) && v.Me().ID != v.Subject.ID
}

// invites reports whether the visitor may make a joining code for this person. Whoever holds a code can
// come in as its person, so managers make them for learners alone.
func invites(v *site.Visit) bool {
	return leads(v) && !v.Subject.Disabled && (v.Me().Role == people.Admin || v.Subject.Role == people.Learner)
}

// describe puts the dossier into the words of the reader's language.
func (p Pages) describe(v *site.Visit, view *personView) error {
	for _, s := range view.dossier.Standings {
		standing := standingView{Standing: s, why: site.Why(v, s.Status.Why)}
		for _, rule := range v.Library.Code.Applicable(v.Subject.Channels) {
			standing.rules = append(standing.rules, ruleView{rule, string(s.Status.Rules[string(rule.ID)]), memoryOf(view.dossier.Memories, rule.ID)})
		}
		view.standings = append(view.standings, standing)
	}
	for _, e := range view.dossier.Evidence[:min(len(view.dossier.Evidence), mostEvidence)] {
		view.evidence = append(view.evidence, evidenceOf(v, e))
	}
	for _, c := range view.dossier.Certificates {
		snapshot, err := assign.ReadSnapshot(c.Snapshot)
		if err != nil {
			return err
		}
		view.certificates = append(view.certificates, snapshot)
	}
	if v.Subject.Manager == "" {
		return nil
	}
	manager, err := p.Groups.Person(v.Context(), v.Subject.Manager)
	view.manager = manager.Name
	return err
}

func memoryOf(memories []recall.Memory, rule conduct.RuleID) recall.Memory {
	for _, m := range memories {
		if m.Rule == string(rule) {
			return m
		}
	}
	return recall.Memory{}
}

func evidenceOf(v *site.Visit, e record.Evidence) evidenceView {
	out := evidenceView{Evidence: e, title: e.Item}
	switch e.Kind {
	case record.Lesson:
		module, lesson, _ := strings.Cut(e.Item, "/")
		if _, l, _, ok := v.Library.Lesson(module, lesson); ok {
			out.title = l.Title
		}
		for _, o := range e.Outcomes {
			if rule, ok := v.Library.Rule(o.Rule); ok {
				out.rules = append(out.rules, rule)
			}
		}
	case record.Rehearsal:
		if title, _, ok := v.Library.Role(e.Item); ok {
			out.title = title
		}
	case record.Quiz:
		if b, ok := v.Library.Blueprint(e.Item); ok {
			out.title = b.Title
		}
	}
	return out
}

// title is the title of a programme, its id where it is gone from the library.
func (p personView) title(programme string) string {
	for _, s := range p.standings {
		if s.Programme.ID == programme {
			return s.Programme.Title
		}
	}
	return programme
}
