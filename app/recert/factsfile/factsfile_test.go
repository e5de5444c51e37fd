package factsfile_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"understudy/app/civil"
	"understudy/app/recert"
	"understudy/app/recert/factsfile"
)

// whole has every key that a facts file may have.
const whole = `{"zone": "Europe/Paris",
 "programmes": [{"id": "code", "mode": "anniversary", "period": "P1Y", "window": "P1M", "grace": "P14D", "min_valid": "P6M",
   "anchor": "ignored here", "onboarding_due": "P2W", "notice": "P30D", "rehire_gap": "P6M", "lapse_limit": "P1Y"}],
 "people": [{"id": "anna", "spells": [{"from": "2024-01-08", "to": null}], "leave": [{"from": "2025-02-01", "to": "2025-02-01", "recorded_at": "2025-01-01T00:00:00.5+02:00"}]}],
 "reasons": [{"person": "anna", "programme": "code", "cause": "hire", "from": "2024-01-08", "to": null, "due": null}],
 "completions": [{"person": "anna", "programme": "code", "on": "2024-01-19", "recorded_at": "2024-01-19T10:00:00Z"}],
 "adjustments": [{"person": "anna", "programme": "code", "kind": "extension", "until": "2025-03-01", "from": null, "reason": "ill", "by": "tom", "recorded_at": "2025-01-09T23:30:00Z"},
   {"person": "anna", "programme": "code", "kind": "exemption", "from": "2025-06-01", "to": "2025-07-01"},
   {"person": "anna", "programme": "code", "kind": "equivalence", "from": "2025-08-01"},
   {"person": "anna", "programme": "code", "kind": "revocation", "from": "2025-09-01"}],
 "revisions": [{"rule": "r18", "rev": 2, "class": "material", "effective_on": "2026-02-01", "published_on": "2026-01-10"}],
 "coverage": [{"person": "anna", "rule": "r19", "rev": 2, "on": "2026-02-10"}]}`

func TestAWholeFileIsRead(t *testing.T) {
	file, mistakes := factsfile.Parse([]byte(whole))
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	on := civil.Of(2026, 3, 1)
	facts := file.Facts(file.People[0], file.Programmes[0], on, time.Time{})
	// Half past eleven at night in London is the next day in Paris.
	if day := facts.Adjustments[0].Day; day != civil.Of(2025, 1, 10) {
		t.Errorf("the extension was recorded on %s", day)
	}
	if counts := []int{len(facts.Spells), len(facts.Leaves), len(facts.Reasons), len(facts.Passes), len(facts.Adjustments), len(facts.Revisions), len(facts.Coverage)}; !slices.Equal(counts, []int{1, 1, 1, 1, 4, 1, 1}) {
		t.Errorf("read %v facts", counts)
	}
	if s := recert.Answer(facts, on, time.Time{}); s.Validity != recert.Revoked || len(s.Rules) != 2 {
		t.Errorf("%+v", s)
	}
}

func TestNothingIsEnough(t *testing.T) {
	for _, source := range []string{`{}`, `{"people": null}`, " {\"people\": [], \"programmes\": []}\n"} {
		if _, mistakes := factsfile.Parse([]byte(source)); len(mistakes) > 0 {
			t.Errorf("%s: %v", source, mistakes)
		}
	}
}

