package speech

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"understudy/app/conduct"
)

// everyReply lists the replies of testdata with their contexts.
func everyReply(t testing.TB) (replies []string, contexts []Context) {
	for _, name := range []string{"second-language.txt", "breaches.txt", "adversarial.txt", "wider.txt"} {
		for _, s := range situations(t, name) {
			for _, reply := range s.replies {
				replies, contexts = append(replies, reply), append(contexts, s.context)
			}
		}
	}
	return replies, contexts
}

func has(a Assessment, detector string, sign int) bool {
	return slices.ContainsFunc(a.Findings, func(f Finding) bool { return f.Detector == detector && f.Sign == sign })
}

func TestCapitalsShout(t *testing.T) {
	k := kit(t)
	replies, contexts := everyReply(t)
	for i, reply := range replies {
		if a := k.Assess(strings.ToUpper(reply), contexts[i]); a.Judged && strings.ContainsFunc(reply, unicode.IsLower) && !has(a, "shouting", -1) {
			t.Errorf("no shouting in %q", strings.ToUpper(reply))
		}
	}
}

func TestAnotherNameIsNoCredit(t *testing.T) {
	k := kit(t)
	replies, contexts := everyReply(t)
	for i, reply := range replies {
		c := contexts[i]
		c.Name = "Zbigniew Quigley"
		if has(k.Assess(reply, c), "name", 1) {
			t.Errorf("credit for another name in %q", reply)
		}
	}
}

func TestThanksTakeNothingAway(t *testing.T) {
	k := kit(t)
	replies, contexts := everyReply(t)
	for i, reply := range replies {
		before := k.Assess(reply, contexts[i]).Verdicts(nil)
		for _, more := range []string{reply + " Thank you.", reply + "\nThank you very much.", "Thank you. " + reply} {
			after := k.Assess(more, contexts[i]).Verdicts(nil)
			for rule, verdict := range before {
				late := rule == "r08" && strings.HasPrefix(more, "Thank")
				if verdict == Shown && after[rule] != Shown && !late {
					t.Errorf("%s is %q in %q", rule, after[rule], more)
				}
			}
		}
	}
}

func TestNegatedPromisesPromiseNothing(t *testing.T) {
	k := kit(t)
	for _, promise := range []string{"call you by 11", "ring the courier today", "send it at once", "let you know before noon", "be back in ten minutes", "get back to you tomorrow", "check it now", "bring it on Monday"} {
		for _, will := range []string{"I will ", "I'll ", "We will ", "I am going to ", "I'm going to "} {
			reply := will + promise + "."
			if !has(k.Assess(reply, Context{Lang: "en", Turn: 2}), "promise", 1) {
				t.Errorf("no promise in %q", reply)
			}
		}
		for _, not := range []string{"I won't ", "I will not ", "I'll never ", "I’ll not ", "We wont ", "I am not going to ", "I can't ", "I don't ", "I will never ever ", "You won't see me "} {
			reply := not + promise + "."
			if a := k.Assess(reply, Context{Lang: "en", Turn: 2}); has(a, "promise", 1) || has(a, "next_step", 1) || has(a, "ownership", 1) {
				t.Errorf("a promise in %q: %q", reply, brief(a))
			}
		}
	}
}

func TestGreetingsCountInTheFirstTurn(t *testing.T) {
	k := kit(t)
	for _, reply := range []string{"Good morning, I'm Dana.", "Hello!", "hi dear customer", "My name is Li.", "Welcome, madam."} {
		if v := k.Assess(reply, Context{Lang: "en", Turn: 1}).Verdicts(nil)["r08"]; v != Shown {
			t.Errorf("%q in the first turn is %q", reply, v)
		}
		if v := k.Assess(reply, Context{Lang: "en", Turn: 3}).Verdicts(nil)["r08"]; v != "" {
			t.Errorf("%q in the third turn is %q", reply, v)
		}
	}
}

