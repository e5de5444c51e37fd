package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
)

const oneCertificate = `{"zone": "Pacific/Auckland",
 "programmes": [{"id": "code", "mode": "anniversary", "period": "P1Y", "window": "P1M", "grace": "P14D"}],
 "people": [{"id": "anna", "spells": [{"from": "2024-01-08"}]}, {"id": "bob"}],
 "reasons": [{"person": "anna", "programme": "code", "cause": "hire", "from": "2024-01-08"}],
 "completions": [{"person": "anna", "programme": "code", "on": "2024-01-19"}],
 "coverage": [{"person": "bob", "rule": "r18", "rev": 1, "on": "2024-02-01"}]}`

const oneAnswer = `[
  {
    "person": "anna",
    "programme": "code",
    "validity": "valid",
    "duty": "open",
    "opens_on": "2024-12-19",
    "due_on": "2025-01-19",
    "until": "2025-01-19",
    "lapses_on": "2025-02-02",
    "anchor": "2024-01-19",
    "cycles": [
      {
        "from": "2024-01-19",
        "until": "2025-01-19",
        "completed_on": "2024-01-19",
        "missed": false
      }
    ],
    "rules": {
      "r18": "fresh"
    },
    "why": [
      "Passed on 19 January 2024, valid through 18 January 2025.",
      "The renewal opened on 19 December 2024 and is due by 18 January 2025."
    ]
  },
  {
    "person": "bob",
    "programme": "code",
    "validity": "never",
    "duty": "none",
    "opens_on": null,
    "due_on": null,
    "until": null,
    "lapses_on": null,
    "anchor": null,
    "cycles": [],
    "rules": {
      "r18": "fresh"
    },
    "why": [
      "Not certified yet.",
      "Nothing requires it on this day."
    ]
  }
]
`

func TestStatusPrintsEveryPersonAndProgramme(t *testing.T) {
	var stdout, stderr bytes.Buffer
	// Noon of 18 December in London is the 19th in Auckland: today is the file's, not the server's.
	world := cli{strings.NewReader(oneCertificate), &stdout, &stderr,
		func() time.Time { return time.Date(2024, 12, 18, 12, 0, 0, 0, time.UTC) }}
	if err := (&statusCmd{Facts: "-"}).Run(&world); err != nil {
		t.Fatal(err, stderr.String())
	}
	if stdout.String() != oneAnswer {
		t.Errorf("got %s", stdout.String())
	}
}

func TestStatusRefusesWhatItCannotRead(t *testing.T) {
	for _, c := range []struct {
		cmd   statusCmd
		stdin string
		said  string // in the error or on standard error
	}{
		{statusCmd{Facts: "-", AsOf: "2025-02-30"}, `{}`, "--as-of: 2025-02-30 is no day"},
		{statusCmd{Facts: "-", KnownAt: "noon"}, `{}`, `--known-at: "noon" is no instant`},
		{statusCmd{Facts: "/no/such/file"}, ``, "--facts: open /no/such/file"},
		{statusCmd{Facts: "-"}, `{"people": [{"id": 1}], "zone": "Mars"}`, "people[0].id: expected a text, found the number 1\n"},
	} {
		var stdout, stderr bytes.Buffer
		err := c.cmd.Run(&cli{strings.NewReader(c.stdin), &stdout, &stderr, time.Now})
		var exit exitError
		if !errors.As(err, &exit) || exit.code != 2 || stdout.Len() > 0 {
			t.Errorf("%+v: %v, %q on standard output", c.cmd, err, stdout.String())
		}
		if !strings.Contains(exit.msg+stderr.String(), c.said) {
			t.Errorf("%+v said %q and %q, want %q", c.cmd, exit.msg, stderr.String(), c.said)
		}
	}
}
