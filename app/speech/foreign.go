package speech

import (
	"strings"
	"unicode"

	"understudy/app/speech/text"
)

// profiles lists words that betray a language: frequent small words, and what people say in greeting.
// A word may stand for several languages. Accents are folded, as in the tokens.
func profiles() map[string]string {
	return map[string]string{
		"en": "the you i is are to and for of in it we your will my this that with have not can me be on please sorry thank thanks hello hi " +
			"good morning what how do was he she they at but if from there here would i'm i'll don't can't it's let yes am an as just now no " +
			"okay all our us know find out call back",
		"fr": "je vous nous le la les un une des est sont et pour dans que qui ne pas avec votre vos mon ma merci bonjour bonsoir desole desolee " +
			"madame monsieur oui suis avez etes cela ca c'est j'ai je suis au aux du sur mais plus tres bien aujourd'hui s'il plait excusez appelle",
		"es": "el los las una unos que en por para con su sus no es son esta estoy usted ustedes le lo muy gracias hola buenos buenas dias tardes " +
			"senor senora siento mucho yo mi pero como cuando donde hoy manana perdon antes de del al",
		"de": "der die das ich sie wir ist sind und fur nicht mit ein eine einen ihr ihre ihnen mein es tut mir leid danke guten tag morgen bitte " +
			"haben kann werde wird auf zu von dem den im aber wie hallo herr frau sehr",
		"it": "il lo gli una sono che per con non mi dispiace grazie buongiorno buonasera signora signor lei noi suo sua e di la le questo anche " +
			"come dove quando subito prego scusi molto",
		"pt": "o os uma que para com nao por seu sua eu nos voce obrigado obrigada bom boa dia tarde senhora senhor desculpe muito esta sou " +
			"estou ligo antes das do da em mas como",
		"nl": "het een de ik u wij is zijn en voor niet met mijn uw dank bedankt goedemorgen mevrouw meneer spijt dat van op ook maar hoe wat wordt",
		"tr": "bir ve icin sizi size siz ben bu ne cok tesekkur ederim merhaba ozur dilerim lutfen hanim bey evet hayir degil ile once sonra gunaydin var yok",
		"pl": "nie jest i w na do sie to z ze dla pan pani przepraszam dziekuje dzien dobry prosze bardzo jak czy mam juz",
		"sv": "och att det som jag ar du vi inte for med ett en tack hej god forlat ursakta min er kan har",
		"ro": "si nu este sunt va multumesc buna ziua imi pare rau pentru cu in la un o domnule doamna",
		"id": "saya anda kami dan yang untuk tidak akan maaf terima kasih selamat pagi ibu bapak ini itu dengan di ke",
		"vi": "toi ban xin loi cam on chao anh chi khong la cua va cho duoc se",
	}
}

// betrays maps each word of the profiles to its languages.
func betrays() map[string][]string {
	out := map[string][]string{}
	for lang, words := range profiles() {
		for word := range strings.FieldsSeq(words) {
			out[word] = append(out[word], lang)
		}
	}
	return out
}

// pick chooses the language to judge a reply in, and says whether it can be judged: not in a language
// without patterns, nor where the reply is plainly in another language than the one declared.
func (k *Kit) pick(reply []text.Token, declared string) (*language, bool) {
	code, _, _ := strings.Cut(strings.ToLower(declared), "-")
	if declared != "" && k.languages[code] == nil {
		return newLanguage(code), false
	}
	seems, certain := k.seems(reply, code)
	switch {
	case !certain && declared == "":
		seems = "en"
	case !certain:
		seems = code
	}
	lang, ok := k.languages[seems]
	if !ok || declared != "" && seems != code {
		return newLanguage(seems), false
	}
	return lang, true
}

// maxBetraying is how many tokens of a reply are looked at to tell its language.
const maxBetraying = 400

// seems guesses the language of a reply, and says whether the guess is better than the language declared.
func (k *Kit) seems(reply []text.Token, declared string) (string, bool) {
	latin, other, words := 0, 0, 0
	counts := map[string]int{}
	for _, t := range reply[:min(len(reply), maxBetraying)] {
		if t.Kind != text.Word {
			continue
		}
		for _, r := range t.Text {
			if unicode.Is(unicode.Latin, r) {
				latin++
			} else if unicode.IsLetter(r) {
				other++
			}
		}
		words++
		for _, lang := range k.betrays[t.Fold] {
			counts[lang]++
		}
		k.knows(t.Fold, counts)
	}
	if other > latin {
		return "other", true
	}
	best, most := "", counts[declared]
	if declared == "" {
		best, most = "en", counts["en"]
	}
	for lang, n := range counts {
		if n > most || n == most && best != "" && best != "en" && lang < best {
			best, most = lang, n
		}
	}
	certain := most > 1 || most == 1 && words <= maxUncertain
	return best, best != "" && certain
}

// maxUncertain is how many words a reply may have for one word to betray its language.
const maxUncertain = 3

// knows counts a word for every language whose patterns know it and whose profile does not.
func (k *Kit) knows(word string, counts map[string]int) {
	if len(word) < 4 || len(k.betrays[word]) > 0 {
		return
	}
	for name, lang := range k.languages {
		if _, ok := lang.vocab[word]; ok {
			counts[name]++
		}
	}
}
