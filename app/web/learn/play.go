package learn

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/rehearse"
	"understudy/app/scene"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// playView is what the page of a role-play shows.
type playView struct {
	scene rehearse.Scene
	past  []exchange
	now   scene.View
	mood  int // 1 to 5, 0 without one
	until time.Time
	words string            // a reply that came back
	wrong map[string]string // and why
}

// exchange is one turn that is over: what was said, and what the learner did.
type exchange struct {
	said  []scene.Said
	reply string // empty where the words are erased
	kind  scene.MoveKind
	delta int // mood, up is better
}

// Play shows a role-play at its current turn.
func (p Pages) Play(v *site.Visit) error {
	at, err := p.Stage.Show(v.Context(), ident.ID(v.Param("play")), v.Now)
	if err != nil {
		return err
	}
	if at.Play.Status != rehearse.Playing {
		return v.Go("/plays/" + string(at.Play.ID) + "/debrief")
	}
	return v.Render(playPage(v.UI, viewOf(at, v.Now)))
}

func viewOf(at rehearse.Scene, now time.Time) playView {
	view := playView{scene: at, now: at.At.View()}
	moods := len(at.Compiled.Moods)
	view.mood = face(view.now.Mood, moods)
	if left, has := at.SecondsLeft(now); has {
		view.until = now.Add(time.Duration(left) * time.Second)
	}
	before := at.Compiled.Begin()
	for i, move := range at.At.Moves() {
		shown := before.View()
		after, err := before.Do(move)
		if err != nil {
			break // a transcript that was replayed once replays again
		}
		done := exchange{said: shown.Lines, kind: move.Kind, delta: face(after.View().Mood, moods) - face(shown.Mood, moods)}
		done.reply = at.Replies[i+1].Words
		for _, c := range shown.Choices {
			if c.ID == move.Choice {
				done.reply = c.Text
			}
		}
		view.past = append(view.past, done)
		before = after
	}
	return view
}

// face turns a place in a scenario's list of moods, best first, into one of five faces, 5 the best; 0
// where there is no mood.
func face(mood, moods int) int {
	switch {
	case mood < 0 || moods == 0:
		return 0
	case moods == 1:
		return 5
	default:
		return 5 - (4*mood+(moods-1)/2)/(moods-1)
	}
}

// PlayMove takes a turn.
func (p Pages) PlayMove(v *site.Visit) error {
	id := ident.ID(v.Param("play"))
	seq, ok := v.FormInt("turn")
	if !ok {
		return fault.New(fault.Invalid, "fault.bad_request")
	}
	act := rehearse.Act{Action: v.Form("choice"), Words: v.Form("words")}
	after, awards, err := p.Stage.Move(v.Context(), v.Me(), id, seq, act, v.Now)
	if wrong, ok := v.Mended(err); ok {
		return p.replyAgain(v, id, act.Words, wrong)
	}
	switch {
	case fault.Is(err, fault.Conflict): // a second tab, a repeated click, a clock: show how it stands
		return v.GoSaying("/plays/"+string(id), ui.Info, "rehearse.stands")
	case err != nil:
		return err
	case len(awards) > 0:
		return v.GoSaying("/plays/"+string(id)+"/debrief", ui.Good, "rehearse.completes")
	case after.Play.Status != rehearse.Playing:
		return v.Go("/plays/" + string(id) + "/debrief")
	default:
		return v.Go("/plays/" + string(id))
	}
}

// replyAgain shows the turn again with the words that came back, and why they did.
func (p Pages) replyAgain(v *site.Visit, id ident.ID, words string, wrong map[string]string) error {
	at, err := p.Stage.Show(v.Context(), id, v.Now)
	if err != nil {
		return err
	}
	view := viewOf(at, v.Now)
	view.words, view.wrong = words, wrong
	return v.RenderStatus(fiber.StatusUnprocessableEntity, playPage(v.UI, view))
}

// PlayAgain begins a practice from one turn of a play.
func (p Pages) PlayAgain(v *site.Visit) error {
	id, err := p.Stage.TryAgain(v.Context(), v.Me(), ident.ID(v.Param("play")), v.QueryInt("turn", 1), v.Now)
	if err != nil {
		return err
	}
	return v.Go("/plays/" + string(id))
}
