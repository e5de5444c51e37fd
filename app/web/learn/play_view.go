package learn

import (
	"strconv"

	"understudy/app/scene"
	"understudy/app/web/ui"
)

func itoa(n int) string { return strconv.Itoa(n) }

func (p playView) replyForm() ui.ReplyForm {
	return ui.ReplyForm{Action: "/plays/" + string(p.scene.Play.ID), Hidden: []ui.Hidden{{Name: "turn", Value: itoa(p.scene.Play.Seq)}},
		Lang: p.scene.Compiled.Lang, Words: p.words, Error: p.wrong["words"], Min: p.now.Reply.MinWords, Max: p.now.Reply.MaxWords}
}

// said is what the learner said in a turn; own words may be too old to be kept.
func (p playView) said(c ui.Context, turn exchange) string {
	if turn.reply == "" {
		return c.T("rehearse.words_erased")
	}
	return turn.reply
}

func offers(choices []scene.Offer) []ui.Choice {
	out := make([]ui.Choice, len(choices))
	for i, c := range choices {
		out[i] = ui.Choice{Value: c.ID, Text: c.Text}
	}
	return out
}

// speaker is who says a line: a name, or simply the customer.
func speaker(c ui.Context, p playView, line scene.Said) string {
	switch {
	case line.Speaker != "" && line.Speaker != "customer":
		return line.Speaker
	case p.scene.Compiled.Customer != "":
		return p.scene.Compiled.Customer
	default:
		return c.T("practice.customer")
	}
}

func countsKey(p playView) string {
	if p.scene.Play.Practice {
		return "practice.practice_text"
	}
	return "practice.assessed_text"
}

// againHidden keeps a second try what the first was: practice, once the programme has its result.
func againHidden(d debriefView) []ui.Hidden {
	if d.scene.Play.Practice || d.debrief.Passed {
		return []ui.Hidden{{Name: "practice", Value: "yes"}}
	}
	return nil
}

func signOf(v scene.Verdict) string {
	switch v {
	case scene.NoChance:
		return "nochance"
	case scene.NotJudged:
		return "notjudged"
	default:
		return string(v)
	}
}
