package scene

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// ParseLayout reads the layout of a scenario, strictly: {"version":1,"scenes":{"arrive":{"x":40,"y":0}}}.
// The findings are all S00. Scenes that the scenario does not have and spots that are too far out are
// reported and left out; a text that is no layout gives what was read before.
func ParseLayout(source []byte, s *Scenario) (Layout, []Finding) {
	p := &layoutParser{source: source, known: map[string]bool{}, layout: Layout{map[string]Spot{}}}
	if _, refused := lines(source); refused != nil {
		return p.layout, refused
	}
	p.source = bytes.TrimPrefix(source, []byte("\ufeff"))
	for _, id := range s.sceneIDs() {
		p.known[id] = true
	}
	p.decoder = json.NewDecoder(bytes.NewReader(p.source))
	p.decoder.UseNumber()
	p.object(`version and scenes, as in {"version": 1, "scenes": {}}`, map[string]func(){"version": p.version, "scenes": p.scenes}, nil)
	if end := p.next(); end < len(p.source) {
		p.stop(end, "more text", "the end of the file")
	}
	return p.layout, p.findings.sorted()
}

// layoutParser reads JSON token by token, which is the only way to know where each stands. What is no JSON
// or not of the form stops it.
type layoutParser struct {
	findings findings
	source   []byte
	decoder  *json.Decoder
	known    map[string]bool
	layout   Layout
	stopped  bool
}

// next returns the offset of the next token.
func (p *layoutParser) next() int {
	rest := p.source[p.decoder.InputOffset():]
	return len(p.source) - len(bytes.TrimLeft(rest, " \t\r\n,:"))
}

func (p *layoutParser) mistake(at int, found, expected string) {
	p.findings.mistake(positionOf(p.source, at), found, expected)
}

// stop reports what makes the rest of the text useless.
func (p *layoutParser) stop(at int, found, expected string) {
	if !p.stopped {
		p.mistake(at, found, expected)
	}
	p.stopped = true
}

// token reads the next token and says where it stands.
func (p *layoutParser) token(expected string) (token json.Token, at int) {
	if p.stopped {
		return nil, 0
	}
	at = p.next()
	token, err := p.decoder.Token()
	switch {
	case err == nil:
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		p.stop(at, "the end of the file", expected)
	default:
		p.stop(at, "text that is no JSON", expected)
	}
	return token, at
}

// wrong reports a token that is not of the form.
func (p *layoutParser) wrong(token json.Token, at int, expected string) {
	p.stop(at, quoted(fmt.Sprint(token)), expected)
}

// object reads an object, and hands each value on: by its name, or all to other.
func (p *layoutParser) object(expected string, fields map[string]func(), other func(name string, at int)) {
	if token, at := p.token(expected); token != json.Delim('{') {
		p.wrong(token, at, expected)
		return
	}
	seen := map[string]bool{}
	for !p.stopped {
		token, at := p.token(expected)
		name, isName := token.(string)
		switch {
		case p.stopped, token == json.Delim('}'):
			return
		case !isName || seen[name]:
			p.wrong(token, at, "each name once, and then } or a comma")
			return
		case other != nil:
			other(name, at)
		case fields[name] != nil:
			fields[name]()
		default:
			p.wrong(name, at, expected)
		}
		if seen[name] = true; len(p.findings) >= maxMistakes {
			p.stopped = true
		}
	}
}

func (p *layoutParser) version() {
	const expected = "version 1, which is the only one"
	if token, at := p.token(expected); token != json.Number("1") {
		p.wrong(token, at, expected)
	}
}

func (p *layoutParser) scenes() {
	p.object(`scenes, as in "arrive": {"x": 40, "y": 0}`, nil, func(id string, at int) {
		var spot Spot
		good := p.spot(&spot)
		switch {
		case p.stopped:
		case !p.known[id]:
			p.mistake(at, "the unknown scene "+quoted(id), "a scene of the scenario")
		case good:
			p.layout.spots[id] = spot
		}
	})
}

// spot reads where a scene stands, and reports whether that is within bounds.
func (p *layoutParser) spot(spot *Spot) bool {
	const expected = `x and y, as in {"x": 40, "y": 0}`
	given, good := 0, true
	coordinate := func(to *int) func() {
		return func() {
			token, at := p.token(expected)
			given++
			number, isNumber := token.(json.Number)
			n, err := strconv.Atoi(string(number))
			switch {
			case p.stopped:
			case !isNumber:
				p.wrong(token, at, "a whole number")
			case err != nil || bounded(n) != n:
				p.mistake(at, quoted(string(number)), "a whole number from -100000 to 100000")
				good = false
			}
			*to = n
		}
	}
	p.object(expected, map[string]func(){"x": coordinate(&spot.X), "y": coordinate(&spot.Y)}, nil)
	if !p.stopped && given < 2 {
		p.stop(p.next(), "a scene without both", expected)
	}
	return good
}
