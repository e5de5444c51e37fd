package enter

import (
	"errors"
	"strings"
	"testing"

	"understudy/app/fault"
	"understudy/app/people"
)

func TestCheckPassword(t *testing.T) {
	amara := people.Person{Name: "Amara Osei", EmployeeID: "E-2041", Email: "amara.osei@example.org"}
	cases := []struct{ password, want string }{
		{"three warm kettles", ""},
		{"kettle 2041 spruce", ""},
		{"éèêëàâäîïôöù", ""},
		{"short", "password.short"},
		{"", "password.short"},
		{"elevenchars", "password.short"},
		{strings.Repeat("long ", 30), "password.long"},
		{"Password1234", "password.common"},
		{"abcabcabcabc", "password.common"},
		{"amara.osei2026", "password.personal"},
		{"AmaraOsei2026", "password.personal"},
		{"amaraosei@example.org", "password.personal"},
	}
	for _, c := range cases {
		if got := fieldOf(CheckPassword(c.password, amara), "password"); got != c.want {
			t.Errorf("CheckPassword(%q): %q, want %q", c.password, got, c.want)
		}
	}
}

func TestCheckPIN(t *testing.T) {
	for pin, want := range map[string]string{
		"482913": "", "000000": "pin.simple", "123456": "pin.simple", "654321": "pin.simple", "121212": "pin.simple", "12345": "pin.digits", "1234567": "pin.digits",
		"12a456": "pin.digits", "": "pin.digits", "４８２９１３": "pin.digits",
	} {
		if got := fieldOf(CheckPIN(pin), "pin"); got != want {
			t.Errorf("CheckPIN(%q): %q, want %q", pin, got, want)
		}
	}
}

func TestNormal(t *testing.T) {
	for typed, want := range map[string]string{
		" abcd-efgh ": "ABCDEFGH", "ABCD EFGH": "ABCDEFGH", "abcd–efgh": "ABCDEFGH", "abcdefgh": "ABCDEFGH",
		"Ab3_dEfghijklmnopqrstuvwxyz012345678": "Ab3_dEfghijklmnopqrstuvwxyz012345678",
	} {
		if got := Normal(typed); got != want {
			t.Errorf("Normal(%q) = %q, want %q", typed, got, want)
		}
	}
}

func fieldOf(err error, field string) string {
	var f *fault.Fault
	if errors.As(err, &f) {
		return f.Fields[field]
	}
	return ""
}
