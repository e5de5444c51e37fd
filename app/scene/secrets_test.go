package scene

import "testing"

func TestSecretsInText(t *testing.T) {
	for _, tc := range []struct {
		private, text string
		want          bool
	}{
		{"order 88213", "Order 88213 is on its way.", true},
		{"order 88213", "It is 88 213, I believe.", true},
		{"order 88213", "It is 882134.", false},
		{"order 88213", "It is 188213.", false},
		{"order 88213", "It is 88213.", true},
		{"phone 555-0142", "Ring (555) 0142 today", true},
		{"phone 555-0142", "Ring 5550142 today", true},
		{"phone 555-0142", "Ring 555 or 0142", false},
		{"555-0142", "Ring 5550142", true},
		{"account DE89 3704", "It is de893704, is it not?", true},
		{"account DE89 3704", "It is ODE89 3704", false},
		{"address 12 Mill Lane", "You live at 12 Mill Lane?", true},
		{"address 12 Mill Lane", "You live at 12 Mill Laneway?", false},
		{"illness asthma", "With your Asthma, take care.", true},
		{"illness asthma", "Are you asthmatic?", false},
	} {
		s := &Scenario{Header: []Row{&Customer{Attrs: []Attr{{"private", tc.private}}}}}
		if got := s.secrets()[0].in(tc.text); got != tc.want {
			t.Errorf("%q in %q: %v", tc.private, tc.text, got)
		}
	}
}
