package text

import (
	"strings"
	"testing"
	"time"
)

func words(ts []Token) string {
	var out []string
	for _, t := range ts {
		out = append(out, t.Fold)
	}
	return strings.Join(out, " ")
}

func TestTokens(t *testing.T) {
	for in, want := range map[string]string{
		"I’ll ring José by 11:15.":   "i'll ring jose by 11:15 .",
		"5pm, 1,000 or 88-213":       "5 pm , 1,000 or 88 - 213",
		"id\u200biot A4 rock'n'roll": "idiot a4 rock'n'roll",
		"ＨＥＬＬＯ ５５５":                  "hello 555",
		"“Straße” — œuvre":           `" strasse " - oeuvre`,
		"\x00\xff ok":                "\x00 \ufffd ok",
		"don't' 'tis":                "don't ' ' tis",
		"":                           "",
	} {
		if got := words(Tokens(in)); got != want {
			t.Errorf("Tokens(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	for in, want := range map[string][]string{
		"Hello. How are you?! Fine":                                        {"Hello.", "How are you?!", "Fine"},
		"Mr. Smith, I call at 9 a.m. tomorrow.":                            {"Mr. Smith, I call at 9 a.m. tomorrow."},
		"Sorry for this.i call you.Please wait":                            {"Sorry for this.", "i call you.", "Please wait"},
		"Hi Anna\nthank you for this":                                      {"Hi Anna", "thank you for this"},
		"Write to dana@shop.com or see shop.com.":                          {"Write to dana@shop.com or see shop.com."},
		`She said "no." Then she left.`:                                    {`She said "no."`, "Then she left."},
		"This line was wrapped by a programme that wraps\nlines at fifty.": {"This line was wrapped by a programme that wraps\nlines at fifty."},
		"One.\n\nTwo": {"One.", "Two"},
		"":            {},
	} {
		got := Sentences(in)
		if len(got) != len(want) {
			t.Errorf("Sentences(%q) = %d sentences, want %d", in, len(got), len(want))
			continue
		}
		for i, s := range got {
			if in[s.Start:s.End] != want[i] {
				t.Errorf("Sentences(%q)[%d] = %q, want %q", in, i, in[s.Start:s.End], want[i])
			}
		}
	}
}

func TestLinear(t *testing.T) {
	for _, piece := range []string{"a'", ".", "\n", "\xff", "1,", "'\"", "\u200b", "A. "} {
		began := time.Now()
		Sentences(strings.Repeat(piece, 100_000/len(piece)))
		if took := time.Since(began); took > time.Second {
			t.Errorf("100 kB of %q took %v", piece, took)
		}
	}
}

func FuzzSentences(f *testing.F) {
	f.Add("Hello Mr. Smith.I'm \xff here")
	f.Fuzz(func(t *testing.T, s string) {
		tokens := Tokens(s)
		end, n := 0, 0
		for _, tok := range tokens {
			if tok.Start < end || tok.End <= tok.Start || s[tok.Start:tok.End] != tok.Text {
				t.Fatalf("token %+v of %q", tok, s)
			}
			end = tok.End
		}
		for _, sentence := range Sentences(s) {
			n += len(sentence.Tokens)
			if sentence.Start != sentence.Tokens[0].Start || sentence.End != sentence.Tokens[len(sentence.Tokens)-1].End {
				t.Fatalf("sentence %+v of %q", sentence, s)
			}
		}
		if n != len(tokens) {
			t.Fatalf("%d tokens in sentences, %d in all, of %q", n, len(tokens), s)
		}
	})
}
