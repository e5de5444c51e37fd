package catalog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"understudy/app/conduct"
	"understudy/app/quiz"
)

// WriteBank writes a bank as its file says it, which reads back as the same questions. White space around texts is
// lost, as it is in every file.
func WriteBank(id, title string, questions []quiz.Question) string {
	var b strings.Builder
	fmt.Fprintf(&b, "id: %s\ntitle: %s\nquestions:\n", bare(id), quote(title))
	for _, q := range questions {
		writeQuestion(&b, q)
	}
	return b.String()
}

func writeQuestion(b *strings.Builder, q quiz.Question) {
	line := func(key, value string) { fmt.Fprintf(b, "    %s: %s\n", key, value) }
	fmt.Fprintf(b, "  - id: %s\n", bare(q.ID))
	line("rev", strconv.Itoa(q.Rev))
	line("status", bare(q.Status))
	line("rules", ruleList(q.Rules))
	line("type", bare(string(q.Type)))
	line("stem", quote(q.Stem))
	if q.Type == quiz.Judgement {
		line("scale", strconv.Itoa(q.Scale))
	}
	if len(q.Units) > 0 {
		line("units", list(q.Units, quote))
	}
	if q.Type == quiz.Spot {
		line("choices", ruleList(q.Choices))
	}
	b.WriteString("    options:\n")
	for _, o := range q.Options {
		fmt.Fprintf(b, "      - {%s}\n", strings.Join(optionKeys(q.Type, o), ", "))
	}
	line("guess", fraction(q.Guess))
	line("seconds", strconv.Itoa(q.Seconds))
	if q.Feedback != "" {
		line("feedback", quote(q.Feedback))
	}
}

// optionKeys returns the keys of an option with their values: those that its type must have, and of the others
// those that say something.
func optionKeys(t quiz.Type, o quiz.Option) []string {
	values := map[string]string{
		"text": quote(o.Text), "score": fraction(o.Score), "why": quote(o.Why), "rule": bare(string(o.Rule)), "match": quote(o.Match), "value": fraction(o.Value),
		"tolerance": fraction(o.Tolerance), "who": quote(o.Who), "span": quote(o.Span), "panel": list(o.Panel, strconv.Itoa),
	}
	must, may := shape(t)
	var out []string
	for _, key := range []string{"who", "text", "match", "value", "tolerance", "panel", "score", "span", "why", "rule"} {
		value := values[key]
		switch {
		case slices.Contains(must, key):
			out = append(out, key+": "+value)
		case slices.Contains(may, key) && value != `""` && value != "" && value != "0":
			out = append(out, key+": "+value)
		}
	}
	return out
}

func ruleList(rules []conduct.RuleID) string {
	return list(rules, func(r conduct.RuleID) string { return bare(string(r)) })
}

func list[T any](items []T, write func(T) string) string {
	var out []string
	for _, item := range items {
		out = append(out, write(item))
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func fraction(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// bare leaves what names something without quotation marks where it can stand so.
func bare(name string) string {
	if isSlug(name) && name != "null" {
		return name
	}
	if name == "" {
		return ""
	}
	return quote(name)
}

// quote writes a text in double quotation marks, with what YAML does not print as an escape.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.ToValidUTF8(text, "\uFFFD") {
		switch {
		case r == '"' || r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' || r == '\ufeff' || r == 0xFFFE || r == 0xFFFF:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// ReviewQuestion reports what would be wrong with a question in a bank of this library, as reading its file would.
// Lines and columns are those of a bank that holds it alone.
func (l *Library) ReviewQuestion(q quiz.Question) []Problem {
	var problems []Problem
	r := report{q.ID, &problems}
	parsed, ok := parseBank(NewDocument(KindBank, "bank", English, q.ID, WriteBank("bank", "Bank", []quiz.Question{q})), r)
	if bank, is := parsed.(*bankFile); ok && is {
		for i := range bank.Questions {
			bank.Questions[i].checkRules(l, r)
		}
	}
	return problems
}
