package e2e

import (
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// saved is how many answers are given before the crash.
const saved = 12

func TestKillingInTheMiddleOfAQuizLosesNoAnswer(t *testing.T) {
	home := t.TempDir()
	for engine, database := range map[string]string{"sqlite": filepath.Join(home, "demo.db"), "postgres": databases.Address(t, "postgres")} {
		t.Run(engine, func(t *testing.T) {
			before := serve(t, database, home)
			person := before.visitor()
			person.post("/demo/sign-in", url.Values{"persona": {"starting"}})
			paper, _, _ := strings.Cut(person.post("/check/code-of-conduct", nil), "?")
			kept := 0
			for i := 0; kept < saved; i++ {
				if !offersChoices(person.get(paper + "?q=" + strconv.Itoa(i+1))) {
					continue // what is typed or put in order is saved by the same way
				}
				person.post(paper, url.Values{"position": {strconv.Itoa(i)}, "answer": {place(i)}})
				kept++
			}
			before.kill()

			after := serve(t, database, home)
			person = person.at(after)
			kept = 0
			for i := 0; kept < saved; i++ {
				page := person.get(paper + "?q=" + strconv.Itoa(i+1))
				if !offersChoices(page) {
					continue
				}
				kept++
				if got := chosen(page); len(got) != 1 || got[0] != place(i) {
					t.Errorf("question %d holds the answers %v after the crash, saved was %s", i+1, got, place(i))
				}
			}
			if got := chosen(person.get(paper)); len(got) != 0 {
				t.Errorf("the paper opens at a question that has the answers %v, not at the first open one", got)
			}
			after.stop()
		})
	}
}

// place is the option that the test chooses for a question: any will do, every question has two.
func place(question int) string { return strconv.Itoa(question % 2) }

// offersChoices reports whether a page asks to choose one of some options, and nothing else.
func offersChoices(page string) bool {
	return strings.Contains(page, ` name="answer" value="0"`) && !strings.Contains(page, "answer-rule")
}

// chosen returns the values of the options that a page shows as chosen.
func chosen(page string) []string {
	var out []string
	for _, found := range regexp.MustCompile(`<input [^>]*name="answer" value="(\d+)" checked`).FindAllStringSubmatch(page, -1) {
		out = append(out, found[1])
	}
	return out
}
