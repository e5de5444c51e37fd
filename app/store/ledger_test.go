package store_test

import (
	"database/sql"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"understudy/app/author"
	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/course"
	"understudy/app/examine"
	"understudy/app/ident"
	"understudy/app/ledger"
	"understudy/app/people"
	"understudy/app/record"
	"understudy/app/rehearse"
	"understudy/app/store"
)

// whole fails the test unless the ledger of a store is whole and covers so many leaves at least.
func whole(t *testing.T, s *store.Store, least int64) store.Audited {
	t.Helper()
	got, err := s.AuditLedger(ctx, databases.Key(t).Public, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range got.Findings {
		t.Errorf("false alarm: %s", f)
	}
	if got.Size < least {
		t.Errorf("the ledger has %d leaves, want %d", got.Size, least)
	}
	return got
}

func TestEveryFactIsInTheLedger(t *testing.T) {
	o := demonstration(t)
	databases.Each(t, func(t *testing.T, s *store.Store) {
		if err := s.Seed(ctx, o); err != nil {
			t.Fatal(err)
		}
		facts := int64(2 + len(o.Certificates))
		for _, h := range o.Histories {
			facts += int64(len(h.Employments) + len(h.Reasons) + len(h.Evidence) + len(h.Passes))
		}
		before := whole(t, s, facts)
		checkpoint, err := s.Checkpoint(ctx)
		if err != nil {
			t.Fatal(err)
		}
		p := somebody(t, s, "x1")
		if _, _, err := s.Record(ctx, lesson(p, "a", "k1"), nothing); err != nil {
			t.Fatal(err)
		}
		if err := s.GrantExtraTime(ctx, p.ID, 25, p.ID, noon); err != nil {
			t.Fatal(err)
		}
		if err := s.KeepTerms(ctx, "code", "h", course.Terms{}, civil.Of(2026, 1, 1), noon); err != nil {
			t.Fatal(err)
		}
		after := whole(t, s, before.Size+3)
		if after.Size != before.Size+3 {
			t.Errorf("%d leaves after three more facts, and %d before", after.Size, before.Size)
		}
		if got, err := s.AuditLedger(ctx, "", checkpoint); err != nil || len(got.Findings) > 0 {
			t.Errorf("beside the older checkpoint: %v, %v", got.Findings, err)
		}
		older := before.Checkpoint
		older.Root[0] ^= 1
		forged, err := databases.Key(t).Sign(older)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := s.AuditLedger(ctx, "", forged); err != nil || len(got.Findings) != 1 {
			t.Errorf("beside another checkpoint: %v, %v", got.Findings, err)
		}
		private, _ := ledger.NewKey()
		other, _ := ledger.ReadKey(private)
		if got, err := s.AuditLedger(ctx, other.Public, ""); err != nil || len(got.Findings) != 1 {
			t.Errorf("under another key: %v, %v", got.Findings, err)
		}
	})
}

func TestAFailedWriteLeavesNoLeaf(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		p := somebody(t, s, "e1")
		before := whole(t, s, 0)
		panics := func(record.History) []record.Award { panic("in the middle") }
		if _, _, err := s.Record(ctx, lesson(p, "a", "k1"), panics); err == nil {
			t.Fatal("it was recorded")
		}
		if _, _, err := s.Record(ctx, lesson(p, "a", "k2"), nothing); err != nil {
			t.Fatal(err)
		}
		if _, repeated, err := s.Record(ctx, lesson(p, "a", "k2"), nothing); err != nil || !repeated {
			t.Fatal(repeated, err)
		}
		if after := whole(t, s, 0); after.Size != before.Size+1 {
			t.Errorf("%d leaves, want %d", after.Size, before.Size+1)
		}
	})
}

