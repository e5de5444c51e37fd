package recert

import "understudy/app/civil"

// Reason is one fact behind an answer, as a code with arguments. Pages and the command say it in words:
// the catalogue key is "why." + Code.
type Reason struct {
	Code string
	Args []Arg
}

// Arg is a named argument of a reason; one of Day, Text and Number is set.
type Arg struct {
	Name   string
	Day    civil.Date
	Text   string
	Number int
}

// Values returns the arguments by name, as a civil.Date, string or int, for a message catalogue.
func (r Reason) Values() map[string]any {
	values := make(map[string]any, len(r.Args))
	for _, a := range r.Args {
		switch {
		case !a.Day.IsZero():
			values[a.Name] = a.Day
		case a.Number != 0:
			values[a.Name] = a.Number
		default:
			values[a.Name] = a.Text
		}
	}
	return values
}

// The codes of reasons, with their arguments. Days named through and by are inclusive, as people read
// them; the others are the day itself.
const (
	WhyNever        = "never"
	WhyValid        = "valid"              // on, through
	WhyGrace        = "grace"              // on, through, last: the last day of grace
	WhyLapsed       = "lapsed"             // on, through
	WhyLapsedRule   = "lapsed.rule"        // rule, rev, effective, by
	WhyLapsedAway   = "lapsed.away"        // left, back
	WhyRevoked      = "revoked"            // on
	WhyExempt       = "exempt"             // from, through
	WhyExemptOpen   = "exempt.open"        // from
	WhyLeave        = "leave"              // from, back
	WhyLeaveOpen    = "leave.open"         // from
	WhyReturned     = "returned"           // back
	WhyOnboarding   = "onboarding"         // cause, from, by
	WhyOnboardUndue = "onboarding.undated" // cause, from
	WhyOnboardLate  = "onboarding.overdue" // cause, from, by
	WhyRenewal      = "renewal"            // opens, by
	WhyRenewalOpen  = "renewal.undated"    // opens
	WhyRenewalLate  = "renewal.overdue"    // opens, by
	WhyLateReason   = "reason.late"        // cause, from
	WhyExtended     = "extended"           // to
	WhyRule         = "rule"               // rule, rev, effective, by
	WhyRuleUndated  = "rule.undated"       // rule, rev, effective
	WhyRuleLate     = "rule.overdue"       // rule, rev, effective, by
	WhyRuleUpcoming = "rule.upcoming"      // rule, rev, effective
	WhyAfresh       = "afresh"             //
	WhyReasonLater  = "reason.later"       // cause, from
	WhyNoReason     = "unassigned"         //
	WhyAway         = "away"               //
	WhySettled      = "settled"            // opens
)

// Codes returns every code there is, so that a test can hold a catalogue against it.
func Codes() []string {
	return []string{
		WhyNever, WhyValid, WhyGrace, WhyLapsed, WhyLapsedRule, WhyLapsedAway, WhyRevoked,
		WhyExempt, WhyExemptOpen, WhyLeave, WhyLeaveOpen, WhyReturned,
		WhyOnboarding, WhyOnboardUndue, WhyOnboardLate, WhyRenewal, WhyRenewalOpen, WhyRenewalLate,
		WhyLateReason, WhyExtended, WhyRule, WhyRuleUndated, WhyRuleLate, WhyRuleUpcoming,
		WhyAfresh, WhyReasonLater, WhyNoReason, WhyAway, WhySettled,
	}
}

func because(code string, args ...Arg) Reason { return Reason{Code: code, Args: args} }
func day(name string, d civil.Date) Arg       { return Arg{Name: name, Day: d} }
func lastDay(name string, d civil.Date) Arg   { return Arg{Name: name, Day: d.AddDays(-1)} }
func text(name, s string) Arg                 { return Arg{Name: name, Text: s} }

// why names what the answer rests on: first the certificate, then the duty.
func (v *view) why(s Status, c certificate, todo []task, exemption Adjustment) []Reason {
	reasons := v.whyCertificate(s.Validity, c)
	switch s.Duty {
	case Waived:
		if exemption.To.IsZero() {
			return append(reasons, because(WhyExemptOpen, day("from", exemption.From)))
		}
		return append(reasons, because(WhyExempt, day("from", exemption.From), lastDay("through", exemption.To)))
	case Paused:
		reasons = append(reasons, whyLeave(*v.leave()))
		return append(reasons, v.whyTask(v.pressing(todo), c)...)
	case Open, Overdue:
		return append(reasons, v.whyTask(v.pressing(todo), c)...)
	case Upcoming:
		return append(reasons, v.whyUpcoming())
	default:
		return append(reasons, v.whyNone(c))
	}
}

