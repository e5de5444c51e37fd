package scene

import (
	"fmt"
	"strings"
	"testing"
)

// TestWordsAndTags holds S15 to reporting slips alone: what an author may well mean is left alone.
func TestWordsAndTags(t *testing.T) {
	for _, tc := range []struct{ name, channel, choice, tags, want string }{
		{"blame as dignity", "counter", "You should have read the letter.", "+ r04", "keeps the rule r04"},
		{"passing on as ownership", "counter", "That's not my department.", "+ r31", "keeps the rule r31"},
		{"one report a rule", "counter", "You should have read it. Why didn't you call?", "+ r04 strong", "keeps the rule r04"},
		{"thanks as a breach of thanks", "counter", "Thank you for telling me.", "- r05", "breaks the rule r05"},
		{"a greeting as a breach", "counter", "Good morning, I'm Sam.", "- r08", "breaks the rule r08"},
		{"a curt greeting", "counter", "Morning. What is it this time, then?", "- r08", ""},
		{"ownership and passing on", "counter", "Not my department, but I'll find out for you.", "+ r31", ""},
		{"a question at the wrong time", "counter", "What is your surname?", "- r20", ""},
		{"a first name", "counter", "Leila, it's here.", "- r11", ""},
		{"a promise that comes too late", "counter", "I'll ring you at four.", "- r10", ""},
		{"bitter thanks", "counter", "Thanks for nothing.", "- r30", ""},
		{"a rule of no tag", "counter", "You should have read the letter.", "+ r16", ""},
		{"the gist of a mail", "email", "I will look into it and write to you by noon.", "+ r28", ""},
		{"no detector speaks", "counter", "It is on the shelf.", "+ r31", ""},
	} {
		source := fmt.Sprintf("scenario a \"A\"\nlang en channel %s\ncustomer name=\"Leila Novak\"\n:: one\ncustomer: Where is it?\nchoose\n* %s\n%s\n-> best\n:: best [end best] \"Done\"\n",
			tc.channel, tc.choice, tc.tags)
		var got []string
		for _, f := range (Checker{Speech: shipped(t)}).Check([]File{{Text: []byte(source)}}).Findings {
			if f.Code == "S15" {
				got = append(got, f.Message)
			}
		}
		if tc.want == "" && len(got) > 0 || tc.want != "" && (len(got) != 1 || !strings.Contains(got[0], tc.want)) {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

// TestModelReplies holds S20 to what would happen to a learner who wrote the model reply.
func TestModelReplies(t *testing.T) {
	for _, tc := range []struct{ name, lang, rows, model, want string }{
		{"whole", "en", "want r31 2 ownership\nnever r04 blame", "I'll find out for you.", ""},
		{"half", "en", "want r10 2 promise(what, when)", "I'll get back to you soon.", "does not show what line 7 wants: want r10 2 promise(what, when)"},
		{"forbidden", "en", "want r31 2 ownership\nnever r04 blame", "You should have called, but I'll find out.", "does what line 8 forbids: never r04 blame"},
		{"too short", "en", "want r31 2 ownership", "I'll ask.", "would come back"},
		{"a secret that the customer tells elsewhere", "en", "want r31 2 ownership\nnever r18 privacy critical", "I'll find order 88213 for you.", ""},
		{"a promise kept", "en", "want r03 2 promise\nwant r31 1 ownership", "As promised, I rang the courier, and I'll stay on it.", ""},
		{"a language that nobody reads", "xx", "want r31 2 ownership", "Qal fen omor dite.", ""},
	} {
		source := fmt.Sprintf("scenario a \"A\"\nlang %s\ncustomer private=\"order 88213\"\n:: one\ncustomer: Order 88213?\nreply 3..20 words\n%s\nmodel %s\nelse -> best\n:: best [end best] \"Done\"\n",
			tc.lang, tc.rows, tc.model)
		var got []string
		for _, f := range (Checker{Speech: shipped(t)}).Check([]File{{Text: []byte(source)}}).Findings {
			if f.Code == "S00" || f.Code == "S20" {
				got = append(got, f.Code+" "+f.Message)
			}
		}
		if tc.want == "" && len(got) > 0 || tc.want != "" && (len(got) != 1 || !strings.Contains(got[0], tc.want)) {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}
