package account

import (
	"slices"

	"understudy/app/fault"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// Language is the switch at the foot of every page: it keeps a language for this browser, and for the
// person when somebody is signed in.
func (p Pages) Language(v *site.Visit) error {
	if err := p.speak(v); err != nil {
		return err
	}
	return v.Go(site.LocalPath(v.Form("return")))
}

// OwnLanguage is the choice of a language on the account page.
func (p Pages) OwnLanguage(v *site.Visit) error {
	if err := p.speak(v); err != nil {
		return err
	}
	return v.GoSaying("/account", ui.Good, "account.language_changed")
}

func (p Pages) speak(v *site.Visit) error {
	lang := v.Form("lang")
	if !slices.Contains(v.UI.Languages, lang) {
		return fault.New(fault.Invalid, "account.language_unknown")
	}
	v.Speak(lang)
	if !v.Actor.SignedIn || v.Me().Lang == lang {
		return nil
	}
	return p.People.SetLanguage(v.Context(), v.Me().ID, lang)
}
