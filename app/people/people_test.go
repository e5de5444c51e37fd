package people_test

import (
	"testing"

	"understudy/app/people"
)

func TestFold(t *testing.T) {
	for name, want := range map[string]string{
		"Zoë  Łukasz": "zoe lukasz", "Straße": "strasse", "Ænne Ñoño": "aenne nono", "Şule Őri": "sule ori", "Žiga Żak Źdźbło": "ziga zak zdzblo",
		"Ünal": "unal", "李娜": "李娜", "": "",
	} {
		if got := people.Fold(name); got != want {
			t.Errorf("Fold(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{"Amara Osei": "AO", "élise": "É", "": "?", "Jean Paul Sartre": "JS"} {
		if got := (people.Person{Name: name}).Initials(); got != want {
			t.Errorf("initials of %q are %q, want %q", name, got, want)
		}
	}
}
