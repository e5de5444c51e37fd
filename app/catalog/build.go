package catalog

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"

	"understudy/app/conduct"
	"understudy/app/course"
	"understudy/app/markup"
	"understudy/app/quiz"
)

// entry is one parsed document, whatever its kind.
type entry interface {
	name() text                // its id, with its place
	shelve(*Library, Document) // puts what it says onto a library
	check(*Library, report)    // reports what does not fit the rest of a full library
	facts() []fact             // what a translation must leave as it is
}

// fact is something that is the same in every language, in a form that compares.
type fact struct {
	at   place
	text string
}

func factText(parts ...any) string { return fmt.Sprint(parts...) }

// book is a document and what it was parsed into, nil where it could not be read at all.
type book struct {
	Document
	entry
	broken bool // by itself, whatever the other documents say
}

// Build makes a library of texts, such as those of a database, and reports everything that is wrong
// with them. Where something is, the library holds what could be read; use it only when [Broken] says
// no.
func Build(docs []Document) (*Library, []Problem) {
	var problems []Problem
	docs = translated(docs, &problems)
	books := parse(docs, &problems)
	langs := map[string]*Library{}
	for lang := range languages(docs) {
		langs[lang] = assemble(lang, books, &problems)
	}
	documents := slices.Clone(docs)
	slices.SortFunc(documents, func(a, b Document) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Lang, b.Lang))
	})
	for _, l := range langs {
		l.langs, l.Documents = langs, documents
	}
	return langs[English], sorted(problems)
}

func languages(docs []Document) map[string]bool {
	out := map[string]bool{English: true}
	for _, d := range docs {
		out[d.Lang] = true
	}
	return out
}

type key struct {
	kind     Kind
	id, lang string
}

// parse reads every document by itself.
func parse(docs []Document, problems *[]Problem) map[key]book {
	html := markup.New()
	books := map[key]book{}
	for _, doc := range docs {
		r, before := report{doc.Path, problems}, len(*problems)
		k := key{doc.Kind, doc.ID, doc.Lang}
		if other, taken := books[k]; taken {
			r.add(place{1, 1}, "two documents of one kind have the same id", quoted(doc.ID), "another id than that of "+other.Path)
			continue
		}
		parsed, ok := parseOne(doc, html, r)
		if ok {
			identify(doc, parsed, r)
		}
		if !ok {
			parsed = nil
		}
		books[k] = book{doc, parsed, Broken((*problems)[before:])}
	}
	return books
}

func parseOne(doc Document, html *markup.Renderer, r report) (entry, bool) {
	if len(doc.Source) > MaxFile {
		r.add(place{}, "the file is too long", fmt.Sprintf("more than %d KB", MaxFile>>10), fmt.Sprintf("at most %d KB", MaxFile>>10))
		return nil, false
	}
	if !utf8.ValidString(doc.Source) {
		r.add(firstInvalid(doc.Source), "a byte that is not UTF-8", "", "a file that is saved as UTF-8")
		return nil, false
	}
	switch doc.Kind {
	case KindCode:
		return parseCode(doc, html, r)
	case KindModule:
		return parseModule(doc, html, r)
	case KindBank:
		return parseBank(doc, r)
	case KindBlueprint:
		return parseBlueprint(doc, r)
	case KindProgramme:
		return parseProgramme(doc, r)
	case KindScenario:
		return parseScenario(doc, r)
	case KindPlan:
		return planFile{doc}, true
	case KindLayout:
		return layoutFile{doc}, true
	default:
		r.add(place{}, "unknown kind of document", quoted(string(doc.Kind)), "code, module, scenario, plan, texts, layout, programme, bank or blueprint")
		return nil, false
	}
}

func firstInvalid(source string) place {
	at := place{1, 1}
	for i, c := range source {
		if c == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(source[i:]); size == 1 {
				return at
			}
		}
		at.Col++
		if c == '\n' {
			at = place{at.Line + 1, 1}
		}
	}
	return at
}

// identify reports an id that is not the file's name: two names for one thing mislead.
func identify(doc Document, c entry, r report) {
	id := c.name()
	switch {
	case id.S == "": // reported as missing
	case !isSlug(id.S):
		r.slug(id, string(doc.Kind))
	case id.S != doc.ID:
		r.add(id.place, "the id is not the file's name", quoted(id.S), doc.ID)
	}
}

