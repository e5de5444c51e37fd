package catalog

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"understudy/app/civil"
	"understudy/app/people"
	"understudy/app/quiz"
)

const testCode = `id: service
title: Code
edition: 1
credit: "Somebody"
values:
  - {id: empathy, name: Empathy, summary: Feel.}
  - {id: honesty, name: Honesty, summary: Be true.}
rules:
  - id: r01
    rev: 1
    title: Purpose
    statement: People first.
    why: They pay.
    do: [Look up.]
    dont: [Sigh.]
    story: {channel: counter, text: "She *looked* up."}
    values: [empathy]
    observable: both
    class: new
    reason: First edition.
  - id: r18
    rev: 1
    title: Privacy
    statement: Tell nobody.
    why: They trust us.
    do: [Ask who it is.]
    dont: [Read it aloud.]
    story: {channel: phone, text: Nobody heard.}
    values: [honesty, empathy]
    channels: [phone, counter]
    critical: true
    observable: speech
    class: new
    reason: First edition.
`

const testModule = `---
id: welcome
title: Welcome
summary: Why we are here.
value: empathy
minutes: 8
---

## The person comes first {#purpose r01}

Stop. Turn. **Open**.

### How

` + "```" + `
## not a heading
` + "```" + `

` + "```check" + `
type: single
stem: What do you do?
options:
  - text: "Look up."
    score: 1
    why: "Yes: they came for you."
  - text: Finish the row.
    score: 0
    why: They wait (r01).
` + "```" + `

## Keep it to yourself {#privacy r18}

Ask first.

` + "```check" + `
type: truefalse
stem: You may read a number aloud.
options:
  - {text: true, score: 0, why: Others hear it., rule: r18}
  - {text: false, score: 1}
` + "```" + `
`

const testBank = `id: core
title: Core
questions:
  - id: r01-a
    rev: 1
    status: ready
    rules: [r01]
    type: single
    stem: Who is first?
    options:
      - {text: The person, score: 1, why: Yes.}
      - {text: The shelf, score: 0, why: It can wait., rule: r01}
    guess: 0.25
    seconds: 25
    feedback: People first.
  - id: r18-a
    rev: 2
    status: ready
    rules: [r18]
    type: multiple
    stem: What is private?
    options:
      - {text: A number, score: 0.5, why: Yes.}
      - {text: An address, score: 0.5, why: Yes.}
      - {text: The weather, score: -0.5, why: Everybody sees it., rule: r18}
`

const testBlueprint = `id: check
title: Check
each_rule: 1
total: 0
rules: []
pass: 80
pass_value: 60
pass_critical: 100
attempts: 0
cooldown_minutes: 15
limit_minutes: 40
avoid_last: 2
`

const testProgramme = `id: code-of-conduct
title: Code of conduct
summary: All of it.
onboarding: {modules: [welcome], rehearsals: [{scenario: late-parcel, score: 60}], paper: check}
renewal: {modules: [], rehearsals: [], paper: check}
terms: {mode: anniversary, period: P1Y, window: P1M, grace: P14D, onboarding_due: P2W, notice: P30D, rehire_gap: P6M, lapse_limit: P1Y}
hire_roles: [learner, trainer]
`

// testScene is complete in the choice part of the language.
const testScene = `scenario late-parcel "The parcel"
lang en   channel counter   role "Officer"   minutes 5
customer name="Leila Novak"
var trust 0..4 = 2
pass 60% and no critical

:: arrive "At the counter"
customer: Where is my parcel?   @l1
choose
* Good morning. I will find out.   @c1
    + r01 strong
    because You looked up.
    -> found
* Not my problem.   @c2
    - r01 strong
    because You turned away.
    -> left

:: found [end best] "Found"
customer: Thank you.   @l2

:: left [end fail] "Left"
customer: Goodbye.   @l3
`

