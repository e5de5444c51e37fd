package bench

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"understudy/app/auth"
	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/demo"
	"understudy/app/examine"
	"understudy/app/ident"
	"understudy/app/ledger"
	"understudy/app/people"
	"understudy/app/quiz"
	"understudy/app/record"
	"understudy/app/store"
)

// town is a database of learners who are signed in and amid a paper.
type town struct {
	file     string
	learners []learner
	seasoned []string // sessions of learners with two years of history: the demonstration's
}

type learner struct {
	session string
	attempt string // path of the paper in hand
	asked   []int  // places of its questions that are answered by a choice
}

const (
	townSize  = 20_000
	teamSize  = 50
	programme = "code-of-conduct"
)

// build fills a new database with this many learners, each amid a paper or before one.
func build(b *testing.B, file string, size int, examined bool) *town {
	b.Helper()
	now := time.Now().UTC()
	library, problems := catalog.Embedded()
	if catalog.Broken(problems) {
		b.Fatal(catalog.Lines(problems))
	}
	s, err := store.Open(b.Context(), file)
	check(b, err)
	check(b, s.Migrate(b.Context()))
	private, err := ledger.NewKey()
	check(b, err)
	key, err := ledger.ReadKey(private)
	check(b, err)
	check(b, s.StartLedger(b.Context(), key))
	t := &town{file: file}
	o := demo.Generate(library, nil, civil.In(now, time.UTC), now, time.UTC)
	sessions := map[string]ident.ID{}
	for i, p := range o.People {
		h := o.Histories[i]
		if at := h.Employments[len(h.Employments)-1]; p.Role == people.Learner && at.Edge == record.Start && len(h.Evidence) > 0 {
			token := auth.NewToken()
			sessions[token] = p.ID
			t.seasoned = append(t.seasoned, token)
		}
	}
	paper, invented := blueprint(b, library), len(o.Attempts)
	for i := range size {
		t.move(b, &o, sessions, library, paper, i, now)
	}
	if !examined {
		o.Attempts = o.Attempts[:invented]
	}
	check(b, s.Seed(b.Context(), o))
	check(b, s.Close())
	check(b, signIn(file, sessions, now))
	return t
}

func blueprint(b *testing.B, library *catalog.Library) quiz.Blueprint {
	b.Helper()
	p, _ := library.Programme(programme)
	bp, found := library.Blueprint(p.Onboarding.Paper)
	if !found {
		b.Fatalf("the library has no paper for %s", programme)
	}
	return bp
}

// move adds one learner.
func (t *town) move(b *testing.B, o *demo.Organisation, sessions map[string]ident.ID, library *catalog.Library, bp quiz.Blueprint, i int, now time.Time) {
	b.Helper()
	if i%teamSize == 0 {
		o.Teams = append(o.Teams, people.Team{ID: ident.New(now), Name: fmt.Sprintf("Shift %d", i/teamSize+1)})
	}
	team := o.Teams[len(o.Teams)-1]
	id, hired := ident.New(now), civil.In(now, time.UTC)
	o.People = append(o.People, people.Person{ID: id, EmployeeID: fmt.Sprintf("B%05d", i), Name: fmt.Sprintf("Learner %d", i),
		Email: fmt.Sprintf("learner%d@example.org", i), Team: team.ID, Role: people.Learner})
	o.Histories = append(o.Histories, record.History{Person: id,
		Employments: []record.Employment{{ID: ident.New(now), Person: id, Edge: record.Start, On: hired, RecordedAt: now}},
		Reasons:     []record.Reason{{ID: ident.New(now), Person: id, Programme: programme, Cause: "hire", Edge: record.Start, On: hired, RecordedAt: now}}})
	paper, err := quiz.Draw(bp, library.Bank(), library.Code.Applicable(nil), rand.Uint64(), nil)
	check(b, err)
	attempt := examine.Attempt{ID: ident.New(now), Person: id, Programme: programme, Blueprint: bp, Lang: library.Lang, Paper: paper,
		Status: examine.InProgress, StartedAt: now, EndsAt: now.Add(time.Hour)}
	o.Attempts = append(o.Attempts, demo.Attempt{Attempt: attempt})
	token := auth.NewToken()
	sessions[token] = id
	var choices []int
	for place, item := range paper.Items {
		switch q, _ := library.Question(item.ID); q.Type {
		case quiz.Single, quiz.Multiple, quiz.TrueFalse:
			choices = append(choices, place)
		}
	}
	t.learners = append(t.learners, learner{token, "/attempts/" + string(attempt.ID), choices})
}

// signIn stores a session of each person, as many in one transaction as there are.
func signIn(file string, sessions map[string]ident.ID, now time.Time) error {
	db, err := sql.Open("sqlite3", "file:"+file+sqliteSettings)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	add, err := tx.Prepare("INSERT INTO session (hash, person_id, learner_only, label, created_at, seen_at, expires_at) VALUES (?, ?, 0, 'bench', ?, ?, ?)")
	if err != nil {
		return err
	}
	for token, person := range sessions {
		if _, err := add.Exec(auth.TokenHash(token), string(person), now.UnixMilli(), now.UnixMilli(), now.Add(8*time.Hour).UnixMilli()); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// percentile returns the value that this share of all values stay below or meet.
func percentile(values []time.Duration, share float64) time.Duration {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[min(int(share*float64(len(values))), len(values)-1)]
}
