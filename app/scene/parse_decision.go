package scene

import "understudy/app/conduct"

// choiceRow reads `* [if cond:] text`.
func (p *parser) choiceRow(c *cursor, head Head) {
	c.take("*")
	row := &Choice{Head: head, If: guard(c)}
	if row.If != nil {
		c.need(":", "a colon after the condition")
	}
	row.Text, row.ID = c.words("what the learner says or does")
	p.mark(row, c)
	p.choice = row
	if p.choose == nil {
		p.openChoose(c, head)
	}
	p.choose.Choices = append(p.choose.Choices, row)
}

// openChoose stands in for a choose that is missing before a choice.
func (p *parser) openChoose(c *cursor, head Head) {
	if p.scene.Outcome != "" {
		p.misplaced(c, head, "no choices in an ending")
	} else {
		p.misplaced(c, head, "a line choose before the first choice")
	}
	p.choose = &Choose{Head: Head{At: head.At}}
	if p.scene.Decision == nil && p.scene.Outcome == "" {
		p.scene.Decision = p.choose
	}
}

// detailRow reads a line under a choice, or the tags of an ending.
func (p *parser) detailRow(c *cursor, head Head) {
	row := p.detail(c, head)
	_, tags := row.(*Tags)
	switch {
	case p.choice != nil:
		p.choice.Rows = append(p.choice.Rows, row)
		p.mark(p.choice, c)
	case tags && p.scene.Outcome != "":
		p.scene.Rows = append(p.scene.Rows, row)
	default:
		p.misplaced(c, head, "this line under a choice")
	}
}

func (p *parser) detail(c *cursor, head Head) Row {
	switch {
	case c.take("->"):
		row := &Target{head, c.word("a scene, as in -> gift")}
		c.done("the end of the line")
		return single(p, c, row)
	case c.take("+"):
		return &Tags{head, +1, tags(c)}
	case c.take("-"):
		return &Tags{head, -1, tags(c)}
	case c.next("~"):
		row := &Effects{head, effects(c)}
		c.done("a comma or the end of the line")
		return row
	default:
		c.word("because")
		text := ""
		if c.atEnd() {
			c.fail("what the choice did")
		} else {
			text = c.line[c.pos:]
			c.pos = len(c.line)
		}
		return single(p, c, &Because{head, text})
	}
}

// single fails where the open choice has a row of the same kind already.
func single[T Row](p *parser, c *cursor, row T) T {
	if p.choice != nil && !p.broken[p.choice] && len(all[T](p.choice.Rows)) > 0 {
		c.misplaced(row.head(), "this line once a choice")
	}
	return row
}

func tags(c *cursor) []Tag {
	var out []Tag
	for {
		tag := Tag{At: c.here(), Rule: conduct.RuleID(c.word("a rule, as in r08 strong"))}
		for _, s := range []Strength{Weak, Strong, Critical} {
			if c.takeWord(string(s)) {
				tag.Strength = s
				break
			}
		}
		out = append(out, tag)
		if !c.take(",") {
			c.done("weak, strong, critical, a comma or the end of the line")
			return out
		}
	}
}

func effects(c *cursor) []Effect {
	c.take("~")
	var out []Effect
	for {
		out = append(out, effect(c))
		if !c.take(",") {
			return out
		}
	}
}

func effect(c *cursor) Effect {
	e := Effect{At: c.here(), Name: c.word("a variable, as in trust +1")}
	for _, op := range []string{"=", "+", "-"} {
		if c.take(op) {
			e.Op = op
			break
		}
	}
	const expected = "a change such as trust +1 or mood = calm"
	switch e.Op {
	case "":
		c.fail(expected)
	case "=":
		e.Operand = c.operand(expected)
	default:
		c.skip()
		e.Operand = itoa(c.count(0, "a number, as in trust +1"))
	}
	return e
}

// replyRow reads a line under a reply.
func (p *parser) replyRow(c *cursor, head Head) {
	row := p.replyPart(c, head)
	switch {
	case p.reply != nil && p.repeats(row) && !p.broken[p.reply]:
		c.misplaced(&head, "this line once, and else last")
	case p.reply != nil:
		p.reply.Rows = append(p.reply.Rows, row)
		p.mark(p.reply, c)
	default:
		p.misplaced(c, head, "this line under a reply")
	}
}

// repeats reports a second else, a band after it, or a second judge.
func (p *parser) repeats(row Row) bool {
	switch row := row.(type) {
	case *Band:
		before := p.closed
		p.closed = p.closed || row.Else
		return before
	case *HumanJudge:
		return find[*HumanJudge](p.reply.Rows) != nil
	default:
		return false
	}
}

func (p *parser) replyPart(c *cursor, head Head) Row {
	var row Row
	switch {
	case c.takeWord("want"):
		row = &Want{head, Tag{At: c.here(), Rule: conduct.RuleID(c.word("a rule, as in want r20 4 empathy"))},
			c.count(1, "the points it is worth, as in want r20 4 empathy"), detector(c)}
	case c.takeWord("never"):
		never := &Never{head, Tag{At: c.here(), Rule: conduct.RuleID(c.word("a rule, as in never r04 blame"))}, detector(c)}
		if c.takeWord(string(Critical)) {
			never.Rule.Strength = Critical
		}
		row = never
	case c.takeWord("model"):
		model := &Model{Head: head}
		model.Text, model.ID = c.words("a reply that shows how it is done")
		row = model
	case c.takeWord("judge"):
		c.need("human", "the word human")
		row = &HumanJudge{head}
	default:
		row = band(c, head)
	}
	c.done("the end of the line")
	return row
}

func detector(c *cursor) Detector {
	d := Detector{At: c.here(), Name: c.word("a detector, as in empathy")}
	if !c.take("(") {
		return d
	}
	for {
		d.Args = append(d.Args, c.word("a word, as in promise(what, when)"))
		if !c.take(",") {
			c.need(")", "a comma or a closing bracket")
			return d
		}
	}
}

func band(c *cursor, head Head) Row {
	row := &Band{Head: head, Else: c.takeWord("else")}
	if !row.Else {
		c.need(">=", "a band such as >= 70% -> callback")
		row.Percent = c.count(0, "a percentage, as in >= 70%")
		c.need("%", "a percent sign, as in >= 70%")
	}
	if c.next("~") {
		row.Effects = effects(c)
	}
	c.need("->", "an arrow and a scene, as in -> callback")
	row.Target = c.word("a scene, as in -> callback")
	return row
}
