package store

import (
	"context"
	"slices"
	"strings"

	"understudy/app/ledger"
)

// subjectsFor returns the subjects of these people, fresh ones for whoever has none yet.
func subjectsFor(ctx context.Context, q quick, persons []string) (map[string]ledger.Subject, error) {
	slices.Sort(persons)
	persons = slices.Compact(persons)
	out := make(map[string]ledger.Subject, len(persons))
	err := inParts(persons, func(args []any, marks string) error {
		return readSubjects(ctx, q, " WHERE person_id IN "+marks, args, out)
	})
	if err != nil {
		return nil, err
	}
	var fresh [][]any
	for _, person := range persons {
		if _, known := out[person]; !known {
			s := ledger.NewSubject()
			out[person] = s
			fresh = append(fresh, []any{person, s.ID, s.Salt})
		}
	}
	return out, q.insert(ctx, "INSERT INTO ledger_subject (person_id, subject, salt) VALUES ", "(?, ?, ?)", fresh)
}

func readSubjects(ctx context.Context, q quick, where string, args []any, into map[string]ledger.Subject) error {
	return q.each(ctx, "SELECT person_id, subject, salt FROM ledger_subject"+where, args, func(scan func(...any) error) error {
		var person string
		var s ledger.Subject
		if err := scan(&person, &s.ID, &s.Salt); err != nil {
			return err
		}
		into[person] = s
		return nil
	})
}

// mostInPart bounds the rows of one statement.
const mostInPart = 256

// inParts calls do with some of the values at a time, and a list of as many question marks. The lists
// have few lengths, the last value filling one up, so that few statements are compiled.
func inParts[V any](values []V, do func(args []any, marks string) error) error {
	for part := range slices.Chunk(values, mostInPart) {
		args := make([]any, 0, mostInPart)
		for _, v := range part {
			args = append(args, v)
		}
		wanted := 1
		for wanted < len(part) {
			wanted *= 2
		}
		for len(args) < wanted {
			args = append(args, args[len(part)-1])
		}
		if err := do(args, "("+strings.TrimSuffix(strings.Repeat("?,", len(args)), ",")+")"); err != nil {
			return err
		}
	}
	return nil
}

// insert adds rows, each in the form of marks, by statements of few lengths.
func (q quick) insert(ctx context.Context, statement, marks string, rows [][]any) error {
	for length := mostInPart; len(rows) > 0; length /= 2 {
		for len(rows) >= length {
			var args []any
			for _, row := range rows[:length] {
				args = append(args, row...)
			}
			if _, err := q.run(ctx, statement+strings.TrimSuffix(strings.Repeat(marks+", ", length), ", "), args...); err != nil {
				return err
			}
			rows = rows[length:]
		}
	}
	return nil
}