func files() fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range map[string]string{
		"code/service.yaml": testCode, "modules/welcome.md": testModule, "scenarios/late-parcel.scene": testScene, "scenarios/late-parcel.plan": "always trust >= 0\n", "programmes/code-of-conduct.yaml": testProgramme,
		"banks/core.yaml": testBank, "blueprints/check.yaml": testBlueprint,
	} {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func TestLoad(t *testing.T) {
	l, problems := Load(files(), files())
	if len(problems) > 0 {
		t.Fatalf("problems in a good library:\n%s", Lines(problems))
	}
	rule, _ := l.Rule("r18")
	if rule.Label() != "18 Privacy" || !rule.Critical || rule.Value() != "honesty" || len(rule.Channels) != 2 || l.StoryHTML["r01"] != "<p>She <em>looked</em> up.</p>" {
		t.Errorf("rule %+v, story %q", rule, l.StoryHTML["r01"])
	}
	_, lesson, at, found := l.Lesson("welcome", "privacy")
	if !found || at != 1 || lesson.Rule != "r18" || lesson.HTML != "<p>Ask first.</p>" || lesson.Check.ID != "welcome/privacy" || lesson.Check.Guess != 0.5 {
		t.Errorf("lesson %+v", lesson)
	}
	_, first, _ := l.Teaching("r01")
	if !strings.Contains(first.Body, "## not a heading") || !strings.Contains(first.HTML, "<h3>How</h3>") {
		t.Errorf("body %q, html %q", first.Body, first.HTML)
	}
	if o := first.Check.Options[1]; o.Rule != "r01" || o.Why != "They wait." {
		t.Errorf("a rule named in brackets: %+v", o)
	}
	q, _ := l.Question("r18-a")
	if q.Rev != 2 || q.Type != quiz.Multiple || q.Guess != 0.125 || q.Seconds != usualSeconds || q.Hash != q.Digest() || len(l.Bank()) != 2 {
		t.Errorf("question %+v", q)
	}
	bp, _ := l.Blueprint("check")
	if bp.Pass != 80 || bp.CooldownMinutes != 15 || bp.AvoidLast != 2 || bp.Hash == "" {
		t.Errorf("blueprint %+v", bp)
	}
	p, _ := l.Programme("code-of-conduct")
	if p.Terms.Window != (civil.Period{Months: 1}) || !p.Terms.HasGap || p.Onboarding.Rehearsals[0].Score != 60 || p.HireRoles[1] != people.Trainer {
		t.Errorf("programme %+v", p)
	}
	if s, _ := l.Scenario("late-parcel"); s.Title != "The parcel" || s.Source != testScene || s.Compiled.BestPoints == 0 || s.Plan != "always trust >= 0\n" {
		t.Errorf("scenario %+v", s)
	}
	if doc, found := l.Document(KindModule, "welcome", English); !found || doc.Source != testModule || len(doc.Hash) != 64 || doc.Path != "content/modules/welcome.md" {
		t.Errorf("document %+v", doc)
	}
}

// broken is one mistake in one file and the line that has to report it.
type broken struct{ name, file, from, to, want string }

func mistakes() []broken {
	const code, module, bank, bp, programme = "code/service.yaml", "modules/welcome.md", "banks/core.yaml", "blueprints/check.yaml", "programmes/code-of-conduct.yaml"
	return []broken{
		{"an unknown key", code, "    title: Purpose", "    titel: Purpose", `content/code/service.yaml:11:5: unknown key; found "titel"; expected title? one of id, rev, title`},
		{"a missing key", code, "    why: They pay.\n", "", "service.yaml:9:5: the key why is missing; expected why: …"},
		{"an empty text", code, "title: Purpose", `title: ""`, "service.yaml:11:12: title is empty"},
		{"an empty list", code, "do: [Look up.]", "do: []", "service.yaml:9:5: do is empty"},
		{"a double key", code, "    rev: 1\n    title: Purpose", "    rev: 1\n    rev: 1\n    title: Purpose", "service.yaml:11:5: the same key stands twice"},
		{"a word for a number", code, "edition: 1", "edition: first", `service.yaml:3:10: this should be a whole number; found "first"`},
		{"a list for a text", code, "title: Purpose", "title: [a]", "service.yaml:11:12: this should be a text; found a list"},
		{"a text for a list", code, "do: [Look up.]", "do: Look up.", "service.yaml:14:9: this should be a list"},
		{"a text for a set of keys", code, "story: {channel: counter, text: \"She *looked* up.\"}", "story: hers", "service.yaml:16:12: this should be a set of keys; found \"hers\"; expected channel, text"},
		{"a reference", code, "why: They pay.", "why: &x They pay.\n    reason: *x", "a reference to another place"},
		{"a tab", code, "    why: They pay.", "\twhy: They pay.", "service.yaml:13:1: a tab indents this line; found a tab; expected spaces"},
		{"a colon in a text", code, "why: They pay.", "why: They: pay.", `service.yaml:13:14: a colon in the middle of a text; found "why: They: pay."`},
		{"an open bracket", code, "do: [Look up.]", "do: [Look up.", "this is not YAML"},
		{"an unknown value", code, "values: [empathy]", "values: [empaty]", `service.yaml:17:14: unknown value; found "empaty"; expected empathy? one of empathy, honesty`},
		{"an unknown channel", code, "channel: phone", "channel: fax", `unknown channel; found "fax"; expected counter, phone, email, chat`},
		{"an unknown class", code, "class: new", "class: newish", `unknown class of revision; found "newish"`},
		{"a flag that is none", code, "critical: true", "critical: very", "this should be true or false"},
		{"a rule twice", code, "id: r18", "id: r01", "service.yaml:21:9: the same rule stands twice; found \"r01\"; expected another one; the first is on line 9"},
		{"a rule that is no number", code, "id: r18", "id: privacy", "this cannot name a rule"},
		{"a story too long", code, "Nobody heard.", strings.Repeat("word ", 4000), "a field may have 16384 at most"},

		{"no front matter", module, "---\nid", "id", "welcome.md:1:1: the module does not begin with its front matter"},
		{"an unknown value of a module", module, "value: empathy", "value: love", `welcome.md:5:8: unknown value; found "love"; expected empathy, honesty`},
		{"minutes out of range", module, "minutes: 8", "minutes: 800", "welcome.md:6:10: minutes is out of range; found 800; expected 1 to 120"},
		{"an unknown rule of a lesson", module, "{#privacy r18}", "{#privacy r19}", `welcome.md:31:34: unknown rule; found "r19"; expected r18? one of r01, r18`},
		{"a heading without its rule", module, "{#privacy r18}", "{#privacy}", "welcome.md:31:1: this heading does not name its lesson and its rule"},
		{"a lesson twice", module, "{#privacy r18}", "{#purpose r18}", "the same lesson stands twice"},
		{"a lesson without a check", module, "```check\ntype: truefalse", "```\ntype: truefalse", "welcome.md:31:1: the lesson has no check"},
		{"a lesson without a text", module, "Ask first.\n", "", "welcome.md:31:1: the lesson has no text"},
		{"a check that never ends", module, "score: 1}\n```\n", "score: 1}\n", "welcome.md:35:1: the check is never closed"},
		{"a text after the check", module, "score: 1}\n```\n", "score: 1}\n```\nMore.\n", "welcome.md:42:1: a text after the lesson's check"},
		{"a text before the lessons", module, "---\n\n## The", "---\n\nHello\n\n## The", "welcome.md:9:1: a text before the first lesson"},
		{"an unknown key in a check", module, "stem: You may", "stam: You may", "welcome.md:37:1: unknown key; found \"stam\"; expected stem?"},
		{"a check that is not YAML", module, "stem: You may", "stem: You: may", "welcome.md:37:10: a colon in the middle of a text"},
		{"a wrong option of a check without a rule", module, "They wait (r01).", "They wait.", "welcome.md:26:5: a wrong option names no rule; expected rule:"},
		{"a text with too many brackets", module, "Ask first.", strings.Repeat("[", 501), "welcome.md:33:1: the text has 501 opening square brackets"},

		{"an unknown type", bank, "type: single", "type: essay", `core.yaml:8:11: unknown type of question; found "essay"; expected single, multiple, truefalse, ordering`},
		{"two right options", bank, "score: 0, why: It can wait., rule: r01", "score: 1, why: It can wait.", "core.yaml:11:9: not exactly one option is right; found 2 with score 1"},
		{"scores that sum to something else", bank, "{text: A number, score: 0.5", "{text: A number, score: 0.3", "do not sum to 1; found 0.8"},
		{"nothing right", bank, "score: 0.5", "score: -0.5", "no option is right"},
		{"a wrong option that costs nothing", bank, "score: -0.5", "score: 0", "core.yaml:25:36: this wrong option costs nothing"},
		{"a wrong option without a rule", bank, ", rule: r01", "", "core.yaml:12:9: a wrong option names no rule"},
		{"a wrong option without a why", bank, "why: It can wait., ", "", "does not say why"},
		{"true and false that are neither", bank, "type: single", "type: truefalse", `the options do not fit the type truefalse; found "The person, The shelf"`},
		{"a score out of range", bank, "score: 0, why: It", "score: -3, why: It", "score is out of range; found -3"},
		{"a chance out of range", bank, "guess: 0.25", "guess: 25", "guess is out of range"},
		{"a chance that is no number", bank, "guess: 0.25", "guess: .nan", "this should be a number"},
		{"seconds out of range", bank, "seconds: 25", "seconds: 2", "seconds is out of range"},
		{"an unknown rule of a question", bank, "rules: [r18]", "rules: [r81]", `core.yaml:19:13: unknown rule; found "r81"; expected r01? one of r01, r18`},
		{"a question twice", bank, "id: r18-a", "id: r01-a", "the same question stands twice"},
		{"an option twice", bank, "text: The shelf", "text: The person", "the same option stands twice"},
		{"one option", bank, "      - {text: The shelf, score: 0, why: It can wait., rule: r01}\n", "", "too few or too many options"},

		{"a blueprint that cannot be met", bp, "each_rule: 1", "each_rule: 2", "check.yaml:3:12: rule r18 has 1 ready question in the bank, and each rule needs 2"},
		{"a total that cannot be met", bp, "total: 0", "total: 9", "check.yaml:4:8: the bank has 2 ready questions for this blueprint, and it asks for 9"},
		{"an empty paper", bp, "each_rule: 1", "each_rule: 0", "the paper would have no questions"},
		{"a mark above 100", bp, "pass: 80", "pass: 800", "check.yaml:6:7: pass is out of range"},
		{"an unknown rule of a blueprint", bp, "rules: []", "rules: [r99]", "check.yaml:5:9: unknown rule"},

		{"an unknown module", programme, "modules: [welcome]", "modules: [welcom]", `code-of-conduct.yaml:4:24: unknown module; found "welcom"; expected welcome`},
		{"an unknown scenario", programme, "scenario: late-parcel", "scenario: lost-parcel", `unknown scenario; found "lost-parcel"; expected late-parcel`},
		{"an unknown paper", programme, "score: 60}], paper: check", "score: 60}], paper: chek", `unknown blueprint; found "chek"; expected check`},
		{"an unknown mode", programme, "mode: anniversary", "mode: yearly", `unknown mode; found "yearly"; expected rolling, anniversary, fixed`},
		{"no period", programme, "grace: P14D", "grace: 14 days", `this is not a period; found "14 days"`},
		{"a certificate that is worth nothing", programme, "period: P1Y", "period: P0D", "worth no time"},
		{"a window that is too long", programme, "window: P1M", "window: P2Y", "the window is longer than the period"},
		{"no anchor", programme, "mode: anniversary", "mode: fixed", "fixed terms have no anchor"},
		{"an anchor that is no day", programme, "mode: anniversary", "mode: fixed, anchor: 02-30", "this is no day"},
		{"an anchor that needs its year", programme, "mode: anniversary, period: P1Y", "mode: fixed, anchor: 01-31, period: P2Y", "a day without its year"},
		{"an anchor for nothing", programme, "mode: anniversary", "mode: rolling, anchor: 01-31", "an anchor without mode fixed"},
		{"an unknown role", programme, "trainer]", "trainor]", `unknown role; found "trainor"; expected trainer?`},
		{"a score of a rehearsal", programme, "score: 60", "score: 160", "score is out of range"},

		{"an id that is not the file's name", bp, "id: check", "id: chick", `check.yaml:1:5: the id is not the file's name; found "chick"; expected check`},
		{"a file that is not UTF-8", bp, "title: Check", "title: Ch\xffck", "check.yaml:2:10: a byte that is not UTF-8"},
		{"a file too long", bp, "title: Check", "title: " + strings.Repeat("x", MaxFile), "the file is too long"},
		{"an empty file", bp, testBlueprint, "", "check.yaml:1:1: the text is empty"},
		{"a file that is a list", bp, testBlueprint, "- a", "this is no set of keys"},
		{"two documents in one file", bp, "id: check", "---\nid: check\n---\nid: check", "a second document"},
		{"a scenario without its name", "scenarios/late-parcel.scene", "scenario late-parcel", "scene late-parcel", "late-parcel.scene:1:1: this cannot stand here; found “scene”; expected scenario"},
		{"a scenario with an unknown rule", "scenarios/late-parcel.scene", "- r01 strong", "- r91 strong", `late-parcel.scene:15:7: unknown rule; found "r91"; expected r01? one of r01, r18`},
		{"a scenario with an edge to nowhere", "scenarios/late-parcel.scene", "-> left", "-> lift", "late-parcel.scene:17:"},
		{"a scenario with another name", "scenarios/late-parcel.scene", "scenario late-parcel", "scenario later-parcel", `late-parcel.scene:1:10: the id is not the file's name; found "later-parcel"; expected late-parcel`},
	}
}

func TestEveryMistakeHasItsPlace(t *testing.T) {
	for _, c := range mistakes() {
		t.Run(c.name, func(t *testing.T) {
			fsys := files()
			before := string(fsys[c.file].Data)
			after := strings.Replace(before, c.from, c.to, 1)
			if strings.Contains(c.from, "score: 0.5") && c.name == "nothing right" {
				after = strings.ReplaceAll(before, c.from, c.to)
			}
			if before == after {
				t.Fatalf("%q is not in %s", c.from, c.file)
			}
			fsys[c.file] = &fstest.MapFile{Data: []byte(after)}
			_, problems := Load(fsys, fsys)
			if !strings.Contains(Lines(problems), c.want) || !Broken(problems) {
				t.Errorf("want %s\ngot\n%s", c.want, Lines(problems))
			}
		})
	}
}

func TestAllMistakesOfAllFilesAtOnce(t *testing.T) {
	fsys := files()
	for _, c := range []struct{ file, from, to string }{
		{"code/service.yaml", "class: new", "class: old"}, {"modules/welcome.md", "minutes: 8", "minutes: many"}, {"modules/welcome.md", "score: 1}", "score: one}"},
		{"banks/core.yaml", "status: ready", "status: done"}, {"blueprints/check.yaml", "pass: 80", "pass: most"}, {"programmes/code-of-conduct.yaml", "period: P1Y", "period: year"},
	} {
		fsys[c.file] = &fstest.MapFile{Data: []byte(strings.Replace(string(fsys[c.file].Data), c.from, c.to, 1))}
	}
	_, problems := Load(fsys, fsys)
	if len(problems) != 6 {
		t.Errorf("want 6 problems, got\n%s", Lines(problems))
	}
}

// A file that cannot be read at all is one mistake, not one more for each document that names it.
func TestOneMistakeIsReportedOnce(t *testing.T) {
	for _, file := range []string{"code/service.yaml", "modules/welcome.md", "banks/core.yaml", "blueprints/check.yaml", "scenarios/late-parcel.scene"} {
		fsys := files()
		fsys[file] = &fstest.MapFile{Data: []byte("\xff")}
		if _, problems := Load(fsys, fsys); len(problems) != 1 {
			t.Errorf("%s: want 1 problem, got\n%s", file, Lines(problems))
		}
	}
}

func TestLineEndsAndByteOrderMarksAreNoDifference(t *testing.T) {
	fsys := files()
	fsys["modules/welcome.md"] = &fstest.MapFile{Data: []byte("\ufeff" + strings.ReplaceAll(testModule, "\n", "\r\n"))}
	l, problems := Load(fsys, fsys)
	plain, _ := Load(files(), files())
	a, _ := l.Module("welcome")
	b, _ := plain.Module("welcome")
	if len(problems) > 0 || a.Hash != b.Hash {
		t.Errorf("%s%s, %s", Lines(problems), a.Hash, b.Hash)
	}
}

func TestStrayFiles(t *testing.T) {
	fsys := files()
	for _, name := range []string{"modules/.welcome.md.swp", "modules/welcome.md~", "modules/notes.txt", "modules/drafts/x.md"} {
		fsys[name] = &fstest.MapFile{Data: []byte("x")}
	}
	_, problems := Load(fsys, fsys)
	want := "content/modules/drafts: warning: this folder is not read; expected folders named for a language, such as fr\ncontent/modules/notes.txt: warning: this file is not read; expected a name that ends in .md\n"
	if Lines(problems) != want || Broken(problems) {
		t.Errorf("got\n%s", Lines(problems))
	}
}

func TestThereMustBeOneCode(t *testing.T) {
	if _, problems := Load(fstest.MapFS{}, fstest.MapFS{}); !strings.Contains(Lines(problems), "there is no code of conduct") {
		t.Errorf("got\n%s", Lines(problems))
	}
	fsys := files()
	fsys["code/zz.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(testCode, "id: service", "id: zz", 1))}
	if _, problems := Load(fsys, fsys); !strings.Contains(Lines(problems), "zz.yaml:1:5: a second code of conduct") {
		t.Errorf("got\n%s", Lines(problems))
	}
}

func TestAQuestionHasOneBank(t *testing.T) {
	fsys := files()
	fsys["banks/more.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(testBank, "id: core", "id: more", 1))}
	if _, problems := Load(fsys, fsys); !strings.Contains(Lines(problems), "more.yaml:4:9: another bank has a question of this id; found \"r01-a\"; expected an id that is not in bank core") {
		t.Errorf("got\n%s", Lines(problems))
	}
}

func TestModulesStandInTheOrderOfTheProgramme(t *testing.T) {
	fsys := files()
	fsys["modules/after.md"] = &fstest.MapFile{Data: []byte(strings.Replace(testModule, "id: welcome", "id: after", 1))}
	l, problems := Load(fsys, fsys)
	if len(problems) > 0 || l.Modules[0].ID != "welcome" || l.Modules[1].ID != "after" {
		t.Errorf("%s%s, %s", Lines(problems), l.Modules[0].ID, l.Modules[1].ID)
	}
}

func TestTranslations(t *testing.T) {
	fsys := files()
	french := strings.NewReplacer("title: Welcome", "title: Bienvenue", "The person comes first", "La personne d'abord").Replace(testModule)
	fsys["modules/fr/welcome.md"] = &fstest.MapFile{Data: []byte(french)}
	l, problems := Load(fsys, fsys)
	if len(problems) > 0 {
		t.Fatalf("problems:\n%s", Lines(problems))
	}
	fr := l.In("fr")
	if m, _ := fr.Module("welcome"); m.Title != "Bienvenue" || m.Lang != "fr" {
		t.Errorf("French module %q in %s", m.Title, m.Lang)
	}
	if m, _ := fr.In("en").Module("welcome"); m.Title != "Welcome" {
		t.Errorf("English module %q", m.Title)
	}
	if bp, found := fr.Blueprint("check"); !found || bp.Lang != English || l.In("de") != l || fmt.Sprint(l.Languages()) != "[en fr]" || len(fr.Documents) != 8 {
		t.Errorf("fallback: %+v, languages %v, %d documents", bp, l.Languages(), len(fr.Documents))
	}
	for name, c := range map[string]struct{ file, text, want string }{
		"another rule":   {"modules/fr/welcome.md", strings.Replace(french, "{#purpose r01}", "{#purpose r18}", 1), "fr/welcome.md:9:1: the translation differs from its original in more than words"},
		"another key":    {"modules/fr/welcome.md", strings.Replace(french, "score: 1}", "score: 0.5}", 1), "not exactly one option is right"},
		"a lesson less":  {"modules/fr/welcome.md", french[:strings.Index(french, "## Keep")], "more or fewer parts"},
		"no original":    {"modules/fr/bonjour.md", strings.Replace(french, "id: welcome", "id: bonjour", 1), "no English original"},
		"other terms":    {"programmes/fr/code-of-conduct.yaml", strings.Replace(testProgramme, "grace: P14D", "grace: P15D", 1), "differs from its original"},
		"other scores":   {"scenarios/fr/late-parcel.scene", strings.Replace(testScene, "+ r01 strong", "+ r01 weak", 1), "differs from its original"},
		"a plan alone":   {"scenarios/other.plan", "", `other.plan:1:1: unknown scenario; found "other"; expected late-parcel`},
		"an unread file": {"modules/fr/a.txt", "", "warning: this file is not read"},
	} {
		t.Run(name, func(t *testing.T) {
			fsys := files()
			fsys[c.file] = &fstest.MapFile{Data: []byte(c.text)}
			if _, problems := Load(fsys, fsys); !strings.Contains(Lines(problems), c.want) {
				t.Errorf("want %s\ngot\n%s", c.want, Lines(problems))
			}
		})
	}
}

func TestReadBankGivesTheSameQuestions(t *testing.T) {
	l, _ := Load(files(), files())
	doc, _ := l.Document(KindBank, "core", English)
	for i, q := range ReadBank(doc) {
		if want := l.Bank()[i]; q.Hash != want.Hash {
			t.Errorf("%s: %s, want %s", q.ID, q.Hash, want.Hash)
		}
	}
	if got := ReadBank(NewDocument(KindBank, "x", English, "x", "[")); got != nil || len(ReadBank(doc)) != 2 {
		t.Errorf("got %v", got)
	}
}

func FuzzModule(f *testing.F) {
	f.Add(testModule)
	f.Add("---\n---\n```check\n## a {#b r01}\n")
	f.Fuzz(func(t *testing.T, source string) {
		Build([]Document{NewDocument(KindModule, "welcome", English, "m.md", source)})
	})
}

func FuzzYAML(f *testing.F) {
	for _, text := range []string{testCode, testBank, testBlueprint, testProgramme} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, source string) {
		for _, kind := range []Kind{KindCode, KindBank, KindBlueprint, KindProgramme} {
			Build([]Document{NewDocument(kind, "x", English, "x.yaml", source)})
		}
	})
}
