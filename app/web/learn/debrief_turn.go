package learn

import (
	"slices"
	"strconv"
	"strings"

	"understudy/app/conduct"
	"understudy/app/rehearse"
	"understudy/app/scene"
	"understudy/app/speech"
	"understudy/app/web/site"
	"understudy/app/web/ui"
)

// entry is one turn of a debrief on its way to the page.
type entry struct {
	*site.Visit
	at      rehearse.Scene
	turn    scene.Turn
	reviews []rehearse.Reviewed
}

func (e entry) view() ui.TimelineEntry {
	t, play := e.turn, "/plays/"+string(e.at.Play.ID)
	out := ui.TimelineEntry{Turn: t.Number, Mood: face(t.MoodAfter, len(e.at.Compiled.Moods)), Quote: t.Quote, Text: t.Because, Lang: e.at.Compiled.Lang,
		RetryURL: play + "/again?turn=" + strconv.Itoa(t.Number), ContestURL: play + "/contest", Path: e.path()}
	switch t.Kind {
	case scene.MoveTimeOut:
		out.Text = e.UI.T("debrief.timed_out")
		out.Quote = e.at.Replies[t.Number].Words
	case scene.MoveBack:
		out.Text, out.RetryURL = e.UI.T("debrief.stepped_back"), ""
	}
	if t.Better != nil {
		out.Better, out.BetterWhy = t.Better.Text, t.BetterBecause
	}
	if t.Asked != nil {
		e.reply(&out)
	} else {
		out.Findings = e.tagged(t.Evidence)
	}
	if t.Repeat {
		out.Text = strings.TrimSpace(out.Text + " " + e.UI.T("debrief.repeat"))
	}
	return out
}

// tagged are the rules that the author's tags name.
func (e entry) tagged(evidence []scene.Evidence) []ui.Finding {
	var out []ui.Finding
	for _, found := range evidence {
		sign := string(scene.Shown)
		if found.Sign < 0 {
			sign = string(scene.Broken)
		}
		out = e.add(out, found.Rule, ui.Finding{Sign: sign})
	}
	return out
}

// add adds a finding, if the code still has its rule.
func (e entry) add(to []ui.Finding, rule conduct.RuleID, f ui.Finding) []ui.Finding {
	var ok bool
	if f.Rule, ok = e.Library.Rule(rule); !ok {
		return to
	}
	return append(to, f)
}

// reply fills in a turn in the learner's own words: the quote with what was noticed in it, and what was
// asked for.
func (e entry) reply(out *ui.TimelineEntry) {
	said, asked := e.at.Replies[e.turn.Number], e.turn.Asked
	out.Quote, out.Better = said.Words, asked.Model
	switch {
	case said.Words == "":
		out.Text = e.UI.T("rehearse.words_erased")
	case !asked.Judged:
		out.Text = e.UI.T("debrief.not_judged")
	default:
		out.Text = e.UI.T("debrief.share", "Share", e.UI.Percent(asked.Share))
	}
	if asked.Share == 100 && asked.Judged {
		out.Better = ""
	}
	for i, w := range asked.Wants {
		out.Findings = e.add(out.Findings, w.Rule, e.wanted(said, w, "want "+itoa(i)))
	}
	for i, n := range asked.Nevers {
		if n.Tripped {
			out.Findings = e.add(out.Findings, n.Rule, e.unwanted(said, n, "never "+itoa(i)))
		}
	}
	for _, f := range said.Findings {
		if f.Detector == "promise" && (f.Rule == "r03" || f.Rule == "r33") {
			out.Findings = e.add(out.Findings, f.Rule, ui.Finding{Sign: signed(f), Quote: f.Quote, Because: f.Why})
		}
	}
	out.Marks, out.Note = highlights(said.Findings, asked), e.note()
}

func signed(f speech.Finding) string {
	if f.Sign < 0 {
		return string(scene.Broken)
	}
	return string(scene.Shown)
}

