package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/ident"
	"understudy/app/record"
)

type employmentRow struct {
	ID         string `gorm:"primaryKey"`
	PersonID   string
	Kind       string
	OnDay      string
	RecordedAt int64
	RecordedBy string
}

func (employmentRow) TableName() string { return "employment_fact" }

type reasonRow struct {
	ID         string `gorm:"primaryKey"`
	PersonID   string
	Programme  string
	Cause      string
	Kind       string
	OnDay      string
	DueDay     *string
	RecordedAt int64
	RecordedBy string
}

func (reasonRow) TableName() string { return "reason_fact" }

type evidenceRow struct {
	ID         string `gorm:"primaryKey"`
	PersonID   string
	Kind       string
	Item       string
	ItemHash   string
	AttemptID  *string
	Outcomes   string
	Score      *int
	Passed     bool
	OccurredOn string
	OccurredAt int64
	RecordedAt int64
	RecordedBy string
	Source     string
	Voids      *string
	IdemKey    string
}

func (evidenceRow) TableName() string { return "evidence" }

type passRow struct {
	ID            string `gorm:"primaryKey"`
	PersonID      string
	Programme     string
	ProgrammeHash string
	EvidenceIDs   string `gorm:"column:evidence_ids"`
	OccurredOn    string
	RecordedAt    int64
}

func (passRow) TableName() string { return "pass" }

func employmentRowOf(f record.Employment) employmentRow {
	return employmentRow{string(f.ID), string(f.Person), string(f.Edge), f.On.String(), f.RecordedAt.UnixMilli(), string(f.RecordedBy)}
}

func (r employmentRow) fact() record.Employment {
	return record.Employment{ID: ident.ID(r.ID), Person: ident.ID(r.PersonID), Edge: record.Edge(r.Kind), On: day(r.OnDay),
		RecordedAt: instant(r.RecordedAt), RecordedBy: ident.ID(r.RecordedBy)}
}

func reasonRowOf(f record.Reason) reasonRow {
	row := reasonRow{string(f.ID), string(f.Person), f.Programme, f.Cause, string(f.Edge), f.On.String(), nil, f.RecordedAt.UnixMilli(), string(f.RecordedBy)}
	if !f.Due.IsZero() {
		due := f.Due.String()
		row.DueDay = &due
	}
	return row
}

func (r reasonRow) fact() record.Reason {
	f := record.Reason{ID: ident.ID(r.ID), Person: ident.ID(r.PersonID), Programme: r.Programme, Cause: r.Cause, Edge: record.Edge(r.Kind),
		On: day(r.OnDay), RecordedAt: instant(r.RecordedAt), RecordedBy: ident.ID(r.RecordedBy)}
	if r.DueDay != nil {
		f.Due = day(*r.DueDay)
	}
	return f
}

func evidenceRowOf(e record.Evidence) evidenceRow {
	row := evidenceRow{ID: string(e.ID), PersonID: string(e.Person), Kind: string(e.Kind), Item: e.Item, ItemHash: e.Hash,
		AttemptID: nullable(e.Attempt), Outcomes: writeOutcomes(e.Outcomes), Passed: e.Passed, OccurredOn: e.OccurredOn.String(),
		OccurredAt: e.OccurredAt.UnixMilli(), RecordedAt: e.RecordedAt.UnixMilli(), RecordedBy: string(e.RecordedBy),
		Source: e.Source, Voids: nullable(e.Voids), IdemKey: e.Key}
	if e.Score >= 0 {
		row.Score = &e.Score
	}
	return row
}

func (r evidenceRow) fact() record.Evidence {
	e := record.Evidence{ID: ident.ID(r.ID), Person: ident.ID(r.PersonID), Kind: record.Kind(r.Kind), Item: r.Item, Hash: r.ItemHash,
		Attempt: optionalID(r.AttemptID), Outcomes: readOutcomes(r.Outcomes), Score: -1, Passed: r.Passed, OccurredOn: day(r.OccurredOn),
		OccurredAt: instant(r.OccurredAt), RecordedAt: instant(r.RecordedAt), RecordedBy: ident.ID(r.RecordedBy),
		Source: r.Source, Voids: optionalID(r.Voids), Key: r.IdemKey}
	if r.Score != nil {
		e.Score = *r.Score
	}
	return e
}

