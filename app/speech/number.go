package speech

import (
	"strings"

	"understudy/app/speech/text"
)

// group is a row of tokens that may be one long number.
type group struct {
	tokens []text.Token
	plus   bool // a + stands before it
	at     int  // of its first token in the reply
}

// groups returns the numbers of a reply, with what a space, hyphen, dot, slash or bracket joins.
func (d *desk) groups() []group {
	var out []group
	tokens := d.reading.tokens
	for i := 0; i < len(tokens); i++ {
		if tokens[i].Kind != text.Number {
			continue
		}
		g := group{at: i, plus: i > 0 && tokens[i-1].Text == "+"}
		g.tokens = append(g.tokens, tokens[i])
		for i+1 < len(tokens) {
			next := i + 1
			for next < len(tokens) && next <= i+2 && tokens[next].Kind == text.Punct && strings.Contains("-./()", tokens[next].Fold) {
				next++
			}
			if next >= len(tokens) || tokens[next].Kind != text.Number || tokens[next].Start-tokens[i].End > maxParts ||
				strings.ContainsAny(d.reading.reply[tokens[i].End:tokens[next].Start], "\n\r") {
				break
			}
			g.tokens = append(g.tokens, tokens[next])
			i = next
		}
		out = append(out, g)
	}
	return out
}

func digitsOf(tokens []text.Token) string {
	var b strings.Builder
	for _, t := range tokens {
		for _, r := range t.Fold {
			if r >= '0' && r <= '9' {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// The lengths of payment cards by ISO/IEC 7812, and how many parts one may be written in.
const (
	minCard      = 13
	maxCard      = 19
	maxCardParts = 8
)

// accounts finds payment cards (Luhn) and IBANs (ISO 7064 mod 97).
func (d *desk) accounts() {
	for _, g := range d.groups() {
		for i := 0; i < len(g.tokens); i++ {
			for j := min(len(g.tokens), i+maxCardParts); j > i; j-- {
				digits := digitsOf(g.tokens[i:j])
				if !isCardNumber(digits) {
					continue
				}
				if start, end := g.tokens[i].Start, g.tokens[j-1].End; !d.known(start, end) {
					d.disclose("card", start, end)
				}
				i = j - 1
				break
			}
		}
	}
	for i, t := range d.reading.tokens {
		if end := d.iban(i); end > 0 && !d.known(t.Start, end) {
			d.disclose("iban", t.Start, end)
		}
	}
}

// isCardNumber holds for the lengths and first digits that card schemes use, and a right check digit, but
// not for one digit repeated.
func isCardNumber(digits string) bool {
	n := len(digits)
	return (n >= minCard && n <= 16 || n == maxCard) && digits[0] >= '2' && digits[0] <= '6' &&
		strings.Trim(digits, digits[:1]) != "" && luhn(digits)
}

// luhn checks the check digit of ISO/IEC 7812.
func luhn(digits string) bool {
	sum := 0
	for i := range digits {
		n := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}

// ibanLengths gives the length of an IBAN in each country of the registry.
const ibanLengths = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 " +
	"FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 " +
	"ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SD18 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 " +
	"UA29 VA22 VG24 XK20"

// iban returns where an IBAN that begins at token i ends, 0 if none does.
func (d *desk) iban(i int) int {
	t := d.reading.tokens[i]
	checked := len(t.Fold) > 3 && t.Fold[2] >= '0' && t.Fold[2] <= '9' // DE89 in one
	parted := len(t.Fold) == 2 && i+1 < len(d.reading.tokens) && d.reading.tokens[i+1].Kind == text.Number
	if t.Kind != text.Word || !checked && !parted {
		return 0
	}
	at := strings.Index(ibanLengths, strings.ToUpper(t.Fold[:2]))
	if at < 0 || at%5 != 0 {
		return 0
	}
	length := int(ibanLengths[at+2]-'0')*10 + int(ibanLengths[at+3]-'0')
	var code strings.Builder
	for j := i; j < len(d.reading.tokens) && code.Len() < length; j++ {
		next := d.reading.tokens[j]
		if next.Kind == text.Punct && next.Fold == "-" {
			continue
		}
		if next.Kind == text.Punct || j > i && next.Start-d.reading.tokens[j-1].End > maxParts {
			return 0
		}
		for _, r := range next.Fold {
			if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' {
				code.WriteRune(r)
			}
		}
		if code.Len() == length && ibanLike(code.String()) && mod97(code.String()) {
			return next.End
		}
	}
	return 0
}

// minIBANDigits is how many digits even the IBANs with the most letters have.
const minIBANDigits = 8

// ibanLike holds for two check digits after the country, and digits enough.
func ibanLike(code string) bool {
	digits := 0
	for i := range len(code) {
		if code[i] >= '0' && code[i] <= '9' {
			digits++
		} else if i == 2 || i == 3 {
			return false
		}
	}
	return digits >= minIBANDigits
}

// mod97 checks an IBAN in small letters.
func mod97(code string) bool {
	rest := 0
	for _, r := range code[4:] + code[:4] {
		switch {
		case r >= '0' && r <= '9':
			rest = (rest*10 + int(r-'0')) % 97
		case r >= 'a' && r <= 'z':
			rest = (rest*100 + int(r-'a') + 10) % 97
		default:
			return false
		}
	}
	return rest == 1
}

// isDate reports whether a group is written like a day, a time or an amount.
func isDate(g group) bool {
	for _, t := range g.tokens {
		if strings.ContainsAny(t.Fold, ":,") {
			return true
		}
	}
	if len(g.tokens) == 3 || len(g.tokens) == 1 && strings.Count(g.tokens[0].Fold, ".") == 2 {
		parts := g.tokens
		sizes := make([]int, 0, 3)
		if len(parts) == 1 {
			for part := range strings.SplitSeq(parts[0].Fold, ".") {
				sizes = append(sizes, len(part))
			}
		} else {
			for _, t := range parts {
				sizes = append(sizes, len(t.Fold))
			}
		}
		return sizes[0] <= 2 && sizes[1] <= 2 && (sizes[2] == 2 || sizes[2] == 4) || sizes[0] == 4 && sizes[1] <= 2 && sizes[2] <= 2
	}
	return false
}
