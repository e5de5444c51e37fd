package learn

import (
	"strconv"
	"strings"

	"understudy/app/conduct"
	"understudy/app/ident"
	"understudy/app/rehearse"
	"understudy/app/scene"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// debriefView is what the page after a role-play shows.
type debriefView struct {
	scene   rehearse.Scene
	debrief scene.Debrief
	title   string
	entries []ui.TimelineEntry
	moods   []ui.MoodPoint
	rules   []verdictRow
}

type verdictRow struct {
	rule    conduct.Rule
	verdict scene.Verdict
}

// Debrief shows a finished role-play turn by turn, with the rule at stake and a better line.
func (p Pages) Debrief(v *site.Visit) error {
	at, err := p.Stage.Show(v.Context(), ident.ID(v.Param("play")))
	if err != nil {
		return err
	}
	if at.Play.Status == rehearse.Playing {
		return v.Go("/plays/" + string(at.Play.ID))
	}
	d := at.At.Debrief()
	view := debriefView{scene: at, debrief: d, title: v.UI.T("debrief.outcome." + string(d.Outcome))}
	for _, t := range d.Turns {
		view.entries = append(view.entries, entryOf(v, at, t))
	}
	for turn, mood := range d.Moods {
		now := face(mood, len(at.Compiled.Moods))
		view.moods = append(view.moods, ui.MoodPoint{Turn: turn, Mood: now, Low: turn > 0 && mood > d.Moods[turn-1]})
	}
	for _, r := range d.Rules {
		if rule, ok := v.Library.Rule(r.Rule); ok {
			view.rules = append(view.rules, verdictRow{rule, r.Verdict})
		}
	}
	return v.Render(debriefPage(v.UI, view))
}

func entryOf(v *site.Visit, at rehearse.Scene, t scene.Turn) ui.TimelineEntry {
	entry := ui.TimelineEntry{Turn: t.Number, Mood: face(t.MoodAfter, len(at.Compiled.Moods)), Quote: t.Quote, Text: t.Because, Lang: at.Compiled.Lang,
		RetryURL: "/plays/" + string(at.Play.ID) + "/again?turn=" + strconv.Itoa(t.Number)}
	switch t.Kind {
	case scene.MoveTimeOut:
		entry.Text = v.UI.T("debrief.timed_out")
	case scene.MoveBack:
		entry.Text, entry.RetryURL = v.UI.T("debrief.stepped_back"), ""
	}
	if t.Better != nil {
		entry.Better = t.Better.Text
		if t.BetterBecause != "" {
			entry.Better += "\n" + t.BetterBecause
		}
	}
	if t.Repeat {
		entry.Text = strings.TrimSpace(entry.Text + " " + v.UI.T("debrief.repeat"))
	}
	for _, e := range t.Evidence {
		rule, ok := v.Library.Rule(e.Rule)
		if !ok {
			continue
		}
		sign := string(scene.Shown)
		if e.Sign < 0 {
			sign = string(scene.Broken)
		}
		entry.Findings = append(entry.Findings, ui.Finding{Rule: rule, Sign: sign})
	}
	return entry
}
