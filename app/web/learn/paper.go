package learn

import (
	"understudy/app/course"
	"understudy/app/examine"
	"understudy/app/fault"
	"understudy/app/quiz"
	"understudy/app/web/site"
)

// paperView is what the page before a paper shows.
type paperView struct {
	programme course.Programme
	blueprint quiz.Blueprint
	open      *examine.Attempt // one to go on with
	past      []examine.Attempt
	questions int
	extra     int // more time than the limit, in percent of it
}

// Paper says what a paper asks before it starts.
func (p Pages) Paper(v *site.Visit) error {
	view, err := p.paper(v)
	if err != nil {
		return err
	}
	return v.Render(paperPage(v.UI, view))
}

func (p Pages) paper(v *site.Visit) (paperView, error) {
	programme, ok := v.Library.Programme(v.Param("programme"))
	if !ok {
		return paperView{}, fault.New(fault.NotFound, "fault.not_found")
	}
	home, err := p.Desk.Home(v.Context(), v.Me(), v.Now)
	if err != nil {
		return paperView{}, err
	}
	wants := programme.Onboarding
	for _, s := range home.Standings {
		if s.Programme.ID == programme.ID {
			wants = programme.For(!s.Status.WholePath)
		}
	}
	view := paperView{programme: programme}
	if view.blueprint, ok = v.Library.Blueprint(wants.Paper); !ok {
		return paperView{}, fault.New(fault.NotFound, "fault.not_found")
	}
	view.questions = max(view.blueprint.Total, view.blueprint.EachRule*len(v.Library.Code.Applicable(v.Me().Channels)))
	if view.extra, err = p.Hall.Attempts.ExtraTime(v.Context(), v.Me().ID); err != nil {
		return paperView{}, err
	}
	attempts, err := p.Hall.Recent(v.Context(), v.Me())
	if err != nil {
		return paperView{}, err
	}
	for _, a := range attempts {
		switch {
		case a.Blueprint.ID != view.blueprint.ID:
		case a.Status == examine.InProgress && !a.Over(v.Now):
			view.open = &a
		case a.Status == examine.Graded:
			view.past = append(view.past, a)
		}
	}
	return view, nil
}

// PaperStart draws a paper and begins, or goes on with the one in progress.
func (p Pages) PaperStart(v *site.Visit) error {
	view, err := p.paper(v)
	if err != nil {
		return err
	}
	id, err := p.Hall.Start(v.Context(), v.Me(), view.programme.ID, view.blueprint, v.Library, v.Now)
	if err != nil {
		return err
	}
	return v.Go("/attempts/" + string(id))
}

// minutes is how long the person has, whole minutes: the limit with their extra time.
func (p paperView) minutes() int { return p.blueprint.LimitMinutes * (100 + p.extra) / 100 }
