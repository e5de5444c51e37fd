package e2e

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

const staffList = `employee_id,name,email,team,manager_id,role,hired_on,channels,programme
M-1,Marta Lind,,Front desk,,manager,2020-01-06,,
L-1,Ravi Anand,,Front desk,M-1,learner,TODAY,counter,
`

// TestALineOfCSVBecomesALearnerWithOneNextStep goes the whole way in without mail: an administrator is
// made by command, a list of people is imported, a code is handed over, and it opens the first page.
func TestALineOfCSVBecomesALearnerWithOneNextStep(t *testing.T) {
	home := t.TempDir()
	for engine, database := range map[string]string{"sqlite": filepath.Join(home, "own.db"), "postgres": databases.Address(t, "postgres")} {
		t.Run(engine, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "people.csv")
			check(t, os.WriteFile(file, []byte(strings.ReplaceAll(staffList, "TODAY", time.Now().UTC().Format(time.DateOnly))), 0o600))
			var admin struct{ Address string }
			made, err := command(t, home, "admin", "create", "--database", database, "--name", "Ada Byron", "--email", "ada@example.org", "--json").Output()
			check(t, err)
			check(t, json.Unmarshal(made, &admin))
			for _, want := range []string{"2 added", "2 unchanged"} {
				report, err := command(t, home, "people", "import", "--database", database, file).CombinedOutput()
				check(t, err)
				if !strings.Contains(string(report), want) {
					t.Errorf("the import reports %q in place of %s", report, want)
				}
			}

			s := serveWith(t, database, home)
			in, err := url.Parse(admin.Address)
			check(t, err)
			ada := s.visitor()
			ada.get(in.Path)
			ada.post(in.Path, url.Values{"way": {"password"}, "password": {"correct horse battery"}, "again": {"correct horse battery"}})

			ravi := open(t, s.base, false, wayTime)
			ravi.visit("/join")
			ravi.fill("input[name=code]", strings.ToLower(ada.invites("Ravi Anand")))
			ravi.press("main form .btn")
			ravi.fill("input[name=pin]", "271828")
			ravi.fill("input[name=pin_again]", "271828")
			ravi.press("section[aria-labelledby=by-pin] .btn")
			if steps := ravi.ask("String(document.querySelectorAll('main .hero .btn').length)"); ravi.path() != "/" || steps != "1" {
				t.Fatalf("after joining at %s there are %s next steps", ravi.path(), steps)
			}
			ravi.press("main .hero .btn")
			if !strings.HasPrefix(ravi.path(), "/modules/") {
				t.Errorf("the first step leads to %s, not to a lesson", ravi.path())
			}
			s.stop()
		})
	}
}

// fill writes into a field.
func (b *tab) fill(selector, text string) {
	b.t.Helper()
	if b.ask("(e => { if (!e) return 'missing'; e.value = "+strconv.Quote(text)+"; return 'filled' })(document.querySelector("+strconv.Quote(selector)+"))") != "filled" {
		b.t.Fatalf("%s is not at %s", selector, b.path())
	}
}
