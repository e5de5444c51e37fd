package account

import (
	"time"

	"understudy/app/enter"
	"understudy/app/web/site"
)

// accountView is what the account page shows.
type accountView struct {
	trouble
	byPIN     bool // this session was opened by a PIN
	languages []string
	sessions  []sessionView
	devices   []deviceView
}

type sessionView struct {
	browser string
	used    string // how long ago
	byPIN   bool
	here    bool
}

type deviceView struct {
	hash    string
	browser string
	left    int // days that it works for, counting the one begun
	here    bool
}

// Account shows what the system knows of the person who asks, and every way in that they have open.
func (p Pages) Account(v *site.Visit) error { return p.showAccount(v, trouble{}) }

func (p Pages) showAccount(v *site.Visit, t trouble) error {
	sessions, err := p.Ways.Sessions(v.Context(), v.Me().ID)
	if err != nil {
		return err
	}
	devices, err := p.Ways.Devices(v.Context(), v.Me().ID)
	if err != nil {
		return err
	}
	v.UI.Path = "/account" // also where a form of the page came back
	view := accountView{trouble: t, byPIN: v.Actor.LearnerOnly, languages: v.UI.Languages}
	for _, s := range sessions {
		if v.Now.Before(s.ExpiresAt) {
			view.sessions = append(view.sessions, sessionView{browserOf(v.UI, s.Label), ago(v, s.SeenAt), s.LearnerOnly, s.Hash == v.Session.Hash})
		}
	}
	here := p.deviceHash(v)
	for _, d := range devices {
		if v.Now.Before(d.ExpiresAt) {
			view.devices = append(view.devices, deviceView{d.Hash, browserOf(v.UI, d.Label), daysLeft(d, v.Now), d.Hash == here})
		}
	}
	return v.RenderStatus(t.answer(), accountPage(v.UI, view))
}

// deviceHash is how this browser's device is stored, "" where it has none.
func (p Pages) deviceHash(v *site.Visit) string {
	if v.Device() == "" {
		return ""
	}
	return p.Door.Tokens.TokenHash(v.Device())
}

const day = 24 * time.Hour

func daysLeft(d enter.Device, now time.Time) int { return int((d.ExpiresAt.Sub(now) + day - 1) / day) }

// ago says how long something is past, as finely as anybody wants to know.
func ago(v *site.Visit, at time.Time) string {
	switch past := v.Now.Sub(at); {
	case past < 2*time.Minute:
		return v.UI.T("account.now")
	case past < time.Hour:
		return v.UI.T("account.minutes_ago", "Count", int(past/time.Minute))
	default:
		return v.UI.T("account.hours_ago", "Count", int(past/time.Hour))
	}
}
