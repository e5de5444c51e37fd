package enter

import (
	"context"

	"understudy/app/fault"
	"understudy/app/ident"
)

// Ways are the ways in that a person has open: browsers that are signed in, and devices with a PIN.
type Ways interface {
	Sessions(ctx context.Context, person ident.ID) ([]Session, error)
	EndSession(ctx context.Context, hash string) error
	Devices(ctx context.Context, person ident.ID) ([]Device, error)
	ForgetDevice(ctx context.Context, person ident.ID, hash string) error
}

// SignOut ends one session.
func (d Door) SignOut(ctx context.Context, s Session) error {
	if s.Hash == "" {
		return nil
	}
	return d.Sessions.EndSession(ctx, s.Hash)
}

// EndOthers ends every way in of a person but the session at hand and the device that it came from
// ("" for none). Doing it twice does no harm.
func (d Door) EndOthers(ctx context.Context, ways Ways, keep Session, deviceToken string) error {
	kept := ""
	if deviceToken != "" {
		kept = d.Tokens.TokenHash(deviceToken)
	}
	if err := endSessions(ctx, ways, keep.Person, func(s Session) bool { return s.Hash != keep.Hash }); err != nil {
		return err
	}
	devices, err := ways.Devices(ctx, keep.Person)
	if err != nil {
		return err
	}
	for _, device := range devices {
		if device.Hash == kept {
			continue
		}
		if err := ways.ForgetDevice(ctx, keep.Person, device.Hash); err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
	}
	return nil
}

// ForgetDevice takes the PIN from one device of a person, and ends what PINs have opened elsewhere than
// in the session at hand: a lost telephone must not stay signed in.
func (d Door) ForgetDevice(ctx context.Context, ways Ways, keep Session, deviceHash string) error {
	if err := ways.ForgetDevice(ctx, keep.Person, deviceHash); err != nil {
		return err
	}
	return endSessions(ctx, ways, keep.Person, func(s Session) bool { return s.LearnerOnly && s.Hash != keep.Hash })
}

// endSessions ends those of a person's sessions that end picks. Lists are cut at a page's length, so it
// looks again until nothing is left to end.
func endSessions(ctx context.Context, ways Ways, person ident.ID, end func(Session) bool) error {
	for again := true; again; {
		again = false
		sessions, err := ways.Sessions(ctx, person)
		if err != nil {
			return err
		}
		for _, s := range sessions {
			if !end(s) {
				continue
			}
			if err := ways.EndSession(ctx, s.Hash); err != nil {
				return err
			}
			again = true
		}
	}
	return nil
}
