package speech

import (
	"strings"
	"testing"
)

func patternsOf(a Assessment) string {
	var out []string
	for _, f := range a.Findings {
		if f.Rule == "r28" || f.Rule == "r23" || f.Rule == "r08" {
			out = append(out, f.Detector+"/"+f.Pattern+" "+string(f.Strength))
		}
	}
	return strings.Join(out, ", ")
}

func TestPlainTalk(t *testing.T) {
	k := kit(t)
	unmarked := "i am sorry for the parcel it is late because of the snow and i call now the depot and they look for it and then i call you back and you can tell me if it is ok for you or if you want your money back"
	for _, c := range []struct {
		reply, channel string
		clock          int
		want           string
	}{
		{"Yes.", "chat", -1, ""},
		{"I'll look now.", "counter", -1, ""},
		{unmarked, "chat", -1, ""},
		{strings.Repeat("I will look at it for you. ", 40), "chat", -1, "length/reply weak"},
		{strings.Repeat("I will look at it for you. ", 40), "email", -1, "email_form/no-form weak"},
		{"Dear Ms Haddad,\n\nI will call you by four.\n\nKind regards\nDana", "email", -1, "greeting/greeting plain, email_form/form plain"},
		{"Hello Amira,\nit is here.\n\nThanks,\nDana", "email", -1, "greeting/greeting plain, email_form/form plain"},
		{"It is here.", "email", -1, "email_form/no-form weak"},
		{"The RMA (return number) is on the box.", "chat", -1, ""},
		{"The return number (RMA) is on the box.", "chat", -1, ""},
		{"The RMA is on the box, and the RMA is red.", "chat", -1, "jargon/initials plain"},
		{"Your ID, PIN and VAT number please.", "chat", -1, ""},
		{"I sat with the old man in the park on the day that the sun came out and we ate all the cake that she had made for us and then he told me how he had lost his dog in the war and got it back from a man on a boat.", "chat", -1, "length/sentence plain, readability/grade plain"},
		{"Good morning!", "", 9 * 60, "greeting/greeting plain"},
		{"Good morning!", "", 20 * 60, "greeting/greeting weak"},
		{"Good evening!", "", 20 * 60, "greeting/greeting plain"},
		{"SORRY", "", -1, "shouting/capitals plain"},
		{"That is REALLY, REALLY late.", "", -1, "shouting/capitals plain"},
		{"That is REALLY late.", "", -1, ""},
		{"Ask DHL or UPS.", "", -1, ""},
		{"Ms HADDAD, AMIRA?", "", -1, ""},
		{"What?!", "", -1, "shouting/marks plain"},
		{"What??", "", -1, ""},
		{`You wrote "THIS IS A JOKE!!" and I see why.`, "", -1, ""},
		{"OK", "", -1, ""},
	} {
		a := k.Assess(c.reply, Context{Lang: "en", Turn: 1, Channel: c.channel, Clock: c.clock, Name: "Amira Haddad"})
		if got := patternsOf(a); got != c.want {
			t.Errorf("%q: %s, want %s", c.reply, got, c.want)
		}
	}
}

func TestApologyNamesWhatWasTold(t *testing.T) {
	k := kit(t)
	for reply, want := range map[string]Strength{
		"Sorry.":                                   Weak,
		"Sorry about the parcel.":                  Plain,
		"Oh, sorry, the parcel!":                   Plain,
		"We apologise for any inconvenience.":      Weak,
		"I'm sorry that nobody called you, madam.": Plain,
		"sory, parcel is too much late":            Plain,
		"I'm sorry if this was not clear.":         Weak,
	} {
		a := k.Assess(reply, Context{Lang: "en", Turn: 2, Customer: "My parcel is late, nobody called."})
		var got Strength
		for _, f := range a.Findings {
			if f.Detector == "apology" {
				got = f.Strength
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", reply, got, want)
		}
	}
}
