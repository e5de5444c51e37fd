package speech

import (
	"unicode"
	"unicode/utf8"

	"understudy/app/speech/text"
)

// maxNames is how often a turn may use the customer's name before it sounds like a trick.
const maxNames = 3

// minMisspelt is the least letters of a name for one wrong letter to be seen: shorter names are too near
// to other words.
const minMisspelt = 4

// name finds the customer's name: right, misspelt, or too often.
func (d *desk) name() {
	parts := map[string]bool{}
	for _, t := range text.Tokens(d.context.Name) {
		if t.Kind == text.Word && utf8.RuneCountInString(t.Text) >= 2 && !d.in("title", t.Fold) {
			parts[t.Fold] = true
		}
	}
	uses := 0
	for s := range d.reading.sentences {
		units := d.reading.sentences[s].units
		for i := 0; i < len(units); i++ {
			from, to := d.named(units, i, parts)
			if to > i {
				uses++
				d.used(units[from].start, units[to-1].end, uses)
				i = to - 1
				continue
			}
			if d.misspelt(units, i, parts) {
				d.add("name", "r11", -1, units[i].start, units[i].end, Finding{Pattern: "misspelt", Strength: Plain,
					Why: "The customer's name is spelt wrong.", Better: d.context.Name})
			}
		}
	}
}

func (d *desk) used(start, end, uses int) {
	switch {
	case uses <= maxNames:
		d.add("name", "r11", 1, start, end, Finding{Pattern: "name", Strength: Plain, Why: "You used the customer's name."})
	case uses == maxNames+1:
		d.add("name", "r11", -1, start, end, Finding{Pattern: "overuse", Strength: Weak,
			Why:    "A name said more than three times in one turn sounds like a trick.",
			Better: "The name once or twice, where it counts."})
	}
}

// named returns the units of a use of the name around i: "Ms Amira Haddad" counts once. to ≤ i says that
// there is none.
func (d *desk) named(units []unit, i int, parts map[string]bool) (from, to int) {
	from, to = i, i
	for to < len(units) && parts[units[to].word] {
		to++
	}
	if to == i {
		return i, i
	}
	for from > 0 && d.in("title", units[from-1].word) && !units[from].comma {
		from--
	}
	titled := from < i
	if to-i == 1 && !titled && d.in("homograph", units[i].word) && !d.called(units, i) {
		return i, i
	}
	return from, to
}

// called reports whether a word that is also a name is used as one: after a greeting, or between commas
// with a capital.
func (d *desk) called(units []unit, i int) bool {
	if i > 0 && d.in("hail", units[i-1].word) {
		return true
	}
	alone := units[i].comma && (i+1 == len(units) || units[i+1].comma)
	opens := i == 0 && i+1 < len(units) && units[i+1].comma
	closes := i > 0 && i+1 == len(units) && units[i].comma
	return units[i].upper && (alone || opens || closes)
}

// misspelt reports whether unit i is the name with one letter wrong. It must stand where a name would.
func (d *desk) misspelt(units []unit, i int, parts map[string]bool) bool {
	u := &units[i]
	written := text.Fold(d.reading.reply[u.start:u.end])
	if utf8.RuneCountInString(written) < minMisspelt || u.word == quotation || parts[written] || d.in("title", written) {
		return false
	}
	near := false
	for part := range parts {
		near = near || len(part) >= minMisspelt && oneEdit(written, part)
	}
	if !near {
		return false
	}
	if i > 0 && (d.in("title", units[i-1].word) || d.in("hail", units[i-1].word) || parts[units[i-1].word]) || i+1 < len(units) && parts[units[i+1].word] {
		return true
	}
	first, _ := utf8.DecodeRuneInString(d.reading.reply[u.start:])
	return i > 0 && unicode.IsUpper(first) && u.id < 0 && len(u.stems) == 0 && !d.lang.keep[written] && !d.isLearner(written)
}

func (d *desk) isLearner(word string) bool {
	return d.names[word]
}

// in reports whether a list of the language's words holds a word.
func (d *desk) in(list, word string) bool {
	s, ok := d.lang.defined[list].(*set)
	return ok && s.holds(d.lang.id(word))
}