func TestEveryMistakeIsReportedWithItsPath(t *testing.T) {
	programme := func(keys string) string {
		return `{"programmes": [{"id": "a", "period": "P1Y", ` + keys + `}]}`
	}
	with := func(section string) string {
		return `{"programmes": [{"id": "a", "mode": "rolling", "period": "P1Y"}], "people": [{"id": "anna"}], ` + section + `}`
	}
	for _, c := range []struct{ source, want string }{
		{`[]`, ": expected an object, found an array"},
		{`{"peopel": []}`, "peopel: unknown key"},
		{`{"zone": "Mars"}`, `zone: "Mars" is no time zone`},
		{`{"zone": "Local"}`, `zone: "Local" is no time zone`},
		{`{"zone": 1}`, "zone: expected a text, found the number 1"},
		{`{"people": {}}`, "people: expected an array, found an object"},
		{`{"people": [7]}`, "people[0]: expected an object, found the number 7"},
		{`{"people": [{}]}`, "people[0].id: is missing"},
		{`{"people": [{"id": ""}]}`, "people[0].id: may not be empty"},
		{`{"people": [{"id": "anna"}, {"id": "anna"}]}`, "people[1].id: \"anna\" is the id of an entry before"},
		{`{"people": [{"id": "anna", "id": "bob"}]}`, "people[0].id: the key stands here twice"},
		{`{"people": [{"id": "anna", "a.b": 1}]}`, `people[0]."a.b": unknown key`},
		{`{"people": [{"id": "anna", "spells": [{"from": "2025-02-30"}]}]}`, "people[0].spells[0].from: 2025-02-30 is no day; "},
		{`{"people": [{"id": "anna", "spells": [{"to": "2025-02-28"}]}]}`, "people[0].spells[0].from: is missing"},
		{`{"people": [{"id": "anna", "leave": [{"from": "2025-02-28", "to": "2025-02-27"}]}]}`, "people[0].leave[0].to: 2025-02-27 lies before from"},
		{programme(`"mode": "weekly"`), `programmes[0].mode: "weekly" is no mode`},
		{programme(`"window": "P1M"`), "programmes[0].mode: is missing"},
		{programme(`"mode": "rolling", "window": "-P1M"`), "programmes[0].window: \"-P1M\" is not a period: it may not be negative"},
		{programme(`"mode": "rolling", "grace": "P-1M"`), "programmes[0].grace: \"P-1M\" is not a period: it may not be negative"},
		{programme(`"mode": "rolling", "notice": 30`), "programmes[0].notice: expected a text, found the number 30"},
		{programme(`"mode": "fixed"`), "programmes[0].anchor: fixed mode needs an anchor"},
		{programme(`"mode": "fixed", "anchor": "02-30"`), `programmes[0].anchor: "02-30" is not a day of the year`},
		{programme(`"mode": "fixed", "anchor": "2025-02-30"`), "programmes[0].anchor: 2025-02-30 is no day"},
		{`{"programmes": [{"id": "a", "mode": "fixed", "period": "P2Y", "anchor": "12-31"}]}`, "programmes[0].anchor: P2Y does not divide a year"},
		{`{"programmes": [{"id": "a", "mode": "rolling", "period": "P0D"}]}`, "programmes[0].period: a certificate has to run for some time"},
		{with(`"reasons": [{"person": "bob", "programme": "a", "from": "2025-01-01"}]`), `reasons[0].person: unknown person "bob"`},
		{with(`"reasons": [{"person": "anna", "programme": "b", "from": "2025-01-01"}]`), `reasons[0].programme: unknown programme "b"`},
		{with(`"reasons": [{"person": "anna", "programme": "a", "from": "2025-01-01", "to": "2024-01-01"}]`), `reasons[0].to: 2024-01-01 lies before from`},
		{with(`"completions": [{"person": "anna", "programme": "a"}]`), "completions[0].on: is missing"},
		{with(`"completions": [{"person": "anna", "programme": "a", "on": "2025-01-01", "recorded_at": "noon"}]`), `completions[0].recorded_at: "noon" is no instant`},
		{with(`"adjustments": [{"person": "anna", "programme": "a", "kind": "gift"}]`), `adjustments[0].kind: "gift" is no kind of adjustment`},
		{with(`"adjustments": [{"person": "anna", "programme": "a", "kind": "extension"}]`), "adjustments[0].until: is missing"},
		{with(`"adjustments": [{"person": "anna", "programme": "a", "kind": "revocation", "from": "2025-01-01", "to": "2025-02-01"}]`), "adjustments[0].to: unknown key"},
		{with(`"revisions": [{"rule": "r18", "rev": 0, "class": "new", "effective_on": "2025-01-01"}]`), "revisions[0].rev: expected a whole number from 1"},
		{with(`"revisions": [{"rule": "r18", "rev": 1, "class": "huge", "effective_on": "2025-01-01"}]`), `revisions[0].class: "huge" is no class of revision`},
		{with(`"coverage": [{"person": "bob", "rule": "r18", "rev": 1, "on": "2025-01-01"}]`), `coverage[0].person: unknown person "bob"`},
		{`{"people": [}`, ": line 1, column "},
		{`{} {}`, ": line 1, column "},
		{"{\n", ": line 2, column 1: the file ends in the middle"},
		{"", ": line 1, column 1: the file ends in the middle"},
		{strings.Repeat("[", 100000), ": line 1, column "},
	} {
		file, mistakes := factsfile.Parse([]byte(c.source))
		if len(mistakes) != 1 || file != nil {
			t.Errorf("%.80s: %d mistakes, want one: %v", c.source, len(mistakes), mistakes)
			continue
		}
		if got := mistakes[0].Path + ": " + mistakes[0].Message; !strings.HasPrefix(got, c.want) {
			t.Errorf("%.80s: %q, want %q", c.source, got, c.want)
		}
	}
}

