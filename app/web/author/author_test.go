package author_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"html"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"understudy/app/auth"
	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/demo"
	"understudy/app/enter"
	"understudy/app/record"
	"understudy/app/store"
	"understudy/app/store/storetest"
	"understudy/app/web"
	"understudy/app/web/site"
)

var databases storetest.Databases

func TestMain(m *testing.M) { os.Exit(databases.Main(m)) }

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// house is the demonstration's organisation.
type house struct {
	t      *testing.T
	store  *store.Store
	door   enter.Door
	server *site.Server
	lib    *catalog.Library
	lang   string
}

func open(t *testing.T) *house {
	t.Helper()
	lib, problems := catalog.Embedded()
	if catalog.Broken(problems) {
		t.Fatal(problems)
	}
	s, today := databases.Open(t, "sqlite"), civil.In(noon, time.UTC)
	var revisions []record.RuleRevision
	for _, r := range lib.Code.Rules {
		on := demo.Begins(today)
		revisions = append(revisions, record.RuleRevision{Rule: r.ID, Rev: r.Rev, Hash: r.Hash(), Class: r.Class, PublishedOn: on, EffectiveOn: on})
	}
	h := &house{t: t, store: s, lib: lib, lang: "en", door: enter.Door{Accounts: s, Sessions: s, Invitations: s, Guard: s, Secrets: auth.NewHasher(1), Tokens: auth.Tokens{}}}
	h.check(s.Seed(context.Background(), demo.Generate(lib, revisions, today, noon, time.UTC)))
	live, err := catalog.OpenLive("")
	h.check(err)
	h.server, err = web.New(web.Config{Store: s, Live: live, Revisions: revisions, Zone: time.UTC, Version: "test", Now: func() time.Time { return noon }})
	h.check(err)
	return h
}

func (h *house) check(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) token(persona string) string {
	h.t.Helper()
	for _, p := range demo.Personas() {
		if p.Key == persona {
			person, err := h.store.PersonByEmployeeID(context.Background(), p.EmployeeID)
			h.check(err)
			token, err := h.door.SignInAs(context.Background(), person, enter.Visitor{}, noon)
			h.check(err)
			return token
		}
	}
	h.t.Fatalf("no persona %s", persona)
	return ""
}

type answer struct {
	status           int
	body, kind, name string
}

func (h *house) get(persona, path string) answer {
	h.t.Helper()
	return h.send(persona, httptest.NewRequest(http.MethodGet, path, http.NoBody))
}

func (h *house) post(persona, path string) answer {
	h.t.Helper()
	return h.send(persona, httptest.NewRequest(http.MethodPost, path, http.NoBody))
}

