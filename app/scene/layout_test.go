package scene

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestALayoutIsReadAsItWasPrinted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := generated(t)
		want := Layout{map[string]Spot{}}
		coordinate := rapid.IntRange(-maxCoordinate, maxCoordinate)
		for _, id := range s.sceneIDs() {
			if rapid.Bool().Draw(t, "placed") {
				want = want.Move(id, Spot{coordinate.Draw(t, "x"), coordinate.Draw(t, "y")})
			}
		}
		text := want.Print(s)
		got, found := ParseLayout([]byte(text), s)
		if len(found) > 0 || cmp.Diff(want.spots, got.spots) != "" || got.Print(s) != text {
			t.Fatalf("%v\n%s", found, text)
		}
		full := got.For(s)
		if again := full.For(s); again.Print(s) != full.Print(s) || len(full.spots) != len(s.sceneIDs()) {
			t.Fatalf("placing twice is not placing once\n%s", full.Print(s))
		}
		for id, spot := range got.spots {
			if full.spots[id] != spot {
				t.Fatalf("%s was moved from %v to %v", id, spot, full.spots[id])
			}
		}
	})
}

func TestScenesArePlacedByTheTurnsThatTheyTake(t *testing.T) {
	s, _ := Parse([]byte(shop()))
	before := Layout{}.Move("wait", Spot{40, -70}).Move("gone-since", Spot{1, 1}).Move("best", Spot{9_999_999, 0})
	want := "{\n  \"version\": 1,\n  \"scenes\": {\n"
	var lines []string
	for _, sc := range s.Scenes {
		spot, _ := before.For(s).Spot(sc.ID)
		lines = append(lines, "    \""+sc.ID+"\": {\"x\": "+itoa(spot.X)+", \"y\": "+itoa(spot.Y)+"}")
	}
	want += strings.Join(lines, ",\n") + "\n  }\n}\n"
	if got := before.For(s).Print(s); got != want {
		t.Errorf("%s", got)
	}
	if spot, _ := before.For(s).Spot("wait"); spot != (Spot{40, -70}) {
		t.Errorf("a scene that was placed by hand is at %v", spot)
	}
	if spot, _ := before.For(s).Spot("best"); spot.X != maxCoordinate {
		t.Errorf("a scene far out is at %v", spot)
	}
	if _, placed := before.For(s).Spot("gone-since"); placed {
		t.Error("a scene that is gone has a place")
	}
	layout := Layout{}.For(s)
	columns := s.depths()
	seen := map[Spot]string{}
	for _, id := range s.sceneIDs() {
		spot, placed := layout.Spot(id)
		if other := seen[spot]; !placed || other != "" || spot.X != columns[id]*columnWidth {
			t.Errorf("%s at %v, where %q is; it takes %d turns", id, spot, other, columns[id])
		}
		seen[spot] = id
	}
	if want := map[string]int{"arrive": 0, "wait": 1, "gone": 1, "fail": 1, "best": 2, "poor": 2}; !maps.Equal(columns, want) {
		t.Errorf("%v, want %v", columns, want)
	}
}

func TestMistakesInALayout(t *testing.T) {
	s, _ := Parse([]byte("scenario a \"A\"\nlang en\n:: arrive\n:: best [end best]\n"))
	const scenes = `scenes, as in "arrive": {"x": 40, "y": 0}`
	const both = `x and y, as in {"x": 40, "y": 0}`
	const top = `version and scenes, as in {"version": 1, "scenes": {}}`
	for _, tc := range []struct{ text, want string }{
		{"", "1:1: found the end of the file; expected " + top},
		{"[]", "1:1: found “[”; expected " + top},
		{"{\"version\": 2}", "1:13: found “2”; expected version 1, which is the only one"},
		{"{\"version\": 1, \"scene\": {}}", "1:16: found “scene”; expected " + top},
		{"{\"version\": 1, \"version\": 1}", "1:16: found “version”; expected each name once, and then } or a comma"},
		{"{\"version\": 1,\n \"scenes\": []}", "2:12: found “[”; expected " + scenes},
		{"{\"scenes\": {\"arrive\": {\"x\": 1}}}", "1:31: found a scene without both; expected " + both},
		{"{\"scenes\": {\"arrive\": {\"x\": 1, \"z\": 1}}}", "1:32: found “z”; expected " + both},
		{"{\"scenes\": {\"arrive\": {\"x\": \"1\", \"y\": 1}}}", "1:29: found “1”; expected a whole number"},
		{"{\"scenes\": {\n\"arrive\": {\"x\": 100001, \"y\": 1.5},\n\"left\": {\"x\": 1, \"y\": 1}}}",
			"2:17: found “100001”; expected a whole number from -100000 to 100000\n2:30: found “1.5”; expected a whole number from -100000 to 100000\n3:1: found the unknown scene “left”; expected a scene of the scenario"},
		{"{\"scenes\": {\"arrive\" 1}}", "1:22: found text that is no JSON; expected " + both},
		{"{\"scenes\": {}} {}", "1:16: found more text; expected the end of the file"},
		{"{\"scenes\": {", "1:13: found the end of the file; expected " + scenes},
		{"{\"a\x00\"}", "1:4: found a NUL byte; expected text in UTF-8"},
	} {
		_, found := ParseLayout([]byte(tc.text), s)
		if got := (&SyntaxError{found}).Error(); got != tc.want {
			t.Errorf("%q:\n got %s\nwant %s", tc.text, got, tc.want)
		}
	}
	layout, found := ParseLayout([]byte("\ufeff{\"version\": 1,\r\n\"scenes\": {\"arrive\": {\"x\": 1, \"y\": -2}, \"nowhere\": {\"x\": 1, \"y\": 1}}}"), s)
	if spot, placed := layout.Spot("arrive"); len(found) != 1 || !placed || spot != (Spot{1, -2}) {
		t.Errorf("%v %v", found, layout)
	}
}

func FuzzLayout(f *testing.F) {
	f.Add([]byte(`{"version":1,"scenes":{"arrive":{"x":40,"y":0}}}`))
	f.Fuzz(func(t *testing.T, source []byte) {
		s, _ := Parse([]byte(mustRead(t, "testdata/late-parcel.scene")))
		layout, found := ParseLayout(source, s)
		for _, m := range found {
			if m.Line < 1 || m.Column < 1 || m.Found == "" || m.Expected == "" {
				t.Fatalf("%+v", m)
			}
		}
		text := layout.For(s).Print(s)
		if again, found := ParseLayout([]byte(text), s); len(found) > 0 || again.Print(s) != text {
			t.Fatalf("%v\n%s", found, text)
		}
	})
}
