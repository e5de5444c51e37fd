package speech

import (
	"strings"
	"unicode"

	"understudy/app/speech/text"
)

// privacy finds what is not the learner's to say: the customer's private facts that the customer has not
// said, and anybody's card, account, telephone, e-mail or street.
func (d *desk) privacy() {
	if len(d.context.Private) > 0 {
		here, said := letters(d.reading.tokens), d.said()
		for _, private := range d.context.Private {
			d.privateValue(private, here, said)
		}
	}
	d.accounts()
	d.telephones()
	d.spoken()
	d.mailboxes()
	d.streets()
}

// said returns the letters and digits of what customers have said.
func (d *desk) said() []letter {
	if d.heard == nil {
		d.heard = letters(text.Tokens(d.context.Heard + "\n" + d.context.Customer))
	}
	return d.heard
}

// letter is one letter or digit of a text, folded, with the bytes it stands in.
type letter struct {
	char       rune
	start, end int
	gap        bool // something else stands before it
}

// letters lists the letters and digits of tokens. A digit in words is a digit.
func letters(tokens []text.Token) []letter {
	out := make([]letter, 0, len(tokens)*5)
	before := -1
	for _, t := range tokens {
		if t.Kind == text.Punct {
			continue
		}
		if digit := digitWord(t.Fold); digit != 0 {
			out = append(out, letter{digit, t.Start, t.End, true})
			before = t.End
			continue
		}
		for i, r := range t.Text {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				continue
			}
			end := t.Start + i + len(string(r))
			for _, folded := range text.Fold(string(r)) {
				out = append(out, letter{folded, t.Start + i, end, t.Start+i != before})
				before = t.Start + i
			}
			before = end
		}
	}
	return out
}

// digitWord returns the digit that a word says, 0 for none.
func digitWord(word string) rune {
	switch word {
	case "zero", "oh":
		return '0'
	case "one":
		return '1'
	case "two":
		return '2'
	case "three":
		return '3'
	case "four":
		return '4'
	case "five":
		return '5'
	case "six":
		return '6'
	case "seven":
		return '7'
	case "eight":
		return '8'
	case "nine":
		return '9'
	default:
		return 0
	}
}

// maxParts is how many bytes may stand between two parts of one value: " - ".
const maxParts = 3

// minValue is the least letters and digits of a private value that is known without its word: "room 12"
// needs the room.
const minValue = 3

func (d *desk) privateValue(private string, here, said []letter) {
	for _, value := range privateValues(private) {
		code := letters(text.Tokens(value))
		if len(code) == 0 {
			continue
		}
		if _, heard := find(said, code, 0); heard {
			return
		}
	}
	for _, value := range privateValues(private) {
		code := letters(text.Tokens(value))
		from, tripped := 0, false
		for len(code) > 0 {
			at, ok := find(here, code, from)
			if !ok {
				break
			}
			tripped, from = true, at+len(code)
			d.add("privacy", "r18", -1, here[at].start, here[from-1].end, Finding{Pattern: "private-value", Strength: Critical,
				Why: "You said a private detail before the customer did.", Better: "Ask the customer to tell you the detail, and check it."})
		}
		if tripped {
			return
		}
	}
}

// privateValues returns the ways to say a private fact, the value alone first: "order 88213" is 88213.
func privateValues(private string) []string {
	words := strings.Fields(private)
	if len(words) < 2 {
		return words
	}
	out := []string{strings.Join(words[1:], " ")}
	for i, word := range words[1:] {
		if i > 0 && strings.ContainsFunc(word, unicode.IsDigit) {
			out = append(out, strings.Join(words[i+1:], " "))
			break
		}
	}
	for i, value := range out {
		if len(letters(text.Tokens(value))) < minValue {
			out[i] = strings.Join(words, " ")
		}
	}
	return out
}

// find looks for letters and digits in a row that are no part of a longer word or number.
func find(in, code []letter, from int) (at int, ok bool) {
	for at = from; at+len(code) <= len(in); at++ {
		if in[at].char != code[0].char || at > 0 && continues(in[at-1], in[at]) {
			continue
		}
		if n := len(code); at+n < len(in) && continues(in[at+n-1], in[at+n]) {
			continue
		}
		if equal(in[at:at+len(code)], code) {
			return at, true
		}
	}
	return 0, false
}

func equal(in, code []letter) bool {
	for i := range code {
		if in[i].char != code[i].char || i > 0 && in[i].start-in[i-1].end > maxParts {
			return false
		}
	}
	return true
}

// continues reports whether a letter goes on with the word or the number of the one before it.
func continues(before, l letter) bool {
	return !l.gap && (unicode.IsLetter(before.char) && unicode.IsLetter(l.char) || unicode.IsDigit(before.char) && unicode.IsDigit(l.char))
}

// maxLookups is how many details of one reply are looked up in what customers said; beyond, nobody reads on.
const maxLookups = 500

// known reports whether the customer has said what stands in bytes start..end of the reply.
func (d *desk) known(start, end int) bool {
	d.lookups++
	code := letters(text.Tokens(d.reading.reply[start:end]))
	if len(code) == 0 || d.lookups > maxLookups {
		return d.lookups > maxLookups
	}
	_, ok := find(d.said(), code, 0)
	return ok
}

// disclose makes a finding of somebody's detail.
func (d *desk) disclose(what string, start, end int) {
	d.add("privacy", "r18", -1, start, end, Finding{Pattern: what, Strength: Critical,
		Why:    "You passed on a detail that belongs to somebody (" + what + ").",
		Better: "Offer to pass a message on yourself, or ask the person for permission first."})
}
