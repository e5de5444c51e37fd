package enrol

import (
	"fmt"
	"strings"

	"understudy/app/civil"
)

// English says a problem in one sentence, with its place first and what would be right last.
func (p Problem) English() string {
	var b strings.Builder
	if p.Line > 0 {
		fmt.Fprintf(&b, "line %d", p.Line)
		if p.Column != "" {
			fmt.Fprintf(&b, ", column %s", p.Column)
		}
		b.WriteString(": ")
	}
	if p.Found != "" {
		fmt.Fprintf(&b, "found %q; ", p.Found)
	}
	return b.String() + p.Advice()
}

// Advice says in English what is wrong and what would be right, without the place.
func (p Problem) Advice() string {
	switch p.Code {
	case "too_large":
		return fmt.Sprintf("the file is larger than %v MB; split it", p.Args["Limit"])
	case "too_many":
		return fmt.Sprintf("the file has more than %v lines; split it", p.Args["Limit"])
	case "not_utf8":
		return "this is not UTF-8 text; save the file as \"CSV UTF-8\""
	case "empty_file":
		return "the file is empty; its first line names the columns, such as employee_id,name,email"
	case "quotes":
		return "the quotation marks do not match; a cell that holds one is put in quotation marks, with that one doubled"
	case "column_unknown":
		return fmt.Sprintf("there is no such column; the columns are %v", p.Args["Columns"])
	case "column_twice":
		return "this column stands there twice; keep one"
	case "column_missing":
		return "this column is missing; every file has employee_id and name"
	case "cells":
		return fmt.Sprintf("the line has that many cells and the header has %v; quote a cell that holds the separator", p.Args["Wanted"])
	default:
		return p.cellAdvice()
	}
}

func (p Problem) cellAdvice() string {
	day, _ := p.Args["Day"].(civil.Date)
	switch p.Code {
	case "missing":
		return "this cell is empty; write a value"
	case "control":
		return "the cell holds control characters; write plain text on one line"
	case "too_long":
		return fmt.Sprintf("the cell is too long; write at most %v characters", p.Args["Limit"])
	case "email_shape":
		return "this is not an e-mail address; write one such as amara@example.org, or leave the cell empty"
	case "unknown_role", "unknown_channel", "unknown_programme":
		return fmt.Sprintf("there is no such %s; write %v", strings.TrimPrefix(p.Code, "unknown_"), p.Args["Known"])
	case "bad_date":
		return "this is not a day; write YYYY-MM-DD, such as 2026-03-01"
	case "left_before_hired":
		return "the first day away is not after the first day of work; write a later day"
	case "hired_needed":
		return "nothing says since when this person works here; write the first day of work into hired_on, before left_on"
	case "hired_inside":
		return fmt.Sprintf("this person already works here since %s; write that day, or an earlier one", day)
	case "left_overlaps":
		return fmt.Sprintf("this person was hired again on %s; write that day at the latest", day)
	default:
		return p.relationAdvice()
	}
}

func (p Problem) relationAdvice() string {
	switch p.Code {
	case "twice":
		return fmt.Sprintf("line %v has the same; every person and every address stands in one line", p.Args["Line"])
	case "id_taken":
		return fmt.Sprintf("this employee_id belongs to %v; write another one, or change that person", p.Args["Name"])
	case "email_taken":
		return fmt.Sprintf("this address belongs to employee %v; write another one", p.Args["EmployeeID"])
	case "manager_self":
		return "nobody manages themselves; write somebody else's employee_id, or leave the cell empty"
	case "manager_unknown":
		return "nobody has this employee_id, here or in the file; write one that exists, or leave the cell empty"
	case "manager_refused":
		return fmt.Sprintf("this manager is new and their line %v is refused; mend that line first", p.Args["Line"])
	case "manager_circle":
		return fmt.Sprintf("these people would manage one another (%v); break the circle", p.Args["Chain"])
	case "last_admin":
		return "nobody would be left to administer; make somebody else an administrator first"
	default:
		return p.Code
	}
}

// Codes returns the code of every problem there is.
func Codes() []string {
	return []string{"too_large", "too_many", "not_utf8", "empty_file", "quotes", "column_unknown", "column_twice", "column_missing", "cells",
		"missing", "control", "too_long", "email_shape", "unknown_role", "unknown_channel", "unknown_programme", "bad_date",
		"left_before_hired", "hired_needed", "hired_inside", "left_overlaps", "twice", "id_taken", "email_taken", "manager_self", "manager_unknown",
		"manager_refused", "manager_circle", "last_admin"}
}
