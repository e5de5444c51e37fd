package main

import (
	"fmt"
	"io"
	"strings"

	"understudy/app/conduct"
	"understudy/app/scene"
	"understudy/app/speech"
)

// stage is what a scene asks of a reply, and what is known around it.
type stage struct {
	context speech.Context
	wants   []*scene.Want
	rules   []conduct.RuleID // every rule that the scenario names
}

// readStage reads the scene of a scenario that asks for a reply.
func readStage(file, id string, stdin io.Reader) (*stage, error) {
	text, err := readBounded(file, stdin)
	if err != nil {
		return nil, exitError{exitUsage, err.Error()}
	}
	scenario, mistakes := scene.Parse(text)
	if len(mistakes) > 0 {
		m := mistakes[0]
		return nil, exitError{exitUsage, fmt.Sprintf("%s:%d:%d: %s", file, m.Line, m.Column, m.Message)}
	}
	s := &stage{context: headContext(scenario)}
	var asking []string
	found := false
	for _, sc := range scenario.Scenes {
		reply, asks := sc.Decision.(*scene.Reply)
		s.rules = append(s.rules, rulesOfScene(sc)...)
		if !asks {
			continue
		}
		asking = append(asking, sc.ID)
		if sc.ID == id {
			found = true
			s.ask(sc, reply, scenario)
		}
	}
	if !found {
		return nil, exitError{exitUsage, fmt.Sprintf("no scene %q of %s asks for a reply; those that do: %s", id, file, strings.Join(asking, ", "))}
	}
	return s, nil
}

func headContext(scenario *scene.Scenario) speech.Context {
	var c speech.Context
	for _, row := range scenario.Header {
		switch row := row.(type) {
		case *scene.Setting:
			c.Lang, c.Channel = attribute(row.Attrs, "lang"), attribute(row.Attrs, "channel")
		case *scene.Customer:
			if c.Name == "" {
				c.Name = attribute(row.Attrs, "name")
			}
			for value := range strings.SplitSeq(attribute(row.Attrs, "private"), ",") {
				if value = strings.TrimSpace(value); value != "" {
					c.Private = append(c.Private, value)
				}
			}
		}
	}
	return c
}

func attribute(attrs []scene.Attr, key string) string {
	for _, a := range attrs {
		if a.Key == key {
			return a.Value
		}
	}
	return ""
}

// ask takes in what a scene wants, what the customer says there, and whether only endings follow.
func (s *stage) ask(sc *scene.Scene, reply *scene.Reply, scenario *scene.Scenario) {
	for _, row := range sc.Rows {
		if line, ok := row.(*scene.Speech); ok {
			s.context.Customer = line.Text
			s.context.Heard += line.Text + "\n"
		}
	}
	endings := map[string]bool{}
	for _, other := range scenario.Scenes {
		endings[other.ID] = other.Outcome != ""
	}
	s.context.Closing = true
	for _, row := range reply.Rows {
		switch row := row.(type) {
		case *scene.Want:
			s.wants = append(s.wants, row)
		case *scene.Band:
			s.context.Closing = s.context.Closing && endings[row.Target]
		}
	}
}

// rulesOfScene lists the rules that a scene names in choices and replies.
func rulesOfScene(sc *scene.Scene) []conduct.RuleID {
	var out []conduct.RuleID
	switch decision := sc.Decision.(type) {
	case *scene.Choose:
		for _, choice := range decision.Choices {
			for _, row := range choice.Rows {
				if tags, ok := row.(*scene.Tags); ok {
					for _, tag := range tags.Tags {
						out = append(out, tag.Rule)
					}
				}
			}
		}
	case *scene.Reply:
		for _, row := range decision.Rows {
			switch row := row.(type) {
			case *scene.Want:
				out = append(out, row.Rule.Rule)
			case *scene.Never:
				out = append(out, row.Rule.Rule)
			}
		}
	}
	return out
}

// around fills in what the line does not say.
func (s *stage) around(c speech.Context) speech.Context {
	if c.Channel == "" {
		c.Channel = s.context.Channel
	}
	if c.Name == "" {
		c.Name = s.context.Name
	}
	if c.Private == nil {
		c.Private = s.context.Private
	}
	if c.Customer == "" {
		c.Customer = s.context.Customer
	}
	c.Heard += "\n" + s.context.Heard
	c.Closing = s.context.Closing
	return c
}

// verdicts judges the rules of the scenario: those the scene wants by the detectors it names, any other by
// the evidence, and where there is none, there was no chance.
func (s *stage) verdicts(found speech.Assessment) map[conduct.RuleID]speech.Verdict {
	out := map[conduct.RuleID]speech.Verdict{}
	for _, rule := range s.rules {
		out[rule] = speech.NoChance
	}
	seen := found.Verdicts(nil)
	for rule, verdict := range seen {
		out[rule] = verdict
	}
	wanted := map[conduct.RuleID]speech.Verdict{}
	for _, want := range s.wants {
		rule := want.Rule.Rule
		met, _ := speech.Match(found.Findings, rule, want.Detector.Name, want.Detector.Args)
		switch {
		case met != speech.None && found.Judged:
			wanted[rule] = speech.Shown
		case wanted[rule] == "" && !found.Judged:
			wanted[rule] = speech.NotJudged
		case wanted[rule] == "":
			wanted[rule] = speech.Missed
		}
	}
	for rule, verdict := range wanted {
		if seen[rule] != speech.Broken {
			out[rule] = verdict
		}
	}
	return out
}
