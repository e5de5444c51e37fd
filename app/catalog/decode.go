package catalog

import (
	"errors"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// The scalars of a file keep their place, so that a check that needs other files can still point at
// line and column.
type (
	text struct {
		place
		S string
	}
	number struct {
		place
		N   int
		Set bool
	}
	decimal struct {
		place
		F   float64
		Set bool
	}
	flag struct {
		place
		B bool
	}
)

// readYAML decodes a YAML text into a file struct, reporting every mistake. The text begins on line
// first of its file. It returns false when the text is not YAML at all, so that nothing was decoded.
//
// The structs have yaml tags of their own meaning: `yaml:"key"` or `yaml:"key,required"`. Decoding is
// done here from the node tree, since the library's own strict mode says neither which keys could
// stand in a place nor where a value stood once it is decoded.
func readYAML(source string, first int, into any, r report) bool {
	d := decoder{r, first - 1}
	if !d.plain(source) {
		return false
	}
	var tree yaml.Node
	if err := yaml.Load([]byte(source), &tree); err != nil {
		d.syntax(err, source)
		return false
	}
	if len(tree.Content) == 0 || tree.Content[0].Kind != yaml.MappingNode {
		d.add(place{first, 1}, "this is no set of keys", quoted(firstLine(source)), "key: value, one a line")
		return false
	}
	d.mapping(tree.Content[0], reflect.ValueOf(into).Elem())
	return true
}

func firstLine(source string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(source), "\n")
	return line
}

type decoder struct {
	report
	shift int // lines of the file before the YAML
}

func (d decoder) at(n *yaml.Node) place { return place{n.Line + d.shift, n.Column} }

// plain reports tabs in the indentation, which YAML forbids and editors hide.
func (d decoder) plain(source string) bool {
	fine, number := true, 0
	for line := range strings.Lines(source) {
		number++
		indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		if i := strings.IndexByte(indent, '\t'); i >= 0 && strings.TrimSpace(line) != "" {
			d.add(place{d.shift + number, i + 1}, "a tab indents this line", "a tab", "spaces")
			fine = false
		}
	}
	return fine
}

// syntax reports what the YAML library could not read, in words for somebody who writes texts.
func (d decoder) syntax(err error, source string) {
	var one *yaml.LoadError
	if !errors.As(err, &one) {
		d.add(place{d.shift + 1, 1}, "this is not YAML: "+err.Error(), "", "")
		return
	}
	message := strings.TrimPrefix(one.Message, "yaml: ")
	switch at := (place{max(one.Mark.Line, 1) + d.shift, max(one.Mark.Column, 1)}); {
	case strings.Contains(message, "no documents"):
		d.add(at, "the text is empty", "", "key: value, one a line")
	case strings.Contains(message, "mapping values are not allowed"):
		d.add(at, "a colon in the middle of a text", quoted(lineOf(source, one.Mark.Line)), "the text within quotation marks, or a line of its own for the key")
	case strings.Contains(message, "multiple"):
		d.add(at, "a line of three dashes begins a second document", "---", "one document a file")
	default:
		d.add(at, "this is not YAML: "+message, quoted(lineOf(source, one.Mark.Line)), "key: value or - item, indented with spaces; texts with : # or quotation marks within quotation marks")
	}
}

func lineOf(source string, line int) string {
	lines := strings.Split(source, "\n")
	if line < 1 || line > len(lines) {
		return ""
	}
	return strings.TrimSpace(lines[line-1])
}

