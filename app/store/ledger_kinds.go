package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"understudy/app/ledger"
)

// factKind says how the rows of a table of facts become leaves. Every column is in one of the lists.
type factKind struct {
	table string
	id    string   // SQL for the id of a row
	at    string   // the column by which rows are in order
	plain []string // kept in the leaf as they are
	named []string // hold a person's id, in whose place the leaf has their random subject id
	words []string // typed by or about people: the leaf has their keyed hash
	owner string   // of the named columns, the one under whose salt words are
}

// factKinds lists every table of facts. A test compares it with the tables themselves.
func factKinds() []factKind {
	return []factKind{
		{table: "rule_revision_fact", id: "id", at: "recorded_at", named: []string{"approved_by"}, words: []string{"reason"}, owner: "approved_by",
			plain: []string{"id", "rule", "rev", "text_hash", "class", "published_on", "effective_on", "recorded_at"}},
		{table: "terms_fact", id: "id", at: "recorded_at", plain: []string{"id", "programme", "hash", "terms", "from_day", "recorded_at"}},
		{table: "authored", id: "authored.kind || '/' || authored.id || '/' || lang || '/' || CAST(version AS TEXT)", at: "at", named: []string{"author_id"},
			words: []string{"source"}, owner: "author_id", plain: []string{"kind", "id", "lang", "version", "status", "hash", "at"}},
		{table: "employment_fact", id: "id", at: "recorded_at", named: []string{"person_id", "recorded_by"},
			plain: []string{"id", "kind", "on_day", "recorded_at"}},
		{table: "reason_fact", id: "id", at: "recorded_at", named: []string{"person_id", "recorded_by"},
			plain: []string{"id", "programme", "cause", "kind", "on_day", "due_day", "recorded_at"}},
		{table: "extra_time", id: "id", at: "recorded_at", named: []string{"person_id", "recorded_by"}, words: []string{"percent"}, owner: "person_id",
			plain: []string{"id", "recorded_at"}},
		{table: "review_decision", id: "review_id", at: "recorded_at", named: []string{"recorded_by"}, words: []string{"note"}, owner: "recorded_by",
			plain: []string{"review_id", "mark", "recorded_at"}},
		{table: "regrade", id: "id", at: "recorded_at", named: []string{"recorded_by"}, words: []string{"result", "reason"}, owner: "recorded_by",
			plain: []string{"id", "attempt_id", "seq", "question", "was_hash", "now_hash", "recorded_at"}},
		{table: "recall_review", id: "id", at: "recorded_at", named: []string{"person_id"}, words: []string{"response", "idem_key"}, owner: "person_id",
			plain: []string{"id", "session", "position", "rule", "rev", "question", "question_rev", "question_hash", "lang", "mark", "correct", "guess",
				"took_ms", "occurred_on", "occurred_at", "algorithm", "recorded_at"}},
		{table: "evidence", id: "id", at: "recorded_at", named: []string{"person_id", "recorded_by"}, words: []string{"idem_key"}, owner: "person_id",
			plain: []string{"id", "kind", "item", "item_hash", "attempt_id", "outcomes", "score", "passed", "occurred_on", "occurred_at", "recorded_at",
				"source", "voids"}},
		{table: "pass", id: "id", at: "recorded_at", named: []string{"person_id"},
			plain: []string{"id", "programme", "programme_hash", "evidence_ids", "occurred_on", "recorded_at"}},
		{table: "certificate", id: "code", at: "issued_at", named: []string{"person_id"}, words: []string{"snapshot"}, owner: "person_id",
			plain: []string{"code", "pass_id", "programme", "hash", "issued_at"}},
	}
}

// kindsByTable returns the kinds of facts by their tables.
func kindsByTable() map[string]factKind {
	out := map[string]factKind{}
	for _, k := range factKinds() {
		out[k.table] = k
	}
	return out
}

// columns returns every column in the order in which a row is read.
func (k factKind) columns() []string { return slices.Concat(k.plain, k.named, k.words) }

// query reads rows: the id first, then every column. It has no order, so that a scan reads the table
// itself and not a copy in an index.
func (k factKind) query() string {
	return "SELECT " + k.id + ", " + strings.Join(k.columns(), ", ") + " FROM " + k.table
}

// factRow is a stored fact as the engine gives it.
type factRow struct {
	id     string
	values map[string]any
}

func (k factKind) scan(scan func(...any) error) (factRow, error) {
	columns := k.columns()
	values := make([]any, len(columns)+1)
	targets := make([]any, len(values))
	for i := range values {
		targets[i] = &values[i]
	}
	if err := scan(targets...); err != nil {
		return factRow{}, err
	}
	row := factRow{fmt.Sprint(values[0]), make(map[string]any, len(columns))}
	for i, name := range columns {
		value := values[i+1]
		if b, ok := value.(bool); ok { // PostgreSQL's; SQLite has numbers
			value = map[bool]int64{false: 0, true: 1}[b]
		}
		row.values[name] = value
	}
	return row, nil
}

// people returns whom a row names. An empty id is the organisation itself, where words need a salt.
func (k factKind) people(row factRow) []string {
	var out []string
	for _, name := range k.named {
		if id := fmt.Sprint(row.values[name]); id != "" || name == k.owner {
			out = append(out, id)
		}
	}
	return out
}

// record returns what the leaf of a row holds, and the fields that cannot be told any more because the
// subject that they rest on was erased.
func (k factKind) record(row factRow, subjects map[string]ledger.Subject) (r ledger.Record, erased []string) {
	r = ledger.Record{Kind: k.table, ID: row.id, Fields: make(map[string]any, len(row.values))}
	for _, name := range k.plain {
		r.Fields[name] = row.values[name]
	}
	for _, name := range k.named {
		id, isText := row.values[name].(string)
		subject, known := subjects[id]
		switch {
		case !isText || id == "":
			r.Fields[name] = row.values[name]
		case known:
			r.Fields[name] = subject.ID
		default:
			erased = append(erased, name)
		}
	}
	owner, known := subjects[fmt.Sprint(cmp.Or(row.values[k.owner], any("")))]
	for _, name := range k.words {
		switch {
		case row.values[name] == nil:
		case known:
			r.Fields[name] = owner.Keyed(k.table, row.id, name, fmt.Sprint(row.values[name]))
		default:
			erased = append(erased, name)
		}
	}
	return r, erased
}