// assemble puts together the library of one language and checks how its documents fit.
func assemble(lang string, books map[key]book, problems *[]Problem) *Library {
	l := &Library{
		Lang: lang, Questions: map[string]quiz.Question{}, Blueprints: map[string]quiz.Blueprint{}, Scenarios: map[string]Scenario{},
		StoryHTML: map[conduct.RuleID]string{}, owner: map[string]string{}, plans: map[string]string{}, layouts: map[string]string{}, exists: map[Kind]map[string]bool{}, partial: map[Kind]bool{},
	}
	shelf := choose(lang, books)
	for _, b := range shelf {
		l.note(b)
		if b.entry != nil {
			b.shelve(l, b.Document)
		}
	}
	l.orderModules()
	for _, b := range shelf {
		if b.entry == nil {
			continue
		}
		r := report{b.Path, problems}
		b.check(l, r)
		if b.Lang != English {
			compare(b, books[key{b.Kind, b.ID, English}], r)
		}
	}
	if len(l.exists[KindCode]) == 0 {
		report{"content/code", problems}.add(place{}, "there is no code of conduct", "", "a file such as content/code/service.yaml")
	}
	return l
}

// note remembers that a document exists, readable or not, so that naming it is no second mistake.
func (l *Library) note(b book) {
	if l.exists[b.Kind] == nil {
		l.exists[b.Kind] = map[string]bool{}
	}
	l.exists[b.Kind][b.ID] = true
	l.partial[b.Kind] = l.partial[b.Kind] || b.broken
}

// choose returns each document in the language, else in English, in an order that never varies.
func choose(lang string, books map[key]book) []book {
	byName := map[key]book{}
	for k, b := range books {
		if k.lang == lang || k.lang == English && byName[key{k.kind, k.id, ""}].Lang == "" {
			byName[key{k.kind, k.id, ""}] = b
		}
	}
	out := slices.Collect(maps.Values(byName))
	slices.SortFunc(out, func(a, b book) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID)) })
	return out
}

// orderModules puts the modules into the order in which the programmes name them; the rest follow by id.
func (l *Library) orderModules() {
	rank := map[string]int{}
	for _, p := range l.Programmes {
		for _, id := range p.Onboarding.Modules {
			if rank[id] == 0 {
				rank[id] = len(rank) + 1
			}
		}
	}
	place := func(m course.Module) int { return cmp.Or(rank[m.ID], len(rank)+1) }
	slices.SortStableFunc(l.Modules, func(a, b course.Module) int { return cmp.Compare(place(a), place(b)) })
}

// compare reports where a translation says something else than its original, words apart.
func compare(b, original book, r report) {
	if original.Path == "" {
		r.add(b.name().place, "there is no English original of this translation", quoted(b.ID), "an English document of the same id")
		return
	}
	if original.entry == nil {
		return
	}
	mine, theirs := b.facts(), original.facts()
	for i := range min(len(mine), len(theirs)) {
		if mine[i].text != theirs[i].text {
			r.add(mine[i].at, "the translation differs from its original in more than words", mine[i].text, fmt.Sprintf("%s as in %s:%d", theirs[i].text, original.Path, theirs[i].at.Line))
			return
		}
	}
	if len(mine) != len(theirs) {
		r.add(b.name().place, "the translation has more or fewer parts than its original", fmt.Sprint(len(mine)), fmt.Sprintf("%d as in %s", len(theirs), original.Path))
	}
}

// rule reports a rule that the code does not have.
func (r report) rule(id text, l *Library) {
	if l.Code == nil || id.S == "" {
		return
	}
	var all []string
	for _, rule := range l.Code.Rules {
		all = append(all, string(rule.ID))
	}
	r.known(id, "rule", all)
}

// value reports a value that the code does not have.
func (r report) value(id text, l *Library) {
	if l.Code == nil || id.S == "" {
		return
	}
	var all []string
	for _, v := range l.Code.Values {
		all = append(all, string(v.ID))
	}
	r.known(id, "value", all)
}

// exists reports the name of a document that there is not.
func (r report) exists(id text, kind Kind, l *Library) {
	r.known(id, string(kind), slices.Sorted(maps.Keys(l.exists[kind])))
}