func TestPrivacy(t *testing.T) {
	k := kit(t)
	private := []string{"order 88213", "phone 555-0142", "date of birth 12 May 1980", "diagnosis asthma", "room 12", "mail amira@haddad.example"}
	for reply, want := range map[string]bool{
		"Your order 88213 is here.":                          true,
		"It is number 88 213.":                               true,
		"It is 88-213, right?":                               true,
		"88213!":                                             true,
		"It is 882134.":                                      false,
		"It is 188213.":                                      false,
		"eight eight two one three":                          true,
		"I see 555 0142 here.":                               true,
		"I see (555) 0142 here.":                             true,
		"You have asthma.":                                   true,
		"You have ASTHMA!":                                   true,
		"You are asthmatic.":                                 false,
		"Born on 12 May 1980?":                               true,
		"It takes 12 minutes.":                               false,
		"You are in room 12.":                                true,
		"I wrote to amira@haddad.example.":                   true,
		"The neighbour is on 555 0177.":                      true,
		"Call Mr Smith on +44 20 7946 0958.":                 true,
		"Call me on +44 20 7946 0958.":                       false,
		"My direct line is 555 0199.":                        false,
		"Our number is 555-0199.":                            false,
		"You can reach us at help@shop.example.":             false,
		"Write to tom.smith@shop.example.":                   true,
		"My neighbour's number is 555 0177.":                 true,
		"His card is 4111 1111 1111 1111.":                   true,
		"My card is 4111-1111-1111-1111.":                    true,
		"My card is 4111111111111111.":                       true,
		"Reference 4111 1111 1111 1112.":                     false,
		"My account is DE89 3704 0044 0532 0130 00.":         true,
		"my account is gb82west12345698765432":               true,
		"DE89 3704 0044 0532 0130 01":                        false,
		"He lives at 14 Garden Street.":                      true,
		"She lives in Gartenstraße 14.":                      true,
		"Our shop is at 14 Garden Street.":                   false,
		"It is a 24 hour drive.":                             false,
		"It costs 1,250.00 euros.":                           false,
		"It comes on 12/05/2027 between 11:15 and 12:15.":    false,
		"It comes on 2027-05-12.":                            false,
		"Your ticket number is 20 27 05 12.":                 false,
		"We are open from 09 00 to 17 00.":                   false,
		"The parcel number is 1234567890.":                   false,
		"Thank you, that is 100 000 points and 20 000 more.": false,
	} {
		a := k.Assess(reply, Context{Lang: "en", Turn: 2, Private: private})
		if has(a, "privacy", -1) != want {
			t.Errorf("%q: %q", reply, brief(a))
		}
	}
	heard := "I'm Amira, order 88213, ring me on 555 0142 or 0177 555 333, I live at 14 Garden Street, amira@haddad.example"
	for _, reply := range []string{"Order 88213, thank you.", "I'll ring you on 555-0142.", "On 0177555333?", "14 Garden Street, right?", "I'll write to amira@haddad.example."} {
		if a := k.Assess(reply, Context{Lang: "en", Turn: 2, Private: private, Heard: heard}); has(a, "privacy", -1) {
			t.Errorf("%q: %q", reply, brief(a))
		}
	}
	if a := k.Assess("Votre numéro est le 88213.", Context{Lang: "en", Private: private}); a.Judged || !has(a, "privacy", -1) {
		t.Errorf("numbers are language-free: %q", brief(a))
	}
}

