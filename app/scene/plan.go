package scene

import (
	"slices"
	"strconv"

	"understudy/app/conduct"
)

// CodePlan is the code of a finding about a test of a .plan file that does not hold. The tests of a
// scenario are its author's own, so the code is not among S00 to S24.
const CodePlan = "PLAN"

// plan is the tests beside a scenario, in the order of their file.
type plan []planTest

// planTest is one line of a .plan file.
type planTest interface {
	place() Position
	run(*trial) string // what is wrong, nothing when the test holds
}

// planPlay follows moves and looks at the end: `play good: c1, c7 => best, score >= 80, r31 met`.
type planPlay struct {
	at     Position
	moves  []planMove
	expect []expectation
}

// planMove is a choice's id or another move, or the learner's own words.
type planMove struct {
	move  Move
	words string
}

// expectation is one thing that a play should come to: a rule's verdict, a score, the value of a
// variable, or an ending by its id or outcome.
type expectation struct {
	rule    conduct.RuleID
	verdict Verdict
	term    Term // of "score" and of variables
	ending  string
}

// planAlways holds in every state: `always trust >= 0`.
type planAlways struct {
	at   Position
	cond Condition
}

// planNever keeps an ending or scene out of reach once something has happened: a rule broken, a choice
// taken or a scene visited. `never best after r18`.
type planNever struct {
	at           Position
	target, then string
}

// planGoal is reached within so many turns: `goal best within 6 turns`.
type planGoal struct {
	at     Position
	target string
	turns  int
}

func (p planPlay) place() Position   { return p.at }
func (p planAlways) place() Position { return p.at }
func (p planNever) place() Position  { return p.at }
func (p planGoal) place() Position   { return p.at }

// parsePlan reads a .plan file. Each mistake is one S00 on its line.
func parsePlan(source []byte) (plan, findings) {
	text, fs := lines(source)
	var out plan
	for i, line := range text {
		c := &cursor{line: line, number: i + 1}
		if c.atEnd() || c.next("#") {
			continue
		}
		test := planLine(c)
		c.done("the end of the line")
		if c.failed != nil {
			if fs.mistake(c.failed.at, c.failed.found, c.failed.expected); len(fs) >= maxMistakes {
				break
			}
			continue
		}
		out = append(out, test)
	}
	return out, fs
}

func planLine(c *cursor) planTest {
	at := c.at()
	switch {
	case c.takeWord("play"):
		return planOfPlay(c, at)
	case c.takeWord("always"):
		return planAlways{at, condition(c)}
	case c.takeWord("never"):
		test := planNever{at: at, target: c.word("an ending, as in never best after r18")}
		c.need("after", "the word after, as in never best after r18")
		test.then = c.word("a rule, a choice or a scene, as in never best after r18")
		return test
	case c.takeWord("goal"):
		test := planGoal{at: at, target: c.word("an ending, as in goal best within 6 turns")}
		c.need("within", "the word within, as in goal best within 6 turns")
		test.turns = c.count(1, "a number of turns, as in within 6 turns")
		c.need("turn", "the word turns, as in within 6 turns")
		c.take("s")
		return test
	default:
		c.fail("play, always, never or goal")
		return nil
	}
}

func planOfPlay(c *cursor, at Position) planTest {
	test := planPlay{at: at}
	c.word("a name, as in play good: c1, c7 => best")
	c.need(":", "a colon after the name")
	for {
		test.moves = append(test.moves, planMoveOf(c))
		if !c.take(",") {
			break
		}
	}
	c.need("=>", "a comma and another move, or => and what the play comes to")
	for {
		test.expect = append(test.expect, expectationOf(c))
		if !c.take(",") {
			return test
		}
	}
}

// planMoveOf reads a choice's id, a text between quotation marks, or one of the words timeout and back.
func planMoveOf(c *cursor) planMove {
	const expected = `a choice such as c1, a reply in quotation marks, timeout or back`
	if c.next(`"`) {
		return planMove{words: c.quotedText(expected)}
	}
	switch word := c.word(expected); word {
	case "timeout":
		return planMove{move: RunOut()}
	case "back":
		return planMove{move: StepBack()}
	default:
		return planMove{move: Pick(word)}
	}
}

func expectationOf(c *cursor) expectation {
	at := c.here()
	name := c.word("an ending, score >= 80, or a rule such as r31 met")
	if c.next("=") || c.next("!") || c.next("<") || c.next(">") {
		return expectation{term: Term{at, name, operator(c), c.operand("a value, as in score >= 80")}}
	}
	switch verdict := c.nextWord(); verdict {
	case "":
		return expectation{ending: name}
	case "met":
		c.takeWord(verdict)
		return expectation{rule: conduct.RuleID(name), verdict: Shown}
	default:
		known := slices.Contains([]Verdict{Shown, Missed, Broken, NoChance}, Verdict(verdict))
		if !known || !c.takeWord(verdict) {
			c.fail("met, shown, missed, broken or no_chance")
		}
		return expectation{rule: conduct.RuleID(name), verdict: Verdict(verdict)}
	}
}

// plan reads the tests beside a file and adds their mistakes to the findings.
func (a *analysis) plan(file File) plan {
	tests, fs := parsePlan(file.Plan)
	for _, f := range fs {
		f.File = PlanName(file.Name)
		a.findings = append(a.findings, f)
	}
	return tests
}

// run tests the scenario, and reports each test that does not hold. Without detectors, a play with a
// reply in the learner's own words is not run.
func (a *analysis) run(tests plan, name string) {
	t := &trial{c: a.c, graph: a.graph, kit: a.kit}
	for _, test := range tests {
		if play, ok := test.(planPlay); ok && play.hasReply() && a.kit == nil {
			a.add(CodePlan, SeverityInfo, play.at, "not run: there are no detectors to judge the learner's own words").File = name
			continue
		}
		if wrong := test.run(t); wrong != "" {
			f := a.add(CodePlan, SeverityError, test.place(), "%s", wrong)
			f.File, f.Path = name, t.takePath()
		}
	}
}

func (p planPlay) hasReply() bool {
	return slices.ContainsFunc(p.moves, func(m planMove) bool { return m.words != "" })
}

// compare applies an operator to two numbers.
func compare(a int, op string, b int) bool {
	switch op {
	case "=":
		return a == b
	case "!=":
		return a != b
	case "<":
		return a < b
	case "<=":
		return a <= b
	case ">":
		return a > b
	default:
		return a >= b
	}
}

// number reads an operand that should be a number.
func number(operand string) (int, bool) {
	n, err := strconv.Atoi(operand)
	return n, err == nil
}
