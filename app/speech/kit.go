package speech

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"math/bits"
	"slices"
	"strings"

	"understudy/app/conduct"
	"understudy/app/speech/text"
)

//go:embed patterns
var shipped embed.FS

// Kit holds the patterns of every language. It never changes, and many may use it at once.
type Kit struct {
	languages map[string]*language
	betrays   map[string][]string // words, and the languages that they betray
}

// Shipped returns the kit of the patterns that the program brings with it.
func Shipped() (*Kit, error) {
	sub, err := fs.Sub(shipped, "patterns")
	if err != nil {
		return nil, err
	}
	return Load(sub)
}

// Load reads a folder for each language, each of *.txt files. An error names the file, the line, what was
// found and what could stand there.
func Load(fsys fs.FS) (*Kit, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, err
	}
	k := &Kit{languages: map[string]*language{}, betrays: betrays()}
	for _, entry := range entries {
		if !entry.IsDir() {
			continue
		}
		lang, err := readLanguage(fsys, entry.Name())
		if err != nil {
			return nil, err
		}
		k.languages[entry.Name()] = lang
	}
	if len(k.languages) == 0 {
		return nil, fmt.Errorf("found no folder of patterns, where one a language could stand, such as en")
	}
	return k, nil
}

// Languages lists the languages that have patterns, by the alphabet.
func (k *Kit) Languages() []string { return slices.Sorted(maps.Keys(k.languages)) }

// Assess finds the conduct in a reply. It takes any bytes, and gives the same for the same.
func (k *Kit) Assess(reply string, c Context) Assessment {
	tokens, names := text.Tokens(reply), nameWords(c)
	lang, judged := k.pick(tokens, c.Lang)
	r := lang.read(reply, tokens, names)
	d := &desk{lang: lang, reading: r, context: c, names: names, answers: map[asked]bool{}}
	d.privacy()
	if judged {
		d.patterns()
		d.name()
		d.promises()
		d.shouting()
		d.plainness()
		d.email()
	}
	return Assessment{Findings: tidy(d.found), Judged: judged, Promises: d.made}
}

// nameWords lists the words of names, which no spelling help may touch.
func nameWords(c Context) names {
	out := names{}
	for _, t := range text.Tokens(c.Learner) {
		out[t.Fold] = true
	}
	for _, t := range text.Tokens(c.Name) {
		out[t.Fold] = false
	}
	return out
}

// desk is the work on one reply.
type desk struct {
	lang    *language
	reading *reading
	context Context
	names   names
	answers map[asked]bool
	here    place
	hits    []hit
	found   []Finding
	made    []Promise
	told    map[string]bool // see toldBy
	heard   []letter        // see said
	lookups int
}

// hit is where a pattern matched: units from..to of a sentence.
type hit struct {
	pattern  *pattern
	sentence int
	from, to int
}

// add makes a finding of bytes start..end.
func (d *desk) add(detector string, rule conduct.RuleID, sign, start, end int, f Finding) {
	f.Detector, f.Rule, f.Sign, f.Start, f.End = detector, rule, sign, start, end
	f.Quote = d.reading.reply[start:end]
	if said, ok := d.lang.says[detector+" "+f.Pattern]; ok {
		f.Why = said.why
		if f.Better != d.context.Name || said.better != "" {
			f.Better = said.better
		}
	}
	d.found = append(d.found, f)
}

// scan finds every place where a pattern matches.
func (d *desk) scan() {
	for s := range d.reading.sentences {
		units := d.reading.sentences[s].units
		for i := range units {
			u := &units[i]
			d.try(d.lang.always, s, i)
			if u.id >= 0 {
				d.try(d.lang.starts[u.id], s, i)
			}
			for _, stem := range u.stems {
				d.try(d.lang.starts[stem], s, i)
			}
		}
	}
}

func (d *desk) try(entries []int, s, i int) {
	for _, n := range entries {
		e := &d.lang.entries[n]
		if units := d.reading.sentences[s].units; e.next != nil && (i+1 >= len(units) || !e.next.has(&units[i+1])) {
			continue
		}
		length := last(e.match.step(d.place(s, i), 1))
		if length == 0 || d.guarded(e.pattern, s, i, i+length) {
			continue
		}
		d.hit(hit{e.pattern, s, i, i + length})
	}
}

