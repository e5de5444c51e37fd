package catalog

import (
	"fmt"
	"slices"
	"strings"

	"understudy/app/quiz"
)

// shape says which keys an option of a type must have, and which it may have besides.
func shape(t quiz.Type) (must, may []string) {
	switch t {
	case quiz.Ordering:
		return []string{"text"}, []string{"why", "rule"}
	case quiz.Matching:
		return []string{"match"}, []string{"text", "why", "rule"}
	case quiz.Judgement:
		return []string{"text", "panel"}, []string{"why", "rule"}
	case quiz.Numeric:
		return []string{"value", "score"}, []string{"tolerance", "why", "rule"}
	case quiz.Spot:
		return []string{"who", "text"}, []string{"score", "span", "why", "rule"}
	default:
		return []string{"text", "score"}, []string{"why", "rule"}
	}
}

// has tells which keys an option has, by their names, with the place of each.
func (o *optionFile) has() map[string]place {
	out := map[string]place{}
	for key, at := range map[string]place{
		"text": o.Text.place, "score": o.Score.place, "why": o.Why.place, "rule": o.Rule.place, "match": o.Match.place, "value": o.Value.place,
		"tolerance": o.Tolerance.place, "who": o.Who.place, "span": o.Span.place,
	} {
		if at.Line > 0 {
			out[key] = at
		}
	}
	if len(o.Panel) > 0 {
		out["panel"] = o.Panel[0].place
	}
	return out
}

// reviewShape reports keys that do not belong to the type, and missing ones; it returns whether the key
// can be judged.
func (f *questionFile) reviewShape(t quiz.Type, r report) bool {
	fine := f.reviewOwnKeys(t, r)
	must, may := shape(t)
	for i := range f.Options {
		o := &f.Options[i]
		has := o.has()
		for _, key := range must {
			if _, there := has[key]; !there {
				r.add(o.At, "the key "+key+" is missing", "", key+": …")
				fine = false
			}
		}
		for _, words := range []text{o.Text, o.Match, o.Who} {
			if words.Line > 0 && words.S == "" {
				r.add(words.place, "a text is empty", "", "at least one word")
				fine = false
			}
		}
		for key, at := range has {
			if !slices.Contains(must, key) && !slices.Contains(may, key) {
				r.add(at, "an option of the type "+string(t)+" has no such key", quoted(key), strings.Join(append(must, may...), ", "))
				fine = false
			}
		}
		fine = fine && (!slices.Contains(must, "score") || o.Score.Set) && (!slices.Contains(must, "value") || o.Value.Set)
	}
	return fine
}

// reviewOwnKeys reports keys of the question that belong to another type.
func (f *questionFile) reviewOwnKeys(t quiz.Type, r report) bool {
	fine := true
	foreign := func(key string, at place, there bool, owner quiz.Type) {
		if there && t != owner {
			r.add(at, "a question of the type "+string(t)+" has no such key", quoted(key), key+" in questions of the type "+string(owner))
			fine = false
		}
	}
	foreign("scale", f.Scale.place, f.Scale.Line > 0, quiz.Judgement)
	foreign("units", first(f.Units), len(f.Units) > 0, quiz.Numeric)
	foreign("choices", first(f.Choices), len(f.Choices) > 0, quiz.Spot)
	switch {
	case t == quiz.Judgement && f.Scale.Line == 0:
		r.add(f.At, "the key scale is missing", "", "scale: and the best rating, such as scale: 5")
		fine = false
	case t == quiz.Spot && len(f.Choices) == 0:
		r.add(f.At, "the key choices is missing", "", "choices: and the rules to choose from, such as choices: [r16, r18]")
		fine = false
	}
	return fine
}

func first(list []text) place {
	if len(list) == 0 {
		return place{}
	}
	return list[0].place
}

// reviewOptions reports what is wrong within single options.
func (f *questionFile) reviewOptions(t quiz.Type, r report) {
	for i := range f.Options {
		o := &f.Options[i]
		if o.Score.Set && (o.Score.F < -1 || o.Score.F > 1) {
			r.add(o.Score.place, "score is out of range", fmt.Sprint(o.Score.F), "-1 to 1")
		}
		if !f.wrong(t, o) {
			continue
		}
		if o.Why.S == "" {
			f.lacking(r)(o.At, "a wrong option does not say why it is wrong", "", "why: …")
		}
		if o.Rule.S == "" {
			f.lacking(r)(o.At, "a wrong option names no rule", "", "rule: and the rule that choosing it would break, such as rule: r18")
		}
	}
}

// wrong reports whether an option is one that nobody should choose: for a judgement one in the lower half
// of the scale, in a conversation the turn that breaks a rule.
func (f *questionFile) wrong(t quiz.Type, o *optionFile) bool {
	switch t {
	case quiz.Ordering, quiz.Matching:
		return false
	case quiz.Judgement:
		return 2*o.domain().Key() < float64(1+f.Scale.N)
	case quiz.Spot:
		return o.Score.F >= 1
	default:
		return !o.right(t)
	}
}
