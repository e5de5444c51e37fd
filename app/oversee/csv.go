package oversee

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// Header is the first line of the board as CSV. The names are a contract with whoever reads the file.
func Header() []string {
	return []string{"employee_id", "name", "email", "team", "programme", "validity", "duty", "opens_on", "due_by", "valid_through", "steps_done", "steps",
		"rules_taught", "rules", "last_activity", "hired_on", "needs_attention", "rules_ready", "ready_percent"}
}

// WriteCSV writes rows as CSV, line by line. What a spreadsheet would take for a formula is defused.
func WriteCSV(to io.Writer, rows []Row) error {
	w := csv.NewWriter(to)
	w.UseCRLF = true
	if err := w.Write(Header()); err != nil {
		return err
	}
	for _, r := range rows {
		p := r.Person
		line := []string{p.EmployeeID, p.Name, p.Email, p.TeamName, r.Programme, string(r.Validity), string(r.Duty), r.OpensOn.String(), r.DueBy().String(),
			r.Through().String(), strconv.Itoa(r.Done), strconv.Itoa(r.Steps), strconv.Itoa(r.Taught), strconv.Itoa(r.Applies), r.LastDay.String(),
			r.HiredOn.String(), yesNo(r.Need.Pressing()), strconv.Itoa(r.Ready), strconv.Itoa(r.ReadyPercent())}
		for i, cell := range line {
			line[i] = Safe(cell)
		}
		if err := w.Write(line); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// Safe puts an apostrophe before a cell that a spreadsheet would run as a formula (OWASP, CSV
// injection).
func Safe(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
