package learn

import (
	"strings"

	"understudy/app/assign"
	"understudy/app/conduct"
	"understudy/app/fault"
	"understudy/app/record"
	"understudy/app/refresh"
	"understudy/app/web/site"
)

// recordView is what "my record" shows.
type recordView struct {
	standings    []standingView
	certificates []certificateRow
	evidence     []evidenceRow
	more         bool
	memory       refresh.Overview
}

type standingView struct {
	standing assign.Standing
	why      []string
}

type certificateRow struct {
	code     string
	snapshot assign.Snapshot
}

type evidenceRow struct {
	evidence record.Evidence
	title    string
	url      string
	rules    []conduct.Rule
}

// mostEvidence is how many lines of a record one page shows.
const mostEvidence = 100

// Record shows where a person stands and every line that it rests on.
func (p Pages) Record(v *site.Visit) error {
	history, err := p.Desk.Record.History(v.Context(), v.Me().ID)
	if err != nil {
		return err
	}
	view := recordView{}
	for _, s := range p.Desk.Office(v.Me(), v.Now).Standings(history) {
		view.standings = append(view.standings, standingView{s, site.Why(v, s.Status.Why)})
	}
	if view.memory, err = p.remembered(v, nil); err != nil {
		return err
	}
	issued, err := p.Certificates.Certificates(v.Context(), v.Me().ID)
	if err != nil {
		return err
	}
	for _, c := range issued {
		snapshot, err := assign.ReadSnapshot(c.Snapshot)
		if err != nil {
			return err
		}
		view.certificates = append(view.certificates, certificateRow{c.Code, snapshot})
	}
	standing := history.Standing()
	for i := len(standing) - 1; i >= 0; i-- {
		if len(view.evidence) == mostEvidence {
			view.more = true
			break
		}
		view.evidence = append(view.evidence, evidenceLine(v, standing[i]))
	}
	return v.Render(recordPage(v.UI, view))
}

func evidenceLine(v *site.Visit, e record.Evidence) evidenceRow {
	row := evidenceRow{evidence: e, title: e.Item}
	switch e.Kind {
	case record.Lesson:
		module, lesson, _ := strings.Cut(e.Item, "/")
		if _, l, _, ok := v.Library.Lesson(module, lesson); ok {
			row.title, row.url = l.Title, "/modules/"+e.Item
		}
	case record.Rehearsal:
		if title, _, ok := v.Library.Role(e.Item); ok {
			row.title = title
		}
		row.url = "/plays/" + string(e.Attempt) + "/debrief"
	case record.Quiz:
		if b, ok := v.Library.Blueprint(e.Item); ok {
			row.title = b.Title
		}
		row.url = "/attempts/" + string(e.Attempt) + "/result"
	}
	if e.Kind != record.Lesson && e.Attempt == "" {
		row.url = "" // imported: there is nothing to open
	}
	for _, o := range e.Outcomes {
		if e.Kind == record.Lesson {
			row.rules = append(row.rules, rules(v, []conduct.RuleID{o.Rule})...)
		}
	}
	return row
}

// Certificate shows one of the person's own certificates.
func (p Pages) Certificate(v *site.Visit) error {
	issued, err := p.Certificates.Certificate(v.Context(), v.Param("certificate"))
	if err != nil {
		return err
	}
	snapshot, err := assign.ReadSnapshot(issued.Snapshot)
	if err != nil {
		return fault.New(fault.Internal, "fault.internal").Because(err)
	}
	history, err := p.Desk.Record.History(v.Context(), issued.Person)
	if err != nil {
		return err
	}
	view := certificateView{snapshot: snapshot, code: issued.Code, hash: issued.Hash}
	for _, s := range p.Desk.Office(v.Me(), v.Now).Standings(history) {
		if s.Programme.ID == issued.Programme {
			view.standing = &s
		}
	}
	return v.Render(certificatePage(v.UI, view))
}

type certificateView struct {
	snapshot assign.Snapshot
	code     string
	hash     string
	standing *assign.Standing // where its owner stands today, nil when the programme is gone
}
