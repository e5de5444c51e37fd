package recert_test

import (
	"strings"
	"testing"
	"time"

	"understudy/app/civil"
	"understudy/app/recert"
)

// d reads a day written in a test; "" is no day.
func d(text string) civil.Date {
	if text == "" {
		return civil.Date{}
	}
	return must(civil.Parse(text))
}

func p(text string) civil.Period { return must(civil.ParsePeriod(text)) }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func yearly() recert.Terms {
	return recert.Terms{
		Mode: recert.Anniversary, Period: p("P1Y"), Window: p("P1M"), Grace: p("P14D"),
		OnboardingDue: recert.Within(p("P2W")), Notice: p("P30D"),
		RehireGap: recert.Within(p("P6M")), LapseLimit: recert.Within(p("P1Y")),
	}
}

// anna was hired on 2024-01-08 and passed on the days given.
func anna(passes ...string) recert.Facts {
	f := recert.Facts{
		Terms:   []recert.TermsFrom{{Terms: yearly()}},
		Spells:  []recert.Span{{From: d("2024-01-08")}},
		Reasons: []recert.Assignment{{Cause: "hire", From: d("2024-01-08")}},
	}
	for _, on := range passes {
		f.Passes = append(f.Passes, recert.Pass{On: d(on)})
	}
	return f
}

func material(effective, published string) recert.Revision {
	return recert.Revision{Rule: "r18", Rev: 2, Class: recert.Material, EffectiveOn: d(effective), PublishedOn: d(published)}
}

// short writes an answer as "validity duty opens due until lapses anchor", with - for no day.
func short(s recert.Status) string {
	words := []string{string(s.Validity), string(s.Duty)}
	for _, day := range []civil.Date{s.OpensOn, s.DueOn, s.Until, s.LapsesOn, s.Anchor} {
		if day.IsZero() {
			words = append(words, "-")
		} else {
			words = append(words, day.String())
		}
	}
	return strings.Join(words, " ")
}

const passed = "2024-01-19" // the first pass in most rows: until 2025-01-19, window from 2024-12-19, grace to 2025-02-02

