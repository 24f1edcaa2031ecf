package scenario

import (
	"reflect"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/unit"
)

// A section may have elements by names of the owner beside its fixed keys: drivers and
// streams of work. In package model they are a list that is tagged ",rest"; what has
// its key stands in a mapping of that key as well.

// element is one of them as it is met.
type element struct {
	pair
	path string // of what it stands in
}

// fitsRest reports whether a node may be an element that stands beside the keys of its
// section: a mapping or, where a bare value is one, a value of its kind. What is not
// was meant to be a key.
func (d *decoder) fitsRest(f *field, n *yaml.Node) bool {
	if n.Kind == yaml.MappingNode {
		return !isUncertain(n) || scalarField(d.fieldsOf(f.typ.Elem())) != nil
	}
	bare := scalarField(d.fieldsOf(f.typ.Elem()))
	if bare == nil || n.Kind != yaml.ScalarNode {
		return false
	}
	kind := kindOf(bare.typ)
	if _, _, interval, err := unit.ParseInterval(kind, n.Value, d.options); interval {
		return err == nil
	}
	_, err := unit.Parse(kind, n.Value, d.options)
	return err == nil
}

// elements decodes all elements of a list, wherever they stand.
func (d *decoder) elements(v reflect.Value, all []element) {
	elem := v.Type().Elem()
	var good []element
	first := map[string]*yaml.Node{}
	for _, e := range all {
		hint := badName(elem, e.key)
		switch known := first[e.key.Value]; {
		case hint != "":
			d.fail(e.key, codeBadName, hint, "%q cannot be a name here", abridged(e.key.Value))
		case known != nil:
			d.fail(e.key, codeDuplicateKey, "keep one of them", "%q is already in line %d", e.key.Value, known.Line)
		default:
			first[e.key.Value] = e.key
			good = append(good, e)
		}
	}
	for at := 0; at < len(good); {
		path, pairs := good[at].path, []pair{}
		for ; at < len(good) && good[at].path == path; at++ {
			pairs = append(pairs, good[at].pair)
		}
		d.names(elem, pairs, path)
	}
	v.Set(reflect.MakeSlice(v.Type(), len(good), len(good)))
	for i, e := range good {
		below := join(e.path, e.key.Value)
		d.record(below, e.key, e.value)
		v.Index(i).FieldByName("Name").SetString(e.key.Value)
		d.value(e.value, v.Index(i), field{typ: elem}, below)
	}
}

// within lists the elements of a mapping of the list's own key.
func (d *decoder) within(n *yaml.Node, path string) (all []element) {
	if n.Kind != yaml.MappingNode {
		d.fail(n, codeWrongType, "write each one as name: value", "expected a mapping from names, got %s", describe(n))
		return nil
	}
	if !d.tooMany(n, len(n.Content)/2) {
		d.entries(n, func(p pair) { all = append(all, element{p, path}) })
	}
	return all
}

// alias is a path whose element stands beside the keys of its section, in place of one
// that names the list, if that is how the file has it.
func (t *tree) alias(path string) string {
	for _, list := range []string{"drivers.other.", "load.streams."} {
		rest, ok := strings.CutPrefix(path, list)
		if !ok {
			continue
		}
		if _, there := t.places[path]; there {
			return path
		}
		beside := list[:strings.IndexByte(list, '.')+1] + rest
		for p := beside; p != ""; p = parent(p) {
			if _, there := t.places[p]; there && len(p) > strings.IndexByte(list, '.') {
				return beside
			}
		}
	}
	return path
}

// bareNames is [namesOf] for what is decoded.
func (d *decoder) bareNames(n *yaml.Node, elem reflect.Type) *yaml.Node {
	made := namesOf(n, elem)
	if made != nil {
		d.tree.origin[made] = d.tree.source(n)
	}
	return made
}

// namesOf is the mapping that a word or a list of words stands for where the elements
// of a list by name all have a default: serves: clips is {clips: 1}. Nil for others.
func namesOf(n *yaml.Node, elem reflect.Type) *yaml.Node {
	bare := bareField(elem)
	if n == nil || isNull(n) || bare == nil {
		return nil
	}
	words := []*yaml.Node{n}
	switch n.Kind {
	case yaml.SequenceNode:
		words = n.Content
	case yaml.MappingNode:
		return nil
	}
	made := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: n.Line, Column: n.Column}
	for _, w := range words {
		if w.Kind != yaml.ScalarNode {
			return nil
		}
		value := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
		if bare.def != nil {
			value = defaultNode(*bare.def)
		}
		value.Line, value.Column = w.Line, w.Column
		made.Content = append(made.Content, w, value)
	}
	return made
}

// bareField is the field that the name alone of an element leaves to its default, or
// out; nil of one that must say more.
func bareField(elem reflect.Type) *field {
	if !isSection(elem) {
		return nil
	}
	if bare := scalarField(fieldsOf(elem)); bare != nil && (bare.def != nil || bare.alone) {
		return bare
	}
	return nil
}
