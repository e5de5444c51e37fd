package catalog

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"understudy/app/conduct"
	"understudy/app/course"
	"understudy/app/markup"
)

type moduleFile struct {
	At      place
	ID      text   `yaml:"id,required"`
	Title   text   `yaml:"title,required"`
	Summary text   `yaml:"summary,required"`
	Value   text   `yaml:"value,required"`
	Minutes number `yaml:"minutes,required"`

	lessons []lessonFile
}

type lessonFile struct {
	at         place
	title      text
	slug, rule text
	body       text
	html       string
	check      *checkFile
	broken     bool // there is a check, but it could not be read
	trailing   bool // text after the check was reported
}

// checkFile is the question at the end of a lesson: what a bank's question says, less what follows
// from where it stands.
type checkFile struct {
	At       place
	Type     text         `yaml:"type,required"`
	Stem     text         `yaml:"stem,required"`
	Options  []optionFile `yaml:"options,required"`
	Scale    number       `yaml:"scale"`
	Units    []text       `yaml:"units"`
	Choices  []text       `yaml:"choices"`
	Feedback text         `yaml:"feedback"`
}

const (
	lessonHead = "## Title {#short-name r01}"
	checkHead  = "```check"
	fence      = "```"
	frontMark  = "---"
)

func parseModule(doc Document, html *markup.Renderer, r report) (entry, bool) {
	lines := strings.Split(doc.Source, "\n")
	end := frontEnd(lines)
	if end < 0 {
		r.add(place{1, 1}, "the module does not begin with its front matter", quoted(firstLine(doc.Source)), "a line ---, then id, title, summary, value and minutes, then a line ---")
		return nil, false
	}
	f := &moduleFile{}
	fine := readYAML(strings.Join(lines[1:end], "\n"), 2, f, r)
	r.within(f.Minutes, "minutes", 1, 120)
	s := &lessonScanner{report: r, lines: lines, next: end + 1, head: regexp.MustCompile(`^## +(.*?) *\{#([^ }]*) +([^ }]*)\} *$`)}
	f.lessons = s.lessons()
	f.review(html, r)
	return f, fine
}

// frontEnd returns the index of the line that closes the front matter, -1 without one.
func frontEnd(lines []string) int {
	if strings.TrimRight(lines[0], " ") != frontMark {
		return -1
	}
	for i := 1; i < len(lines); i++ {
		if strings.TrimRight(lines[i], " ") == frontMark {
			return i
		}
	}
	return -1
}

func (f *moduleFile) review(html *markup.Renderer, r report) {
	if len(f.lessons) == 0 {
		r.add(place{1, 1}, "the module has no lessons", "", lessonHead)
	}
	var slugs []text
	for i := range f.lessons {
		l := &f.lessons[i]
		slugs = append(slugs, l.slug)
		if l.body.S == "" {
			r.add(l.at, "the lesson has no text", "", "Markdown between the heading and the check")
		}
		l.html = r.render(l.body, html)
		switch {
		case l.check == nil && !l.broken:
			r.add(l.at, "the lesson has no check", "", "a block that begins with "+checkHead+" at its end")
		case l.check != nil:
			q := l.question(f.ID.S)
			q.review(r)
			l.check.Options = q.Options
		}
	}
	r.twice(slugs, "lesson")
}

// question returns the check as the question that it is.
func (l *lessonFile) question(module string) *questionFile {
	return &questionFile{
		At: l.check.At, ID: text{l.at, module + "/" + l.slug.S}, Rev: number{N: 1, Set: true}, Status: text{S: "ready"}, Rules: []text{l.rule},
		Type: l.check.Type, Stem: l.check.Stem, Options: l.check.Options, Scale: l.check.Scale, Units: l.check.Units, Choices: l.check.Choices,
		Feedback: l.check.Feedback,
	}
}

// lessonScanner reads the part of a module below its front matter, line by line.
type lessonScanner struct {
	report
	lines []string
	next  int
	head  *regexp.Regexp
	out   []lessonFile
	body  []string
}

func (s *lessonScanner) lessons() []lessonFile {
	inFence := false
	for ; s.next < len(s.lines) && !s.full(); s.next++ {
		line := s.lines[s.next]
		switch {
		case !inFence && strings.HasPrefix(line, "## "):
			s.close()
			s.open(line)
		case !inFence && strings.TrimRight(line, " ") == checkHead:
			s.readCheck()
		case len(s.out) == 0:
			s.stray(line)
		default:
			if strings.HasPrefix(strings.TrimLeft(line, " "), fence) {
				inFence = !inFence
			}
			s.keep(line)
		}
	}
	s.close()
	return s.out
}

func (s *lessonScanner) here() place { return place{s.next + 1, 1} }

