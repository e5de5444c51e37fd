package scene

import (
	"fmt"
	"strconv"
	"strings"
)

// Indent is what stands before a fact that belongs to a choice or a reply.
const indent = "    "

// Print returns the canonical text of a scenario. For every scenario that the grammar allows,
// parsing the text gives the scenario back.
func Print(s *Scenario) string {
	var b strings.Builder
	for _, r := range s.Header {
		printRow(&b, "", r)
	}
	for i, sc := range s.Scenes {
		if i == 0 || !sc.bare() || !s.Scenes[i-1].bare() {
			b.WriteByte('\n')
		}
		sc.print(&b)
	}
	for _, note := range s.Tail {
		printNote(&b, "", note)
	}
	return b.String()
}

// bare reports a scene of one line, the usual ending. A run of them is printed as one block.
func (sc *Scene) bare() bool {
	return len(sc.Rows) == 0 && sc.Decision == nil && len(sc.Notes) == 0
}

func (sc *Scene) print(b *strings.Builder) {
	printRow(b, "", sc)
	for _, r := range sc.Rows {
		printRow(b, "", r)
	}
	if sc.Decision == nil {
		return
	}
	printRow(b, "", sc.Decision)
	for _, part := range sc.Decision.parts() {
		choice, ok := part.(*Choice)
		if !ok {
			printRow(b, indent, part)
			continue
		}
		printRow(b, "", choice)
		for _, r := range choice.Rows {
			printRow(b, indent, r)
		}
	}
}

func printRow(b *strings.Builder, before string, r Row) {
	for _, note := range r.head().Notes {
		printNote(b, before, note)
	}
	b.WriteString(before)
	b.WriteString(r.text())
	b.WriteByte('\n')
}

func printNote(b *strings.Builder, before, note string) {
	b.WriteString(before + "#" + note + "\n")
}

func (c *Choose) parts() []Row {
	rows := make([]Row, len(c.Choices))
	for i, choice := range c.Choices {
		rows[i] = choice
	}
	return rows
}

func (r *Reply) parts() []Row { return r.Rows }

func (t *Title) text() string {
	if t.Title == "" {
		return "scenario " + t.ID
	}
	return "scenario " + t.ID + " " + quote(t.Title)
}

func (s *Setting) text() string {
	parts := make([]string, len(s.Attrs))
	for i, a := range s.Attrs {
		value := a.Value
		if a.Key == "role" {
			value = quote(value)
		}
		parts[i] = a.Key + " " + value
	}
	return strings.Join(parts, "   ")
}

func (c *Customer) text() string {
	out := "customer"
	for _, a := range c.Attrs {
		out += " " + a.Key + "=" + quote(a.Value)
	}
	return out
}

func (v *Variable) text() string {
	domain := fmt.Sprintf("%d..%d", v.Min, v.Max)
	if v.Values != nil {
		domain = strings.Join(v.Values, " | ")
	}
	return "var " + v.Name + " " + domain + " = " + v.Initial
}

func (p *Pass) text() string {
	out := "pass " + strconv.Itoa(p.Percent) + "%"
	if p.NoCritical {
		out += " and no critical"
	}
	return out
}

func (b *Back) text() string {
	if b.Allowed {
		return "back yes"
	}
	return "back no"
}

func (i *IDs) text() string { return "ids " + strconv.Itoa(i.Highest) }

func (sc *Scene) text() string {
	out := ":: " + sc.ID
	if sc.Outcome != "" {
		out += " [end " + string(sc.Outcome) + "]"
	}
	if sc.Title != "" {
		out += " " + quote(sc.Title)
	}
	return out
}

func (s *Speech) text() string {
	out := s.Speaker
	if s.Mood != "" {
		out += " (" + s.Mood + ")"
	}
	return out + ": " + withID(s.Text, s.ID)
}

func (n *Narration) text() string { return "say" + n.If.guard() + ": " + withID(n.Text, n.ID) }

func (p *Picture) text() string {
	if p.Alt == "" {
		return "show " + p.File
	}
	return "show " + p.File + " " + quote(p.Alt)
}

func (c *Choose) text() string {
	if c.Seconds == 0 {
		return "choose"
	}
	return fmt.Sprintf("choose %ds else -> %s", c.Seconds, c.Else)
}

func (c *Choice) text() string {
	if c.If == nil {
		return "* " + withID(c.Text, c.ID)
	}
	return "*" + c.If.guard() + ": " + withID(c.Text, c.ID)
}

func (t *Tags) text() string {
	parts := make([]string, len(t.Tags))
	for i, tag := range t.Tags {
		parts[i] = tag.text()
	}
	sign := "+ "
	if t.Sign < 0 {
		sign = "- "
	}
	return sign + strings.Join(parts, ", ")
}

func (t Tag) text() string {
	if t.Strength == Plain {
		return string(t.Rule)
	}
	return string(t.Rule) + " " + string(t.Strength)
}

func (e *Effects) text() string { return effectsText(e.Effects) }

func effectsText(effects []Effect) string {
	parts := make([]string, len(effects))
	for i, e := range effects {
		if e.Op == "=" {
			parts[i] = e.Name + " = " + e.Operand
		} else {
			parts[i] = e.Name + " " + e.Op + e.Operand
		}
	}
	return "~ " + strings.Join(parts, ", ")
}

func (b *Because) text() string { return "because " + b.Text }

func (t *Target) text() string { return "-> " + t.Scene }

func (c Condition) text() string {
	parts := make([]string, len(c))
	for i, t := range c {
		parts[i] = t.Name + " " + t.Op + " " + t.Operand
	}
	return strings.Join(parts, " and ")
}

// guard returns the condition as it stands before a colon, nothing when there is none.
func (c Condition) guard() string {
	if c == nil {
		return ""
	}
	return " if " + c.text()
}

func (r *Reply) text() string {
	out := "reply"
	if r.Seconds > 0 {
		out += fmt.Sprintf(" %ds", r.Seconds)
	}
	if r.MaxWords > 0 {
		out += fmt.Sprintf(" %d..%d words", r.MinWords, r.MaxWords)
	}
	return out
}

func (w *Want) text() string {
	return fmt.Sprintf("want %s %d %s", w.Rule.Rule, w.Points, w.Detector.text())
}

func (d Detector) text() string {
	if len(d.Args) == 0 {
		return d.Name
	}
	return d.Name + "(" + strings.Join(d.Args, ", ") + ")"
}

func (n *Never) text() string {
	out := "never " + string(n.Rule.Rule) + " " + n.Detector.text()
	if n.Rule.Strength == Critical {
		out += " critical"
	}
	return out
}

func (m *Model) text() string { return "model " + withID(m.Text, m.ID) }

func (b *Band) text() string {
	out := "else"
	if !b.Else {
		out = ">= " + strconv.Itoa(b.Percent) + "%"
	}
	if len(b.Effects) > 0 {
		out += " " + effectsText(b.Effects)
	}
	return out + " -> " + b.Target
}

func (*HumanJudge) text() string { return "judge human" }

func withID(text, id string) string {
	if id == "" {
		return text
	}
	return text + "   @" + id
}

// quote writes a text between double quotes, with a backslash before a quote and a backslash.
func quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}