// upload sends the form with a file, or without one where it has no name.
func (h *house) upload(persona, name, file string, form ...string) answer {
	h.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i+1 < len(form); i += 2 {
		h.check(w.WriteField(form[i], form[i+1]))
	}
	if name != "" {
		part, err := w.CreateFormFile("file", name)
		h.check(err)
		_, err = io.WriteString(part, file)
		h.check(err)
	}
	h.check(w.Close())
	r := httptest.NewRequest(http.MethodPost, "/quizzes/import", &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return h.send(persona, r)
}

func (h *house) send(persona string, r *http.Request) answer {
	h.t.Helper()
	r.Host = "127.0.0.1:8080"
	r.Header.Set("Accept", "text/html")
	r.Header.Set("Accept-Language", h.lang)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.AddCookie(&http.Cookie{Name: "session", Value: h.token(persona)})
	got, err := h.server.App().Test(r, 30_000)
	h.check(err)
	defer func() { _ = got.Body.Close() }()
	body, err := io.ReadAll(got.Body)
	h.check(err)
	return answer{got.StatusCode, string(body), got.Header.Get("Content-Type"), got.Header.Get("Content-Disposition")}
}

func (h *house) expect(what string, a answer, status int, words ...string) {
	h.t.Helper()
	if a.status != status {
		h.t.Errorf("%s answers %d, want %d", what, a.status, status)
	}
	text := html.UnescapeString(a.body)
	for _, w := range words {
		if !strings.Contains(text, w) {
			h.t.Errorf("%s does not say %q", what, w)
		}
	}
}

const question = "// [id:new-one] [tag:r18]\nWho may see it?{=The guest#Yes. ~Anybody#No.}\n\n"

func TestOnlyTrainersAndAdministratorsSeeKeys(t *testing.T) {
	h := open(t)
	canary := h.lib.Questions["r02-a"].Stem
	paths := []string{"/quizzes", "/quizzes/papers/onboarding-check", "/quizzes/banks/cheerfulness", "/quizzes/import"}
	for _, f := range []string{"gift", "aiken", "moodlexml", "qti", "yaml"} {
		paths = append(paths, "/quizzes/banks/cheerfulness/export?format="+f)
	}
	for persona, want := range map[string]int{"trainer": 200, "admin": 200, "manager": 403, "auditor": 403, "starting": 403, "finishing": 403, "returning": 403} {
		for _, path := range paths {
			a := h.get(persona, path)
			if a.status != want || want == 403 && strings.Contains(html.UnescapeString(a.body), canary) {
				t.Errorf("%s gets %d at %s", persona, a.status, path)
			}
		}
		if a := h.upload(persona, "a.gift", question, "format", "gift"); a.status != want {
			t.Errorf("%s gets %d for a file", persona, a.status)
		}
		if team := h.get(persona, "/team"); strings.Contains(team.body, `href="/quizzes"`) != (want == 200) {
			t.Errorf("%s: the way to the quizzes", persona)
		}
	}
}

func TestTheOverviewAndABank(t *testing.T) {
	h := open(t)
	h.expect("the overview", h.get("trainer", "/quizzes"), 200, "Onboarding check", "2 × ordering", "Every rule has at least three ready questions", "/quizzes/banks/mixed", "/quizzes/papers/renewal-check", "/quizzes/import")
	h.expect("a bank", h.get("trainer", "/quizzes/banks/mixed"), 200, "14 questions", "no format holds the ratings of a panel", "breaks the rule", "the panel says 5 of 5", "Holds 0 of 14 questions")
	h.expect("no bank", h.get("trainer", "/quizzes/banks/none"), 404)
	h.expect("no bank to export", h.get("trainer", "/quizzes/banks/none/export"), 404)
	h.expect("no paper", h.get("trainer", "/quizzes/papers/none"), 404)
	h.expect("no format", h.get("trainer", "/quizzes/banks/mixed/export?format=docx"), 400)
	h.expect("nothing to hold", h.get("trainer", "/quizzes/banks/mixed/export?format=aiken"), 422, "cannot hold any question")
	h.lang = "fr"
	h.expect("in French", h.get("trainer", "/quizzes/banks/mixed"), 200, "14 questions", "enfreint la règle", "Télécharger en GIFT")
}

func TestStatisticsNameNobody(t *testing.T) {
	h := open(t)
	page := h.get("trainer", "/quizzes/papers/onboarding-check")
	h.expect("the statistics", page, 200, "graded attempts, without names", "Papers differ from person to person", "Internal consistency", "All (", "<svg", "Share of those who answered")
	everybody, err := h.store.People(context.Background(), store.Scope{}, 0, 100)
	h.check(err)
	for _, p := range everybody {
		if strings.Contains(page.body, p.EmployeeID) || p.Role == "learner" && strings.Contains(page.body, p.Name) {
			t.Errorf("the page names %s", p.Name)
		}
	}
	h.expect("the last page", h.get("trainer", "/quizzes/papers/onboarding-check?page=99&show=look"), 200, "Worth a look", "show=look")
}

func TestExportsAreFiles(t *testing.T) {
	h := open(t)
	for format, want := range map[string][2]string{"gift": {"text/plain; charset=utf-8", "::r02-a::"}, "aiken": {"text/plain; charset=utf-8", "ANSWER: A"}, "moodlexml": {"application/xml", "<idnumber>r02-a</idnumber>"},
		"yaml": {"application/yaml; charset=utf-8", "  - id: r02-a\n"}, "": {"application/yaml; charset=utf-8", "  - id: r02-a\n"}} {
		a := h.get("admin", "/quizzes/banks/cheerfulness/export?format="+format)
		if a.status != 200 || a.kind != want[0] || !strings.Contains(a.body, want[1]) || !strings.Contains(a.name, "cheerfulness.") {
			t.Errorf("%s: %d %s %s\n%.200s", format, a.status, a.kind, a.name, a.body)
		}
	}
	a := h.get("admin", "/quizzes/banks/cheerfulness/export?format=qti")
	if files, err := zip.NewReader(strings.NewReader(a.body), int64(len(a.body))); err != nil || len(files.File) < 10 || a.kind != "application/zip" {
		t.Errorf("the package: %v", err)
	}
}

func field(body, name string) string {
	found := regexp.MustCompile(`<input type="hidden" name="` + name + `" value="([^"]*)"`).FindStringSubmatch(body)
	if found == nil {
		return ""
	}
	return html.UnescapeString(found[1])
}

func TestAnImportIsShownAndThenDownloaded(t *testing.T) {
	h := open(t)
	file := question + "Essay{}\n\nDraft?{T}\n\nBad{~%33%a ~b}\n\n<script>alert(1)</script>{=a ~b}\n"
	page := h.upload("trainer", "mixed.gift", file, "format", "gift")
	h.expect("the preview", page, 200, "mixed-2.yaml", "1 question is refused", "1 question is not taken", "2 questions become drafts", "1 question is ready", "a bank has no questions of the type essay",
		"the question asks about no rule", "33", "The guest", "Keep mixed-2 as a draft")
	if strings.Contains(page.body, "<script>alert") {
		t.Error("a stem became markup")
	}
	got := h.upload("trainer", "", "", "format", "gift", "title", field(page.body, "title"), "kept", field(page.body, "kept"), "part", "1")
	if got.status != 200 || !strings.Contains(got.name, "mixed-2.yaml") {
		t.Fatalf("%d %s\n%s", got.status, got.name, got.body)
	}
	bank := catalog.NewDocument(catalog.KindBank, "mixed-2", catalog.English, "mixed-2.yaml", got.body)
	lib, problems := catalog.Build(append([]catalog.Document{bank}, h.lib.Documents...))
	if q := lib.Questions["new-one"]; catalog.Broken(problems) || !q.Ready() || q.Options[1].Rule != "r18" || len(lib.Questions) != len(h.lib.Questions)+3 {
		t.Errorf("the library makes of it %+v\n%v", q, problems)
	}
	h.expect("another part", h.upload("trainer", "", "", "format", "gift", "title", "x", "kept", field(page.body, "kept"), "part", "2"), 422, "no such part")
	h.expect("a title of one's own", h.upload("trainer", "a.txt", question, "format", "gift", "title", "Été: privacy"), 200, "t-privacy.yaml")
}

// TestAnImportIsKeptPublishedAndRetired takes a file all the way to what people are asked from.
func TestAnImportIsKeptPublishedAndRetired(t *testing.T) {
	h := open(t)
	page := h.upload("trainer", "guests.gift", question, "format", "gift")
	kept := h.upload("trainer", "", "", "format", "gift", "title", field(page.body, "title"), "kept", field(page.body, "kept"), "keep", "1")
	h.expect("keeping it", kept, 303)
	h.expect("the draft", h.get("trainer", "/quizzes"), 200, "guests", "Draft", `/quizzes/written/guests/publish`)
	h.expect("a draft asks nobody", h.get("trainer", "/quizzes/banks/guests"), 404)
	h.expect("a manager publishing it", h.post("manager", "/quizzes/written/guests/publish"), 403)
	h.expect("publishing it", h.post("trainer", "/quizzes/written/guests/publish"), 303)
	h.expect("what is published", h.get("trainer", "/quizzes/banks/guests"), 200, "The guest")
	h.expect("retiring it", h.post("trainer", "/quizzes/written/guests/retire"), 303)
	h.expect("what is retired", h.get("trainer", "/quizzes/banks/guests"), 404)
	h.expect("no such bank", h.post("trainer", "/quizzes/written/none/publish"), 404)
	h.expect("another part", h.upload("trainer", "", "", "format", "gift", "title", "x", "kept", field(page.body, "kept"), "keep", "2"), 422, "no such part")
}

func TestFilesThatCannotBeRead(t *testing.T) {
	h := open(t)
	h.expect("no file", h.upload("trainer", "", "", "format", "gift"), 422, "No file was chosen", `href="#f-file"`)
	h.expect("no format", h.upload("trainer", "a", question, "format", "yaml"), 422, "There is no such format")
	h.expect("no zip", h.upload("trainer", "a.zip", "PK\x03\x04nonsense", "format", "qti"), 422, "cannot be read")
	h.expect("another encoding", h.upload("trainer", "a.gift", "\xff\xfeA", "format", "gift"), 422, "cannot be read")
	h.expect("a broken page", h.upload("trainer", "", "", "format", "gift", "kept", "~~~"), 422, "No file was chosen")
	h.expect("a long title", h.upload("trainer", "a", question, "format", "gift", "title", strings.Repeat("é", 121)), 422, "longer than 120")
	h.expect("a file without questions", h.upload("trainer", "a", "// nothing\n", "format", "gift"), 200, "There is nothing to take")
}

func TestALargeFileIsChosenAgainAndComesInParts(t *testing.T) {
	h := open(t)
	var file strings.Builder
	for i := range 2_500 {
		fmt.Fprintf(&file, "// [tag:r18]\nQuestion %d %s?{=Yes#Right. ~No#Wrong.}\n\n", i, strings.Repeat("word ", 100))
	}
	page := h.upload("admin", "many.gift", file.String(), "format", "gift")
	h.expect("the preview", page, 200, "500 questions are not taken", "2,000 questions are ready", "The same file", "1,900 more are not shown", "many-part-2.yaml")
	if field(page.body, "kept") != "" || len(page.body) > 1<<20 {
		t.Errorf("the page has %d bytes", len(page.body))
	}
	docs := h.lib.Documents
	parts := strings.Count(page.body, `name="part"`)
	for n := range parts {
		got := h.upload("admin", "many.gift", file.String(), "format", "gift", "title", "many", "part", fmt.Sprint(n+1))
		name := regexp.MustCompile(`filename="(.*)\.yaml"`).FindStringSubmatch(got.name)
		if got.status != 200 || name == nil || len(got.body) > catalog.MaxFile {
			t.Fatalf("part %d: %d %s, %d bytes", n+1, got.status, got.name, len(got.body))
		}
		docs = append(docs, catalog.NewDocument(catalog.KindBank, name[1], catalog.English, name[1]+".yaml", got.body))
	}
	if lib, problems := catalog.Build(docs); catalog.Broken(problems) || len(lib.Questions) != len(h.lib.Questions)+2_000 || parts < 2 {
		t.Errorf("%d parts, %d questions: %v", parts, len(lib.Questions), problems[:min(3, len(problems))])
	}
}