// stray reports text that belongs to no lesson.
func (s *lessonScanner) stray(line string) {
	if strings.TrimSpace(line) != "" {
		s.add(s.here(), "a text before the first lesson", quoted(line), lessonHead)
	}
}

// open begins a lesson at its heading.
func (s *lessonScanner) open(line string) {
	at := s.here()
	part := s.head.FindStringSubmatchIndex(line)
	if part == nil {
		s.add(at, "this heading does not name its lesson and its rule", quoted(line), lessonHead)
		s.out = append(s.out, lessonFile{at: at})
		return
	}
	piece := func(i int) text {
		from, to := part[2*i], part[2*i+1]
		return text{place{at.Line, utf8.RuneCountInString(line[:from]) + 1}, line[from:to]}
	}
	l := lessonFile{at: at, title: piece(1), slug: piece(2), rule: piece(3)}
	if l.title.S == "" {
		s.add(at, "the lesson has no title", quoted(line), lessonHead)
	}
	s.slug(l.slug, "lesson")
	if !isRuleID(l.rule.S) {
		s.add(l.rule.place, "this cannot name a rule", quoted(l.rule.S), "r and the rule's number in two digits, such as r07")
	}
	s.out = append(s.out, l)
}

// keep adds a line to the body of the current lesson; what follows its check is reported once.
func (s *lessonScanner) keep(line string) {
	current := &s.out[len(s.out)-1]
	blank := strings.TrimSpace(line) == ""
	if (current.check != nil || current.broken) && !blank {
		if !current.trailing {
			s.add(s.here(), "a text after the lesson's check", quoted(line), "the check as the last thing of a lesson")
		}
		current.trailing = true
		return
	}
	if len(s.body) == 0 && !blank {
		current.body.place = s.here()
	}
	if len(s.body) > 0 || !blank {
		s.body = append(s.body, line)
	}
}

// close ends the current lesson, if there is one.
func (s *lessonScanner) close() {
	if len(s.out) > 0 {
		s.out[len(s.out)-1].body.S = strings.TrimSpace(strings.Join(s.body, "\n"))
	}
	s.body = nil
}

// readCheck decodes a check block, from the line that opens it to the one that closes it.
func (s *lessonScanner) readCheck() {
	at, first := s.here(), s.next+1
	for s.next++; s.next < len(s.lines) && strings.TrimRight(s.lines[s.next], " ") != fence; s.next++ {
	}
	if s.next == len(s.lines) {
		s.add(at, "the check is never closed", quoted(checkHead), "a line "+fence+" after it")
	}
	if len(s.out) == 0 {
		s.add(at, "a check before the first lesson", quoted(checkHead), lessonHead)
		return
	}
	current := &s.out[len(s.out)-1]
	if current.check != nil || current.broken {
		s.add(at, "a second check in the lesson", quoted(checkHead), "one check a lesson")
		return
	}
	check := &checkFile{}
	if current.broken = !readYAML(strings.Join(s.lines[first:s.next], "\n"), first+1, check, s.report); !current.broken {
		current.check = check
	}
}

func (f *moduleFile) name() text { return f.ID }

func (f *moduleFile) shelve(l *Library, doc Document) {
	m := course.Module{ID: f.ID.S, Title: f.Title.S, Summary: f.Summary.S, Value: conduct.ValueID(f.Value.S), Minutes: f.Minutes.N, Lang: doc.Lang, Hash: doc.Hash}
	for i := range f.lessons {
		from := &f.lessons[i]
		lesson := course.Lesson{ID: from.slug.S, Title: from.title.S, Rule: conduct.RuleID(from.rule.S), Body: from.body.S, HTML: from.html}
		if from.check != nil {
			lesson.Check = from.question(f.ID.S).domain()
		}
		m.Lessons = append(m.Lessons, lesson)
	}
	l.Modules = append(l.Modules, m)
}

func (f *moduleFile) check(l *Library, r report) {
	r.value(f.Value, l)
	for i := range f.lessons {
		lesson := &f.lessons[i]
		r.rule(lesson.rule, l)
		if lesson.check == nil {
			continue
		}
		for _, rule := range lesson.check.Choices {
			r.rule(rule, l)
		}
		for _, o := range lesson.check.Options {
			r.rule(o.Rule, l)
		}
	}
}

func (f *moduleFile) facts() []fact {
	out := []fact{{f.At, factText("module", f.Value.S, f.Minutes.N)}}
	for i := range f.lessons {
		lesson := &f.lessons[i]
		out = append(out, fact{lesson.at, factText("lesson", lesson.slug.S, lesson.rule.S)})
		if lesson.check != nil {
			out = append(out, lesson.question(f.ID.S).facts()...)
		}
	}
	return out
}
