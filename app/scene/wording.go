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
	for _, sc := range a.scenario.Scenes {
		switch d := sc.Decision.(type) {
		case *Choose:
			for _, choice := range d.Choices {
				a.disagreement(sc, choice)
			}
		case *Reply:
			a.modelReplies(sc, d)
		}
	}
}

// around tells the detectors what stands around words in a scene, whichever way led there: all that the
// customers of the scenario ever say has been heard, so that privacy is left to S19, which walks the paths.
func (a *analysis) around(sc *Scene) speech.Context {
	c := speech.Context{Lang: a.c.Lang, Channel: a.c.Channel, Turn: 2, Name: a.c.Customer, Clock: -1, Closing: a.c.closes(a.c.index[sc.ID])}
	if a.c.index[sc.ID] == a.c.start.scene {
		c.Turn = 1
	}
	var heard []string
	for _, scene := range a.scenario.Scenes {
		for _, line := range all[*Speech](scene.Rows) {
			heard = append(heard, line.Text)
			if scene == sc {
				c.Customer = line.Text
			}
		}
	}
	c.Heard = strings.Join(heard, "\n")
	return c
}

// disagreement: S15. A choice said to keep a rule must not read as a breach of it, nor one said to break a
// rule as keeping it. Weak signs accuse nobody, and only what keeps a rule by its form alone speaks
// against a minus: a question may be the wrong one, but a thank-you is hardly a breach of courtesy.
func (a *analysis) disagreement(sc *Scene, choice *Choice) {
	found := a.kit.Assess(choice.Text, a.around(sc))
	signs := map[conduct.RuleID]int{}
	for _, row := range all[*Tags](choice.Rows) {
		for _, tag := range row.Tags {
			signs[tag.Rule] = row.Sign
		}
	}
	seen := map[conduct.RuleID]bool{}
	for _, f := range found.Findings {
		sign, tagged := signs[f.Rule]
		if !tagged || sign == f.Sign || f.Strength == speech.Weak || seen[f.Rule] || a.mixed(found.Findings, f.Rule) {
			continue
		}
		if sign < 0 && !slices.Contains([]string{"greeting", "introduction", "name", "thanks", "complaint_thanks", "apology"}, f.Detector) {
			continue
		}
		seen[f.Rule] = true
		if sign > 0 {
			a.add("S15", SeverityWarning, choice.At, "the tag says that this choice keeps the rule %s, but “%s” reads as a breach (%s)", f.Rule, f.Quote, f.Detector)
		} else {
			a.add("S15", SeverityWarning, choice.At, "the tag says that this choice breaks the rule %s, but “%s” reads as keeping it (%s)", f.Rule, f.Quote, f.Detector)
		}
	}
}

// mixed reports whether a text shows a rule both kept and broken; then its author knows better.
func (a *analysis) mixed(found []speech.Finding, rule conduct.RuleID) bool {
	kept := slices.ContainsFunc(found, func(f speech.Finding) bool { return f.Rule == rule && f.Sign > 0 })
	broken := slices.ContainsFunc(found, func(f speech.Finding) bool { return f.Rule == rule && f.Sign < 0 })
	return kept && broken
}

// modelReplies: S20. A model reply shows everything that the scene wants and does nothing that it forbids.
func (a *analysis) modelReplies(sc *Scene, r *Reply) {
	for _, model := range all[*Model](r.Rows) {
		if err := r.measures(model.Text); err != nil {
			a.add("S20", SeverityError, model.At, "the model reply would come back: %v", err)
			continue
		}
		found := a.kit.Assess(model.Text, a.around(sc))
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
