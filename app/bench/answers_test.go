package bench

import (
	"fmt"
	"net/url"
	"strconv"
	"sync"
	"testing"
	"time"
)

const (
	answerSpan = 3 * time.Second
	together   = 64
)

// answering sends answers from some clients at once, each waiting for one to be saved before the next,
// and returns how many a second were saved and how long each took.
func answering(b *testing.B, p *process, clients int, ask func(client, turn int) request) (rate float64, took []time.Duration) {
	b.Helper()
	var mu sync.Mutex
	var all sync.WaitGroup
	began := time.Now()
	for worker := range clients {
		all.Go(func() {
			c, err := dial(p.address)
			if err != nil {
				b.Error(err)
				return
			}
			defer c.close()
			var own []time.Duration
			for turn := 0; time.Since(began) < answerSpan; turn++ {
				sent := time.Now()
				if _, err := c.do(ask(worker, turn)); err != nil {
					b.Error(err)
					return
				}
				own = append(own, time.Since(sent))
			}
			mu.Lock()
			defer mu.Unlock()
			took = append(took, own...)
		})
	}
	all.Wait()
	return float64(len(took)) / time.Since(began).Seconds(), took
}

// reply is one answer of a learner to a question of the paper in hand.
func (t *town) reply(learner, turn int) request {
	l := t.learners[learner%len(t.learners)]
	return request{path: l.attempt, session: l.session,
		form: url.Values{"position": {strconv.Itoa(l.asked[turn%len(l.asked)])}, "answer": {strconv.Itoa(turn % 2)}}}
}

func bareReply(person, _ int) request {
	return request{path: "/", session: yardstickToken(person), form: url.Values{}}
}

// measureAnswers is B2: one client whose every answer is on the disk before the next.
func measureAnswers(b *testing.B, p *place) []row {
	rawBefore := rawCommits(b, p.raw, answerSpan/2)
	before := p.product.cpu()
	ours, took := answering(b, p.product, 1, p.town.reply)
	cost := (p.product.cpu() - before) / time.Duration(len(took))
	bare, _ := answering(b, p.bare, 1, bareReply)
	raw := (rawBefore + rawCommits(b, p.raw, answerSpan/2)) / 2
	share := ours / raw
	return []row{
		{"B2 answers saved, one client", perSecond(ours), perSecond(raw) + " raw commits", percent(share), "≥ 60 %", "≥ 80 %", atLeast(share, .6, .8)},
		{"B2 beside a bare server", perSecond(ours) + ", " + micro(cost) + " processor", perSecond(bare), percent(ours / bare), "", "", noGoal},
	}
}

// measureGroups is B3: many clients at once.
func measureGroups(b *testing.B, p *place) []row {
	raw := rawCommits(b, p.raw, answerSpan/2)
	ours, took := answering(b, p.product, together, p.town.reply)
	bare, _ := answering(b, p.bare, together, bareReply)
	slow := percentile(took, .99)
	return []row{
		{"B3 answers saved, 64 clients", perSecond(ours), perSecond(raw) + " raw commits", times(ours / raw), "≥ 2×", "≥ 4×", atLeast(ours/raw, 2, 4)},
		{"B3 slowest in a hundred (p99)", milli(slow), "", "", "≤ 25 ms", "", judge(slow <= 25*time.Millisecond, false)},
		{"B3 beside a bare server", perSecond(ours), perSecond(bare) + " group commit", percent(ours / bare), "", "≥ 75 %", hoped(ours/bare >= .75)},
	}
}

func perSecond(n float64) string { return fmt.Sprintf("%.0f/s", n) }

func percent(share float64) string { return fmt.Sprintf("%.0f %%", 100*share) }
