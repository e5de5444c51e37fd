package exchange

import (
	"net/url"
	"slices"
	"strings"
)

// format decides how the texts of the item are kept: as its author said, when it was written here; as
// HTML, when something is marked up; else as plain text.
func (r *itemReader) format() {
	switch m := Markup(r.body.get("dataformat")); m {
	case Moodle, HTML, Markdown, Plain:
		r.q.Format, r.verbatim = m, true
	default:
		marked := func(n *node) bool { return !isPlain(n) }
		if len(r.body.find(marked)) > 0 || slices.ContainsFunc(r.root.all("modalfeedback"), func(n *node) bool { return len(n.find(marked)) > 0 }) {
			r.q.Format = HTML
		}
	}
	for _, tag := range strings.Fields(r.body.get("datatags")) {
		if text, err := url.PathUnescape(tag); err == nil {
			r.q.Tags = append(r.q.Tags, text)
		}
	}
}

// isPlain reports whether an element is part of the question's structure, or a block of text.
func isPlain(n *node) bool {
	switch n.key {
	case "p", "div", "span", "br", "prompt", "gap", "hottext", "contentbody":
		return true
	}
	return isInteraction(n) || isChoice(n) || strings.HasPrefix(n.key, "feedback") || n.key == "rubricblock"
}

func isChoice(n *node) bool {
	switch n.key {
	case "simplechoice", "inlinechoice", "simplematchset", "simpleassociablechoice", "gaptext", "gapimg":
		return true
	}
	return false
}

// isBlock reports whether an element begins a paragraph of its own.
func isBlock(n *node) bool {
	return n.key == "p" || n.key == "div" || n.key == "prompt" || isInteraction(n) && n.key != "textentryinteraction" && n.key != "inlinechoiceinteraction"
}

// skipped reports whether an element is no part of the text around it.
func skipped(n *node) bool {
	return isChoice(n) || strings.HasPrefix(n.key, "feedback") || n.key == "rubricblock"
}

// text returns the text of a choice or of feedback. Many may point to the same one.
func (r *itemReader) text(n *node) string {
	text, known := r.said[n]
	if !known {
		text = r.unwrapped(n)
		r.said[n] = text
	}
	return text
}

func (r *itemReader) unwrapped(n *node) string {
	if len(n.kids) == 1 && n.kids[0].key == "contentbody" {
		n = n.kids[0]
	}
	return r.render(n)
}

// stem returns the text of the body, with a gap where something is to be put in.
func (r *itemReader) stem() string {
	if r.verbatim && r.q.Type != Spot {
		if first := r.body.first("div"); first != nil {
			return r.render(first)
		}
	}
	return r.render(r.body)
}

func (r *itemReader) render(n *node) string {
	if r.q.Format == HTML {
		var b strings.Builder
		r.html(&b, n)
		return strings.TrimSpace(b.String())
	}
	t := &plainText{verbatim: r.verbatim}
	t.write(n)
	t.flush()
	return strings.TrimSpace(strings.Join(t.paragraphs, "\n\n"))
}

// html writes the XHTML of a text without the elements that only QTI has.
func (r *itemReader) html(b *strings.Builder, n *node) {
	for _, kid := range n.kids {
		switch {
		case kid.name == "":
			b.WriteString(escapeText(kid.text))
		case skipped(kid):
		case gapOf(kid) != "":
			b.WriteString(gapOf(kid))
		case kid.key == "prompt":
			b.WriteString("<p>")
			r.html(b, kid)
			b.WriteString("</p>")
		case isInteraction(kid), kid.key == "hottext", kid.key == "contentbody":
			r.html(b, kid)
		default:
			r.element(b, kid)
		}
	}
}

func (r *itemReader) element(b *strings.Builder, n *node) {
	if len(n.kids) == 0 {
		n.outer(b)
		return
	}
	hollow := *n
	hollow.kids = nil
	var start strings.Builder
	hollow.outer(&start)
	b.WriteString(strings.TrimSuffix(start.String(), "/>") + ">")
	r.html(b, n)
	b.WriteString("</" + n.name + ">")
}

// gapOf returns what stands in the stem for an element that takes an answer within a line.
func gapOf(n *node) string {
	switch n.key {
	case "textentryinteraction", "inlinechoiceinteraction":
		return "_____"
	case "gap":
		return "[" + n.get("identifier") + "]"
	default:
		return ""
	}
}

// plainText collects paragraphs.
type plainText struct {
	verbatim   bool
	paragraphs []string
	line       strings.Builder
}

func (t *plainText) flush() {
	text := t.line.String()
	t.line.Reset()
	if !t.verbatim {
		lines := strings.Split(text, "\n")
		for i := range lines {
			lines[i] = strings.Join(strings.Fields(lines[i]), " ")
		}
		text = strings.TrimSpace(strings.Join(lines, "\n"))
	}
	if strings.TrimSpace(text) != "" {
		t.paragraphs = append(t.paragraphs, text)
	}
}

func (t *plainText) write(n *node) {
	for _, kid := range n.kids {
		switch {
		case kid.name == "" && t.verbatim:
			t.line.WriteString(kid.text)
		case kid.name == "":
			t.line.WriteString(strings.NewReplacer("\n", " ", "\r", " ").Replace(kid.text))
		case kid.key == "br":
			t.line.WriteByte('\n')
		case skipped(kid):
		case gapOf(kid) != "":
			t.line.WriteString(gapOf(kid))
		case isBlock(kid):
			t.flush()
			t.write(kid)
			t.flush()
		default:
			t.write(kid)
		}
	}
}
