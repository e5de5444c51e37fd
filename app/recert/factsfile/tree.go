package factsfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// node is a JSON value that keeps the order of keys and knows repeated ones, both of which
// encoding/json drops. Exactly one of the fields below kind is used.
type node struct {
	kind   string // object, array, text, number, boolean, null: as said to people
	keys   []string
	values map[string]node
	twice  []string
	items  []node
	text   string // of a text or a number
}

// maxDepth bounds nesting; a facts file has four levels.
const maxDepth = 64

// readTree parses one JSON value with nothing after it. The error names line and column.
func readTree(source []byte) (node, error) {
	decoder := json.NewDecoder(bytes.NewReader(source))
	decoder.UseNumber()
	tree, err := readValue(decoder, 0)
	if err == nil {
		if _, more := decoder.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("there is something after the end of the facts")
		}
	}
	if err == nil {
		return tree, nil
	}
	at := decoder.InputOffset()
	if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
		at = syntax.Offset
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err, at = errors.New("the file ends in the middle"), int64(len(source))
	}
	line, column := position(source, at)
	return node{}, fmt.Errorf("line %d, column %d: %w; the file has to be one JSON object", line, column, err)
}

// position returns the line and column, from 1, of a byte offset.
func position(source []byte, at int64) (line, column int) {
	before := source[:min(max(at, 0), int64(len(source)))]
	return bytes.Count(before, []byte("\n")) + 1, len(before) - bytes.LastIndexByte(before, '\n')
}

func readValue(decoder *json.Decoder, depth int) (node, error) {
	if depth > maxDepth {
		return node{}, errors.New("values are nested too deeply")
	}
	token, err := decoder.Token()
	if err != nil {
		return node{}, err
	}
	switch value := token.(type) {
	case json.Delim:
		if value == '{' {
			return readObject(decoder, depth)
		}
		return readArray(decoder, depth)
	case string:
		return node{kind: "text", text: value}, nil
	case json.Number:
		return node{kind: "number", text: value.String()}, nil
	case bool:
		return node{kind: "true or false"}, nil
	default:
		return node{kind: "null"}, nil
	}
}

func readObject(decoder *json.Decoder, depth int) (node, error) {
	object := node{kind: "object", values: map[string]node{}}
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return node{}, err
		}
		key, ok := token.(string)
		if !ok {
			return node{}, fmt.Errorf("found %v where a key should stand", token)
		}
		value, err := readValue(decoder, depth+1)
		if err != nil {
			return node{}, err
		}
		if _, known := object.values[key]; known {
			object.twice = append(object.twice, key)
		} else {
			object.keys = append(object.keys, key)
		}
		object.values[key] = value
	}
	_, err := decoder.Token()
	return object, err
}

func readArray(decoder *json.Decoder, depth int) (node, error) {
	array := node{kind: "array"}
	for decoder.More() {
		value, err := readValue(decoder, depth+1)
		if err != nil {
			return node{}, err
		}
		array.items = append(array.items, value)
	}
	_, err := decoder.Token()
	return array, err
}
