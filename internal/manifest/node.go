package manifest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/diag"
)

// Codes of diagnostics.
const (
	codeSyntax  = "manifest-syntax"
	codeVersion = "manifest-version"
	codeKey     = "manifest-key"
	codeValue   = "manifest-value"
)

// most is how many diagnostics a file is told at once.
const most = 50

// reader reads one file.
type reader struct {
	file string
	list diag.List
}

// fault tells what is wrong with a node.
func (r *reader) fault(n *yaml.Node, code, hint, format string, args ...any) {
	if len(r.list) >= most {
		return
	}
	d := diag.Diagnostic{Code: code, Message: fmt.Sprintf(format, args...), Hint: hint, Pos: diag.Pos{File: r.file}}
	if n != nil {
		d.Pos.Line, d.Pos.Col = n.Line, n.Column
		if n.Kind == yaml.ScalarNode && !strings.Contains(n.Value, "\n") && n.Style == 0 {
			d.Width = len([]rune(n.Value))
		}
	}
	r.list = append(r.list, d)
}

// syntax tells what the parser said, at the line that it said.
func (r *reader) syntax(said string) {
	var n yaml.Node
	if rest, ok := strings.CutPrefix(said, "line "); ok {
		line, message, _ := strings.Cut(rest, ": ")
		if at, err := strconv.Atoi(line); err == nil {
			n.Line, said = at, message
		}
	}
	r.fault(&n, codeSyntax, "", "%s", said)
}

// key is a key of a mapping and what to do with its value.
type key struct {
	name string
	read func(*yaml.Node)
}

// ignored is a key whose value is of no interest here.
func ignored(name string) key { return key{name, func(*yaml.Node) {}} }

// mapping reads a mapping strictly: each key once, and no others.
func (r *reader) mapping(n *yaml.Node, what string, keys ...key) {
	seen := map[string]bool{}
	r.each(n, what, func(k, v *yaml.Node) {
		at := slices.IndexFunc(keys, func(x key) bool { return x.name == k.Value })
		switch {
		case seen[k.Value]:
			r.fault(k, codeKey, "leave one of them out", "key %q is there twice", k.Value)
		case at < 0:
			var names []string
			for _, x := range keys {
				names = append(names, x.name)
			}
			r.fault(k, codeKey, "known keys: "+strings.Join(names, ", "), "unknown key %q in %s", k.Value, what)
		case v.Kind != yaml.ScalarNode || v.Tag != "!!null":
			seen[k.Value] = true
			keys[at].read(v)
		}
	})
}

// each calls f for the keys of a mapping.
func (r *reader) each(n *yaml.Node, what string, f func(k, v *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		r.fault(n, codeValue, "", "%s is a mapping", what)
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		f(n.Content[i], n.Content[i+1])
	}
}

// items are those of a list.
func (r *reader) items(n *yaml.Node, what string) []*yaml.Node {
	if n.Kind != yaml.SequenceNode {
		r.fault(n, codeValue, "", "%s is a list", what)
		return nil
	}
	return n.Content
}

// text is a scalar.
func (r *reader) text(n *yaml.Node, what string) string {
	if n.Kind != yaml.ScalarNode {
		r.fault(n, codeValue, "", "%s is a word", what)
		return ""
	}
	return n.Value
}

// whole is a whole number within bounds; 0 otherwise.
func (r *reader) whole(n *yaml.Node, what string, low, high int64) int64 {
	v, err := strconv.ParseInt(n.Value, 10, 64)
	if n.Kind != yaml.ScalarNode || n.Tag != "!!int" || err != nil {
		r.fault(n, codeValue, "", "%s is a whole number", what)
		return 0
	}
	if v < low || v > high {
		r.fault(n, codeValue, "", "%s is %d; it must be from %d to %d", what, v, low, high)
		return 0
	}
	return v
}

// quantity is a quantity above 0, in thousandths.
func (r *reader) quantity(n *yaml.Node, what string) int64 {
	v, ok := Quantity(n.Value)
	if n.Kind != yaml.ScalarNode || !ok || v <= 0 {
		r.fault(n, codeValue, "write it as in 500m, 2 or 512Mi", "%s is not a quantity above 0", what)
		return 0
	}
	return v
}

// word is one of some words.
func (r *reader) word(n *yaml.Node, what string, known ...string) string {
	if n.Kind != yaml.ScalarNode || !slices.Contains(known, n.Value) {
		r.fault(n, codeValue, "one of "+strings.Join(known, ", "), "unknown %s %q", what, n.Value)
		return ""
	}
	return n.Value
}
