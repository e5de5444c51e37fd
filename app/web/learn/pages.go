// Package learn holds the learner's pages: home, rules, modules, role-plays, papers, record.
package learn

import (
	"context"

	"understudy/app/conduct"
	"understudy/app/examine"
	"understudy/app/find"
	"understudy/app/ident"
	"understudy/app/learn"
	"understudy/app/record"
	"understudy/app/refresh"
	"understudy/app/rehearse"
	"understudy/app/web/site"
)

// Certificates reads issued certificates.
type Certificates interface {
	Certificates(ctx context.Context, person ident.ID) ([]record.Certificate, error)
	Certificate(ctx context.Context, code string) (record.Certificate, error)
}

// Pages are the learner's pages.
type Pages struct {
	Desk         learn.Desk
	Stage        rehearse.Stage
	Panel        rehearse.Panel
	Hall         examine.Hall
	Certificates Certificates
	Index        func(lang string) *find.Index
	Refresher    refresh.Desk
}

// rules returns the rules with these ids that the code still has, in the order given.
func rules(v *site.Visit, ids []conduct.RuleID) []conduct.Rule {
	var out []conduct.Rule
	for _, id := range ids {
		if r, ok := v.Library.Rule(id); ok {
			out = append(out, r)
		}
	}
	return out
}
