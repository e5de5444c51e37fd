package bench

import (
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"
)

// yardstick is the least that a page from a database and a durable answer cost: prepared statements, a
// compiled template, no framework.
type yardstick struct {
	reader, writer  *sql.DB
	session, status *sql.Stmt
	pending         chan pendingAnswer
}

type pendingAnswer struct {
	person int
	done   chan error
}

const (
	yardstickPeople = 5000
	yardstickRules  = 34
	// sqliteSettings are the product's: see package store.
	sqliteSettings = "?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=10000&_txlock=immediate"
	yardstickSQL   = `
CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE session (id TEXT PRIMARY KEY, person_id INTEGER, expires INTEGER) WITHOUT ROWID;
CREATE TABLE rule (id INTEGER PRIMARY KEY, title TEXT, section TEXT);
CREATE TABLE status (person_id INTEGER, rule_id INTEGER, state TEXT, due TEXT, PRIMARY KEY (person_id, rule_id)) WITHOUT ROWID;
CREATE TABLE attempt (id INTEGER PRIMARY KEY, person_id INTEGER, answered INTEGER);
CREATE TABLE answer (id INTEGER PRIMARY KEY, attempt_id INTEGER, question INTEGER, choice TEXT, at INTEGER);
CREATE INDEX answer_attempt ON answer (attempt_id);`
)

// openYardstick makes the yardstick's database in a new file.
func openYardstick(file string) (*yardstick, error) {
	y := &yardstick{pending: make(chan pendingAnswer, 1024)}
	var err error
	if y.writer, err = sql.Open("sqlite3", "file:"+file+sqliteSettings); err != nil {
		return nil, err
	}
	y.writer.SetMaxOpenConns(1)
	if err := y.fill(); err != nil {
		return nil, err
	}
	if y.reader, err = sql.Open("sqlite3", "file:"+file+sqliteSettings+"&_query_only=1"); err != nil {
		return nil, err
	}
	y.reader.SetMaxOpenConns(4)
	y.reader.SetMaxIdleConns(4)
	if y.session, err = y.reader.Prepare("SELECT p.id, p.name FROM session s JOIN person p ON p.id = s.person_id WHERE s.id = ? AND s.expires > ?"); err != nil {
		return nil, err
	}
	y.status, err = y.reader.Prepare("SELECT s.rule_id, r.title, r.section, s.state, s.due FROM status s JOIN rule r ON r.id = s.rule_id WHERE s.person_id = ? ORDER BY s.rule_id")
	return y, err
}

func (y *yardstick) fill() error {
	if _, err := y.writer.Exec(yardstickSQL); err != nil {
		return err
	}
	tx, err := y.writer.Begin()
	if err != nil {
		return err
	}
	states := []string{"current", "due soon", "overdue", "not started"}
	for r := range yardstickRules {
		if _, err := tx.Exec("INSERT INTO rule VALUES (?, ?, ?)", r+1, fmt.Sprintf("Rule %d: tea & biscuits", r+1), fmt.Sprintf("Section %d", 1+r/7)); err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	for p := range yardstickPeople {
		_, err := tx.Exec("INSERT INTO person VALUES (?, ?)", p+1, fmt.Sprintf("Person %d", p+1))
		_, err2 := tx.Exec("INSERT INTO session VALUES (?, ?, ?)", yardstickToken(p), p+1, time.Now().Add(time.Hour).Unix())
		_, err3 := tx.Exec("INSERT INTO attempt VALUES (?, ?, 0)", p+1, p+1)
		if err := errors.Join(err, err2, err3); err != nil {
			return errors.Join(err, tx.Rollback())
		}
		for r := range yardstickRules {
			if _, err := tx.Exec("INSERT INTO status VALUES (?, ?, ?, '2027-03-12')", p+1, r+1, states[(p+r)%len(states)]); err != nil {
				return errors.Join(err, tx.Rollback())
			}
		}
	}
	return tx.Commit()
}

func yardstickToken(person int) string { return fmt.Sprintf("s%08d", person) }

// ServeHTTP answers the page with GET and keeps an answer with POST.
func (y *yardstick) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/healthz" {
		return
	}
	cookie, err := r.Cookie("session")
	if err != nil {
		http.Error(w, err.Error(), http.StatusUnauthorized)
		return
	}
	var id int
	var name string
	if err := y.session.QueryRow(cookie.Value, time.Now().Unix()).Scan(&id, &name); err != nil {
		http.Error(w, err.Error(), http.StatusUnauthorized)
		return
	}
	if r.Method == http.MethodPost {
		a := pendingAnswer{id, make(chan error, 1)}
		y.pending <- a
		if err := <-a.done; err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		http.Redirect(w, r, "/", http.StatusSeeOther)
		return
	}
	lines, err := y.lines(id)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = yardstickPage(name, lines).Render(r.Context(), w) // fails only where the client has gone
}

func (y *yardstick) lines(person int) ([]line, error) {
	rows, err := y.status.Query(person)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	out := make([]line, 0, yardstickRules)
	for rows.Next() {
		var l line
		if err := rows.Scan(&l.rule, &l.title, &l.section, &l.status, &l.due); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, rows.Err()
}

// commitGroups keeps answers, every group of those that wait in one transaction.
func (y *yardstick) commitGroups() {
	for first := range y.pending {
		group := []pendingAnswer{first}
		for more := true; more && len(group) < 256; {
			select {
			case next := <-y.pending:
				group = append(group, next)
			default:
				more = false
			}
		}
		people := make([]int, len(group))
		for i, a := range group {
			people[i] = a.person
		}
		err := y.keep(people...)
		for _, a := range group {
			a.done <- err
		}
	}
}

// keep saves one answer of each of these people in one durable transaction.
func (y *yardstick) keep(people ...int) error {
	tx, err := y.writer.Begin()
	if err != nil {
		return err
	}
	for _, p := range people {
		_, err := tx.Exec("INSERT INTO answer (attempt_id, question, choice, at) VALUES (?, 7, 'b', ?)", p, time.Now().UnixMilli())
		if err == nil {
			_, err = tx.Exec("UPDATE attempt SET answered = answered + 1 WHERE id = ?", p)
		}
		if err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	return tx.Commit()
}

// rawCommits returns how many single durable transactions a second the machine makes.
func rawCommits(b *testing.B, y *yardstick, span time.Duration) float64 {
	b.Helper()
	began, n := time.Now(), 0
	for ; time.Since(began) < span; n++ {
		check(b, y.keep(1+n%yardstickPeople))
	}
	return float64(n) / time.Since(began).Seconds()
}
