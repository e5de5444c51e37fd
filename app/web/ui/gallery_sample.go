package ui

import (
	"time"

	"github.com/a-h/templ"

	"understudy/app/civil"
	"understudy/app/conduct"
)

// What the gallery shows is made up, in English whatever the language of the page.

func sampleRule() conduct.Rule {
	return conduct.Rule{
		ID: "r18", Rev: 1, Title: "Privacy", Critical: true,
		Statement: "Keep what customers tell you between them and the people who need it.",
		Why:       "Somebody who overhears an address can use it. Trust that is lost this way does not come back.",
		Do:        []string{"Turn the screen away before you open a record.", "Ask for a detail to be written down, not said aloud."},
		Dont:      []string{"Read a birth date back across the counter."},
		Story:     conduct.Story{Channel: "counter", Text: "A pharmacist once read a prescription aloud. The next person in line was the patient’s employer.\n\nNobody meant any harm."},
		Values:    []conduct.ValueID{"honesty", "respect"},
	}
}

func sampleRules() []conduct.Rule {
	return []conduct.Rule{
		sampleRule(),
		{ID: "r08", Title: "Greeting", Statement: "Greet before you are greeted.", Values: []conduct.ValueID{"cheerfulness"}},
		{ID: "r20", Title: "Listening", Statement: "Let people finish.", Values: []conduct.ValueID{"empathy"}},
		{ID: "r33", Title: "Deadlines", Statement: "Say by when, and keep to it.", Values: []conduct.ValueID{"responsiveness", "honesty"}},
		{ID: "r04", Title: "Dignity", Statement: "Nobody leaves smaller than they came.", Values: []conduct.ValueID{"respect", "empathy"}},
		{ID: "r34", Title: "House rule", Statement: "Keep the door shut in winter.", Values: []conduct.ValueID{"thrift"}},
	}
}

func sampleValues() []conduct.ValueID {
	return []conduct.ValueID{"cheerfulness", "empathy", "responsiveness", "respect", "honesty"}
}

func sampleMood() MoodSeries {
	s := MoodSeries{Who: "Daniel"}
	for i, mood := range []int{3, 2, 3, 2, 4, 4, 5} {
		s.Points = append(s.Points, MoodPoint{Turn: i + 1, Mood: mood, Low: mood < 3})
	}
	return s
}

func sampleChoices() ChoiceForm {
	return ChoiceForm{
		Action: "/styleguide", Legend: "What do you say?", Name: "choice", Lang: "en",
		Choices: []Choice{
			{"a", "“That sounds frightening. Is everyone all right? I’m taking this kettle out of use now.”"},
			{"b", "“The manager will only tell you the same. We need a receipt.”"},
			{"c", "“I can swap it for a new one straight away, no problem.”"},
		},
	}
}

func sampleEntries() []TimelineEntry {
	rules := sampleRules()
	return []TimelineEntry{
		{Turn: 2, Mood: 2, Lang: "en", Quote: "“Can you show me the receipt, please?”", Text: "Daniel had just said that he has none.",
			Better: "“No receipt is fine, we can look for the payment.”", RetryURL: "/styleguide",
			Findings: []Finding{{Rule: rules[2], Sign: "missed", Because: "The answer asks for what was said already."}, {Rule: rules[0], Sign: "broken"}}},
		{Turn: 3, Mood: 4, Lang: "en", Quote: "“Sorry, you did say that. Let me start again.”", Text: "You owned the slip in one sentence.",
			Findings: []Finding{{Rule: rules[4], Sign: "shown"}, {Rule: rules[3], Sign: "nochance"}, {Rule: rules[1], Sign: "confirm"}}},
	}
}

func sampleGraded() []GradedOption {
	rule := sampleRule()
	return []GradedOption{
		{Text: "Ask the customer to write the number down", Right: true, Why: "Nobody else hears it.", Lang: "en"},
		{Text: "Repeat the number aloud to be sure", Chosen: true, Why: "Everybody in the line hears it.", Rule: &rule, Lang: "en"},
		{Text: "Call a colleague", Why: "That helps nobody here.", Lang: "en"},
	}
}

func sampleFields() []Field {
	return []Field{
		{Name: "name", Label: "Name", Hint: "As it should stand on the certificate.", Value: "Amara Osei", Autocomplete: "name"},
		{Name: "email", Label: "E-mail", Type: "email", Value: "amara", Error: "An address has an @ in it, such as amara@example.org.", Required: true},
		{Name: "code", Label: "Joining code", Class: "code", InputMode: "numeric", Max: 8, Optional: true},
	}
}

func sampleTable(c Context) TableData {
	row := func(name, sub, validity, duty string, day civil.Date, done string) Row {
		return Row{[]templ.Component{PersonCell(c, name, sub, "/styleguide"), ValidityUntil(c, validity, day), Duty(c, duty, day), Num(done)}}
	}
	return TableData{
		Caption: "People by who needs me first",
		Columns: []Column{{Label: "Person", SortURL: "?sort=name", Sort: Ascending}, {Label: "Validity"}, {Label: "Duty", SortURL: "?sort=duty"}, {Label: "Rules taught", Num: true}},
		Rows: []Row{
			row("Ewa Nowak", "Till", "grace", "overdue", civil.Of(2026, 5, 20), "30 of 34"),
			row("Dev Patel", "Shop floor", "valid", "open", civil.Of(2026, 12, 1), "34 of 34"),
			row("Amara Osei", "New, day 4", "never", "open", civil.Of(2026, 12, 4), "12 of 34"),
			row("Hugo Lindqvist", "Phones", "valid", "none", civil.Date{}, "34 of 34"),
		},
	}
}

func sampleCertificate() CertificateSheet {
	return CertificateSheet{
		Name: "Farid Haddad", Programme: "Customer service code of conduct", Code: "Customer service code of conduct", Edition: 1,
		Statement: "Completed nine modules, two rehearsals and the closing paper.", Validity: "valid",
		Through: civil.Of(2027, 5, 19), Opens: civil.Of(2027, 4, 20), Issued: civil.Of(2026, 5, 20), Serial: "7q2m4vzk6h3x5b7d2n4p6r",
		VerifyURL: "https://training.example.org/verify/7q2m4vzk6h3x5b7d2n4p6r", QR: sampleModules(), Values: sampleValues(),
	}
}

// sampleModules looks like a QR code and holds nothing.
func sampleModules() [][]bool {
	const side = 25
	out := make([][]bool, side)
	for y := range out {
		out[y] = make([]bool, side)
		for x := range out[y] {
			out[y][x] = (x*x+y*3+x*y)%7 < 3
		}
	}
	return out
}

func inTwelveMinutes(c Context) time.Time { return c.Now.Add(12 * time.Minute) }
