package scene

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"
)

// Translation holds the texts of a scenario in another language, one a line of its file:
//
//	translation late-parcel fr
//	title 5f2a9c01 Le colis qui n'arrivait pas
//	scene arrive 0b6d11e7 Au comptoir
//	@l1 93c4e5aa Mon colis devait arriver lundi.
//	because @c1 77ab01fe Vous l'avez saluée.
//	show arrive desk.png 1c22d3e4 Le comptoir
//
// Each carries a print of the text that it was made from, so that a change of that text shows.
type Translation struct {
	Head           // of the first line
	Scenario, Lang string
	Lines          []*TextLine
	Tail           []string // comments after the last line
}

// TextKind says which text of a scenario a line translates.
type TextKind string

// The kinds of text. A line that is said, chosen or written has no word of its own, only its text id.
const (
	TitleText   TextKind = "title"
	RoleText    TextKind = "role"
	SceneText   TextKind = "scene"   // a scene's title; Of is the scene
	LineText    TextKind = ""        // Of is the text id
	BecauseText TextKind = "because" // Of is the choice's text id
	AltText     TextKind = "show"    // a picture in words; Of is the scene and the file
)

// TextKey names one text of a scenario.
type TextKey struct {
	Kind TextKind
	Of   string
}

// String writes the key as a line of a translation begins.
func (k TextKey) String() string {
	switch k.Kind {
	case LineText:
		return "@" + k.Of
	case BecauseText:
		return "because @" + k.Of
	case SceneText, AltText:
		return string(k.Kind) + " " + k.Of
	default:
		return string(k.Kind)
	}
}

// TextLine is one text in the other language.
type TextLine struct {
	Head
	TextKey
	Print string // of the original: see [TextPrint]
	Text  string // empty as long as nobody has translated it
}

// TextPrint returns what stands for a text in a translation: the first eight hexadecimal digits of the
// SHA-256 of the text.
func TextPrint(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:printBytes])
}

const printBytes = 4

// TextsName returns the name of the translation of a scenario into a language.
func TextsName(name, lang string) string {
	return path.Join(path.Dir(name), lang, strings.TrimSuffix(path.Base(name), ".scene")+".texts")
}

// original is one text of a scenario, and where it is kept.
type original struct {
	TextKey
	text  *string
	opens bool // the word if at the text's beginning would open a condition
}

// takes reports whether a line of a translation can stand for the text.
func (o original) takes(line *TextLine) bool {
	return line.translates(*o.text) && (!o.opens || leadingWord(line.Text) != "if")
}

// originals lists the texts of a scenario that people read, in its order. The texts need their ids.
func (s *Scenario) originals() []original {
	var out []original
	seen := map[TextKey]bool{}
	add := func(kind TextKind, of string, text *string) {
		key := TextKey{kind, of}
		if *text != "" && !seen[key] {
			seen[key] = true
			out = append(out, original{TextKey: key, text: text})
		}
	}
	if t := find[*Title](s.Header); t != nil {
		add(TitleText, "", &t.Title)
	}
	if l := find[*Setting](s.Header); l != nil {
		for i := range l.Attrs {
			if l.Attrs[i].Key == "role" {
				add(RoleText, "", &l.Attrs[i].Value)
			}
		}
	}
	for _, sc := range s.Scenes {
		for r := range sc.rows {
			before := len(out)
			sc.original(r, add)
			for i := before; i < len(out); i++ {
				out[i].opens = out[i].Kind == LineText && mayHaveCondition(r)
			}
		}
	}
	return out
}

// mayHaveCondition reports whether a condition can stand before the row's text.
func mayHaveCondition(r Row) bool {
	switch r.(type) {
	case *Choice, *Narration:
		return true
	default:
		return false
	}
}

// original adds what a row of the scene has to be translated.
func (sc *Scene) original(r Row, add func(TextKind, string, *string)) {
	switch r := r.(type) {
	case *Scene:
		add(SceneText, r.ID, &r.Title)
	case *Speech:
		add(LineText, r.ID, &r.Text)
	case *Narration:
		add(LineText, r.ID, &r.Text)
	case *Model:
		add(LineText, r.ID, &r.Text)
	case *Picture:
		add(AltText, sc.ID+" "+r.File, &r.Alt)
	case *Choice:
		add(LineText, r.ID, &r.Text)
		if because := find[*Because](r.Rows); because != nil {
			add(BecauseText, r.ID, &because.Text)
		}
	}
}

// PrintTexts returns the canonical text of a translation; parsing it gives the translation back.
func PrintTexts(t *Translation) string {
	var b strings.Builder
	for _, note := range t.Notes {
		printNote(&b, "", note)
	}
	b.WriteString("translation " + t.Scenario + " " + t.Lang + "\n")
	for i, line := range t.Lines {
		if i == 0 || line.Kind == SceneText {
			b.WriteByte('\n')
		}
		for _, note := range line.Notes {
			printNote(&b, "", note)
		}
		b.WriteString(strings.TrimSpace(line.String()+" "+line.Print+" "+line.Text) + "\n")
	}
	for _, note := range t.Tail {
		printNote(&b, "", note)
	}
	return b.String()
}

// FormatTexts returns a translation in canonical form. Formatting twice changes nothing more. A source
// that does not parse gives a [SyntaxError].
func FormatTexts(source string) (string, error) {
	t, found := ParseTexts([]byte(source))
	if len(found) > 0 {
		return "", &SyntaxError{found}
	}
	return PrintTexts(t), nil
}
