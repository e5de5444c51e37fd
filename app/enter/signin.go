package enter

import (
	"context"
	"time"

	"understudy/app/civil"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
)

// Secrets hashes and checks passwords and PINs, slowly on purpose. An empty hash takes as long and
// never matches.
type Secrets interface {
	Hash(ctx context.Context, secret string) (string, error)
	Check(ctx context.Context, hash, secret string) (bool, error)
}

// Tokens makes and hashes the random tokens of sessions, devices and invitations.
type Tokens interface {
	NewToken() string
	NewShortCode() string
	TokenHash(token string) string
}

// Accounts finds people and their password hashes.
type Accounts interface {
	Person(ctx context.Context, id ident.ID) (people.Person, error)
	PersonByLogin(ctx context.Context, login string) (people.Person, error)
	PasswordHash(ctx context.Context, person ident.ID) (string, error)
	SetPassword(ctx context.Context, person ident.ID, hash string, at time.Time, keepSession string) error
	// Left reports whether somebody works here no longer on a day and is not to begin again. Whoever has
	// no employment on record, as the first administrator, has not left.
	Left(ctx context.Context, person ident.ID, on civil.Date) (bool, error)
}

// Sessions keeps sessions.
type Sessions interface {
	AddSession(ctx context.Context, s Session) error
	// Session returns a session, whose it is, and whether they have left by a day; see [Accounts].
	Session(ctx context.Context, hash string, on civil.Date) (s Session, p people.Person, left bool, err error)
	TouchSession(ctx context.Context, hash string, seen, expires time.Time) error
	EndSession(ctx context.Context, hash string) error
}

// Invitations keeps invitations.
type Invitations interface {
	Invite(ctx context.Context, i Invitation, codeHashes ...string) error
	Invitation(ctx context.Context, codeHash string) (Invitation, error)
	Join(ctx context.Context, invitation ident.ID, password string, device *Device, session Session) error
}

// Guard keeps what slows a guesser down, and the devices that a PIN works on.
type Guard interface {
	Throttle(ctx context.Context, name string, window time.Duration, now time.Time) (count int, resets time.Time, err error)
	ForgetThrottle(ctx context.Context, name string) error
	Device(ctx context.Context, hash string) (Device, error)
}

// Door is the way in and out.
type Door struct {
	Accounts    Accounts
	Sessions    Sessions
	Invitations Invitations
	Guard       Guard
	Secrets     Secrets
	Tokens      Tokens
	Zone        *time.Location // whose day decides who works here; nil is UTC
}

// DeviceDays is how many days a PIN works on a device.
const DeviceDays = 30

// How long things last.
const (
	idleTime       = 30 * time.Minute
	dayTime        = 24 * time.Hour
	adminTime      = 8 * time.Hour
	deviceTime     = DeviceDays * 24 * time.Hour
	invitationTime = 7 * 24 * time.Hour
	touchEvery     = time.Minute // a session's last use is stored this finely
)

// Throttles: so many tries in a window.
const (
	window         = 15 * time.Minute
	triesAccount   = 10
	triesNetwork   = 500 // a whole company may come from one address at nine o'clock
	triesDevice    = 5
	dayWindow      = 24 * time.Hour
	triesDeviceDay = 20 // at most 600 of a million PINs while a device lasts
	overallWindow  = time.Minute
	triesOverall   = 600
	triesShortCode = 200 // a room of new hires takes about four tries each
)

// Visitor is the browser that asks: its network address and what it calls itself.
type Visitor struct{ Network, Label string }

// shut reports whether somebody may not come in at all: they are disabled, or work here no longer.
// Whoever begins later may, to learn before their first day.
func (d Door) shut(ctx context.Context, p people.Person, now time.Time) (bool, error) {
	if p.Disabled {
		return true, nil
	}
	return d.Accounts.Left(ctx, p.ID, d.day(now))
}

// day is the organisation's day at an instant.
func (d Door) day(now time.Time) civil.Date {
	if d.Zone == nil {
		return civil.In(now, time.UTC)
	}
	return civil.In(now, d.Zone)
}

