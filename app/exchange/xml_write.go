package exchange

import (
	"strings"
)

func escapeText(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}

func escapeAttr(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\n", "&#xA;", "\t", "&#x9;").Replace(text)
}

// inner writes what is in an element as XHTML.
func (n *node) inner(b *strings.Builder) {
	for _, kid := range n.kids {
		if kid.name == "" {
			b.WriteString(escapeText(kid.text))
			continue
		}
		kid.outer(b)
	}
}

func (n *node) outer(b *strings.Builder) {
	b.WriteString("<" + n.name)
	for _, a := range n.attr {
		b.WriteString(" " + a.name + `="` + escapeAttr(a.value) + `"`)
	}
	if len(n.kids) == 0 {
		b.WriteString("/>")
		return
	}
	b.WriteString(">")
	n.inner(b)
	b.WriteString("</" + n.name + ">")
}

// markup returns what is in an element as XHTML, without white space around it.
func (n *node) markup() string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	n.inner(&b)
	return strings.TrimSpace(b.String())
}