func TestEveryRowOfTheSituationTable(t *testing.T) {
	type change func(*recert.Facts)
	revised := func(r recert.Revision) change {
		return func(f *recert.Facts) { f.Revisions = append(f.Revisions, r) }
	}
	adjusted := func(a recert.Adjustment) change {
		return func(f *recert.Facts) { f.Adjustments = append(f.Adjustments, a) }
	}
	away := func(from, to string) change {
		return func(f *recert.Facts) { f.Leaves = append(f.Leaves, recert.Span{From: d(from), To: d(to)}) }
	}
	reason := func(a ...recert.Assignment) change { return func(f *recert.Facts) { f.Reasons = a } }
	spells := func(s ...recert.Span) change { return func(f *recert.Facts) { f.Spells = s } }
	terms := func(with func(*recert.Terms)) change {
		return func(f *recert.Facts) { with(&f.Terms[0].Terms) }
	}
	covered := func(rev int, on string) change {
		return func(f *recert.Facts) {
			f.Coverage = append(f.Coverage, recert.Coverage{Rule: "r18", Rev: rev, On: d(on)})
		}
	}
	noDate := terms(func(t *recert.Terms) { t.OnboardingDue = recert.Limit{} })
	spring := revised(material("2024-06-01", "2024-05-10")) // notice runs out on 2024-07-01
	left := spells(recert.Span{From: d("2024-01-08"), To: d("2024-03-01")}, recert.Span{From: d("2024-09-01")})
	leftLong := spells(recert.Span{From: d("2024-01-08"), To: d("2024-03-01")}, recert.Span{From: d("2024-09-02")})
	toMarch := recert.Adjustment{Kind: recert.Extension, Until: d("2025-03-01")}
	onDay := func(a recert.Adjustment, day string) recert.Adjustment { a.Day = d(day); return a }
	revocation := adjusted(recert.Adjustment{Kind: recert.Revocation, From: d("2024-05-01")})

	rows := []struct {
		name    string
		passes  string
		changes []change
		on      string
		want    string
	}{
		{"never certified", "", nil, "2024-01-08", "never open 2024-01-08 2024-01-22 - - -"},
		{"never certified, last day", "", nil, "2024-01-21", "never open 2024-01-08 2024-01-22 - - -"},
		{"never certified, due day", "", nil, "2024-01-22", "never overdue 2024-01-08 2024-01-22 - - -"},
		{"the reason's own due wins", "", []change{reason(recert.Assignment{Cause: "hire", From: d("2024-01-08"), Due: d("2024-03-01")})}, "2024-02-10", "never open 2024-01-08 2024-03-01 - - -"},
		{"without either date", "", []change{noDate}, "2025-02-10", "never open 2024-01-08 - - - -"},
		{"a pass that lies ahead", passed, nil, "2024-01-18", "never open 2024-01-08 2024-01-22 - - -"},

		{"valid", passed, nil, "2024-01-19", "valid none 2024-12-19 - 2025-01-19 2025-02-02 2024-01-19"},
		{"day before the window", passed, nil, "2024-12-18", "valid none 2024-12-19 - 2025-01-19 2025-02-02 2024-01-19"},
		{"window opens", passed, nil, "2024-12-19", "valid open 2024-12-19 2025-01-19 2025-01-19 2025-02-02 2024-01-19"},
		{"last valid day", passed, nil, "2025-01-18", "valid open 2024-12-19 2025-01-19 2025-01-19 2025-02-02 2024-01-19"},
		{"until", passed, nil, "2025-01-19", "grace overdue 2024-12-19 2025-01-19 2025-01-19 2025-02-02 2024-01-19"},
		{"last day of grace", passed, nil, "2025-02-01", "grace overdue 2024-12-19 2025-01-19 2025-01-19 2025-02-02 2024-01-19"},
		{"lapses", passed, nil, "2025-02-02", "lapsed overdue 2024-12-19 2025-01-19 2025-01-19 2025-02-02 2024-01-19"},

		{"renewed on the day the window opens", passed + " 2024-12-19", nil, "2024-12-19", "valid none 2025-12-19 - 2026-01-19 2026-02-02 2024-01-19"},
		{"renewed the day before the window", passed + " 2024-12-18", nil, "2024-12-18", "valid none 2025-11-18 - 2025-12-18 2026-01-01 2024-12-18"},
		{"passed on the until day", passed + " 2025-01-19", nil, "2025-01-19", "valid none 2025-12-19 - 2026-01-19 2026-02-02 2025-01-19"},
		{"passed in grace", passed + " 2025-01-25", nil, "2025-01-25", "valid none 2025-12-25 - 2026-01-25 2026-02-08 2025-01-25"},

		{"a late reason, open", passed, []change{reason(recert.Assignment{Cause: "role", From: d("2026-03-01")})}, "2026-03-05", "lapsed open 2024-12-19 2026-03-15 2025-01-19 2025-02-02 2024-01-19"},
		{"a late reason, overdue", passed, []change{reason(recert.Assignment{Cause: "role", From: d("2026-03-01")})}, "2026-03-15", "lapsed overdue 2024-12-19 2026-03-15 2025-01-19 2025-02-02 2024-01-19"},

		{"revision not published", passed, []change{spring}, "2024-05-09", "valid none 2024-12-19 - 2025-01-19 2025-02-02 2024-01-19"},
		{"revision published", passed, []change{spring}, "2024-05-10", "valid upcoming 2024-12-19 - 2025-01-19 2025-02-02 2024-01-19"},
		{"revision published and covered early", passed, []change{spring, covered(2, "2024-05-12")}, "2024-05-12", "valid none 2024-12-19 - 2025-01-19 2025-02-02 2024-01-19"},
		{"revision in force", passed, []change{spring}, "2024-06-01", "valid open 2024-12-19 2024-07-01 2025-01-19 2025-02-02 2024-01-19"},
		{"notice over", passed, []change{spring}, "2024-07-01", "lapsed overdue 2024-06-01 2024-07-01 2024-07-01 2024-07-01 2024-01-19"},
		{"covered late heals", passed, []change{spring, covered(2, "2024-08-01")}, "2024-08-01", "valid none 2024-12-19 - 2025-01-19 2025-02-02 2024-01-19"},
		{"evidence for the revision before does not cover", passed, []change{spring, covered(1, "2024-06-02")}, "2024-06-02", "valid open 2024-12-19 2024-07-01 2025-01-19 2025-02-02 2024-01-19"},
		{"a pass on the effective day covers", passed + " 2024-06-01", []change{spring}, "2024-07-01", "valid none 2025-05-01 - 2025-06-01 2025-06-15 2024-06-01"},
		{"never certified: a revision asks nothing", "", []change{noDate, spring}, "2024-07-01", "never open 2024-01-08 - - - -"},
		{"editorial asks nothing", passed, []change{revised(recert.Revision{Rule: "r18", Rev: 2, Class: recert.Editorial, EffectiveOn: d("2024-06-01")})}, "2024-07-01", "valid none 2024-12-19 - 2025-01-19 2025-02-02 2024-01-19"},
		{"retired removes", passed, []change{spring, revised(recert.Revision{Rule: "r18", Rev: 3, Class: recert.Retired, EffectiveOn: d("2024-06-20")})}, "2024-07-01", "valid none 2024-12-19 - 2025-01-19 2025-02-02 2024-01-19"},

		{"on leave in the window", passed, []change{away("2025-01-02", "2025-03-01")}, "2025-01-02", "valid paused 2024-12-19 2025-03-15 2025-01-19 2025-02-02 2024-01-19"},
		{"on leave, validity runs on", passed, []change{away("2025-01-02", "2025-03-01")}, "2025-02-02", "lapsed paused 2024-12-19 2025-03-15 2025-01-19 2025-02-02 2024-01-19"},
		{"back from leave", passed, []change{away("2025-01-02", "2025-03-01")}, "2025-03-01", "lapsed open 2024-12-19 2025-03-15 2025-01-19 2025-02-02 2024-01-19"},
		{"a fortnight after the return", passed, []change{away("2025-01-02", "2025-03-01")}, "2025-03-15", "lapsed overdue 2024-12-19 2025-03-15 2025-01-19 2025-02-02 2024-01-19"},
		{"leave that began when overdue moves nothing", passed, []change{away("2025-02-10", "2025-03-01")}, "2025-02-20", "lapsed paused 2024-12-19 2025-01-19 2025-01-19 2025-02-02 2024-01-19"},
		{"open-ended leave", passed, []change{away("2025-01-02", "")}, "2025-06-02", "lapsed paused 2024-12-19 - 2025-01-19 2025-02-02 2024-01-19"},
		{"leave before the window", passed, []change{away("2024-12-01", "2024-12-19")}, "2024-12-20", "valid open 2024-12-19 2025-01-19 2025-01-19 2025-02-02 2024-01-19"},
		{"leave with nothing to do", passed, []change{away("2024-06-01", "2024-07-01")}, "2024-06-10", "valid none 2024-12-19 - 2025-01-19 2025-02-02 2024-01-19"},
		{"two leaves, the second within the fortnight", passed, []change{away("2025-01-02", "2025-02-01"), away("2025-02-10", "2025-02-20")}, "2025-02-21", "lapsed open 2024-12-19 2025-03-06 2025-01-19 2025-02-02 2024-01-19"},
		{"leave while onboarding", "", []change{away("2024-01-15", "2024-02-01")}, "2024-02-03", "never open 2024-01-08 2024-02-15 - - -"},

		{"extended, valid", passed, []change{adjusted(toMarch)}, "2025-01-18", "valid open 2024-12-19 2025-03-01 2025-01-19 2025-03-15 2024-01-19"},
		{"extended, grace", passed, []change{adjusted(toMarch)}, "2025-01-19", "grace open 2024-12-19 2025-03-01 2025-01-19 2025-03-15 2024-01-19"},
		{"extended, over", passed, []change{adjusted(toMarch)}, "2025-03-01", "grace overdue 2024-12-19 2025-03-01 2025-01-19 2025-03-15 2024-01-19"},
		{"extended, lapsed", passed, []change{adjusted(toMarch)}, "2025-03-15", "lapsed overdue 2024-12-19 2025-03-01 2025-01-19 2025-03-15 2024-01-19"},
		{"an extension leaves the next anchor alone", passed + " 2025-02-20", []change{adjusted(toMarch)}, "2025-02-20", "valid none 2026-01-20 - 2026-02-20 2026-03-06 2025-02-20"},
		{"an extension no later than until", passed, []change{adjusted(recert.Adjustment{Kind: recert.Extension, Until: d("2025-01-19")})}, "2025-01-19", "grace overdue 2024-12-19 2025-01-19 2025-01-19 2025-02-02 2024-01-19"},
		{"not recorded yet", passed, []change{adjusted(onDay(toMarch, "2025-01-10"))}, "2025-01-09", "valid open 2024-12-19 2025-01-19 2025-01-19 2025-02-02 2024-01-19"},
		{"recorded", passed, []change{adjusted(onDay(toMarch, "2025-01-10"))}, "2025-01-10", "valid open 2024-12-19 2025-03-01 2025-01-19 2025-03-15 2024-01-19"},
		{"recorded before the first pass, spent by it", passed, []change{adjusted(onDay(toMarch, "2024-01-10"))}, "2025-01-19", "grace overdue 2024-12-19 2025-01-19 2025-01-19 2025-02-02 2024-01-19"},
		{"never certified, extended", "", []change{adjusted(onDay(toMarch, "2024-01-10"))}, "2025-02-28", "never open 2024-01-08 2025-03-01 - - -"},

		{"exempt", passed, []change{adjusted(recert.Adjustment{Kind: recert.Exemption, From: d("2025-01-01"), To: d("2025-02-01")})}, "2025-01-31", "grace waived 2024-12-19 - 2025-01-19 2025-02-02 2024-01-19"},
		{"no longer exempt", passed, []change{adjusted(recert.Adjustment{Kind: recert.Exemption, From: d("2025-01-01"), To: d("2025-02-01")})}, "2025-02-01", "grace overdue 2024-12-19 2025-01-19 2025-01-19 2025-02-02 2024-01-19"},
		{"equivalence", "", []change{adjusted(recert.Adjustment{Kind: recert.Equivalence, From: d(passed)})}, passed, "valid none 2024-12-19 - 2025-01-19 2025-02-02 2024-01-19"},
		{"revoked", passed, []change{revocation}, "2024-05-01", "revoked open - - - - -"},
		{"revoked without a live reason", passed, []change{revocation, reason(recert.Assignment{Cause: "hire", From: d("2024-01-08"), To: d("2024-02-01")})}, "2024-05-01", "revoked none - - - - -"},
		{"passed on the day of the revocation", passed + " 2024-05-01", []change{revocation}, "2024-05-01", "valid none 2025-04-01 - 2025-05-01 2025-05-15 2024-05-01"},
		{"revoked and on leave", passed, []change{revocation, away("2024-05-01", "2024-06-01")}, "2024-05-01", "revoked paused - - - - -"},

		{"rehired within the gap", passed, []change{left}, "2024-09-01", "valid none 2024-12-19 - 2025-01-19 2025-02-02 2024-01-19"},
		{"rehired beyond the gap", passed, []change{leftLong}, "2024-09-02", "lapsed overdue 2024-09-02 2024-09-02 2024-09-02 2024-09-02 2024-01-19"},
		{"rehired beyond the gap and passed", passed + " 2024-09-02", []change{leftLong}, "2024-09-02", "valid none 2025-08-02 - 2025-09-02 2025-09-16 2024-09-02"},
		{"between spells", passed, []change{leftLong}, "2024-09-01", "valid none 2024-12-19 - 2025-01-19 2025-02-02 2024-01-19"},

		{"no live reason", passed, []change{reason(recert.Assignment{Cause: "hire", From: d("2024-01-08"), To: d("2025-01-01")})}, "2025-01-20", "grace none 2024-12-19 - 2025-01-19 2025-02-02 2024-01-19"},
		{"no reason at all", "", []change{reason()}, "2025-01-20", "never none - - - - -"},
		{"before a spell", "", []change{spells(recert.Span{From: d("2024-02-01")})}, "2024-01-31", "never none 2024-01-08 - - - -"},
		{"after a spell", "", []change{spells(recert.Span{From: d("2024-01-01"), To: d("2024-02-01")})}, "2024-02-01", "never none 2024-01-08 - - - -"},
		{"a reason that starts later", "", nil, "2024-01-07", "never upcoming - - - - -"},
		{"a reason that comes back restarts nothing", "", []change{reason(
			recert.Assignment{Cause: "hire", From: d("2024-01-08"), To: d("2024-02-01")},
			recert.Assignment{Cause: "hire", From: d("2024-06-01")})}, "2024-06-01", "never overdue 2024-01-08 2024-01-22 - - -"},
		{"the earliest of two reasons", "", []change{reason(
			recert.Assignment{Cause: "hire", From: d("2024-01-08"), Due: d("2024-05-01")},
			recert.Assignment{Cause: "role", From: d("2024-02-01")})}, "2024-02-01", "never open 2024-01-08 2024-02-15 - - -"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			f := anna(strings.Fields(row.passes)...)
			for _, change := range row.changes {
				change(&f)
			}
			if got := short(recert.Derive(f, d(row.on), time.Time{})); got != row.want {
				t.Errorf("on %s\n got %s\nwant %s", row.on, got, row.want)
			}
		})
	}
}

