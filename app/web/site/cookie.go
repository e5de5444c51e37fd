package site

import (
	"encoding/base64"
	"encoding/json"
	"time"

	"github.com/gofiber/fiber/v2"

	"understudy/app/web/ui"
)

const (
	sessionCookie = "session"
	deviceCookie  = "device"
	langCookie    = "lang"
	flashCookie   = "notice"
	deviceDays    = 30
)

// cookie names a cookie that only this very host can have set, where TLS lets it be named so.
func (v *Visit) cookie(name string) string {
	if v.site.Address.Secure() {
		return "__Host-" + name
	}
	return name
}

// set writes a cookie that no script can read. Lasting zero, it goes with the browser's session.
func (v *Visit) set(name, value string, lasting time.Duration) {
	c := &fiber.Cookie{Name: name, Value: value, Path: "/", HTTPOnly: true, Secure: v.site.Address.Secure(), SameSite: fiber.CookieSameSiteLaxMode}
	if lasting > 0 {
		c.MaxAge = int(lasting / time.Second)
	} else {
		c.SessionOnly = true
	}
	v.Ctx.Cookie(c)
}

// forget removes a cookie.
func (v *Visit) forget(name string) {
	v.Ctx.Cookie(&fiber.Cookie{Name: name, Value: "", Path: "/", HTTPOnly: true, Secure: v.site.Address.Secure(),
		SameSite: fiber.CookieSameSiteLaxMode, Expires: time.Unix(1, 0)})
}

// Keep makes the browser one that is signed in.
func (v *Visit) Keep(sessionToken string) { v.set(v.cookie(sessionCookie), sessionToken, 0) }

// Leave makes the browser one that is not.
func (v *Visit) Leave() { v.forget(v.cookie(sessionCookie)) }

// KeepDevice lets this browser sign in with a PIN from now on.
func (v *Visit) KeepDevice(token string) {
	v.set(v.cookie(deviceCookie), token, deviceDays*24*time.Hour)
}

// Device returns the token of a browser that a PIN works on, empty for any other.
func (v *Visit) Device() string { return v.Ctx.Cookies(v.cookie(deviceCookie)) }

// ForgetDevice takes the PIN from this browser.
func (v *Visit) ForgetDevice() { v.forget(v.cookie(deviceCookie)) }

// Speak keeps a language for this browser.
func (v *Visit) Speak(lang string) { v.set(langCookie, lang, 365*24*time.Hour) }

// Visitor says which browser this is, for sessions and throttles.
func (v *Visit) Visitor() (network, label string) {
	agent := []rune(clean(v.Ctx.Get(fiber.HeaderUserAgent)))
	return v.site.Address.network(v.Ctx), string(agent[:min(len(agent), 200)])
}

// flash is a notice on its way to the page after a redirect.
type flash struct {
	Tone ui.Tone `json:"t"`
	Key  string  `json:"k"`
	Args []any   `json:"a,omitempty"`
}

func (v *Visit) writeFlash(tone ui.Tone, key string, args []any) error {
	text, err := json.Marshal(flash{tone, key, args})
	if err != nil {
		return err
	}
	v.set(v.cookie(flashCookie), base64.RawURLEncoding.EncodeToString(text), time.Minute)
	return nil
}

// readFlash shows a notice once, on the next page. What cannot be read is nothing to say.
func (v *Visit) readFlash() {
	raw := v.Ctx.Cookies(v.cookie(flashCookie))
	if raw == "" || v.Ctx.Method() != fiber.MethodGet {
		return
	}
	v.forget(v.cookie(flashCookie))
	text, err := base64.RawURLEncoding.DecodeString(raw)
	var f flash
	if err != nil || json.Unmarshal(text, &f) != nil || !v.UI.Has(f.Key) {
		return
	}
	for i, arg := range f.Args {
		if n, ok := arg.(float64); ok { // JSON has no whole numbers; plurals want them
			f.Args[i] = int(n)
		}
	}
	v.UI.Flash = &ui.Flash{Tone: f.Tone, Text: v.UI.T(f.Key, f.Args...)}
}
