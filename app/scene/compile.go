package scene

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"understudy/app/conduct"
)

// Info is what there is to know about a scenario before it is played.
type Info struct {
	ID, Title, Lang, Channel, Role string

	Minutes         int    // as declared; 0 when it is not
	Customer        string // name of the first customer, which may be empty
	Pass            int    // the mark to reach, in percent; 0 when there is none
	BackAllowed     bool
	Hash            string // SHA-256 of the canonical text, in hexadecimal
	Scenes, Choices int
	Replies         int              // scenes that ask for the learner's own words
	Rules           []conduct.RuleID // every rule at stake, sorted
	Moods           []string         // the values of the variable mood, best first; nil without one
	BestPoints      int              // points on the best path, the denominator of every score
}

// Compiled is a scenario whose names are resolved. It does not change, and any number of learners may
// play it at once.
type Compiled struct {
	Info
	canonical string
	vars      []variable
	bits      uint // the width of all variables together
	stages    []stage
	index     map[string]int // scene id → place in stages
	start     State
	mood      int      // place of the variable mood in vars, or −1
	private   []string // what nobody but the customers may say first, as the header has it
}

// stage is a scene with its ways out.
type stage struct {
	*Scene
	edges  []edge
	points int  // of an ending's own tags
	breach bool // an ending's own tag is a critical breach
}

// edgeKind says what takes an edge.
type edgeKind uint8

const (
	byChoice edgeKind = iota
	byClock
	byBand
)

// edge is one way out of a scene.
type edge struct {
	kind        edgeKind
	label       string // how paths name it
	guard       []test
	acts        []act
	target      int
	most, least int // points: of a choice the same, of a band what a reply in it may gather
	breach      bool
	tenths      int     // of a second, to hear the scene's lines and decide
	choice      *Choice // of byChoice
	at          Position
}

// Load parses and compiles a source; the error is a [SyntaxError] that lists why it cannot be played.
func Load(source []byte) (*Compiled, error) {
	s, found := Parse(source)
	if len(found) > 0 {
		return nil, &SyntaxError{found}
	}
	return Compile(s)
}

// Compile resolves the names of a scenario and finds its best path. Texts without an id get one, as
// [Format] would give it. The scenario must not change afterwards.
func Compile(s *Scenario) (*Compiled, error) {
	c, err := link(s)
	if err != nil {
		return nil, err
	}
	c.BestPoints = c.walk().bestPoints()
	return c, nil
}

// link compiles without walking the states.
func link(s *Scenario) (*Compiled, error) {
	if broken := brokenLinks(s); len(broken) > 0 {
		return nil, &SyntaxError{broken.sorted()}
	}
	assignIDs(s)
	text := Print(s)
	sum := sha256.Sum256([]byte(text))
	c := &Compiled{canonical: text, index: map[string]int{}, mood: -1, Info: s.info()}
	c.Hash = hex.EncodeToString(sum[:])
	for _, secret := range s.secrets() {
		c.private = append(c.private, secret.name)
	}
	c.declare(all[*Variable](s.Header))
	for i, sc := range s.Scenes {
		c.index[sc.ID] = i
	}
	for _, sc := range s.Scenes {
		c.stages = append(c.stages, c.stage(sc))
	}
	return c, nil
}

// Text returns the canonical text, from which [Load] makes the same scenario with the same hash.
func (c *Compiled) Text() string { return c.canonical }

func (s *Scenario) info() Info {
	var in Info
	if t := find[*Title](s.Header); t != nil {
		in.ID, in.Title = t.ID, t.Title
	}
	if l := find[*Setting](s.Header); l != nil {
		in.Lang, in.Channel, in.Role = attr(l.Attrs, "lang"), attr(l.Attrs, "channel"), attr(l.Attrs, "role")
		in.Minutes, _ = strconv.Atoi(attr(l.Attrs, "minutes"))
	}
	if customer := find[*Customer](s.Header); customer != nil {
		in.Customer = attr(customer.Attrs, "name")
	}
	if p := find[*Pass](s.Header); p != nil {
		in.Pass = p.Percent
	}
	if b := find[*Back](s.Header); b != nil {
		in.BackAllowed = b.Allowed
	}
	in.Scenes = len(s.Scenes)
	for r := range s.rows {
		switch r.(type) {
		case *Choice:
			in.Choices++
		case *Reply:
			in.Replies++
		}
		for _, tag := range ruleTags(r) {
			in.Rules = append(in.Rules, tag.Rule)
		}
	}
	slices.Sort(in.Rules)
	in.Rules = slices.Compact(in.Rules)
	return in
}

