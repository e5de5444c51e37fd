package author

import (
	"cmp"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"understudy/app/catalog"
	"understudy/app/exchange"
	"understudy/app/quiz"
	"understudy/app/trade"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// mostKept is how large a file the page of its preview carries along, so that its bank can be had without choosing
// the file again. Nothing of a file is kept on the server.
const mostKept = 1 << 20

// mostShown is how many questions of a preview are written out.
const mostShown = 100

// longestTitle is how many characters a bank's title has.
const longestTitle = 120

// bankBytes bounds one file of a bank, with room to spare below what the library reads.
const bankBytes = catalog.MaxFile * 3 / 4

// importView is the page to read questions of other systems, with a preview once a file was read.
type importView struct {
	format exchange.Format
	title  string
	wrong  map[string]string // by field
	read   *preview
}

// preview is what became of a file's questions.
type preview struct {
	count map[outcome]int
	shown map[outcome][]trade.Row // the first of each outcome
	bank  string                  // its id
	parts [][]quiz.Question       // of the bank, each small enough for one file
	kept  string                  // the file itself, if it is small enough
}

// upload is a file with the name it came under.
type upload struct {
	name string
	data []byte
}

// Import asks for a file.
func (p Pages) Import(v *site.Visit) error {
	return v.Render(importPage(v, importView{format: exchange.GIFT}))
}

// ImportFile shows what a file has, or answers with the bank that can be made of it.
func (p Pages) ImportFile(v *site.Visit) error {
	view := importView{format: exchange.Format(v.Form("format")), title: strings.TrimSpace(v.Form("title")), wrong: map[string]string{}}
	file, err := uploaded(v)
	if err != nil {
		return err
	}
	switch {
	case ending(view.format) == "" || view.format == yamlFormat:
		view.wrong["format"], view.format = v.UI.T("quizzes.format_missing"), exchange.GIFT
	case file.data == nil:
		view.wrong["file"] = v.UI.T("quizzes.file_missing")
	case utf8.RuneCountInString(view.title) > longestTitle:
		view.wrong["title"] = v.UI.T("quizzes.title_long", "Most", longestTitle)
	}
	if len(view.wrong) > 0 {
		return v.RenderStatus(422, importPage(v, view))
	}
	if view.title == "" {
		name := path.Base(strings.ReplaceAll(file.name, `\`, "/"))
		view.title = firstOf(strings.TrimSuffix(name, path.Ext(name)), longestTitle)
	}
	read, err := exchange.Read(view.format, file.data)
	if err != nil {
		view.wrong["file"] = v.UI.T("quizzes.unreadable", "Reason", err.Error())
		return v.RenderStatus(422, importPage(v, view))
	}
	view.read = previewOf(v, view.title, read)
	if n, ok := v.FormInt("part"); ok {
		return view.send(v, n)
	}
	if n, ok := v.FormInt("keep"); ok {
		return p.keep(v, view, n)
	}
	if len(file.data) <= mostKept {
		view.read.kept = base64.RawURLEncoding.EncodeToString(file.data)
	}
	return v.Render(importPage(v, view))
}

// uploaded returns the file that was chosen, or that the page of the preview carried along; no data for none.
func uploaded(v *site.Visit) (upload, error) {
	if kept := v.Form("kept"); kept != "" {
		data, err := base64.RawURLEncoding.DecodeString(kept)
		if err != nil {
			return upload{}, nil // no browser sends that
		}
		return upload{"", data}, nil
	}
	header, err := v.Ctx.FormFile("file")
	if err != nil || header.Filename == "" {
		return upload{}, nil // a form to mend
	}
	opened, err := header.Open()
	if err != nil {
		return upload{}, err
	}
	data, err := io.ReadAll(opened)
	return upload{strings.ToValidUTF8(header.Filename, "\uFFFD"), data}, errors.Join(err, opened.Close())
}

func firstOf(text string, most int) string {
	runes := []rune(text)
	return string(runes[:min(most, len(runes))])
}

// previewOf says what a bank can be made of.
func previewOf(v *site.Visit, title string, read []exchange.Imported) *preview {
	out := &preview{count: map[outcome]int{}, shown: map[outcome][]trade.Row{}, bank: newBank(v.Library, title)}
	size := bankBytes + 1 // the first question begins the first part
	for _, row := range trade.Take(read, out.bank, v.Library) {
		became := outcomeOf(row)
		if out.count[became]++; out.count[became] <= mostShown {
			out.shown[became] = append(out.shown[became], row)
		}
		if !row.Taken() {
			continue
		}
		n := len(catalog.WriteBank("", "", []quiz.Question{row.Question}))
		if size+n > bankBytes {
			out.parts, size = append(out.parts, nil), 0
		}
		last := len(out.parts) - 1
		out.parts[last] = append(out.parts[last], row.Question)
		size += n
	}
	return out
}

// newBank returns an id that no bank of the library has.
func newBank(lib *catalog.Library, title string) string {
	first := cmp.Or(trade.Slug(title), "imported")
	has := func(id string) bool {
		_, found := lib.Document(catalog.KindBank, id, catalog.English)
		return found
	}
	id := first
	for n := 2; has(id); n++ {
		id = fmt.Sprintf("%s-%d", first, n)
	}
	return id
}

// partID is the id of the n-th part of the bank, from 1.
func (p preview) partID(n int) string {
	if n == 1 {
		return p.bank
	}
	return fmt.Sprintf("%s-part-%d", p.bank, n)
}

// send answers with one part of the bank.
func (i importView) send(v *site.Visit, n int) error {
	if n < 1 || n > len(i.read.parts) {
		i.wrong["file"] = v.UI.T("quizzes.no_part")
		return v.RenderStatus(422, importPage(v, i))
	}
	id := i.read.partID(n)
	return download(v, id, yamlFormat, []byte(catalog.WriteBank(id, cmp.Or(i.title, id), i.read.parts[n-1])))
}

// outcome is what became of a question, for the page.
type outcome string

// The outcomes.
const (
	ready   outcome = "ready"   // goes into the bank, and may be asked
	draft   outcome = "draft"   // goes into the bank, to be finished
	left    outcome = "left"    // was read, and no bank can hold it
	refused outcome = "refused" // could not be read
)

func outcomes() []outcome { return []outcome{ready, draft, left, refused} }

func outcomeOf(r trade.Row) outcome {
	switch {
	case r.Status == exchange.Refused:
		return refused
	case !r.Taken():
		return left
	case r.Question.Ready():
		return ready
	default:
		return draft
	}
}

// reasons is all that is said about a question.
func reasons(r trade.Row) []string {
	var out []string
	if r.Reason != "" {
		out = append(out, r.Reason)
	}
	return append(out, r.Why...)
}

func (i importView) fields(c ui.Context) (file, format, title ui.Field) {
	file = ui.Field{Name: "file", Label: c.T("quizzes.file"), Hint: c.T("quizzes.file_hint"), Type: "file", Error: i.wrong["file"], Required: true}
	format = ui.Field{Name: "format", Label: c.T("quizzes.format"), Value: string(i.format), Error: i.wrong["format"]}
	for _, f := range trade.Formats() {
		format.Options = append(format.Options, ui.Option{Value: string(f), Label: c.T("quizzes.format." + string(f))})
	}
	title = ui.Field{Name: "title", Label: c.T("quizzes.bank_title"), Hint: c.T("quizzes.bank_title_hint"), Value: i.title, Error: i.wrong["title"], Optional: true, Max: longestTitle}
	return file, format, title
}

// again is what the form for the bank's file sends along.
func (i importView) again() []ui.Hidden {
	out := []ui.Hidden{{Name: "format", Value: string(i.format)}, {Name: "title", Value: i.title}}
	if i.read.kept != "" {
		out = append(out, ui.Hidden{Name: "kept", Value: i.read.kept})
	}
	return out
}
