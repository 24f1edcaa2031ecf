package scenario

import (
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/model"
)

// A scenario that extends another says only what differs. Mappings are merged key by
// key, a bare value being the key that it stands for; everything else replaces. What
// the other has and this one does not is dropped by its path.

// maxExtends is how many scenarios may extend one another.
const maxExtends = 8

// extended is a document on top of what it extends, and that on top of what it does.
func (f *File) extended(root *yaml.Node, files func(string) ([]byte, error), dir string, above []string) (*yaml.Node, bool) {
	at := child(root, "extends")
	if at == nil {
		return root, true
	}
	fail := func(code, hint, message string) (*yaml.Node, bool) {
		pos, width := f.tree.mark(at)
		f.Diagnostics.Add(diag.Diagnostic{Code: code, Pos: pos, Width: width, Message: message, Hint: hint})
		return nil, false
	}
	if at.Kind != yaml.ScalarNode || isNull(at) || strings.TrimSpace(at.Value) == "" {
		return fail(codeWrongType, "write extends: base.yaml", "extends names a file, got "+describe(at))
	}
	name := path.Join(dir, at.Value)
	if path.IsAbs(at.Value) {
		name = at.Value
	}
	switch {
	case slices.Contains(above, name):
		return fail(codeExtends, "one of them must extend nothing", "scenarios extend each other: "+strings.Join(append(above, name), " → "))
	case len(above) >= maxExtends:
		return fail(codeExtends, "", "more than "+count(maxExtends, "scenario")+" extend one another")
	case files == nil:
		return fail(codeExtends, "", "no file can be read here, so there can be no "+at.Value)
	}
	text, err := files(name)
	if err != nil {
		return fail(codeExtends, "", oneLine(err))
	}
	base, ok := f.base(name, text)
	if !ok {
		return nil, false
	}
	if base, ok = f.extended(base, files, path.Dir(name), append(above, name)); !ok {
		return nil, false
	}
	base = f.without(base, child(root, "drop"))
	m := merger{f}
	return m.section(base, root, reflect.TypeFor[model.Scenario]()), true
}

// base parses a scenario that another one extends.
func (f *File) base(name string, text []byte) (*yaml.Node, bool) {
	shown := name
	if main := f.tree.sources[0].name; !strings.HasPrefix(main, "<") && !path.IsAbs(name) {
		shown = path.Join(path.Dir(filepath.ToSlash(main)), name)
	}
	src := newSource(shown, []byte(composed(string(text))))
	src.dir = path.Dir(name)
	f.tree.addSource(src)
	n, ok := parse(src, src.text, &f.Diagnostics)
	if !ok {
		return nil, false
	}
	e := editor{tree: f.tree, source: src}
	e.adopt(n, 0)
	return expanded(f.tree, n, &f.Diagnostics)
}

// fileAt is the name of a file that a node names, as seen from the scenario: a name in
// what it extends is looked up beside that.
func (d *decoder) fileAt(n *yaml.Node, name string) string {
	if dir := d.tree.source(n).dir; dir != "" && !path.IsAbs(name) {
		return path.Join(dir, name)
	}
	return name
}

// merger lays one document on another. Neither is changed.
type merger struct{ file *File }

// section merges two mappings with fixed keys; a bare value is written out first.
func (m *merger) section(base, over *yaml.Node, t reflect.Type) *yaml.Node {
	fields := fieldsOf(t)
	scalar, rest := scalarField(fields), restField(fields)
	base, over = m.written(base, scalar), m.written(over, scalar)
	return m.mapping(base, over, func(key string) reflect.Type {
		for _, f := range fields {
			if f.key != key && f.alias != key {
				continue
			}
			if rest != nil && isQuantity(f.typ) && (isGroup(child(base, key)) || isGroup(child(over, key))) {
				return rest.typ.Elem() // an element of that name
			}
			return f.typ
		}
		if rest != nil {
			return rest.typ.Elem()
		}
		return nil
	})
}

