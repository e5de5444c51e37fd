package bench

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	pageSpan    = 4 * time.Second
	pageClients = 4
)

// pageCost asks for a page over and over, and returns the processor time and the bytes of one answer.
func pageCost(b *testing.B, p *process, ask func(i int) request) (cost time.Duration, size int) {
	b.Helper()
	load := func(span time.Duration) (n int) {
		var mu sync.Mutex
		var all sync.WaitGroup
		end := time.Now().Add(span)
		for worker := range pageClients {
			all.Go(func() {
				c, err := dial(p.address)
				if err != nil {
					b.Error(err)
					return
				}
				defer c.close()
				i := worker
				for ; time.Now().Before(end); i += pageClients {
					got, err := c.do(ask(i))
					if err != nil || got.status != http.StatusOK {
						b.Errorf("%s answers %d: %v", ask(i).path, got.status, err)
						return
					}
					size = len(got.body)
				}
				mu.Lock()
				defer mu.Unlock()
				n += i / pageClients
			})
		}
		all.Wait()
		return n
	}
	load(pageSpan / 4) // caches and statements are warm
	before := p.cpu()
	n := load(pageSpan)
	return (p.cpu() - before) / time.Duration(max(n, 1)), size
}

// measurePages is B1: what the learner's home costs.
func measurePages(b *testing.B, p *place) []row {
	bare, bareSize := pageCost(b, p.bare, func(i int) request { return request{path: "/", session: yardstickToken(i % yardstickPeople)} })
	home := func(zip bool) (time.Duration, int) {
		return pageCost(b, p.product, func(i int) request {
			return request{path: "/", session: p.town.seasoned[i%len(p.town.seasoned)], zip: zip}
		})
	}
	ours, size := home(false)
	zipped, zippedSize := home(true)
	ratio := float64(ours) / float64(bare)
	return []row{
		{"B1 home page, processor time", micro(ours) + kilobytes(size), micro(bare) + kilobytes(bareSize), times(ratio), "≤ 2.0×", "≤ 1.4×", atMost(ratio, 2, 1.4)},
		{"B1 the same, compressed", micro(zipped) + kilobytes(zippedSize), "Moodle 57 ms (quoted)", fmt.Sprintf("1/%.0f", 57e6/float64(zipped)), "", "", noGoal},
	}
}

func kilobytes(n int) string { return fmt.Sprintf(", %.1f KB", float64(n)/1000) }

const (
	attemptCount = 60
	moodle       = 870 * time.Millisecond
	tenQuestions = `id: onboarding-check
title: Ten questions
each_rule: 1
total: 0
rules: [r01, r02, r03, r04, r05, r06, r07, r08, r09, r10]
pass: 80
pass_value: 60
pass_critical: 100
attempts: 0
cooldown_minutes: 0
limit_minutes: 40
avoid_last: 2
`
)

// measureAttempts is B4: what a whole paper of ten questions costs, from the page before it to its result.
func measureAttempts(b *testing.B, p *place) []row {
	folder := filepath.Join(p.folder, "content")
	check(b, os.MkdirAll(filepath.Join(folder, "quizzes", "blueprints"), 0o750))
	check(b, os.WriteFile(filepath.Join(folder, "quizzes", "blueprints", "onboarding-check.yaml"), []byte(tenQuestions), 0o600))
	database := filepath.Join(p.folder, "attempts.db")
	t := build(b, database, attemptCount, false)
	server := serve(b, database, p.folder, "--content", folder)
	c, err := dial(server.address)
	check(b, err)
	defer c.close()
	takePaper(b, c, t.learners[0])
	before, requests := server.cpu(), 0
	for _, l := range t.learners[1:] {
		requests += takePaper(b, c, l)
	}
	n := len(t.learners) - 1
	cost := (server.cpu() - before) / time.Duration(n)
	ratio := float64(moodle) / float64(cost)
	return []row{{fmt.Sprintf("B4 ten-question attempt (%d requests)", requests/n), milli(cost), "Moodle 870 ms (quoted)", fmt.Sprintf("1/%.0f", ratio),
		"≤ 1/100", "1/200", atLeast(ratio, 100, 200)}}
}

// takePaper goes through a paper as a browser does, and returns how many requests that took.
func takePaper(b *testing.B, c *client, l learner) (requests int) {
	b.Helper()
	ask := func(path string, form url.Values) answer {
		requests++
		got, err := c.do(request{path: path, session: l.session, form: form, zip: true})
		check(b, err)
		return got
	}
	ask("/check/"+programme, nil)
	paper := ask("/check/"+programme, url.Values{}).to
	ask(paper, nil)
	for i := range 10 {
		ask(ask(paper, url.Values{"position": {strconv.Itoa(i)}, "answer": {"0"}}).to, nil)
	}
	result := ask(paper+"/submit", url.Values{}).to
	if !strings.HasSuffix(result, "/result") {
		b.Fatalf("handing in leads to %s", result)
	}
	ask(result, nil)
	return requests
}
