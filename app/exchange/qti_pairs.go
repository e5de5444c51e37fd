package exchange

import (
	"strings"
)

// link is a right pair as the file names it.
type link struct{ from, to string }

// links returns the pairs that are right: those declared, or those that earn something.
func (r *itemReader) links() ([]link, error) {
	keys := r.correct()
	entries, err := r.mapping()
	if err != nil {
		return nil, err
	}
	if unequal(entries) {
		r.q.degrade("some pairs earn more than others in the file, and here all earn the same")
	}
	if len(keys) == 0 {
		for _, e := range entries {
			if e.worth > 0 && e.key != "" {
				keys = append(keys, e.key)
			}
		}
	}
	var out []link
	for _, key := range keys {
		from, to, found := strings.Cut(key, " ")
		if !found {
			return nil, refuse(r.response.line, "%q is no pair of two identifiers", key)
		}
		out = append(out, link{from, to})
	}
	if len(out) == 0 || len(out) > maxAnswers {
		return nil, refuse(r.response.line, "the item says of %d pairs that they are right, where 1 to %d could be", len(out), maxAnswers)
	}
	return out, nil
}

// unequal reports whether right pairs differ in worth.
func unequal(entries []entry) bool {
	first := 0.0
	for _, e := range entries {
		if e.worth > 0 && first > 0 && e.worth != first {
			return true
		}
		first = max(first, e.worth)
	}
	return false
}

// connect makes pairs of links. What is left over on the right distracts, on the left it is lost.
func (r *itemReader) connect(links []link, lefts, rights []*node, leftText func(*node) string) error {
	r.q.Type = Matching
	for _, list := range [][]*node{lefts, rights} {
		if err := r.distinct(list); err != nil {
			return err
		}
	}
	leftByID, rightByID := byIdentifier(lefts), byIdentifier(rights)
	used := map[string]bool{}
	seen := map[string]bool{}
	for _, l := range links {
		left, right := leftByID[l.from], rightByID[l.to]
		if left == nil || right == nil {
			return refuse(r.response.line, "the right pair %q names a choice that is not there", l.from+" "+l.to)
		}
		if seen[l.from] {
			r.q.degrade("%s fits several right sides, and here one", brief(leftText(left)))
		}
		seen[l.from], used[l.from], used[l.to] = true, true, true
		r.q.Pairs = append(r.q.Pairs, Pair{leftText(left), r.text(right)})
	}
	for _, right := range rights {
		if !used[right.get("identifier")] {
			r.q.Pairs = append(r.q.Pairs, Pair{"", r.text(right)})
		}
	}
	for _, left := range lefts {
		if !used[left.get("identifier")] {
			r.q.degrade("%s fits nothing and is not taken", brief(leftText(left)))
		}
	}
	return nil
}

// match reads two sets of choices.
func (r *itemReader) match() error {
	sets := r.act.find(named("simplematchset"))
	if len(sets) != 2 {
		return refuse(r.act.line, "there are %d sets to match, and two belong here", len(sets))
	}
	links, err := r.links()
	if err != nil {
		return err
	}
	return r.connect(links, sets[0].all("simpleassociablechoice"), sets[1].all("simpleassociablechoice"), r.text)
}

// associate reads one set of choices that fit one another: the first of a pair goes to the left.
func (r *itemReader) associate() error {
	links, err := r.links()
	if err != nil {
		return err
	}
	from, to := map[string]bool{}, map[string]bool{}
	for _, l := range links {
		from[l.from], to[l.to] = true, true
	}
	var lefts, rights []*node
	for _, c := range r.act.find(named("simpleassociablechoice")) {
		id := c.get("identifier")
		if from[id] {
			lefts = append(lefts, c)
		}
		if to[id] || !from[id] {
			rights = append(rights, c)
		}
	}
	return r.connect(links, lefts, rights, r.text)
}

// gapMatch reads texts that go into gaps. A gap goes by its identifier, which stands in the stem.
func (r *itemReader) gapMatch() error {
	links, err := r.links()
	if err != nil {
		return err
	}
	if images := r.act.find(named("gapimg")); len(images) > 0 {
		return refuse(images[0].line, "there is nothing here for pictures that go into gaps")
	}
	gaps, texts := r.act.find(named("gap")), r.act.find(named("gaptext"))
	turned := mapped(links, func(l link) link { return link{l.to, l.from} })
	return r.connect(turned, gaps, texts, func(gap *node) string { return gap.get("identifier") })
}

func byIdentifier(list []*node) map[string]*node {
	out := map[string]*node{}
	for _, n := range list {
		out[n.get("identifier")] = n
	}
	return out
}
