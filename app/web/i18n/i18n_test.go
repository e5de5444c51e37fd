package i18n

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"understudy/app/civil"
)

func TestLanguagesSayTheSame(t *testing.T) {
	en, fr := mustRead(t, English), mustRead(t, French)
	for key, m := range en {
		other, ok := fr[key]
		if !ok {
			t.Errorf("fr has no %q", key)
			continue
		}
		if (len(m) > 1) != (len(other) > 1) {
			t.Errorf("%q has plural forms in one language only", key)
		}
		for form, text := range other {
			if got, want := places(text), places(m["other"]); !slices.Equal(got, want) && form == "other" {
				t.Errorf("%q has the places %v in fr, %v in en", key, got, want)
			}
		}
		for _, forms := range []message{m, other} {
			if len(forms) > 1 && forms["one"] == "" {
				t.Errorf("%q has no form for one", key)
			}
		}
	}
	for key := range fr {
		if _, ok := en[key]; !ok {
			t.Errorf("en has no %q", key)
		}
	}
}

func TestBothLanguagesHaveTheSameAreas(t *testing.T) {
	names := func(lang string) (out []string) {
		entries, err := files.ReadDir(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			out = append(out, e.Name())
		}
		return out
	}
	if en, fr := names(English), names(French); !slices.Equal(en, fr) {
		t.Errorf("en has the areas %v, fr %v", en, fr)
	}
}

func TestFrenchKeepsPunctuationOnTheLine(t *testing.T) {
	loose := regexp.MustCompile(` [:;!?»]|« `)
	for key, m := range mustRead(t, French) {
		for _, text := range m {
			if loose.MatchString(text) {
				t.Errorf("%q has a plain space beside French punctuation: %q", key, text)
			}
		}
	}
}

// TestEveryKeyInUseHasAText reads the sources of the program for keys. A key that is put together needs at
// least one text that starts like it.
func TestEveryKeyInUseHasAText(t *testing.T) {
	uses := regexp.MustCompile(`(?:\.T\(\s*|fault\.New\([^,()]+,\s*|fault\.Field\([^,()]+,\s*)"([a-z0-9_.]+)"(\s*\+)?`)
	messages := mustRead(t, English)
	err := filepath.WalkDir(filepath.Join("..", ".."), func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !isSource(path) {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, use := range uses.FindAllStringSubmatch(string(text), -1) {
			if key, open := use[1], use[2] != ""; !known(messages, key, open) {
				t.Errorf("%s uses %q, which has no text", path, key)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func isSource(path string) bool {
	generated := strings.HasSuffix(path, "_templ.go") || strings.HasSuffix(path, "_test.go")
	return !generated && (strings.HasSuffix(path, ".go") || strings.HasSuffix(path, ".templ"))
}

func known(messages map[string]message, key string, open bool) bool {
	if _, ok := messages[key]; ok || !open {
		return ok
	}
	for other := range messages {
		if strings.HasPrefix(other, key) {
			return true
		}
	}
	return false
}

func TestPrinterPicksFormsAndFillsPlaces(t *testing.T) {
	c := mustLoad(t)
	cases := []struct {
		lang, key string
		pairs     []any
		want      string
	}{
		{English, "nav.home", nil, "Home"},
		{French, "nav.home", nil, "Accueil"},
		{English, "nav.account_of", []any{"Name", "<Ada>"}, "Account of <Ada>"},
		{English, "time.minutes", []any{"Count", 1}, "1 minute"},
		{English, "time.minutes", []any{"Count", 0}, "0 minutes"},
		{English, "time.minutes", []any{"Count", 1200}, "1,200 minutes"},
		{French, "time.minutes", []any{"Count", 0}, "0 minute"},
		{French, "time.minutes", []any{"Count", 2}, "2 minutes"},
		{French, "time.minutes", []any{"Count", 1000000}, "1\u202f000\u202f000 minutes"},
		{English, "time.minutes", []any{"Count", 3.0}, "3 minutes"},
		{English, "no.such.key", nil, "no.such.key"},
		{"xx", "nav.home", nil, "Home"},
		{RTL, "nav.home", nil, "Home"},
	}
	for _, test := range cases {
		if got := c.Printer(test.lang).T(test.key, test.pairs...); got != test.want {
			t.Errorf("%s %s %v = %q, want %q", test.lang, test.key, test.pairs, got, test.want)
		}
	}
	if got := (Printer{}).T("nav.home"); got != "nav.home" {
		t.Errorf("the zero Printer says %q", got)
	}
}

func TestPseudoIsLongerAndKeepsPlaces(t *testing.T) {
	c := mustLoad(t)
	got := c.Printer(Pseudo).T("nav.account_of", "Name", "Ada")
	if !strings.Contains(got, "Ada") || !strings.Contains(got, "Áççóúñt") || len([]rune(got)) < len("Account of Ada")*13/10 {
		t.Errorf("pseudo says %q", got)
	}
}

func TestNegotiate(t *testing.T) {
	c := mustLoad(t)
	cases := []struct{ preferred, accept, want string }{
		{"", "", English},
		{"", "fr-CA,fr;q=0.9,en;q=0.5", French},
		{"", "de,fr;q=0.5", French},
		{"", "ja", English},
		{"", "x;;q=,", English},
		{French, "en", French},
		{"zz", "fr", French},
		{RTL, "fr", RTL},
	}
	for _, test := range cases {
		if got := c.Negotiate(test.preferred, test.accept).Code(); got != test.want {
			t.Errorf("Negotiate(%q, %q) = %s, want %s", test.preferred, test.accept, got, test.want)
		}
	}
	if p := c.Printer(RTL); p.Dir() != "rtl" || p.Lang() != "en-x-rtl" {
		t.Errorf("x-rtl is written %s in %s", p.Dir(), p.Lang())
	}
}

func TestDatesAndNumbers(t *testing.T) {
	c := mustLoad(t)
	en, fr := c.Printer(English), c.Printer(French)
	cases := []struct{ got, want string }{
		{en.Date(civil.Of(2026, 5, 20)), "20\u00a0May\u00a02026"},
		{fr.Date(civil.Of(2026, 5, 1)), "1er\u00a0mai\u00a02026"},
		{en.LongDate(civil.Of(2026, 5, 20)), "Wednesday 20\u00a0May\u00a02026"},
		{en.Date(civil.Date{}), ""},
		{en.Number(1234567), "1,234,567"},
		{en.Number(-999), "−999"},
		{fr.Number(1234), "1234"},
		{fr.Number(12345), "12\u202f345"},
		{en.Percent(46), "46%"},
		{fr.Percent(46), "46\u202f%"},
		{en.Decimal(1234.5, 1), "1,234.5"},
		{fr.Decimal(0.25, 2), "0,25"},
		{en.Decimal(-0.5, 1), "−0.5"},
		{en.List([]string{"a", "b", "c"}), "a, b and c"},
		{fr.List([]string{"a", "b"}), "a et b"},
	}
	for _, test := range cases {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
}

func places(text string) []string {
	found := regexp.MustCompile(`{{\s*\.(\w+)\s*}}`).FindAllStringSubmatch(text, -1)
	var out []string
	for _, f := range found {
		out = append(out, f[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func mustRead(t *testing.T, lang string) map[string]message {
	t.Helper()
	messages, err := read(lang)
	if err != nil {
		t.Fatal(err)
	}
	return messages
}

func mustLoad(t *testing.T) *Catalogue {
	t.Helper()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}
