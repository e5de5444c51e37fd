package rehearse

import (
	"context"
	"errors"
	"time"

	"understudy/app/fault"
	"understudy/app/ident"
	"understudy/app/scene"
	"understudy/app/speech"
)

// Reply is what a learner wrote in one turn, and what was found in it. It is no fact: the words can be
// erased, and what they came to stays in the play.
type Reply struct {
	Seq      int // the step that it is
	Words    string
	Findings []speech.Finding
	Promises []speech.Promise
	At       time.Time
}

// PracticeWords is how long the words of a practice are kept: the learner alone sees them.
const PracticeWords = 90 * 24 * time.Hour

// reply judges the learner's own words at the current turn of a play. Words that come after the clock
// are kept, and count as silence.
func (s Stage) reply(before Scene, words string, now time.Time) (scene.Move, *Reply, error) {
	judged, err := before.At.Judge(s.Speech, words, before.promises())
	var refusal *scene.Refusal
	if errors.As(err, &refusal) {
		return scene.Move{}, nil, refused(refusal, before.At.View().Reply)
	}
	if err != nil {
		return scene.Move{}, nil, err
	}
	reply := &Reply{Seq: before.Play.Seq + 1, Words: words, Findings: judged.Findings, Promises: judged.Promises, At: now}
	if before.late(now) {
		return scene.RunOut(), reply, nil
	}
	return scene.Answer(judged.Mark), reply, nil
}

// refused says in the learner's words why a reply came back.
func refused(r *scene.Refusal, form *scene.ReplyForm) error {
	switch {
	case form == nil:
		return fault.New(fault.Conflict, "rehearse.stands").Because(r)
	case r.Reason == scene.TooShort:
		return fault.Field("words", "rehearse.too_short").With("Least", form.MinWords).Because(r)
	default:
		return fault.Field("words", "rehearse.too_long").With("Most", form.MaxWords).Because(r)
	}
}

// promises returns what the learner promised in own words, by the number of the turn.
func (s Scene) promises() map[int][]speech.Promise {
	out := map[int][]speech.Promise{}
	for seq, reply := range s.Replies {
		out[seq] = reply.Promises
	}
	return out
}

// Forget erases the words of practices that are too old to keep.
func (s Stage) Forget(ctx context.Context, now time.Time) error {
	return s.Plays.ErasePracticeWords(ctx, now.Add(-PracticeWords))
}

// byTurn sorts replies by the step that they are, without the words that are too old to show. Erasing
// them may wait for the next start; showing them may not.
func byTurn(replies []Reply, practice bool, now time.Time) map[int]Reply {
	out := map[int]Reply{}
	for _, r := range replies {
		if practice && now.Sub(r.At) > PracticeWords {
			r.Words, r.Findings = "", nil
		}
		out[r.Seq] = r
	}
	return out
}

// Review asks a person to judge one reply of an assessed play.
type Review struct {
	ID      ident.ID
	Play    ident.ID
	Person  ident.ID // who wrote the reply
	Seq     int      // the step that it is
	Cause   ReviewCause
	Item    string // of a contest: "want 2", "never 1", counted from 0
	AskedAt time.Time
	DueAt   time.Time
}

// ReviewCause says why a person is asked.
type ReviewCause string

// The causes.
const (
	ByBreach  ReviewCause = "breach"  // a detector found a critical breach, which fails the play once a person confirms it
	ByUnread  ReviewCause = "unread"  // no detector could read the reply
	ByAuthor  ReviewCause = "author"  // the scenario asks for a person
	ByLearner ReviewCause = "learner" // the learner sees a finding differently
)

// ReviewTime is how long a review may take.
const ReviewTime = 7 * 24 * time.Hour

// Decision is the outcome of a review, a fact: the mark that stands from now on.
type Decision struct {
	Review ident.ID
	Mark   string // in the form of a transcript
	Note   string // to the learner
	By     ident.ID
	At     time.Time
}

// reviews returns what a person has to judge before an assessed play counts.
func (s Scene) reviews(d scene.Debrief, now time.Time) []Review {
	var out []Review
	for _, t := range d.Turns {
		if cause := causeOf(t.Asked); cause != "" {
			out = append(out, Review{ID: ident.New(now), Play: s.Play.ID, Person: s.Play.Person, Seq: t.Number, Cause: cause,
				AskedAt: now, DueAt: now.Add(ReviewTime)})
		}
	}
	return out
}

func causeOf(asked *scene.Asked) ReviewCause {
	switch {
	case asked == nil:
		return ""
	case !asked.Judged:
		return ByUnread
	case asked.Human:
		return ByAuthor
	}
	for _, n := range asked.Nevers {
		if n.Critical && n.Tripped {
			return ByBreach
		}
	}
	return ""
}
