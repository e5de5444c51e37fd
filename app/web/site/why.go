package site

import (
	"understudy/app/conduct"
	"understudy/app/recert"
)

// Why renders the reasons of a status in the reader's language.
func Why(v *Visit, reasons []recert.Reason) []string {
	var out []string
	for _, r := range reasons {
		var args []any
		for _, a := range r.Args {
			switch {
			case !a.Day.IsZero():
				args = append(args, a.Name, v.UI.Date(a.Day))
			case a.Text != "":
				args = append(args, a.Name, ruleName(v, a.Text))
			default:
				args = append(args, a.Name, a.Number)
			}
		}
		out = append(out, v.UI.T("why."+r.Code, args...))
	}
	return out
}

// ruleName says "18 Privacy" for r18, and leaves any other text as it is.
func ruleName(v *Visit, text string) string {
	if rule, ok := v.Library.Rule(conduct.RuleID(text)); ok {
		return rule.Label()
	}
	return text
}