func TestAllMistakesOfAFileAreReportedAtOnce(t *testing.T) {
	source := strings.NewReplacer("Europe/Paris", "Mars", "P14D", "-P14D", "2024-01-08", "2024-02-30", "material", "big", "r19\", \"rev\": 2", "r19\", \"rev\": \"2\"").Replace(whole)
	_, mistakes := factsfile.Parse([]byte(source))
	var paths []string
	for _, m := range mistakes {
		paths = append(paths, m.Path)
	}
	want := []string{"zone", "programmes[0].grace", "people[0].spells[0].from", "reasons[0].from", "revisions[0].class", "coverage[0].rev"}
	if !slices.Equal(paths, want) {
		t.Errorf("mistakes at %v, want %v", paths, want)
	}
}

// crowd is a file of people and programmes with some history each.
func crowd(people, programmes int) string {
	var b strings.Builder
	list := func(key string, n int, item func(int) string) {
		fmt.Fprintf(&b, "%q: [", key)
		for i := range n {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(item(i))
		}
		b.WriteString("],\n")
	}
	b.WriteString("{")
	list("programmes", programmes, func(i int) string {
		return fmt.Sprintf(`{"id": "c%d", "mode": "anniversary", "period": "P1Y", "window": "P1M", "grace": "P14D", "notice": "P30D"}`, i)
	})
	list("people", people, func(i int) string { return fmt.Sprintf(`{"id": "p%d", "spells": [{"from": "2020-01-01"}]}`, i) })
	list("reasons", people*programmes, func(i int) string {
		return fmt.Sprintf(`{"person": "p%d", "programme": "c%d", "cause": "hire", "from": "2020-01-01"}`, i/programmes, i%programmes)
	})
	list("completions", people*programmes*6, func(i int) string {
		return fmt.Sprintf(`{"person": "p%d", "programme": "c%d", "on": "%d-01-%02d"}`, i/6/programmes, i/6%programmes, 2020+i%6, 1+i%28)
	})
	list("revisions", 34, func(i int) string {
		return fmt.Sprintf(`{"rule": "r%02d", "rev": 2, "class": "material", "effective_on": "2024-06-01"}`, i+1)
	})
	b.WriteString(`"coverage": []}`)
	return b.String()
}

func TestTwentyFivePeopleAndProgrammesAreQuick(t *testing.T) {
	source := []byte(crowd(25, 25))
	begun := time.Now()
	file, mistakes := factsfile.Parse(source)
	if len(mistakes) > 0 {
		t.Fatal(mistakes[0])
	}
	on := civil.Of(2025, 6, 1)
	for _, person := range file.People {
		for _, programme := range file.Programmes {
			recert.Derive(file.Facts(person, programme, on, time.Time{}), on, time.Time{})
		}
	}
	if took := time.Since(begun); took > time.Second {
		t.Errorf("took %s", took)
	}
}

func FuzzFacts(f *testing.F) {
	f.Add([]byte(whole), int32(739000))
	f.Add([]byte(`{"programmes": [{"id": "a", "mode": "fixed", "period": "P1D", "anchor": "9999-12-31"}], "people": [{"id": "b"}], "completions": [{"person": "b", "programme": "a", "on": "9999-12-31"}]}`), int32(3652059))
	f.Add([]byte(crowd(1, 1)), int32(1))
	f.Fuzz(func(t *testing.T, source []byte, day int32) {
		file, mistakes := factsfile.Parse(source)
		if (file == nil) != (len(mistakes) > 0) {
			t.Fatalf("a file %v with mistakes %v", file != nil, mistakes)
		}
		on := civil.FromOrdinal(day)
		if file == nil || on.IsZero() {
			return
		}
		for _, person := range file.People {
			for _, programme := range file.Programmes {
				s := recert.Derive(file.Facts(person, programme, on, time.Time{}), on, time.Time{})
				for _, reason := range s.Why {
					_ = reason.English()
				}
			}
		}
	})
}
