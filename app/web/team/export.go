package team

import (
	"bufio"
	"log/slog"

	"understudy/app/oversee"
	"understudy/app/web/site"
)

// Export answers with the board as CSV: every row that the filter in the address leaves.
func (p Pages) Export(v *site.Visit) error {
	filter, _ := filterOf(v)
	board, err := p.Desk.All(v.Context(), v.Me(), filter, v.Now)
	if err != nil {
		return err
	}
	v.Ctx.Set("Content-Type", "text/csv; charset=utf-8")
	v.Ctx.Attachment("team-" + filter.AsOf.String() + ".csv")
	v.Ctx.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		if err := oversee.WriteCSV(w, board.Rows); err != nil {
			slog.Info("the reader of an export left", "request", v.Request)
		}
	})
	return nil
}
