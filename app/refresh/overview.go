package refresh

import (
	"context"
	"time"

	"understudy/app/catalog"
	"understudy/app/conduct"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/quiz"
	"understudy/app/recall"
)

// Overview is what somebody remembers today, and what a refresher would ask now.
type Overview struct {
	Memories []recall.Memory // of the rules that apply, in the order of the code
	Rules    []conduct.Rule  // the same rules
	Due      []conduct.Rule  // what the next session asks about
	Left     string          // the session of today that is not over yet, empty for none
	Forecast *Forecast       // of the paper asked for; nil where nothing can be said
}

// Taught counts the rules of which something was learnt.
func (o Overview) Taught() int {
	n := 0
	for _, m := range o.Memories {
		if m.Taught {
			n++
		}
	}
	return n
}

// Of returns what is remembered of a rule, and whether it applies at all.
func (o Overview) Of(rule conduct.RuleID) (recall.Memory, bool) {
	for _, m := range o.Memories {
		if m.Rule == string(rule) {
			return m, true
		}
	}
	return recall.Memory{}, false
}

// ValueReadiness counts the rules of one value that are ready.
type ValueReadiness struct {
	Value          conduct.Value
	Ready, Applies int
}

// ByValue counts value by value; a rule counts to its first.
func (o Overview) ByValue(values []conduct.Value) []ValueReadiness {
	out := make([]ValueReadiness, 0, len(values))
	for _, v := range values {
		line := ValueReadiness{Value: v}
		for i := range o.Rules {
			if o.Rules[i].Value() != v.ID {
				continue
			}
			line.Applies++
			if o.Memories[i].Ready() {
				line.Ready++
			}
		}
		out = append(out, line)
	}
	return out
}

// Overview returns what somebody remembers today. The paper is the one whose chance is asked for; nil for
// none.
func (d Desk) Overview(ctx context.Context, p people.Person, lib *catalog.Library, paper *quiz.Blueprint, now time.Time) (Overview, error) {
	history, err := d.Record.History(ctx, p.ID)
	if err != nil {
		return Overview{}, err
	}
	counts, err := d.Reviews.RecallCounts(ctx, []ident.ID{p.ID})
	if err != nil {
		return Overview{}, err
	}
	office := d.Office(p, now)
	rules, is, asked := office.Code.Applicable(p.Channels), stampOf(p, office, office.Today, len(history.Evidence), counts[p.ID]), askedFor{lib: lib}
	if paper != nil {
		asked.paper = paper.Hash
	}
	if o, known := d.Kept.overview(p.ID, is, asked); known {
		o.Rules = rules
		return o, nil
	}
	facts, err := d.facts(ctx, p, now)
	if err != nil {
		return Overview{}, err
	}
	o := Overview{Rules: rules, Memories: Remember(facts, rules, office.Today)}
	for _, task := range Plan(facts, lib, o.Rules, office.Today, false) {
		o.Due = append(o.Due, task.Rule)
	}
	if o.Left, err = d.left(ctx, p, lib, facts, now); err != nil {
		return o, err
	}
	if paper != nil && o.Taught() == len(o.Rules) {
		if o.Forecast, err = d.forecast(ctx, o, *paper, lib, office.Today, now); err != nil {
			return o, err
		}
	}
	d.Kept.keepOverview(p.ID, is, asked, o)
	return o, nil
}
