package team

import (
	"understudy/app/civil"
	"understudy/app/oversee"
	"understudy/app/web/ui"
)

// needText says why somebody needs attention, or why not.
func needText(c ui.Context, n oversee.Need) string {
	return c.T("team.need."+n.Key, "Day", c.Date(n.Day), "Count", n.Count)
}

// activity says when somebody did something last.
func activity(c ui.Context, last, day civil.Date) string {
	switch days := day.Days(last); {
	case last.IsZero():
		return c.T("team.activity.never")
	case days == 0:
		return c.T("team.activity.today")
	case days == 1:
		return c.T("team.activity.yesterday")
	case days <= 60:
		return c.T("team.activity.days", "Count", days)
	default:
		return c.Date(last)
	}
}

// cause says why a programme was asked for.
func cause(c ui.Context, cause string) string {
	if key := "team.cause." + cause; c.Has(key) {
		return c.T(key)
	}
	return cause
}
