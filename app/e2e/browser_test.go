package e2e

import (
	"context"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// tab is one page of a browser.
type tab struct {
	t    *testing.T
	ctx  context.Context
	base string
}

// open starts a browser with one empty page. Everything in it has to be done within the limit.
func open(t *testing.T, base string, scripts bool, limit time.Duration) *tab {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium(t)), chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	limited, cancel := context.WithTimeout(t.Context(), limit)
	t.Cleanup(cancel)
	allocator, stop := chromedp.NewExecAllocator(limited, options...)
	t.Cleanup(stop)
	ctx, leave := chromedp.NewContext(allocator)
	t.Cleanup(leave)
	check(t, chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !scripts})
		return err
	})))
	return &tab{t, ctx, base}
}

// chromium finds the browser.
func chromium(t *testing.T) string {
	t.Helper()
	name := os.Getenv("UNDERSTUDY_CHROMIUM")
	if name == "" {
		name = "chromium"
	}
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("no browser to test with: %v; install Debian's package chromium, or name a browser in UNDERSTUDY_CHROMIUM", err)
	}
	return path
}

// visit opens an address.
func (b *tab) visit(path string) {
	b.t.Helper()
	check(b.t, chromedp.Do(b.ctx, chromedp.Navigate(b.base+path)))
}

// ask returns the text that an expression of JavaScript gives. The tools of the browser may run one
// even where pages may not.
func (b *tab) ask(expression string) string {
	b.t.Helper()
	out, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](expression))
	check(b.t, err)
	return out
}

func (b *tab) path() string { return b.ask("location.pathname") }

// text returns what an element says, with plain spaces: the pages keep the parts of a day together by
// others. It is empty where there is no such element.
func (b *tab) text(selector string) string {
	b.t.Helper()
	said := b.ask("(document.querySelector(" + strconv.Quote(selector) + ") || {textContent: ''}).textContent")
	return strings.TrimSpace(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(said))
}

func (b *tab) has(selector string) bool {
	return b.ask("String(document.querySelector("+strconv.Quote(selector)+") !== null)") == "true"
}

// press follows a link or sends a form, and waits for what comes: a new page, or a new main part of this one.
func (b *tab) press(selector string) {
	b.t.Helper()
	at := b.path()
	click := "(e => { if (!e) return 'missing'; document.getElementById('main').dataset.left = ''; e.click(); return 'pressed' })(document.querySelector(" + strconv.Quote(selector) + "))"
	if b.ask(click) != "pressed" {
		b.t.Fatalf("%s is not at %s, which says: %s", selector, at, b.text("main"))
	}
	b.arrive(selector + " at " + at)
}

// arrive waits for what comes after the main part was marked as left.
func (b *tab) arrive(by string) {
	b.t.Helper()
	const arrived = "String(document.readyState === 'complete' && (m => m !== null && !('left' in m.dataset))(document.getElementById('main')))"
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	for {
		// Between two pages there is nothing to ask, and that is no fault.
		if out, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](arrived)); err == nil && out == "true" {
			return
		}
		select {
		case <-b.ctx.Done():
			b.t.Fatalf("nothing came of %s", by)
		case <-ticker.C:
		}
	}
}
