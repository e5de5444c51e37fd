package politeness

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func shipped(t testing.TB) *Model {
	t.Helper()
	m, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestPairs: 50 of 50 pairs were in the right order with the weights of version 1.
func TestPairs(t *testing.T) {
	m := shipped(t)
	right := 0
	for _, pair := range pairs() {
		polite, rude := m.Score(pair[0]), m.Score(pair[1])
		if polite.Value > rude.Value {
			right++
			continue
		}
		t.Logf("%.3f %q\n%+v\n%.3f %q\n%+v", polite.Value, pair[0], polite.Parts, rude.Value, pair[1], rude.Parts)
	}
	t.Logf("%d of %d pairs in the right order", right, len(pairs()))
	if 10*right < 9*len(pairs()) {
		t.Errorf("%d of %d pairs in the right order; at least 90%% must be", right, len(pairs()))
	}
}

func TestSecondLanguageWritersLoseNothing(t *testing.T) {
	m := shipped(t)
	for _, twin := range twins() {
		fluent, faulty := m.Score(twin[0]), m.Score(twin[1])
		if faulty.Value < fluent.Value-0.1 {
			t.Errorf("%.3f %q\n%+v\n%.3f %q\n%+v", fluent.Value, twin[0], fluent.Parts, faulty.Value, twin[1], faulty.Parts)
		}
	}
}

func TestBitterThanksAreNoThanks(t *testing.T) {
	m := shipped(t)
	for _, s := range []string{"Thanks for nothing.", "Thank you for nothing!", "It works again, no thanks to you."} {
		if score := m.Score(s); score.Value >= 0.5 {
			t.Errorf("%.3f %q %+v", score.Value, s, score.Parts)
		}
	}
}

func TestPartsAddUpToTheValue(t *testing.T) {
	m := shipped(t)
	for _, s := range texts() {
		score := m.Score(s)
		sum := 0.0
		for _, p := range score.Parts {
			sum += p.Effect
			for _, q := range p.Words {
				if q.Text != s[q.Start:q.End] || q.Text == "" && s != "" {
					t.Fatalf("%q: %s quotes %q at %d to %d", s, p.Feature, q.Text, q.Start, q.End)
				}
			}
		}
		if got := 1 / (1 + math.Exp(-sum)); got != score.Value || !(score.Value > 0 && score.Value < 1) {
			t.Fatalf("%q: the parts make %v, the value is %v", s, got, score.Value)
		}
		if score.Parts[0].Feature != baseFeature {
			t.Fatalf("%q: the first part is %s", s, score.Parts[0].Feature)
		}
	}
}

func thanks() []string {
	return []string{"Thank you", "Thank you.", "thank you!", "Thanks", "Thanks!", "thanks", "thx", "Thank you very much.", "Thank you so much!", "thank you very much", "Thanks a lot", "Thanks a lot!",
		"Many thanks", "Many thanks.", "Big thanks!", "A big thank you!", "Thanks again.", "Thanks in advance!", "thank you in advance", "Thank you so much for your help", "Thank you for your help.", "Thanks for your time!",
		"Thank you for your patience.", "thanks for the help", "Thank you for all your help!", "Thanks for everything.", "Thank you all.", "Thanks everyone!", "THANK YOU!!!", "Thanks a million", "Thank you :)", "ty",
		"Thank you for the quick reply.", "Thank you very much indeed", "Thanks once again!", "thankyou", "Thank u", "– Thanks!", "Thank you for your email.", "Thank you for the kind words!", "Thank you for your hard work!", "Thanks for calling."}
}

func TestAThankYouNeverLowersTheScore(t *testing.T) {
	m := shipped(t)
	for i, s := range texts() {
		before := m.Score(s).Value
		for j, thanks := range thanks() {
			if i > 200 && (i+j)%7 != 0 {
				continue // the first, hand-made texts meet every form, the random ones some
			}
			for _, with := range []string{s + " " + thanks, s + "\n" + thanks, s + ". " + thanks, thanks + " " + s, thanks + "\n\n" + s, thanks + ", " + s} {
				if after := m.Score(with).Value; after < before {
					t.Fatalf("%.4f %q\n%.4f %q\n%+v\n%+v", before, s, after, with, m.Score(s).Parts, m.Score(with).Parts)
				}
			}
		}
	}
}

func TestAPleaseNeverLowersTheScore(t *testing.T) {
	m := shipped(t)
	for _, s := range texts() {
		before := m.Score(s).Value
		for _, with := range []string{s + " please", "Please " + s, "please, " + s, s + ", pls", strings.Replace(s, " ", " please ", 1)} {
			if after := m.Score(with).Value; after < before {
				t.Fatalf("%.4f %q\n%.4f %q", before, s, after, with)
			}
		}
	}
}

// texts returns the texts of the pairs and twins, some odd ones, and many of random words and bytes.
func texts() []string {
	out := []string{"", " ", "?", "!!", "...", "\xff\xfe", "a\x00b", "no", "so", "thank", "thanks", "Thank you", "please", "I have so", "I have so many", "for your help I need a", "again you are late",
		"so much trouble! why?", "very much", "a lot of noise", "No", "for", "thanks for", "in", "you", "not", "Why", "WHERE IS IT", "don't", "the", "well done, a", "-", "(", "?!", "...so", "it's", "\n\n", "in advance of",
		"Could you", "what do you mean", "😊", "é", "Help", "everyone is late", "you all", "!?! really", "''", "Thanks for nothing", strings.Repeat("why ", 300)}
	for _, pair := range append(pairs(), twins()...) {
		out = append(out, pair[:]...)
	}
	random := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields(candidatesFile + " thank thanks you very much so many a lot again in advance for your help the all everyone please . ? ! , - '' ?? !! … ( ) :) PARCEL NOW Hi don't can't I'm thank thank you you for your help")
	for range 3000 {
		var b strings.Builder
		for range random.IntN(14) {
			if random.IntN(30) == 0 {
				b.WriteByte(byte(random.IntN(256)))
			}
			b.WriteString(words[random.IntN(len(words))])
			b.WriteString([]string{" ", " ", " ", " ", "\n", ". ", "? ", ""}[random.IntN(8)])
		}
		out = append(out, b.String())
	}
	return out
}

func TestAnyInputIsScoredInLinearTime(t *testing.T) {
	m := shipped(t)
	for _, unit := range []string{"a", "why did you ", "thanks ", "please ", "? ", "!", "\xff", "\x00", "Thank you. ", "so much ", "x?\n", "don't", "'", "-", "A", "please? ", "not ", ".please could you"} {
		long := strings.Repeat(unit, 100_000/len(unit))
		began := time.Now()
		score := m.Score(long)
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("100 kB of %q took %v", unit, took)
		}
		if math.IsNaN(score.Value) {
			t.Errorf("100 kB of %q has no score", unit)
		}
	}
}

func FuzzScore(f *testing.F) {
	for _, s := range texts()[:80] {
		f.Add(s)
	}
	m := shipped(f)
	f.Fuzz(func(t *testing.T, s string) {
		score := m.Score(s)
		if after := m.Score(s + " Thank you very much."); after.Value < score.Value {
			t.Fatalf("a thank-you lowers %v to %v", score.Value, after.Value)
		}
		for _, p := range score.Parts {
			for _, q := range p.Words {
				if s[q.Start:q.End] != q.Text || utf8.ValidString(s) && !utf8.ValidString(q.Text) {
					t.Fatalf("%s quotes %q", p.Feature, q.Text)
				}
			}
		}
	})
}

func BenchmarkScore(b *testing.B) {
	m := shipped(b)
	all := pairs()
	for i := 0; b.Loop(); i++ {
		m.Score(all[i%len(all)][i/len(all)%2])
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "texts/s")
}