func (c *Compiled) stage(sc *Scene) stage {
	st := stage{Scene: sc}
	if sc.Outcome != "" {
		st.points, st.breach = worth(all[*Tags](sc.Rows))
	}
	switch d := sc.Decision.(type) {
	case *Choose:
		for _, choice := range d.Choices {
			st.edges = append(st.edges, c.choiceEdge(choice))
		}
		if d.Seconds > 0 {
			st.edges = append(st.edges, edge{kind: byClock, label: "time out", target: c.index[d.Else], at: d.At})
		}
	case *Reply:
		st.edges = c.bandEdges(d)
	}
	for i := range st.edges {
		st.edges[i].tenths = st.tenths(&st.edges[i])
	}
	return st
}

// tenths estimates how long a scene takes when it is left by an edge, in tenths of a second.
func (st *stage) tenths(e *edge) int {
	n, decide := st.words(), decisionSeconds
	switch {
	case e.kind == byBand:
		decide = replySeconds
	case e.choice != nil:
		n += len(words(e.choice.Text))
	}
	return n*600/talkWordsPerMin + decide*10
}

func (c *Compiled) choiceEdge(choice *Choice) edge {
	e := edge{kind: byChoice, label: choice.ID, guard: c.tests(choice.If), choice: choice, at: choice.At}
	for _, row := range all[*Effects](choice.Rows) {
		e.acts = append(e.acts, c.acts(row.Effects)...)
	}
	e.most, e.breach = worth(all[*Tags](choice.Rows))
	e.least = e.most
	e.target = c.index[find[*Target](choice.Rows).Scene]
	return e
}

// bandEdges returns a way out for each band. How many points a band stands for follows from its
// limits; what the reply must never do may take points in each of them.
func (c *Compiled) bandEdges(r *Reply) []edge {
	wanted, taken := 0, 0
	for _, w := range all[*Want](r.Rows) {
		wanted += w.Points
	}
	for _, n := range all[*Never](r.Rows) {
		taken += n.Rule.Strength.Points()
	}
	var out []edge
	most := wanted
	for _, b := range all[*Band](r.Rows) {
		e := edge{kind: byBand, label: "else", acts: c.acts(b.Effects), target: c.index[b.Target], most: most, least: -taken, at: b.At}
		if !b.Else {
			e.label = ">= " + itoa(b.Percent) + "%"
			e.least += (b.Percent*wanted + 99) / 100
			most = max(0, (b.Percent*wanted-1)/100)
		}
		out = append(out, e)
	}
	return out
}

// worth adds up the points of tags, and reports whether one of them is a critical breach.
func worth(rows []*Tags) (points int, breach bool) {
	for _, row := range rows {
		for _, tag := range row.Tags {
			points += row.Sign * tag.Strength.Points()
			breach = breach || row.Sign < 0 && tag.Strength == Critical
		}
	}
	return points, breach
}

// brokenLinks reports ids that stand twice and targets that no scene has.
func brokenLinks(s *Scenario) findings {
	var fs findings
	scenes, texts := map[string]bool{}, map[string]bool{}
	for _, sc := range s.Scenes {
		if scenes[sc.ID] {
			fs.add("S01", SeverityError, sc.At, "two scenes have the id %s; give one of them another", quoted(sc.ID))
		}
		scenes[sc.ID] = true
	}
	for r := range s.rows {
		if id, _ := textID(r); id != nil && *id != "" {
			if texts[*id] {
				fs.add("S01", SeverityError, r.head().At, "two texts have the id @%s; delete one, and understudy fmt gives another", *id)
			}
			texts[*id] = true
		}
		if target := targetOf(r); target != "" && !scenes[target] {
			fs.add("S01", SeverityError, r.head().At, "there is no scene %s", quoted(target))
		}
	}
	return fs
}

// targetOf returns the scene that a row leads to, nothing for other rows.
func targetOf(r Row) string {
	switch r := r.(type) {
	case *Target:
		return r.Scene
	case *Band:
		return r.Target
	case *Choose:
		return r.Else
	default:
		return ""
	}
}
