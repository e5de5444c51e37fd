package enter_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"understudy/app/civil"
	"understudy/app/enter"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
)

const (
	good    = "three warm kettles"
	goodPIN = "482913"
)

func nine() time.Time { return time.Date(2026, 5, 20, 9, 0, 0, 0, time.UTC) }

func home() enter.Visitor { return enter.Visitor{Network: "192.0.2.7", Label: "Firefox"} }

func staff() []people.Person {
	return []people.Person{
		{ID: "amara", EmployeeID: "E-2041", Name: "Amara Osei", Email: "amara.osei@example.org", Role: people.Learner},
		{ID: "bruno", EmployeeID: "E-1000", Name: "Bruno Vidal", Role: people.Admin},
		{ID: "carla", EmployeeID: "E-1001", Name: "Carla Nunes", Role: people.Learner, Disabled: true},
		{ID: "denis", EmployeeID: "E-1002", Name: "Denis Roux", Role: people.Learner}, // has no password yet
		{ID: "felix", EmployeeID: "E-1004", Name: "Felix Brandt", Role: people.Admin}, // left yesterday evening
		{ID: "elena", EmployeeID: "E-1003", Name: "Elena Marsh", Role: people.Manager},
	}
}

// atWork is everybody with the good password, but for Denis.
func atWork() (*memory, enter.Door) {
	m := newMemory(staff()...)
	m.left["felix"] = civil.In(nine(), time.UTC)
	for _, p := range staff() {
		if p.ID != "denis" {
			m.passwords[p.ID] = turned(good)
		}
	}
	return m, m.door()
}

// message is the key of what a fault says, at a field or as a whole; "" where there is no error.
func message(err error) string {
	var f *fault.Fault
	switch {
	case err == nil:
		return ""
	case !errors.As(err, &f):
		return "not a fault: " + err.Error()
	case len(f.Fields) == 0:
		return f.Message
	}
	var out []string
	for field, key := range f.Fields {
		out = append(out, field+": "+key)
	}
	return strings.Join(out, ", ")
}

