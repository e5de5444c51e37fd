package exchange

import (
	"slices"
	"strings"
)

// text returns the <text> of an element. Markup that should have been escaped is put together again.
func (m *moodleReader) text(n *node) string {
	text := n.child("text")
	if text == nil {
		return ""
	}
	if len(n.all("file")) > 0 {
		m.q.degrade("files are not taken, such as %s here", brief(n.child("file").get("name")))
	}
	var out string
	if slices.ContainsFunc(text.kids, func(kid *node) bool { return kid.name != "" }) {
		out = text.markup()
	} else {
		out = text.word()
	}
	if strings.Contains(out, "@@PLUGINFILE@@") {
		m.q.degrade("a text refers to a file of Moodle's, which is not taken")
	}
	return out
}

// markup returns the format of an element's text.
func (m *moodleReader) markup(n *node, otherwise Markup) Markup {
	switch n.get("format") {
	case "":
		return otherwise
	case "moodle_auto_format":
		return Moodle
	case "plain_text":
		return Plain
	case "markdown":
		return Markdown
	case "wiki_like":
		m.q.degrade("Moodle's old wiki markup is not known here, so the text stands as it is")
		return Moodle
	default:
		return HTML
	}
}

// losses notes what the file says beside the question and that nothing here keeps. Penalties, shuffling
// and numbering are Moodle's ways of running a quiz and no part of the question.
func (m *moodleReader) losses() {
	if m.n.child("image_base64").word() != "" || m.n.child("image").word() != "" {
		m.q.degrade("the picture is not taken")
	}
	if f := m.n.child("generalfeedback"); m.q.Feedback != "" {
		m.q.mixed(m.q.Feedback, m.markup(f, m.q.Format))
	}
	if len(m.n.all("hint")) > 0 {
		m.q.degrade("hints are not taken")
	}
	for _, name := range []string{"correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"} {
		if text := m.text(m.n.child(name)); text != "" && !standard(text) {
			m.q.degrade("the %s %s is not taken", name, brief(text))
		}
	}
	if m.q.Type == Essay {
		for _, name := range []string{"graderinfo", "responsetemplate"} {
			if m.text(m.n.child(name)) != "" {
				m.q.degrade("the %s is not taken", name)
			}
		}
	}
	if grade := m.n.child("defaultgrade").word(); grade != "" && m.q.Type != Description {
		if value, ok := number(grade); ok && value != 1 {
			m.q.remark("the file gives it %s marks, and every question counts one here", decimal(value))
		}
	}
}

// standard reports whether a combined feedback is one that Moodle puts in by itself.
func standard(text string) bool {
	text = strings.TrimSuffix(strings.TrimPrefix(text, "<p>"), "</p>")
	return slices.Contains([]string{"Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect."}, text)
}
