package team

import (
	"rsc.io/qr"

	"understudy/app/fault"
	"understudy/app/people"
	"understudy/app/web/site"
)

// inviteView is the printable page with a joining code. The code is shown this once.
type inviteView struct {
	person  people.Person
	address string // with the long code, as the QR code has it
	page    string // where the short code is typed
	short   string
	modules [][]bool
}

// Invite makes a joining code and shows it, to print or to hold up to a phone. The answer is the page
// itself: the code is stored nowhere that a redirect could read it from.
func (p Pages) Invite(v *site.Visit) error {
	if !invites(v) {
		return fault.New(fault.Forbidden, "team.invite.not_yours")
	}
	codes, err := p.Door.Invite(v.Context(), v.Subject.ID, v.Me().ID, v.Now)
	if err != nil {
		return err
	}
	base := p.base(v)
	view := inviteView{person: v.Subject, address: base + "/join/" + codes.Link, page: base + "/join", short: codes.Short}
	if view.modules, err = modules(view.address); err != nil {
		return err
	}
	v.UI.Path = "/team"
	return v.Render(invitePage(v.UI, view))
}

// base is how people reach this server.
func (p Pages) base(v *site.Visit) string {
	if p.Public != nil {
		return p.Public.Scheme + "://" + p.Public.Host
	}
	return "http://" + v.Ctx.Get("Host")
}

func modules(text string) ([][]bool, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil, err
	}
	out := make([][]bool, code.Size)
	for y := range out {
		out[y] = make([]bool, code.Size)
		for x := range out[y] {
			out[y][x] = code.Black(x, y)
		}
	}
	return out, nil
}

// grouped writes a short code as it is read aloud: ABCD-EFGH.
func grouped(code string) string {
	const half = 4
	if len(code) != 2*half {
		return code
	}
	return code[:half] + "-" + code[half:]
}