func TestLedger(t *testing.T) {
	k := kit(t)
	made := k.Assess("I'll ring the courier and call you back by four.", Context{Lang: "en", Turn: 2, Clock: 600}).Promises
	if len(made) != 2 || made[1].Due != 16*60 || made[1].Vague || made[1].Time != "by four" {
		t.Fatalf("%+v", made)
	}
	if a := k.Assess("As promised, I have the answer.", Context{Lang: "en", Turn: 3, Promises: made}); a.Verdicts(nil)["r03"] != Shown {
		t.Errorf("%q", brief(a))
	}
	if a := k.Assess("Sorry, I forgot to call you.", Context{Lang: "en", Turn: 3, Promises: made}); a.Verdicts(nil)["r33"] != Broken {
		t.Errorf("%q", brief(a))
	}
	if a := k.Assess("Sorry, I forgot to call you.", Context{Lang: "en", Turn: 3}); a.Verdicts(nil)["r33"] != "" {
		t.Errorf("%q", brief(a))
	}
	for words, due := range map[string]int{"by 11:15": 675, "at 4 pm": 960, "by noon": 720, "in ten minutes": 610, "within an hour": 660, "tomorrow": -1, "soon": -1, "by nine": 21 * 60} {
		a := k.Assess("I'll call you "+words+".", Context{Lang: "en", Turn: 2, Clock: 600})
		if len(a.Promises) != 1 || a.Promises[0].Due != due {
			t.Errorf("%q: %+v", words, a.Promises)
		}
	}
}

func TestWants(t *testing.T) {
	k := kit(t)
	for _, c := range []struct {
		reply, detector string
		rule            conduct.RuleID
		met             Met
	}{
		{"I'll call you by 11:15.", "promise", "r10", Full},
		{"I'll call you soon.", "promise", "r10", Half},
		{"I'll call you.", "promise", "r10", None},
		{"I'll call you.", "next_step", "r10", Half},
		{"Sorry for the inconvenience.", "apology", "r30", Half},
		{"I'm sorry that nobody called you.", "apology", "r30", Full},
		{"I'm sorry if you feel bad.", "apology", "r30", None},
		{"Thank you for telling us.", "complaint_thanks", "r24", Full},
		{"It is here.", "jargon", "r28", Full},
	} {
		a := k.Assess(c.reply, Context{Lang: "en", Turn: 2, Customer: "Nobody called me."})
		if met, evidence := Match(a.Findings, c.rule, c.detector, nil); met != c.met || c.met != None && c.detector != "jargon" && len(evidence) == 0 {
			t.Errorf("%q %s: %d, want %d: %q", c.reply, c.detector, met, c.met, brief(a))
		}
	}
}

func TestOtherLanguagesAreNotJudged(t *testing.T) {
	k := kit(t)
	for _, reply := range []string{
		"Lo siento mucho, la llamo antes de las once.", "Özür dilerim, sizi on birden önce arayacağım.", "对不起，我马上给您打电话。", "Простите, я вам перезвоню.",
		"Es tut mir leid, ich rufe Sie vor elf an.", "Mi dispiace molto, la chiamo subito.", "Hola, buenos días.", "شكرا لك", "Dziękuję bardzo, przepraszam.",
	} {
		if a := k.Assess(reply, Context{Lang: "en", Turn: 1}); a.Judged || len(a.Findings) > 0 {
			t.Errorf("%q: judged %v %q", reply, a.Judged, brief(a))
		}
	}
	for _, reply := range []string{"", "OK", "Hola Ms Haddad, I will call you before 11.", "madame haddad i help", "Merci, I will check it for you now.", "1234", "Ms Haddad?"} {
		if a := k.Assess(reply, Context{Lang: "en", Turn: 1}); !a.Judged {
			t.Errorf("%q is not judged", reply)
		}
	}
	if v := k.Assess("hej", Context{Lang: "xx"}).Verdicts(rules("r08")); v["r08"] != NotJudged {
		t.Errorf("%v", v)
	}
}