func (e entry) wanted(said rehearse.Reply, w scene.Wanted, item string) ui.Finding {
	f := ui.Finding{Sign: string(scene.Missed), Because: e.UI.T("detector." + w.Detector.Name)}
	_, evidence := speech.Match(said.Findings, w.Rule, w.Detector.Name, w.Detector.Args)
	switch {
	case !e.turn.Asked.Judged:
		f.Sign = "notjudged"
	case w.Found == speech.Half:
		f.Sign = "partly"
	case w.Found == speech.Full:
		f.Sign = string(scene.Shown)
	}
	if w.Found != speech.None && len(evidence) > 0 {
		f.Quote, f.Because = evidence[0].Quote, evidence[0].Why
		if w.Found == speech.Half && evidence[0].Better != "" {
			f.Because += " " + evidence[0].Better
		}
	}
	if w.Found != speech.Full {
		f.Contest = e.contest(item)
	}
	return f
}

func (e entry) unwanted(said rehearse.Reply, n scene.Unwanted, item string) ui.Finding {
	f := ui.Finding{Sign: string(scene.Broken), Because: e.UI.T("detector." + n.Detector.Name)}
	if tripped := speech.Trips(said.Findings, n.Rule, n.Detector.Name); len(tripped) > 0 {
		f.Quote, f.Because = tripped[0].Quote, strings.TrimSpace(tripped[0].Why+" "+tripped[0].Better)
	}
	if n.Critical && e.undecided(rehearse.ByBreach) {
		f.Sign = "confirm"
	}
	f.Contest = e.contest(item)
	return f
}

// note says what a person decided about the turn, or by when one will.
func (e entry) note() string {
	var out []string
	for _, r := range e.reviews {
		switch {
		case r.Seq != e.turn.Number:
		case r.Decision == nil:
			out = append(out, e.UI.T("debrief.review_by", "Day", e.UI.Date(e.Day(r.DueAt))))
		default:
			out = append(out, strings.TrimSpace(e.UI.T("debrief.reviewed")+" "+r.Decision.Note))
		}
	}
	return strings.Join(out, " ")
}

// contest lets the learner see a finding differently: in an assessed play, once a turn, where a detector
// and not a person decided.
func (e entry) contest(item string) []ui.Hidden {
	asked := slices.ContainsFunc(e.reviews, func(r rehearse.Reviewed) bool { return r.Seq == e.turn.Number })
	if asked || e.at.Play.Practice || !e.turn.Asked.Judged {
		return nil
	}
	return []ui.Hidden{{Name: "turn", Value: itoa(e.turn.Number)}, {Name: "item", Value: item}}
}

func (e entry) undecided(cause rehearse.ReviewCause) bool {
	return slices.ContainsFunc(e.reviews, func(r rehearse.Reviewed) bool {
		return r.Seq == e.turn.Number && r.Cause == cause && r.Decision == nil
	})
}

// highlights are the words that count for something that was asked for, without overlaps.
func highlights(found []speech.Finding, asked *scene.Asked) []ui.Highlight {
	counts := func(f speech.Finding) bool {
		return slices.ContainsFunc(asked.Wants, func(w scene.Wanted) bool { return w.Detector.Name == f.Detector }) && f.Sign > 0 ||
			slices.ContainsFunc(asked.Nevers, func(n scene.Unwanted) bool { return n.Tripped && n.Detector.Name == f.Detector }) && f.Sign < 0
	}
	var out []ui.Highlight
	for _, f := range found { // by their place
		if last := len(out) - 1; counts(f) && (last < 0 || f.Start >= out[last].End) {
			out = append(out, ui.Highlight{Start: f.Start, End: f.End, Bad: f.Sign < 0})
		}
	}
	return out
}

// path is the nearest better way from here in words: what is to be said, turn by turn.
func (e entry) path() []string {
	var out []string
	for _, label := range e.turn.BetterPath {
		text, ok := e.at.Compiled.ChoiceText(label)
		if !ok {
			text = e.UI.T("debrief.own_reply")
		}
		out = append(out, text)
	}
	return out
}
