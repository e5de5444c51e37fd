package scene

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// State is where a scenario stands: the scene, and the variables packed into one word. States of one
// scenario compare with ==.
type State struct {
	scene int
	vars  uint64
}

// variable is a slice of the word that holds all variables.
type variable struct {
	*Variable
	shift uint
	mask  uint64
	top   uint64 // the code of the last value; the first one's is 0
}

// test holds where a variable's code lies in a span (or, with not, where it does not).
type test struct {
	shift   uint
	mask    uint64
	low, up uint64 // low above up is no span at all
	not     bool
}

// act sets a variable's code, or moves it and stops at the ends of the range.
type act struct {
	shift     uint
	mask, top uint64
	set       bool
	by        int64 // the code to set, or the distance to move
}

// declare lays the variables out in the word of the state and sets their first values.
func (c *Compiled) declare(vars []*Variable) {
	for i, v := range vars {
		width := uint(v.bits())
		last := v.Max - v.Min
		if v.Values != nil {
			last = len(v.Values) - 1
		}
		c.vars = append(c.vars, variable{Variable: v, shift: c.bits, mask: 1<<width - 1, top: uint64(last)})
		first, _ := v.code(v.Initial)
		c.start.vars |= uint64(first) << c.bits
		c.bits += width
		if v.Name == "mood" && v.Values != nil {
			c.mood, c.Moods = i, v.Values
		}
	}
}

func (c *Compiled) variable(name string) variable {
	i := slices.IndexFunc(c.vars, func(v variable) bool { return v.Name == name })
	return c.vars[i]
}

func (c *Compiled) tests(cond Condition) []test {
	var out []test
	for _, t := range cond {
		v := c.variable(t.Name)
		low, up, not := v.span(t)
		out = append(out, test{v.shift, v.mask, low, up, not})
	}
	return out
}

// span returns the codes for which a term holds. What lies beyond the variable's range is cut off.
func (v variable) span(t Term) (low, up uint64, not bool) {
	code, known := v.code(t.Operand)
	least, most := 0, int(v.top)
	switch t.Op {
	case "=", "!=":
		least, most = code, code
		if !known {
			least, most = 1, 0
		}
	case "<":
		most = min(most, code-1)
	case "<=":
		most = min(most, code)
	case ">":
		least = max(least, code+1)
	case ">=":
		least = max(least, code)
	}
	if most < least {
		return 1, 0, t.Op == "!="
	}
	return uint64(least), uint64(most), t.Op == "!="
}

func (c *Compiled) acts(effects []Effect) []act {
	var out []act
	for _, e := range effects {
		v := c.variable(e.Name)
		a := act{shift: v.shift, mask: v.mask, top: v.top, set: e.Op == "="}
		if a.set {
			code, _ := v.code(e.Operand)
			a.by = int64(code)
		} else {
			n, _ := strconv.ParseInt(e.Op+e.Operand, 10, 64)
			a.by = n
		}
		out = append(out, a)
	}
	return out
}

// holds reports whether all tests do.
func holds(guard []test, vars uint64) bool {
	for i := range guard {
		t := &guard[i]
		code := vars >> t.shift & t.mask
		if (code >= t.low && code <= t.up) == t.not {
			return false
		}
	}
	return true
}

// apply makes an edge's changes, and reports whether one of them met the end of a range.
func (e *edge) apply(vars uint64) (after uint64, clamped bool) {
	for i := range e.acts {
		a := &e.acts[i]
		code := a.by
		if !a.set {
			wanted := int64(vars>>a.shift&a.mask) + a.by
			code = max(0, min(wanted, int64(a.top)))
			clamped = clamped || code != wanted
		}
		vars = vars&^(a.mask<<a.shift) | uint64(code)<<a.shift
	}
	return vars, clamped
}

// value returns a variable's value in words.
func (v variable) value(vars uint64) string {
	code := int(vars >> v.shift & v.mask)
	if v.Values != nil {
		return v.Values[code]
	}
	return strconv.Itoa(v.Min + code)
}

// saveVersion opens every saved state and transcript, so that a later form can tell them apart.
const saveVersion = "u1"

// Save writes a state as one line of text, such as "u1 gift trust=3 mood=calm".
func (c *Compiled) Save(s State) string {
	parts := []string{saveVersion, c.stages[s.scene].ID}
	for _, v := range c.vars {
		parts = append(parts, v.Name+"="+v.value(s.vars))
	}
	return strings.Join(parts, " ")
}

// Restore reads what Save wrote. It refuses what is no state of this scenario.
func (c *Compiled) Restore(text string) (State, error) {
	parts := strings.Split(text, " ")
	if len(parts) != len(c.vars)+2 || parts[0] != saveVersion {
		return State{}, refuse(BadSave, fmt.Sprintf("%q is no saved state of %s", text, c.ID))
	}
	scene, ok := c.index[parts[1]]
	if !ok {
		return State{}, refuse(BadSave, fmt.Sprintf("%s has no scene %q", c.ID, parts[1]))
	}
	s := State{scene: scene}
	for i, v := range c.vars {
		name, value, _ := strings.Cut(parts[i+2], "=")
		code, known := v.code(value)
		if name != v.Name || !known || v.value(uint64(code)<<v.shift) != value {
			return State{}, refuse(BadSave, fmt.Sprintf("%q is no value of %s", parts[i+2], v.Name))
		}
		s.vars |= uint64(code) << v.shift
	}
	return s, nil
}
