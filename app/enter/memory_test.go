package enter_test

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"understudy/app/civil"
	"understudy/app/enter"
	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/people"
)

// memory keeps in memory what the store keeps, for tests that turn the clock.
type memory struct {
	mu          sync.Mutex
	people      map[ident.ID]people.Person
	passwords   map[ident.ID]string
	sessions    map[string]enter.Session
	devices     map[string]enter.Device
	invitations map[string]*enter.Invitation // by the hash of a code
	throttles   map[string]throttle
	made        int // tokens so far
	checks      []string
	touched     int
	left        map[ident.ID]civil.Date // first day away
	full        bool                    // no room left to write
	broken      error
}

type throttle struct {
	count int
	ends  time.Time
}

func newMemory(everybody ...people.Person) *memory {
	m := &memory{people: map[ident.ID]people.Person{}, passwords: map[ident.ID]string{}, sessions: map[string]enter.Session{},
		devices: map[string]enter.Device{}, invitations: map[string]*enter.Invitation{}, throttles: map[string]throttle{}, left: map[ident.ID]civil.Date{}}
	for _, p := range everybody {
		m.people[p.ID] = p
	}
	return m
}

func (m *memory) door() enter.Door {
	return enter.Door{Accounts: m, Sessions: m, Invitations: m, Guard: m, Secrets: m, Tokens: m}
}

func notFound() error { return fault.New(fault.NotFound, "fault.not_found") }

// Accounts

func (m *memory) Person(_ context.Context, id ident.ID) (people.Person, error) {
	if m.broken != nil {
		return people.Person{}, m.broken
	}
	p, ok := m.people[id]
	if !ok {
		return people.Person{}, notFound()
	}
	return p, nil
}

func (m *memory) Left(_ context.Context, id ident.ID, on civil.Date) (bool, error) {
	day, known := m.left[id]
	return known && !day.After(on), nil
}

func (m *memory) PersonByLogin(_ context.Context, login string) (people.Person, error) {
	for _, p := range m.people {
		if p.EmployeeID == login || p.Email != "" && p.Email == strings.ToLower(login) {
			return p, nil
		}
	}
	return people.Person{}, notFound()
}

func (m *memory) PasswordHash(_ context.Context, id ident.ID) (string, error) {
	hash, ok := m.passwords[id]
	if !ok {
		return "", notFound()
	}
	return hash, nil
}

func (m *memory) SetPassword(_ context.Context, id ident.ID, hash string, _ time.Time, keep string) error {
	m.passwords[id] = hash
	for name, s := range m.sessions {
		if s.Person == id && name != keep {
			delete(m.sessions, name)
		}
	}
	for name, d := range m.devices {
		if d.Person == id {
			delete(m.devices, name)
		}
	}
	return nil
}

// Invitations

func (m *memory) Invite(_ context.Context, i enter.Invitation, codeHashes ...string) error {
	for hash, old := range m.invitations {
		if old.Person == i.Person && old.UsedAt.IsZero() {
			delete(m.invitations, hash)
		}
	}
	for _, hash := range codeHashes {
		m.invitations[hash] = &i
	}
	return nil
}

func (m *memory) Invitation(_ context.Context, codeHash string) (enter.Invitation, error) {
	if i, ok := m.invitations[codeHash]; ok {
		return *i, nil
	}
	return enter.Invitation{}, notFound()
}

func (m *memory) Join(ctx context.Context, id ident.ID, password string, device *enter.Device, s enter.Session) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, i := range m.invitations {
		if i.ID != id || !i.Good(s.CreatedAt) {
			continue
		}
		i.UsedAt = s.CreatedAt
		if password != "" {
			if err := m.SetPassword(ctx, s.Person, password, s.CreatedAt, ""); err != nil {
				return err
			}
		}
		if device != nil {
			m.devices[device.Hash] = *device
		}
		m.sessions[s.Hash] = s
		return nil
	}
	return fault.New(fault.Gone, "join.used")
}

// Guard

func (m *memory) Throttle(_ context.Context, name string, window time.Duration, now time.Time) (int, time.Time, error) {
	t := m.throttles[name]
	if !now.Before(t.ends) {
		t = throttle{ends: now.Add(window)}
	}
	t.count++
	m.throttles[name] = t
	return t.count, t.ends, nil
}

func (m *memory) ForgetThrottle(_ context.Context, name string) error {
	delete(m.throttles, name)
	return nil
}

func (m *memory) Device(_ context.Context, hash string) (enter.Device, error) {
	if d, ok := m.devices[hash]; ok {
		return d, nil
	}
	return enter.Device{}, notFound()
}

// Secrets: a hash is the secret turned round. Every check is noted, so that a test can see that nobody
// is told apart by the work that was done.

func turned(secret string) string {
	letters := []rune(secret)
	slices.Reverse(letters)
	return "hash:" + string(letters)
}

func (m *memory) Hash(_ context.Context, secret string) (string, error) { return turned(secret), nil }

func (m *memory) Check(_ context.Context, hash, secret string) (bool, error) {
	m.checks = append(m.checks, hash)
	return hash != "" && hash == turned(secret), nil
}

// Tokens

func (m *memory) NewToken() string {
	m.made++
	return "token-of-a-link-or-a-session-" + strconv.Itoa(m.made)
}

func (m *memory) NewShortCode() string {
	m.made++
	return "CODE" + strconv.Itoa(1000+m.made)
}

func (m *memory) TokenHash(token string) string { return "#" + token }

// Ways

func (m *memory) EndSession(_ context.Context, hash string) error {
	delete(m.sessions, hash)
	return nil
}

func (m *memory) Sessions(_ context.Context, person ident.ID) ([]enter.Session, error) {
	var out []enter.Session
	for _, s := range m.sessions {
		if s.Person == person && len(out) < 3 { // lists are cut; here soon
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b enter.Session) int { return strings.Compare(a.Hash, b.Hash) })
	return out, nil
}

func (m *memory) Devices(_ context.Context, person ident.ID) ([]enter.Device, error) {
	var out []enter.Device
	for _, d := range m.devices {
		if d.Person == person {
			out = append(out, d)
		}
	}
	return out, nil
}

func (m *memory) ForgetDevice(_ context.Context, person ident.ID, hash string) error {
	if d, ok := m.devices[hash]; !ok || d.Person != person {
		return notFound()
	}
	delete(m.devices, hash)
	return nil
}

// Sessions

func (m *memory) AddSession(_ context.Context, e enter.Session) error {
	m.sessions[e.Hash] = e
	return nil
}

func (m *memory) Session(ctx context.Context, hash string, on civil.Date) (enter.Session, people.Person, bool, error) {
	e, ok := m.sessions[hash]
	if !ok {
		return enter.Session{}, people.Person{}, false, fault.New(fault.Unauthorised, "fault.signed_out")
	}
	left, err := m.Left(ctx, e.Person, on)
	return e, m.people[e.Person], left, err
}

func (m *memory) TouchSession(_ context.Context, hash string, seen, expires time.Time) error {
	if m.full {
		return fault.New(fault.Full, "fault.full")
	}
	m.touched++
	e := m.sessions[hash]
	e.SeenAt, e.ExpiresAt = seen, expires
	m.sessions[hash] = e
	return nil
}
