package store

import "context"

// picksSQL counts steps, and names nobody who took them.
const picksSQL = `SELECT step.action, COUNT(*) FROM play_step step JOIN play ON play.id = step.play_id
WHERE play.scenario = ? AND play.scenario_hash = ? GROUP BY step.action`

// Picks returns how often each move was made in plays of exactly one text of a scenario, by the choice's
// text id, practice included. Moves that are no choice, such as running out of time, are counted too.
func (s *Store) Picks(ctx context.Context, scenario, hash string) (map[string]int, error) {
	picks := map[string]int{}
	err := s.quick().each(ctx, picksSQL, []any{scenario, hash}, func(scan func(...any) error) error {
		var action string
		var times int
		if err := scan(&action, &times); err != nil {
			return err
		}
		picks[action] = times
		return nil
	})
	return picks, plain(err)
}
