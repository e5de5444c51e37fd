package scene

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"understudy/app/conduct"
)

// same compares scenarios without regard to where their facts stand.
func same() cmp.Option {
	return cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".At" }, cmp.Ignore())
}

func TestPrintIsParsedBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := generated(t)
		text := Print(want)
		got, found := Parse([]byte(text))
		if len(found) > 0 {
			t.Fatalf("%v\n%s", found, text)
		}
		if diff := cmp.Diff(want, got, same()); diff != "" {
			t.Fatalf("%s\n%s", diff, text)
		}
	})
}

func TestFormatChangesSpacingAndIDsAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source := roughened(t, Print(generated(t)))
		once, err := Format(source)
		if err != nil {
			t.Fatalf("%v\n%s", err, source)
		}
		twice, err := Format(once)
		if err != nil || twice != once {
			t.Fatalf("not idempotent: %v\n%s\n%s", err, once, twice)
		}
		if before, after := essence(source), essence(once); before != after {
			t.Fatalf("%s\nbecame\n%s", before, after)
		}
	})
}

// roughened adds spaces and blank lines where the language allows them.
func roughened(t *rapid.T, text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if rapid.Bool().Draw(t, "blank") {
			b.WriteString(rapid.SampledFrom([]string{"\n", "  \n", "\r\n"}).Draw(t, "gap"))
		}
		b.WriteString(strings.Repeat(" ", rapid.IntRange(0, 6).Draw(t, "indent")) + strings.TrimSpace(line) + "  \r\n")
	}
	return b.String()
}

// essence is a text without white space, text ids and the ids line.
func essence(text string) string {
	s, _ := Parse([]byte(text))
	s.Header = slices.DeleteFunc(s.Header, func(r Row) bool { _, ids := r.(*IDs); return ids && len(r.head().Notes) == 0 })
	for r := range s.rows {
		if id, _ := textID(r); id != nil {
			*id = ""
		}
		if ids, ok := r.(*IDs); ok {
			ids.Highest = 0
		}
	}
	return strings.Join(strings.Fields(Print(s)), "")
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(mustRead(f, "testdata/late-parcel.scene")))
	f.Add([]byte("scenario a \"b\\\"c\"\nlang en\nvar x -3..4 = -1\n:: s [end best]\n+ r01 weak"))
	f.Add([]byte("\ufeffscenario a\r\n\tlang\x00"))
	f.Fuzz(func(t *testing.T, source []byte) {
		s, found := Parse(source)
		for _, m := range found {
			if m.Code != "S00" || m.Line < 1 || m.Column < 1 || m.Found == "" || m.Expected == "" {
				t.Fatalf("%+v", m)
			}
		}
		Checker{Rules: allRules()}.Check([]File{{Name: "x.scene", Text: source, Plan: source}})
		if len(found) > 0 {
			return
		}
		text := Print(s)
		again, found := Parse([]byte(text))
		if len(found) > 0 || cmp.Diff(s, again, same()) != "" {
			t.Fatalf("%q\n%v\n%s", text, found, cmp.Diff(s, again, same()))
		}
	})
}

// drawer makes the parts of a scenario whose names all stand for something.
type drawer struct {
	*rapid.T
	vars    []*Variable
	scenes  []string
	speaker []string
}

func (d drawer) word() string { return rapid.StringMatching(`[a-z][a-z0-9_-]{0,8}`).Draw(d.T, "word") }

func (d drawer) chance(of int) bool { return rapid.IntRange(1, of).Draw(d.T, "chance") == 1 }

func (d drawer) upTo(n int) int { return rapid.IntRange(0, n).Draw(d.T, "number") }

func (d drawer) sentence() string {
	text := rapid.StringMatching(`[A-Za-zé"'’#*(][A-Za-z ,:;@"'#<>=~+\-|\\é…!?()\[\]]{0,30}[a-z.!?"]`).Draw(d.T, "sentence")
	for _, opener := range []string{"if ", "@"} {
		text = strings.TrimPrefix(text, opener)
	}
	text = strings.TrimSpace(text)
	if _, id := splitID(text); id != "" || text == "" {
		return "Well."
	}
	return text
}

func (d drawer) id(prefix string) string {
	if d.chance(2) {
		return ""
	}
	return prefix + itoa(1+d.upTo(999))
}

func (d drawer) head() Head {
	var notes []string
	for range d.upTo(5) / 4 {
		notes = append(notes, strings.TrimRight(rapid.StringMatching(` ?[a-z:# ]{0,20}`).Draw(d.T, "note"), " "))
	}
	return Head{Notes: notes}
}

func generated(t *rapid.T) *Scenario {
	d := drawer{T: t, speaker: []string{"customer"}}
	s := &Scenario{Header: []Row{&Title{d.head(), d.word(), d.sentence()}}}
	rest := []Row{&Setting{d.head(), []Attr{{"lang", "en"}, {"minutes", "6"}, {"role", d.sentence()}, {"channel", "phone"}}}}
	rest = append(rest, &Customer{d.head(), []Attr{{"name", "Amira"}, {"private", "order 1, " + d.word()}}})
	if d.chance(2) {
		rest = append(rest, &Customer{d.head(), []Attr{{"name", "Omar Ben"}}})
		d.speaker = append(d.speaker, "Omar Ben")
	}
	for i := range d.upTo(3) {
		v := d.variable(fmt.Sprintf("v%d", i))
		d.vars = append(d.vars, v)
		rest = append(rest, v)
	}
	rest = append(rest, &Pass{d.head(), d.upTo(100), d.chance(2)}, &Back{d.head(), d.chance(2)}, &IDs{d.head(), 1000 + d.upTo(9)})
	s.Header = append(s.Header, rapid.Permutation(rest).Draw(t, "header")...)
	for i := range 1 + d.upTo(4) {
		d.scenes = append(d.scenes, fmt.Sprintf("s%d-%s", i, d.word()))
	}
	for _, id := range d.scenes {
		s.Scenes = append(s.Scenes, d.scene(id))
	}
	s.Tail = d.head().Notes
	return s
}

