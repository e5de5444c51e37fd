package e2e

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/quiz"
)

// Limits of one whole way to a certificate.
const (
	wayTime  = 90 * time.Second
	waySteps = 400 // pages
)

func TestANewHireGoesFromNothingToACertificate(t *testing.T) {
	for _, way := range []struct {
		name, engine string
		scripts      bool
	}{
		{"with scripts", "sqlite", true},
		{"without scripts", "sqlite", false},
		{"on PostgreSQL", "postgres", true},
	} {
		t.Run(way.name, func(t *testing.T) {
			home := t.TempDir()
			database := filepath.Join(home, "demo.db")
			if way.engine != "sqlite" {
				database = databases.Address(t, way.engine)
			}
			s := serve(t, database, home)
			library, _ := catalog.Embedded()
			h := hire{tab: open(t, s.base, way.scripts, wayTime), library: library, moves: map[string]int{}}
			h.visit("/sign-in")
			h.press(`button[name=persona][value=starting]`)
			pages := 0
			for ; !strings.HasPrefix(h.path(), "/certificates/"); pages++ {
				if pages == waySteps {
					t.Fatalf("no certificate after %d pages", waySteps)
				}
				h.step()
			}
			t.Logf("%d pages to the certificate", pages)
			h.certified(civil.In(time.Now(), time.UTC))
			s.stop()
		})
	}
}

// hire is a new colleague who knows every answer.
type hire struct {
	*tab
	library *catalog.Library
	moves   map[string]int // made in each play
}

// step does what the page at hand asks for.
func (h *hire) step() {
	h.t.Helper()
	path := h.path()
	parts := strings.Split(strings.Trim(path, "/"), "/")
	switch {
	case path == "/":
		h.t.Logf("next: %s", h.text("#hero-title"))
		h.press("main .hero .btn")
	case parts[0] == "modules" && h.has("#check form"):
		h.lesson(parts[1], parts[2])
	case parts[0] == "modules":
		h.press("#check .foot .btn")
	case parts[0] == "practice":
		h.press("main form .btn")
	case parts[0] == "plays" && h.has("form.reply"):
		h.reply(parts[1])
	case parts[0] == "plays":
		h.press(`main a.btn[href="/"]`)
	case parts[0] == "check":
		h.press("main form .btn")
	case parts[0] == "attempts" && len(parts) == 2:
		h.question()
	default:
		h.t.Fatalf("there is no way on from %s: %s", path, h.text("main"))
	}
}

func (h *hire) lesson(module, id string) {
	h.t.Helper()
	_, lesson, _, found := h.library.Lesson(module, id)
	if !found {
		h.t.Fatalf("no lesson %s in %s", id, module)
	}
	h.answer(lesson.Check)
	h.press("#check form .btn")
}

// question answers a question of the paper, or hands the paper in at its end.
func (h *hire) question() {
	h.t.Helper()
	if !h.has("main [name^=answer]") {
		h.press(`form[action$="/submit"] .btn`)
		return
	}
	h.answer(h.asked())
	h.press("main form .btn")
}

// options returns what the page offers to choose: value by text.
func (h *hire) options() map[string]string {
	h.t.Helper()
	out := map[string]string{}
	const read = "JSON.stringify(Object.fromEntries(Array.from(document.querySelectorAll('main label.choice'), l => [l.textContent.trim().toLowerCase(), l.querySelector('input').value])))"
	check(h.t, json.Unmarshal([]byte(h.ask(read)), &out))
	return out
}

// offers reports whether the page offers the options of a question; not every type shows them to choose.
func (h *hire) offers(q quiz.Question) bool {
	switch q.Type {
	case quiz.Single, quiz.Multiple, quiz.TrueFalse:
	default:
		return true
	}
	there := h.options()
	for _, o := range q.Options {
		if _, found := there[shown(o)]; !found {
			return false
		}
	}
	return len(there) == len(q.Options)
}

func shown(o quiz.Option) string { return strings.ToLower(strings.TrimSpace(o.Text)) }

// reply makes the next move of the play that the scenario's author calls good: a choice, or the words
// that stand there between quotation marks.
func (h *hire) reply(play string) {
	h.t.Helper()
	played := strings.TrimPrefix(h.ask(`document.querySelector('a[href^="/practice/"]').getAttribute('href')`), "/practice/")
	scenario, _ := h.library.Scenario(played)
	good := regexp.MustCompile(`(?m)^play good: (.+?) =>`).FindStringSubmatch(scenario.Plan)
	if good == nil {
		h.t.Fatalf("the plan of %s names no good play", played)
	}
	moves := regexp.MustCompile(`"[^"]+"|\w+`).FindAllString(good[1], -1)
	if h.moves[play] == len(moves) {
		h.t.Fatalf("the good play of %s does not end", played)
	}
	move := moves[h.moves[play]]
	h.moves[play]++
	if words, own := strings.CutPrefix(move, `"`); own {
		h.fill("form.reply textarea[name=words]", strings.TrimSuffix(words, `"`))
		h.press("form.reply .btn")
		return
	}
	h.press("form.reply button[value=" + strconv.Quote(move) + "]")
}

// certified checks the days of a certificate earned on a day, on it and on the first page.
func (h *hire) certified(day civil.Date) {
	h.t.Helper()
	until := day.Plus(period(h.t, "P1Y"))
	through, opens := inWords(until.AddDays(-1)), inWords(until.Minus(period(h.t, "P1M")))
	h.says("main", "Kwame Mensah", "Valid through"+through, "Recertification opens"+opens)
	h.visit("/")
	h.says("main .hero", "valid through "+through, "Recertification opens on "+opens)
}

// says checks that a part of the page says each of the texts.
func (b *tab) says(selector string, texts ...string) {
	b.t.Helper()
	said := b.text(selector)
	for _, text := range texts {
		if !strings.Contains(said, text) {
			b.t.Errorf("%s does not say %q, but %q", b.path(), text, said)
		}
	}
}

func period(t *testing.T, text string) civil.Period {
	t.Helper()
	p, err := civil.ParsePeriod(text)
	check(t, err)
	return p
}

// inWords writes a day as the English pages do.
func inWords(d civil.Date) string {
	year, month, day := d.Parts()
	return fmt.Sprintf("%d %s %d", day, month, year)
}
