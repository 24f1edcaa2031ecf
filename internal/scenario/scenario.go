// Package scenario turns YAML text into a [model.Scenario] in which every value
// has a place in the text, or into diagnostics that say what is wrong where.
//
// One mechanism does all of it: a walk over the YAML nodes along the struct
// tags of package model. The tags also yield the JSON Schema, see [Schema].
// Nothing is read leniently: an unknown key, a missing unit, a null or a second
// document is a diagnostic, and all of them are collected in one run.
package scenario

import (
	"reflect"
	"slices"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/model"
)

// File is a decoded scenario file.
type File struct {
	Scenario    *model.Scenario // nil when Diagnostics has errors
	Inputs      model.Inputs    // every quantity, defaults included, in the order of the file; At points into Scenario
	Diagnostics diag.List       // errors, warnings and notes, sorted

	tree    *tree
	written map[string]written
}

// written is the text of a value.
type written struct {
	text      string
	isDefault bool
}

// Decode reads a scenario. The name is what diagnostics call the file. The
// overrides replace or add values before anything is judged; a later one wins
// over an earlier one.
func Decode(name string, text []byte, overrides ...Override) *File {
	f := decode(name, text, overrides)
	if !f.Diagnostics.HasErrors() {
		f.worlds(name, text, overrides)
	}
	f.Diagnostics.Sort()
	f.Diagnostics = slices.Compact(f.Diagnostics) // a value behind two aliases is judged twice
	if f.Diagnostics.HasErrors() {
		f.Scenario, f.Inputs = nil, nil
	}
	return f
}

func decode(name string, text []byte, overrides []Override) *File {
	f := &File{tree: newTree(name, text), written: map[string]written{}}
	f.decode(text, overrides)
	return f
}

func (f *File) decode(text []byte, overrides []Override) {
	root, ok := parse(f.tree, text, &f.Diagnostics)
	if !ok {
		return
	}
	for _, o := range overrides {
		root = f.override(root, o)
	}
	d := &decoder{tree: f.tree, written: f.written, fields: map[reflect.Type][]field{}, diagnostics: &f.Diagnostics}
	d.prelude(root)
	f.Scenario = &model.Scenario{}
	d.section(root, reflect.ValueOf(f.Scenario).Elem(), "")
	f.Inputs = d.inputs
	if !f.Diagnostics.HasErrors() {
		c := &checker{decoder: d, root: root, s: f.Scenario}
		c.run()
	}
}

// Locate returns the place of a path such as "services.web.peak": of the value
// if the path is that of a single value, of the key if it is that of a section.
// Of a path that the file does not have, the longest known prefix counts; with
// none known the place is the file as a whole.
func (f *File) Locate(path string) diag.Pos {
	pos, _ := f.tree.locate(path)
	return pos
}

// Sources returns the texts that the diagnostics point into, by the name in
// their positions: the file, and each override.
func (f *File) Sources() map[string]diag.Source {
	all := map[string]diag.Source{}
	for _, s := range f.tree.sources {
		all[s.name] = diag.Source{Name: s.name, Text: s.text}
	}
	return all
}

// Written returns the text of a single value as the scenario has it, or that of
// the default it is left to. It is empty for sections and unknown paths.
func (f *File) Written(path string) (text string, isDefault bool) {
	w := f.written[path]
	return w.text, w.isDefault
}

// override applies one override to the tree; a fault leaves it as it is.
func (f *File) override(root *yaml.Node, o Override) *yaml.Node {
	e := &editor{tree: f.tree, diagnostics: &f.Diagnostics, override: o}
	return e.apply(root)
}
