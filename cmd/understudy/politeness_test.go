package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"understudy/app/speech/politeness"
)

// TestPolitenessFit runs on requests that were made up for it; see testdata/requests.csv.
func TestPolitenessFit(t *testing.T) {
	var printed, written [2]string
	for i := range printed {
		out := filepath.Join(t.TempDir(), "weights.txt")
		var stdout, stderr bytes.Buffer
		if code := run([]string{"politeness", "fit", "--data", "testdata/requests.csv", "--out", out}, cli{stdout: &stdout, stderr: &stderr}); code != exitFine {
			t.Fatalf("exit %d: %s", code, stderr.String())
		}
		weights, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		printed[i], written[i] = stdout.String(), string(weights)
	}
	if printed[0] != printed[1] || written[0] != written[1] {
		t.Error("two runs differ")
	}
	if n := strings.Count(printed[0], "without lexicon"); n != 10 {
		t.Errorf("%d folds are printed", n)
	}
	for _, want := range []string{`(?m)^fold 10 +\d+\.\d%  \d+ of \d+, lexicon of \d+; without lexicon +\d+\.\d%$`,
		`(?m)^accuracy in 10-fold cross-validation, top against bottom quarter: (9\d|100)\.\d% \(standard deviation between folds \d+\.\d\)$`,
		`(?m)^without the lexicon: \d+\.\d%$`, `(?m)^lexicon: \d+ words and pairs of words$`} {
		if !regexp.MustCompile(want).MatchString(printed[0]) {
			t.Errorf("%s is not in\n%s", want, printed[0])
		}
	}
	if _, err := politeness.Read(written[0]); err != nil {
		t.Errorf("the weights written are not read: %v", err)
	}
}

func TestPolitenessFitRefuses(t *testing.T) {
	for data, want := range map[string]string{
		"":                                    "the first line must be id,text,politeness",
		"a,b,c\n":                             "the first line must be id,text,politeness",
		"id,text,politeness\n":                "found 0 examples for 10 folds",
		"id,text,politeness\n1,hello,much\n":  ":2: found the politeness \"much\"; write a number",
		"id,text,politeness\n1,hello\n":       "record on line 2",
		"id,text,politeness\n1,\"hello,0.2\n": "line 2",
	} {
		name := filepath.Join(t.TempDir(), "data.csv")
		if err := os.WriteFile(name, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		var stdout, stderr bytes.Buffer
		code := run([]string{"politeness", "fit", "--data", name}, cli{stdout: &stdout, stderr: &stderr})
		if code != exitUsage || !strings.Contains(stderr.String(), want) {
			t.Errorf("%q: exit %d, %s; it should say %q", data, code, stderr.String(), want)
		}
	}
}
