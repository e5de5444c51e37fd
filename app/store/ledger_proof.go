package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"understudy/app/fault"
	"understudy/app/ledger"
)

// ProofOf proves a certificate with the pass and the evidence that it rests on, and adds the texts that
// these name, as far as they were kept.
func (s *Store) ProofOf(ctx context.Context, code string) (pack ledger.Pack, err error) {
	err = s.snapshot(ctx, func(q quick) error {
		p := prover{ctx, q, kindsByTable()}
		pack, err = p.pack(code)
		return err
	})
	return pack, plain(err)
}

// prover reads what a proof needs within one transaction.
type prover struct {
	ctx   context.Context
	q     quick
	kinds map[string]factKind
}

func (p prover) pack(code string) (ledger.Pack, error) {
	facts, person, err := p.facts(code)
	if err != nil {
		return ledger.Pack{}, err
	}
	subjects := map[string]ledger.Subject{}
	if err := readSubjects(p.ctx, p.q, " WHERE person_id = ?", []any{person}, subjects); err != nil {
		return ledger.Pack{}, err
	}
	subject, known := subjects[person]
	if !known {
		return ledger.Pack{}, fault.New(fault.Conflict, "fault.conflict").Because(errors.New("the person was erased, and nothing shows any more that the certificate is theirs"))
	}
	pack := ledger.Pack{Certificate: code, Subject: subject}
	if err := p.q.one(p.ctx, "SELECT note FROM ledger_head WHERE id = 1").Scan(&pack.Checkpoint); err != nil {
		return pack, err
	}
	head, err := p.signed(&pack)
	if err != nil {
		return pack, err
	}
	for _, f := range facts {
		proven, hash, err := p.prove(head, f)
		if err != nil {
			return pack, fmt.Errorf("prove %s %s: %w", f.kind, f.id, err)
		}
		pack.Facts = append(pack.Facts, proven)
		if err := p.texts(&pack, hash); err != nil {
			return pack, err
		}
	}
	return pack, nil
}

// facts names the certificate, its pass and the evidence of that, and returns whose they are.
func (p prover) facts(code string) (facts []fact, person string, err error) {
	var pass, evidence string
	err = p.q.one(p.ctx, "SELECT c.person_id, c.pass_id, p.evidence_ids FROM certificate c JOIN pass p ON p.id = c.pass_id WHERE c.code = ?", code).
		Scan(&person, &pass, &evidence)
	facts = []fact{{"certificate", code}, {"pass", pass}}
	for id := range strings.FieldsSeq(evidence) {
		facts = append(facts, fact{"evidence", id})
	}
	return facts, person, err
}

// signed finds the key that signed the checkpoint.
func (p prover) signed(pack *ledger.Pack) (head ledger.Checkpoint, err error) {
	var keys []string
	err = p.q.each(p.ctx, "SELECT fact_id FROM ledger_leaf WHERE kind IN ('begun', 'key') AND kind = ? ORDER BY n", []any{ledger.Key}, func(scan func(...any) error) error {
		var key string
		err := scan(&key)
		keys = append(keys, key)
		return err
	})
	if err != nil {
		return head, err
	}
	head, pack.Public, err = ledger.Open(pack.Checkpoint, keys...)
	return head, err
}

func (p prover) prove(head ledger.Checkpoint, f fact) (proven ledger.Proven, hash string, err error) {
	err = p.q.one(p.ctx, "SELECT n, leaf FROM ledger_leaf WHERE kind = ? AND fact_id = ?", f.kind, f.id).Scan(&proven.Index, &proven.Leaf)
	if errors.Is(err, sql.ErrNoRows) {
		return proven, "", fault.New(fault.Conflict, "fault.conflict").Because(errors.New("it is in no leaf; see understudy ledger verify"))
	}
	if err != nil {
		return proven, "", err
	}
	if proven.Proof, err = ledger.Include(head, proven.Index, storedHashes{p.ctx, p.q}); err != nil {
		return proven, "", err
	}
	kind := p.kinds[f.kind]
	err = p.q.each(p.ctx, kind.query()+" WHERE "+kind.id+" = ?", []any{f.id}, func(scan func(...any) error) error {
		row, err := kind.scan(scan)
		if err != nil {
			return err
		}
		if kind.owner == "person_id" {
			proven.Words = map[string]string{}
			for _, name := range kind.words {
				proven.Words[name] = fmt.Sprint(row.values[name])
			}
		}
		for _, name := range []string{"item_hash", "programme_hash"} {
			if text, ok := row.values[name].(string); ok {
				hash = text
			}
		}
		return nil
	})
	return proven, hash, err
}

// texts adds the kept texts of a hash that the pack does not hold yet.
func (p prover) texts(pack *ledger.Pack, hash string) error {
	for _, t := range pack.Texts {
		if t.Hash == hash {
			return nil
		}
	}
	return p.q.each(p.ctx, "SELECT kind, id, lang, hash, source FROM document WHERE hash = ?", []any{hash}, func(scan func(...any) error) error {
		var t ledger.Text
		err := scan(&t.Kind, &t.ID, &t.Lang, &t.Hash, &t.Source)
		pack.Texts = append(pack.Texts, t)
		return err
	})
}
