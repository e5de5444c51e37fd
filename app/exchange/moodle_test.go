package exchange

import (
	"encoding/binary"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

func quizOf(questions ...string) string {
	return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n" + strings.Join(questions, "\n") + "\n</quiz>\n"
}

func asked(kind, more string) string {
	return `<question type="` + kind + `"><name><text>N</text></name><questiontext format="html"><text><![CDATA[<p>Q</p>]]></text></questiontext>` + more + `</question>`
}

func option(fraction, text, feedback string) string {
	return `<answer fraction="` + fraction + `" format="html"><text>` + text + `</text><feedback format="html"><text>` + feedback + `</text></feedback></answer>`
}

func TestMoodle(t *testing.T) {
	for _, c := range []struct{ name, text, want, reason string }{
		{"a single choice", asked("multichoice", "<single>true</single><shuffleanswers>1</shuffleanswers><penalty>0.5</penalty><correctfeedback format=\"html\"><text>Your answer is correct.</text></correctfeedback>"+
			option("100", "a &amp; b", "yes")+option("-33.33333", "c", "")), `3 imported single "<p>Q</p>" "a & b"=1#"yes" "c"=-0.3333333`, ""},
		{"a multiple choice", asked("multichoice", "<single>false</single>"+option("50", "a", "")+option("50", "b", "")+option("-100", "c", "")), `3 imported multiple "<p>Q</p>" "a"=0.5 "b"=0.5 "c"=-1`, ""},
		{"false", asked("truefalse", option("0", "true", "no")+option("100", "false", "yes")), `3 imported truefalse "<p>Q</p>" "true"=0#"no" "false"=1#"yes"`, ""},
		{"true, in the other order", asked("truefalse", option("0", "false", "no")+option("100", "true", "yes")), `3 imported truefalse "<p>Q</p>" "true"=1#"yes" "false"=0#"no"`, ""},
		{"true, in French", asked("truefalse", option("100", "Vrai", "")+option("0", "Faux", "")), `3 imported truefalse "<p>Q</p>" "true"=1 "false"=0`, ""},
		{"a short answer", asked("shortanswer", "<usecase>0</usecase>"+option("100", "please", "")+option("0", "*", "no")), `3 imported short "<p>Q</p>" "please"=1 "*"=0#"no"`, ""},
		{"capitals", asked("shortanswer", "<usecase>1</usecase>"+option("100", "please", "")), `3 degraded short "<p>Q</p>" "please"=1`, "capitals"},
		{"a number", asked("numerical", `<answer fraction="100"><text>3</text><tolerance>0.5</tolerance></answer><answer fraction="0"><text>*</text></answer>`), `3 imported numeric "<p>Q</p>" 3±0.5=1 any=0`, ""},
		{"units", asked("numerical", `<answer fraction="100"><text>3</text></answer><units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>`), `3 degraded numeric "<p>Q</p>" 3±0=1`, "units"},
		{"pairs", asked("matching", `<subquestion format="html"><text>a</text><answer><text>b</text></answer></subquestion><subquestion format="html"><text></text><answer><text>c</text></answer></subquestion>`),
			`3 imported matching "<p>Q</p>" "a">"b" "">"c"`, ""},
		{"an order", asked("ordering", option("2.0", "second", "")+option("1.0", "first", "")), `3 imported ordering "<p>Q</p>" "first"=1 "second"=1`, ""},
		{"an essay", asked("essay", ""), `3 degraded essay "<p>Q</p>"`, "a person"},
		{"a description", asked("description", "<generalfeedback format=\"html\"><text>f</text></generalfeedback>"), `3 degraded description "<p>Q</p>" ####"f"`, "nothing"},
		{"a category", `<question type="category"><category><text>top</text></category></question>`, ``, ""},
		{"a comment", `<!-- <question type="essay"></question> -->`, ``, ""},
		{"hints", asked("truefalse", option("100", "true", "")+option("0", "false", "")+"<hint><text>h</text></hint>"), `3 degraded truefalse "<p>Q</p>" "true"=1 "false"=0`, "hints"},
		{"a file", asked("truefalse", option("100", "true", `x</text><file name="a.png" encoding="base64">AAAA</file><text>`)+option("0", "false", "")), `3 degraded truefalse "<p>Q</p>" "true"=1#"x" "false"=0`, "a.png"},
		{"cloze", asked("cloze", ""), `3 refused  "<p>Q</p>"`, "several in one"},
		{"calculated", asked("calculatedsimple", ""), `3 refused  "<p>Q</p>"`, "anew"},
		{"what nobody knows", asked("ddmarker", ""), `3 refused  "<p>Q</p>"`, "ddmarker"},
		{"no options", asked("multichoice", ""), `3 refused single "<p>Q</p>"`, "has 0"},
		{"a wrong fraction", asked("multichoice", option("100", "a", "")+"\n"+option("half", "b", "")), `4 refused single "<p>Q</p>"`, "half"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := read(t, MoodleXML, quizOf(c.text))
			if sayAll(got) != c.want || len(got) > 0 && !strings.Contains(got[0].Reason, c.reason) || c.reason == "" && len(got) > 0 && got[0].Reason != "" {
				t.Errorf("got  %s (%s)\nwant %s (%s)", sayAll(got), got[0].Reason, c.want, c.reason)
			}
		})
	}
}

