package site

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"understudy/app/catalog"
	"understudy/app/civil"
	"understudy/app/enter"
	"understudy/app/fault"
	"understudy/app/people"
	"understudy/app/web/ui"
)

// Visit is one request and the answer to it.
type Visit struct {
	Ctx     *fiber.Ctx
	site    *Site
	Request string // its reference in the log
	Now     time.Time
	Today   civil.Date
	Actor   Actor
	Session enter.Session
	Subject people.Person    // the :person of the address, where the route's policy is about one
	Library *catalog.Library // in the visitor's language
	UI      ui.Context
}

// Context is what the work for this request runs under. It ends when the answer is overdue, not when
// the client leaves.
func (v *Visit) Context() context.Context { return v.Ctx.UserContext() }

// Me is the person who asks.
func (v *Visit) Me() people.Person { return v.Actor.Person }

func (v *Visit) recognise() error {
	session, person, err := v.site.Door.Recognise(v.Context(), v.Ctx.Cookies(v.cookie(sessionCookie)), v.Now)
	if fault.Is(err, fault.Unauthorised) {
		return nil // the gate decides whether that matters
	}
	if err != nil {
		return err
	}
	v.Session, v.Actor = session, Actor{Person: person, SignedIn: true, LearnerOnly: session.LearnerOnly}
	v.speak(person.Lang)
	return nil
}

// Param returns a part of the address.
func (v *Visit) Param(name string) string { return clean(v.Ctx.Params(name)) }

// Query returns a value after the question mark.
func (v *Visit) Query(name string) string { return clean(v.Ctx.Query(name)) }

// QueryInt returns a whole number after the question mark, or another where there is none.
func (v *Visit) QueryInt(name string, otherwise int) int {
	n, err := strconv.Atoi(v.Ctx.Query(name))
	if err != nil {
		return otherwise
	}
	return n
}

// Form returns a field of the form that was sent, without what no text holds.
func (v *Visit) Form(name string) string { return clean(v.Ctx.FormValue(name)) }

// FormInt returns a field that holds a whole number, and whether it does.
func (v *Visit) FormInt(name string) (int, bool) {
	n, err := strconv.Atoi(v.Ctx.FormValue(name))
	return n, err == nil
}

// FormInts returns every value of a field of whole numbers, such as ticked boxes. A value that is no
// number makes the field impossible.
func (v *Visit) FormInts(name string) ([]int, error) {
	var out []int
	for _, raw := range v.Ctx.Request().PostArgs().PeekMulti(name) {
		n, err := strconv.Atoi(string(raw))
		if err != nil {
			return nil, fault.Field(name, "form.impossible").Because(err)
		}
		out = append(out, n)
	}
	return out, nil
}

// clean drops the bytes that no database text may hold; a browser never sends them.
func clean(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "")
}

// Render answers with a page.
func (v *Visit) Render(page templ.Component) error { return v.RenderStatus(fiber.StatusOK, page) }

// RenderStatus answers with a page and a status, such as 422 for a form to mend.
func (v *Visit) RenderStatus(status int, page templ.Component) error {
	v.Ctx.Status(status).Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	v.Ctx.Set(fiber.HeaderContentLanguage, v.UI.Lang())
	return page.Render(v.Context(), v.Ctx.Response().BodyWriter())
}

// Go answers a form by sending the browser on to a page of this site.
func (v *Visit) Go(path string) error { return v.Ctx.Redirect(path, fiber.StatusSeeOther) }

// GoSaying is Go with one notice on the page that follows. The notice is a catalogue key with its
// arguments.
func (v *Visit) GoSaying(path string, tone ui.Tone, key string, args ...any) error {
	if err := v.writeFlash(tone, key, args); err != nil {
		return err
	}
	return v.Go(path)
}

// Mended reports whether err is a form to mend, with its messages by field in the visitor's language.
func (v *Visit) Mended(err error) (fields map[string]string, ok bool) {
	var f *fault.Fault
	if !errors.As(err, &f) || f.Kind != fault.Unprocessable {
		return nil, false
	}
	fields = make(map[string]string, len(f.Fields))
	for name, key := range f.Fields {
		fields[name] = v.UI.T(key, pairs(f.Args)...)
	}
	if len(f.Fields) == 0 {
		fields[""] = v.UI.T(f.Message, pairs(f.Args)...)
	}
	return fields, true
}

// Say returns the words of a fault for a person.
func (v *Visit) Say(err error) string {
	var f *fault.Fault
	if !errors.As(err, &f) || f.Kind == fault.Internal {
		return ""
	}
	return v.UI.T(f.Message, pairs(f.Args)...)
}

func pairs(args map[string]any) []any {
	out := make([]any, 0, 2*len(args))
	for name, value := range args {
		out = append(out, name, value)
	}
	return out
}

// LocalPath returns a path on this site to go on to, or the home page for anything else: nobody is
// sent to another site by an address that names it.
func LocalPath(path string) string {
	target, err := url.Parse(path)
	if err != nil || target.IsAbs() || target.Host != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n") {
		return "/"
	}
	return path
}

func (v *Visit) answerFault(kind fault.Kind, err error) error {
	if kind == fault.Unauthorised && isPage(v.Ctx) && v.Ctx.Method() == fiber.MethodGet {
		return v.Go("/sign-in?next=" + url.QueryEscape(v.Ctx.OriginalURL()))
	}
	if form, ok := v.held(); ok && kind == fault.Unauthorised {
		return v.RenderStatus(fiber.StatusUnauthorized, ui.HeldPage(v.UI, form))
	}
	return v.answerStatus(statusOf(kind, err), err)
}

func (v *Visit) answerStatus(status int, err error) error {
	info := ui.ErrorInfo{Status: status, Reference: v.Request, Message: v.Say(err)}
	var f *fault.Fault
	if errors.As(err, &f) {
		if at, ok := f.Args["RetryAt"].(time.Time); ok {
			info.RetryAfter = max(int(at.Sub(v.Now)/time.Second), 1)
			v.Ctx.Set(fiber.HeaderRetryAfter, strconv.Itoa(info.RetryAfter))
		}
	}
	return v.RenderStatus(status, ui.ErrorPage(v.UI, info))
}

func statusOf(kind fault.Kind, err error) int {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return fiber.StatusServiceUnavailable
	case kind == fault.Internal:
		return fiber.StatusInternalServerError
	default:
		return map[fault.Kind]int{
			fault.Invalid: fiber.StatusBadRequest, fault.NotFound: fiber.StatusNotFound, fault.Forbidden: fiber.StatusForbidden,
			fault.Unauthorised: fiber.StatusUnauthorized, fault.Conflict: fiber.StatusConflict, fault.Gone: fiber.StatusGone,
			fault.Throttled: fiber.StatusTooManyRequests, fault.Full: fiber.StatusInsufficientStorage,
			fault.Unprocessable: fiber.StatusUnprocessableEntity,
		}[kind]
	}
}

// LocalHour is the hour of the day in the organisation's zone, 0 to 23.
func (v *Visit) LocalHour() int { return v.Now.In(v.site.Zone).Hour() }

// Day is the day of an instant in the organisation's zone.
func (v *Visit) Day(at time.Time) civil.Date { return civil.In(at, v.site.Zone) }

// Clock is the time of day of an instant in the organisation's zone, as 14:05.
func (v *Visit) Clock(at time.Time) string { return at.In(v.site.Zone).Format("15:04") }
