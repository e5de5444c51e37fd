package e2e

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// mostTabs bounds the way to an element by the Tab key.
const mostTabs = 80

// TestAFreeTextRolePlayByKeyboardAlone plays a scenario in own words without a pointer, and reads what
// the debrief quotes of them.
func TestAFreeTextRolePlayByKeyboardAlone(t *testing.T) {
	home := t.TempDir()
	s := serve(t, filepath.Join(home, "demo.db"), home)
	b := open(t, s.base, true, wayTime)
	b.visit("/sign-in")
	b.enter("button[name=persona][value=returning]")
	b.visit("/practice/late-parcel")
	b.enter("main form .btn")
	for _, choice := range []string{"c2", "c7", "c12"} {
		b.enter("button[value=" + choice + "]")
	}
	const reply = "I understand you are worried for the market. I will call the depot at ten and tell you before noon. Do you want a call or a text message?"
	b.say("Too short.")
	b.says("form.reply .error", "at least")
	if got := b.ask("document.querySelector('textarea[name=words]').value"); got != "Too short." {
		t.Errorf("the reply that came back reads %q", got)
	}
	b.say(reply)
	b.enter("button[value=c25]")
	b.enter("button[value=c28]")
	b.say("Hello Ms Novak, as promised I call you. I'm sorry the van is late. I will have your parcel here at four. Is that okay for you?")
	b.enter("button[value=c38]")
	if !strings.HasSuffix(b.path(), "/debrief") {
		t.Fatalf("the role-play ends at %s", b.path())
	}
	b.says(".timeline", "will call the depot at ten", "Your reply shows 100%", "Keeping informed", "Promises")
	if b.ask("Array.from(document.querySelectorAll('.timeline mark'), m => m.textContent).join('|')") == "" {
		t.Error("the debrief highlights nothing of what was written")
	}
	b.tabTo(".timeline button")
	s.stop()
}

// tabTo moves the focus to an element by the Tab key.
func (b *tab) tabTo(selector string) {
	b.t.Helper()
	for range mostTabs {
		if b.ask("String(document.activeElement.matches("+strconv.Quote(selector)+"))") == "true" {
			return
		}
		b.key(kb.Tab)
	}
	b.t.Fatalf("%d presses of Tab do not lead to %s at %s", mostTabs, selector, b.path())
}

// enter moves to an element by the Tab key and presses Enter.
func (b *tab) enter(selector string) {
	b.t.Helper()
	b.tabTo(selector)
	b.ask("document.getElementById('main').dataset.left = ''")
	b.key(kb.Enter)
	b.arrive("Enter on " + selector)
}

// say types a reply, in place of whatever stands there, and sends it.
func (b *tab) say(words string) {
	b.t.Helper()
	b.tabTo("textarea[name=words]")
	b.ask("(e => { e.select(); return '' })(document.activeElement)")
	b.key(words)
	b.enter("form.reply .btn")
}

func (b *tab) key(keys string) {
	b.t.Helper()
	check(b.t, chromedp.Do(b.ctx, chromedp.KeyEvent(keys)))
}
