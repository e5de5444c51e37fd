package catalog

import (
	"understudy/app/scene"
)

// translated puts, in the place of each translation of a scenario, the scenario in that language: a
// document like any other, so that plays pin it by its hash and every version of it is kept.
func translated(docs []Document, problems *[]Problem) []Document {
	originals := map[string]Document{}
	for _, doc := range docs {
		if doc.Kind == KindScenario && doc.Lang == English {
			originals[doc.ID] = doc
		}
	}
	var out []Document
	for _, doc := range docs {
		if doc.Kind != KindTexts {
			out = append(out, doc)
			continue
		}
		original, found := originals[doc.ID]
		r := report{doc.Path, problems}
		if !found {
			r.add(place{1, 1}, "there is no English original of this translation", quoted(doc.ID), "an English document of the same id")
			continue
		}
		if source, ok := translate(original, doc, r); ok {
			out = append(out, NewDocument(KindScenario, doc.ID, doc.Lang, doc.Path, source))
		}
	}
	return out
}

// translate returns the text of a scenario in the language of a translation. A scenario that is broken
// itself has no translation, and that is no second mistake.
func translate(original, doc Document, r report) (source string, ok bool) {
	if doc.Lang == English {
		r.add(place{1, 1}, "a translation stands in the folder of its language", doc.Path, "a folder such as fr")
		return "", false
	}
	texts, mistakes := scene.ParseTexts([]byte(doc.Source))
	for _, m := range mistakes {
		r.add(place{m.Line, m.Column}, message(m), m.Found, m.Expected)
	}
	at := place{texts.At.Line, texts.At.Column}
	switch {
	case len(mistakes) > 0:
		return "", false
	case texts.Scenario != doc.ID:
		r.add(at, "the id is not the file's name", quoted(texts.Scenario), doc.ID)
		return "", false
	case texts.Lang != doc.Lang:
		r.add(at, "the language is not the folder's name", quoted(texts.Lang), doc.Lang)
		return "", false
	}
	if _, err := scene.Load([]byte(original.Source)); err != nil {
		return "", false
	}
	parsed, _ := scene.Parse([]byte(original.Source))
	for _, gap := range scene.Gaps(parsed, texts) {
		r.warn(place{gap.Line, gap.Column}, gap.Message, "", "")
	}
	return scene.Print(scene.Translate(parsed, texts)), true
}
