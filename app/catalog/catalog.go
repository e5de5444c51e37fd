// Package catalog reads the files and stored documents that content is written in, and hands out
// the domain's types. It is the only package that knows YAML.
//
// Whatever is wrong is reported in one run, each mistake with file, line, column, what was found and
// what could stand there. A [Library] never changes once it is built; [Live] swaps whole libraries.
package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"understudy/app/conduct"
	"understudy/app/course"
	"understudy/app/quiz"
)

// Kind is what a document is; ids are unique within one kind.
type Kind string

// The kinds of document.
const (
	KindCode      Kind = "code"
	KindModule    Kind = "module"
	KindScenario  Kind = "scenario"
	KindPlan      Kind = "plan"   // what an author expects of the scenario with the same id
	KindTexts     Kind = "texts"  // a translation of the scenario with the same id, line by line
	KindLayout    Kind = "layout" // where its scenes stand in the editor
	KindProgramme Kind = "programme"
	KindBank      Kind = "bank"
	KindBlueprint Kind = "blueprint"
)

// English is the language that every document exists in; others are translations of it.
const English = "en"

// MaxFile is the greatest size of one document, in bytes.
const MaxFile = 256 << 10

// Document is one text of the library.
type Document struct {
	Kind   Kind
	ID     string // the file's name without its ending
	Lang   string
	Path   string // for messages
	Hash   string // SHA-256 of Source in hexadecimal
	Source string // without byte order mark, lines ending in \n
}

// NewDocument returns a document with its source in normal form and its hash, so that a checkout with
// other line ends is the same version.
func NewDocument(kind Kind, id, lang, path, source string) Document {
	source = strings.ReplaceAll(strings.TrimPrefix(source, "\ufeff"), "\r\n", "\n")
	sum := sha256.Sum256([]byte(source))
	return Document{Kind: kind, ID: id, Lang: lang, Path: path, Hash: hex.EncodeToString(sum[:]), Source: source}
}

// Bank is a named set of questions, by id.
type Bank struct {
	ID        string
	Title     string
	Questions []string
}

// Library is everything there is to learn, in one language. It is immutable: share it freely and
// change nothing in it.
type Library struct {
	Lang       string
	Code       *conduct.Code   // nil only while the library is broken
	Modules    []course.Module // in the order in which the programmes name them
	Questions  map[string]quiz.Question
	Banks      []Bank
	Blueprints map[string]quiz.Blueprint
	Programmes []course.Programme
	Scenarios  map[string]Scenario
	StoryHTML  map[conduct.RuleID]string // each rule's story, rendered and sanitised
	Documents  []Document                // of every language, by kind, id and language

	plans   map[string]string // scenario id → plan
	layouts map[string]string // scenario id → layout
	owner   map[string]string // question id → the bank that defines it
	exists  map[Kind]map[string]bool
	partial map[Kind]bool // kinds of which some document is broken
	langs   map[string]*Library
}

// In returns the library in a language, with English documents where there is no translation.
func (l *Library) In(lang string) *Library {
	if other, found := l.langs[lang]; found {
		return other
	}
	return l.langs[English]
}

// Languages lists the languages that some document exists in, English first.
func (l *Library) Languages() []string {
	langs := slices.DeleteFunc(slices.Sorted(maps.Keys(l.langs)), func(lang string) bool { return lang == English })
	return append([]string{English}, langs...)
}

// Module finds a module by its id.
func (l *Library) Module(id string) (course.Module, bool) {
	return find(l.Modules, func(m course.Module) bool { return m.ID == id })
}

// Programme finds a programme by its id.
func (l *Library) Programme(id string) (course.Programme, bool) {
	return find(l.Programmes, func(p course.Programme) bool { return p.ID == id })
}

// Document finds the text of a document in exactly one language.
func (l *Library) Document(kind Kind, id, lang string) (Document, bool) {
	return find(l.Documents, func(d Document) bool { return d.Kind == kind && d.ID == id && d.Lang == lang })
}

func find[T any](items []T, is func(T) bool) (T, bool) {
	if i := slices.IndexFunc(items, is); i >= 0 {
		return items[i], true
	}
	var none T
	return none, false
}

// Question finds a question of a bank by its id.
func (l *Library) Question(id string) (quiz.Question, bool) {
	q, found := l.Questions[id]
	return q, found
}

// Blueprint finds a blueprint by its id.
func (l *Library) Blueprint(id string) (quiz.Blueprint, bool) {
	bp, found := l.Blueprints[id]
	return bp, found
}

// Scenario finds a scenario by its id.
func (l *Library) Scenario(id string) (Scenario, bool) {
	s, found := l.Scenarios[id]
	return s, found
}

// Rule finds a rule of the code by its id.
func (l *Library) Rule(id conduct.RuleID) (conduct.Rule, bool) {
	if l.Code == nil {
		return conduct.Rule{}, false
	}
	return l.Code.Rule(id)
}

// Lesson finds a lesson with its module and its place in it.
func (l *Library) Lesson(module, lesson string) (course.Module, course.Lesson, int, bool) {
	m, _ := l.Module(module) // the empty module has no lessons
	found, at, ok := m.Lesson(lesson)
	return m, found, at, ok
}

// Teaching finds the first lesson that teaches a rule.
func (l *Library) Teaching(rule conduct.RuleID) (course.Module, course.Lesson, bool) {
	for _, m := range l.Modules {
		for _, lesson := range m.Lessons {
			if lesson.Rule == rule {
				return m, lesson, true
			}
		}
	}
	return course.Module{}, course.Lesson{}, false
}

// Bank returns every question of every bank, by id.
func (l *Library) Bank() []quiz.Question {
	var out []quiz.Question
	for _, id := range slices.Sorted(maps.Keys(l.Questions)) {
		out = append(out, l.Questions[id])
	}
	return out
}
