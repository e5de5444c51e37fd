package account

import (
	"slices"

	"understudy/app/demo"
	"understudy/app/fault"
	"understudy/app/web/site"
)

// SignInAsPersona makes a visitor of a demonstration somebody whom it offers to be, and nobody else.
func (p Pages) SignInAsPersona(v *site.Visit) error {
	key := v.Form("persona")
	at := slices.IndexFunc(p.Personas, func(persona demo.Persona) bool { return persona.Key == key })
	if at < 0 {
		return fault.New(fault.NotFound, "demo.nobody")
	}
	person, err := p.People.PersonByEmployeeID(v.Context(), p.Personas[at].EmployeeID)
	if err != nil {
		return err
	}
	token, err := p.Door.SignInAs(v.Context(), person, visitor(v), v.Now)
	if err != nil {
		return err
	}
	if err := p.welcome(v, token); err != nil {
		return err
	}
	return v.Go("/")
}