func TestFactsOlderThanTheLedgerGoIntoItInOrder(t *testing.T) {
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			address := databases.Address(t, engine)
			s := started(t, address, databases.Key(t))
			if err := s.Seed(ctx, demonstration(t)); err != nil {
				t.Fatal(err)
			}
			size := whole(t, s, 0).Size
			// As it was before the migration.
			for _, statement := range forget(engine) {
				if err := s.ExecForTest(ctx, statement); err != nil {
					t.Fatal(statement, err)
				}
			}
			if _, err := s.AuditLedger(ctx, "", ""); err == nil {
				t.Error("there is no ledger, and it was audited")
			}
			for range 2 { // the second start adds nothing
				again := started(t, address, databases.Key(t))
				if got := whole(t, again, 0); got.Size != size {
					t.Errorf("%d leaves, want %d", got.Size, size)
				}
			}
			private, _ := ledger.NewKey()
			key, err := ledger.ReadKey(private)
			if err != nil {
				t.Fatal(err)
			}
			got, err := started(t, address, key).AuditLedger(ctx, "", "")
			if err != nil || len(got.Findings) > 0 || got.By != key.Public || len(got.Keys) != 2 {
				t.Errorf("after a change of keys: %+v, %v", got, err)
			}
		})
	}
}

func forget(engine string) []string {
	var out []string
	for _, table := range []string{"ledger_leaf", "ledger_hash"} {
		if engine == "postgres" {
			out = append(out, "ALTER TABLE "+table+" DISABLE TRIGGER USER")
		} else {
			out = append(out, "DROP TRIGGER "+table+"_no_delete")
		}
		out = append(out, "DELETE FROM "+table)
	}
	return append(out, "DELETE FROM ledger_subject", "UPDATE ledger_head SET size = 0, note = ''")
}