func TestMoodleGoesOn(t *testing.T) {
	good := asked("truefalse", option("100", "true", "")+option("0", "false", ""))
	for _, bad := range []string{
		`<question type="essay"><name><text>a & b</text></name></question>`,
		`<question type="essay"><name><text>a</name></question>`,
		`<question type="essay"><name><text>a</text></name>`,
		"<question type=\"essay\"><name><text>\xff</text></name></question>",
		`<question type="essay">` + strings.Repeat("<a>", 100) + strings.Repeat("</a>", 100) + `</question>`,
	} {
		got := read(t, MoodleXML, quizOf(good, bad, good))
		if len(got) != 3 || got[0].Status != Whole || got[2].Status != Whole || got[1].Status != Refused || got[1].Line != 4 || got[2].Line != 5 {
			t.Errorf("%s\n%s", bad, sayAll(got))
		}
	}
	cut := read(t, MoodleXML, strings.TrimSuffix(quizOf(good), "</quiz>\n"))
	if len(cut) != 2 || cut[0].Status != Whole || cut[1].Status != Refused {
		t.Errorf("a file that was cut off: %s", sayAll(cut))
	}
}

func TestMoodleMarks(t *testing.T) {
	q := read(t, MoodleXML, quizOf(asked("truefalse", "<idnumber>q7</idnumber><tags><tag><text>r18</text></tag><tag><text>b</text></tag></tags><defaultgrade>2.0</defaultgrade>"+
		option("100", "true", "")+option("0", "false", ""))))[0]
	if q.ID != "q7" || q.Name != "N" || strings.Join(q.Tags, " ") != "r18 b" || q.Format != HTML || q.Status != Whole || !strings.Contains(q.Reason, "2 marks") {
		t.Errorf("%+v", q)
	}
}

func TestEncodings(t *testing.T) {
	text := strings.Replace(quizOf(strings.Replace(asked("essay", ""), "<p>Q</p>", "Café €", 1)), `encoding="UTF-8"`, `encoding="%"`, 1)
	wide := func(order binary.AppendByteOrder, mark uint16) string {
		out := order.AppendUint16(nil, mark)
		for _, u := range utf16.Encode([]rune(strings.Replace(text, "%", "UTF-16", 1))) {
			out = order.AppendUint16(out, u)
		}
		return string(out)
	}
	for name, file := range map[string]string{
		"utf-8": strings.Replace(text, "%", "utf-8", 1), "mark": "\ufeff" + strings.Replace(text, "%", "UTF-8", 1),
		"latin":  strings.NewReplacer("%", "ISO-8859-1", "é", "\xe9", "€", "\x80").Replace(text),
		"latin9": strings.NewReplacer("%", "ISO-8859-15", "é", "\xe9", "€", "\xa4").Replace(text),
		"little": wide(binary.LittleEndian, 0xFEFF), "big": wide(binary.BigEndian, 0xFEFF),
	} {
		if got := read(t, MoodleXML, file); len(got) != 1 || got[0].Stem != "Café €" {
			t.Errorf("%s: %s", name, sayAll(got))
		}
	}
	if _, err := Read(MoodleXML, []byte(strings.Replace(text, "%", "EBCDIC", 1))); err == nil || !strings.Contains(err.Error(), "EBCDIC") {
		t.Errorf("EBCDIC: %v", err)
	}
}

func TestDocumentsThatAreRefused(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>`
	for text, reason := range map[string]string{
		bomb + "<quiz><question type=\"essay\"><name><text>&b;</text></name></question></quiz>": "entities",
		`<html><body/></html>`:                   "<quiz>",
		`hello`:                                  "<quiz>",
		``:                                       "<quiz>",
		quizOf("") + strings.Repeat(" ", MaxXML): "more than 20 MB",
	} {
		if _, err := Read(MoodleXML, []byte(text)); err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("%.40q: %v", text, err)
		}
	}
	if _, err := Read(QTI, []byte(bomb+"<assessmentItem/>")); err == nil || !strings.Contains(err.Error(), "entities") {
		t.Errorf("QTI: %v", err)
	}
}

func TestUnclosedThingsTakeNoTime(t *testing.T) {
	begin := time.Now()
	for _, part := range []string{"<![CDATA[", "<!--", "<question ", "<question type=\"essay\">", "<", "[id:", "Q{", "%1", "####", "\\"} {
		text := strings.Repeat(part, 200_000/len(part))
		_, _ = Read(MoodleXML, []byte("<quiz>"+text))
		_, _ = Read(GIFT, []byte("//"+text+"\nQ{="+text))
		_, _ = Read(Aiken, []byte(text))
		_, _ = Read(QTI, []byte("<assessmentItem>"+text))
	}
	if took := time.Since(begin); took > 10*time.Second {
		t.Errorf("took %s", took)
	}
}
