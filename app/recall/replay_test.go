package recall

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

func replayed(t *testing.T, in string) (string, error) {
	t.Helper()
	m := Default()
	var out bytes.Buffer
	err := m.Replay(strings.NewReader(in), &out)
	return out.String(), err
}

type replayLine struct {
	Card   string
	Rating int
	Days   int
	S, D   float64
	R      *float64
}

func TestReplayHoldsThePublishedVectorsWithCardsInterleaved(t *testing.T) {
	days := []int{0, 0, 1, 3, 8, 21}
	var in strings.Builder
	for i, d := range days {
		fmt.Fprintf(&in, `{"card":"a","rating":%d,"days":%d}`+"\n", []int{1, 3, 3, 3, 3, 3}[i], d)
		fmt.Fprintf(&in, ` { "days" : %d, "rating":%d , "card":"b"} `+"\r\n", d, []int{1, 2, 3, 4, 3, 3}[i])
	}
	text, err := replayed(t, in.String())
	if err != nil {
		t.Fatal(err)
	}
	last := map[string]replayLine{}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i, line := range lines {
		var got replayLine
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatal(err)
		}
		if (got.R == nil) != (i < 2) {
			t.Errorf("line %d: r is %v", i+1, got.R)
		}
		last[got.Card] = got
	}
	if len(lines) != 12 {
		t.Errorf("%d lines", len(lines))
	}
	near(t, "S of a", last["a"].S, 53.62691)
	near(t, "D of a", last["a"].D, 6.35749)
	near(t, "S of b", last["b"].S, 51.0810)
	near(t, "D of b", last["b"].D, 6.7493)
}

func TestReplayTakesEverySpellingOfJSON(t *testing.T) {
	text, err := replayed(t, "\ufeff"+`{"card":"é","rating":3,"days":0,"at":"noon"}`+"\n"+
		`{"card":"\u00e9","rating":3.0,"days":1e0}`+"\n"+
		`{"card":7,"rating":3,"days":0}`+"\n"+`{"card":"7","rating":3,"days":0}`+"\n\n \n")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(text, "\n")
	if len(lines) != 5 || strings.Contains(lines[1], "null") || !strings.HasPrefix(lines[1], `{"card":"\u00e9","rating":3,"days":1,"s":`) ||
		!strings.HasPrefix(lines[2], `{"card":7,`) || !strings.HasSuffix(lines[3], `"r":null}`) {
		t.Errorf("got %s", text)
	}
}

func TestReplayNamesTheLineAndTheReason(t *testing.T) {
	good := `{"card":"a","rating":3,"days":0}` + "\n"
	for _, c := range []struct{ in, want string }{
		{"x", "line 1: no JSON object"},
		{good + `{"card":"a","rating":5,"days":1}`, "line 2: rating 5; 1 (again)"},
		{good + `{"card":"a","rating":0,"days":1}`, "line 2: rating 0"},
		{good + `{"card":"a","rating":3,"days":-1}`, "line 2: -1 days"},
		{good + `{"card":"a","rating":3,"days":1.5}`, `line 2: "days" is 1.5, where a whole number`},
		{good + `{"card":"a","rating":"3","days":1}`, `line 2: "rating" is "3", where a whole`},
		{good + `{"card":"a","rating":true,"days":1}`, `line 2: "rating" is true, where a whole`},
		{good + `{"card":"a","rating":3}`, `line 2: no "days"`},
		{good + `{"rating":3,"days":1}`, `line 2: no "card"`},
		{good + `{"card":null,"rating":3,"days":1}`, `line 2: "card" is null`},
		{good + `{"card":["a"],"rating":3,"days":1}`, `line 2: "card" is ["a"]`},
		{good + `[1]`, "line 2: no JSON object"},
		{good + `{"card":"a","rating":3,"days":1} {}`, "line 2: no JSON object"},
		{good + "\n" + good, "line 2: empty"},
		{good + `{"card":"b","rating":3,"days":4}`, `line 2: 4 days on the first review of card "b"`},
		{good + "{\"card\":\"\xff\",\"rating\":3,\"days\":0}", "line 2: bytes that are not UTF-8"},
		{good + `{"card":"` + strings.Repeat("a", MaxLine) + `","rating":3,"days":0}`, "line 2: longer than 65536 bytes"},
	} {
		text, err := replayed(t, c.in)
		var wrong *LineError
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.60q: %v, want %q", c.in, err, c.want)
		}
		if strings.HasPrefix(c.in, good) && strings.Count(text, "\n") != 1 {
			t.Errorf("%.60q: the line before is not written, but %q", c.in, text)
		}
	}
	if text, err := replayed(t, ""); err != nil || text != "" {
		t.Errorf("nothing gave %q, %v", text, err)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
func (failing) Read([]byte) (int, error)  { return 0, io.ErrUnexpectedEOF }

func TestReplayReportsWhatCannotBeReadOrWritten(t *testing.T) {
	m := Default()
	if err := m.Replay(failing{}, io.Discard); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
	if err := m.Replay(strings.NewReader(`{"card":"a","rating":3,"days":0}`), failing{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Error(err)
	}
}

// FuzzReview holds the quick reader to what encoding/json says.
func FuzzReview(f *testing.F) {
	for _, seed := range []string{`{"card":"a","rating":3,"days":0}`, ` { "days":12,"card" : "b" ,"rating":4 }`, `{"card":7,"rating":1,"days":1e2}`,
		`{"card":"a","rating":03,"days":0}`, `{"card":"a","card":"b","rating":3,"days":0}`, `{"card":"\u0061","rating":3,"days":1234567890}`, `{}`, `{"card":"a","rating":3,"days":0}x`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		quick, ok := plainReview(line)
		slow, reason := anyReview(line)
		if ok && (reason != "" || string(quick.card) != string(slow.card) || string(quick.key) != string(slow.key) || quick.rating != slow.rating || quick.days != slow.days) {
			t.Errorf("%q: read as %v in place, as %v with encoding/json (%s)", line, quick, slow, reason)
		}
		m := Default()
		_ = m.Replay(bytes.NewReader(line), io.Discard)
	})
}

// million returns a million reviews of 20,000 cards, interleaved.
func million() []byte {
	random := rand.New(rand.NewPCG(18, 1))
	last := map[int]bool{}
	var b bytes.Buffer
	for range 1_000_000 {
		card, days := random.IntN(20_000), 0
		if last[card] {
			days = random.IntN(60)
		}
		last[card] = true
		fmt.Fprintf(&b, `{"card":"c%d","rating":%d,"days":%d}`+"\n", card, 1+random.IntN(4), days)
	}
	return b.Bytes()
}

// BenchmarkReplay is B18a: a million reviews, which must take under 2 s and should take 0.5 s.
func BenchmarkReplay(b *testing.B) {
	in := million()
	m := Default()
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		if err := m.Replay(bytes.NewReader(in), io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

func TestNumbersAreWrittenWithTenDecimals(t *testing.T) {
	for x, want := range map[float64]string{0: "0.0000000000", 0.001: "0.0010000000", 1: "1.0000000000", 36500: "36500.0000000000",
		0.99999999999: "1.0000000000", 53.62691: "53.6269100000", 2.118103970459015: "2.1181039705"} {
		if got := string(appendDecimal(nil, x)); got != want {
			t.Errorf("%v is written %s, want %s", x, got, want)
		}
	}
}
