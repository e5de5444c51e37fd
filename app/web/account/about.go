package account

import "understudy/app/web/site"

// About says what this program is, what it keeps about people, and who sees what.
func (p Pages) About(v *site.Visit) error {
	credit := ""
	if v.Library.Code != nil {
		credit = v.Library.Code.Credit
	}
	return v.Render(aboutPage(v.UI, p.Version, credit))
}