func expect(t *testing.T, what string, err error, want string) {
	t.Helper()
	if got := message(err); got != want {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// recognised reports whom a token stands for at an instant, nobody being empty.
func recognised(t *testing.T, d enter.Door, token string, now time.Time) ident.ID {
	t.Helper()
	_, p, err := d.Recognise(context.Background(), token, now)
	if err != nil && !fault.Is(err, fault.Unauthorised) {
		t.Fatal(err)
	}
	return p.ID
}

func TestSignIn(t *testing.T) {
	cases := []struct{ name, login, password, want string }{
		{"by address", "amara.osei@example.org", good, ""},
		{"by address in capitals", "Amara.Osei@Example.org", good, ""},
		{"by employee id", "E-2041", good, ""},
		{"wrong password", "E-2041", "three cold kettles", "signin.wrong"},
		{"no password", "E-2041", "", "signin.wrong"},
		{"unknown login", "nobody", good, "signin.wrong"},
		{"no login", "", good, "signin.wrong"},
		{"disabled", "E-1001", good, "signin.wrong"},
		{"away since today", "E-1004", good, "signin.wrong"},
		{"has no password yet", "E-1002", good, "signin.wrong"},
		{"has no password yet, none given", "E-1002", "", "signin.wrong"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m, d := atWork()
			token, err := d.SignIn(context.Background(), c.login, c.password, home(), nine())
			expect(t, "sign in", err, c.want)
			if len(m.checks) != 1 {
				t.Errorf("%d secrets were checked; the time tells people apart unless it is always one", len(m.checks))
			}
			if (recognised(t, d, token, nine()) == "amara") != (c.want == "") {
				t.Errorf("the token %q is recognised as %q", token, recognised(t, d, token, nine()))
			}
		})
	}
}

func TestNothingThatWasTypedForNobodyIsKept(t *testing.T) {
	m, d := atWork()
	if _, err := d.SignIn(context.Background(), good, "x", home(), nine()); err == nil {
		t.Fatal("signed in")
	}
	for name := range m.throttles {
		if name != "login:#"+good && strings.Contains(name, good) {
			t.Errorf("the throttle %q tells what was typed", name)
		}
	}
}

func TestThrottles(t *testing.T) {
	ctx := context.Background()
	unknown := func(d enter.Door, i int, now time.Time) error {
		_, err := d.SignIn(ctx, fmt.Sprintf("nobody-%d", i), "wrong", home(), now)
		return err
	}
	cases := []struct {
		name    string
		free    int // tries that are answered
		try     func(d enter.Door, i int, now time.Time) error
		ends    time.Duration
		minutes int
	}{
		{"an account, by either of its logins", 10, func(d enter.Door, i int, now time.Time) error {
			login := []string{"E-2041", "amara.osei@example.org"}[i%2]
			_, err := d.SignIn(ctx, login, "wrong", enter.Visitor{Network: fmt.Sprint("net", i)}, now)
			return err
		}, 15 * time.Minute, 15},
		{"nobody's account", 10, func(d enter.Door, i int, now time.Time) error {
			_, err := d.SignIn(ctx, "nobody", "wrong", enter.Visitor{Network: fmt.Sprint("net", i)}, now)
			return err
		}, 15 * time.Minute, 15},
		{"a network", 500, unknown, 15 * time.Minute, 15},
		{"everybody together", 600, func(d enter.Door, i int, now time.Time) error {
			_, err := d.SignIn(ctx, fmt.Sprint("nobody", i), "wrong", enter.Visitor{Network: fmt.Sprint("net", i)}, now)
			return err
		}, time.Minute, 1},
		{"short joining codes", 200, func(d enter.Door, i int, now time.Time) error {
			_, _, err := d.Invited(ctx, fmt.Sprintf("GUES-%04d", i), home(), now)
			return err
		}, 15 * time.Minute, 15},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, d := atWork()
			for i := range c.free {
				if err := c.try(d, i, nine()); fault.Is(err, fault.Throttled) {
					t.Fatalf("try %d of %d was refused", i+1, c.free)
				}
			}
			err := c.try(d, c.free, nine())
			expect(t, "one more", err, "signin.throttled")
			var f *fault.Fault
			if errors.As(err, &f) && (f.Args["Count"] != c.minutes || f.Args["RetryAt"] != nine().Add(c.ends)) {
				t.Errorf("told to come back in %v minutes at %v", f.Args["Count"], f.Args["RetryAt"])
			}
			expect(t, "just before the end", c.try(d, c.free+1, nine().Add(c.ends-time.Second)), "signin.throttled")
			if err := c.try(d, c.free+2, nine().Add(c.ends)); fault.Is(err, fault.Throttled) {
				t.Error("still refused at the end")
			}
		})
	}
}

func TestAThrottledAccountRefusesTheRightPasswordToo(t *testing.T) {
	ctx := context.Background()
	_, d := atWork()
	for range 10 {
		_, err := d.SignIn(ctx, "E-2041", "wrong", home(), nine())
		expect(t, "wrong", err, "signin.wrong")
	}
	_, err := d.SignIn(ctx, "E-2041", good, home(), nine())
	expect(t, "right", err, "signin.throttled")
	_, err = d.SignIn(ctx, "E-1003", good, home(), nine())
	expect(t, "somebody else from there", err, "")
	_, err = d.SignIn(ctx, "E-2041", good, home(), nine().Add(15*time.Minute))
	expect(t, "later", err, "")
}

func TestTheRightPasswordClearsTheAccountsCount(t *testing.T) {
	ctx := context.Background()
	_, d := atWork()
	for range 5 {
		for range 9 {
			_, err := d.SignIn(ctx, "E-2041", "wrong", home(), nine())
			expect(t, "wrong", err, "signin.wrong")
		}
		_, err := d.SignIn(ctx, "E-2041", good, home(), nine())
		expect(t, "right", err, "")
	}
}

