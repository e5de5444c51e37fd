package markup

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestHTML(t *testing.T) {
	r := New()
	for _, c := range []struct{ name, in, want string }{
		{"prose", "Say *hello* and **smile**.", "<p>Say <em>hello</em> and <strong>smile</strong>.</p>"},
		{"headings start at h3", "# One\n\n### Two", "<h3>One</h3>\n<h4>Two</h4>"},
		{"a low heading is lifted", "#### Only", "<h3>Only</h3>"},
		{"lists", "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"},
		{"a list that starts later", "3. a", "<ol start=\"3\">\n<li>a</li>\n</ol>"},
		{"raw HTML goes", "a <b onclick=x>b</b>", "<p>a b</p>"},
		{"a script goes", "<script>alert(1)</script>", ""},
		{"a script address goes", "[x](javascript:alert(1))", "<p>x</p>"},
		{"an image goes", "![x](https://example.org/p.png)", "<p></p>"},
		{"a link stays", "[x](/rules/r18)", `<p><a href="/rules/r18">x</a></p>`},
		{"a link to elsewhere gives nothing away", "[x](https://example.org)", `<p><a href="https://example.org" rel="noreferrer">x</a></p>`},
		{"code is shown, not run", "`<script>`", "<p><code>&lt;script&gt;</code></p>"},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, err := r.HTML(c.in); err != nil || got != c.want {
				t.Errorf("got %q, %v; want %q", got, err, c.want)
			}
		})
	}
}

func TestTable(t *testing.T) {
	got, err := New().HTML("| Say | Not |\n|:--|--:|\n| a | b |")
	if err != nil || !strings.Contains(got, "<td>b</td>") || strings.Contains(got, "style") {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestLimitsAreRefusedInPlainWords(t *testing.T) {
	for want, in := range map[string]string{
		"16384 at most":       strings.Repeat("a", MaxBytes+1),
		"501 opening":         strings.Repeat("[", MaxBrackets+1),
		"line 2":              "a\n" + strings.Repeat("|a", MaxColumns+1) + "|",
		"not valid UTF-8":     "a\xff",
		"31 table columns":    strings.Repeat("|a", MaxColumns+1) + "|",
		"21 lists or":         strings.Repeat("> 1. - ", MaxDepth/3+1) + "a",
		"square brackets; 50": strings.Repeat("[a]", 900),
	} {
		if _, err := New().HTML(in); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q…: got %v, want %q", in, err, want)
		}
	}
}

// What is at a limit is still rendered in an instant: each of these makes a naive parser crawl.
func TestNothingWithinTheLimitsIsSlow(t *testing.T) {
	r := New()
	fill := func(unit string) string { return strings.Repeat(unit, MaxBytes/len(unit)) }
	stairs := ""
	for depth := 0; len(stairs)+2*depth+4 < MaxBytes; depth++ {
		stairs += strings.Repeat("  ", depth) + "- a\n"
	}
	for _, in := range []string{
		stairs, strings.Repeat("[", MaxBrackets), strings.Repeat("[a](", MaxBrackets), strings.Repeat("![", MaxBrackets), strings.Repeat("[a]: b\n", MaxBrackets),
		fill("*a "), fill("*"), fill("**a_"), fill("_a*"), fill(strings.Repeat(">", MaxDepth) + "\n"), fill(strings.Repeat("> ", MaxDepth) + "a\n"), fill("- - > 1. * + a\n"), fill("`"), fill("` a``"), fill("<"), fill("<a "), fill("-\n"), fill("1. a\n  "), fill("~~a"),
		fill("a\n"), fill("&"), fill("\\"), fill("\n"), fill("# "), fill("| a | b |\n|--|--|\n"), fill("<!--"), fill("<?"), fill("]"), fill("\t"), fill("* a\n\n\t"),
		strings.Repeat("|a", MaxColumns) + "|\n" + strings.Repeat("|-", MaxColumns) + "|\n" + strings.Repeat(strings.Repeat("|", MaxColumns)+"\n", 500),
	} {
		begun := time.Now()
		if _, err := r.HTML(in); err != nil {
			t.Errorf("%.12q…: %v", in, err)
		}
		// It is a tenth of that; the race detector and a busy machine multiply it. What this guards
		// against takes minutes.
		if took := time.Since(begun); took > 3*time.Second {
			t.Errorf("%.12q… took %s", in, took)
		}
	}
}

// tag matches one element of the output; whatever a browser would run stands within one.
func dangerous(html string) string {
	for _, tag := range regexp.MustCompile(`<[^>]*>`).FindAllString(html, -1) {
		if !regexp.MustCompile(`(?i)^</?(h[3-6]|p|br|hr|blockquote|pre|code|em|strong|del|ul|ol|li|table|thead|tbody|tr|th|td|a)(\s+(href|rel|start)="[^"<>]*")*\s*/?>$`).MatchString(tag) {
			return tag
		}
		if regexp.MustCompile(`(?i)href="\s*(javascript|data|vbscript|file):`).MatchString(tag) {
			return tag
		}
	}
	return ""
}

func TestNothingDangerousSurvives(t *testing.T) {
	r := New()
	piece := rapid.SampledFrom([]string{
		"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java\tscript:a)", "[x](&#106;avascript:a)", "<javascript:alert(1)>",
		"[x](data:text/html,<script>)", "![x](javascript:a)", "<svg/onload=a>", "<a href='javascript:a'>", "<iframe src=//x>", "<style>*{}</style>", "\"onmouseover=\"a", "[x](<https://a\" onclick=\"b>)", "[x]: javascript:a\n", "[x]",
		"[a](b 'c\" onload=\"d')", "<!--", "-->", "<![CDATA[", "`", "```\n", "\n\n", "|", "\n|-|\n", "# ", "> ", "- ", "<", ">", "&lt;script&gt;", "&", "\x00", "\\", "*", "_", "~~", "é", "a", " ",
	})
	rapid.Check(t, func(t *rapid.T) {
		in := strings.Join(rapid.SliceOfN(piece, 0, 30).Draw(t, "pieces"), "")
		html, err := r.HTML(in)
		if bad := dangerous(html); err == nil && bad != "" {
			t.Fatalf("%q came through from %q", bad, in)
		}
	})
}

func FuzzHTML(f *testing.F) {
	f.Add("# a <script>[x](javascript:y)")
	f.Add("[x](java&Tab;script:y) <p onclick='a'>")
	f.Fuzz(func(t *testing.T, in string) {
		html, err := New().HTML(in)
		if bad := dangerous(html); err == nil && bad != "" {
			t.Fatalf("%q came through from %q", bad, in)
		}
	})
}
