package exchange

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// qti2 writes an item as QTI 2.1 has it; qti3 turns it into QTI 3.0.
func qti2(declaration, body, rest string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i1" title="T" adaptive="false" timeDependent="false">
` + declaration + `<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/><itemBody>` + body + `</itemBody>` + rest + `</assessmentItem>`
}

func qti3(item string) string {
	var out strings.Builder
	for _, part := range strings.SplitAfter(item, "<") {
		name := strings.TrimLeft(part, "/")
		for _, plain := range []string{"p>", "p ", "b>", "img", "div", "br", "?"} {
			if strings.HasPrefix(name, plain) {
				name = ""
			}
		}
		if name == "" || name == "<" {
			out.WriteString(part)
			continue
		}
		slash := part[:len(part)-len(name)]
		end := strings.IndexAny(name, "> /")
		out.WriteString(slash + "qti-" + kebab(name[:end]) + name[end:])
	}
	return strings.NewReplacer("responseIdentifier", "response-identifier", "baseType", "base-type", "mapKey", "map-key", "mappedValue", "mapped-value",
		"upperBound", "upper-bound", "maxChoices", "max-choices", "toleranceMode", "tolerance-mode", "outcomeIdentifier", "outcome-identifier", "defaultValue", "default-value", "showHide", "show-hide", "imsqti_v2p1", "imsqtiasi_v3p0").Replace(out.String())
}

func kebab(name string) string {
	var out strings.Builder
	for _, r := range name {
		if 'A' <= r && r <= 'Z' {
			out.WriteByte('-')
		}
		out.WriteString(strings.ToLower(string(r)))
	}
	return out.String()
}

func declared(cardinality, base string, correct ...string) string {
	out := fmt.Sprintf(`<responseDeclaration identifier="R" cardinality="%s" baseType="%s">`, cardinality, base)
	if len(correct) > 0 {
		out += `<correctResponse><value>` + strings.Join(correct, `</value><value>`) + `</value></correctResponse>`
	}
	return out + `</responseDeclaration>`
}

func withMap(declaration string, entries ...string) string {
	out := `<mapping upperBound="2">`
	for _, e := range entries {
		key, value, _ := strings.Cut(e, "=")
		out += `<mapEntry mapKey="` + key + `" mappedValue="` + value + `"/>`
	}
	return strings.Replace(declaration, `</responseDeclaration>`, out+`</mapping></responseDeclaration>`, 1)
}

const (
	matchCorrect = `<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>`
	mapResponse  = `<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>`
	abc          = `<simpleChoice identifier="A">a</simpleChoice><simpleChoice identifier="B">b</simpleChoice><simpleChoice identifier="C">c</simpleChoice>`
)

func choose(most, choices string) string {
	return `<p>Read.</p><choiceInteraction responseIdentifier="R" maxChoices="` + most + `"><prompt>Which?</prompt>` + choices + `</choiceInteraction>`
}

func TestQTI(t *testing.T) {
	truth := `<simpleChoice identifier="true">True</simpleChoice><simpleChoice identifier="false">False</simpleChoice>`
	said := strings.Replace(abc, "b<", `b<feedbackInline outcomeIdentifier="F" identifier="B">well</feedbackInline><`, 1)
	entry := `<p>The host <textEntryInteraction responseIdentifier="R"/> first.</p>`
	set := func(ids string) string {
		out := "<simpleMatchSet>"
		for _, id := range ids {
			out += fmt.Sprintf(`<simpleAssociableChoice identifier="%c" matchMax="1">%c</simpleAssociableChoice>`, id, id+'a'-'A')
		}
		return out + "</simpleMatchSet>"
	}
	near := `<responseProcessing><responseCondition><responseIf><equal toleranceMode="absolute" tolerance="0.5 0.5"><variable identifier="R"/><correct identifier="R"/></equal>` +
		`<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf>` +
		`<responseElse><setOutcomeValue identifier="SCORE"><baseValue baseType="float">0</baseValue></setOutcomeValue></responseElse></responseCondition></responseProcessing>`
	for _, c := range []struct{ name, item, want, reason string }{
		{"a single choice", qti2(declared("single", "identifier", "B"), choose("1", abc), matchCorrect), `2 imported single "Read.\n\nWhich?" "a"=0 "b"=1 "c"=0`, ""},
		{"feedback", qti2(declared("single", "identifier", "B"), choose("1", said), matchCorrect+`<modalFeedback outcomeIdentifier="F" identifier="x" showHide="show">all</modalFeedback>`),
			`2 imported single "Read.\n\nWhich?" "a"=0 "b"=1#"well" "c"=0 ####"all"`, ""},
		{"true and false", qti2(declared("single", "identifier", "false"), choose("1", truth), matchCorrect), `2 imported truefalse "Read.\n\nWhich?" "true"=0 "false"=1`, ""},
		{"a single choice with a mapping", qti2(withMap(declared("single", "identifier", "B"), "A=1", "B=2"), choose("1", abc), mapResponse), `2 imported single "Read.\n\nWhich?" "a"=0.5 "b"=1 "c"=0`, ""},
		{"a multiple choice with a mapping", qti2(withMap(declared("multiple", "identifier", "A", "B"), "A=1", "B=1", "C=-1"), choose("0", abc), mapResponse), `2 imported multiple "Read.\n\nWhich?" "a"=0.5 "b"=0.5 "c"=-0.5`, ""},
		{"a multiple choice, all or nothing", qti2(declared("multiple", "identifier", "A", "B"), choose("0", abc), matchCorrect), `2 imported multiple "Read.\n\nWhich?" "a"=0.5 "b"=0.5 "c"=-1`, "all or nothing"},
		{"a mapping of everything else", qti2(strings.Replace(withMap(declared("multiple", "identifier", "A", "B"), "A=1", "B=1"), "upperBound", `defaultValue="-2" upperBound`, 1), choose("0", abc), mapResponse), `2 imported multiple "Read.\n\nWhich?" "a"=0.5 "b"=0.5 "c"=-1`, ""},
		{"feedback for who is wrong", qti2(declared("single", "identifier", "B"), choose("1", abc), matchCorrect+`<modalFeedback outcomeIdentifier="F" identifier="incorrect" showHide="show">no</modalFeedback>`),
			`2 degraded single "Read.\n\nWhich?" "a"=0 "b"=1 "c"=0 ####"no"`, "particular results"},
		{"pairs of different worth", qti2(withMap(declared("multiple", "directedPair", "A Y", "B X"), "A Y=1", "B X=2"), `<matchInteraction responseIdentifier="R"><prompt>Match.</prompt>`+set("AB")+set("XY")+`</matchInteraction>`, mapResponse),
			`2 degraded matching "Match." "a">"y" "b">"x"`, "earn more"},
		{"twice the same choice", qti2(declared("single", "identifier", "A"), choose("1", abc+abc), matchCorrect), `2 refused single ""`, "two choices"},
		{"an order", qti2(declared("ordered", "identifier", "C", "A", "B"), `<orderInteraction responseIdentifier="R"><prompt>Sort.</prompt>`+abc+`</orderInteraction>`, matchCorrect), `2 imported ordering "Sort." "c"=1 "a"=1 "b"=1`, ""},
		{"a match", qti2(declared("multiple", "directedPair", "A Y", "B X"), `<matchInteraction responseIdentifier="R"><prompt>Match.</prompt>`+set("AB")+set("XYZ")+`</matchInteraction>`, matchCorrect),
			`2 imported matching "Match." "a">"y" "b">"x" "">"z"`, ""},
		{"associations", qti2(declared("multiple", "pair", "A Y", "B X"), `<associateInteraction responseIdentifier="R"><prompt>Match.</prompt>`+strings.NewReplacer("<simpleMatchSet>", "", "</simpleMatchSet>", "").Replace(set("ABXYZ"))+`</associateInteraction>`, matchCorrect),
			`2 imported matching "Match." "a">"y" "b">"x" "">"z"`, ""},
		{"gaps to fill", qti2(declared("multiple", "directedPair", "W G1", "S G2"), `<gapMatchInteraction responseIdentifier="R"><gapText identifier="W">winter</gapText><gapText identifier="S">summer</gapText><gapText identifier="X">fall</gapText><p>Now is the <gap identifier="G1"/> of this <gap identifier="G2"/>.</p></gapMatchInteraction>`, matchCorrect),
			`2 imported matching "Now is the [G1] of this [G2]." "G1">"winter" "G2">"summer" "">"fall"`, ""},
		{"a text", qti2(withMap(declared("single", "string", "greets"), "greets=2", "hails=1"), entry, mapResponse), `2 imported short "The host _____ first." "greets"=1 "hails"=0.5`, ""},
		{"a number", qti2(declared("single", "float", "3"), entry, matchCorrect), `2 imported numeric "The host _____ first." 3±0=1`, ""},
		{"a number with a mapping", qti2(strings.Replace(withMap(declared("single", "float", "3"), "3=2", "3.5=1"), "upperBound", `defaultValue="0" upperBound`, 1), entry, mapResponse), `2 imported numeric "The host _____ first." 3±0=1 3.5±0=0.5`, ""},
		{"a number with a tolerance", qti2(declared("single", "float", "3"), entry, near), `2 imported numeric "The host _____ first." 3±0.5=1`, ""},
		{"a choice in the line", qti2(declared("single", "identifier", "B"), `<p>The <inlineChoiceInteraction responseIdentifier="R"><inlineChoice identifier="A">guest</inlineChoice><inlineChoice identifier="B">host</inlineChoice></inlineChoiceInteraction> greets.</p>`, matchCorrect),
			`2 imported single "The _____ greets." "guest"=0 "host"=1`, ""},
		{"passages", qti2(declared("single", "identifier", "B"), `<hottextInteraction responseIdentifier="R"><prompt>Where?</prompt><p>I <hottext identifier="A">can</hottext> but <hottext identifier="B">will not</hottext>.</p></hottextInteraction>`, matchCorrect),
			`2 imported spot "Where?\n\nI can but will not." "can"=0 "will not"=1`, ""},
		{"a slider", qti2(declared("single", "integer", "16"), `<p>How many?</p><sliderInteraction responseIdentifier="R" lowerBound="0" upperBound="100"/>`, matchCorrect), `2 degraded numeric "How many?" 16±0=1`, "slider"},
		{"an essay", qti2(declared("single", "string"), `<p>Tell.</p><extendedTextInteraction responseIdentifier="R"/>`, ""), `2 degraded essay "Tell."`, "a person"},
		{"nothing to answer", qti2("", `<p>Read.</p>`, ""), `2 degraded description "Read."`, "nothing"},
		{"HTML", qti2(declared("single", "identifier", "B"), `<p>Is 1 &lt; <b>2</b>?</p>`+choose("1", abc), matchCorrect), `2 imported single "<p>Is 1 &lt; <b>2</b>?</p><p>Read.</p><p>Which?</p>" "a"=0 "b"=1 "c"=0`, ""},
		{"a picture", qti2(declared("single", "identifier", "B"), `<p><img src="a.png" alt="x"/></p>`+choose("1", abc), matchCorrect), `2 degraded single "<p><img src=\"a.png\" alt=\"x\"/></p><p>Read.</p><p>Which?</p>" "a"=0 "b"=1 "c"=0`, "img"},
		{"rules of its own", qti2(declared("single", "identifier", "B"), choose("1", abc), `<responseProcessing><exitResponse/></responseProcessing>`), `2 degraded single "Read.\n\nWhich?" "a"=0 "b"=1 "c"=0`, "rules of its own"},
		{"a hotspot", qti2(declared("single", "identifier", "B"), `<hotspotInteraction responseIdentifier="R"/>`, matchCorrect), `2 refused  ""`, "otspot"},
		{"two questions", qti2(declared("single", "string", "x"), entry+entry, matchCorrect), `2 refused  ""`, "2 things"},
		{"no key", qti2(declared("single", "identifier"), choose("1", abc), matchCorrect), `2 refused single ""`, "which answer is right"},
		{"a key that is not there", qti2(declared("single", "identifier", "Z"), choose("1", abc), matchCorrect), `2 refused single ""`, "not among"},
		{"random numbers", qti2(`<templateDeclaration identifier="x" cardinality="single" baseType="integer"/>`, choose("1", abc), matchCorrect), `2 refused  ""`, "anew"},
	} {
		for version, item := range map[string]string{"2.1": c.item, "3.0": qti3(c.item)} {
			t.Run(c.name+" "+version, func(t *testing.T) {
				got := read(t, QTI, item)
				if len(got) == 1 && got[0].Status == Refused {
					got[0].Line = 2 // wherever it is in so few lines
				}
				if sayAll(got) != c.want || !strings.Contains(got[0].Reason, c.reason) || c.reason == "" && got[0].Reason != "" || got[0].ID != "i1" || got[0].Name != "T" {
					t.Errorf("got  %s (%s)\nwant %s (%s)\n%s", sayAll(got), got[0].Reason, c.want, c.reason, item)
				}
			})
		}
	}
}

