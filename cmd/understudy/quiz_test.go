package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const someMarks = "attempt,a,b,c\n1,1,1,8\n2,0,,2\n3,1,0,5\n4,1,1,4\n"

func TestQuizStats(t *testing.T) {
	file := filepath.Join(t.TempDir(), "marks.csv")
	if err := os.WriteFile(file, []byte(someMarks), 0o600); err != nil {
		t.Fatal(err)
	}
	code, fromFile, stderr := typed("", "quiz", "stats", file, "--max", "1,1,8", "--json")
	if code != 0 || stderr != "" || strings.Count(fromFile, "\n") != 1 || !strings.HasPrefix(fromFile, `{"n":4,"mean":6,"median":6,"sd":3.2`) {
		t.Errorf("exit %d, %q, %s", code, stderr, fromFile)
	}
	if _, fromInput, _ := typed(someMarks, "quiz", "stats", "-", "--max=1,1,8", "--json"); fromInput != fromFile {
		t.Errorf("from standard input %s", fromInput)
	}
	code, table, _ := typed(someMarks, "quiz", "stats", "-", "--max=1,1,8")
	if code != 0 || !strings.Contains(table, "mean                  6.00\n") || !strings.Contains(table, "\nb         0.50      0.58") {
		t.Errorf("exit %d, %s", code, table)
	}
	for _, c := range []struct {
		want string
		args []string
	}{
		{"understudy: -:2:7: question c: 8 marks, and the maximum is 1", []string{"-"}},
		{`understudy: --max: maximum 2 is "x"`, []string{"-", "--max=1,x"}},
		{"understudy: -: 4 maxima for 3 questions", []string{"-", "--max=1,1,8,1"}},
		{"understudy: /no/such.csv: no such file", []string{"/no/such.csv"}},
	} {
		code, stdout, stderr := typed(someMarks, append([]string{"quiz", "stats"}, c.args...)...)
		if code != 2 || stdout != "" || !strings.HasPrefix(stderr, c.want) {
			t.Errorf("%v: exit %d, %q, %q", c.args, code, stdout, stderr)
		}
	}
}

const shortPaper = "id: short\ntitle: Short\neach_rule: 1\nrules: [r18, r16]\npass: 80\n"

func TestQuizPaper(t *testing.T) {
	code, lines, stderr := typed(shortPaper, "quiz", "paper", "--blueprint", "-", "--seed", "7")
	if code != 0 || stderr != "" || strings.Count(lines, "\n") != 2 || !strings.Contains(lines, "r18-") || !strings.Contains(lines, "\t") {
		t.Fatalf("exit %d, %q, %q", code, stderr, lines)
	}
	_, text, _ := typed(shortPaper, "quiz", "paper", "--blueprint", "-", "--seed", "7", "--json")
	var paper paperLine
	if err := json.Unmarshal([]byte(text), &paper); err != nil || paper.Blueprint != "short" || paper.Seed != 7 || len(paper.Questions) != 2 {
		t.Fatal(err, text)
	}
	for i, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		if id, _, _ := strings.Cut(line, "\t"); id != paper.Questions[i].ID {
			t.Errorf("as lines %q, as JSON %q", lines, text)
		}
	}
	shipped := filepath.Join("..", "..", "quizzes", "blueprints", "onboarding-check.yaml")
	_, a, _ := typed("", "quiz", "paper", "--blueprint", shipped, "--seed", "0")
	_, b, _ := typed("", "quiz", "paper", "--blueprint", shipped, "--seed", "0")
	_, other, _ := typed("", "quiz", "paper", "--blueprint", shipped, "--seed", "1")
	if strings.Count(a, "\n") < 30 || a != b || a == other {
		t.Errorf("seed 0 gives %q and %q, seed 1 %q", a, b, other)
	}
}

func TestQuizPaperRefusesABlueprint(t *testing.T) {
	for _, c := range []struct {
		yaml string
		code int
		want string
	}{
		{strings.Replace(shortPaper, "each_rule: 1", "each_rule: 5", 1), 1, "-: rule r18 has "},
		{shortPaper + "total: 200\n", 1, "-: the bank has "},
		{strings.Replace(shortPaper, "r16", "r99", 1), 2, "-:4:14: "},
		{shortPaper + "colour: red\n", 2, "-:6:"},
		{strings.Replace(shortPaper, "80", "800", 1), 2, "-:5:"},
		{"", 2, "-:"},
		{"id: [", 2, "-:"},
	} {
		code, stdout, stderr := typed(c.yaml, "quiz", "paper", "--blueprint=-", "--seed=1")
		if code != c.code || stdout != "" || !strings.Contains(stderr, c.want) {
			t.Errorf("%q: exit %d, %q, %q", c.yaml, code, stdout, stderr)
		}
	}
	for _, args := range [][]string{{"--blueprint=/no/such.yaml", "--seed=1"}, {"--blueprint=-", "--seed=-1"}, {"--blueprint=-"}, {"--blueprint=-", "--seed=1", "--content=/no/such"}} {
		if code, stdout, stderr := typed(shortPaper, append([]string{"quiz", "paper"}, args...)...); code != 2 || stdout != "" || stderr == "" {
			t.Errorf("%v: exit %d, %q, %q", args, code, stdout, stderr)
		}
	}
}
