package refresh

import (
	"context"
	"sync"
	"time"

	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/conduct"
	"understudy/app/ident"
	"understudy/app/quiz"
	"understudy/app/recall"
	"understudy/app/record"
)

// Forecast is the chance to pass a paper today, and what came of forecasts like it.
type Forecast struct {
	P     float64     // 0..1
	Alike *recall.Bin // forecasts about as high; nil where there are too few to say anything
}

const (
	forecastBins   = 5
	enoughAlike    = 20  // forecasts under which a share says nothing
	checkedPeople  = 500 // whose papers are looked at, at most
	checkedFurther = 365 // days
)

// Chance returns the chance to pass a paper by what is remembered: a question counts as one of those that
// the bank has about its rule, whichever is drawn.
func Chance(bp quiz.Blueprint, bank []quiz.Question, rules []conduct.Rule, memories []recall.Memory) float64 {
	known := map[conduct.RuleID]recall.Memory{}
	for _, m := range memories {
		known[conduct.RuleID(m.Rule)] = m
	}
	asked := bp.Asks(rules)
	if len(asked) == 0 {
		return 0
	}
	guesses := guessOf(bank)
	n := max(len(asked)*bp.EachRule, bp.Total)
	questions := make([]recall.Chance, n)
	for i := range questions {
		r := &asked[i%len(asked)]
		questions[i] = recall.Chance{P: recall.Correct(known[r.ID].R, guesses[r.ID]), Value: string(r.Value()), Critical: r.Critical}
	}
	return recall.PassToday(questions, recall.Bar{Overall: bp.Pass, Value: bp.PassValue, Critical: bp.PassCritical})
}

// guessOf returns the mean chance to guess a ready question of each rule.
func guessOf(bank []quiz.Question) map[conduct.RuleID]float64 {
	sum, n := map[conduct.RuleID]float64{}, map[conduct.RuleID]float64{}
	for _, q := range bank {
		for _, id := range q.Rules {
			if q.Ready() {
				sum[id] += q.Guess
				n[id]++
			}
		}
	}
	for id := range sum {
		sum[id] /= n[id]
	}
	return sum
}

func (d Desk) forecast(ctx context.Context, o Overview, bp quiz.Blueprint, lib *catalog.Library, today civil.Date, now time.Time) (*Forecast, error) {
	f := &Forecast{P: Chance(bp, lib.Bank(), o.Rules, o.Memories)}
	if d.Checked == nil {
		return f, nil
	}
	calibration, err := d.Checked.on(today, func() (recall.Calibration, error) { return d.Calibrate(ctx, lib, today, now) })
	for i, bin := range calibration.Bins {
		if f.P >= bin.From && (f.P < bin.To || bin.To == 1) && bin.N >= enoughAlike {
			f.Alike = &calibration.Bins[i]
		}
	}
	return f, err
}

// Calibrate compares the chances that would have been stated just before each paper of the last year with
// what came of it.
func (d Desk) Calibrate(ctx context.Context, lib *catalog.Library, today civil.Date, now time.Time) (recall.Calibration, error) {
	some, err := d.Reviews.PapersSince(ctx, today.AddDays(-checkedFurther), checkedPeople)
	if err != nil {
		return recall.Calibration{}, err
	}
	ids := make([]ident.ID, len(some))
	for i, p := range some {
		ids[i] = p.ID
	}
	histories, err := d.Record.Histories(ctx, ids)
	if err != nil {
		return recall.Calibration{}, err
	}
	reviews, err := d.Reviews.RecallReviews(ctx, ids)
	if err != nil {
		return recall.Calibration{}, err
	}
	bank := lib.Bank()
	var forecasts []recall.Forecast
	for _, p := range some {
		office := d.Office(p, now)
		rules := office.Code.Applicable(p.Channels)
		facts := Facts{histories[p.ID], reviews[p.ID], office.Revisions}
		for _, e := range histories[p.ID].Standing() {
			bp, ok := lib.Blueprint(e.Item)
			if e.Kind != record.Quiz || !ok || today.Days(e.OccurredOn) > checkedFurther {
				continue
			}
			before := facts.KnownAt(e.RecordedAt.Add(-time.Millisecond))
			forecasts = append(forecasts, recall.Forecast{P: Chance(bp, bank, rules, Remember(before, rules, e.OccurredOn)), Came: e.Passed})
		}
	}
	return recall.Calibrate(forecasts, forecastBins), nil
}

// Checked keeps how forecasts came true, worked out once a day. The zero value is ready.
type Checked struct {
	mu   sync.Mutex
	day  civil.Date
	kept recall.Calibration
}

func (c *Checked) on(day civil.Date, work func() (recall.Calibration, error)) (recall.Calibration, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.day == day {
		return c.kept, nil
	}
	kept, err := work()
	if err == nil {
		c.day, c.kept = day, kept
	}
	return kept, err
}
