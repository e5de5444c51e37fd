package speech

import "testing"

func TestFrench(t *testing.T) {
	k := kit(t)
	for _, c := range []struct{ reply, shown, broken string }{
		{"Bonjour Madame Haddad, je m'appelle Dana. Comment puis-je vous aider ?", "r08 r11 r20", ""},
		{"Merci de nous l'avoir dit, et toutes nos excuses pour ce retard.", "r05 r24 r30", ""},
		{"Je comprends que vous soyez déçue. J'appelle le livreur et je vous rappelle avant onze heures.", "r20 r31 r10", ""},
		{"je suis desole madame haddad je verifie maintenant et je vous rappelle dans dix minutes", "r30 r11 r31 r10", ""},
		{"Je ne peux pas aujourd'hui, mais je peux vous l'apporter demain à neuf heures.", "", ""},
		{"Préférez-vous lundi ou mardi ?", "r06", ""},
		{"Est-ce que cela vous convient ? Bonne journée !", "r25", ""},
		{"Je vais demander à ma responsable, elle peut décider.", "r09 r31", ""},
		{"Calmez-vous, madame.", "", "r23"},
		{"C'est votre faute, vous auriez dû appeler.", "", "r04"},
		{"Je ne peux rien faire, c'est le règlement.", "", "r29"},
		{"Ce n'est pas mon problème, vous devez contacter le transporteur.", "", "r31"},
		{"Désolé si vous le prenez mal.", "", "r30"},
		{"Je vous garantis qu'il arrivera demain.", "", "r16"},
		{"Votre commande 88213 est ici.", "", "r18"},
		{"VOTRE COLIS EST ICI", "", "r23"},
	} {
		a := k.Assess(c.reply, Context{Lang: "fr", Turn: 1, Name: "Amira Haddad", Customer: "Mon colis est en retard.", Private: []string{"order 88213"}})
		verdicts := a.Verdicts(nil)
		for _, rule := range rules(c.shown) {
			if verdicts[rule] != Shown {
				t.Errorf("%q: %s is %q: %q", c.reply, rule, verdicts[rule], brief(a))
			}
		}
		for _, rule := range rules(c.broken) {
			if verdicts[rule] != Broken {
				t.Errorf("%q: %s is %q: %q", c.reply, rule, verdicts[rule], brief(a))
			}
		}
		for rule, verdict := range verdicts {
			if verdict == Broken && !hasRule(rules(c.broken), rule) {
				t.Errorf("%q: %s is %q: %q", c.reply, rule, verdict, brief(a))
			}
		}
	}
	if a := k.Assess("Je ne vous rappellerai pas avant onze heures.", Context{Lang: "fr", Turn: 2}); len(a.Promises) > 0 {
		t.Errorf("a promise: %q", brief(a))
	}
	if a := k.Assess("Thank you for telling us.", Context{Lang: "fr"}); a.Judged {
		t.Errorf("English is judged as French: %q", brief(a))
	}
}