// checkSound holds an assessment to what every one must be.
func checkSound(t *testing.T, k *Kit, reply string, c Context) {
	t.Helper()
	a := k.Assess(reply, c)
	if a.Findings == nil {
		t.Fatal("the findings are nil")
	}
	for i, f := range a.Findings {
		if f.Start < 0 || f.Start >= f.End || f.End > len(reply) || reply[f.Start:f.End] != f.Quote {
			t.Fatalf("%q: %+v", reply, f)
		}
		if d, ok := known(f.Detector); !ok || !slices.Contains(d.Rules, f.Rule) || f.Sign*f.Sign != 1 || f.Strength.rank() == 0 || f.Why == "" || f.Pattern == "" {
			t.Fatalf("%q: %+v", reply, f)
		}
		if i > 0 && a.Findings[i-1].Start > f.Start {
			t.Fatalf("%q: out of order", reply)
		}
	}
	for _, p := range a.Promises {
		if reply[p.Start:p.End] != p.Quote || !strings.Contains(reply, p.Action) || !strings.Contains(reply, p.Time) {
			t.Fatalf("%q: %+v", reply, p)
		}
	}
	if again := k.Assess(reply, c); !reflect.DeepEqual(a, again) {
		t.Fatalf("%q: two runs differ", reply)
	}
}

func TestRandomRepliesAreSound(t *testing.T) {
	k := kit(t)
	random := rand.New(rand.NewPCG(1, 2))
	replies, contexts := everyReply(t)
	noise := []string{"\xff", "\x00", "é", "’", "“", "”", "'", "\n", "!!", "?!", "4111 1111 1111 1111", "İ", "ß", "日本", "\u200b", "@a.b", "  ", ".", ","}
	for i := range 1000 {
		words := strings.Fields(replies[random.IntN(len(replies))] + " " + replies[random.IntN(len(replies))])
		random.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		for range random.IntN(4) {
			words[random.IntN(len(words))] = noise[random.IntN(len(noise))]
		}
		checkSound(t, k, strings.Join(words, []string{" ", "", "\n"}[random.IntN(20)/18]), contexts[i%len(contexts)])
	}
}

func TestLongRepliesTakeLinearTime(t *testing.T) {
	k := kit(t)
	for _, piece := range []string{"I will call you by four ", "thank you ", "I can't ", `you said "calm down" `, "4111 ", "4111 1111 1111 1112 ", "555 0142, ", "a@b.c ", "Haddad ", "\xff", "'", `"x" `, "!", "AB ", "14 Garden Street ", "DE89 ", "I ", "> x\n", "five ", "é", "a"} {
		reply := strings.Repeat(piece, 100_000/len(piece))
		began := time.Now()
		checkSound(t, k, reply, Context{Lang: "en", Name: "Amira Haddad", Private: []string{"order 88213"}, Heard: "555 0142", Turn: 1, Channel: "email"})
		if took := time.Since(began); took > 3*time.Second { // for two runs
			t.Errorf("100 kB of %q took %v", piece, took)
		}
	}
}

func FuzzAssess(f *testing.F) {
	k := kit(f)
	replies, contexts := everyReply(f)
	for i, reply := range replies {
		f.Add(reply, contexts[i].Customer, contexts[i].Name, i%4)
	}
	f.Fuzz(func(t *testing.T, reply, customer, name string, turn int) {
		checkSound(t, k, reply, Context{Lang: "en", Channel: "email", Turn: turn, Customer: customer, Name: name, Private: []string{customer}, Clock: turn})
	})
}

// BenchmarkAssess is B17: replies of forty words.
func BenchmarkAssess(b *testing.B) {
	k := kit(b)
	reply := "Good morning Ms Haddad, I'm Dana and I am sorry that your parcel is late. I understand how upsetting this is with the party tonight. I'll ring the courier now and call you back by 11:15 with an answer, all right?"
	c := Context{Lang: "en", Turn: 1, Name: "Amira Haddad", Customer: "My parcel was due on Monday. Nobody has called me.", Private: []string{"order 88213", "phone 555-0142"}}
	b.ReportAllocs()
	for b.Loop() {
		k.Assess(reply, c)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "replies/s")
}
