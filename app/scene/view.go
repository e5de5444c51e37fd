package scene

// LineKind says what a line of a scene is.
type LineKind string

// The kinds of line.
const (
	SpeechLine    LineKind = "speech"
	NarrationLine LineKind = "say"
	PictureLine   LineKind = "show"
)

// Said is a line as the learner meets it.
type Said struct {
	Kind      LineKind
	Speaker   string // the customer's name, or "customer" where there is none
	Mood      string
	Text, ID  string
	File, Alt string // of a picture
}

// Offer is a choice that a state offers.
type Offer struct{ ID, Text string }

// ReplyForm says how long a reply should be, in words; both 0 when any length will do.
type ReplyForm struct{ MinWords, MaxWords int }

// View is what the learner sees of a state.
type View struct {
	Scene, Title string
	Outcome      Outcome // empty while the scenario goes on
	Lines        []Said
	Choices      []Offer
	Reply        *ReplyForm
	Seconds      int // run-out clock of the decision; 0 when none runs
	Mood         int // place in Info.Moods, 0 the best; −1 without such a variable
}

// Over reports whether the view is of an ending.
func (v View) Over() bool { return v.Outcome != "" }

// View returns what the learner sees of a state.
func (c *Compiled) View(s State) View {
	st := &c.stages[s.scene]
	v := View{
		Scene: st.ID, Title: st.Title, Outcome: st.Outcome,
		Lines: c.said(st.Scene, s.vars), Choices: st.offers(s.vars), Seconds: st.seconds(), Mood: c.moodOf(s),
	}
	if r, ok := st.Decision.(*Reply); ok {
		v.Reply = &ReplyForm{r.MinWords, r.MaxWords}
	}
	return v
}

func (st *stage) offers(vars uint64) []Offer {
	var out []Offer
	for i := range st.edges {
		if e := &st.edges[i]; e.kind == byChoice && holds(e.guard, vars) {
			out = append(out, Offer{e.label, e.choice.Text})
		}
	}
	return out
}

func (c *Compiled) said(sc *Scene, vars uint64) []Said {
	var out []Said
	for _, r := range sc.Rows {
		switch r := r.(type) {
		case *Speech:
			name := r.Speaker
			if name == "customer" && c.Customer != "" {
				name = c.Customer
			}
			out = append(out, Said{Kind: SpeechLine, Speaker: name, Mood: r.Mood, Text: r.Text, ID: r.ID})
		case *Narration:
			if holds(c.tests(r.If), vars) {
				out = append(out, Said{Kind: NarrationLine, Text: r.Text, ID: r.ID})
			}
		case *Picture:
			out = append(out, Said{Kind: PictureLine, File: r.File, Alt: r.Alt})
		}
	}
	return out
}

func (c *Compiled) moodOf(s State) int {
	if c.mood < 0 {
		return -1
	}
	v := c.vars[c.mood]
	return int(s.vars >> v.shift & v.mask)
}

// ChoiceText returns what a choice says, by its text id.
func (c *Compiled) ChoiceText(id string) (string, bool) {
	for i := range c.stages {
		for j := range c.stages[i].edges {
			if e := &c.stages[i].edges[j]; e.kind == byChoice && e.label == id {
				return e.choice.Text, true
			}
		}
	}
	return "", false
}

// Model returns the reply that the author shows as a model at the current turn, empty where there is none.
func (p Play) Model() string {
	if reply, ok := p.c.stages[p.state.scene].Decision.(*Reply); ok {
		if model := find[*Model](reply.Rows); model != nil {
			return model.Text
		}
	}
	return ""
}