// written is a bare value as the mapping that it stands for.
func (m *merger) written(n *yaml.Node, scalar *field) *yaml.Node {
	if scalar == nil || !takesScalar(n, scalar) {
		return n
	}
	made, key := m.file.like(n, yaml.MappingNode, "!!map"), m.file.like(n, yaml.ScalarNode, "!!str")
	key.Value, made.Content = scalar.key, []*yaml.Node{key, n}
	return made
}

// mapping merges two mappings key by key, each by the type of what stands there.
func (m *merger) mapping(base, over *yaml.Node, typeOf func(key string) reflect.Type) *yaml.Node {
	if base.Kind != yaml.MappingNode || over.Kind != yaml.MappingNode {
		return over
	}
	for _, p := range pairs(over) {
		value := p.value
		if known := child(base, p.key.Value); known != nil {
			value = m.value(known, value, typeOf(p.key.Value))
		}
		base = m.file.replaced(base, p.key.Value, value)
		m.at(base, p.key)
	}
	return base
}

// at lets a key stand where the document on top has it.
func (m *merger) at(mapping *yaml.Node, key *yaml.Node) {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key.Value {
			mapping.Content[i] = key
		}
	}
}

// value merges two values of a type; nil is one that is not known.
func (m *merger) value(base, over *yaml.Node, t reflect.Type) *yaml.Node {
	switch {
	case t == nil:
		return m.mapping(base, over, func(string) reflect.Type { return nil })
	case t == reflect.TypeFor[model.Growth](), isQuantity(t), isText(t):
		return over
	case t.Kind() == reflect.Struct:
		return m.section(base, over, t)
	case t.Kind() == reflect.Slice && hasNames(t.Elem()):
		return m.mapping(base, over, func(string) reflect.Type { return t.Elem() })
	}
	return over
}

// hasNames reports whether elements of a type are told apart by names; others stand in a
// list, of which a mapping is the only one.
func hasNames(t reflect.Type) bool {
	if t.Kind() != reflect.Struct {
		return false
	}
	_, named := t.FieldByName("Name")
	return named
}

// without is a document without what a list of paths names.
func (f *File) without(root, paths *yaml.Node) *yaml.Node {
	if paths == nil {
		return root
	}
	all := paths.Content
	if paths.Kind == yaml.ScalarNode {
		all = []*yaml.Node{paths}
	}
	for _, n := range all {
		if n.Kind == yaml.ScalarNode { // the decoder says what else is wrong
			root = f.dropped(root, n)
		}
	}
	return root
}

// dropped is a document without what a path leads to.
func (f *File) dropped(root, at *yaml.Node) *yaml.Node {
	t := whole(&root)
	w := pathWalk{path: at.Value, create: func(n *yaml.Node) *yaml.Node { return n }}
	fault := w.walk(&t)
	if fault == nil && (t.now == nil || t.now == root) {
		fault = &pathFault{path: at.Value, word: at.Value, hint: "there is nothing to drop"}
	}
	if fault != nil {
		pos, width := f.tree.part(at, fault.at, len(fault.word))
		f.Diagnostics.Add(diag.Diagnostic{Code: fault.code(), Pos: pos, Width: width, Message: fault.message(), Hint: fault.hint})
		return root
	}
	return f.pruned(root, t.now)
}

// pruned is a copy of a document without one of its values.
func (f *File) pruned(n, value *yaml.Node) *yaml.Node {
	made := *n
	made.Content = nil
	f.tree.origin[&made] = f.tree.source(n)
	step := 1
	if n.Kind == yaml.MappingNode {
		step = 2
	}
	for i := step - 1; i < len(n.Content); i += step {
		c := n.Content[i]
		if c == value {
			continue
		}
		if step == 2 {
			made.Content = append(made.Content, n.Content[i-1])
		}
		if len(c.Content) > 0 {
			c = f.pruned(c, value)
		}
		made.Content = append(made.Content, c)
	}
	return &made
}
