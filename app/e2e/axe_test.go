package e2e

import (
	"context"
	_ "embed"
	"encoding/json"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

//go:embed testdata/axe.min.js
var axe string

// axeTime is the limit for all pages of one persona.
const axeTime = 3 * time.Minute

// TestEveryLinkLeadsToAnAccessiblePage follows every link as each persona, checks that no page of the
// table is left out, and asks axe about each in light and dark, narrow and wide.
func TestEveryLinkLeadsToAnAccessiblePage(t *testing.T) {
	home := t.TempDir()
	s := serve(t, filepath.Join(home, "demo.db"), home)
	routes := pageRoutes(t)
	examined := map[string]bool{}
	manager := s.visitor()
	manager.post("/demo/sign-in", url.Values{"persona": {"manager"}})
	code := manager.invites("Kwame Mensah")
	for _, persona := range []string{"nobody", "starting", "finishing", "returning", "manager", "trainer", "auditor", "admin"} {
		t.Run(persona, func(t *testing.T) {
			who, from, pages := s.visitor(), []string{"/sign-in", "/join/" + code}, map[string]bool{"/no-such-page": true}
			if persona != "nobody" {
				who.post("/demo/sign-in", url.Values{"persona": {persona}})
				from = []string{"/", "/account", "/styleguide"}
			}
			switch persona {
			case "starting":
				from = append(from, who.begin()...)
				pages["/team"] = true // forbidden to a learner
			case "finishing":
				from = append(from, who.failed())
			case "returning":
				answered, left := who.refreshes()
				from, pages[answered] = append(from, strings.TrimSuffix(answered, "/1"), left), true
			case "admin":
				from = append(from, who.post("/admin/people/new", url.Values{"employee_id": {"N-1"}, "name": {"Nia Okoro"}, "role": {"learner"},
					"hired_on": {time.Now().UTC().Format(time.DateOnly)}}))
			}
			for path, address := range who.crawl(routes, from...) {
				if !examined[path] || path == "/" {
					pages[address] = true
				}
				examined[path] = true
			}
			b := open(t, s.base, true, axeTime)
			if persona != "nobody" {
				b.visit("/sign-in")
				b.press("button[name=persona][value=" + persona + "]")
			}
			for _, address := range slices.Sorted(maps.Keys(pages)) {
				b.visit(address)
				b.examine(address)
			}
		})
	}
	for _, r := range routes {
		if !examined[r.Path] {
			t.Errorf("no link leads to %s", r.Path)
		}
	}
}

// examine asks axe about the page at hand.
func (b *tab) examine(address string) {
	b.t.Helper()
	b.ask(axe + ";'ready'")
	for _, width := range []int64{390, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			b.look(width, scheme)
			for _, v := range b.violations() {
				b.t.Errorf("%s at %d px, %s: %s: %s\n%s", address, width, scheme, v.ID, v.Help, strings.Join(v.Nodes, "\n"))
			}
			if b.ask("String(document.documentElement.scrollWidth > innerWidth)") == "true" {
				b.t.Errorf("%s at %d px has to be scrolled sideways", address, width)
			}
		}
	}
}

// look sets the width of the window and the colour scheme. Motion is off, so that no colour is met on
// its way to another.
func (b *tab) look(width int64, scheme string) {
	b.t.Helper()
	size := emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 900, DeviceScaleFactor: 1, Mobile: width < 600}
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}}
	check(b.t, chromedp.Do(b.ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if _, err := cdp.Call(ctx, target, emulation.SetDeviceMetricsOverride, size); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, media)
		return err
	})))
}

// violation is a rule of axe that a page breaks, and where.
type violation struct {
	ID, Help string
	Nodes    []string
}

func (b *tab) violations() []violation {
	b.t.Helper()
	const run = `axe.run(document, {resultTypes: ['violations']}).then(r => JSON.stringify(r.violations.map(v => ({ID: v.id, Help: v.help, Nodes: v.nodes.map(n => n.html)}))))`
	found, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](run, chromedp.EvalAwaitPromise))
	check(b.t, err)
	var out []violation
	check(b.t, json.Unmarshal([]byte(found), &out))
	return out
}
