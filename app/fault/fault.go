// Package fault is the one error type whose message is safe to show to a person.
package fault

import (
	"errors"
	"fmt"
)

// Kind says how the edge should answer: which page, which HTTP status, which exit code.
type Kind uint8

// The kinds of fault.
const (
	Internal      Kind = iota // something broke here; the message is never shown
	Invalid                   // what was sent cannot be right
	NotFound                  // there is no such thing, or none that this person may know of
	Forbidden                 // this person may not do that
	Unauthorised              // nobody is signed in
	Conflict                  // it was right once, and something has changed since
	Gone                      // it existed and is over: a used code, a closed attempt
	Throttled                 // too often; try again later
	Full                      // no room left to write
	Unprocessable             // a form to mend: see Fields
)

// Fault is an error with a kind and a message key for people. Message is a catalogue key, not prose,
// so that the page says it in the reader's language; Args fill its places.
type Fault struct {
	Kind    Kind
	Message string
	Args    map[string]any
	Fields  map[string]string // form field → message key
	cause   error
}

// New returns a fault of a kind with a message key.
func New(kind Kind, message string) *Fault { return &Fault{Kind: kind, Message: message} }

// Field returns an Unprocessable fault with a message at one form field.
func Field(field, message string) *Fault {
	return &Fault{Kind: Unprocessable, Message: "form.mend", Fields: map[string]string{field: message}}
}

// With adds an argument for the message.
func (f *Fault) With(name string, value any) *Fault {
	if f.Args == nil {
		f.Args = map[string]any{}
	}
	f.Args[name] = value
	return f
}

// Because keeps the error that led here, for the log.
func (f *Fault) Because(cause error) *Fault {
	f.cause = cause
	return f
}

// Error describes the fault for the log.
func (f *Fault) Error() string {
	if f.cause != nil {
		return fmt.Sprintf("%s: %v", f.Message, f.cause)
	}
	return f.Message
}

// Unwrap returns the cause.
func (f *Fault) Unwrap() error { return f.cause }

// KindOf returns the kind of the first fault in a chain, Internal for any other error.
func KindOf(err error) Kind {
	var f *Fault
	if errors.As(err, &f) {
		return f.Kind
	}
	return Internal
}

// Is reports whether err holds a fault of that kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }
