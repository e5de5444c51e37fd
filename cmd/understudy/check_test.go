package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const sound = `scenario desk "At the desk"
lang en

:: arrive "At the counter"
customer: Where is my parcel?
choose
* I will find out while you wait.
    + r31
    -> best
* You have to ring the courier.
    - r31
    -> poor

:: best [end best] "She leaves reassured"
:: poor [end poor] "She leaves in doubt"
`

// ran is what a command came to.
type ran struct {
	code        int
	out, errors string
}

func runWith(stdin string, command interface{ Run(*cli) error }) ran {
	var out, errs bytes.Buffer
	ctx := &cli{stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs, now: time.Now}
	var exit exitError
	code := exitFine
	if err := command.Run(ctx); errors.As(err, &exit) {
		code = exit.code
		errs.WriteString(exit.msg)
	} else if err != nil {
		code = exitFindings
	}
	return ran{code, out.String(), errs.String()}
}

func TestCheckExits(t *testing.T) {
	for _, tc := range []struct {
		name, source string
		code         int
		out          string
	}{
		{"sound", sound, exitFine, "2 choices, 3 states (exhaustive)"},
		{"warning", strings.Replace(sound, "    - r31\n", "", 1), exitFine, "-:10:1: warning S10"},
		{"error", strings.Replace(sound, "-> poor", "-> pool", 1), exitFindings, "-:12:5: error S01"},
		{"unknown rule", strings.Replace(sound, "- r31", "- r99", 1), exitFindings, "-:11:7: error S00"},
	} {
		got := runWith(tc.source, &checkCmd{Files: []string{"-"}})
		if got.code != tc.code || !strings.Contains(got.out, tc.out) || got.errors != "" {
			t.Errorf("%s: %+v", tc.name, got)
		}
	}
}

func TestCheckRefusesWhatItCannotRead(t *testing.T) {
	got := runWith("", &checkCmd{Files: []string{filepath.Join(t.TempDir(), "none.scene")}})
	if got.code != exitUsage || got.out != "" || !strings.Contains(got.errors, "none.scene") {
		t.Errorf("%+v", got)
	}
}

// TestCheckLibrary holds the shipped scenarios to the standard that trainers are held to.
func TestCheckLibrary(t *testing.T) {
	got := runWith("", &checkCmd{})
	for line := range strings.Lines(got.out) {
		if strings.HasPrefix(line, "content/") && (strings.Contains(line, ": error ") || strings.Contains(line, ": warning ")) {
			t.Error(line)
		}
	}
	if got.code != exitFine || strings.Count(got.out, "(exhaustive)") < 5 {
		t.Errorf("exit %d\n%s", got.code, got.out)
	}
}

func TestCheckReadsThePlanAndThePicturesBesideAFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "desk.scene")
	write(t, name, strings.Replace(sound, "customer:", "show desk.png \"A desk\"\nshow hall.png \"A hall\"\ncustomer:", 1))
	write(t, filepath.Join(dir, "desk.png"), "")
	write(t, filepath.Join(dir, "desk.plan"), "goal poor within 1 turn\ngoal best within 1 turn\nalways mood = calm\n")
	got := runWith("", &checkCmd{JSON: true, Files: []string{name}})
	if got.code != exitFindings || strings.Count(got.out, `"severity":"error"`) != 2 ||
		!strings.Contains(got.out, "hall.png") || !strings.Contains(got.out, `desk.plan","line":3`) {
		t.Errorf("%+v", got)
	}
}

func TestCheckExplains(t *testing.T) {
	if got := runWith("", &checkCmd{Explain: "s05"}); got.code != exitFine || !strings.HasPrefix(got.out, "S05  A trap") {
		t.Errorf("%+v", got)
	}
	if got := runWith("", &checkCmd{Explain: "S99"}); got.code != exitUsage || got.out != "" {
		t.Errorf("%+v", got)
	}
}

func TestFmt(t *testing.T) {
	name := filepath.Join(t.TempDir(), "desk.scene")
	write(t, name, sound)
	formatted := runWith("", &fmtCmd{File: name})
	if formatted.code != exitFine || !strings.Contains(formatted.out, "wait.   @c2") || read(t, name) != sound {
		t.Errorf("%+v", formatted)
	}
	if got := runWith("", &fmtCmd{File: name, Write: true}); got != (ran{}) || read(t, name) != formatted.out {
		t.Errorf("%+v\n%s", got, read(t, name))
	}
	if got := runWith(formatted.out, &fmtCmd{File: "-"}); got != formatted {
		t.Errorf("formatting twice: %+v", got)
	}
}

func TestFmtLeavesWhatDoesNotParse(t *testing.T) {
	name := filepath.Join(t.TempDir(), "desk.scene")
	broken := strings.Replace(sound, "choose", "chose", 1)
	write(t, name, broken)
	for _, command := range []fmtCmd{{File: name}, {File: name, Write: true}} {
		got := runWith("", &command)
		if got.code != exitFindings || got.out != "" || !strings.Contains(got.errors, name+":6:1: found “chose”") || read(t, name) != broken {
			t.Errorf("%+v", got)
		}
	}
	if got := runWith(sound, &fmtCmd{File: "-", Write: true}); got.code != exitUsage {
		t.Errorf("-w on standard input: %+v", got)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
