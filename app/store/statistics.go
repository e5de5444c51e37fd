package store

import (
	"context"
	"encoding/json"
	"fmt"

	"understudy/app/gauge"
	"understudy/app/ident"
	"understudy/app/quiz"
)

// latestGraded are the latest graded attempts at a blueprint's papers, without whose they are.
const latestGraded = `FROM attempt WHERE blueprint = ? AND status = 'graded' ORDER BY finished_at DESC, id DESC LIMIT ?`

// Graded returns the graded attempts at papers of a blueprint, the latest first, at most limit, and names nobody who
// made them.
func (s *Store) Graded(ctx context.Context, blueprint string, limit int) ([]gauge.Graded, error) {
	var out []gauge.Graded
	at := map[ident.ID]int{}
	err := s.rows(ctx, "SELECT id, lang, paper, result "+latestGraded, []any{blueprint, limit}, func(scan func(...any) error) error {
		var id, lang, paper, result string
		if err := scan(&id, &lang, &paper, &result); err != nil {
			return err
		}
		graded, err := gradedOf(lang, paper, result)
		if err != nil {
			return fmt.Errorf("attempt %s: %w", id, err)
		}
		at[ident.ID(id)] = len(out)
		out = append(out, graded)
		return nil
	})
	if err != nil {
		return nil, plain(err)
	}
	const answers = "SELECT attempt_id, position, response FROM answer WHERE attempt_id IN (SELECT id " + latestGraded + ")"
	err = s.rows(ctx, answers, []any{blueprint, limit}, func(scan func(...any) error) error {
		var id, response string
		var position int
		if err := scan(&id, &position, &response); err != nil {
			return err
		}
		i, known := at[ident.ID(id)]
		if !known {
			return nil // graded since the attempts were read
		}
		var r quiz.Response
		if err := json.Unmarshal([]byte(response), &r); err != nil {
			return fmt.Errorf("answer %d of attempt %s: %w", position, id, err)
		}
		out[i].Responses[position] = r
		return nil
	})
	return out, plain(err)
}

// gradedOf reads the little of an attempt that statistics need.
func gradedOf(lang, paper, result string) (gauge.Graded, error) {
	var p struct{ Paper struct{ Items []quiz.Item } }
	var r struct{ Marks map[string]float64 }
	if err := json.Unmarshal([]byte(paper), &p); err != nil {
		return gauge.Graded{}, fmt.Errorf("paper: %w", err)
	}
	if err := json.Unmarshal([]byte(result), &r); err != nil {
		return gauge.Graded{}, fmt.Errorf("result: %w", err)
	}
	return gauge.Graded{Lang: lang, Items: p.Paper.Items, Marks: r.Marks, Responses: map[int]quiz.Response{}}, nil
}

// rows reads many rows and hands each on; it stops when the context ends.
func (s *Store) rows(ctx context.Context, statement string, args []any, row func(scan func(...any) error) error) error {
	q := s.quick()
	rows, err := q.pool.QueryContext(ctx, q.text(statement), args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // what it could say, Err says
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}
