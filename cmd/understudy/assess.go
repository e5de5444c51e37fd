package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"unicode/utf8"

	"understudy/app/conduct"
	"understudy/app/speech"
	"understudy/app/speech/politeness"
)

// assessCmd finds conduct in replies, a JSON object a line.
type assessCmd struct {
	Scenario string `placeholder:"FILE" help:"Judge the replies by a scene of this scenario. Needs --scene."`
	Scene    string `placeholder:"ID" help:"The scene that asks for the reply."`
}

// Run answers every line in order. It fails with exit code 2 at the end when a line could not be read.
func (c *assessCmd) Run(ctx *cli) error {
	desk, err := c.desk(ctx)
	if err != nil {
		return err
	}
	bad := 0
	out := bufio.NewWriterSize(ctx.stdout, 1<<16)
	for lines := newLineReader(ctx.stdin); ; {
		batch, err := lines.batch()
		for _, answer := range desk.answers(batch) {
			if answer.bad {
				bad++
			}
			if _, err := out.Write(answer.line); err != nil {
				return err
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			if err := out.Flush(); err != nil {
				return err
			}
			if bad > 0 {
				return exitError{exitUsage, fmt.Sprintf("%d of the lines could not be read; each has an \"error\" in its place", bad)}
			}
			return nil
		case err != nil:
			return errors.Join(err, out.Flush())
		}
	}
}

func (c *assessCmd) desk(ctx *cli) (*assessDesk, error) {
	kit, err := speech.Shipped()
	if err != nil {
		return nil, err
	}
	manners, err := politeness.Shipped()
	if err != nil {
		return nil, err
	}
	desk := &assessDesk{kit: kit, politeness: func(text string) float64 { return manners.Score(text).Value }}
	switch {
	case c.Scenario == "" && c.Scene == "":
		return desk, nil
	case c.Scenario == "" || c.Scene == "":
		return nil, exitError{exitUsage, "--scenario and --scene go together: the file, and the id of a scene in it that asks for a reply"}
	}
	desk.stage, err = readStage(c.Scenario, c.Scene, ctx.stdin)
	return desk, err
}

// assessDesk answers lines. It never changes, and may answer many at once.
type assessDesk struct {
	kit        *speech.Kit
	politeness func(text string) float64
	stage      *stage // nil without a scenario
}

// assessLine is one line of the input.
type assessLine struct {
	ID       json.RawMessage `json:"id"`
	Text     *string         `json:"text"`
	Customer string          `json:"customer"`
	Heard    string          `json:"heard"`
	Lang     string          `json:"lang"`
	Channel  string          `json:"channel"`
	Turn     *int            `json:"turn"`
	Facts    struct {
		Name    string   `json:"name"`
		Private []string `json:"private"`
	} `json:"facts"`
}

// assessed is one line of the output.
type assessed struct {
	ID         json.RawMessage                   `json:"id"`
	Evidence   []evidence                        `json:"evidence"`
	Politeness float64                           `json:"politeness"`
	Rules      map[conduct.RuleID]speech.Verdict `json:"rules"`
}

type evidence struct {
	Detector string          `json:"detector"`
	Rule     conduct.RuleID  `json:"rule"`
	Sign     int             `json:"sign"`
	Start    int             `json:"start"`
	End      int             `json:"end"`
	Quote    string          `json:"quote"`
	Pattern  string          `json:"pattern"`
	Strength speech.Strength `json:"strength"`
	Why      string          `json:"why"`
	Better   string          `json:"better"`
}

// refused is the output line for a line that cannot be read.
type refused struct {
	ID    json.RawMessage `json:"id"`
	Error string          `json:"error"`
}

type answer struct {
	line []byte
	bad  bool
}

// answers answers a batch of lines, as many at once as there are processors.
func (d *assessDesk) answers(batch []inputLine) []answer {
	out := make([]answer, len(batch))
	var workers sync.WaitGroup
	n := runtime.GOMAXPROCS(0)
	for w := range n {
		workers.Go(func() {
			for i := w; i < len(batch); i += n {
				out[i] = d.answer(batch[i])
			}
		})
	}
	workers.Wait()
	return out
}

func (d *assessDesk) answer(in inputLine) answer {
	var line assessLine
	problem := in.problem
	if problem == "" {
		problem = line.read(in.text)
	}
	id := line.ID
	if len(id) == 0 {
		id = json.RawMessage("null")
	}
	if problem != "" {
		return answer{printed(refused{id, fmt.Sprintf("line %d: %s", in.number, problem)}), true}
	}
	if d.stage != nil {
		line.Lang = cmp.Or(line.Lang, d.stage.context.Lang)
	}
	context := line.context()
	if d.stage != nil {
		context = d.stage.around(context)
	}
	found := d.kit.Assess(*line.Text, context)
	result := assessed{ID: id, Evidence: make([]evidence, len(found.Findings)), Politeness: d.politeness(*line.Text)}
	for i, f := range found.Findings {
		result.Evidence[i] = evidence{f.Detector, f.Rule, f.Sign, f.Start, f.End, f.Quote, f.Pattern, f.Strength, f.Why, f.Better}
	}
	result.Rules = found.Verdicts(nil)
	if d.stage != nil {
		result.Rules = d.stage.verdicts(found)
	}
	return answer{printed(result), false}
}

// read takes in a line, and says what is wrong with it.
func (l *assessLine) read(text []byte) (problem string) {
	if len(bytes.TrimSpace(text)) == 0 {
		return "nothing, where a JSON object could stand"
	}
	if !utf8.Valid(text) {
		return "bytes that are not UTF-8"
	}
	if err := json.Unmarshal(text, l); err != nil {
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) {
			return fmt.Sprintf("%q is of the type %s, where %s could stand", wrong.Field, wrong.Value, wrong.Type)
		}
		l.ID = nil
		return "no JSON object: " + err.Error()
	}
	switch {
	case l.Text == nil:
		return `no "text", the reply to assess`
	case l.Turn != nil && *l.Turn < 1:
		return fmt.Sprintf(`turn %d, where the learner's first is 1`, *l.Turn)
	}
	return ""
}

// context returns what is known around the reply. A line that declares no language is meant in English, or
// in that of the scenario.
func (l *assessLine) context() speech.Context {
	c := speech.Context{Lang: cmp.Or(l.Lang, "en"), Channel: l.Channel, Turn: 1, Customer: l.Customer, Heard: l.Heard, Clock: -1,
		Name: l.Facts.Name, Private: l.Facts.Private}
	if l.Turn != nil {
		c.Turn = *l.Turn
	}
	return c
}

// printed returns a value as one line of JSON, without escapes for the sake of HTML.
func printed(value any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(value) // strings, numbers and raw JSON that has been read: nothing that could fail
	return b.Bytes()
}
