package speech

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"understudy/app/speech/text"
)

// The digits of a telephone number, by ITU-T E.164, and of one without an area.
const (
	minPhone = 7
	maxPhone = 15
)

// contextTokens is how many tokens before a detail say whose it is.
const contextTokens = 9

// telephones finds telephone numbers that are neither introduced as the house's own nor the customer's.
func (d *desk) telephones() {
	for _, g := range d.groups() {
		start, end := g.tokens[0].Start, g.tokens[len(g.tokens)-1].End
		if !d.isPhone(g) || d.own(g.at, true) || d.known(start, end) || d.isCard(g) {
			continue
		}
		d.disclose("phone", start, end)
	}
}

func isYear(digits string) bool { return digits >= "1900" && digits <= "2099" }

func (d *desk) isCard(g group) bool {
	return isCardNumber(digitsOf(g.tokens))
}

func (d *desk) isPhone(g group) bool {
	digits := digitsOf(g.tokens)
	if len(digits) < minPhone || len(digits) > maxPhone || isDate(g) {
		return false
	}
	before := d.wordsBefore(g.at)
	code := lastOf(before, codeWords)
	if i := lastOf(before, "phone telephone tel mobile cell call ring whatsapp dial text reach landline fax"); i >= 0 {
		return i > code
	}
	if code >= 0 || isMoney(d.reading.tokens, g) {
		return false
	}
	grouped := len(g.tokens) >= 2 && len(g.tokens[len(g.tokens)-1].Fold) >= 2 && len(digits) <= 12 && !isThousands(g)
	return g.plus || digits[0] == '0' && len(digits) >= 9 || grouped || lastOf(before, "number line extension") >= 0
}

// isThousands reports whether a number is written like 1 000 000, or a span of years.
func isThousands(g group) bool {
	if years := digitsOf(g.tokens); len(g.tokens) == 2 && len(years) == 8 && isYear(years[:4]) && isYear(years[4:]) {
		return true
	}
	for _, t := range g.tokens[1:] {
		if len(t.Fold) != 3 {
			return false
		}
	}
	return len(g.tokens[0].Fold) <= 3 && g.tokens[0].Fold[0] != '0'
}

// spoken finds telephone numbers that are written as they are said, digit by digit.
func (d *desk) spoken() {
	tokens := d.reading.tokens
	for i := 0; i < len(tokens); i++ {
		j := i
		for j < len(tokens) && digitWord(tokens[j].Fold) != 0 {
			j++
		}
		if n := j - i; n >= minPhone && n <= maxPhone && !d.own(i, true) && !d.known(tokens[i].Start, tokens[j-1].End) {
			d.disclose("phone", tokens[i].Start, tokens[j-1].End)
		}
		i = max(i, j)
	}
}

// codeWords go before numbers that are nobody's telephone.
const codeWords = "order ref reference item parcel tracking ticket invoice booking code case receipt serial version model article account contract " +
	"reservation flight van room page isbn policy"

// isMoney reports whether a currency or a unit stands beside a number.
func isMoney(tokens []text.Token, g group) bool {
	after := g.at + 1
	for after < len(tokens) && tokens[after].Start < g.tokens[len(g.tokens)-1].End {
		after++
	}
	beside := ""
	if g.at > 0 {
		beside = tokens[g.at-1].Fold
	}
	if after < len(tokens) {
		beside += " " + tokens[after].Fold
	}
	for word := range strings.FieldsSeq(beside) {
		if strings.Contains(" $ £ € ¥ ₺ % eur usd gbp euro euros dollars pounds km kg pieces ", " "+word+" ") {
			return true
		}
	}
	return false
}

// wordsBefore returns the words shortly before token i within its sentence.
func (d *desk) wordsBefore(i int) []string {
	var out []string
	tokens := d.reading.tokens
	for j := i - 1; j >= 0 && j >= i-contextTokens; j-- {
		if f := tokens[j].Fold; f == "!" || f == "?" || f == "." && tokens[j+1].Start > tokens[j].End && len(out) > 0 {
			break
		}
		out = append([]string{strings.TrimSuffix(tokens[j].Fold, "'s")}, out...)
	}
	return out
}

// lastOf returns the place of the last of some words, −1 for none.
func lastOf(in []string, words string) int {
	last := -1
	for i, word := range in {
		if strings.Contains(" "+words+" ", " "+word+" ") {
			last = i
		}
	}
	return last
}