func packed(t testing.TB, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err == nil {
			_, err = f.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func listing(hrefs ...string) string {
	out := `<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources><resource identifier="t" type="imsqti_test_xmlv2p1" href="test.xml"/>`
	for _, href := range hrefs {
		out += "\n" + `<resource identifier="x" type="imsqti_item_xmlv2p1" href="` + href + `"><metadata><lom><general><keyword><string language="en">r18</string></keyword></general></lom></metadata></resource>`
	}
	return out + `</resources></manifest>`
}

func TestPackages(t *testing.T) {
	one := qti2(declared("single", "identifier", "B"), choose("1", abc), matchCorrect)
	two := strings.Replace(one, `identifier="i1"`, `identifier="i2"`, 1)
	got, err := Read(QTI, packed(t, "imsmanifest.xml", listing("b%20c/2.xml", "gone.xml", "bad.xml", "1.xml"), "1.xml", one, "b c/2.xml", two, "bad.xml", "<assessmentItem>\n<b>", "pic.png", "x"))
	if err != nil || len(got) != 4 {
		t.Fatalf("%s, %v", sayAll(got), err)
	}
	if got[0].ID != "i2" || got[3].ID != "i1" || got[0].Tags[0] != "r18" || got[1].Status != Refused || got[1].Line != 3 || got[2].Status != Refused || got[2].Line != 2 || !strings.HasPrefix(got[2].Reason, "bad.xml: ") {
		t.Errorf("%s\n%+v", sayAll(got), got)
	}
	if got, err := Read(QTI, packed(t, "top/imsmanifest.xml", listing("1.xml"), "top/1.xml", one)); err != nil || len(got) != 1 || got[0].Status != Whole {
		t.Errorf("a folder around it: %s, %v", sayAll(got), err)
	}
}

func TestPackagesThatAreTraps(t *testing.T) {
	many := []string{"imsmanifest.xml", listing()}
	for i := range maxFiles {
		many = append(many, fmt.Sprintf("%d.xml", i), "")
	}
	for name, c := range map[string]struct {
		data   []byte
		reason string
	}{
		"no manifest":    {packed(t, "1.xml", "x"), "no imsmanifest.xml"},
		"no items":       {packed(t, "imsmanifest.xml", listing()), "lists no items"},
		"up":             {packed(t, "imsmanifest.xml", listing(), "../../etc/x", "x"), "out of the package"},
		"up within":      {packed(t, "imsmanifest.xml", listing(), "a/../../x", "x"), "out of the package"},
		"absolute":       {packed(t, "imsmanifest.xml", listing(), "/etc/x", "x"), "absolute"},
		"drive":          {packed(t, "imsmanifest.xml", listing(), "C:/x", "x"), "absolute"},
		"backslash":      {packed(t, "imsmanifest.xml", listing(), `..\x`, "x"), "backslash"},
		"deep":           {packed(t, "imsmanifest.xml", listing(), strings.Repeat("a/", 9)+"x", "x"), "more than 8"},
		"twice":          {packed(t, "imsmanifest.xml", listing(), "x", "x", "x", "y"), "twice"},
		"many":           {packed(t, many...), "2001 files"},
		"a bomb":         {packed(t, "imsmanifest.xml", listing(), "x", strings.Repeat("\x00", 10<<20)), "times its size"},
		"cut off":        {packed(t, "imsmanifest.xml", listing())[:100], "cannot be opened"},
		"not a manifest": {packed(t, "imsmanifest.xml", "<a>"), "imsmanifest.xml"},
	} {
		if _, err := Read(QTI, c.data); err == nil || !strings.Contains(err.Error(), c.reason) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNoQTI(t *testing.T) {
	for text, reason := range map[string]string{
		"hello": "neither XML", "<questestinterop/>": "QTI 1.2", "<assessmentTest/>": "zip package", "<quiz/>": "<quiz>", "<a\n<b": "line 2",
	} {
		if _, err := Read(QTI, []byte(text)); err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
