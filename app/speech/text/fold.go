package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold returns a text in lower case, with accents folded and apostrophes straight.
func Fold(s string) string { return fold(s) }

func fold(s string) string {
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		plain = s[i] < utf8.RuneSelf && (s[i] < 'A' || s[i] > 'Z') && s[i] != '`'
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		foldRune(&b, r)
	}
	return b.String()
}

func foldRune(b *strings.Builder, r rune) {
	switch {
	case isApostrophe(r):
		b.WriteByte('\'')
	case r < utf8.RuneSelf:
		b.WriteRune(unicode.ToLower(r))
	case r >= 0xff01 && r <= 0xff5e: // the full-width twins of ASCII
		b.WriteRune(unicode.ToLower(r - 0xfee0))
	case unicode.Is(unicode.Nd, r):
		b.WriteByte('0' + digit(r))
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
	default:
		lower := unicode.ToLower(r)
		if base := plainLetters(lower); base != "" {
			b.WriteString(base)
			return
		}
		b.WriteRune(lower)
	}
}

// digit returns the value of a decimal digit of any script: Unicode gives each script ten in a row.
func digit(r rune) byte {
	for _, t := range unicode.Nd.R16 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return byte((r - rune(t.Lo)) % 10)
		}
	}
	for _, t := range unicode.Nd.R32 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return byte((r - rune(t.Lo)) % 10)
		}
	}
	return 0
}

// plainLetters returns the letters that a lower-case Latin letter with an accent stands for, or "".
func plainLetters(r rune) string {
	switch r {
	case 'à', 'á', 'â', 'ã', 'ä', 'å', 'ā', 'ă', 'ą', 'ǎ':
		return "a"
	case 'ç', 'ć', 'č', 'ĉ', 'ċ':
		return "c"
	case 'ď', 'đ', 'ð':
		return "d"
	case 'è', 'é', 'ê', 'ë', 'ē', 'ĕ', 'ė', 'ę', 'ě':
		return "e"
	case 'ğ', 'ģ', 'ĝ', 'ġ':
		return "g"
	case 'ì', 'í', 'î', 'ï', 'ī', 'į', 'ı':
		return "i"
	case 'ķ':
		return "k"
	case 'ł', 'ľ', 'ĺ', 'ļ':
		return "l"
	case 'ñ', 'ń', 'ň', 'ņ':
		return "n"
	case 'ò', 'ó', 'ô', 'õ', 'ö', 'ø', 'ō', 'ő':
		return "o"
	case 'ř', 'ŕ':
		return "r"
	case 'ś', 'š', 'ş', 'ș':
		return "s"
	case 'ť', 'ţ', 'ț':
		return "t"
	case 'ù', 'ú', 'û', 'ü', 'ū', 'ů', 'ű', 'ų':
		return "u"
	case 'ý', 'ÿ':
		return "y"
	case 'ź', 'ż', 'ž':
		return "z"
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	default:
		return ""
	}
}

// foldMark makes every way to write a mark one: quotation marks, dashes, ellipsis.
func foldMark(r rune) string {
	switch r {
	case '“', '”', '„', '«', '»', '‟', '＂':
		return `"`
	case '–', '—', '‐', '‑', '−':
		return "-"
	case '！':
		return "!"
	case '？', '؟':
		return "?"
	case '，', '、':
		return ","
	case '。':
		return "."
	}
	if isApostrophe(r) {
		return "'"
	}
	return string(r)
}
