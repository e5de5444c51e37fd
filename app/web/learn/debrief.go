package learn

import (
	"time"

	"understudy/app/civil"
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
	pending time.Time // when a person will have judged what waits for one; zero when nothing does
	until   civil.Date
}

type verdictRow struct {
	rule conduct.Rule
	sign string
}

// Debrief shows a finished role-play turn by turn, with the rule at stake and a better line.
func (p Pages) Debrief(v *site.Visit) error {
	at, err := p.Stage.Show(v.Context(), ident.ID(v.Param("play")), v.Now)
	if err != nil {
		return err
	}
	if at.Play.Status == rehearse.Playing {
		return v.Go("/plays/" + string(at.Play.ID))
	}
	reviews, d, err := p.Panel.Standing(v.Context(), at)
	if err != nil {
		return err
	}
	view := debriefView{scene: at, debrief: d, title: v.UI.T("debrief.outcome." + string(d.Outcome)), pending: waiting(reviews)}
	view.until = v.Day(view.pending)
	for _, t := range d.Turns {
		view.entries = append(view.entries, entry{v, at, t, reviews}.view())
	}
	for turn, mood := range d.Moods {
		now := face(mood, len(at.Compiled.Moods))
		view.moods = append(view.moods, ui.MoodPoint{Turn: turn, Mood: now, Low: turn > 0 && mood > d.Moods[turn-1]})
	}
	for _, r := range d.Rules {
		if rule, ok := v.Library.Rule(r.Rule); ok {
			row := verdictRow{rule, signOf(r.Verdict)}
			if row.sign == string(scene.Broken) && rule.Critical && !view.pending.IsZero() {
				row.sign = "confirm"
			}
			view.rules = append(view.rules, row)
		}
	}
	return v.Render(debriefPage(v.UI, view))
}

// waiting returns the latest day by which a person judges what waits, zero when nothing does.
func waiting(reviews []rehearse.Reviewed) time.Time {
	var last time.Time
	for _, r := range reviews {
		if r.Decision == nil && r.DueAt.After(last) {
			last = r.DueAt
		}
	}
	return last
}
