package json

import (
	"bytes"
	"encoding/json"
	"io"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/pattern"
)

// WriteYAML writes a document as YAML: the content of the JSON with its keys in
// the same order.
func WriteYAML(w io.Writer, d *document.Document) error {
	var text bytes.Buffer
	if err := Write(&text, d); err != nil {
		return err
	}
	return Rewrite(w, &text)
}

// Rewrite writes JSON as YAML.
func Rewrite(w io.Writer, text io.Reader) error {
	source := json.NewDecoder(text)
	source.UseNumber()
	root, err := node(source)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	e := yaml.NewEncoder(&out)
	e.SetIndent(2)
	if err := e.Encode(root); err != nil {
		return err
	}
	if err := e.Close(); err != nil {
		return err
	}
	_, err = w.Write(out.Bytes())
	return err
}

// node reads the next JSON value as a YAML node.
func node(d *json.Decoder) (*yaml.Node, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	if delim, ok := token.(json.Delim); ok {
		return collection(d, delim)
	}
	switch v := token.(type) {
	case string:
		return text(v), nil
	case json.Number:
		return &yaml.Node{Kind: yaml.ScalarNode, Value: v.String()}, nil
	case bool:
		if v {
			return &yaml.Node{Kind: yaml.ScalarNode, Value: "true"}, nil
		}
		return &yaml.Node{Kind: yaml.ScalarNode, Value: "false"}, nil
	default:
		return &yaml.Node{Kind: yaml.ScalarNode, Value: "null"}, nil
	}
}

// collection reads the rest of a JSON object or array.
func collection(d *json.Decoder, open json.Delim) (*yaml.Node, error) {
	all := &yaml.Node{Kind: yaml.MappingNode}
	if open == '[' {
		all.Kind = yaml.SequenceNode
	}
	for d.More() {
		child, err := node(d)
		if err != nil {
			return nil, err
		}
		all.Content = append(all.Content, child)
	}
	if len(all.Content) == 0 {
		all.Style = yaml.FlowStyle
	}
	_, err := d.Token() // the closing delimiter
	return all, err
}

// plain are texts that every YAML parser reads as text, and reserved the words
// among them that some do not.
var (
	plain    = pattern.Lazy(`^[\p{L}_][\p{L}\p{N} _./%()+,;=×÷−–^-]*[\p{L}\p{N}_./%)+;^]$`)
	reserved = pattern.Lazy(`(?i)^(y|n|yes|no|on|off|true|false|null|\.nan|\.inf)$`)
)

// text is a string, in quotes unless it is plain.
func text(s string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	if !plain().MatchString(s) || reserved().MatchString(s) {
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}