func TestALinksCodeIsNeverThrottled(t *testing.T) {
	ctx := context.Background()
	_, d := atWork()
	codes, err := d.Invite(ctx, "denis", "elena", nine())
	if err != nil {
		t.Fatal(err)
	}
	for range 250 {
		_, _, err := d.Invited(ctx, "GUESS", home(), nine())
		if err == nil {
			t.Fatal("guessed")
		}
	}
	_, p, err := d.Invited(ctx, codes.Link, home(), nine())
	expect(t, "the link", err, "")
	if p.ID != "denis" {
		t.Errorf("it is for %q", p.ID)
	}
}

func TestSessionsEnd(t *testing.T) {
	ctx := context.Background()
	cases := []struct {
		name, login string
		every       time.Duration // between two pages
		want        time.Duration // how long it stays open
	}{
		{"left alone", "E-2041", 0, 30 * time.Minute},
		{"a page every 29 minutes, for a day at most", "E-2041", 29 * time.Minute, 24 * time.Hour},
		{"an administrator's, for eight hours at most", "E-1000", 20 * time.Minute, 8 * time.Hour},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, d := atWork()
			token, err := d.SignIn(ctx, c.login, good, home(), nine())
			if err != nil {
				t.Fatal(err)
			}
			if c.every > 0 {
				for at := c.every; at < c.want; at += c.every {
					if recognised(t, d, token, nine().Add(at)) == "" {
						t.Fatalf("it ended before %v", at)
					}
				}
			}
			if recognised(t, d, token, nine().Add(c.want-time.Second)) == "" {
				t.Errorf("it ended before %v", c.want)
			}
			if c.every == 0 { // that look was a use
				if token, err = d.SignIn(ctx, c.login, good, home(), nine()); err != nil {
					t.Fatal(err)
				}
			}
			if recognised(t, d, token, nine().Add(c.want)) != "" {
				t.Errorf("it goes on after %v", c.want)
			}
		})
	}
}

func TestRecognise(t *testing.T) {
	ctx := context.Background()
	m, d := atWork()
	token, err := d.SignIn(ctx, "E-2041", good, home(), nine())
	if err != nil {
		t.Fatal(err)
	}
	for _, unknown := range []string{"", "#" + token, "another"} {
		if who := recognised(t, d, unknown, nine()); who != "" {
			t.Errorf("the token %q is %s's", unknown, who)
		}
	}
	for i := range 59 {
		recognised(t, d, token, nine().Add(time.Duration(i)*time.Second))
	}
	if m.touched != 0 {
		t.Errorf("pages within a minute wrote %d times", m.touched)
	}
	m.full = true
	if recognised(t, d, token, nine().Add(10*time.Minute)) != "amara" {
		t.Error("a full disk keeps people from reading")
	}
	m.full = false
	amara := m.people["amara"]
	amara.Disabled = true
	m.people["amara"] = amara
	if recognised(t, d, token, nine().Add(11*time.Minute)) != "" {
		t.Error("somebody disabled is still in")
	}
}

