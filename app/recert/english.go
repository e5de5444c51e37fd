package recert

import (
	"fmt"
	"strconv"
	"strings"

	"understudy/app/civil"
)

// English says a reason in one sentence.
func (r Reason) English() string {
	places := make([]string, 0, 2*len(r.Args))
	for _, a := range r.Args {
		places = append(places, "{"+a.Name+"}", a.english())
	}
	return strings.NewReplacer(places...).Replace(sentence(r.Code))
}

func (a Arg) english() string {
	switch {
	case !a.Day.IsZero():
		return longDate(a.Day)
	case a.Number != 0:
		return strconv.Itoa(a.Number)
	case a.Name == "cause":
		return cause(a.Text)
	default:
		return a.Text
	}
}

// longDate writes a day as 19 January 2025.
func longDate(d civil.Date) string {
	year, month, date := d.Parts()
	return fmt.Sprintf("%d %s %d", date, month, year)
}

// cause names what gave rise to a reason.
func cause(of string) string {
	switch of {
	case "hire":
		return "being hired"
	case "role":
		return "their role"
	case "team":
		return "their team"
	case "hand":
		return "being assigned by hand"
	case "":
		return "an assignment"
	default:
		return of
	}
}

// sentence returns the English text of a code, with its arguments in braces.
func sentence(code string) string {
	switch code {
	case WhyNever:
		return "Not certified yet."
	case WhyValid:
		return "Passed on {on}, valid through {through}."
	case WhyGrace:
		return "Passed on {on}, valid through {through}; the grace runs through {last}."
	case WhyLapsed:
		return "Passed on {on}, valid through {through}, and not renewed since."
	case WhyLapsedRule:
		return "Revision {rev} of rule {rule}, in force since {effective}, was not learned by {by}."
	case WhyLapsedAway:
		return "Away from {left} until the return on {back}, longer than the programme allows."
	case WhyRevoked:
		return "Revoked on {on}; nothing was passed since."
	default:
		return dutySentence(code)
	}
}

func dutySentence(code string) string {
	switch code {
	case WhyExempt:
		return "Exempt from {from} through {through}."
	case WhyExemptOpen:
		return "Exempt since {from}."
	case WhyLeave:
		return "On leave since {from}, back on {back}."
	case WhyLeaveOpen:
		return "On leave since {from}, with no day of return."
	case WhyReturned:
		return "Back from leave since {back}, which leaves 14 days more."
	case WhyOnboarding:
		return "Required since {from} through {cause}, to be finished by {by}."
	case WhyOnboardUndue:
		return "Required since {from} through {cause}."
	case WhyOnboardLate:
		return "Required since {from} through {cause}, and was to be finished by {by}."
	case WhyRenewal:
		return "The renewal opened on {opens} and is due by {by}."
	case WhyRenewalOpen:
		return "The renewal opened on {opens}."
	case WhyRenewalLate:
		return "The renewal opened on {opens} and was due by {by}."
	case WhyLateReason:
		return "It counts from {from}, when {cause} made it required."
	case WhyExtended:
		return "Extended through {to}."
	default:
		return ruleSentence(code)
	}
}

func ruleSentence(code string) string {
	switch code {
	case WhyRule:
		return "Revision {rev} of rule {rule}, in force since {effective}, is to be learned by {by}."
	case WhyRuleUndated:
		return "Revision {rev} of rule {rule}, in force since {effective}, is to be learned."
	case WhyRuleLate:
		return "Revision {rev} of rule {rule}, in force since {effective}, was to be learned by {by}."
	case WhyRuleUpcoming:
		return "Revision {rev} of rule {rule} is published and takes effect on {effective}."
	case WhyAfresh:
		return "It is to be passed afresh."
	case WhyReasonLater:
		return "It will be required from {from}, through {cause}."
	case WhyNoReason:
		return "Nothing requires it on this day."
	case WhyAway:
		return "Not employed on this day."
	case WhySettled:
		return "Nothing is to be done before {opens}."
	default:
		return code
	}
}
