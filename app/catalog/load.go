package catalog

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"understudy/content"
	"understudy/quizzes"
)

// folder is where one kind of document stands.
type folder struct {
	name  string
	kinds map[string]Kind // by ending
}

func contentFolders() []folder {
	return []folder{
		{"code", map[string]Kind{".yaml": KindCode}},
		{"modules", map[string]Kind{".md": KindModule}},
		{"scenarios", map[string]Kind{".scene": KindScenario, ".plan": KindPlan, ".texts": KindTexts, ".layout.json": KindLayout}},
		{"programmes", map[string]Kind{".yaml": KindProgramme}},
	}
}

func quizFolders() []folder {
	return []folder{
		{"banks", map[string]Kind{".yaml": KindBank}},
		{"blueprints", map[string]Kind{".yaml": KindBlueprint}},
	}
}

// Embedded returns the library that the program carries.
func Embedded() (*Library, []Problem) { return finish(embedded()) }

func embedded() ([]Document, []Problem) { return gatherAll(content.FS, quizzes.FS) }

// Load reads a library from two file systems: one laid out as content/, one as quizzes/.
func Load(contents, quizzes fs.FS) (*Library, []Problem) {
	return finish(gatherAll(contents, quizzes))
}

// LoadWith reads the embedded library with a folder laid over it, which mirrors content/ and may hold
// quizzes/. A document in the folder takes the place of the embedded one of its kind and id, and of
// that one's translations.
func LoadWith(dir string) (*Library, []Problem) { return loadOver(embedded, dir) }

func loadOver(base func() ([]Document, []Problem), dir string) (*Library, []Problem) {
	docs, problems := base()
	root, err := os.OpenRoot(dir)
	if err != nil {
		return finish(docs, append(problems, Problem{File: dir, Message: "the content folder cannot be read: " + reason(err), Expected: "a folder with code, modules, scenarios, programmes or quizzes in it"}))
	}
	defer func() { _ = root.Close() }()
	over, more := overlaid(root.FS(), dir)
	return finish(override(docs, over), append(problems, more...))
}

func finish(docs []Document, problems []Problem) (*Library, []Problem) {
	l, more := Build(docs)
	return l, sorted(append(problems, more...))
}

func gatherAll(contents, quizzes fs.FS) ([]Document, []Problem) {
	docs, problems := gather(contents, "content", contentFolders())
	others, more := gather(quizzes, "quizzes", quizFolders())
	return append(docs, others...), append(problems, more...)
}

func overlaid(root fs.FS, dir string) ([]Document, []Problem) {
	docs, problems := gather(root, dir, contentFolders())
	if sub, err := fs.Sub(root, "quizzes"); err == nil {
		others, more := gather(sub, filepath.Join(dir, "quizzes"), quizFolders())
		docs, problems = append(docs, others...), append(problems, more...)
	}
	return docs, problems
}

// override lays documents over others. A translation of a text that was replaced goes with it.
func override(base, over []Document) []Document {
	mine := map[key]bool{}
	for _, d := range over {
		mine[key{d.place(), d.ID, d.Lang}] = true
	}
	kept := slices.DeleteFunc(base, func(d Document) bool {
		return mine[key{d.place(), d.ID, d.Lang}] || mine[key{d.place(), d.ID, English}]
	})
	return append(kept, over...)
}

// place returns the kind of what a document ends up as: of a scenario's translation, a scenario.
func (d Document) place() Kind {
	if d.Kind == KindTexts {
		return KindScenario
	}
	return d.Kind
}

// gather reads the documents of some folders; a folder that is not there has none.
func gather(root fs.FS, prefix string, folders []folder) ([]Document, []Problem) {
	var docs []Document
	var problems []Problem
	for _, f := range folders {
		g := gatherer{root: root, prefix: prefix, folder: f, docs: &docs, problems: &problems}
		for _, entry := range g.list(f.name) {
			if !entry.IsDir() {
				g.read(path.Join(f.name, entry.Name()), English)
				continue
			}
			inner := path.Join(f.name, entry.Name())
			if !IsLanguage(entry.Name()) {
				g.problem(inner, true, "this folder is not read", "folders named for a language, such as fr")
				continue
			}
			for _, translated := range g.list(inner) {
				g.read(path.Join(inner, translated.Name()), entry.Name())
			}
		}
	}
	return docs, problems
}

// IsLanguage reports whether a folder's name is a language: two small letters, and not English, which
// stands outside.
func IsLanguage(name string) bool {
	return len(name) == 2 && name != English && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz") == ""
}

type gatherer struct {
	root     fs.FS
	prefix   string
	folder   folder
	docs     *[]Document
	problems *[]Problem
}

func (g gatherer) problem(name string, warning bool, message, expected string) {
	*g.problems = append(*g.problems, Problem{File: filepath.Join(g.prefix, name), Message: message, Expected: expected, Warning: warning})
}

// list returns a folder's entries, leaving out what editors and systems put there.
func (g gatherer) list(name string) []fs.DirEntry {
	entries, err := fs.ReadDir(g.root, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		g.problem(name, false, "the folder cannot be read: "+reason(err), "a folder that the server may read")
	}
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		return strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "#") || strings.HasSuffix(e.Name(), "~")
	})
}

// read takes one file, or reports why not. One byte over the limit is read, for Build to refuse.
func (g gatherer) read(name, lang string) {
	kind, ending, known := g.folder.kindOf(name)
	if !known {
		g.problem(name, true, "this file is not read", "a name that ends in "+endings(g.folder.kinds))
		return
	}
	file, err := g.root.Open(name)
	if err != nil {
		g.problem(name, false, "the file cannot be read: "+reason(err), "a file that the server may read")
		return
	}
	defer func() { _ = file.Close() }()
	source, err := io.ReadAll(io.LimitReader(file, MaxFile+1))
	if err != nil {
		g.problem(name, false, "the file cannot be read: "+reason(err), "a file that the server may read")
		return
	}
	id := strings.TrimSuffix(path.Base(name), ending)
	*g.docs = append(*g.docs, NewDocument(kind, id, lang, filepath.Join(g.prefix, name), string(source)))
}

// kindOf tells a document's kind by the ending of its name.
func (f folder) kindOf(name string) (kind Kind, ending string, known bool) {
	for ending, kind := range f.kinds {
		if strings.HasSuffix(name, ending) {
			return kind, ending, true
		}
	}
	return "", "", false
}

func endings(kinds map[string]Kind) string {
	var out []string
	for ending := range kinds {
		out = append(out, ending)
	}
	slices.Sort(out)
	return strings.Join(out, " or ")
}

// reason says why the system refused, without the path, which the problem names already.
func reason(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Sprint(err)
}
