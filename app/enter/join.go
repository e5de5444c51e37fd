package enter

import (
	"context"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
)

// Codes are the two ways to use one invitation.
type Codes struct {
	Link  string // the long code, for an address in a QR code
	Short string // eight letters and digits, to type
}

// Invite makes an invitation for a person, who then chooses a password or a PIN. The newest
// invitation of a person is the one that works. Whoever has left gets none: it would let nobody in.
func (d Door) Invite(ctx context.Context, person, by ident.ID, now time.Time) (Codes, error) {
	left, err := d.Accounts.Left(ctx, person, d.day(now))
	if err != nil {
		return Codes{}, err
	}
	if left {
		return Codes{}, fault.New(fault.Conflict, "admin.invite.left")
	}
	codes := Codes{Link: d.Tokens.NewToken(), Short: d.Tokens.NewShortCode()}
	invitation := Invitation{ID: ident.New(now), Person: person, CreatedBy: by, CreatedAt: now, ExpiresAt: now.Add(invitationTime)}
	return codes, d.Invitations.Invite(ctx, invitation, d.Tokens.TokenHash(codes.Link), d.Tokens.TokenHash(codes.Short))
}

// Normal returns a joining code the way it was made, from the way somebody typed it.
func Normal(code string) string {
	code = strings.TrimSpace(code)
	if long(code) { // a link's code, where case counts
		return code
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1 // blanks, and whatever kind of hyphen a telephone makes of one
	}, code)
}

// long reports whether a code is one that a link carries, which nobody types and nobody guesses.
func long(code string) bool { return utf8.RuneCountInString(code) > 20 }

// Invited returns who an invitation is for. A code that is unknown, used or too old is gone.
func (d Door) Invited(ctx context.Context, code string, from Visitor, now time.Time) (Invitation, people.Person, error) {
	if !long(strings.TrimSpace(code)) {
		if err := d.allow(ctx, now, limit{"join:" + from.Network, window, triesShortCode}, limit{"join", overallWindow, triesOverall}); err != nil {
			return Invitation{}, people.Person{}, err
		}
	}
	invitation, err := d.Invitations.Invitation(ctx, d.Tokens.TokenHash(Normal(code)))
	if fault.Is(err, fault.NotFound) || err == nil && !invitation.Good(now) {
		return Invitation{}, people.Person{}, fault.New(fault.Gone, "join.used")
	}
	if err != nil {
		return Invitation{}, people.Person{}, err
	}
	person, err := d.Accounts.Person(ctx, invitation.Person)
	if err != nil {
		return Invitation{}, people.Person{}, err
	}
	shut, err := d.shut(ctx, person, now)
	if err == nil && shut {
		err = fault.New(fault.Gone, "join.used")
	}
	return invitation, person, err
}

// Joined is what a browser gets when an invitation is used: a session, and a device's token when the
// person chose a PIN.
type Joined struct {
	Session, Device string
	Person          people.Person
}

// JoinWithPassword sets the person's password and signs them in.
func (d Door) JoinWithPassword(ctx context.Context, code, password string, from Visitor, now time.Time) (Joined, error) {
	invitation, person, err := d.Invited(ctx, code, from, now)
	if err != nil {
		return Joined{}, err
	}
	if err := CheckPassword(password, person); err != nil {
		return Joined{}, err
	}
	hash, err := d.Secrets.Hash(ctx, password)
	if err != nil {
		return Joined{}, err
	}
	session, token := d.session(person, from, false, now)
	return Joined{Session: token, Person: person}, d.Invitations.Join(ctx, invitation.ID, hash, nil, session)
}

// MayHavePIN reports whether a PIN would open all that somebody needs: who oversees others needs a
// password for it anyway.
func MayHavePIN(p people.Person) bool { return p.Role == people.Learner }

// JoinWithPIN binds a PIN to this browser and signs the person in to the learner's pages.
func (d Door) JoinWithPIN(ctx context.Context, code, pin string, from Visitor, now time.Time) (Joined, error) {
	invitation, person, err := d.Invited(ctx, code, from, now)
	if err != nil {
		return Joined{}, err
	}
	if !MayHavePIN(person) {
		return Joined{}, fault.Field("pin", "pin.learners")
	}
	if err := CheckPIN(pin); err != nil {
		return Joined{}, err
	}
	hash, err := d.Secrets.Hash(ctx, pin)
	if err != nil {
		return Joined{}, err
	}
	deviceToken := d.Tokens.NewToken()
	device := Device{Hash: d.Tokens.TokenHash(deviceToken), Person: person.ID, PIN: hash, Label: from.Label, CreatedAt: now, SeenAt: now,
		ExpiresAt: now.Add(deviceTime)}
	session, token := d.session(person, from, true, now)
	return Joined{Session: token, Device: deviceToken, Person: person}, d.Invitations.Join(ctx, invitation.ID, "", &device, session)
}

// ChangePassword replaces a password by somebody who knows the old one; every other session ends.
func (d Door) ChangePassword(ctx context.Context, person people.Person, old, next, keepSession string, now time.Time) error {
	account := d.account(person.ID, "")
	if err := d.allow(ctx, now, limit{account, window, triesAccount}); err != nil {
		return err
	}
	hash, err := d.Accounts.PasswordHash(ctx, person.ID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	right, err := d.Secrets.Check(ctx, hash, old)
	if err != nil {
		return err
	}
	if !right {
		return fault.Field("old", "password.old_wrong")
	}
	if err := CheckPassword(next, person); err != nil {
		return err
	}
	fresh, err := d.Secrets.Hash(ctx, next)
	if err != nil {
		return err
	}
	if err := d.Guard.ForgetThrottle(ctx, account); err != nil {
		return err
	}
	return d.Accounts.SetPassword(ctx, person.ID, fresh, now, keepSession)
}
