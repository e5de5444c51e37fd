package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// typed runs a command line as a person types it.
func typed(stdin string, args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(args, cli{strings.NewReader(stdin), &out, &err, time.Now})
	return code, out.String(), err.String()
}

func TestRecallReplay(t *testing.T) {
	code, stdout, stderr := typed(`{"card":"a","rating":1,"days":0}
{"card":"b","rating":3,"days":0}
{"card":"a","rating":3,"days":0}
`, "recall", "replay")
	want := `{"card":"a","rating":1,"days":0,"s":0.2120000000,"d":6.4133000000,"r":null}
{"card":"b","rating":3,"days":0,"s":2.3065000000,"d":2.1181039705,"r":null}
{"card":"a","rating":3,"days":0,"s":0.2466891878,"d":6.4021150693,"r":1.0000000000}
`
	if code != 0 || stdout != want || stderr != "" {
		t.Errorf("exit %d, %q on standard error, and %s", code, stderr, stdout)
	}
	code, stdout, stderr = typed(`{"card":"a","rating":1,"days":0}`+"\n"+`{"card":"a","rating":9,"days":1}`, "recall", "replay")
	if code != 2 || strings.Count(stdout, "\n") != 1 || !strings.Contains(stderr, "line 2: rating 9") {
		t.Errorf("exit %d, %q, %q", code, stdout, stderr)
	}
}
