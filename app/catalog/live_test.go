package catalog

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// put writes a file of a content folder with a time of change of its own, so that no test depends on
// the grain of a file system's clock.
func put(t *testing.T, dir, name, text string, tick int) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	at := time.Unix(1_700_000_000+int64(tick), 0)
	if err := os.Chtimes(path, at, at); err != nil {
		t.Fatal(err)
	}
}

// over builds a Live on the test library, as OpenLive does on the embedded one.
func over(t *testing.T, dir string) *Live {
	t.Helper()
	base := func() ([]Document, []Problem) { return gatherAll(files(), files()) }
	live, err := openLive(dir, base)
	if err != nil {
		t.Fatal(err)
	}
	return live
}

func title(l *Live) string {
	m, _ := l.Library().Module("welcome")
	return m.Title
}

func TestAFolderIsLaidOverTheLibrary(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "modules/welcome.md", strings.Replace(testModule, "title: Welcome", "title: Ours", 1), 0)
	put(t, dir, "quizzes/blueprints/short.yaml", strings.Replace(testBlueprint, "id: check", "id: short", 1), 0)
	live := over(t, dir)
	if _, found := live.Library().Blueprint("short"); !found || title(live) != "Ours" || len(live.Problems()) > 0 {
		t.Errorf("title %q, problems:\n%s", title(live), Lines(live.Problems()))
	}
	if _, found := live.Library().Blueprint("check"); !found {
		t.Error("the library's own blueprint is gone")
	}
}

func TestAnOverriddenDocumentLosesItsTranslation(t *testing.T) {
	base := []Document{NewDocument(KindModule, "welcome", English, "a", ""), NewDocument(KindModule, "welcome", "fr", "b", ""), NewDocument(KindModule, "other", "fr", "c", "")}
	got := override(base, []Document{NewDocument(KindModule, "welcome", English, "d", "")})
	if len(got) != 2 || got[0].Path != "c" || got[1].Path != "d" {
		t.Errorf("got %+v", got)
	}
}

func TestTheLastGoodVersionIsServed(t *testing.T) {
	dir := t.TempDir()
	live := over(t, dir)
	if live.Refresh() {
		t.Error("nothing changed, and it was read again")
	}
	put(t, dir, "modules/welcome.md", strings.Replace(testModule, "title: Welcome", "title: Ours", 1), 1)
	if !live.Refresh() || title(live) != "Ours" {
		t.Errorf("after a change: %q\n%s", title(live), Lines(live.Problems()))
	}
	put(t, dir, "modules/welcome.md", strings.Replace(testModule, "title: Welcome", "titel: Worse", 1), 2)
	if !live.Refresh() || title(live) != "Ours" || !strings.Contains(Lines(live.Problems()), filepath.Join(dir, "modules", "welcome.md")+":3:1: unknown key") {
		t.Errorf("after a mistake: %q\n%s", title(live), Lines(live.Problems()))
	}
	put(t, dir, "modules/welcome.md", strings.Replace(testModule, "title: Welcome", "title: Again", 1), 3)
	if !live.Refresh() || title(live) != "Again" || len(live.Problems()) > 0 {
		t.Errorf("after mending: %q\n%s", title(live), Lines(live.Problems()))
	}
	if err := os.Remove(filepath.Join(dir, "modules", "welcome.md")); err != nil {
		t.Fatal(err)
	}
	if !live.Refresh() || title(live) != "Welcome" {
		t.Errorf("after removing: %q", title(live))
	}
}

func TestABrokenFolderAtTheStartServesTheLibrary(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "modules/welcome.md", "broken", 0)
	if live := over(t, dir); title(live) != "Welcome" || !Broken(live.Problems()) {
		t.Errorf("title %q, problems:\n%s", title(live), Lines(live.Problems()))
	}
	missing := filepath.Join(dir, "nowhere")
	if live := over(t, missing); title(live) != "Welcome" || !strings.Contains(Lines(live.Problems()), "nowhere: the content folder cannot be read: no such file or directory") {
		t.Errorf("problems:\n%s", Lines(live.Problems()))
	}
}

// A link that leads out of the folder is not followed: content is no way to read the server's files.
func TestNothingOutsideTheFolderIsRead(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	put(t, outside, "secret.md", testModule, 0)
	put(t, dir, "modules/.keep", "", 0)
	if err := os.Symlink(filepath.Join(outside, "secret.md"), filepath.Join(dir, "modules", "secret.md")); err != nil {
		t.Fatal(err)
	}
	live := over(t, dir)
	if _, found := live.Library().Module("secret"); found || !Broken(live.Problems()) {
		t.Errorf("problems:\n%s", Lines(live.Problems()))
	}
}

func TestReadersAndRefreshesTogether(t *testing.T) {
	dir := t.TempDir()
	live := over(t, dir)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 200 {
				if title(live) == "" {
					t.Error("no module")
				}
				live.Refresh()
			}
		})
	}
	for i := range 20 {
		put(t, dir, "modules/welcome.md", strings.Replace(testModule, "minutes: 8", "minutes: 9", i%2), i)
	}
	all.Wait()
}

func TestWatchEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	over(t, t.TempDir()).Watch(ctx, time.Hour, nothingWritten, func(*Library) {})
	NewLive(nil).Watch(context.Background(), time.Hour, nothingWritten, func(*Library) {}) // nothing to watch
}

func nothingWritten(_ context.Context, stamp string) (string, []Document, error) {
	return stamp, nil, nil
}

// TestWhatPeopleWriteLiesOverTheLibrary serves a written text at once, keeps the last good library where
// one breaks it, and gives back what it covered.
func TestWhatPeopleWriteLiesOverTheLibrary(t *testing.T) {
	l, err := OpenLive("")
	if err != nil {
		t.Fatal(err)
	}
	shipped := len(l.Library().Bank())
	bank := func(source string) []Document {
		return []Document{NewDocument(KindBank, "own", English, "written bank own", source)}
	}
	const good = `id: own
title: Our own
questions:
  - id: own-1
    rev: 1
    status: ready
    rules: [r18]
    type: truefalse
    stem: The address of a customer is theirs to give.
    options:
      - {text: "true", score: 1, why: It is.}
      - {text: "false", score: 0, why: It is theirs., rule: r18}
    guess: 0.5
    seconds: 10
`
	if problems := l.Try(bank(good)[0]); Broken(problems) {
		t.Fatalf("a good bank: %v", problems)
	}
	if !l.Lay("1", bank(good)) || len(l.Library().Bank()) != shipped+1 || l.Lay("1", nil) {
		t.Errorf("%d questions, want one more than %d", len(l.Library().Bank()), shipped)
	}
	broken := bank("id: own\ntitle: [\n")
	if !Broken(l.Try(broken[0])) || !l.Lay("2", broken) || len(l.Library().Bank()) != shipped+1 || !Broken(l.Problems()) {
		t.Error("a broken text is served, or nobody is told")
	}
	if !l.Lay("3", nil) || len(l.Library().Bank()) != shipped {
		t.Error("what was covered did not come back")
	}
}
