// Package conduct holds the code of conduct: its values, its numbered rules, their revisions, and
// what changed between two editions.
package conduct

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// RuleID names a rule for good: "r18". The number survives every rewording.
type RuleID string

// ValueID names a value: "honesty".
type ValueID string

// Class says what a revision does to people who knew the rule before.
type Class string

// The classes of a revision. Only Material and New create a duty; see package recert.
const (
	Editorial  Class = "editorial"
	Clarifying Class = "clarifying"
	Material   Class = "material"
	New        Class = "new"
	Retired    Class = "retired"
)

// Observable says where keeping a rule can be seen.
type Observable string

// A rule shows in what is said, in what is done, or in both.
const (
	Speech    Observable = "speech"
	Behaviour Observable = "behaviour"
	Both      Observable = "both"
)

// Channels lists where people serve customers.
func Channels() []string { return []string{"counter", "phone", "email", "chat"} }

// Value is one of the few words that the rules put into practice.
type Value struct {
	ID      ValueID
	Name    string
	Summary string // one sentence: what it means at work
}

// Story is a short account of a rule kept or broken.
type Story struct {
	Channel string // counter, phone, email or chat
	Text    string // Markdown, one or more paragraphs
}

// Rule is one numbered rule in one revision.
type Rule struct {
	ID         RuleID
	Rev        int
	Title      string // two or three words; a number never stands alone
	Statement  string // the rule itself, one or two sentences
	Why        string
	Do         []string
	Dont       []string
	Story      Story
	Values     []ValueID
	Channels   []string // none means all
	Critical   bool     // a breach cannot be made good
	Observable Observable
	Class      Class  // what this revision did; New for the first
	Reason     string // why this revision was made
}

// Number returns the rule's number as people say it: 18 for r18.
func (r Rule) Number() int {
	n, _ := strconv.Atoi(strings.TrimPrefix(string(r.ID), "r"))
	return n
}

// Label returns number and title, "18 Privacy".
func (r Rule) Label() string { return strconv.Itoa(r.Number()) + " " + r.Title }

// Value returns the rule's first value, the one whose colour and glyph it wears.
func (r Rule) Value() ValueID {
	if len(r.Values) == 0 {
		return ""
	}
	return r.Values[0]
}

// AppliesTo reports whether the rule concerns somebody who serves on these channels; none means all.
func (r Rule) AppliesTo(channels []string) bool {
	if len(r.Channels) == 0 || len(channels) == 0 {
		return true
	}
	for _, mine := range channels {
		for _, ruled := range r.Channels {
			if mine == ruled {
				return true
			}
		}
	}
	return false
}

// Hash identifies the words of the rule: SHA-256 over its parts, in hexadecimal.
func (r Rule) Hash() string {
	h := sha256.New()
	parts := append([]string{string(r.ID), r.Title, r.Statement, r.Why, r.Story.Channel, r.Story.Text}, r.Do...)
	for _, part := range append(append(parts, "\x1e"), r.Dont...) {
		h.Write([]byte(part))
		h.Write([]byte{0x1f})
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Code is one edition of the code of conduct.
type Code struct {
	ID      string
	Title   string
	Edition int
	Credit  string // where it came from
	Values  []Value
	Rules   []Rule
}

// Rule finds a rule by its id.
func (c *Code) Rule(id RuleID) (Rule, bool) {
	for _, r := range c.Rules {
		if r.ID == id {
			return r, true
		}
	}
	return Rule{}, false
}

// Value finds a value by its id.
func (c *Code) Value(id ValueID) (Value, bool) {
	for _, v := range c.Values {
		if v.ID == id {
			return v, true
		}
	}
	return Value{}, false
}

// Applicable returns the rules that concern somebody who serves on these channels.
func (c *Code) Applicable(channels []string) []Rule {
	var out []Rule
	for _, r := range c.Rules {
		if r.AppliesTo(channels) {
			out = append(out, r)
		}
	}
	return out
}
