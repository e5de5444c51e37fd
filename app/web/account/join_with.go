package account

import (
	"net/url"

	"understudy/app/enter"
	"understudy/app/fault"
	"understudy/app/people"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// invitedView is what the page of one joining code shows: of the person, the given name alone, since
// whoever finds the paper can open the page.
type invitedView struct {
	trouble
	action string
	name   string
	mayPIN bool
}

// JoinWith asks the person whom a joining code is for to choose a password or a PIN. Opening the page
// does not use the code.
func (p Pages) JoinWith(v *site.Visit) error {
	code := v.Param("code")
	_, person, err := p.Door.Invited(v.Context(), code, visitor(v), v.Now)
	if fault.Is(err, fault.Gone) {
		return p.joinAgain(v, err)
	}
	if err != nil {
		return err
	}
	return v.Render(invitedPage(v.UI, invited(code, person, trouble{})))
}

func invited(code string, person people.Person, t trouble) invitedView {
	return invitedView{trouble: t, action: "/join/" + url.PathEscape(code), name: person.GivenName(), mayPIN: enter.MayHavePIN(person)}
}

// joinAgain asks for another code in place of one that is over.
func (p Pages) joinAgain(v *site.Visit, err error) error {
	t, _ := troubleOf(v, err)
	return v.RenderStatus(t.answer(), joinPage(v.UI, joinView{trouble: t}))
}

// JoinSubmit uses a joining code up: the person has a password or a PIN from now on, and is in.
func (p Pages) JoinSubmit(v *site.Visit) error {
	code := v.Param("code")
	joined, err := p.join(v, code)
	if fault.Is(err, fault.Gone) {
		return p.joinAgain(v, err)
	}
	if t, ok := troubleOf(v, err); ok {
		_, person, err := p.Door.Invited(v.Context(), code, visitor(v), v.Now)
		if err != nil {
			return err
		}
		return v.RenderStatus(t.answer(), invitedPage(v.UI, invited(code, person, t)))
	}
	if err != nil {
		return err
	}
	if err := p.welcome(v, joined.Session); err != nil {
		return err
	}
	if joined.Device != "" {
		v.KeepDevice(joined.Device)
		return v.GoSaying("/", ui.Good, "join.pin_done", "Count", enter.DeviceDays)
	}
	return v.GoSaying("/", ui.Good, "join.password_done", "Login", login(joined.Person))
}

func (p Pages) join(v *site.Visit, code string) (enter.Joined, error) {
	switch v.Form("way") {
	case "password":
		password := v.Form("password")
		if password != v.Form("again") {
			return enter.Joined{}, fault.Field("again", "password.differ")
		}
		return p.Door.JoinWithPassword(v.Context(), code, password, visitor(v), v.Now)
	case "pin":
		pin := digits(v.Form("pin"))
		if pin != digits(v.Form("pin_again")) {
			return enter.Joined{}, fault.Field("pin_again", "pin.differ")
		}
		return p.Door.JoinWithPIN(v.Context(), code, pin, visitor(v), v.Now)
	default:
		return enter.Joined{}, fault.New(fault.Invalid, "join.way")
	}
}

// login is what somebody signs in with from now on.
func login(p people.Person) string {
	if p.Email != "" {
		return p.Email
	}
	return p.EmployeeID
}