func TestWhoeverLeavesIsOutFromTheFirstDayAway(t *testing.T) {
	ctx := context.Background()
	m, d := atWork()
	d.Zone = time.FixedZone("UTC+10", 10*60*60) // it is 19:00 there
	in := func(login string, now time.Time) string {
		t.Helper()
		token, err := d.SignIn(ctx, login, good, home(), now)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	invited, err := d.Invite(ctx, "amara", "bruno", nine())
	if err != nil {
		t.Fatal(err)
	}
	joined, err := d.JoinWithPIN(ctx, invited.Link, goodPIN, home(), nine())
	if err != nil {
		t.Fatal(err)
	}
	m.left["amara"] = civil.In(nine(), time.UTC).AddDays(1)
	before, after := nine().Add(5*time.Hour-time.Second), nine().Add(5*time.Hour) // midnight over there
	token := in("E-2041", before)
	late, err := d.Invite(ctx, "amara", "bruno", before)
	if err != nil || recognised(t, d, token, before) != "amara" {
		t.Fatalf("the last day is a day of work: %v", err)
	}
	if recognised(t, d, token, after) != "" || len(m.sessions) != 1 { // that of the PIN is not looked at yet
		t.Errorf("the session goes on: %v", m.sessions)
	}
	_, err = d.SignIn(ctx, "E-2041", good, home(), after)
	expect(t, "by password", err, "signin.wrong")
	_, err = d.SignInWithPIN(ctx, joined.Device, goodPIN, home(), after)
	expect(t, "by PIN", err, "pin: signin.wrong_pin")
	_, err = d.JoinWithPassword(ctx, late.Link, good, home(), after)
	expect(t, "by the code from before", err, "join.used")
	_, err = d.Invite(ctx, "amara", "bruno", after)
	expect(t, "a new code", err, "admin.invite.left")
	delete(m.left, "amara") // hired again
	if recognised(t, d, token, after) != "" {
		t.Error("being hired again opens an old session")
	}
	in("E-2041", after)
}

func TestSignOut(t *testing.T) {
	ctx := context.Background()
	_, d := atWork()
	token, err := d.SignIn(ctx, "E-2041", good, home(), nine())
	if err != nil {
		t.Fatal(err)
	}
	s, _, err := d.Recognise(ctx, token, nine())
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "sign out", d.SignOut(ctx, s), "")
	expect(t, "sign out of nothing", d.SignOut(ctx, enter.Session{}), "")
	if recognised(t, d, token, nine()) != "" {
		t.Error("still in")
	}
}

// withPIN is Amara with a PIN on her telephone.
func withPIN(t *testing.T) (*memory, enter.Door, enter.Joined) {
	t.Helper()
	m, d := atWork()
	codes, err := d.Invite(context.Background(), "amara", "elena", nine())
	if err != nil {
		t.Fatal(err)
	}
	joined, err := d.JoinWithPIN(context.Background(), codes.Short, goodPIN, home(), nine())
	if err != nil {
		t.Fatal(err)
	}
	return m, d, joined
}

func TestPIN(t *testing.T) {
	const month = 30 * 24 * time.Hour
	leave := func(m *memory) {
		amara := m.people["amara"]
		amara.Disabled = true
		m.people["amara"] = amara
	}
	cases := []struct {
		name  string
		after time.Duration
		pin   string
		event func(*memory)
		want  string
	}{
		{"right", time.Hour, goodPIN, nil, ""},
		{"wrong", time.Hour, "482914", nil, "pin: signin.wrong_pin"},
		{"none", time.Hour, "", nil, "pin: signin.wrong_pin"},
		{"on its last day", month - time.Second, goodPIN, nil, ""},
		{"after thirty days", month, goodPIN, nil, "pin: signin.wrong_pin"},
		{"after its owner left", time.Hour, goodPIN, leave, "pin: signin.wrong_pin"},
		{"after it was forgotten", time.Hour, goodPIN, func(m *memory) { clear(m.devices) }, "pin: signin.wrong_pin"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m, d, joined := withPIN(t)
			if c.event != nil {
				c.event(m)
			}
			now := nine().Add(c.after)
			token, err := d.SignInWithPIN(context.Background(), joined.Device, c.pin, home(), now)
			expect(t, "sign in", err, c.want)
			if len(m.checks) != 1 {
				t.Errorf("%d secrets were checked, want one", len(m.checks))
			}
			if c.want != "" {
				return
			}
			s, p, err := d.Recognise(context.Background(), token, now)
			if err != nil || p.ID != "amara" || !s.LearnerOnly {
				t.Errorf("session %+v of %s, %v; want a learner's only", s, p.ID, err)
			}
		})
	}
}

