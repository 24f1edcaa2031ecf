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
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/pricebook"
)

// File is a decoded scenario file.
type File struct {
	Scenario    *model.Scenario // nil when Diagnostics has errors
	Inputs      model.Inputs    // every quantity, defaults included, in the order of the file; At points into Scenario
	Diagnostics diag.List       // errors, warnings and notes, sorted

	tree    *tree
	shared  *shared
	written map[string]written
	checker *checker          // nil when Diagnostics has errors of values
	shelved []pricebook.Price // taken from a book before the overrides
}

// written is the text of a value.
type written struct {
	text      string
	isDefault bool
}

// Options say how to read a scenario. The zero value reads it as it stands.
type Options struct {
	// Overrides replace or add values before anything is judged; a later one wins
	// over an earlier one.
	Overrides []Override

	// Flags are values that flags of their own set, after the overrides. They do
	// not reach what claims assume.
	Flags []Flag

	// Files returns the content of a file that the scenario names, such as that of
	// a sample. Its errors name the file. Without it, such a scenario is an error.
	Files func(name string) ([]byte, error)

	shared *shared // nil unless the text was read before
}

// Decode reads a scenario that names no files; see [Options.Decode].
func Decode(name string, text []byte, overrides ...Override) *File {
	return Options{Overrides: overrides}.Decode(name, text)
}

// Decode reads a scenario. The name is what diagnostics call the file.
func (o Options) Decode(name string, text []byte) *File {
	o.shared = newShared()
	f := o.decode(name, text)
	if !f.Diagnostics.HasErrors() {
		f.worlds(name, text, o)
		f.variants(name, text, o)
	}
	f.Diagnostics.Sort()
	f.Diagnostics = slices.Compact(f.Diagnostics) // a value behind two aliases is judged twice
	if f.Diagnostics.HasErrors() {
		f.Scenario, f.Inputs = nil, nil
	}
	return f
}

// decode reads a scenario without the worlds of its claims.
func (o Options) decode(name string, text []byte) *File {
	f, root := o.open(name, text)
	if root == nil {
		return f
	}
	d := f.decoder(o.Files)
	d.prelude(root)
	d.priceBook(root)
	d.levels(root)
	f.Scenario = &model.Scenario{}
	d.section(root, reflect.ValueOf(f.Scenario).Elem(), "")
	f.Scenario.Learned = d.learned
	if b := f.Scenario.Prices.Book; b != nil && d.book != nil {
		b.Oldest, b.SHA256, b.Contracts = d.book.Oldest, d.book.SHA256, d.book.Contracts
	}
	f.Inputs = d.inputs
	if !f.Diagnostics.HasErrors() {
		f.checker = &checker{decoder: d, root: root, s: f.Scenario}
		f.checker.run()
	}
	return f
}

// open parses a text and applies what the options change; root is nil, with
// diagnostics, when the text cannot be parsed.
func (o Options) open(name string, text []byte) (f *File, root *yaml.Node) {
	if utf8.Valid(text) && len(text) <= maxSize {
		text = []byte(composed(string(text)))
	}
	f = &File{tree: newTree(name, text), written: map[string]written{}}
	if o.shared == nil {
		o.shared = newShared()
	}
	f.shared = o.shared
	ok := true
	if f.shared.document == nil {
		if f.shared.document, ok = parse(f.tree.sources[0], text, &f.Diagnostics); !ok {
			return f, nil
		}
	}
	if root, ok = expanded(f.tree, f.shared.document, &f.Diagnostics); !ok {
		return f, nil
	}
	if root, ok = f.extended(root, o.Files, "", nil); !ok {
		return f, nil
	}
	o.shelve(f, root)
	root = f.lengthened(root)
	for _, override := range o.Overrides {
		root = f.override(root, override, "")
	}
	for _, flag := range o.Flags {
		root = f.override(root, Override{Path: flag.Path, Value: flag.Text}, flag.Name)
	}
	return f, f.lengthened(root)
}

func (f *File) decoder(files func(name string) ([]byte, error)) *decoder {
	return &decoder{
		tree: f.tree, written: f.written, shared: f.shared, quantities: map[string]field{}, growing: map[string][]*model.GrowthRate{},
		diagnostics: &f.Diagnostics, files: files, shelved: f.shelved,
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
func (f *File) override(root *yaml.Node, o Override, flag string) *yaml.Node {
	e := &editor{tree: f.tree, diagnostics: &f.Diagnostics, override: o, flag: flag}
	if o.Path == VariantPath && flag == "" {
		return e.variant(f, root)
	}
	return e.apply(root)
}