// own reports whether a detail is introduced as the speaker's or the house's: my direct line, our e-mail,
// you can reach me on. "My neighbour's number" is not.
func (d *desk) own(i int, direct bool) bool {
	before := d.wordsBefore(i)
	other := -1
	for i, word := range before {
		if d.in("others", word) {
			other = i
		}
	}
	mine := lastOf(before, "my our mine ours notre mon nos votre")
	if direct {
		mine = max(mine, lastOf(before, "direct me us hotline helpline reception switchboard desk headquarters office counter"))
	}
	return mine > other || mine >= 0 && other >= 0 && direct && lastOf(before, "me us direct") > other
}

// mailboxes finds e-mail addresses.
func (d *desk) mailboxes() {
	tokens := d.reading.tokens
	for i, t := range tokens {
		if t.Fold != "@" || i == 0 || i+1 >= len(tokens) || tokens[i-1].End != t.Start || tokens[i+1].Start != t.End {
			continue
		}
		from, to := i-1, i+1
		for from > 0 && tokens[from-1].End == tokens[from].Start && (tokens[from-1].Kind != text.Punct || strings.Contains("._-+", tokens[from-1].Fold)) {
			from--
		}
		for to+1 < len(tokens) && tokens[to+1].Start == tokens[to].End && (tokens[to+1].Kind != text.Punct || strings.Contains(".-_", tokens[to+1].Fold)) {
			to++
		}
		for to > i+1 && tokens[to].Kind == text.Punct {
			to--
		}
		domain := d.reading.reply[t.End:tokens[to].End]
		if !strings.Contains(domain, ".") || d.own(from, true) || d.known(tokens[from].Start, tokens[to].End) {
			continue
		}
		d.disclose("email", tokens[from].Start, tokens[to].End)
	}
}

// streets finds a number and a street: 14 Garden Street, 12 rue de la Paix, Gartenstraße 4.
func (d *desk) streets() {
	tokens := d.reading.tokens
	for i, t := range tokens {
		if t.Kind != text.Number || len(t.Fold) > 5 || strings.ContainsAny(t.Fold, ":,.") {
			continue
		}
		from, to := d.street(i)
		if to < 0 || d.ownPlace(from) || d.known(tokens[from].Start, tokens[to].End) {
			continue
		}
		d.disclose("address", tokens[from].Start, tokens[to].End)
	}
}

// street returns the tokens of the street around the number at i, to −1 if there is none.
func (d *desk) street(i int) (from, to int) {
	tokens := d.reading.tokens
	if i > 0 && tokens[i-1].Kind == text.Word && i < len(tokens) {
		name := tokens[i-1].Fold
		for _, end := range strings.Fields("strasse straat gasse weg gatan vej") {
			if strings.HasSuffix(name, end) && len(name) > len(end)+2 {
				return i - 1, i
			}
		}
	}
	if i > 1 && strings.Contains(" via calle avenida rua ulica plaza piazza ", " "+tokens[i-2].Fold+" ") && isCapital(tokens[i-1]) {
		return i - 2, i
	}
	if i > 1 && strings.Contains(" street road avenue lane boulevard ", " "+tokens[i-1].Fold+" ") && isCapital(tokens[i-2]) {
		return i - 2, i
	}
	for j := i + 1; j < len(tokens) && j <= i+4 && tokens[j].Kind == text.Word; j++ {
		word := tokens[j].Fold
		capital := isCapital(tokens[j])
		named := j > i+1 && !isUnitOfTime(tokens[i+1].Fold)
		switch {
		case word == "rue" && j == i+1 && j+1 < len(tokens) && tokens[j+1].Kind == text.Word:
			return i, j + 1
		case !named:
		case strings.Contains(" street road avenue lane boulevard crescent terrace ", " "+word+" "):
			return i, j
		case capital && isCapital(tokens[i+1]) && strings.Contains(" st rd ave ln blvd drive close square court place way gardens grove mews row hill ", " "+word+" "):
			return i, j
		}
	}
	return i, -1
}

func isUnitOfTime(word string) bool {
	return strings.Contains(" minute minutes min mins hour hours day days week weeks percent more other of different parcels people and or to in on ", " "+word+" ")
}

func isCapital(t text.Token) bool {
	r, _ := utf8.DecodeRuneInString(t.Text)
	return unicode.IsUpper(r)
}

// ownPlace reports whether an address is the house's: our office is at.
func (d *desk) ownPlace(i int) bool {
	before := d.wordsBefore(i)
	return d.own(i, false) || lastOf(before, "we office shop store branch depot counter hospital clinic desk station us museum") >
		lastOf(before, "his her their he she they neighbour customer lives live")
}