func passRowOf(p record.Pass) passRow {
	ids := make([]string, len(p.Evidence))
	for i, id := range p.Evidence {
		ids[i] = string(id)
	}
	return passRow{string(p.ID), string(p.Person), p.Programme, p.Hash, strings.Join(ids, " "), p.OccurredOn.String(), p.RecordedAt.UnixMilli()}
}

func (r passRow) fact() record.Pass {
	p := record.Pass{ID: ident.ID(r.ID), Person: ident.ID(r.PersonID), Programme: r.Programme, Hash: r.ProgrammeHash,
		OccurredOn: day(r.OccurredOn), RecordedAt: instant(r.RecordedAt)}
	for _, id := range strings.Fields(r.EvidenceIDs) {
		p.Evidence = append(p.Evidence, ident.ID(id))
	}
	return p
}

// writeOutcomes keeps outcomes as a person can read them in the database: "r18.1=shown r20.1=missed".
func writeOutcomes(outcomes []record.Outcome) string {
	parts := make([]string, len(outcomes))
	for i, o := range outcomes {
		parts[i] = fmt.Sprintf("%s.%d=%s", o.Rule, o.Rev, o.Verdict)
	}
	return strings.Join(parts, " ")
}

func readOutcomes(text string) []record.Outcome {
	var out []record.Outcome
	for part := range strings.FieldsSeq(text) {
		named, verdict, _ := strings.Cut(part, "=")
		rule, rev, _ := strings.Cut(named, ".")
		n, _ := strconv.Atoi(rev)
		out = append(out, record.Outcome{Rule: conduct.RuleID(rule), Rev: n, Verdict: record.Verdict(verdict)})
	}
	return out
}

// day reads a day that this package wrote.
func day(text string) civil.Date {
	d, _ := civil.Parse(text)
	return d
}

func instant(milliseconds int64) time.Time { return time.UnixMilli(milliseconds).UTC() }

// Histories returns every fact about each of these people; nobody is left out of the answer.
func (s *Store) Histories(ctx context.Context, persons []ident.ID) (map[ident.ID]record.History, error) {
	all := make(map[ident.ID]record.History, len(persons))
	for batch := range slices.Chunk(persons, 500) {
		some, err := histories(s.read(ctx), batch)
		if err != nil {
			return nil, err
		}
		for id, h := range some {
			all[id] = h
		}
	}
	return all, nil
}

func histories(db *gorm.DB, persons []ident.ID) (map[ident.ID]record.History, error) {
	all := make(map[ident.ID]record.History, len(persons))
	for _, id := range persons {
		all[id] = record.History{Person: id}
	}
	err := collect(db, persons, employmentRow.fact, func(f record.Employment) {
		h := all[f.Person]
		h.Employments = append(h.Employments, f)
		all[f.Person] = h
	})
	if err == nil {
		err = collect(db, persons, reasonRow.fact, func(f record.Reason) {
			h := all[f.Person]
			h.Reasons = append(h.Reasons, f)
			all[f.Person] = h
		})
	}
	if err == nil {
		err = collect(db, persons, evidenceRow.fact, func(f record.Evidence) {
			h := all[f.Person]
			h.Evidence = append(h.Evidence, f)
			all[f.Person] = h
		})
	}
	if err == nil {
		err = collect(db, persons, passRow.fact, func(f record.Pass) {
			h := all[f.Person]
			h.Passes = append(h.Passes, f)
			all[f.Person] = h
		})
	}
	return all, plain(err)
}

// collect reads the facts of one kind about some people, oldest first.
func collect[R, F any](db *gorm.DB, persons []ident.ID, fact func(R) F, keep func(F)) error {
	var rows []R
	query := db.Model(new(R)).Order("recorded_at, id")
	if len(persons) == 1 {
		query = query.Where("person_id = ?", string(persons[0]))
	} else {
		query = query.Where("person_id IN ?", persons)
	}
	if err := query.Find(&rows).Error; err != nil {
		return err
	}
	for _, r := range rows {
		keep(fact(r))
	}
	return nil
}
