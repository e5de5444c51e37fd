package site

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/enter"
	"understudy/app/web/i18n"
	"understudy/app/web/ui"
	"understudy/static"
)

// Site is what every request is answered with.
type Site struct {
	Address   Address
	Gate      Gate
	Door      enter.Door
	Live      *catalog.Live
	Catalogue *i18n.Catalogue
	Manifest  static.Manifest
	Assets    *Assets
	Now       func() time.Time
	Zone      *time.Location
}

// visit begins the answer to one request, with nobody recognised yet.
func (s *Site) visit(c *fiber.Ctx) *Visit {
	request, _ := c.Locals(requestKey).(string)
	now := s.Now()
	v := &Visit{Ctx: c, site: s, Request: request, Now: now, Today: civil.In(now, s.Zone)}
	v.speak("")
	return v
}

// speak chooses the language: what the person or their cookie prefers, then what the browser asks for.
func (v *Visit) speak(preferred string) {
	if chosen := v.Ctx.Cookies(langCookie); chosen != "" {
		preferred = chosen
	}
	printer := v.site.Catalogue.Negotiate(preferred, v.Ctx.Get(fiber.HeaderAcceptLanguage))
	v.UI = ui.Context{Printer: printer, Path: v.Ctx.Path(), Demo: v.site.Gate.Demo, Assets: v.site.Manifest,
		Today: v.Today, Now: v.Now, Languages: i18n.Languages()}
	v.Library = v.site.Live.Library().In(printer.Lang())
	if v.Library.Code != nil {
		v.UI.Values = v.Library.Code.Values
	}
	if v.Actor.SignedIn {
		v.UI.Person = &v.Actor.Person
	}
}
