package speech

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"understudy/app/conduct"
)

// situation is one reply of testdata with what must be found in it.
type situation struct {
	at      string
	context Context
	replies []string // simple, then fluent
	shown   []conduct.RuleID
	broken  []conduct.RuleID
	neither []conduct.RuleID
}

func situations(t testing.TB, name string) []situation {
	t.Helper()
	file, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	var out []situation
	n := 0
	for lines := bufio.NewScanner(file); lines.Scan(); {
		n++
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		key, rest, _ := strings.Cut(line, " ")
		if key == "@" {
			out = append(out, opened(fmt.Sprintf("%s:%d", name, n), rest))
			continue
		}
		s := &out[len(out)-1]
		switch key {
		case "<":
			s.context.Customer = rest
		case "-", "+":
			s.replies = append(s.replies, rest)
		case "=":
			s.shown = rules(rest)
		case "!":
			s.broken = rules(rest)
		case "~":
			s.neither = rules(rest)
		default:
			t.Fatalf("%s:%d: %q", name, n, line)
		}
	}
	return out
}

func opened(at, rest string) situation {
	turn, name, _ := strings.Cut(rest, " ")
	name, private, _ := strings.Cut(name, ` private="`)
	s := situation{at: at, context: Context{Lang: "en", Name: name, Clock: -1}}
	s.context.Turn, _ = strconv.Atoi(turn)
	if private = strings.TrimSuffix(private, `"`); private != "" {
		s.context.Private = strings.Split(private, ", ")
	}
	return s
}

func TestSituations(t *testing.T) {
	k := kit(t)
	for _, name := range []string{"second-language.txt", "breaches.txt", "adversarial.txt", "wider.txt"} {
		for _, s := range situations(t, name) {
			s.check(t, k)
		}
	}
}

// check holds every reply of a situation to what is said of it. A rule that is not said to be broken must
// not be.
func (s *situation) check(t *testing.T, k *Kit) {
	t.Helper()
	for _, reply := range s.replies {
		a := k.Assess(reply, s.context)
		verdicts := a.Verdicts(nil)
		for _, rule := range s.shown {
			if verdicts[rule] != Shown {
				t.Errorf("%s: %q: %s is %q, want shown: %q", s.at, reply, rule, verdicts[rule], brief(a))
			}
		}
		for _, rule := range s.broken {
			if verdicts[rule] != Broken {
				t.Errorf("%s: %q: %s is %q, want broken: %q", s.at, reply, rule, verdicts[rule], brief(a))
			}
		}
		for rule, verdict := range verdicts {
			if hasRule(s.neither, rule) || verdict == Broken && !hasRule(s.broken, rule) {
				t.Errorf("%s: %q: %s is %q, want neither: %q", s.at, reply, rule, verdict, brief(a))
			}
		}
	}
}

func hasRule(rules []conduct.RuleID, rule conduct.RuleID) bool {
	for _, r := range rules {
		if r == rule {
			return true
		}
	}
	return false
}
