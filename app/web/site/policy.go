// Package site is what every page of the inside shares: who may open it, what a handler is given,
// and how it answers.
package site

import (
	"context"
	"slices"

	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
)

// Policy says who may use a route. A route cannot be registered without one.
type Policy struct {
	Name    string
	public  bool          // nobody need be signed in
	demo    bool          // only in a demonstration
	roles   []people.Role // none means every role
	full    bool          // a session that a password opened, not a PIN
	subject bool          // :person in the address must be in the actor's scope
	notSelf bool          // nobody does this to themselves
	owned   string        // the address parameter whose thing must be the actor's own
}

// Public routes need no session.
func Public() Policy { return Policy{Name: "public", public: true} }

// Demonstration routes exist only in demonstration mode, and need no session.
func Demonstration() Policy { return Policy{Name: "demonstration", public: true, demo: true} }

// SignedIn routes show and change what is the actor's own by nature, such as the home page.
func SignedIn() Policy { return Policy{Name: "signed in"} }

// SignedInFully is SignedIn for a session that a password opened.
func SignedInFully() Policy { return Policy{Name: "signed in with a password", full: true} }

// Own routes name a thing in the address, such as :play, that must belong to the actor.
func Own(parameter string) Policy {
	return Policy{Name: "own " + parameter, owned: parameter}
}

// Overseers may see people's records: trainers, administrators and auditors everybody's, managers
// those of the people who report to them.
func Overseers() Policy {
	return Policy{Name: "overseers", full: true, roles: []people.Role{people.Trainer, people.Manager, people.Admin, people.Auditor}}
}

// OverseersOf is Overseers for the :person in the address.
func OverseersOf() Policy {
	p := Overseers()
	p.Name, p.subject = "overseers of :person", true
	return p
}

// LeadersOf may change what the :person in the address has to do: their managers and administrators,
// and never the person themselves.
func LeadersOf() Policy {
	return Policy{Name: "leaders of :person", full: true, subject: true, notSelf: true, roles: []people.Role{people.Manager, people.Admin}}
}

// Judges decide what detectors must not decide alone: trainers and administrators.
func Judges() Policy {
	return Policy{Name: "trainers and administrators", full: true, roles: []people.Role{people.Trainer, people.Admin}}
}

// Administrators run the installation.
func Administrators() Policy {
	return Policy{Name: "administrators", full: true, roles: []people.Role{people.Admin}}
}

// AdministratorsOf is Administrators for the :person in the address.
func AdministratorsOf() Policy {
	p := Administrators()
	p.Name, p.subject = "administrators, about :person", true
	return p
}

// Examiners read what administrators do: administrators and auditors.
func Examiners() Policy {
	return Policy{Name: "administrators and auditors", full: true, roles: []people.Role{people.Admin, people.Auditor}}
}

// Owners finds whose a thing in an address is, by the name of its parameter.
type Owners map[string]func(ctx context.Context, id string) (ident.ID, error)

// Gate decides whether an actor may use a route; it is the only place that does.
type Gate struct {
	Demo      bool
	Owners    Owners
	Person    func(ctx context.Context, id ident.ID) (people.Person, error)
	ReportsTo func(ctx context.Context, person, manager ident.ID) (bool, error)
}

// Actor is who asks.
type Actor struct {
	Person      people.Person
	SignedIn    bool
	LearnerOnly bool
}

// Admit returns the person that the address names, if any, or the fault to answer with. What an
// actor may not know of is not found rather than forbidden.
func (g Gate) Admit(ctx context.Context, p Policy, actor Actor, parameter func(string) string) (people.Person, error) {
	if p.demo && !g.Demo {
		return people.Person{}, fault.New(fault.NotFound, "fault.not_found")
	}
	if p.public {
		return people.Person{}, nil
	}
	switch {
	case !actor.SignedIn:
		return people.Person{}, fault.New(fault.Unauthorised, "fault.signed_out")
	case p.roles != nil && !slices.Contains(p.roles, actor.Person.Role):
		return people.Person{}, fault.New(fault.Forbidden, "fault.forbidden")
	case p.full && actor.LearnerOnly:
		return people.Person{}, fault.New(fault.Forbidden, "fault.password_needed")
	case p.owned != "":
		return people.Person{}, g.own(ctx, actor.Person.ID, p.owned, parameter(p.owned))
	case p.subject:
		return g.inScope(ctx, p, actor.Person, parameter("person"))
	default:
		return people.Person{}, nil
	}
}

func (g Gate) own(ctx context.Context, actor ident.ID, kind, text string) error {
	owner, err := g.Owners[kind](ctx, text)
	if err != nil {
		return err
	}
	if owner != actor {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	return nil
}

func (g Gate) inScope(ctx context.Context, p Policy, actor people.Person, text string) (people.Person, error) {
	id, err := ident.Parse(text)
	if err != nil {
		return people.Person{}, fault.New(fault.NotFound, "fault.not_found").Because(err)
	}
	subject, err := g.Person(ctx, id)
	if err != nil {
		return people.Person{}, err
	}
	if actor.Role == people.Manager {
		reports, err := g.ReportsTo(ctx, id, actor.ID)
		if err != nil {
			return people.Person{}, err
		}
		if !reports {
			return people.Person{}, fault.New(fault.NotFound, "fault.not_found")
		}
	}
	if p.notSelf && id == actor.ID {
		return people.Person{}, fault.New(fault.Forbidden, "fault.not_yourself")
	}
	return subject, nil
}
