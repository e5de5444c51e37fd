package quiz

import (
	"fmt"
	"slices"
)

// Replay returns what a response to a question comes to in its corrected version: what was chosen is
// found again by its text, wherever it stands now. It fails where that cannot be told, because the
// question asks something else, so that nobody is marked for what they never saw.
func Replay(was, now Question, r Response) (Response, error) {
	switch {
	case was.ID != now.ID:
		return r, fmt.Errorf("question %s is no version of question %s", now.ID, was.ID)
	case was.Type != now.Type:
		return r, fmt.Errorf("question %s was of type %s and is now of type %s: its answers cannot be marked again", was.ID, was.Type, now.Type)
	case was.Type == Judgement && was.Scale != now.Scale:
		return r, fmt.Errorf("question %s was rated from 1 to %d, and is now from 1 to %d: its answers cannot be marked again", was.ID, was.Scale, now.Scale)
	case r.Text != "" || len(r.Picks) == 0:
		return r, nil
	}
	moved, err := moves(was, now)
	if err != nil {
		return r, err
	}
	switch was.Type {
	case Ordering, Matching, Judgement:
		return replayRows(was, now, r, moved)
	case Spot:
		return replaySpot(was, now, r, moved)
	default:
		return replayChosen(r, moved), nil
	}
}

// moves tells where the options of a question stand in its corrected version.
func moves(was, now Question) ([]int, error) {
	if len(was.Options) != len(now.Options) {
		return nil, fmt.Errorf("question %s had %d options and now has %d: its answers cannot be marked again", was.ID, len(was.Options), len(now.Options))
	}
	moved, taken := make([]int, len(was.Options)), make([]bool, len(now.Options))
	for i, o := range was.Options {
		moved[i] = -1
		for j, other := range now.Options {
			if !taken[j] && o.Text == other.Text && o.Who == other.Who && (o.Text != "" || o.Match == other.Match) {
				moved[i], taken[j] = j, true
				break
			}
		}
		if moved[i] < 0 {
			return nil, fmt.Errorf("question %s no longer has the option %q: its answers cannot be marked again", was.ID, o.Text)
		}
	}
	return moved, nil
}

func replayChosen(r Response, moved []int) Response {
	var out []int
	for _, i := range r.Picks {
		if i >= 0 && i < len(moved) {
			out = append(out, moved[i])
		}
	}
	return Response{Picks: out}
}

func replayRows(was, now Question, r Response, moved []int) (Response, error) {
	out := make([]int, len(now.Options))
	for i := range moved {
		n := pick(r, i)
		if was.Type == Matching && n > 0 && n <= len(was.Options) {
			match := was.Options[n-1].Match
			if n = slices.IndexFunc(now.Options, func(o Option) bool { return o.Match == match }) + 1; n == 0 {
				return r, fmt.Errorf("question %s no longer offers %q: its answers cannot be marked again", was.ID, match)
			}
		}
		out[moved[i]] = n
	}
	return Response{Picks: out}, nil
}

func replaySpot(was, now Question, r Response, moved []int) (Response, error) {
	turn, choice := pick(r, 0), pick(r, 1)
	if turn > 0 && turn <= len(moved) {
		turn = moved[turn-1] + 1
	}
	if choice > 0 && choice <= len(was.Choices) {
		rule := was.Choices[choice-1]
		if choice = slices.Index(now.Choices, rule) + 1; choice == 0 {
			return r, fmt.Errorf("question %s no longer offers rule %s: its answers cannot be marked again", was.ID, rule)
		}
	}
	return Picked(turn, choice), nil
}
