package exchange

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// readMoodle reads a file in Moodle XML. Every question is looked for by its tags and read on its own,
// so that one that is not well-formed takes no other with it.
func readMoodle(data []byte) ([]Imported, error) {
	text, err := asXML(data)
	if err != nil {
		return nil, err
	}
	s := &moodleScanner{text: text, line: 1}
	if err := s.root(); err != nil {
		return nil, err
	}
	var out []Imported
	for {
		part, ok := s.next()
		if !ok {
			break
		}
		if q, counts := moodleQuestion(part); counts {
			out = append(out, q)
		}
	}
	if !s.closed {
		q := Imported{Line: s.line}
		q.settle(refuse(s.line, "the file ends before </quiz>: questions may be missing"))
		out = append(out, q)
	}
	return out, nil
}

// part is the text of one question and the number of its first line.
type part struct {
	text string
	line int
}

// moodleScanner finds questions by their tags alone. It knows comments, CDATA and processing
// instructions, in which a tag is no tag.
type moodleScanner struct {
	text    string
	at      int
	line    int  // in which at is
	closed  bool // </quiz> has been seen
	noCDATA bool // no ]]> is left
}

// root moves behind <quiz>.
func (s *moodleScanner) root() error {
	for tag := s.tag(); tag != ""; tag = s.tag() {
		switch {
		case strings.HasPrefix(tag, "<?"), strings.HasPrefix(tag, "<!"):
		case isTag(tag, "<quiz"):
			s.closed = strings.HasSuffix(tag, "/>")
			return nil
		default:
			return errors.New("this is no Moodle XML: it does not begin with <quiz>")
		}
	}
	return errors.New("this is no Moodle XML: it does not begin with <quiz>")
}

// next returns the next question.
func (s *moodleScanner) next() (part, bool) {
	begin, line := -1, 0
	for {
		before, lineBefore := s.at, s.line
		tag := s.tag()
		start := s.at - len(tag)
		switch {
		case tag == "" && begin >= 0:
			return part{s.text[begin:], line}, true
		case tag == "":
			return part{}, false
		case isTag(tag, "<question") && begin >= 0: // the one before is not closed
			s.at, s.line = before, lineBefore
			return part{s.text[begin:start], line}, true
		case isTag(tag, "<question"):
			begin, line = start, s.line-strings.Count(tag, "\n")
		case isTag(tag, "</question") && begin >= 0:
			return part{s.text[begin:s.at], line}, true
		case isTag(tag, "</quiz"):
			s.closed = true
			if begin >= 0 {
				return part{s.text[begin:start], line}, true
			}
		}
	}
}

func isTag(tag, name string) bool {
	rest, ok := strings.CutPrefix(tag, name)
	return ok && rest != "" && strings.IndexByte(" \t\r\n/>", rest[0]) >= 0
}

// tag returns the next tag, comment, CDATA section or instruction and moves behind it. It is "" at the end.
func (s *moodleScanner) tag() string {
	i := strings.IndexByte(s.text[s.at:], '<')
	if i < 0 {
		s.move(len(s.text))
		return ""
	}
	s.move(s.at + i)
	rest := s.text[s.at:]
	end := ">"
	switch {
	case strings.HasPrefix(rest, "<!--"):
		end = "-->"
	case strings.HasPrefix(rest, "<![CDATA[") && !s.noCDATA:
		end = "]]>"
	}
	j := strings.Index(rest, end)
	if j < 0 && end == "]]>" {
		s.noCDATA = true
		j, end = strings.IndexByte(rest, '>'), ">"
	}
	if j < 0 { // cut off
		s.move(len(s.text))
		return ""
	}
	tag := rest[:j+len(end)]
	s.move(s.at + len(tag))
	return tag
}

func (s *moodleScanner) move(to int) {
	s.line += strings.Count(s.text[s.at:to], "\n")
	s.at = to
}

// moodleQuestion reads one question. A category is none.
func moodleQuestion(p part) (q Imported, counts bool) {
	q = Imported{Line: p.line, Question: Question{Format: HTML}}
	if !utf8.ValidString(p.text) {
		q.settle(refuse(p.line, "the question holds bytes that are not UTF-8"))
		return q, true
	}
	n, err := parseXML(strings.TrimSpace(p.text), p.line, maxElements)
	if err != nil {
		q.settle(err)
		return q, true
	}
	if n.get("type") == "category" {
		return q, false
	}
	m := &moodleReader{q: &q, n: n}
	q.settle(m.read())
	return q, true
}
