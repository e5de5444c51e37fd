package speech

import "strings"

// timed is where a sentence names a time.
type timed struct {
	from, to int
	vague    bool
}

// promises finds what the speaker undertakes to do, and by when. Every undertaking is a next step; one
// with a time is a promise. Without a time, or with one like "soon", it is weak.
func (d *desk) promises() {
	for s := range d.reading.sentences {
		commits := d.commits(s)
		if len(commits) == 0 {
			continue
		}
		times := d.times(s)
		for i, h := range commits {
			until := len(d.reading.sentences[s].units)
			if i+1 < len(commits) {
				until = commits[i+1].from
			}
			d.undertake(h, d.timeFor(h, times, until, i == 0), until)
		}
	}
}

// commits returns the undertakings of a sentence, in order, none within another.
func (d *desk) commits(s int) []hit {
	var out []hit
	for _, h := range d.hits { // in the order of sentences and units
		if h.sentence != s || h.pattern.detector != "next_step" {
			continue
		}
		if n := len(out); n > 0 && h.from < out[n-1].to {
			if h.to > out[n-1].to && h.from == out[n-1].from {
				out[n-1] = h
			}
			continue
		}
		out = append(out, h)
	}
	return out
}

// times returns the times that a sentence names, in order.
func (d *desk) times(s int) []timed {
	var out []timed
	units := d.reading.sentences[s].units
	for i := 0; i < len(units); {
		place := d.place(s, i)
		exact, vague := d.length("time", place), d.length("vague", place)
		if exact == 0 && vague == 0 {
			i++
			continue
		}
		n := max(exact, vague)
		out = append(out, timed{i, i + n, vague > exact})
		i += n
	}
	return out
}

func (d *desk) length(name string, p *place) int {
	n := d.lang.defined[name]
	if n == nil {
		return 0
	}
	return last(n.step(p, 1))
}

// timeFor returns the time that belongs to an undertaking: the first exact one after it, or a vague one,
// or for the first of a sentence one that stands before it.
func (d *desk) timeFor(h hit, times []timed, until int, first bool) *timed {
	var best *timed
	for i := range times {
		t := &times[i]
		after := t.from > h.from && t.from < until
		before := first && t.to <= h.from
		switch {
		case !after && !before:
		case best == nil, best.vague && !t.vague, !t.vague && best.to <= h.from && after:
			best = t
		}
	}
	return best
}

func (d *desk) undertake(h hit, t *timed, until int) {
	units := d.reading.sentences[h.sentence].units
	start, end := d.bytes(h)
	action := span{units[min(h.from+d.length("commit", d.place(h.sentence, h.from)), h.to-1)].start, end}
	p := Promise{Vague: true, Due: -1}
	if t != nil {
		when := span{units[t.from].start, units[t.to-1].end}
		p.Time = d.reading.reply[when.start:when.end]
		p.Vague = t.vague
		p.Due = d.due(h.sentence, *t)
		if when.start > end {
			action.end = units[t.from-1].end
		}
		start, end = min(start, when.start), max(end, when.end)
	}
	p.Vague = p.Vague || d.hedged(h, until)
	if action.start >= action.end {
		action = span{start, end}
	}
	p.Action = strings.TrimSpace(d.reading.reply[action.start:action.end])
	p.Start, p.End, p.Quote = start, end, d.reading.reply[start:end]
	d.made = append(d.made, p)
	d.promiseFindings(h, p)
}

func (d *desk) promiseFindings(h hit, p Promise) {
	step := Finding{Pattern: h.pattern.name, Strength: Plain, Why: h.pattern.why}
	if p.Vague {
		step.Strength, step.Better = Weak, h.pattern.better
	}
	d.add("next_step", "r10", 1, p.Start, p.End, step)
	if p.Time == "" {
		return
	}
	promise := Finding{Pattern: "time", Strength: Plain, Why: "You said what you will do and by when."}
	if p.Vague {
		promise.Pattern, promise.Strength = "vague-time", Weak
		promise.Why = "You said what you will do, with a time that nobody can hold you to."
		promise.Better = h.pattern.better
	}
	d.add("promise", "r10", 1, p.Start, p.End, promise)
}

// hedged reports whether the words of an undertaking take it half back: "I'll try".
func (d *desk) hedged(h hit, until int) bool {
	hedge := d.lang.defined["hedge"]
	if hedge == nil {
		return false
	}
	for i := max(0, h.from-2); i < min(until, h.to+4); i++ {
		if hedge.step(d.place(h.sentence, i), 1) != 0 {
			return true
		}
	}
	return false
}

// settles judges words that report on a promise made before. Without one they say nothing.
func (d *desk) settles(h hit, f *Finding) bool {
	open := d.context.Promises
	if len(open) == 0 {
		return false
	}
	if h.pattern.sign < 0 || d.context.Clock <= 0 {
		return true
	}
	late := true
	for _, p := range open {
		late = late && p.Due >= 0 && d.context.Clock > p.Due
	}
	return !late
}