func TestOwner(t *testing.T) {
	ctx := context.Background()
	m, d, joined := withPIN(t)
	owner := func(token string, now time.Time) string {
		p, err := d.Owner(ctx, token, now)
		if err != nil {
			return message(err)
		}
		return p.GivenName()
	}
	for _, c := range []struct {
		name, token string
		after       time.Duration
		want        string
	}{
		{"hers", joined.Device, 0, "Amara"},
		{"nobody's", "another", 0, "fault.not_found"},
		{"no device", "", 0, "fault.not_found"},
		{"too old", joined.Device, 30 * 24 * time.Hour, "fault.not_found"},
	} {
		if got := owner(c.token, nine().Add(c.after)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	m.broken = errors.New("the database is away")
	if _, err := d.SignInWithPIN(ctx, joined.Device, goodPIN, home(), nine()); !errors.Is(err, m.broken) {
		t.Errorf("a broken database is told as %v", err)
	}
}

func TestPINThrottles(t *testing.T) {
	ctx := context.Background()
	_, d, joined := withPIN(t)
	tried, now := 0, nine()
	for end := nine().Add(24 * time.Hour); now.Before(end); now = now.Add(time.Minute) {
		_, err := d.SignInWithPIN(ctx, joined.Device, "482914", home(), now)
		if !fault.Is(err, fault.Throttled) {
			tried++
		}
	}
	if tried != 20 {
		t.Errorf("%d PINs could be tried in a day, want 20", tried)
	}
	_, err := d.SignInWithPIN(ctx, joined.Device, goodPIN, home(), now.Add(time.Hour))
	expect(t, "the right one, the day after", err, "")
	for range 5 {
		_, err := d.SignInWithPIN(ctx, joined.Device, "482914", home(), now.Add(time.Hour))
		expect(t, "wrong", err, "pin: signin.wrong_pin")
	}
	_, err = d.SignInWithPIN(ctx, joined.Device, goodPIN, home(), now.Add(time.Hour))
	expect(t, "right after five wrong ones", err, "signin.throttled")
	_, err = d.SignInWithPIN(ctx, joined.Device, goodPIN, home(), now.Add(time.Hour+15*time.Minute))
	expect(t, "right a quarter of an hour later", err, "")
}

func TestAnInvitationLetsOneInOnce(t *testing.T) {
	ctx := context.Background()
	const week = 7 * 24 * time.Hour
	type act = func(m *memory, d enter.Door, codes enter.Codes) error
	join := func(code func(enter.Codes) string, after time.Duration) act {
		return func(_ *memory, d enter.Door, c enter.Codes) error {
			_, err := d.JoinWithPassword(ctx, code(c), good, home(), nine().Add(after))
			return err
		}
	}
	link, short := func(c enter.Codes) string { return c.Link }, func(c enter.Codes) string { return c.Short }
	cases := []struct {
		name   string
		before act
		then   act
		want   string
	}{
		{"by its link", nil, join(link, 0), ""},
		{"by its short code", nil, join(short, 0), ""},
		{"typed in small letters with a hyphen", nil, join(func(c enter.Codes) string {
			return " " + strings.ToLower(c.Short[:4]) + "-" + c.Short[4:]
		}, 0), ""},
		{"twice", join(link, 0), join(link, time.Minute), "join.used"},
		{"by one code and then the other", join(link, 0), join(short, time.Minute), "join.used"},
		{"on its last day", nil, join(link, week-time.Second), ""},
		{"after a week", nil, join(link, week), "join.used"},
		{"the older of two", func(_ *memory, d enter.Door, _ enter.Codes) error {
			_, err := d.Invite(ctx, "denis", "elena", nine())
			return err
		}, join(link, 0), "join.used"},
		{"of somebody who left since", func(m *memory, _ enter.Door, _ enter.Codes) error {
			denis := m.people["denis"]
			denis.Disabled = true
			m.people["denis"] = denis
			return nil
		}, join(link, 0), "join.used"},
		{"that nobody made", nil, join(func(enter.Codes) string { return "NOSUCH22" }, 0), "join.used"},
		{"empty", nil, join(func(enter.Codes) string { return "" }, 0), "join.used"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m, d := atWork()
			codes, err := d.Invite(ctx, "denis", "elena", nine())
			if err != nil {
				t.Fatal(err)
			}
			if c.before != nil {
				expect(t, "before", c.before(m, d, codes), "")
			}
			expect(t, "join", c.then(m, d, codes), c.want)
			if c.want == "" {
				_, err := d.SignIn(ctx, "E-1002", good, home(), nine())
				expect(t, "sign in with the new password", err, "")
			}
		})
	}
}

func TestManyWhoRaceForOneInvitation(t *testing.T) {
	ctx := context.Background()
	m, d := atWork()
	codes, err := d.Invite(ctx, "denis", "elena", nine())
	if err != nil {
		t.Fatal(err)
	}
	invitation, _, err := d.Invited(ctx, codes.Link, home(), nine())
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	in := make(chan int, 16)
	for i := range 16 {
		wg.Go(func() {
			s := enter.Session{Hash: fmt.Sprint("#", i), Person: "denis", CreatedAt: nine(), ExpiresAt: nine().Add(time.Hour)}
			if m.Join(ctx, invitation.ID, turned(good), nil, s) == nil {
				in <- i
			}
		})
	}
	wg.Wait()
	if len(in) != 1 {
		t.Errorf("%d of 16 came in", len(in))
	}
}

func TestTheRulesOfASecretAreToldAtItsField(t *testing.T) {
	ctx := context.Background()
	cases := []struct {
		name   string
		person ident.ID
		pin    bool
		secret string
		want   string
	}{
		{"short", "denis", false, "short", "password: password.short"},
		{"long", "denis", false, strings.Repeat("ab c", 40), "password: password.long"},
		{"common", "denis", false, "Password1234", "password: password.common"},
		{"a name", "denis", false, "Denis Roux 2026", "password: password.personal"},
		{"good", "denis", false, good, ""},
		{"letters in a PIN", "denis", true, "48291x", "pin: pin.digits"},
		{"five digits", "denis", true, "48291", "pin: pin.digits"},
		{"a row of digits", "denis", true, "456789", "pin: pin.simple"},
		{"a manager's PIN", "elena", true, goodPIN, "pin: pin.learners"},
		{"a good PIN", "denis", true, goodPIN, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, d := atWork()
			codes, err := d.Invite(ctx, c.person, "bruno", nine())
			if err != nil {
				t.Fatal(err)
			}
			join := d.JoinWithPassword
			if c.pin {
				join = d.JoinWithPIN
			}
			joined, err := join(ctx, codes.Short, c.secret, home(), nine())
			expect(t, "join", err, c.want)
			if c.want != "" {
				_, err := d.JoinWithPassword(ctx, codes.Short, good, home(), nine())
				expect(t, "a second, better try with the same code", err, "")
				return
			}
			s, _, err := d.Recognise(ctx, joined.Session, nine())
			if err != nil || s.LearnerOnly != c.pin || (joined.Device != "") != c.pin {
				t.Errorf("session %+v, device %q, %v", s, joined.Device, err)
			}
		})
	}
}

