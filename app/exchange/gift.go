package exchange

import (
	"strings"
)

// readGIFT reads a file in GIFT. Blank lines stand between questions and nowhere else, comments are
// lines that begin with //, and $CATEGORY: is a line of its own.
func readGIFT(data []byte) ([]Imported, error) {
	text, err := asText(data)
	if err != nil {
		return nil, err
	}
	var out []Imported
	var b giftBlock
	end := func() {
		if b.text.Len() > 0 || b.bad != nil {
			out = append(out, b.question())
		}
		b = giftBlock{}
	}
	for n, line := range numbered(text) {
		if line == "" {
			end()
			continue
		}
		b.add(n, line)
	}
	end()
	return out, nil
}

// giftBlock is the lines between two blank ones.
type giftBlock struct {
	text     strings.Builder // of the question, without comments
	lines    []int           // the number of each line of text
	comments strings.Builder
	bad      error // a line that cannot be read
}

func (b *giftBlock) add(n int, line string) {
	switch {
	case b.bad == nil && notUTF8(n, line) != nil:
		b.bad = notUTF8(n, line)
		b.lines = append(b.lines, n)
	case strings.HasPrefix(line, "//"):
		b.comments.WriteString(line)
		b.comments.WriteByte('\n')
	case b.text.Len() == 0 && strings.HasPrefix(line, "$CATEGORY:"):
	default:
		if b.text.Len() > 0 {
			b.text.WriteByte('\n')
		}
		b.text.WriteString(line)
		b.lines = append(b.lines, n)
	}
}

// line returns the number of the line in which a piece begins.
func (b *giftBlock) line(p piece) int {
	ended := strings.Count(b.text.String()[:min(p.at, b.text.Len())], "\n")
	return b.lines[min(ended, len(b.lines)-1)]
}

func (b *giftBlock) question() Imported {
	q := Imported{Line: b.lines[0], Question: Question{Format: Moodle}}
	q.ID, q.Tags = commentMarks(b.comments.String())
	err := b.bad
	if err == nil {
		err = b.read(&q)
	}
	q.settle(err)
	return q
}

// read takes a question apart: title, stem, answers, general feedback.
func (b *giftBlock) read(q *Imported) error {
	whole := b.title(q)
	open, closing := whole.index("{"), whole.index("}")
	switch {
	case open < 0 && closing < 0:
		q.Type = Description
		q.Stem, q.Format = whole.formatted(Moodle)
		return nil
	case closing < 0:
		return refuse(b.line(whole.from(open)), "a { has no }: the answers do not end before the next blank line")
	case open < 0:
		return refuse(b.line(whole.from(closing)), "a } has no {; write \\} for the sign itself")
	case closing < open:
		return refuse(b.line(whole.from(closing)), "a } stands before the first {; write \\} for the sign itself")
	}
	answers := whole.from(open + 1).upTo(closing - open - 1).trim()
	stem, after := whole.upTo(open), whole.from(closing+1)
	if strings.TrimSpace(after.s) != "" {
		stem.s += "_____" + after.s
		if after.index("{") >= 0 || after.index("}") >= 0 {
			q.remark("what stands in braces after the first answers is taken for text")
		}
	}
	q.Stem, q.Format = stem.formatted(Moodle)
	if i := answers.lastIndex("####"); i >= 0 {
		var markup Markup
		q.Feedback, markup = answers.from(i + 4).formatted(q.Format)
		q.mixed(q.Feedback, markup)
		answers = answers.upTo(i).trim()
	}
	return b.answers(q, answers)
}

// title takes the ::title:: off the front.
func (b *giftBlock) title(q *Imported) piece {
	whole := piece{s: b.text.String()}.trim()
	if !strings.HasPrefix(whole.s, "::") {
		return whole
	}
	name, rest, closed := whole.from(2).cut("::")
	if !closed {
		q.remark("the title has no :: behind it, so it is taken for text")
		return whole.from(2).trim()
	}
	q.Name = name.text()
	return rest.trim()
}

// answers reads what stands between the braces. The signs in it decide the type, in this order.
func (b *giftBlock) answers(q *Imported, p piece) error {
	switch {
	case p.s == "":
		q.Type = Essay
		return nil
	case p.s[0] == '#':
		q.Type = Numeric
		return b.numbers(q, p.from(1))
	case p.index("~") >= 0:
		q.Type = Multiple
		if p.index("=") >= 0 {
			q.Type = Single
		}
		return b.choices(q, p)
	case p.index("=") >= 0 && p.index("->") >= 0:
		q.Type = Matching
		return b.pairs(q, p)
	case isTruth(p):
		q.Type = TrueFalse
		b.truth(q, p)
		return nil
	default:
		q.Type = Short
		return b.forms(q, p)
	}
}

// commentMarks reads [id:…] and [tag:…] in comments; \] stands for a bracket in one.
func commentMarks(comments string) (id string, tags []string) {
	for comments != "" {
		i := strings.IndexByte(comments, '[')
		if i < 0 {
			break
		}
		comments = comments[i+1:]
		value, kind := "", ""
		if after, ok := strings.CutPrefix(comments, "id:"); ok {
			value, kind = bracketed(after), "id"
		} else if after, ok := strings.CutPrefix(comments, "tag:"); ok {
			value, kind = bracketed(after), "tag"
		}
		switch {
		case value == "":
		case kind == "tag":
			tags = append(tags, value)
		case id == "":
			id = value
		}
	}
	return id, tags
}

// bracketed returns what stands before the next bracket on the line, and nothing when none closes.
func bracketed(text string) string {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '\n', '[':
			return ""
		case ']':
			return strings.TrimSpace(strings.ReplaceAll(text[:i], `\]`, "]"))
		}
	}
	return ""
}
