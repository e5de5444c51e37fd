package quiz

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Response is what a person answered. What Picks holds depends on the type of the question:
//
//   - single, multiple, truefalse: the indexes of the options chosen, in any order
//   - ordering: for each option the place it was given, from 1
//   - matching: for each option the option whose Match was given to it, its index + 1
//   - judgement: for each option its rating, from 1
//   - spot: the index of the turn + 1, then the index of the rule in Choices + 1
//
// 0 says that nothing was chosen there, except for the first three, which leave it out. Short and numeric
// questions have a Text instead.
type Response struct {
	Picks []int
	Text  string
}

// Picked is a response of choices.
func Picked(picks ...int) Response { return Response{Picks: picks} }

// Typed is a response in words or figures.
func Typed(text string) Response { return Response{Text: text} }

// Empty reports whether nothing was answered.
func (r Response) Empty() bool { return len(r.Picks) == 0 && strings.TrimSpace(r.Text) == "" }

// MarshalJSON writes a list of numbers, or a text where one was typed. Lists alone were kept before
// there were questions to type an answer to, and they still mean the same.
func (r Response) MarshalJSON() ([]byte, error) {
	switch {
	case r.Text != "":
		return json.Marshal(r.Text)
	case r.Picks == nil:
		return []byte("[]"), nil
	default:
		return json.Marshal(r.Picks)
	}
}

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Response) UnmarshalJSON(data []byte) error {
	*r = Response{}
	var err error
	if len(data) > 0 && data[0] == '"' {
		err = json.Unmarshal(data, &r.Text)
	} else {
		err = json.Unmarshal(data, &r.Picks)
	}
	if err != nil {
		return fmt.Errorf("a response is a list of numbers or a text: %w", err)
	}
	return nil
}
