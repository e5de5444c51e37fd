package account

import (
	"understudy/app/fault"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// ForgetDevice takes the PIN from one of the person's devices. One that is gone already is as it should
// be.
func (p Pages) ForgetDevice(v *site.Visit) error {
	hash := v.Form("device")
	err := p.Door.ForgetDevice(v.Context(), p.Ways, v.Session, hash)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	if hash == p.deviceHash(v) {
		v.ForgetDevice()
	}
	return v.GoSaying("/account", ui.Good, "account.device_forgotten")
}
