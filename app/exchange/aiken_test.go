package exchange

import (
	"strings"
	"testing"
)

func TestAiken(t *testing.T) {
	var many strings.Builder
	for c := 'A'; c <= 'Z'; c++ {
		many.WriteString(string(c) + ") x\n")
	}
	for _, c := range []struct{ name, text, want string }{
		{"both ways to letter", "Who?\nA. I\nB) You\nANSWER: B\n\nWhat?\r\nA)This\r\nB)That\r\nANSWER:A", `1 imported single "Who?" "I"=0 "You"=1
6 imported single "What?" "This"=1 "That"=0`},
		{"no blank line between", "Q\nA) x\nB) y\nANSWER: A\nR\nA) x\nB) y\nANSWER: B", `1 imported single "Q" "x"=1 "y"=0
5 imported single "R" "x"=0 "y"=1`},
		{"too few options", "Q\nA) x\nANSWER: A\n\nR\nA) x\nB) y\nANSWER: B", `3 refused single "Q"
5 imported single "R" "x"=0 "y"=1`},
		{"no stem", "A) x\n\nANSWER: A\n\nR\nA) x\nB) y\nANSWER: B", `1 refused single ""
3 refused single ""
5 imported single "R" "x"=0 "y"=1`},
		{"no answer, and the next at once", "Q\nA) x\nB) y\nR\nA) x\nB) y\nANSWER: B", `3 refused single "Q"
4 imported single "R" "x"=0 "y"=1`},
		{"no answer", "Q\nA) x\nB) y\n\nR\nA) x\nB) y\nANSWER: B", `3 refused single "Q"
5 imported single "R" "x"=0 "y"=1`},
		{"two lines of a stem", "Q\nQ2\nA) x\nB) y\nANSWER: B\n", `2 refused single "Q"`},
		{"a wrapped option", "Q\nA) x\nB) y\nz\nANSWER: B\n", `4 refused single "Q"`},
		{"letters out of order", "Q\nA) x\nC) y\nANSWER: C\n", `3 refused single "Q"`},
		{"an answer that is none", "Q\nA) x\nB) y\nANSWER: C\n", `4 refused single "Q"`},
		{"two answers", "Q\nA) x\nB) y\nANSWER: AB\n", `4 refused single "Q"`},
		{"a small answer", "Q\nA) x\nB) y\nanswer: A\n", `4 refused single "Q"`},
		{"twenty-six", "Q\n" + many.String() + "ANSWER: Z\n", `1 imported single "Q"` + strings.Repeat(` "x"=0`, 25) + ` "x"=1`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := sayAll(read(t, Aiken, c.text)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