// SignIn lets somebody in with a password and returns the session's token. A wrong password, an
// unknown login, a person who is disabled or has left and one without a password look and take the same.
func (d Door) SignIn(ctx context.Context, login, password string, from Visitor, now time.Time) (token string, err error) {
	person, err := d.Accounts.PersonByLogin(ctx, login)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return "", err
	}
	account := d.account(person.ID, login)
	if err := d.allow(ctx, now, limit{account, window, triesAccount}, limit{"network:" + from.Network, window, triesNetwork},
		limit{"signin", overallWindow, triesOverall}); err != nil {
		return "", err
	}
	hash, err := d.passwordOf(ctx, person, now)
	if err != nil {
		return "", err
	}
	right, err := d.Secrets.Check(ctx, hash, password)
	if err != nil {
		return "", err
	}
	if !right {
		return "", fault.New(fault.Unprocessable, "signin.wrong")
	}
	if err := d.Guard.ForgetThrottle(ctx, account); err != nil {
		return "", err
	}
	session, token := d.session(person, from, false, now)
	return token, d.Sessions.AddSession(ctx, session)
}

// passwordOf returns the hash that a person's password must match, none for whoever may not come in.
func (d Door) passwordOf(ctx context.Context, p people.Person, now time.Time) (string, error) {
	if p.ID == "" {
		return "", nil
	}
	shut, err := d.shut(ctx, p, now)
	if err != nil || shut {
		return "", err
	}
	hash, err := d.Accounts.PasswordHash(ctx, p.ID)
	if fault.Is(err, fault.NotFound) {
		return "", nil
	}
	return hash, err
}

// account names the throttle of one person, by whichever login they are guessed at. What was typed for
// nobody is hashed: people type passwords into that field by mistake.
func (d Door) account(person ident.ID, login string) string {
	if person == "" {
		return "login:" + d.Tokens.TokenHash(people.Fold(login))
	}
	return "account:" + string(person)
}

// SignInAs opens a session for somebody without asking for a secret. Only a demonstration may call it.
func (d Door) SignInAs(ctx context.Context, person people.Person, from Visitor, now time.Time) (token string, err error) {
	session, token := d.session(person, from, false, now)
	return token, d.Sessions.AddSession(ctx, session)
}

func (d Door) session(p people.Person, from Visitor, learnerOnly bool, now time.Time) (Session, string) {
	token := d.Tokens.NewToken()
	return Session{Hash: d.Tokens.TokenHash(token), Person: p.ID, LearnerOnly: learnerOnly, Label: from.Label,
		CreatedAt: now, SeenAt: now, ExpiresAt: expiry(p.Role, learnerOnly, now, now)}, token
}

// expiry is when a session created and last seen at these instants ends.
func expiry(role people.Role, learnerOnly bool, created, seen time.Time) time.Time {
	longest := dayTime
	if role == people.Admin && !learnerOnly {
		longest = adminTime
	}
	idle, end := seen.Add(idleTime), created.Add(longest)
	if idle.Before(end) {
		return idle
	}
	return end
}

// Recognise returns the session and person behind a token. An unknown, ended or expired session and
// a person who is disabled or has left are unauthorised.
func (d Door) Recognise(ctx context.Context, token string, now time.Time) (Session, people.Person, error) {
	if token == "" {
		return Session{}, people.Person{}, fault.New(fault.Unauthorised, "fault.signed_out")
	}
	session, person, left, err := d.Sessions.Session(ctx, d.Tokens.TokenHash(token), d.day(now))
	if err != nil {
		return Session{}, people.Person{}, err
	}
	if left { // for good: being hired again does not open it
		if err := d.Sessions.EndSession(ctx, session.Hash); err != nil && !fault.Is(err, fault.Full) {
			return Session{}, people.Person{}, err
		}
	}
	if left || person.Disabled || !now.Before(session.ExpiresAt) {
		return Session{}, people.Person{}, fault.New(fault.Unauthorised, "fault.signed_out")
	}
	if now.Sub(session.SeenAt) >= touchEvery {
		session.SeenAt, session.ExpiresAt = now, expiry(person.Role, session.LearnerOnly, session.CreatedAt, now)
		if err := d.Sessions.TouchSession(ctx, session.Hash, session.SeenAt, session.ExpiresAt); err != nil && !fault.Is(err, fault.Full) {
			return Session{}, people.Person{}, err // a full disk must not keep people from reading
		}
	}
	return session, person, nil
}

type limit struct {
	name  string
	span  time.Duration
	tries int
}

// allow counts a try against each limit and refuses when one is used up.
func (d Door) allow(ctx context.Context, now time.Time, limits ...limit) error {
	for _, l := range limits {
		count, resets, err := d.Guard.Throttle(ctx, l.name, l.span, now)
		if err != nil {
			return err
		}
		if count > l.tries {
			return fault.New(fault.Throttled, "signin.throttled").With("RetryAt", resets).With("Count", minutesUp(resets.Sub(now)))
		}
	}
	return nil
}

// minutesUp rounds up, so that nobody is told to come back too soon.
func minutesUp(d time.Duration) int { return int((d + time.Minute - 1) / time.Minute) }