// read decodes one node into a field.
func (d decoder) read(n *yaml.Node, into reflect.Value) {
	switch {
	case n.Kind == yaml.AliasNode:
		d.add(d.at(n), "a reference to another place", "*"+n.Value, "the text itself")
	case d.scalar(n, into.Addr().Interface()):
	case into.Kind() == reflect.Slice && n.Kind == yaml.SequenceNode:
		for _, item := range n.Content {
			if d.full() {
				return
			}
			element := reflect.New(into.Type().Elem()).Elem()
			d.read(item, element)
			into.Set(reflect.Append(into, element))
		}
	case into.Kind() == reflect.Slice && n.Tag == "!!null":
	case into.Kind() == reflect.Slice:
		d.add(d.at(n), "this should be a list", describe(n), "[one, two] or a line “- item” for each")
	case n.Kind == yaml.MappingNode:
		d.mapping(n, into)
	default:
		d.add(d.at(n), "this should be a set of keys", describe(n), strings.Join(keys(into.Type()), ", "))
	}
}

// mapping decodes keys into the fields of a struct and reports unknown, double and missing ones.
func (d decoder) mapping(n *yaml.Node, into reflect.Value) {
	at := d.at(n)
	into.FieldByName("At").Set(reflect.ValueOf(at))
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content) && !d.full(); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		field, found := fieldFor(into, key.Value)
		switch {
		case !found:
			d.add(d.at(key), "unknown key", quoted(key.Value), choices(key.Value, keys(into.Type())))
		case seen[key.Value]:
			d.add(d.at(key), "the same key stands twice", quoted(key.Value), "each key once")
		default:
			d.read(value, field)
		}
		seen[key.Value] = true
	}
	for i := range into.NumField() {
		key, required := tag(into.Type().Field(i))
		switch {
		case !required:
		case !seen[key]:
			d.add(at, "the key "+key+" is missing", "", key+": …")
		case empty(into.Field(i)):
			d.add(placeOf(into.Field(i), at), key+" is empty", "", "at least one word")
		}
	}
}

// empty reports whether a required field got nothing. Numbers and structs report for themselves.
func empty(v reflect.Value) bool {
	if t, ok := v.Interface().(text); ok {
		return strings.TrimSpace(t.S) == "" && t.Line > 0
	}
	return v.Kind() == reflect.Slice && v.Len() == 0
}

func placeOf(v reflect.Value, otherwise place) place {
	if t, ok := v.Interface().(text); ok {
		return t.place
	}
	return otherwise
}

// scalar decodes a leaf; it returns false when the field is none.
func (d decoder) scalar(n *yaml.Node, into any) bool {
	at, ok := d.at(n), n.Kind == yaml.ScalarNode
	var wanted string
	switch to := into.(type) {
	case *text:
		wanted, *to = "a text", text{at, strings.TrimSpace(n.Value)}
		if n.Tag == "!!null" {
			to.S = ""
		}
		if !ok {
			*to = text{} // reported below; it is not empty besides
		}
	case *number:
		v, err := strconv.Atoi(n.Value)
		wanted, ok, *to = "a whole number", ok && err == nil, number{at, v, err == nil}
	case *decimal:
		v, err := strconv.ParseFloat(n.Value, 64)
		finite := err == nil && v-v == 0
		wanted, ok, *to = "a number such as 0.25", ok && finite, decimal{at, v, finite}
	case *flag:
		wanted, ok, *to = "true or false", ok && (n.Value == "true" || n.Value == "false"), flag{at, n.Value == "true"}
	default:
		return false
	}
	if !ok {
		d.add(at, "this should be "+wanted, describe(n), wanted)
	}
	return true
}

func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a set of keys"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return quoted("*" + n.Value)
	default:
		return quoted(n.Value)
	}
}

// tag reads a field's key and whether the key has to be there; no key for fields that are no keys.
func tag(f reflect.StructField) (key string, required bool) {
	key, option, _ := strings.Cut(f.Tag.Get("yaml"), ",")
	return key, option == "required"
}

func keys(t reflect.Type) []string {
	var out []string
	for i := range t.NumField() {
		if key, _ := tag(t.Field(i)); key != "" {
			out = append(out, key)
		}
	}
	return out
}

func fieldFor(into reflect.Value, key string) (reflect.Value, bool) {
	for i := range into.NumField() {
		if name, _ := tag(into.Type().Field(i)); name == key && key != "" {
			return into.Field(i), true
		}
	}
	return reflect.Value{}, false
}
