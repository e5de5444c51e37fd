package assign

import (
	"slices"
	"time"

	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/course"
	"understudy/app/recert"
	"understudy/app/record"
)

// Facts gives the recertification model what a person's history holds about one programme: only what
// was known at an instant (zero for everything), and only the rules that apply to the person.
func Facts(h record.History, p course.Programme, revisions []record.RuleRevision, rules []conduct.RuleID, knownAt time.Time) recert.Facts {
	f := recert.Facts{Terms: []recert.TermsFrom{{Terms: Terms(p.Terms)}}}
	f.Spells = spells(h.Employments, knownAt)
	f.Reasons = reasons(h.Reasons, p.ID, knownAt)
	for _, pass := range h.Passes {
		if pass.Programme == p.ID {
			f.Passes = append(f.Passes, recert.Pass{On: pass.OccurredOn, Recorded: pass.RecordedAt})
		}
	}
	for _, id := range rules {
		f.Rules = append(f.Rules, string(id))
	}
	for _, r := range revisions {
		if slices.Contains(rules, r.Rule) {
			f.Revisions = append(f.Revisions, recert.Revision{Rule: string(r.Rule), Rev: r.Rev, Class: recert.Class(r.Class),
				EffectiveOn: r.EffectiveOn, PublishedOn: r.PublishedOn, Recorded: r.RecordedAt})
		}
	}
	standing := h.Standing()
	shown := 0
	for i := range standing {
		shown += len(standing[i].Outcomes)
	}
	f.Coverage = make([]recert.Coverage, 0, shown)
	for i := range standing {
		e := &standing[i]
		for _, o := range e.Outcomes {
			if o.Verdict == record.Shown {
				f.Coverage = append(f.Coverage, recert.Coverage{Rule: string(o.Rule), Rev: o.Rev, On: e.OccurredOn, Recorded: e.RecordedAt})
			}
		}
	}
	return f
}

// Terms puts a programme's terms into the form that the recertification model takes.
func Terms(t course.Terms) recert.Terms {
	anchor, _ := recert.ParseAnchor(t.Anchor) // checked when the programme was loaded
	out := recert.Terms{Mode: recert.Mode(t.Mode), Period: t.Period, Window: t.Window, Grace: t.Grace, MinValid: t.MinValid,
		Anchor: anchor, Notice: t.Notice}
	if !t.Onboarding.IsZero() {
		out.OnboardingDue = recert.Within(t.Onboarding)
	}
	if t.HasGap {
		out.RehireGap = recert.Within(t.RehireGap)
	}
	if t.HasLapseLimit {
		out.LapseLimit = recert.Within(t.LapseLimit)
	}
	return out
}

// edge is one end of an interval, of employment or of a reason.
type edge struct {
	name  string
	start bool
	on    civil.Date
	due   civil.Date
	at    time.Time
}

type interval struct {
	name          string
	from, to, due civil.Date
	recorded      time.Time
}

// intervals joins starts with the ends that follow them, name by name, in the order of their days.
func intervals(edges []edge, knownAt time.Time) []interval {
	edges = slices.DeleteFunc(edges, func(e edge) bool { return !knownAt.IsZero() && e.at.After(knownAt) })
	slices.SortStableFunc(edges, func(a, b edge) int { return a.on.Compare(b.on) })
	var out []interval
	running := map[string]int{} // name → index in out, plus one
	for _, e := range edges {
		at := running[e.name]
		switch {
		case e.start && at == 0:
			out = append(out, interval{name: e.name, from: e.on, due: e.due, recorded: e.at})
			running[e.name] = len(out)
		case !e.start && at != 0:
			out[at-1].to = e.on
			running[e.name] = 0
		}
	}
	return out
}

func spells(facts []record.Employment, knownAt time.Time) []recert.Span {
	edges := make([]edge, len(facts))
	for i, f := range facts {
		edges[i] = edge{start: f.Edge == record.Start, on: f.On, at: f.RecordedAt}
	}
	var out []recert.Span
	for _, s := range intervals(edges, knownAt) {
		out = append(out, recert.Span{From: s.from, To: s.to, Recorded: s.recorded})
	}
	return out
}

func reasons(facts []record.Reason, programme string, knownAt time.Time) []recert.Assignment {
	var edges []edge
	for _, f := range facts {
		if f.Programme == programme {
			edges = append(edges, edge{name: f.Cause, start: f.Edge == record.Start, on: f.On, due: f.Due, at: f.RecordedAt})
		}
	}
	var out []recert.Assignment
	for _, r := range intervals(edges, knownAt) {
		out = append(out, recert.Assignment{Cause: r.name, From: r.from, To: r.to, Due: r.due, Recorded: r.recorded})
	}
	return out
}

// Open returns what still counts towards the next pass of a programme: only evidence since the pass
// before does.
func Open(h record.History, programme string) []record.Evidence {
	var since time.Time
	for _, p := range h.Passes {
		if p.Programme == programme && p.RecordedAt.After(since) {
			since = p.RecordedAt
		}
	}
	standing := h.Standing()
	if since.IsZero() {
		return standing
	}
	return slices.DeleteFunc(slices.Clone(standing), func(e record.Evidence) bool { return !e.RecordedAt.After(since) })
}

// Assigned returns the programmes that a person ever had a reason for, in the order given.
func Assigned(h record.History, programmes []course.Programme) []course.Programme {
	var out []course.Programme
	for _, p := range programmes {
		if slices.ContainsFunc(h.Reasons, func(r record.Reason) bool { return r.Programme == p.ID }) {
			out = append(out, p)
		}
	}
	return out
}