func TestStatesOfARule(t *testing.T) {
	newRule := recert.Revision{Rule: "r18", Rev: 1, Class: recert.New, EffectiveOn: d("2024-06-01"), PublishedOn: d("2024-05-10")}
	rev2 := material("2024-06-01", "2024-05-10")
	retired := recert.Revision{Rule: "r18", Rev: 3, Class: recert.Retired, EffectiveOn: d("2024-07-01")}
	cover := func(rev int, on string) []recert.Coverage {
		return []recert.Coverage{{Rule: "r18", Rev: rev, On: d(on)}}
	}
	exempt := []recert.Adjustment{{Kind: recert.Exemption, From: d("2024-01-01")}}
	rows := []struct {
		name      string
		passes    string
		revisions []recert.Revision
		coverage  []recert.Coverage
		adjusted  []recert.Adjustment
		fading    []string
		on        string
		want      recert.RuleState
	}{
		{"nobody taught it", "", []recert.Revision{rev2}, nil, nil, nil, "2024-06-01", recert.Untaught},
		{"taught at this revision", "", []recert.Revision{rev2}, cover(2, "2024-06-02"), nil, nil, "2024-06-02", recert.Fresh},
		{"taught at a later revision", "", []recert.Revision{rev2}, cover(3, "2024-06-02"), nil, nil, "2024-06-02", recert.Fresh},
		{"taught before it took effect", "", []recert.Revision{rev2}, cover(2, "2024-01-02"), nil, nil, "2024-06-02", recert.Fresh},
		{"taught at the revision before", "", []recert.Revision{rev2}, cover(1, "2024-05-02"), nil, nil, "2024-06-01", recert.Changed},
		{"taught at the revision before, not in force", "", []recert.Revision{rev2}, cover(1, "2024-05-02"), nil, nil, "2024-05-31", recert.Fresh},
		{"passed before it changed", passed, []recert.Revision{rev2}, nil, nil, nil, "2024-06-01", recert.Changed},
		{"passed, not in force", passed, []recert.Revision{rev2}, nil, nil, nil, "2024-05-31", recert.Fresh},
		{"passed on the day", passed + " 2024-06-01", []recert.Revision{rev2}, nil, nil, nil, "2024-06-01", recert.Fresh},
		{"a rule yet to be new", passed, []recert.Revision{newRule}, nil, nil, nil, "2024-05-31", recert.Untaught},
		{"a new rule", passed, []recert.Revision{newRule}, nil, nil, nil, "2024-06-01", recert.Changed},
		{"fading", passed + " 2024-06-01", []recert.Revision{rev2}, nil, nil, []string{"r18"}, "2024-06-01", recert.Fading},
		{"only what is fresh fades", passed, []recert.Revision{rev2}, nil, nil, []string{"r18"}, "2024-06-01", recert.Changed},
		{"waived", passed, []recert.Revision{rev2}, nil, exempt, nil, "2024-06-01", recert.RuleWaived},
		{"retired is left out", passed, []recert.Revision{rev2, retired}, nil, nil, nil, "2024-07-01", ""},
		{"not retired yet", passed, []recert.Revision{rev2, retired}, nil, nil, nil, "2024-06-30", recert.Changed},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			f := anna(strings.Fields(row.passes)...)
			f.Revisions, f.Coverage, f.Adjustments, f.Fading = row.revisions, row.coverage, row.adjusted, row.fading
			if got := recert.Derive(f, d(row.on), time.Time{}).Rules["r18"]; got != row.want {
				t.Errorf("on %s: %q, want %q", row.on, got, row.want)
			}
		})
	}
}

func TestKnownAtLeavesOutWhatWasRecordedLater(t *testing.T) {
	at := func(text string) time.Time { return must(time.Parse(time.RFC3339, text)) }
	f := anna()
	f.Passes = []recert.Pass{{On: d(passed), Recorded: at("2024-03-01T10:00:00Z"), Voided: at("2024-05-01T10:00:00Z")}}
	for _, c := range []struct {
		known time.Time
		want  recert.Validity
	}{
		{at("2024-03-01T09:59:59Z"), recert.Never},
		{at("2024-03-01T11:00:00+01:00"), recert.Valid},
		{at("2024-05-01T10:00:00Z"), recert.Never},
		{time.Time{}, recert.Never},
	} {
		if got := recert.Derive(f, d("2024-06-01"), c.known).Validity; got != c.want {
			t.Errorf("known at %s: %s, want %s", c.known, got, c.want)
		}
	}
}

func TestEveryCodeHasASentence(t *testing.T) {
	for _, code := range recert.Codes() {
		if said := (recert.Reason{Code: code}).English(); said == code || !strings.HasSuffix(said, ".") {
			t.Errorf("%s says %q", code, said)
		}
	}
}
