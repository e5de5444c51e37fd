package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"understudy/app/demo"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/record"
)

// seedBatch bounds the rows of one statement, well within what either engine takes in parameters.
const seedBatch = 100

// Seed fills a new database with the demonstration's organisation, all of it or nothing. A database
// that has people is refused with a conflict: invented records never stand beside real ones.
func (s *Store) Seed(ctx context.Context, o demo.Organisation) error {
	rows, err := seedRowsOf(o)
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *gorm.DB) error {
		var n int64
		if err := tx.Model(&personRow{}).Count(&n).Error; err != nil {
			return err
		}
		if n > 0 {
			return fault.New(fault.Conflict, "fault.conflict").
				Because(fmt.Errorf("the database has %d people; the demonstration goes into a new one alone", n))
		}
		return rows.add(tx)
	})
}

// seedRows is an organisation as rows, table by table.
type seedRows struct {
	teams        []teamRow
	people       []personRow
	employments  []employmentRow
	reasons      []reasonRow
	plays        []playRow
	steps        []playStepRow
	said         []playReplyRow
	reviews      []reviewRow
	attempts     []attemptRow
	answers      []answerRow
	recalls      []recallRow
	evidence     []evidenceRow
	passes       []passRow
	certificates []certificateRow
	audit        []auditRow
}

// add writes the rows so that what is referred to comes first.
func (r seedRows) add(tx *gorm.DB) error {
	for _, add := range []func() error{
		func() error { return addAll(tx, r.teams) },
		func() error { return addAll(tx.Omit("TeamName"), r.people) },
		func() error { return addAll(tx, r.employments) },
		func() error { return addAll(tx, r.reasons) },
		func() error { return addAll(tx, r.plays) },
		func() error { return addAll(tx, r.steps) },
		func() error { return addAll(tx, r.said) },
		func() error { return addAll(tx, r.reviews) },
		func() error { return addAll(tx, r.attempts) },
		func() error { return addAll(tx, r.answers) },
		func() error { return addAll(tx, r.recalls) },
		func() error { return addAll(tx, r.evidence) },
		func() error { return addAll(tx, r.passes) },
		func() error { return addAll(tx, r.certificates) },
		func() error { return addAll(tx, r.audit) },
	} {
		if err := add(); err != nil {
			return err
		}
	}
	return nil
}

func addAll[R any](tx *gorm.DB, rows []R) error {
	if len(rows) == 0 {
		return nil
	}
	return tx.CreateInBatches(rows, seedBatch).Error
}

func seedRowsOf(o demo.Organisation) (seedRows, error) {
	var r seedRows
	for _, t := range o.Teams {
		r.teams = append(r.teams, teamRow{ID: string(t.ID), Name: t.Name})
	}
	for i, h := range o.Histories {
		if len(h.Employments) == 0 {
			return r, fmt.Errorf("%s was never employed", o.People[i].EmployeeID)
		}
		hired := h.Employments[0]
		r.people = append(r.people, rowOf(o.People[i], hired.RecordedAt))
		r.history(h)
		r.audited(hired, o.People[i].EmployeeID, h.Reasons)
	}
	r.certificates = mapAll(o.Certificates, certificateRowOf)
	for _, p := range o.Plays {
		r.plays = append(r.plays, playRowOf(p.Play))
		for _, s := range p.Steps {
			r.steps = append(r.steps, playStepRow{string(p.ID), s.Seq, s.Action, s.At.UnixMilli()})
		}
		for _, said := range p.Said {
			row, err := playReplyRowOf(p.ID, said)
			if err != nil {
				return r, fmt.Errorf("play %s: %w", p.ID, err)
			}
			r.said = append(r.said, row)
		}
	}
	r.reviews = mapAll(o.Reviews, reviewRowOf)
	for _, a := range o.Attempts {
		if err := r.attempt(a); err != nil {
			return r, err
		}
	}
	for _, review := range o.Refreshers {
		row, err := recallRowOf(review)
		if err != nil {
			return r, err
		}
		r.recalls = append(r.recalls, row)
	}
	return r, nil
}

func (r *seedRows) history(h record.History) {
	r.employments = append(r.employments, mapAll(h.Employments, employmentRowOf)...)
	r.reasons = append(r.reasons, mapAll(h.Reasons, reasonRowOf)...)
	r.evidence = append(r.evidence, mapAll(h.Evidence, evidenceRowOf)...)
	r.passes = append(r.passes, mapAll(h.Passes, passRowOf)...)
}

func (r *seedRows) attempt(a demo.Attempt) error {
	row, err := attemptRowOf(a.Attempt)
	if err != nil {
		return fmt.Errorf("attempt %s: %w", a.ID, err)
	}
	r.attempts = append(r.attempts, row)
	for _, answer := range a.Answers {
		response, err := json.Marshal(answer.Response)
		if err != nil {
			return fmt.Errorf("answer %d of attempt %s: %w", answer.Position, a.ID, err)
		}
		r.answers = append(r.answers, answerRow{string(a.ID), answer.Position, answer.Seq, string(response), answer.At.UnixMilli()})
	}
	return nil
}

// audited adds the lines that hiring somebody and giving them a programme would have left in the trail.
func (r *seedRows) audited(hired record.Employment, employeeID string, reasons []record.Reason) {
	line := func(at time.Time, by ident.ID, action, detail string) {
		r.audit = append(r.audit, auditRow{ID: string(ident.New(at)), At: at.UnixMilli(), ActorID: string(by), Action: action,
			SubjectID: string(hired.Person), Detail: detail})
	}
	line(hired.RecordedAt, hired.RecordedBy, "person.saved", employeeID)
	for _, f := range reasons {
		line(f.RecordedAt, f.RecordedBy, "reason."+string(f.Edge), f.Programme+" "+f.Cause+" "+f.On.String())
	}
}