func TestAForgottenPasswordIsReplacedByAnInvitation(t *testing.T) {
	ctx := context.Background()
	_, d, joined := withPIN(t)
	old, err := d.SignIn(ctx, "E-2041", good, home(), nine())
	if err != nil {
		t.Fatal(err)
	}
	codes, err := d.Invite(ctx, "amara", "elena", nine())
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := d.JoinWithPassword(ctx, codes.Link, "four warm kettles", home(), nine())
	expect(t, "join", err, "")
	for name, token := range map[string]string{"a password": old, "a PIN": joined.Session} {
		if recognised(t, d, token, nine()) != "" {
			t.Errorf("the session that %s had opened goes on", name)
		}
	}
	if recognised(t, d, fresh.Session, nine()) != "amara" {
		t.Error("the new session does not work")
	}
	_, err = d.SignInWithPIN(ctx, joined.Device, goodPIN, home(), nine())
	expect(t, "the old PIN", err, "pin: signin.wrong_pin")
	_, err = d.SignIn(ctx, "E-2041", good, home(), nine())
	expect(t, "the old password", err, "signin.wrong")
}

func TestChangePassword(t *testing.T) {
	ctx := context.Background()
	cases := []struct{ name, old, next, want string }{
		{"right", good, "four warm kettles", ""},
		{"wrong old one", "three cold kettles", "four warm kettles", "old: password.old_wrong"},
		{"no old one", "", "four warm kettles", "old: password.old_wrong"},
		{"short", good, "kettles", "password: password.short"},
		{"personal", good, "amara.osei2026", "password: password.personal"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m, d := atWork()
			here, err := d.SignIn(ctx, "E-2041", good, home(), nine())
			if err != nil {
				t.Fatal(err)
			}
			elsewhere, err := d.SignIn(ctx, "E-2041", good, home(), nine())
			if err != nil {
				t.Fatal(err)
			}
			s, p, err := d.Recognise(ctx, here, nine())
			if err != nil {
				t.Fatal(err)
			}
			expect(t, "change", d.ChangePassword(ctx, p, c.old, c.next, s.Hash, nine()), c.want)
			if recognised(t, d, here, nine()) != "amara" {
				t.Error("the session that changed it has ended")
			}
			if other := recognised(t, d, elsewhere, nine()); (other == "") != (c.want == "") {
				t.Errorf("the other session is %q's", other)
			}
			if changed := m.passwords["amara"] == turned(c.next); changed != (c.want == "") {
				t.Errorf("changed: %v", changed)
			}
		})
	}
}