func (v *view) whyCertificate(validity Validity, c certificate) []Reason {
	on, through := day("on", v.now.completed), lastDay("through", c.until)
	switch {
	case validity == Never:
		return []Reason{because(WhyNever)}
	case validity == Revoked:
		return []Reason{because(WhyRevoked, day("on", v.revoked))}
	case validity == Valid:
		return []Reason{because(WhyValid, on, through)}
	case validity == Grace:
		reasons := []Reason{because(WhyGrace, on, through, lastDay("last", c.lapses))}
		if !c.extended.IsZero() {
			reasons = append(reasons, because(WhyExtended, lastDay("to", c.extended)))
		}
		return reasons
	case c.expired.Rule != "":
		by := c.expired.EffectiveOn.Plus(v.pinned().Notice)
		return []Reason{because(WhyLapsedRule, append(aboutRevision(c.expired), lastDay("by", by))...)}
	case !c.back.IsZero() && c.back == c.lapses:
		return []Reason{because(WhyLapsedAway, day("left", c.left), day("back", c.back))}
	default:
		return []Reason{because(WhyLapsed, on, through)}
	}
}

func aboutRevision(r Revision) []Arg {
	return []Arg{text("rule", r.Rule), {Name: "rev", Number: r.Rev}, day("effective", r.EffectiveOn)}
}

func whyLeave(l Span) Reason {
	if l.To.IsZero() {
		return because(WhyLeaveOpen, day("from", l.From))
	}
	return because(WhyLeave, day("from", l.From), day("back", l.To))
}

// whyTask says why a task is open or overdue, and what moved its due day.
func (v *view) whyTask(t task, c certificate) []Reason {
	if t.kind == afresh {
		return []Reason{because(WhyAfresh)}
	}
	reasons := []Reason{v.whyDue(t)}
	if t.kind == renewal && !t.claim.From.IsZero() {
		reasons = append(reasons, because(WhyLateReason, text("cause", t.claim.Cause), day("from", t.claim.clock)))
	}
	// In grace the extension was already named: it is what the grace is counted from.
	if t.kind != oneRule && !c.extended.IsZero() && (c.until.IsZero() || v.day.Before(c.until)) {
		reasons = append(reasons, because(WhyExtended, lastDay("to", c.extended)))
	}
	if !t.moved.IsZero() && v.leave() == nil {
		reasons = append(reasons, because(WhyReturned, day("back", t.moved)))
	}
	return reasons
}

// whyDue says what a task is and by when it is due.
func (v *view) whyDue(t task) Reason {
	var codes [3]string // with a due day, without, overdue
	var args []Arg
	switch t.kind {
	case onboarding:
		codes = [3]string{WhyOnboarding, WhyOnboardUndue, WhyOnboardLate}
		args = []Arg{text("cause", t.claim.Cause), day("from", t.claim.clock)}
	case renewal:
		codes = [3]string{WhyRenewal, WhyRenewalOpen, WhyRenewalLate}
		args = []Arg{day("opens", t.opens)}
	default:
		codes = [3]string{WhyRule, WhyRuleUndated, WhyRuleLate}
		args = aboutRevision(t.rev)
	}
	if t.due.IsZero() {
		return Reason{codes[1], args}
	}
	args = append(args, lastDay("by", t.due))
	if v.urgency(t.due) == Overdue {
		return Reason{codes[2], args}
	}
	return Reason{codes[0], args}
}

func (v *view) whyUpcoming() Reason {
	if rev := v.laterRevision(); rev != nil {
		return because(WhyRuleUpcoming, aboutRevision(*rev)...)
	}
	next := v.laterReason()
	return because(WhyReasonLater, text("cause", next.Cause), day("from", next.From))
}

func (v *view) whyNone(c certificate) Reason {
	switch {
	case len(v.claims) == 0:
		return because(WhyNoReason)
	case !v.employed():
		return because(WhyAway)
	default:
		return because(WhySettled, day("opens", c.opens))
	}
}
