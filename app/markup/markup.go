// Package markup turns the Markdown that trainers write into HTML that is safe to put into a page.
//
// Two walls stand one behind the other: goldmark renders without raw HTML, and bluemonday then lets
// through a short list of elements. Rendering happens when content is loaded, never when it is read.
package markup

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// Limits of one field. goldmark takes time that grows with the square of brackets and of table
// columns, so that 100 KB of them would keep a server busy for minutes; nothing that people read
// comes near these.
const (
	MaxBytes    = 16 << 10
	MaxBrackets = 500
	MaxColumns  = 30
	MaxDepth    = 20 // quotations and lists within one another
)

// topHeading is the level of a text's highest heading: pages use h1 and h2 themselves.
const topHeading = 3

// Renderer renders Markdown. It is safe for concurrent use; make one and keep it.
type Renderer struct {
	markdown goldmark.Markdown
	policy   *bluemonday.Policy
}

// New returns a Renderer.
func New() *Renderer {
	return &Renderer{
		markdown: goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)),
		policy:   allowed(),
	}
}

// allowed lists what may reach a page: prose, lists, tables and links. There are no images, since one
// from another site would tell that site who is reading, and no classes, styles or ids.
func allowed() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "code",
		"em", "strong", "del", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	p.RequireNoReferrerOnFullyQualifiedLinks(true)
	return p
}

// HTML renders a field. The error says in plain words which limit the text breaks.
func (r *Renderer) HTML(markdown string) (string, error) {
	if err := Check(markdown); err != nil {
		return "", err
	}
	source := []byte(markdown)
	tree := r.markdown.Parser().Parse(text.NewReader(source))
	demote(tree)
	var out bytes.Buffer
	if err := r.markdown.Renderer().Render(&out, source, tree); err != nil {
		return "", fmt.Errorf("render Markdown: %w", err)
	}
	return strings.TrimSpace(r.policy.Sanitize(out.String())), nil //nolint:misspell // the library's spelling
}

// Check reports the first limit that a field breaks, nil when it keeps to all of them.
func Check(markdown string) error {
	switch {
	case !utf8.ValidString(markdown):
		return fmt.Errorf("the text is not valid UTF-8")
	case len(markdown) > MaxBytes:
		return fmt.Errorf("the text has %d bytes; a field may have %d at most", len(markdown), MaxBytes)
	case strings.Count(markdown, "[") > MaxBrackets:
		return fmt.Errorf("the text has %d opening square brackets; %d at most are allowed", strings.Count(markdown, "["), MaxBrackets)
	}
	number := 0
	for line := range strings.Lines(markdown) {
		number++
		if columns := strings.Count(line, "|") - 1; columns > MaxColumns {
			return fmt.Errorf("line %d of the text has %d table columns; %d at most are allowed", number, columns, MaxColumns)
		}
		if depth := nesting(line); depth > MaxDepth {
			return fmt.Errorf("line %d of the text is %d lists or quotations deep; %d at most are allowed", number, depth, MaxDepth)
		}
	}
	return nil
}

// nesting counts the marks of quotations and list items that a line begins with, one in another.
func nesting(line string) int {
	depth := 0
	for {
		line = strings.TrimLeft(line, " \t")
		rest := strings.TrimLeft(line, "0123456789")
		switch {
		case strings.HasPrefix(line, ">"):
			rest = line[1:]
		case len(rest) > 1 && strings.IndexByte("-*+.)", rest[0]) >= 0 && (rest[1] == ' ' || rest[1] == '\t'):
			rest = rest[2:]
		default:
			return depth
		}
		line = rest
		depth++
	}
}

// demote moves the headings to h3 and below without leaving out a level, so that the outline of the
// page they land on stays whole for people who jump from heading to heading.
func demote(tree ast.Node) {
	var headings []*ast.Heading
	var levels []int
	_ = ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if h, ok := n.(*ast.Heading); ok && entering {
			headings, levels = append(headings, h), append(levels, h.Level)
		}
		return ast.WalkContinue, nil
	})
	slices.Sort(levels)
	levels = slices.Compact(levels)
	for _, h := range headings {
		h.Level = min(topHeading+slices.Index(levels, h.Level), 6)
	}
}
