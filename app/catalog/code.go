package catalog

import (
	"strings"

	"understudy/app/conduct"
	"understudy/app/markup"
)

type codeFile struct {
	At      place
	ID      text        `yaml:"id,required"`
	Title   text        `yaml:"title,required"`
	Edition number      `yaml:"edition,required"`
	Credit  text        `yaml:"credit"`
	Values  []valueFile `yaml:"values,required"`
	Rules   []ruleFile  `yaml:"rules,required"`

	stories map[conduct.RuleID]string
}

type valueFile struct {
	At      place
	ID      text `yaml:"id,required"`
	Name    text `yaml:"name,required"`
	Summary text `yaml:"summary,required"`
}

type ruleFile struct {
	At         place
	ID         text      `yaml:"id,required"`
	Rev        number    `yaml:"rev,required"`
	Title      text      `yaml:"title,required"`
	Statement  text      `yaml:"statement,required"`
	Why        text      `yaml:"why,required"`
	Do         []text    `yaml:"do,required"`
	Dont       []text    `yaml:"dont,required"`
	Story      storyFile `yaml:"story,required"`
	Values     []text    `yaml:"values,required"`
	Channels   []text    `yaml:"channels"`
	Critical   flag      `yaml:"critical"`
	Observable text      `yaml:"observable,required"`
	Class      text      `yaml:"class,required"`
	Reason     text      `yaml:"reason,required"`
}

type storyFile struct {
	At      place
	Channel text `yaml:"channel,required"`
	Text    text `yaml:"text,required"`
}

// isRuleID reports whether a word is how rules are called: r and a number of two digits or three.
func isRuleID(s string) bool {
	digits, found := strings.CutPrefix(s, "r")
	return found && len(digits) >= 2 && len(digits) <= 3 && strings.Trim(digits, "0123456789") == ""
}

// isSlug reports whether a word is how everything else is called, since it ends up in addresses and
// file names: small letters and digits, with single hyphens between.
func isSlug(s string) bool {
	for part := range strings.SplitSeq(s, "-") {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return true
}

func parseCode(doc Document, html *markup.Renderer, r report) (entry, bool) {
	f := &codeFile{stories: map[conduct.RuleID]string{}}
	if !readYAML(doc.Source, 1, f, r) {
		return nil, false
	}
	r.within(f.Edition, "edition", 1, 9999)
	var values, rules []text
	for _, v := range f.Values {
		values = append(values, v.ID)
		r.slug(v.ID, "value")
	}
	for _, rule := range f.Rules {
		rules = append(rules, rule.ID)
		rule.review(words(values), r)
		f.stories[conduct.RuleID(rule.ID.S)] = r.render(rule.Story.Text, html)
	}
	r.twice(values, "value")
	r.twice(rules, "rule")
	return f, true
}

// review reports what is wrong within one rule.
func (f ruleFile) review(values []string, r report) {
	if f.ID.S != "" && !isRuleID(f.ID.S) {
		r.add(f.ID.place, "this cannot name a rule", quoted(f.ID.S), "r and the rule's number in two digits, such as r07")
	}
	r.within(f.Rev, "rev", 1, 9999)
	for _, v := range f.Values {
		r.known(v, "value", values)
	}
	for _, c := range f.Channels {
		r.known(c, "channel", conduct.Channels())
	}
	r.twice(f.Values, "value")
	r.twice(f.Channels, "channel")
	r.known(f.Story.Channel, "channel", conduct.Channels())
	r.known(f.Observable, "word for where a rule can be seen", []string{string(conduct.Speech), string(conduct.Behaviour), string(conduct.Both)})
	r.known(f.Class, "class of revision", []string{string(conduct.Editorial), string(conduct.Clarifying), string(conduct.Material), string(conduct.New), string(conduct.Retired)})
}

// render makes safe HTML of a Markdown field and reports a limit that it breaks.
func (r report) render(field text, html *markup.Renderer) string {
	out, err := html.HTML(field.S)
	if err != nil {
		r.add(field.place, err.Error(), "", "a shorter or simpler text")
	}
	return out
}

func (r report) slug(id text, what string) {
	if id.S != "" && !isSlug(id.S) {
		r.add(id.place, "this cannot name a "+what, quoted(id.S), "small letters, digits and single hyphens, such as first-moments")
	}
}

func words(list []text) []string {
	var out []string
	for _, w := range list {
		out = append(out, w.S)
	}
	return out
}

func (f *codeFile) name() text { return f.ID }

func (f *codeFile) shelve(l *Library, doc Document) {
	if l.Code != nil {
		return // reported by check
	}
	code := &conduct.Code{ID: f.ID.S, Title: f.Title.S, Edition: f.Edition.N, Credit: f.Credit.S}
	for _, v := range f.Values {
		code.Values = append(code.Values, conduct.Value{ID: conduct.ValueID(v.ID.S), Name: v.Name.S, Summary: v.Summary.S})
	}
	for _, rule := range f.Rules {
		code.Rules = append(code.Rules, rule.domain())
	}
	l.Code, l.StoryHTML = code, f.stories
}

func (f ruleFile) domain() conduct.Rule {
	return conduct.Rule{
		ID: conduct.RuleID(f.ID.S), Rev: f.Rev.N, Title: f.Title.S, Statement: f.Statement.S, Why: f.Why.S,
		Do: words(f.Do), Dont: words(f.Dont), Story: conduct.Story{Channel: f.Story.Channel.S, Text: f.Story.Text.S},
		Values: ids[conduct.ValueID](f.Values), Channels: words(f.Channels), Critical: f.Critical.B,
		Observable: conduct.Observable(f.Observable.S), Class: conduct.Class(f.Class.S), Reason: f.Reason.S,
	}
}

func ids[T ~string](list []text) []T {
	var out []T
	for _, w := range list {
		out = append(out, T(w.S))
	}
	return out
}

func (f *codeFile) check(l *Library, r report) {
	if l.Code != nil && l.Code.ID != f.ID.S {
		r.add(f.ID.place, "a second code of conduct", quoted(f.ID.S), l.Code.ID+": there is one code, and a code of your own takes its id")
	}
}

func (f *codeFile) facts() []fact {
	out := []fact{{f.At, factText("edition", f.Edition.N)}}
	for _, v := range f.Values {
		out = append(out, fact{v.At, factText("value", v.ID.S)})
	}
	for _, rule := range f.Rules {
		out = append(out, fact{rule.At, factText("rule", rule.ID.S, rule.Rev.N, words(rule.Values), words(rule.Channels), rule.Critical.B, rule.Observable.S, rule.Class.S)})
	}
	return out
}
