package speech

import (
	"slices"
	"strings"

	"understudy/app/speech/text"
)

// patterns makes findings of what the language's patterns match.
func (d *desk) patterns() {
	d.scan()
	for _, h := range d.hits {
		f := Finding{Pattern: h.pattern.name, Strength: h.pattern.strength, Why: h.pattern.why, Better: h.pattern.better}
		if !d.refine(h, &f) {
			continue
		}
		start, end := d.bytes(h)
		for _, rule := range h.pattern.rules {
			d.add(h.pattern.detector, rule, h.pattern.sign, start, end, f)
		}
	}
}

func (d *desk) bytes(h hit) (start, end int) {
	units := d.reading.sentences[h.sentence].units
	return units[h.from].start, units[h.to-1].end
}

// refine weighs a match by what is known around the reply. False drops it.
func (d *desk) refine(h hit, f *Finding) bool {
	firstTurn := d.context.Turn <= 1
	switch h.pattern.detector {
	case "greeting":
		d.timeOfDay(h, f)
		return firstTurn
	case "introduction":
		return firstTurn
	case "next_step":
		return false // see promises
	case "promise":
		return d.settles(h, f)
	case "apology":
		d.specific(h, f)
	case "closing":
		opening := f.Pattern == "thanks-at-end" && h.sentence <= 1 && d.opens() // "Hello, thank you for calling"
		return !firstTurn || d.context.Closing || !opening
	}
	return true
}

// opens reports whether the reply greets or introduces its speaker.
func (d *desk) opens() bool {
	return slices.ContainsFunc(d.hits, func(h hit) bool {
		return h.pattern.detector == "greeting" || h.pattern.detector == "introduction"
	})
}

// timeOfDay weakens a greeting for another time of day than the scene's clock shows.
func (d *desk) timeOfDay(h hit, f *Finding) {
	if d.context.Clock <= 0 {
		return
	}
	hour := d.context.Clock / 60
	for _, u := range d.reading.sentences[h.sentence].units[h.from:h.to] {
		fits := true
		switch u.word {
		case "morning":
			fits = hour < 12
		case "afternoon":
			fits = hour >= 12 && hour < 18
		case "evening":
			fits = hour >= 17
		}
		if !fits {
			f.Strength = Weak
			f.Why = "You greeted, for another time of day than it is."
			f.Better = "A greeting that fits the clock, or simply hello."
		}
	}
}

// specific makes an apology plain that names what the customer has told, and any other weak that the
// pattern does not know to name something.
func (d *desk) specific(h hit, f *Finding) {
	if h.pattern.sign < 0 || strings.HasPrefix(f.Pattern, "formula") {
		return
	}
	told := d.toldBy()
	for _, u := range d.reading.sentences[h.sentence].units {
		if stem := d.content(u.word); stem != "" && told[stem] {
			f.Strength = max2(f.Strength, Plain)
			return
		}
	}
}

// toldBy returns the beginnings of the words by which the customer told what happened.
func (d *desk) toldBy() map[string]bool {
	if d.told == nil {
		d.told = map[string]bool{}
		for _, t := range text.Tokens(d.context.Customer) {
			if stem := d.content(t.Fold); stem != "" {
				d.told[stem] = true
			}
		}
	}
	return d.told
}

func max2(a, b Strength) Strength {
	if a.rank() > b.rank() {
		return a
	}
	return b
}

// contentStem is how many letters of a word two texts must share: enough to join late and lately, deliver
// and delivered.
const contentStem = 5

// content returns the beginning of a word that says something by itself, or "" for small words.
func (d *desk) content(word string) string {
	if len(word) < 4 || d.isSmall(word) {
		return ""
	}
	return word[:min(len(word), contentStem)]
}

func (d *desk) isSmall(word string) bool {
	small, ok := d.lang.defined["small"].(*set)
	return ok && small.has(&unit{id: d.lang.id(word)})
}
