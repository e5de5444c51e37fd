package exchange

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf16"
)

// Limits of one question in XML.
const (
	maxDepth    = 64     // elements within one another
	maxElements = 20_000 // of one question
)

// asXML returns a document as UTF-8, whatever of the usual encodings it is in. It refuses a document
// that defines entities: they are how a small file becomes a huge one, or asks for another file.
func asXML(data []byte) (string, error) {
	text, err := recoded(data)
	if err != nil {
		return "", err
	}
	head := text[:min(len(text), 64<<10)]
	if i := strings.Index(strings.ToUpper(head), "<!DOCTYPE"); i >= 0 && strings.Contains(strings.ToUpper(text[i:]), "<!ENTITY") {
		return "", errors.New("the document defines entities of its own, which is not allowed here")
	}
	return text, nil
}

func recoded(data []byte) (string, error) {
	switch {
	case len(data) > MaxXML:
		return "", fmt.Errorf("the document has more than %d MB; divide it", MaxXML>>20)
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return fromUTF16(data[2:], binary.LittleEndian), nil
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return fromUTF16(data[2:], binary.BigEndian), nil
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	declared := regexp.MustCompile(`^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"'>]*)["']`).FindSubmatch(data[:min(len(data), 200)])
	if declared == nil {
		return string(data), nil
	}
	switch name := strings.ToLower(string(declared[1])); name {
	case "utf-8", "utf8", "us-ascii", "ascii":
		return string(data), nil
	case "iso-8859-1", "latin1", "iso-8859-15", "windows-1252", "cp1252":
		return fromLatin(data, name), nil
	default:
		return "", fmt.Errorf("the document is in the encoding %q; save it as UTF-8", declared[1])
	}
}

func fromUTF16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

// fromLatin decodes one byte a character. The 32 in the middle are what Windows puts there, also into
// documents that claim to be ISO-8859-1; in ISO-8859-15 the euro sign is elsewhere.
func fromLatin(data []byte, name string) string {
	const windows = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"
	middle := []rune(windows)
	var b strings.Builder
	b.Grow(len(data) + len(data)/8)
	for _, c := range data {
		switch {
		case c >= 0x80 && c < 0xA0:
			b.WriteRune(middle[c-0x80])
		case c == 0xA4 && name == "iso-8859-15":
			b.WriteRune('€')
		default:
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}

// node is an element, or text when it has no name. Names are without prefix.
type node struct {
	name string // as in the document
	key  string // the name as QTI 2 and 3 share it: assessmentitem for qti-assessment-item
	line int
	attr []attribute
	text string
	kids []*node
}

type attribute struct{ key, name, value string }

// parseXML reads one element with all that it holds. Line is the number of the text's first line, most
// is how many elements it may hold.
func parseXML(text string, line, most int) (*node, error) {
	decoder := xml.NewDecoder(strings.NewReader(text))
	decoder.Entity = xml.HTMLEntity                                                          // &nbsp; and the like
	decoder.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is UTF-8 by now
	root := &node{}
	open := []*node{root}
	elements := 0
	for {
		at, _ := decoder.InputPos()
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, notXML(err, line)
		}
		top := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			if elements++; elements > most || len(open) > maxDepth {
				return nil, refuse(line+at-1, "more than %d elements, or more than %d within one another", most, maxDepth)
			}
			n := &node{name: t.Name.Local, key: shared(t.Name.Local), line: line + at - 1, attr: attributes(t.Attr)}
			top.kids = append(top.kids, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.kids = append(top.kids, &node{text: string(t), line: line + at - 1})
		}
	}
	for _, n := range root.kids {
		if n.name != "" {
			return n, nil
		}
	}
	return nil, refuse(line, "there is no element in it")
}

// attributes leaves out the declarations of name spaces, which mean nothing here.
func attributes(attrs []xml.Attr) []attribute {
	var out []attribute
	for _, a := range attrs {
		if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
			out = append(out, attribute{shared(a.Name.Local), a.Name.Local, a.Value})
		}
	}
	return out
}

// notXML says where a document stops being XML.
func notXML(err error, line int) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return refuse(line+syntax.Line-1, "this is not well-formed XML: %s", syntax.Msg)
	}
	return refuse(line, "this is not well-formed XML: %v", err)
}

// located says where a document cannot be read: in which file, if it has a name, and on which line.
func located(name string, err error) error {
	var r refusal
	switch errors.As(err, &r); {
	case name == "":
		return fmt.Errorf("line %d: %w", max(r.line, 1), err)
	case r.line > 0:
		return fmt.Errorf("%s, line %d: %w", name, r.line, err)
	default:
		return fmt.Errorf("%s: %w", name, err)
	}
}

// shared maps the names of QTI 3 to those of QTI 2, in small letters.
func shared(name string) string {
	return strings.ReplaceAll(strings.TrimPrefix(strings.ToLower(name), "qti-"), "-", "")
}

// get returns an attribute, whatever way QTI spells it, and "" when there is none.
func (n *node) get(key string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.attr {
		if a.key == key {
			return strings.TrimSpace(a.value)
		}
	}
	return ""
}

// child returns the first element of that name directly within, and nil when there is none.
func (n *node) child(keys ...string) *node {
	for _, key := range keys {
		if n == nil {
			return nil
		}
		n = n.first(key)
	}
	return n
}

func (n *node) first(key string) *node {
	for _, kid := range n.kids {
		if kid.key == key {
			return kid
		}
	}
	return nil
}

// all returns the elements of that name directly within.
func (n *node) all(key string) []*node {
	var out []*node
	if n != nil {
		for _, kid := range n.kids {
			if kid.key == key {
				out = append(out, kid)
			}
		}
	}
	return out
}

// find returns the elements within, at any depth, that a test picks. It does not look into those.
func (n *node) find(picks func(*node) bool) []*node {
	var out []*node
	if n == nil {
		return nil
	}
	for _, kid := range n.kids {
		switch {
		case kid.name == "":
		case picks(kid):
			out = append(out, kid)
		default:
			out = append(out, kid.find(picks)...)
		}
	}
	return out
}

func named(key string) func(*node) bool { return func(n *node) bool { return n.key == key } }

// raw returns the text within, as it stands.
func (n *node) raw() string {
	if n == nil {
		return ""
	}
	if n.name == "" {
		return n.text
	}
	var b strings.Builder
	for _, kid := range n.kids {
		b.WriteString(kid.raw())
	}
	return b.String()
}

// word returns the text within, without white space around it.
func (n *node) word() string { return strings.TrimSpace(n.raw()) }
