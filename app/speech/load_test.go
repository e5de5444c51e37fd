package speech

import (
	"strings"
	"testing"
	"testing/fstest"
)

const soundPattern = `patterns en 1

words cold
  ice snow*

define want
  i (want | would like) ~2

detector heat
pattern cold r23 - plain
  match $want $cold
  unless after cream
  needs reply now
  why It is cold.
  yes I want ice now.
  yes I would like some snowflakes now.
  yes now i want the ice
  no I want ice cream now.
  no I want ice.
  no Ice is now here.
`

func TestLoadSaysWhereAndWhat(t *testing.T) {
	if _, err := Load(fstest.MapFS{"en/a.txt": {Data: []byte(soundPattern)}}); err != nil {
		t.Fatal(err)
	}
	for change, want := range map[string]string{
		"patterns en 1=>patterns fr 1":                 `en/a.txt:1: found "patterns fr 1", where "patterns en 1" could stand`,
		"detector heat=>detector heet":                 `en/a.txt:9: found the detector "heet", where one of greeting,`,
		"words cold=>wards cold":                       `en/a.txt:3: found "wards", where words,`,
		"$want $cold=>$want $hot":                      `en/a.txt:11: found $hot, where a name`,
		"$want $cold=>$want (ice":                      `en/a.txt:11: found the end, where ) could stand`,
		"$want $cold=>$want ice)":                      `en/a.txt:11: found ")"`,
		"$want $cold=>~99 ice":                         `en/a.txt:11: found "~99", where a gap`,
		"$want $cold=>Ice":                             `en/a.txt:11: found "Ice", where one word in lower case`,
		"$want $cold=>don't":                           `en/a.txt:11: found "don't", where the words in full`,
		"r23 - plain=>r30 - plain":                     `en/a.txt:10: found the rule "r30", where one of [r23]`,
		"r23 - plain=>r23 x plain":                     `en/a.txt:10: found "x", where + or -`,
		"r23 - plain=>r23 - huge":                      `en/a.txt:10: found "huge", where weak,`,
		"r23 - plain=>r23 -":                           `en/a.txt:10: found "r23 -", where`,
		"unless after=>unless behind":                  `en/a.txt:12: found "behind", where before,`,
		"  why It is cold.=>  because":                 `en/a.txt:14: found "because", where match,`,
		"  no Ice is now here.=>":                      "3 yes and 2 no examples",
		"  why It is cold.=>":                          "no line that begins with why",
		"  match $want $cold=>":                        "no line that begins with match",
		"  ice snow*=>  ice $cold":                     "found $cold within itself",
		"snow*=>s*":                                    `found the stem "s*"`,
		"patterns en 1\n\nwords cold=>patterns en 1\n": "found an indented line",
	} {
		before, after, _ := strings.Cut(change, "=>")
		_, err := Load(fstest.MapFS{"en/a.txt": {Data: []byte(strings.Replace(soundPattern, before, after, 1))}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", change, err, want)
		}
	}
	if _, err := Load(fstest.MapFS{}); err == nil {
		t.Error("a kit without a language loads")
	}
}

func TestDetectorsAreThoseOfTheTable(t *testing.T) {
	if n := len(Detectors()); n != 28 {
		t.Errorf("%d detectors", n)
	}
	if got := kit(t).Languages(); got[0] != "en" {
		t.Errorf("%v", got)
	}
}
