package exchange

import (
	"fmt"
	"strings"
	"testing"
)

// say writes a question on one line, for tests to compare.
func say(q Imported) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %s %s %q", q.Line, q.Status, q.Type, q.Stem)
	for _, o := range q.Options {
		answer := fmt.Sprintf("%q", o.Text)
		switch {
		case o.Any:
			answer = "any"
		case q.Type == Numeric:
			answer = decimal(o.Value) + "±" + decimal(o.Tolerance)
		}
		fmt.Fprintf(&b, " %s=%s", answer, decimal(o.Fraction))
		if o.Feedback != "" {
			fmt.Fprintf(&b, "#%q", o.Feedback)
		}
	}
	for _, p := range q.Pairs {
		fmt.Fprintf(&b, " %q>%q", p.Left, p.Right)
	}
	if q.Feedback != "" {
		fmt.Fprintf(&b, " ####%q", q.Feedback)
	}
	return b.String()
}

func sayAll(questions []Imported) string {
	var out []string
	for _, q := range questions {
		out = append(out, say(q))
	}
	return strings.Join(out, "\n")
}

func read(t testing.TB, format Format, text string) []Imported {
	t.Helper()
	out, err := Read(format, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestGIFT(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a single choice", "Who greets first?{~The guest =The host ~Nobody}", `1 imported single "Who greets first?" "The guest"=0 "The host"=1 "Nobody"=0`},
		{"over several lines, with weights and feedback", "Who\n greets?\n{\n ~%50%Host # nearly\n\t=Staff#yes\n~%-33.33333%Guest\n}",
			`1 imported single "Who\ngreets?" "Host"=0.5#"nearly" "Staff"=1#"yes" "Guest"=-0.3333333`},
		{"a multiple choice", "Pick two{~%50%a ~%50%b ~%-100%c}", `1 imported multiple "Pick two" "a"=0.5 "b"=0.5 "c"=-1`},
		{"true", "Smile.{T}", `1 imported truefalse "Smile." "true"=1 "false"=0`},
		{"false, feedback to who is wrong first", "Wait.{FALSE#no#yes}", `1 imported truefalse "Wait." "true"=0#"no" "false"=1#"yes"`},
		{"true, feedback to who is wrong first", "Wait.{ TRUE # no # yes#so }", `1 imported truefalse "Wait." "true"=1#"yes#so" "false"=0#"no"`},
		{"small letters are a short answer", "Wait.{true}", `1 imported short "Wait." "true"=1`},
		{"short answers", "Say{=please =%50%pls#write it out =%0%*}", `1 imported short "Say" "please"=1 "pls"=0.5#"write it out" "*"=0`},
		{"a number", "How many?{#3}", `1 imported numeric "How many?" 3±0=1`},
		{"a number with a tolerance", "How many?{#-3.5:.25#good}", `1 imported numeric "How many?" -3.5±0.25=1#"good"`},
		{"a range", "How many?{#3.141..3.142}", `1 imported numeric "How many?" 3.1415±0.0005=1`},
		{"several numbers", "When?{#\n=1822:0 #exact\n=%50%1822:2 #near\n~#no}", `1 imported numeric "When?" 1822±0=1#"exact" 1822±2=0.5#"near" any=0#"no"`},
		{"pairs", "Match {=a -> b\n= c->d=->e}", `1 imported matching "Match" "a">"b" "c">"d" "">"e"`},
		{"an essay", "Tell. {}", `1 degraded essay "Tell."`},
		{"an essay with feedback", "Tell. {####Thanks}", `1 degraded essay "Tell." ####"Thanks"`},
		{"a description", "Read this.", `1 degraded description "Read this."`},
		{"a missing word", "The host {~waits =greets} first.", `1 imported single "The host _____ first." "waits"=0 "greets"=1`},
		{"general feedback is the last", "Q{=a#x####y####z}", `1 imported short "Q" "a"=1#"x####y" ####"z"`},
		{"escapes", `1\=1\: \{a\}\n\#\~ \\ \q {=\=\\=b}`, `1 imported short "1=1: {a}\n#~ \\ \\q" "=\\"=1 "b"=1`},
		{"a percent sign is no weight", "Off?{~50% off =%5 off% ~%x%}", `1 imported single "Off?" "50% off"=0 "%5 off%"=1 "%x%"=0`},
		{"categories and comments", "// c\n$CATEGORY: a/b\n\n//d\n\n$CATEGORY: x\nQ{T}", `7 imported truefalse "Q" "true"=1 "false"=0`},
		{"a comment between", "Q\n// no\nmore{T}", `1 imported truefalse "Q\nmore" "true"=1 "false"=0`},
		{"any line ends", "\ufeffA{T}\r\n\r\nB{F}\r\rC{T}", `1 imported truefalse "A" "true"=1 "false"=0
3 imported truefalse "B" "true"=0 "false"=1
5 imported truefalse "C" "true"=1 "false"=0`},
		{"nobody can be right", "Q{~a ~b}", `1 imported multiple "Q" "a"=0 "b"=0`},
		{"formats that make no difference", "[html]<b>Q</b>{~[plain]a =b#[moodle]c}", `1 imported single "<b>Q</b>" "a"=0 "b"=1#"c"`},
		{"formats that do", "[html]Q{~[markdown]*a* =b}", `1 degraded single "Q" "*a*"=0 "b"=1`},
		{"nothing", "\n \n// x", ``},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := sayAll(read(t, GIFT, c.text)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestGIFTRefuses(t *testing.T) {
	for _, c := range []struct {
		text, reason string
		line         int
	}{
		{"Q\n{~a", "has no }", 2},
		{"Q\n~a}", "has no {", 2},
		{"Q }\n{~a}", "before the first {", 1},
		{"Q{\n~a\n~%33%b}", "%33% is no weight", 3},
		{"Q{\n=a\n=%33,3%b}", "is no weight", 3},
		{"Q{~a}", "there is one option", 1},
		{"Q{~a\n~\n=b}", "no text", 2},
		{"Q{#\n=three}", "is no number", 2},
		{"Q{#5..1}", "is no number", 1},
		{"Q{#1:-1}", "is no number", 1},
		{"Q{#1e999}", "is no number", 1},
		{"Q{#0x10}", "is no number", 1},
		{"Q{#}", "no number behind", 1},
		{"Q{=a->b\n=c}", "no ->", 2},
		{"Q{=a->b}", "one pair", 1},
		{"Q{=a->b\n=c-> }", "nothing behind", 2},
		{"{T}", "no question text", 1},
		{"Q\xff{T}", "not UTF-8", 1},
	} {
		got := read(t, GIFT, "A{T}\n\n"+c.text+"\n\nB{F}")
		if len(got) != 3 || got[0].Status != Whole || got[2].Status != Whole {
			t.Errorf("%q: the questions around it are gone: %s", c.text, sayAll(got))
			continue
		}
		if q := got[1]; q.Status != Refused || q.Line != c.line+2 || !strings.Contains(q.Reason, c.reason) {
			t.Errorf("%q: %d %s %q", c.text, q.Line, q.Status, q.Reason)
		}
	}
}

func TestABlankLineEndsAGIFTQuestion(t *testing.T) {
	got := read(t, GIFT, "Q{\n=a\n\n~b\n}\n\nC{T}")
	if len(got) != 3 || got[0].Status != Refused || got[1].Status != Refused || got[0].Line != 1 || got[1].Line != 5 || got[2].Status != Whole {
		t.Errorf("%s", sayAll(got))
	}
}

func TestGIFTMarks(t *testing.T) {
	q := read(t, GIFT, "// question: 7 [id:a\\]b] [tag:r18]\n//[tag: two words ] [tag:]\n::A \\:: title:: [markdown]*Q*{T}")[0]
	if q.ID != "a]b" || strings.Join(q.Tags, "|") != "r18|two words" || q.Name != "A :: title" && q.Name != "A :" || q.Format != Markdown || q.Line != 3 {
		t.Errorf("%+v", q)
	}
	if rules := q.Rules(); len(rules) != 1 || rules[0] != "r18" {
		t.Errorf("rules %v", rules)
	}
}

func TestNoTextFileIsAnError(t *testing.T) {
	for _, text := range []string{"\xff\xfeQ\x00", "a\x00b"} {
		for _, f := range []Format{GIFT, Aiken} {
			if _, err := Read(f, []byte(text)); err == nil {
				t.Errorf("%s took %q", f, text)
			}
		}
	}
}

func TestListedWeights(t *testing.T) {
	for _, w := range weights() {
		got := read(t, GIFT, fmt.Sprintf("Q{=a ~%%%s%%b ~%%-%s%%c}", decimal(w), decimal(w)))[0]
		if got.Status != Whole || got.Options[1].Fraction != rounded(w/100, 7) || got.Options[2].Fraction != 0-rounded(w/100, 7) {
			t.Errorf("%v: %s %s", w, say(got), got.Reason)
		}
	}
	for _, w := range []string{"33.3", "1", "99", "101", "200", "83.3", "+50", "--50", "1e1"} {
		if got := read(t, GIFT, "Q{=a ~%"+w+"%b}")[0]; got.Status != Refused && w != "1e1" {
			t.Errorf("%s is taken", w)
		}
	}
	if got := read(t, GIFT, "Q{=a ~%33.333%b}")[0]; got.Options[1].Fraction != 0.3333333 {
		t.Errorf("33.333 gave %s", say(got))
	}
}