// hit notes a match, and of several of one pattern from one place the longest.
func (d *desk) hit(h hit) {
	for n := len(d.hits) - 1; n >= 0 && d.hits[n].sentence == h.sentence && d.hits[n].from == h.from; n-- {
		if d.hits[n].pattern == h.pattern {
			d.hits[n].to = max(d.hits[n].to, h.to)
			return
		}
	}
	d.hits = append(d.hits, h)
}

// place returns the place where a match is tried. The next call takes it back.
func (d *desk) place(s, i int) *place {
	sent := &d.reading.sentences[s]
	d.here = place{units: sent.units[i:], first: i == 0, question: sent.question}
	return &d.here
}

// guarded reports whether something else that is said forbids the pattern.
func (d *desk) guarded(p *pattern, s, from, to int) bool {
	if p.sign < 0 && d.before(d.lang.defined["reported"], s, from) {
		return true
	}
	for _, g := range p.needs {
		if !d.holds(g, s, from, to) {
			return true
		}
	}
	for _, g := range p.unless {
		if d.holds(g, s, from, to) {
			return true
		}
	}
	return false
}

// holds reports whether a guard's phrase is said where the guard looks for it.
func (d *desk) holds(g guard, s, from, to int) bool {
	switch g.where {
	case "before":
		return d.before(g.node, s, from)
	case "after":
		return g.node.step(d.place(s, to), 1) != 0
	case "sentence":
		return d.remembered(g, s)
	default:
		return d.remembered(g, wholeReply)
	}
}

// lookBack is how many units before a match a guard may begin.
const lookBack = 14

// before reports whether n matches so that it ends where a match begins.
func (d *desk) before(n node, s, at int) bool {
	if n == nil {
		return false
	}
	for k := max(0, at-lookBack); k <= at; k++ {
		if n.step(d.place(s, k), 1)&(1<<(at-k)) != 0 {
			return true
		}
	}
	return false
}

func (d *desk) anywhere(n node, s int) bool {
	for i := range d.reading.sentences[s].units {
		if n.step(d.place(s, i), 1) != 0 {
			return true
		}
	}
	return false
}

// wholeReply stands for every sentence.
const wholeReply = -1

// asked is a guard's question about a sentence, which is answered once.
type asked struct{ guard, sentence int }

func (d *desk) remembered(g guard, s int) bool {
	if answer, ok := d.answers[asked{g.id, s}]; ok {
		return answer
	}
	answer := s == wholeReply && d.inReply(g.node) || s != wholeReply && d.anywhere(g.node, s)
	d.answers[asked{g.id, s}] = answer
	return answer
}

func (d *desk) inReply(n node) bool {
	for s := range d.reading.sentences {
		if d.anywhere(n, s) {
			return true
		}
	}
	return false
}

// tidy orders findings and leaves one where several of a detector say the same of the same words. Where a
// detector sees good and bad in the same words, the bad is meant: "no thanks to you".
func tidy(found []Finding) []Finding {
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Sign, b.Sign), cmp.Compare(b.Strength.rank(), a.Strength.rank()),
			cmp.Compare(b.End-b.Start, a.End-a.Start), cmp.Compare(a.Start, b.Start), strings.Compare(a.Pattern, b.Pattern))
	})
	kept := make(map[string][]span, len(found))
	out := make([]Finding, 0, len(found))
	for _, f := range found {
		key := f.Detector + string(f.Rule)
		if overlaps(kept[key], f) {
			continue
		}
		kept[key] = append(kept[key], span{f.Start, f.End})
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), strings.Compare(a.Detector, b.Detector),
			strings.Compare(string(a.Rule), string(b.Rule)), cmp.Compare(a.Sign, b.Sign))
	})
	return out
}

func overlaps(spans []span, f Finding) bool {
	for _, s := range spans {
		if f.Start < s.end && s.start < f.End {
			return true
		}
	}
	return false
}

// last returns the farthest place of a set, 0 for none.
func last(places uint64) int { return max(0, bits.Len64(places)-1) }
