package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestQuizImport(t *testing.T) {
	const good = "// [tag:r18]\n::N:: Who?{=Host#yes ~Guest}\n"
	for _, c := range []struct {
		name, stdin string
		args        []string
		code        int
		out, err    string
	}{
		{"all right", good, []string{"--format", "gift", "--json"}, 0, `{"questions":[{"line":2,"status":"imported","reason":"","type":"single","id":"","tags":["r18"],"name":"N","format":"moodle","stem":"Who?","options":[{"text":"Host","fraction":1,"feedback":"yes"},{"text":"Guest","fraction":0,"feedback":""}],"pairs":[],"feedback":""}
]}`, ""},
		{"numbers", "How many?{#3:0.5 ~#no}", []string{"--format", "gift", "--json"}, 0, `"options":[{"value":3,"tolerance":0.5,"fraction":1,"feedback":""},{"value":null,"tolerance":0,"fraction":0,"feedback":"no"}]`, ""},
		{"pairs", "Match{=a->b = ->c}", []string{"--format", "gift", "--json"}, 0, `"options":[],"pairs":[{"left":"a","right":"b"},{"left":"","right":"c"}]`, ""},
		{"a refusal", good + "\nQ{~%7%a =b}\n\n" + good, []string{"--format", "gift", "--json"}, 1, `{"line":4,"status":"refused","reason":"%7% is no weight`, ""},
		{"for people", good + "\nQ{", []string{"--format", "gift"}, 1, "2 questions: 1 imported, 0 degraded, 1 refused", ""},
		{"nothing", "", []string{"--format", "gift", "--json"}, 0, `{"questions":[]}`, ""},
		{"not what it says", good, []string{"--format", "moodlexml", "--json"}, 2, "", "<quiz>"},
		{"no such format", good, []string{"--format", "word"}, 2, "", "gift"},
		{"no format", good, nil, 2, "", "--format"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			code := run(append([]string{"quiz", "import", "-"}, c.args...), cli{stdin: strings.NewReader(c.stdin), stdout: &stdout, stderr: &stderr})
			if code != c.code || !strings.Contains(stdout.String(), c.out) || !strings.Contains(stderr.String(), c.err) || c.code == 2 && stdout.Len() > 0 {
				t.Errorf("exit %d\n%s\n%s", code, &stdout, &stderr)
			}
			if code < 2 && strings.Contains(strings.Join(c.args, " "), "--json") && !json.Valid(stdout.Bytes()) {
				t.Errorf("no JSON: %s", &stdout)
			}
		})
	}
}

func TestQuizImportOfAFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(name, []byte("Q\nA) x\nB) y\nANSWER: B"), 0o600); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	if code := run([]string{"quiz", "import", name, "--format=aiken"}, cli{stdout: &stdout, stderr: &stderr}); code != 0 || !strings.Contains(stdout.String(), "line 1  imported  single  Q") {
		t.Errorf("exit %d: %s%s", code, &stdout, &stderr)
	}
	if code := run([]string{"quiz", "import", name + ".gone", "--format=aiken"}, cli{stdout: &stdout, stderr: &stderr}); code != 2 {
		t.Errorf("exit %d for a file that is not there", code)
	}
}
