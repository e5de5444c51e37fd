package ui

import (
	"github.com/a-h/templ"

	"understudy/app/civil"
)

// look is how one word of a status is shown.
type look struct {
	tone Tone
	icon IconName
	key  string // of the catalogue, below "status."
}

func (l look) chip(c Context, word string) templ.Component {
	if l.key == "" {
		return Chip(Neutral, IconInfo, word)
	}
	return Chip(l.tone, l.icon, c.T("status."+l.key))
}

// dated is chip with a day, where there is a day and a text for it.
func (l look) dated(c Context, word string, day civil.Date) templ.Component {
	key := "status." + l.key + "_date"
	if l.key == "" || day.IsZero() || !c.Has(key) {
		return l.chip(c, word)
	}
	return Chip(l.tone, l.icon, c.T(key, "Date", c.Date(day)))
}

// Validity shows what a certificate is worth: never, valid, grace, lapsed or revoked.
func Validity(c Context, validity string) templ.Component {
	return validityLook(validity).chip(c, validity)
}

// ValidityUntil is [Validity] with the last day on which it holds.
func ValidityUntil(c Context, validity string, through civil.Date) templ.Component {
	return validityLook(validity).dated(c, validity, through)
}

func validityLook(validity string) look {
	switch validity {
	case "never":
		return look{Neutral, IconMinus, "validity.never"}
	case "valid":
		return look{Good, IconShield, "validity.valid"}
	case "grace":
		return look{Warn, IconClock, "validity.grace"}
	case "lapsed":
		return look{Bad, IconWarn, "validity.lapsed"}
	case "revoked":
		return look{Bad, IconBan, "validity.revoked"}
	default:
		return look{}
	}
}

// Duty shows what somebody has to do: none, upcoming, open, overdue, paused or waived. The day is the
// last on which it is done in time; it may be none.
func Duty(c Context, duty string, by civil.Date) templ.Component {
	return dutyLook(duty).dated(c, duty, by)
}

func dutyLook(duty string) look {
	switch duty {
	case "none":
		return look{Neutral, IconCheck, "duty.none"}
	case "upcoming":
		return look{Info, IconCalendar, "duty.upcoming"}
	case "open":
		return look{Warn, IconClock, "duty.open"}
	case "overdue":
		return look{Bad, IconWarn, "duty.overdue"}
	case "paused":
		return look{Neutral, IconPause, "duty.paused"}
	case "waived":
		return look{Neutral, IconMinus, "duty.waived"}
	default:
		return look{}
	}
}

// RuleState shows where somebody stands with a rule: untaught, fresh, changed, fading or waived.
func RuleState(c Context, state string) templ.Component {
	switch state {
	case "untaught":
		return look{Neutral, IconMinus, "rule.untaught"}.chip(c, state)
	case "fresh":
		return look{Good, IconCheck, "rule.fresh"}.chip(c, state)
	case "changed":
		return look{Info, IconHistory, "rule.changed"}.chip(c, state)
	case "fading":
		return look{Warn, IconClock, "rule.fading"}.chip(c, state)
	case "waived":
		return look{Neutral, IconMinus, "rule.waived"}.chip(c, state)
	default:
		return look{}.chip(c, state)
	}
}

// Sign shows what an answer showed of a rule: shown, missed, broken, nochance, or confirm for a breach
// that a trainer has yet to confirm.
func Sign(c Context, sign string) templ.Component {
	switch sign {
	case "shown":
		return look{Good, IconCheck, "sign.shown"}.chip(c, sign)
	case "missed":
		return look{Warn, IconMinus, "sign.missed"}.chip(c, sign)
	case "broken":
		return look{Bad, IconX, "sign.broken"}.chip(c, sign)
	case "partly":
		return look{Warn, IconCheck, "sign.partly"}.chip(c, sign)
	case "notjudged":
		return look{Neutral, IconEye, "sign.notjudged"}.chip(c, sign)
	case "nochance":
		return look{Neutral, IconDot, "sign.nochance"}.chip(c, sign)
	case "confirm":
		return look{Info, IconEye, "sign.confirm"}.chip(c, sign)
	default:
		return look{}.chip(c, sign)
	}
}
