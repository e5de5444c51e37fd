package author

import (
	"github.com/gofiber/fiber/v2"

	"understudy/app/catalog"
	"understudy/app/exchange"
	"understudy/app/fault"
	"understudy/app/quiz"
	"understudy/app/trade"
	"understudy/app/web/site"
)

// bankView is a bank with its questions, a page of them, and what each format makes of it.
type bankView struct {
	catalog.Bank
	questions  []quiz.Question // of this page
	lang       string          // of its texts
	count      int
	page, last int
	offers     []offer
}

// offer is what a format holds of a bank.
type offer struct {
	format exchange.Format
	held   int
	left   []trade.Left
}

// Bank shows a bank, and what each format cannot hold of it.
func (p Pages) Bank(v *site.Visit) error {
	bank, err := bankOf(v)
	if err != nil {
		return err
	}
	questions := questionsOf(v.Library, bank)
	view := bankView{Bank: bank, lang: langOf(v.Library, catalog.KindBank, bank.ID), count: len(questions), last: max((len(questions)+pageSize-1)/pageSize, 1)}
	view.page = min(max(v.QueryInt("page", 1), 1), view.last)
	view.questions = questions[(view.page-1)*pageSize : min(view.page*pageSize, len(questions))]
	for _, format := range trade.Formats() {
		held, left := trade.Offer(format, questions)
		view.offers = append(view.offers, offer{format, len(held), left})
	}
	return v.Render(bankPage(v, view))
}

// yamlFormat is the format of the library's own files.
const yamlFormat exchange.Format = "yaml"

// Export is a bank as a file: in the library's own format, which holds everything, or as much of it as another holds.
func (p Pages) Export(v *site.Visit) error {
	bank, err := bankOf(v)
	if err != nil {
		return err
	}
	questions, format := questionsOf(v.Library, bank), exchange.Format(v.Query("format"))
	if format == "" || format == yamlFormat {
		return download(v, bank.ID, yamlFormat, []byte(catalog.WriteBank(bank.ID, bank.Title, questions)))
	}
	if ending(format) == "" {
		return fault.New(fault.Invalid, "fault.bad_request")
	}
	held, _ := trade.Offer(format, questions)
	if len(held) == 0 {
		return fault.New(fault.Unprocessable, "quizzes.nothing_held")
	}
	file, err := exchange.Write(format, held)
	if err != nil {
		return err
	}
	return download(v, bank.ID, format, file)
}

// ending is what the names of files of a format end in, empty for no format.
func ending(format exchange.Format) string {
	switch format {
	case exchange.GIFT:
		return ".gift.txt"
	case exchange.Aiken:
		return ".aiken.txt"
	case exchange.MoodleXML:
		return ".xml"
	case exchange.QTI:
		return ".zip"
	case yamlFormat:
		return ".yaml"
	default:
		return ""
	}
}

// download answers with a file to keep.
func download(v *site.Visit, name string, format exchange.Format, file []byte) error {
	v.Ctx.Attachment(name + ending(format))
	kind := "text/plain; charset=utf-8"
	switch format {
	case exchange.MoodleXML:
		kind = "application/xml"
	case exchange.QTI:
		kind = "application/zip"
	case yamlFormat:
		kind = "application/yaml; charset=utf-8"
	}
	v.Ctx.Set(fiber.HeaderContentType, kind)
	return v.Ctx.Send(file)
}
