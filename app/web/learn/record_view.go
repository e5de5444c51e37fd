package learn

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"understudy/app/assign"
	"understudy/app/recert"
	"understudy/app/record"
	"understudy/app/web/ui"
)

func evidenceTable(c ui.Context, rows []evidenceRow) ui.TableData {
	table := ui.TableData{Caption: c.T("record.evidence"), HideCaption: true, Columns: []ui.Column{
		{Label: c.T("record.col.what")}, {Label: c.T("record.col.kind")}, {Label: c.T("record.col.day")},
		{Label: c.T("record.col.result")}, {Label: c.T("record.col.version")},
	}}
	for _, row := range rows {
		table.Rows = append(table.Rows, ui.Row{Cells: []templ.Component{
			evidenceTitle(c, row), ui.Text(c.T("record.kind." + string(row.evidence.Kind))), ui.Text(c.Date(row.evidence.OccurredOn)),
			evidenceResult(c, row.evidence), hashCell(row.evidence.Hash),
		}})
	}
	return table
}

func resultText(c ui.Context, e record.Evidence) string {
	switch {
	case !e.Passed && e.Score >= 0:
		return c.T("paper.failed_with", "Score", c.Percent(e.Score))
	case !e.Passed:
		return c.T("record.not_passed")
	case e.Kind == record.Lesson || e.Score < 0:
		return c.T("step.done")
	default:
		return c.T("paper.passed_with", "Score", c.Percent(e.Score))
	}
}

// shortHash is enough of a hash to compare two lines by eye.
func shortHash(hash string) string { return hash[:min(len(hash), 8)] }

func certificateSheet(c ui.Context, cert certificateView) ui.CertificateSheet {
	s := cert.snapshot
	sheet := ui.CertificateSheet{Name: s.Name, Programme: s.Title, Code: s.Title, Edition: s.Edition,
		Statement: c.T("certificate.statement", "Title", s.Title), Validity: string(recert.Valid), Through: s.Until.AddDays(-1),
		Opens: s.OpensOn, Issued: s.PassedOn, Serial: strings.ToUpper(cert.code)}
	if cert.standing != nil {
		sheet.Validity = string(cert.standing.Status.Validity)
	}
	return sheet
}

// snapshotRule says "18 Privacy" of a rule as the certificate names it.
func snapshotRule(_ ui.Context, r assign.SnapshotRule) string {
	n, err := strconv.Atoi(strings.TrimPrefix(string(r.Rule), "r"))
	if err != nil {
		return r.Title
	}
	return strconv.Itoa(n) + " " + r.Title
}
