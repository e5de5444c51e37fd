package site

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/go-playground/validator/v10"

	"understudy/app/fault"
)

// Bind fills a form struct of one handler from the request and checks it. Only fields that the struct
// names with `form:"name"` are read, so nothing else can be set from outside; `validate:"…"` says
// what must hold. What does not comes back as one fault with a message a field.
func Bind(v *Visit, into any) error {
	target := reflect.ValueOf(into).Elem()
	fields := map[string]string{}
	for i := range target.NumField() {
		name := target.Type().Field(i).Tag.Get("form")
		if name != "" && !fill(v, name, target.Field(i)) {
			fields[name] = "form.impossible"
		}
	}
	check := validator.New(validator.WithRequiredStructEnabled())
	check.RegisterTagNameFunc(func(f reflect.StructField) string { return f.Tag.Get("form") })
	if err := check.Struct(into); err != nil {
		failures, ok := err.(validator.ValidationErrors) //nolint:errorlint // the validator returns this very type
		if !ok {
			return err
		}
		for _, f := range failures {
			if _, told := fields[f.Field()]; !told {
				fields[f.Field()] = messageFor(f.Tag())
			}
		}
	}
	if len(fields) == 0 {
		return nil
	}
	return &fault.Fault{Kind: fault.Unprocessable, Message: "form.mend", Fields: fields}
}

func fill(v *Visit, name string, field reflect.Value) bool {
	text := strings.TrimSpace(v.Form(name))
	switch field.Kind() {
	case reflect.String:
		field.SetString(text)
	case reflect.Bool:
		field.SetBool(text != "")
	case reflect.Int:
		if text == "" {
			return true
		}
		n, err := strconv.Atoi(text)
		field.SetInt(int64(n))
		return err == nil
	case reflect.Slice:
		for _, raw := range v.Ctx.Request().PostArgs().PeekMulti(name) {
			field.Set(reflect.Append(field, reflect.ValueOf(clean(string(raw)))))
		}
	default:
		panic("site: a form field of kind " + field.Kind().String())
	}
	return true
}

func messageFor(tag string) string {
	switch tag {
	case "required":
		return "form.required"
	case "email":
		return "form.email"
	case "max":
		return "form.too_long"
	case "oneof":
		return "form.choice"
	case "datetime":
		return "form.date"
	default:
		return "form.impossible"
	}
}