func (d drawer) variable(name string) *Variable {
	if d.chance(2) {
		least := d.upTo(9) - 5
		return &Variable{Head: d.head(), Name: name, Min: least, Max: least + 3, Initial: itoa(least + d.upTo(3))}
	}
	return &Variable{Head: d.head(), Name: name, Values: []string{"calm", "so-so", "angry"}, Initial: "so-so"}
}

func (d drawer) scene(id string) *Scene {
	sc := &Scene{Head: d.head(), ID: id}
	if d.chance(2) {
		sc.Title = d.sentence()
	}
	for range d.upTo(3) {
		sc.Rows = append(sc.Rows, d.line())
	}
	switch d.upTo(3) {
	case 0:
		sc.Outcome = rapid.SampledFrom(Outcomes()).Draw(d.T, "outcome")
		sc.Rows = append(sc.Rows, d.tags())
	case 1:
		sc.Decision = d.reply()
	case 2:
		sc.Decision = d.choose()
	}
	return sc
}

func (d drawer) line() Row {
	switch d.upTo(2) {
	case 0:
		return &Picture{d.head(), "pictures/desk.png", rapid.SampledFrom([]string{"", "A desk", `A "desk"`}).Draw(d.T, "alt")}
	case 1:
		return &Narration{d.head(), d.condition(), d.sentence(), d.id("l")}
	default:
		mood := rapid.SampledFrom([]string{"", "annoyed"}).Draw(d.T, "mood")
		return &Speech{d.head(), rapid.SampledFrom(d.speaker).Draw(d.T, "speaker"), mood, d.sentence(), d.id("l")}
	}
}

func (d drawer) condition() Condition {
	if len(d.vars) == 0 || d.chance(2) {
		return nil
	}
	var out Condition
	for range 1 + d.upTo(2) {
		v := rapid.SampledFrom(d.vars).Draw(d.T, "variable")
		op := rapid.SampledFrom([]string{"=", "!=", "<", "<=", ">", ">="}).Draw(d.T, "operator")
		out = append(out, Term{Name: v.Name, Op: op, Operand: v.Initial})
	}
	return out
}

func (d drawer) effects() []Effect {
	var out []Effect
	for range d.upTo(2) {
		if len(d.vars) == 0 {
			return nil
		}
		v := rapid.SampledFrom(d.vars).Draw(d.T, "variable")
		e := Effect{Name: v.Name, Op: "=", Operand: v.Initial}
		if v.Values == nil && d.chance(2) {
			e.Op, e.Operand = rapid.SampledFrom([]string{"+", "-"}).Draw(d.T, "sign"), itoa(d.upTo(9))
		}
		out = append(out, e)
	}
	return out
}

func (d drawer) tag() Tag {
	strength := rapid.SampledFrom([]Strength{Weak, Plain, Strong, Critical}).Draw(d.T, "strength")
	return Tag{Rule: conduct.RuleID(fmt.Sprintf("r%02d", 1+d.upTo(33))), Strength: strength}
}

func (d drawer) tags() *Tags {
	row := &Tags{Head: d.head(), Sign: rapid.SampledFrom([]int{1, -1}).Draw(d.T, "sign")}
	for range 1 + d.upTo(2) {
		row.Tags = append(row.Tags, d.tag())
	}
	return row
}

func (d drawer) target() string { return rapid.SampledFrom(d.scenes).Draw(d.T, "target") }

func (d drawer) choose() *Choose {
	out := &Choose{Head: d.head()}
	if d.chance(2) {
		out.Seconds, out.Else = 1+d.upTo(60), d.target()
	}
	for range 1 + d.upTo(2) {
		choice := &Choice{Head: d.head(), If: d.condition(), Text: d.sentence(), ID: d.id("c")}
		rows := []Row{d.tags(), &Because{d.head(), d.sentence()}, &Target{d.head(), d.target()}}
		if effects := d.effects(); effects != nil {
			rows = append(rows, &Effects{d.head(), effects})
		}
		choice.Rows = rapid.Permutation(rows).Draw(d.T, "rows")
		out.Choices = append(out.Choices, choice)
	}
	return out
}

func (d drawer) reply() *Reply {
	out := &Reply{Head: d.head()}
	if d.chance(2) {
		out.Seconds = 1 + d.upTo(90)
	}
	if d.chance(2) {
		out.MinWords, out.MaxWords = 5, 5+d.upTo(60)
	}
	never := d.tag()
	never.Strength = rapid.SampledFrom([]Strength{Plain, Critical}).Draw(d.T, "strength")
	wanted := d.tag()
	wanted.Strength = Plain
	rows := []Row{
		&Want{d.head(), wanted, 1 + d.upTo(5), Detector{Name: "promise", Args: []string{"what", "when"}}},
		&Never{d.head(), never, Detector{Name: "privacy"}}, &Model{d.head(), d.sentence(), d.id("m")}, &HumanJudge{d.head()},
		&Band{d.head(), false, d.upTo(100), d.effects(), d.target()},
	}
	out.Rows = append(rapid.Permutation(rows).Draw(d.T, "rows"), &Band{d.head(), true, 0, d.effects(), d.target()})
	return out
}