func TestGuessingTheOldPasswordIsThrottled(t *testing.T) {
	ctx := context.Background()
	m, d := atWork()
	for range 10 {
		expect(t, "wrong", d.ChangePassword(ctx, m.people["amara"], "wrong", "four warm kettles", "", nine()), "old: password.old_wrong")
	}
	expect(t, "once more", d.ChangePassword(ctx, m.people["amara"], good, "four warm kettles", "", nine()), "signin.throttled")
}

func TestEndOthers(t *testing.T) {
	ctx := context.Background()
	m, d, joined := withPIN(t)
	for range 7 { // more than a list holds
		if _, err := d.SignIn(ctx, "E-2041", good, home(), nine()); err != nil {
			t.Fatal(err)
		}
	}
	elena, err := d.SignIn(ctx, "E-1003", good, home(), nine())
	if err != nil {
		t.Fatal(err)
	}
	m.devices["#lost"] = enter.Device{Hash: "#lost", Person: "amara", ExpiresAt: nine().Add(time.Hour)}
	here, _, err := d.Recognise(ctx, joined.Session, nine())
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "end others", d.EndOthers(ctx, m, here, joined.Device), "")
	if _, ok := m.devices["#lost"]; ok || len(m.devices) != 1 {
		t.Errorf("devices left: %v", m.devices)
	}
	if len(m.sessions) != 2 || recognised(t, d, joined.Session, nine()) != "amara" || recognised(t, d, elena, nine()) != "elena" {
		t.Errorf("sessions left: %v", m.sessions)
	}
}

func TestForgetDevice(t *testing.T) {
	ctx := context.Background()
	m, d, joined := withPIN(t)
	token, err := d.SignIn(ctx, "E-2041", good, home(), nine())
	if err != nil {
		t.Fatal(err)
	}
	here, _, err := d.Recognise(ctx, token, nine())
	if err != nil {
		t.Fatal(err)
	}
	hash := m.TokenHash(joined.Device)
	other := enter.Session{Person: "elena", Hash: "#elena"}
	expect(t, "somebody else's", d.ForgetDevice(ctx, m, other, hash), "fault.not_found")
	expect(t, "her own", d.ForgetDevice(ctx, m, here, hash), "")
	if recognised(t, d, joined.Session, nine()) != "" {
		t.Error("the lost telephone is still signed in")
	}
	if recognised(t, d, token, nine()) != "amara" {
		t.Error("she is signed out herself")
	}
}

func TestSignInAs(t *testing.T) {
	m, d := atWork()
	token, err := d.SignInAs(context.Background(), m.people["bruno"], home(), nine())
	if err != nil || recognised(t, d, token, nine()) != "bruno" {
		t.Errorf("%v", err)
	}
}
