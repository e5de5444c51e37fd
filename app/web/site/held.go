package site

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"understudy/app/web/ui"
)

// Bounds of a form that is held for somebody who was signed out.
const (
	maxHeldFields = 50
	maxHeldBytes  = 64 << 10
	shownFrom     = 16 // characters from which on a value is shown as something that was typed
)

// held returns the form that somebody sent who was signed out meanwhile. Passwords and PINs are never
// sent back.
func (v *Visit) held() (ui.HeldForm, bool) {
	form := ui.HeldForm{Action: v.Ctx.OriginalURL()}
	body := v.Ctx.Body()
	kind := string(v.Ctx.Request().Header.ContentType())
	if v.Ctx.Method() != fiber.MethodPost || len(body) > maxHeldBytes || !strings.HasPrefix(kind, fiber.MIMEApplicationForm) {
		return form, false
	}
	whole := true
	for name, value := range v.Ctx.Request().PostArgs().All() {
		field := ui.Hidden{Name: string(name), Value: clean(string(value))}
		if whole = whole && len(form.Fields) < maxHeldFields && !strings.Contains(field.Name, "password") && !strings.Contains(field.Name, "pin"); !whole {
			break
		}
		form.Fields = append(form.Fields, field)
		if len(field.Value) >= shownFrom && field.Name != "key" {
			form.Texts = append(form.Texts, field.Value)
		}
	}
	return form, whole && len(form.Fields) > 0
}