func started(t *testing.T, address string, key ledger.Signer) *store.Store {
	t.Helper()
	s, err := store.Open(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.StartLedger(ctx, key); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFactsNeedAKey(t *testing.T) {
	s, err := store.Open(ctx, databases.Address(t, "sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	p := somebody(t, s, "e1")
	if _, _, err := s.Record(ctx, lesson(p, "a", "k1"), nothing); err == nil {
		t.Error("a fact was recorded without a key")
	}
}

func TestErasingAPersonTouchesNoLeaf(t *testing.T) {
	databases.Each(t, func(t *testing.T, s *store.Store) {
		if err := s.Seed(ctx, demonstration(t)); err != nil {
			t.Fatal(err)
		}
		before := whole(t, s, 0)
		if err := s.ExecForTest(ctx, "DELETE FROM ledger_subject WHERE person_id = (SELECT min(person_id) FROM evidence)"); err != nil {
			t.Fatal(err)
		}
		if after := whole(t, s, 0); after.Checkpoint != before.Checkpoint || after.Erased == 0 || before.Erased != 0 {
			t.Errorf("%d rows name somebody who was erased, after %d", after.Erased, before.Erased)
		}
	})
}

func TestEveryColumnOfAFactIsInItsLeaf(t *testing.T) {
	db := raw(t, databases.Address(t, "sqlite"))
	tables := query(t, db, "SELECT substr(name, 1, length(name) - 10) FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_update' ORDER BY 1")
	outside := []string{"audit", "ledger_leaf", "ledger_hash"}
	kinds := store.FactColumnsForTest()
	for _, table := range tables {
		if slices.Contains(outside, table) {
			continue
		}
		columns := query(t, db, "SELECT name FROM pragma_table_info('"+table+"') ORDER BY 1")
		if got := slices.Sorted(slices.Values(kinds[table])); !slices.Equal(got, columns) {
			t.Errorf("of %s the leaf has the columns %v, and the table has %v", table, got, columns)
		}
	}
	if len(kinds) != len(tables)-len(outside) {
		t.Errorf("%d kinds of facts and %d tables", len(kinds), len(tables)-len(outside))
	}
}

func raw(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func query(t *testing.T, db *sql.DB, statement string) []string {
	t.Helper()
	rows, err := db.Query(statement)
	if err != nil {
		t.Fatal(statement, err)
	}
	defer func() { _ = rows.Close() }()
	var out []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		out = append(out, text)
	}
	return out
}

// small fills a database with some facts of every kind.
func small(t *testing.T, s *store.Store) {
	t.Helper()
	lib, _ := catalog.Embedded()
	if err := s.PublishRevisions(ctx, []record.RuleRevision{{Rule: "r01", Rev: 1, Hash: "ab", Class: "new", Reason: "First edition.", RecordedAt: noon}}, ""); err != nil {
		t.Fatal(err)
	}
	for _, p := range lib.Programmes {
		if err := s.KeepTerms(ctx, p.ID, p.Hash, p.Terms, civil.Of(2026, 1, 1), noon); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 4 {
		p := somebody(t, s, fmt.Sprint("e", i))
		if err := s.Employ(ctx, record.Employment{ID: ident.New(noon), Person: p.ID, Edge: record.Start, On: civil.Of(2026, 1, 5), RecordedAt: noon, RecordedBy: p.ID}); err != nil {
			t.Fatal(err)
		}
		if err := s.Assign(ctx, record.Reason{ID: ident.New(noon), Person: p.ID, Programme: "code", Cause: "hire", Edge: record.Start, On: civil.Of(2026, 1, 5), RecordedAt: noon}); err != nil {
			t.Fatal(err)
		}
		if err := s.GrantExtraTime(ctx, p.ID, 25, p.ID, noon); err != nil {
			t.Fatal(err)
		}
		award := func(h record.History) []record.Award {
			pass := record.Pass{ID: ident.New(noon), Person: p.ID, Programme: "code", Hash: "h", OccurredOn: civil.Of(2026, 3, 2), Evidence: []ident.ID{h.Evidence[0].ID}, RecordedAt: noon}
			return []record.Award{{Pass: pass, Certificate: record.Certificate{Code: ident.Token(16), Pass: pass.ID, Person: p.ID, Programme: "code", Snapshot: []byte(`{"name":"Amara"}`), Hash: "h", IssuedAt: noon}}}
		}
		if _, _, err := s.Record(ctx, lesson(p, "a", fmt.Sprint("k", i)), award); err != nil {
			t.Fatal(err)
		}
	}
	judged(t, s)
}

// judged adds the facts that trainers and learners leave behind.
func judged(t *testing.T, s *store.Store) {
	t.Helper()
	p, by := somebody(t, s, "e8"), somebody(t, s, "t1")
	for _, session := range []string{"a", "b"} {
		if err := s.AddRecall(ctx, refreshed(p, session, noon)); err != nil {
			t.Fatal(err)
		}
	}
	version := author.Version{Document: catalog.NewDocument(catalog.KindBank, "own", catalog.English, "", ownBank), Number: 1, Status: author.Published, By: by.ID, At: noon}
	if err := s.AddVersion(ctx, version); err != nil {
		t.Fatal(err)
	}
	attempt := examine.Attempt{ID: ident.New(noon), Person: p.ID, Programme: "code", Lang: "en", Status: examine.InProgress, StartedAt: noon}
	if _, err := s.StartAttempt(ctx, attempt); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		"UPDATE attempt SET status = 'graded', result = '{}'",
		"INSERT INTO play VALUES ('p1', '" + string(p.ID) + "', 'desk', 'h', 'en', 0, '{}', 1, 'finished', 1, 1, 1)",
	} {
		if err := s.ExecForTest(ctx, statement); err != nil {
			t.Fatal(err)
		}
	}
	review := rehearse.Review{ID: ident.New(noon), Play: "p1", Person: p.ID, Seq: 1, Cause: "breach", AskedAt: noon, DueAt: noon}
	if err := s.AskReview(ctx, review); err != nil {
		t.Fatal(err)
	}
	none := func([]rehearse.Reviewed, record.History) ([]record.Evidence, error) { return nil, nil }
	if _, err := s.Decide(ctx, rehearse.Decision{Review: review.ID, Mark: "broken", Note: "It was a real number.", By: by.ID, At: noon}, none, nothing); err != nil {
		t.Fatal(err)
	}
	again := func(a examine.Attempt, _ []examine.Answer, _ []examine.Regrade) (*examine.Regrade, *record.Evidence, error) {
		e := lesson(p, "check", "again")
		return &examine.Regrade{ID: ident.New(noon), Attempt: a.ID, Seq: 1, Question: "r01-a", WasHash: "a", NowHash: "b", Reason: "The key was wrong.", By: by.ID, At: noon}, &e, nil
	}
	if _, err := s.AddRegrade(ctx, attempt.ID, again, nothing); err != nil {
		t.Fatal(err)
	}
}

// TestEveryTamperIsFoundAndNamed changes one byte of one value in a copy of a database, a thousand times.
func TestEveryTamperIsFoundAndNamed(t *testing.T) {
	path := databases.Address(t, "sqlite")
	s := started(t, path, databases.Key(t))
	small(t, s)
	whole(t, s, 20)
	copied := filepath.Join(t.TempDir(), "copy.db")
	if _, err := raw(t, path).Exec("VACUUM INTO ?", copied); err != nil {
		t.Fatal(err)
	}
	original, err := os.ReadFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 4))
	path = filepath.Join(t.TempDir(), "tampered.db")
	tampered := map[string]int{}
	for i := range 1000 {
		if err := os.WriteFile(path, original, 0o600); err != nil {
			t.Fatal(err)
		}
		what, names := tamper(t, r, path)
		table, _, _ := strings.Cut(names[0], " ")
		tampered[table]++
		got := audit(t, path)
		for _, suffix := range []string{"-wal", "-shm"} {
			_ = os.Remove(path + suffix)
		}
		if len(got.Findings) == 0 {
			t.Errorf("tamper %d was not found: %s", i, what)
			continue
		}
		if !slices.ContainsFunc(got.Findings, func(f ledger.Finding) bool { return slices.Contains(names, f.Where) }) {
			t.Errorf("tamper %d was found and not named: %s: %v", i, what, got.Findings)
		}
		if len(got.Findings) > 4 {
			t.Errorf("tamper %d has %d findings: %s: %v", i, len(got.Findings), what, got.Findings)
		}
	}
	if want := len(store.FactColumnsForTest()) + 2; len(tampered) != want {
		t.Errorf("%d tables were tampered with, want all %d: %v", len(tampered), want, tampered)
	}
	if err := os.WriteFile(path, original, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := audit(t, path); len(got.Findings) > 0 {
		t.Errorf("the untouched copy: %v", got.Findings)
	}
}

func audit(t *testing.T, path string) store.Audited {
	t.Helper()
	s, err := store.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	got, err := s.AuditLedger(ctx, databases.Key(t).Public, "")
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// tamper changes one byte and returns what it changed, with the names under which that may be found.
func tamper(t *testing.T, r *rand.Rand, path string) (what string, names []string) {
	t.Helper()
	db := raw(t, path)
	defer func() { _ = db.Close() }()
	if _, err := db.Exec("PRAGMA ignore_check_constraints = 1"); err != nil {
		t.Fatal(err)
	}
	columns := store.FactColumnsForTest()
	columns["ledger_leaf"], columns["ledger_hash"] = []string{"n", "kind", "fact_id", "leaf"}, []string{"id", "hash"}
	tables := slices.Sorted(func(yield func(string) bool) {
		for table := range columns {
			if !yield(table) {
				return
			}
		}
	})
	for {
		table := tables[r.IntN(len(tables))]
		rows := query(t, db, "SELECT rowid FROM "+table)
		if len(rows) == 0 {
			continue
		}
		row, column := rows[r.IntN(len(rows))], columns[table][r.IntN(len(columns[table]))]
		var value any
		if err := db.QueryRow("SELECT " + column + " FROM " + table + " WHERE rowid = " + row).Scan(&value); err != nil {
			t.Fatal(err)
		}
		changed, ok := flip(r, value)
		if !ok {
			continue
		}
		for _, statement := range query(t, db, "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '"+table+"'") {
			if _, err := db.Exec(statement); err != nil {
				t.Fatal(err)
			}
		}
		name := func() string {
			id := map[string]string{"certificate": "code", "review_decision": "review_id", "ledger_leaf": "n", "ledger_hash": "id",
				"authored": "kind || '/' || id || '/' || lang || '/' || version"}[table]
			if id == "" {
				id = "id"
			}
			return table + " " + query(t, db, "SELECT "+id+" FROM "+table+" WHERE rowid = "+row)[0]
		}
		names = append(names, name())
		if _, err := db.Exec("UPDATE "+table+" SET "+column+" = ? WHERE rowid = "+row, changed); err != nil {
			names = nil
			continue // such as a value that is there already, or no UTF-8 number
		}
		if table == "ledger_leaf" && column == "n" || table == "ledger_hash" && column == "id" {
			return fmt.Sprintf("%s.%s %v → %v", table, column, value, changed), append(names, table+" "+fmt.Sprint(changed))
		}
		return fmt.Sprintf("%s.%s of %s: %q → %q", table, column, row, fmt.Sprint(value), fmt.Sprint(changed)), append(names, name())
	}
}

// flip changes one byte of a value as the engine stores it.
func flip(r *rand.Rand, value any) (any, bool) {
	bit := byte(1 + r.IntN(255))
	var eight [8]byte
	switch v := value.(type) {
	case int64:
		binary.BigEndian.PutUint64(eight[:], uint64(v))
		eight[7-r.IntN(2)] ^= bit
		return int64(binary.BigEndian.Uint64(eight[:])), true
	case float64:
		binary.BigEndian.PutUint64(eight[:], math.Float64bits(v))
		eight[r.IntN(8)] ^= bit
		return math.Float64frombits(binary.BigEndian.Uint64(eight[:])), true
	case string:
		if v == "" {
			return nil, false
		}
		b := []byte(v)
		b[r.IntN(len(b))] ^= bit
		return string(b), !strings.Contains(string(b), "\x00") // the driver ends a text there
	case []byte:
		b := slices.Clone(v)
		b[r.IntN(len(b))] ^= bit
		return b, true
	}
	return nil, false
}

// BenchmarkRecord measures one piece of evidence with the ledger and without it, alone and among others.
func BenchmarkRecord(b *testing.B) {
	for _, clients := range []int{1, 64} {
		for _, with := range []bool{false, true} {
			b.Run(fmt.Sprintf("clients=%d/ledger=%v", clients, with), func(b *testing.B) {
				s := databases.Open(b, "sqlite")
				if !with {
					if err := s.WithoutLedgerForTest(); err != nil {
						b.Fatal(err)
					}
				}
				var next atomic.Int64
				ids := make([]ident.ID, 200)
				for i := range ids {
					ids[i] = lessonPerson(b, s, fmt.Sprint("b", i))
				}
				b.SetParallelism((clients + runtime.GOMAXPROCS(0) - 1) / runtime.GOMAXPROCS(0))
				b.ResetTimer()
				if clients == 1 {
					for i := range b.N {
						recordOne(b, s, ids[i%len(ids)])
					}
					return
				}
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						recordOne(b, s, ids[int(next.Add(1))%len(ids)])
					}
				})
			})
		}
	}
}

func lessonPerson(b *testing.B, s *store.Store, id string) ident.ID {
	b.Helper()
	p := people.Person{ID: ident.New(noon), EmployeeID: id, Name: "Ben", Email: id + "@example.org", Role: people.Learner}
	if err := s.SavePerson(ctx, p, noon, ""); err != nil {
		b.Fatal(err)
	}
	return p.ID
}

func recordOne(b *testing.B, s *store.Store, person ident.ID) {
	b.Helper()
	e := lesson(people.Person{ID: person}, "a", ident.Token(16))
	if _, _, err := s.Record(ctx, e, nothing); err != nil {
		b.Fatal(err)
	}
}
