package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"understudy/app/auth"
	"understudy/app/enrol"
	"understudy/app/enter"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/store"
)

type adminCmd struct {
	Create adminCreateCmd `cmd:"" help:"Make an administrator, and print the address where they choose a password."`
}

type adminCreateCmd struct {
	databaseFlag
	Name       string `required:"" help:"Name of the administrator."`
	Email      string `required:"" help:"E-mail address to sign in with."`
	EmployeeID string `placeholder:"ID" help:"What the organisation knows them by (default: the e-mail address)."`
	PublicURL  string `name:"public-url" default:"http://127.0.0.1:8080" placeholder:"URL" help:"How people reach the server (default: ${default})."`
	JSON       bool   `help:"Print {\"employee_id\",\"address\",\"code\",\"expires\",\"created\"}."`
}

// Help says what a second call does.
func (adminCreateCmd) Help() string {
	return `No password is given here: the address that is printed works once, for seven days. Calling
it again for the same administrator makes nobody new; the newest address is the one that works.`
}

// joining is what the command prints.
type joining struct {
	EmployeeID string    `json:"employee_id"`
	Address    string    `json:"address"`
	Code       string    `json:"code"`
	Expires    time.Time `json:"expires"`
	Created    bool      `json:"created"` // false for somebody who was an administrator already
}

// joiningTime is how long an invitation works; see package enter.
const joiningTime = 7 * 24 * time.Hour

// Run makes the administrator and prints their way in.
func (a adminCreateCmd) Run(c *cli) (err error) {
	if err := a.check(); err != nil {
		return exitError{exitUsage, err.Error()}
	}
	ctx := context.Background()
	database, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	now := c.now()
	person, created, err := a.person(ctx, database, now)
	if err != nil {
		return err
	}
	door := enter.Door{Accounts: database, Sessions: database, Invitations: database, Guard: database, Secrets: auth.NewHasher(1), Tokens: auth.Tokens{}}
	codes, err := door.Invite(ctx, person.ID, "", now)
	if err != nil {
		return err
	}
	out := joining{EmployeeID: person.EmployeeID, Address: strings.TrimRight(a.PublicURL, "/") + "/join/" + codes.Link, Code: codes.Short,
		Expires: now.Add(joiningTime).UTC().Truncate(time.Second), Created: created}
	if a.JSON {
		return json.NewEncoder(c.stdout).Encode(out)
	}
	_, err = fmt.Fprintf(c.stdout, "%s\nor the code %s at %s/join; either works once, until %s\n", out.Address, out.Code,
		strings.TrimRight(a.PublicURL, "/"), out.Expires.Format(time.RFC3339))
	return err
}

func (a *adminCreateCmd) check() error {
	a.Name, a.Email, a.EmployeeID = strings.TrimSpace(a.Name), strings.ToLower(strings.TrimSpace(a.Email)), strings.TrimSpace(a.EmployeeID)
	if a.EmployeeID == "" {
		a.EmployeeID = a.Email
	}
	for flag, text := range map[string]string{"--name": a.Name, "--email": a.Email, "--employee-id": a.EmployeeID} {
		if text == "" || utf8.RuneCountInString(text) > enrol.MaxCell || strings.ContainsFunc(text, unicode.IsControl) {
			return fmt.Errorf("%s %q: write 1 to %d characters, none of them control characters", flag, text, enrol.MaxCell)
		}
	}
	if !enrol.LooksLikeEmail(a.Email) {
		return fmt.Errorf("--email %q is not an e-mail address; write one such as amara@example.org", a.Email)
	}
	return nil
}

// person returns the administrator, made now where there is nobody with the address or the id yet.
func (a adminCreateCmd) person(ctx context.Context, database *store.Store, now time.Time) (person people.Person, created bool, err error) {
	for _, login := range []string{a.EmployeeID, a.Email} {
		found, err := database.PersonByLogin(ctx, login)
		switch {
		case fault.Is(err, fault.NotFound):
			continue
		case err != nil:
			return found, false, err
		case found.Role == people.Admin && !found.Disabled && found.Email == a.Email:
			return found, false, nil
		default:
			return found, false, exitError{exitFindings, fmt.Sprintf("%s belongs to employee %s, who is no administrator with this address; import a line with the role admin for them, or name another address and --employee-id", login, found.EmployeeID)}
		}
	}
	person = people.Person{ID: ident.New(now), EmployeeID: a.EmployeeID, Name: a.Name, Email: a.Email, Role: people.Admin}
	return person, true, database.SavePerson(ctx, person, now, "")
}
