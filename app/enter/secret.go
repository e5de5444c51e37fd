package enter

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"understudy/app/fault"
	"understudy/app/people"
)

// Lengths of a password, in characters. Length is what makes a password strong, so there are no
// rules about its composition (NIST SP 800-63B).
const (
	MinPassword = 12
	MaxPassword = 128
	PINDigits   = 6
)

//go:embed common.txt
var commonPasswords string

// CheckPassword refuses a password that is too short, too long, well known, or the person's own name
// or address. The fault is at the field "password".
func CheckPassword(password string, person people.Person) error {
	length, folded := utf8.RuneCountInString(password), strings.ToLower(password)
	switch {
	case length < MinPassword:
		return fault.Field("password", "password.short")
	case length > MaxPassword:
		return fault.Field("password", "password.long")
	case strings.Contains(commonPasswords, "\n"+folded+"\n"), repeats(folded):
		return fault.Field("password", "password.common")
	case personal(folded, person):
		return fault.Field("password", "password.personal")
	default:
		return nil
	}
}

// repeats reports whether a password is a short piece over and over: "abcabcabcabc".
func repeats(password string) bool {
	for size := 1; size <= len(password)/3; size++ {
		if strings.Repeat(password[:size], len(password)/size+1)[:len(password)] == password {
			return true
		}
	}
	return false
}

func personal(password string, p people.Person) bool {
	letters := func(s string) string {
		return strings.NewReplacer(" ", "", ".", "", "-", "", "_", "").Replace(strings.ToLower(s))
	}
	bare := letters(password)
	for _, own := range []string{p.Name, p.EmployeeID, p.Email} {
		if own = letters(own); own != "" && (bare == own || strings.TrimRight(bare, "0123456789!") == own) {
			return true
		}
	}
	return false
}

// CheckPIN refuses a PIN that is not six digits or the first that anybody would try. The fault is at
// the field "pin".
func CheckPIN(pin string) error {
	if len(pin) != PINDigits || strings.Trim(pin, "0123456789") != "" {
		return fault.Field("pin", "pin.digits")
	}
	if repeats(pin) || strings.Contains("01234567890123 98765432109876", pin) {
		return fault.Field("pin", "pin.simple")
	}
	return nil
}
