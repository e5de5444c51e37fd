package admin

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"strings"

	"understudy/app/enrol"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// mostKept is how large a file the page of its report carries along, so that applying it needs no second
// choice of the file. Nothing of a file is kept on the server.
const mostKept = 1 << 20

// importView is the page to bring a list in, with what it does once one was checked.
type importView struct {
	wrong    string // with the file
	notice   string // why what was agreed to was not done
	complete bool
	checked  *checked
}

// checked is a file with its report.
type checked struct {
	report enrol.Report
	groups []group
	digest string // of the file
	kept   string // the file itself, if it is small enough
}

// group is the lines of one outcome, the first of them written out.
type group struct {
	outcome enrol.Outcome
	lines   []shownLine
	count   int
}

type shownLine struct {
	enrol.Line
	words []string // what changes, or what is wrong, in the reader's language
}

// Import asks for a file.
func (p Pages) Import(v *site.Visit) error { return v.Render(importPage(v.UI, importView{})) }

// ImportTemplate is a file with the columns alone, cut the way spreadsheets of the reader's language cut.
func (p Pages) ImportTemplate(v *site.Visit) error {
	separator := ","
	if v.UI.Lang() == "fr" {
		separator = ";"
	}
	v.Ctx.Set("Content-Type", "text/csv; charset=utf-8")
	v.Ctx.Attachment("people.csv")
	return v.Ctx.SendString(strings.Join(enrol.Columns(), separator) + "\r\n")
}

// ImportFile says what a file would do, or does it: exactly what was shown for exactly that file, or
// nothing.
func (p Pages) ImportFile(v *site.Visit) error {
	view := importView{complete: v.Form("complete") != ""}
	text, err := uploaded(v)
	if err != nil {
		return err
	}
	if text == nil {
		view.wrong = v.UI.T("import.file_missing")
		return v.RenderStatus(422, importPage(v.UI, view))
	}
	file, err := enrol.Read(bytes.NewReader(text))
	var problem enrol.Problem
	switch {
	case errors.As(err, &problem):
		view.wrong = whole(v.UI, problem)
		return v.RenderStatus(422, importPage(v.UI, view))
	case err != nil:
		return err
	}
	if v.Form("step") == "apply" {
		return p.applyFile(v, view, file, text)
	}
	return p.checkFile(v, view, file, text)
}

// uploaded returns the file that was chosen, or that the page of the report carried along; nil for none.
func uploaded(v *site.Visit) ([]byte, error) {
	if kept := v.Form("kept"); kept != "" {
		text, err := base64.RawURLEncoding.DecodeString(kept)
		if err != nil {
			return nil, nil // no browser sends that
		}
		return text, nil
	}
	header, err := v.Ctx.FormFile("file")
	if err != nil || header.Filename == "" {
		return nil, nil // a form to mend
	}
	opened, err := header.Open()
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(opened)
	return text, errors.Join(err, opened.Close())
}

func (p Pages) checkFile(v *site.Visit, view importView, file enrol.File, text []byte) error {
	report, err := p.Desk.Import(v.Context(), file, enrol.Options{DryRun: true, Complete: view.complete}, v.Me().ID, v.Today, v.Now)
	if err != nil {
		return err
	}
	view.checked = check(v, report, text)
	status := 200
	if view.notice != "" {
		status = 409
	}
	return v.RenderStatus(status, importPage(v.UI, view))
}

func (p Pages) applyFile(v *site.Visit, view importView, file enrol.File, text []byte) error {
	if digest(text) != v.Form("digest") {
		view.notice = v.UI.T("import.other_file")
		return p.checkFile(v, view, file, text)
	}
	agreed := v.Form("agreed")
	if agreed == "" {
		return p.checkFile(v, view, file, text)
	}
	report, err := p.Desk.Import(v.Context(), file, enrol.Options{Partial: v.Form("partial") != "", Complete: view.complete, Agreed: agreed},
		v.Me().ID, v.Today, v.Now)
	if err != nil {
		return err
	}
	if report.Applied {
		return v.GoSaying("/admin/people", ui.Good, "import.done", "Added", v.UI.Number(report.Count(enrol.Added)), "Changed", v.UI.Number(report.Count(enrol.Changed)),
			"Ended", v.UI.Number(report.Count(enrol.Ended)), "Refused", v.UI.Number(report.Count(enrol.Refused)))
	}
	if report.Count(enrol.Unchanged) == len(report.Lines) { // sent twice
		return v.GoSaying("/admin/people", ui.Info, "import.nothing")
	}
	view.notice = v.UI.T("import.moved_on")
	return p.checkFile(v, view, file, text)
}

func digest(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// check puts a report into the reader's words, what needs attention first.
func check(v *site.Visit, report enrol.Report, text []byte) *checked {
	out := &checked{report: report, digest: digest(text)}
	if len(text) <= mostKept {
		out.kept = base64.RawURLEncoding.EncodeToString(text)
	}
	for _, outcome := range []enrol.Outcome{enrol.Refused, enrol.Ended, enrol.Changed, enrol.Added, enrol.Unchanged} {
		g := group{outcome: outcome, count: report.Count(outcome)}
		for _, line := range report.Lines {
			if line.Outcome == outcome && len(g.lines) < pageSize {
				g.lines = append(g.lines, shownLine{line, sentences(v, line)})
			}
		}
		if g.count > 0 {
			out.groups = append(out.groups, g)
		}
	}
	return out
}

func sentences(v *site.Visit, line enrol.Line) []string {
	var out []string
	for _, p := range line.Problems {
		text := advice(v.UI, p)
		if p.Found != "" {
			text = v.UI.T("import.found", "Found", p.Found, "Advice", text)
		}
		if p.Column != "" {
			text = v.UI.T("import.at_column", "Column", p.Column, "Advice", text)
		}
		out = append(out, text)
	}
	for _, d := range line.Changes {
		field := v.UI.T("import.column." + d.Field)
		before, after := value(v, d.Field, d.Old), value(v, d.Field, d.New)
		switch {
		case before == "":
			out = append(out, v.UI.T("import.set", "Field", field, "New", after))
		case after == "":
			out = append(out, v.UI.T("import.removed", "Field", field, "Old", before))
		default:
			out = append(out, v.UI.T("import.changed", "Field", field, "Old", before, "New", after))
		}
	}
	return out
}

// changes reports whether applying the good lines would change anything.
func (k checked) changes() bool {
	return k.report.Count(enrol.Added)+k.report.Count(enrol.Changed)+k.report.Count(enrol.Ended) > 0
}

func (k checked) refused() int { return k.report.Count(enrol.Refused) }

func (i importView) fileField(c ui.Context) ui.Field {
	return ui.Field{Name: "file", Label: c.T("import.file"), Hint: c.T("import.file_hint"), Type: "file", Error: i.wrong, Required: true,
		Attrs: map[string]any{"accept": ".csv,text/csv"}}
}

// agreement is what the form to apply a checked file sends along.
func (i importView) agreement() []ui.Hidden {
	out := []ui.Hidden{{Name: "step", Value: "apply"}, {Name: "digest", Value: i.checked.digest}, {Name: "agreed", Value: i.checked.report.Digest()}}
	if i.complete {
		out = append(out, ui.Hidden{Name: "complete", Value: "on"})
	}
	if i.checked.refused() > 0 {
		out = append(out, ui.Hidden{Name: "partial", Value: "on"})
	}
	if i.checked.kept != "" {
		out = append(out, ui.Hidden{Name: "kept", Value: i.checked.kept})
	}
	return out
}
