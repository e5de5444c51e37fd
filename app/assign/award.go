package assign

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/course"
	"understudy/app/ident"
	"understudy/app/people"
	"understudy/app/recert"
	"understudy/app/record"
)

// Office says what a piece of evidence completes, for one person on one day.
type Office struct {
	Contents   Contents
	Programmes []course.Programme
	Code       *conduct.Code
	Revisions  []record.RuleRevision
	Person     people.Person
	Today      civil.Date
	Now        time.Time
	NewCode    func() string // 128 random bits for a certificate's address
}

// Standing is where a person stands with one programme.
type Standing struct {
	Programme course.Programme
	Status    recert.Status
	Path      Path
}

// Standings returns where a person stands with every programme they were ever assigned.
func (o Office) Standings(h record.History) []Standing {
	var out []Standing
	for _, p := range Assigned(h, o.Programmes) {
		status := recert.Answer(Facts(h, p, o.Revisions, o.rules(), time.Time{}), o.Today, time.Time{})
		out = append(out, Standing{Programme: p, Status: status,
			Path: Walk(p, p.For(!status.WholePath), o.Contents, Open(h, p.ID))})
	}
	return out
}

func (o Office) rules() []conduct.RuleID {
	ids := make([]conduct.RuleID, 0, len(o.Code.Rules))
	for i := range o.Code.Rules { // rules are large: no copies, since every first page asks
		if r := &o.Code.Rules[i]; r.AppliesTo(o.Person.Channels) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// Conclude returns a pass and its certificate for each programme whose path a history completes. It
// is a [record.Conclude].
func (o Office) Conclude(h record.History) []record.Award {
	var out []record.Award
	for _, s := range o.Standings(h) {
		if s.Path.Complete() {
			out = append(out, o.award(h, s))
		}
	}
	return out
}

func (o Office) award(h record.History, s Standing) record.Award {
	pass := record.Pass{ID: ident.New(o.Now), Person: o.Person.ID, Programme: s.Programme.ID, Hash: s.Programme.Hash,
		Evidence: s.Path.used, OccurredOn: s.Path.last, RecordedAt: o.Now}
	h.Passes = append(h.Passes[:len(h.Passes):len(h.Passes)], pass)
	after := recert.Answer(Facts(h, s.Programme, o.Revisions, o.rules(), time.Time{}), o.Today, time.Time{})
	snapshot := Snapshot{Certificate: o.NewCode(), EmployeeID: o.Person.EmployeeID, Name: o.Person.Name,
		Programme: s.Programme.ID, Title: s.Programme.Title, Code: o.Code.ID, Edition: o.Code.Edition,
		PassedOn: pass.OccurredOn, OpensOn: after.OpensOn, Until: after.Until, Evidence: pass.Evidence}
	for _, r := range o.Code.Applicable(o.Person.Channels) {
		snapshot.Rules = append(snapshot.Rules, SnapshotRule{Rule: r.ID, Rev: r.Rev, Title: r.Title, Hash: r.Hash()})
	}
	text, hash := snapshot.seal()
	return record.Award{Pass: pass, Certificate: record.Certificate{Code: snapshot.Certificate, Pass: pass.ID, Person: o.Person.ID,
		Programme: s.Programme.ID, Snapshot: text, Hash: hash, IssuedAt: o.Now}}
}

// Snapshot is what a certificate said when it was issued. Its JSON is what the hash is over.
type Snapshot struct {
	Certificate string         `json:"certificate"`
	EmployeeID  string         `json:"employee_id"`
	Name        string         `json:"name"`
	Programme   string         `json:"programme"`
	Title       string         `json:"title"`
	Code        string         `json:"code"`
	Edition     int            `json:"edition"`
	PassedOn    civil.Date     `json:"passed_on"`
	OpensOn     civil.Date     `json:"opens_on"`
	Until       civil.Date     `json:"until"` // exclusive
	Rules       []SnapshotRule `json:"rules"`
	Evidence    []ident.ID     `json:"evidence"`
}

// SnapshotRule is one rule, in the revision that the certificate is about.
type SnapshotRule struct {
	Rule  conduct.RuleID `json:"rule"`
	Rev   int            `json:"rev"`
	Title string         `json:"title"`
	Hash  string         `json:"hash"`
}

func (s Snapshot) seal() (text []byte, hash string) {
	text, err := json.Marshal(s)
	if err != nil {
		panic("assign: a snapshot of plain values cannot fail to encode: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return text, hex.EncodeToString(sum[:])
}

// ReadSnapshot reads a stored snapshot.
func ReadSnapshot(text []byte) (Snapshot, error) {
	var s Snapshot
	err := json.Unmarshal(text, &s)
	return s, err
}
