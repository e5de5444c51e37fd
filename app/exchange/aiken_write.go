package exchange

import (
	"fmt"
	"strings"
)

// writeAiken writes a single choice, which is all that Aiken holds: no names, tags or feedback, one
// line for each text, one right option.
func writeAiken(q Question) (string, error) {
	if err := aikenHolds(q); err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(q.Stem + "\n")
	right := byte(0)
	for i, o := range q.Options {
		letter := byte('A' + i)
		fmt.Fprintf(&b, "%c) %s\n", letter, o.Text)
		if o.Fraction == 1 {
			right = letter
		}
	}
	fmt.Fprintf(&b, "ANSWER: %c\n\n", right)
	return b.String(), nil
}

func aikenHolds(q Question) error {
	right := 0
	for i, o := range q.Options {
		switch {
		case o.Feedback != "":
			return cannotHold("Aiken", "the feedback of option %d", i+1)
		case strings.Contains(o.Text, "\n"):
			return cannotHold("Aiken", "option %d: it has more than one line", i+1)
		case o.Fraction == 1:
			right++
		case o.Fraction != 0:
			return cannotHold("Aiken", "option %d, which earns %s percent", i+1, percent(o.Fraction))
		}
	}
	switch {
	case q.Type != Single:
		return cannotHold("Aiken", "a question of the type %s", q.Type)
	case q.Format != Plain:
		return cannotHold("Aiken", "%s; it is plain text", q.Format)
	case q.ID != "" || q.Name != "" || len(q.Tags) > 0 || q.Feedback != "":
		return cannotHold("Aiken", "an id, a name, tags or feedback")
	case strings.Contains(q.Stem, "\n"):
		return cannotHold("Aiken", "a stem of more than one line")
	case label(q.Stem) != 0 || isAnswer(q.Stem):
		return cannotHold("Aiken", "a stem that begins like an option or an answer")
	case right != 1 || len(q.Options) > 26:
		return cannotHold("Aiken", "%d right options among %d; it holds one among 26 at most", right, len(q.Options))
	}
	return nil
}
