package learn

import (
	"cmp"
	"slices"

	"understudy/app/assign"
	"understudy/app/catalog"
	"understudy/app/fault"
	"understudy/app/learn"
	"understudy/app/rehearse"
	"understudy/app/web/site"
)

// scenarioView is one role-play on offer, with what the person has made of it.
type scenarioView struct {
	scenario catalog.Scenario
	open     *rehearse.Play // one to go on with
	plays    int
	required bool // their programme asks for it, and it is not done
}

func scenarios(v *site.Visit) []catalog.Scenario {
	var out []catalog.Scenario
	for _, s := range v.Library.Scenarios {
		if s.Compiled != nil {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b catalog.Scenario) int { return cmp.Or(cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID)) })
	return out
}

// Practice lists the role-plays.
func (p Pages) Practice(v *site.Visit) error {
	mine, err := p.played(v)
	if err != nil {
		return err
	}
	var views []scenarioView
	for _, s := range scenarios(v) {
		views = append(views, mine.view(s))
	}
	return v.Render(practicePage(v.UI, views))
}

// Briefing shows one role-play before it starts: who you are, whom you meet, and what counts.
func (p Pages) Briefing(v *site.Visit) error {
	s, ok := v.Library.Scenario(v.Param("scenario"))
	if !ok || s.Compiled == nil {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	mine, err := p.played(v)
	if err != nil {
		return err
	}
	return v.Render(briefingPage(v.UI, mine.view(s), rules(v, s.Compiled.Rules)))
}

// played is what one person has made of the role-plays.
type played struct {
	required map[string]bool // asked for by a programme, and not done
	plays    []rehearse.Play // newest first
}

func (p Pages) played(v *site.Visit) (played, error) {
	home, err := p.Desk.Home(v.Context(), v.Me(), v.Now)
	if err != nil {
		return played{}, err
	}
	mine := played{required: map[string]bool{}}
	for _, standing := range home.Standings {
		for _, step := range standing.Path.Steps {
			if step.Kind == assign.Rehearsal && !step.Done && learn.Pressing(standing) {
				mine.required[step.Item] = true
			}
		}
	}
	mine.plays, err = p.Stage.Recent(v.Context(), v.Me())
	return mine, err
}

func (p played) view(s catalog.Scenario) scenarioView {
	view := scenarioView{scenario: s, required: p.required[s.ID]}
	for _, play := range p.plays {
		if play.Scenario != s.ID {
			continue
		}
		view.plays++
		if play.Status == rehearse.Playing && view.open == nil {
			view.open = &play
		}
	}
	return view
}

// PracticeStart begins a role-play, or goes on with one.
func (p Pages) PracticeStart(v *site.Visit) error {
	practice := v.Form("practice") != ""
	id, err := p.Stage.Start(v.Context(), v.Me(), v.Param("scenario"), v.UI.Lang(), practice, v.Now)
	if err != nil {
		return err
	}
	return v.Go("/plays/" + string(id))
}
