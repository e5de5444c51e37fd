package e2e

import (
	"encoding/json"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// crawlPages bounds a crawl. Lists link to more lists, and a year of them proves no more than one.
const crawlPages = 600

// route is one address of the table that answers a GET.
type route struct{ Method, Path, Policy string }

// pageRoutes lists the routes that answer with a page.
func pageRoutes(t *testing.T) []route {
	t.Helper()
	out, err := command(t, t.TempDir(), "routes", "--json").Output()
	check(t, err)
	var all []route
	check(t, json.Unmarshal(out, &all))
	return slices.DeleteFunc(all, func(r route) bool {
		return r.Method != http.MethodGet || r.Path == "/healthz" || r.Path == "/readyz" || r.Path == "/static/*" || strings.HasSuffix(r.Path, ".csv") || strings.HasSuffix(r.Path, "/export")
	})
}

// serves reports whether a route answers a path.
func (r route) serves(path string) bool {
	have, want := strings.Split(path, "/"), strings.Split(r.Path, "/")
	if len(have) != len(want) {
		return false
	}
	for i := range want {
		if have[i] != want[i] && !strings.HasPrefix(want[i], ":") {
			return false
		}
	}
	return true
}

// routeOf returns the route that answers a path: one without a parameter goes before one with.
func routeOf(routes []route, path string) (found route) {
	for _, r := range routes {
		if r.serves(path) && (found.Path == "" || strings.Count(r.Path, ":") < strings.Count(found.Path, ":")) {
			found = r
		}
	}
	return found
}

// crawl follows every link from the addresses on and returns one address a route. A link that does not
// answer with a page fails the test.
func (v *visitor) crawl(routes []route, from ...string) map[string]string {
	v.s.t.Helper()
	met, reached := map[string]bool{}, map[string]string{}
	for queue := from; len(queue) > 0 && len(met) < crawlPages; queue = queue[1:] {
		address := queue[0]
		if met[address] {
			continue
		}
		met[address] = true
		status, to, body := v.ask(http.MethodGet, address, nil)
		switch status {
		case http.StatusSeeOther:
			queue = append(queue, to)
			continue
		case http.StatusOK:
		default:
			v.s.t.Errorf("the link %s answers %d", address, status)
			continue
		}
		path, _, _ := strings.Cut(address, "?")
		if r := routeOf(routes, path); r.Path != "" && reached[r.Path] == "" {
			reached[r.Path] = address
		}
		queue = append(queue, links(body)...)
	}
	return reached
}

// links returns the addresses of this product that a page leads to.
func links(page string) []string {
	var out []string
	for _, found := range regexp.MustCompile(`\shref="(/[^"]*)"`).FindAllStringSubmatch(page, -1) {
		address, _, _ := strings.Cut(html.UnescapeString(found[1]), "#")
		if !strings.HasPrefix(address, "/static/") && !slices.Contains(out, address) {
			out = append(out, address)
		}
	}
	return out
}

// ownWords answers wherever a scene asks for the learner's own.
const ownWords = "I understand that this is annoying for you. I will look at it with you now, and we find out what happened."

// begin starts what has no link of its own, and returns its addresses: a paper, a play to its end, and
// a play that stands open.
func (v *visitor) begin() []string {
	v.s.t.Helper()
	paper, _, _ := strings.Cut(v.post("/check/code-of-conduct", nil), "?")
	played := v.post("/practice/next-in-line", nil)
	for turn := 0; ; turn++ {
		move := regexp.MustCompile(`name="choice" value="(c\d+|reply)"`).FindStringSubmatch(v.get(played))
		if move == nil {
			v.s.t.Fatalf("turn %d of %s offers nothing to do", turn, played)
		}
		to := v.post(played, url.Values{"choice": {move[1]}, "words": {ownWords}, "turn": {strconv.Itoa(turn)}})
		if path, _, _ := strings.Cut(to, "?"); strings.HasSuffix(path, "/debrief") {
			return []string{paper, path, v.post("/practice/wrong-room", nil)}
		}
	}
}

// failed hands a paper in without an answer and returns the address of its result.
func (v *visitor) failed() string {
	v.s.t.Helper()
	paper, _, _ := strings.Cut(v.post("/check/code-of-conduct", nil), "?")
	result, _, _ := strings.Cut(v.post(paper+"/submit", nil), "?")
	return result
}

// invites makes a joining code for somebody who works for the visitor, and returns its short form.
func (v *visitor) invites(name string) string {
	v.s.t.Helper()
	link := regexp.MustCompile(`href="/people/([0-9A-Za-z]+)"[^<]*(<[^/][^<]*)*` + regexp.QuoteMeta(name)).FindStringSubmatch(v.get("/team"))
	if link == nil {
		v.s.t.Fatalf("the team has no %s", name)
	}
	status, _, page := v.ask(http.MethodPost, "/people/"+link[1]+"/invite", nil)
	code := regexp.MustCompile(`[0-9A-Z]{4}-[0-9A-Z]{4}(-[0-9A-Z]{4})*`).FindString(page)
	if status != http.StatusOK || code == "" {
		v.s.t.Fatalf("no joining code for %s: %d\n%s", name, status, page)
	}
	return code
}
