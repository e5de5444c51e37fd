package scene

import (
	"slices"
	"strings"

	"understudy/app/conduct"
	"understudy/app/speech"
)

// wording reports what the detectors see in the author's own words.
func (a *analysis) wording() {
	if a.kit == nil {
		return
	}
	heard := a.heard()
	for _, sc := range a.scenario.Scenes {
		around := a.around(sc, heard)
		switch d := sc.Decision.(type) {
		case *Choose:
			around.Channel = "" // a choice gives the gist of a mail, without its salutation and sign-off
			for _, choice := range d.Choices {
				a.disagreement(around, choice)
			}
		case *Reply:
			a.modelReplies(around, d)
		}
	}
}

// heard returns all that the customers of the scenario ever say.
func (a *analysis) heard() string {
	var lines []string
	for _, sc := range a.scenario.Scenes {
		for _, line := range all[*Speech](sc.Rows) {
			lines = append(lines, line.Text)
		}
	}
	return strings.Join(lines, "\n")
}

// around tells the detectors what stands around words in a scene, whichever way led there: all that the
// customers ever say has been heard, so that privacy is left to S19, which walks the paths.
func (a *analysis) around(sc *Scene, heard string) speech.Context {
	c := speech.Context{Lang: a.c.Lang, Channel: a.c.Channel, Turn: 2, Name: a.c.Customer, Heard: heard, Clock: -1, Closing: a.c.closes(a.c.index[sc.ID])}
	if a.c.index[sc.ID] == a.c.start.scene {
		c.Turn = 1
	}
	if lines := all[*Speech](sc.Rows); len(lines) > 0 {
		c.Customer = lines[len(lines)-1].Text
	}
	return c
}

// disagreement: S15. A choice said to keep a rule must not read as a breach of it, nor one said to break a
// rule as keeping it. Weak signs accuse nobody, and one report a rule is enough.
func (a *analysis) disagreement(around speech.Context, choice *Choice) {
	if len(choice.Text) > maxReplyBytes {
		return // nobody says so much at once; S14 says that it is too long
	}
	found := a.kit.Assess(choice.Text, around).Findings
	signs := map[conduct.RuleID]int{}
	for _, row := range all[*Tags](choice.Rows) {
		for _, tag := range row.Tags {
			signs[tag.Rule] = row.Sign
		}
	}
	for _, f := range found {
		switch sign := signs[f.Rule]; {
		case f.Strength == speech.Weak, mixed(found, f.Rule):
		case sign > 0 && f.Sign < 0:
			a.add("S15", SeverityWarning, choice.At, "the tag says that this choice keeps the rule %s, but “%s” reads as a breach (%s)", f.Rule, f.Quote, f.Detector)
			signs[f.Rule] = 0
		case sign < 0 && f.Sign > 0 && formal(f, choice.Text):
			a.add("S15", SeverityWarning, choice.At, "the tag says that this choice breaks the rule %s, but “%s” reads as keeping it (%s)", f.Rule, f.Quote, f.Detector)
			signs[f.Rule] = 0
		}
	}
}

// formal reports whether a choice keeps a rule by its form, whatever its author thinks of it. A question may
// be the wrong one and a promise too late, but a thank-you is hardly a breach of courtesy, unless so much
// follows it that the rest may well be.
func formal(f speech.Finding, text string) bool {
	forms := []string{"greeting", "introduction", "thanks", "complaint_thanks", "apology"}
	return slices.Contains(forms, f.Detector) && 2*len(words(f.Quote)) >= len(words(text))
}

// mixed reports whether a text shows a rule both kept and broken; then its author knows better.
func mixed(found []speech.Finding, rule conduct.RuleID) bool {
	kept := slices.ContainsFunc(found, func(f speech.Finding) bool { return f.Rule == rule && f.Sign > 0 })
	broken := slices.ContainsFunc(found, func(f speech.Finding) bool { return f.Rule == rule && f.Sign < 0 })
	return kept && broken
}

// modelReplies: S20. A model reply shows everything that the scene wants and does nothing that it forbids.
func (a *analysis) modelReplies(around speech.Context, r *Reply) {
	if slices.ContainsFunc(all[*Want](r.Rows), func(w *Want) bool { return w.Rule.Rule == rulePromises }) {
		around.Promises = []speech.Promise{{Vague: true, Due: -1}} // the scene is for learners who made one
	}
	for _, model := range all[*Model](r.Rows) {
		if err := r.measures(model.Text); err != nil {
			a.add("S20", SeverityError, model.At, "the model reply would come back: %v", err)
			continue
		}
		found := a.kit.Assess(model.Text, around)
		if !found.Judged {
			continue // nothing reads this language, and no learner is judged in it
		}
		mark := r.mark(found)
		for i, w := range all[*Want](r.Rows) {
			if mark.Wants[i] != speech.Full {
				a.add("S20", SeverityError, model.At, "the model reply does not show what line %d wants: %s", w.At.Line, w.text())
			}
		}
		for i, n := range all[*Never](r.Rows) {
			if mark.Tripped[i] {
				a.add("S20", SeverityError, model.At, "the model reply does what line %d forbids: %s", n.At.Line, n.text())
			}
		}
	}
}
