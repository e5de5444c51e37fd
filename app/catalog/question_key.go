package catalog

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"understudy/app/quiz"
)

// reviewKey reports a key that does not fit the type.
func (f *questionFile) reviewKey(t quiz.Type, r report) {
	switch t {
	case quiz.Multiple:
		f.reviewSum(r)
	case quiz.Matching:
		f.reviewPairs(r)
	case quiz.Judgement:
		f.reviewPanels(r)
	case quiz.Short, quiz.Numeric:
		f.reviewTyped(t, r)
	case quiz.Spot:
		f.reviewBreach(r)
	case quiz.Single, quiz.TrueFalse:
		f.reviewOne(t, r)
	}
}

// reviewOne reports a key that is not one option.
func (f *questionFile) reviewOne(t quiz.Type, r report) {
	right := 0
	var texts []string
	for _, o := range f.Options {
		if o.right(t) {
			right++
		}
		texts = append(texts, o.Text.S)
	}
	slices.Sort(texts)
	switch at := f.Options[0].At; {
	case right != 1:
		r.add(at, "not exactly one option is right", fmt.Sprintf("%d with score 1", right), "one option with score 1")
	case t == quiz.TrueFalse && !slices.Equal(texts, []string{"false", "true"}):
		r.add(at, "the options do not fit the type truefalse", quoted(strings.Join(texts, ", ")), `one option with the text "true" and one with "false"`)
	}
}

// reviewSum reports scores that do not add up, and wrong options that cost nothing: ticking everything
// would earn the whole mark.
func (f *questionFile) reviewSum(r report) {
	right, sum := 0, 0.0
	for _, o := range f.Options {
		if o.right(quiz.Multiple) {
			right++
			sum += o.Score.F
		}
	}
	switch at := f.Options[0].At; {
	case right == 0:
		r.add(at, "no option is right", "", "options with a score above 0 that sum to 1")
		return
	case math.Abs(sum-1) > 0.001:
		r.add(at, "the scores of the right options do not sum to 1", fmt.Sprintf("%.4g", sum), "1")
		return
	}
	for _, o := range f.Options {
		if o.Score.F == 0 {
			f.lacking(r)(o.Score.place, "this wrong option costs nothing, so that choosing everything would be right", "0", "a score below 0, such as -0.5")
		}
	}
}

// reviewPairs reports a matching with too little to match.
func (f *questionFile) reviewPairs(r report) {
	pairs := 0
	matches := map[string]bool{}
	for _, o := range f.Options {
		if o.Text.S != "" {
			pairs++
		}
		matches[o.Match.S] = true
	}
	if pairs < 2 || len(matches) < 2 {
		r.add(f.Options[0].At, "there is too little to match", fmt.Sprintf("%d pairs, %d different matches", pairs, len(matches)), "two options with a text, and two matches; an option without a text only distracts")
	}
}

// leastPanel is how many people rate an option before anybody is marked by what they say.
const leastPanel = 3

// reviewPanels reports ratings that give no key, and warns of those that the panel does not agree on.
func (f *questionFile) reviewPanels(r report) {
	r.within(f.Scale, "scale", 2, 7)
	for i := range f.Options {
		o := &f.Options[i]
		at, key, outside := o.Panel[0].place, o.domain().Key(), false
		for _, rating := range o.Panel {
			r.within(rating, "a rating of the panel", 1, f.Scale.N)
			outside = outside || rating.N < 1 || rating.N > f.Scale.N
		}
		switch {
		case outside:
		case len(o.Panel) < leastPanel:
			r.add(at, "the panel is too small", fmt.Sprint(len(o.Panel)), fmt.Sprintf("the ratings of %d people or more", leastPanel))
		case key != math.Trunc(key):
			r.add(at, "the middle of the panel is a rating that nobody can choose", fmt.Sprint(key), "an odd number of ratings")
		case o.domain().Disputed():
			r.warn(at, "the panel does not agree: more than a quarter of it is two points or more from its middle", ratings(o.Panel), "other words, on which the panel agrees")
		}
		if o.Why.S == "" {
			r.add(o.At, "an option does not say why the panel rates it so", "", "why: …")
		}
	}
}

func ratings(panel []number) string {
	var out []string
	for _, n := range panel {
		out = append(out, fmt.Sprint(n.N))
	}
	return strings.Join(out, ", ")
}

// reviewTyped reports forms and values that cannot be right, or that everything would fit.
func (f *questionFile) reviewTyped(t quiz.Type, r report) {
	right := false
	for i := range f.Options {
		o := &f.Options[i]
		right = right || o.Score.F == 1
		switch {
		case t == quiz.Short && o.Score.F > 0 && strings.Trim(o.Text.S, "* ") == "":
			r.add(o.Text.place, "every text fits this form", quoted(o.Text.S), "words of the answer")
		case o.Tolerance.F < 0:
			r.add(o.Tolerance.place, "tolerance is out of range", fmt.Sprint(o.Tolerance.F), "0 or more")
		}
	}
	if !right {
		r.add(f.Options[0].At, "nothing that can be typed is right", "", "one option with score 1")
	}
}

// reviewBreach reports a conversation without one breach, or whose rule or words cannot be found.
func (f *questionFile) reviewBreach(r report) {
	r.twice(f.Choices, "rule")
	breaches := 0
	for i := range f.Options {
		o := &f.Options[i]
		switch {
		case o.Score.F == 0:
			continue
		case o.Score.F != 1:
			r.add(o.Score.place, "a turn breaks a rule or does not", fmt.Sprint(o.Score.F), "score: 1 for the turn that breaks one, none for the others")
			continue
		}
		breaches++
		names := func(t text) bool { return t.S == o.Rule.S }
		if o.Rule.S != "" && !slices.ContainsFunc(f.Choices, names) {
			r.add(o.Rule.place, "the rule that is broken is not among the choices", quoted(o.Rule.S), strings.Join(words(f.Choices), ", "))
		}
		switch {
		case o.Span.S == "":
			r.add(o.At, "the breach does not say which words break the rule", "", "span: and those words of the text")
		case !strings.Contains(o.Text.S, o.Span.S):
			r.add(o.Span.place, "these words are not in the text", quoted(o.Span.S), "words of the text as they stand there")
		}
	}
	if breaches != 1 {
		r.add(f.Options[0].At, "not exactly one turn breaks a rule", fmt.Sprintf("%d with score 1", breaches), "one turn with score 1")
	}
	if len(f.Choices) < 2 {
		r.add(first(f.Choices), "there is no choice of rules", fmt.Sprint(len(f.Choices)), "two rules or more")
	}
}
