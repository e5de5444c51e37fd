package enter

import (
	"context"
	"time"

	"understudy/app/fault"
	"understudy/app/people"
)

// Owner returns the person whom a PIN lets in from a device. A device that is unknown or too old, or
// whose owner is disabled or has left, has none: that is not found.
func (d Door) Owner(ctx context.Context, deviceToken string, now time.Time) (people.Person, error) {
	if deviceToken == "" {
		return people.Person{}, fault.New(fault.NotFound, "fault.not_found")
	}
	device, err := d.Guard.Device(ctx, d.Tokens.TokenHash(deviceToken))
	if err != nil {
		return people.Person{}, err
	}
	if !now.Before(device.ExpiresAt) {
		return people.Person{}, fault.New(fault.NotFound, "fault.not_found")
	}
	person, err := d.Accounts.Person(ctx, device.Person)
	if err != nil {
		return people.Person{}, err
	}
	shut, err := d.shut(ctx, person, now)
	if err == nil && shut {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	return person, err
}

// SignInWithPIN lets the owner of a device in to the learner's pages. A wrong PIN and a device without
// an owner look and take the same.
func (d Door) SignInWithPIN(ctx context.Context, deviceToken, pin string, from Visitor, now time.Time) (token string, err error) {
	hash := d.Tokens.TokenHash(deviceToken)
	if err := d.allow(ctx, now, limit{"device:" + hash, window, triesDevice}, limit{"device-day:" + hash, dayWindow, triesDeviceDay},
		limit{"network:" + from.Network, window, triesNetwork}, limit{"signin", overallWindow, triesOverall}); err != nil {
		return "", err
	}
	person, err := d.Owner(ctx, deviceToken, now)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return "", err
	}
	stored := ""
	if err == nil {
		device, err := d.Guard.Device(ctx, hash)
		if err != nil {
			return "", err
		}
		stored = device.PIN
	}
	right, err := d.Secrets.Check(ctx, stored, pin)
	if err != nil {
		return "", err
	}
	if !right {
		return "", fault.Field("pin", "signin.wrong_pin")
	}
	for _, name := range []string{"device:" + hash, "device-day:" + hash} {
		if err := d.Guard.ForgetThrottle(ctx, name); err != nil {
			return "", err
		}
	}
	session, token := d.session(person, from, true, now)
	return token, d.Sessions.AddSession(ctx, session)
}
