package scenario

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/distribution"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Form says what a part of a scenario is.
type Form uint8

// The forms.
const (
	Value   Form = iota // one value
	Section             // parts by fixed keys
	Names               // elements by name, in the order of the file
	List                // elements by number
)

// Part is a part of what a scenario states: one value, or a section, names or a
// list with its parts. Two files that state the same have the same parts,
// however they spell it: shorthand is written out, the parts of a section are
// in the order of the language, and values left to their default are there.
type Part struct {
	Form    Form    // what it is
	Key     string  // its key, its name or "[2]"; empty for the whole
	Path    string  // as the file names it: of a bare value that stands for its section, the path of the section
	Full    string  // with that shorthand written out
	Text    string  // of a value, as written
	Default bool    // the file leaves it to the default
	Parts   []*Part // of a section, names or a list

	node        *yaml.Node
	value       any // in base units
	uncertainty *distribution.Distribution
	sample      *table         // the file of a sample
	growth      *learnedGrowth // what was learned from a history
}

// Outline returns what a text states that names no files; see [Options.Outline].
func Outline(name string, text []byte, overrides ...Override) *Part {
	return Options{Overrides: overrides}.Outline(name, text)
}

// Outline returns what a text states, or nil when it is not a scenario.
func (o Options) Outline(name string, text []byte) *Part {
	f, root := o.open(name, text)
	if root == nil {
		return nil
	}
	d := f.decoder(o.Files)
	d.prelude(root)
	d.priceBook(root)
	d.levels(root)
	whole := d.outline(root, field{typ: reflect.TypeFor[model.Scenario]()}, &Part{})
	if f.Diagnostics.HasErrors() {
		return nil
	}
	return whole
}

// Decode decodes the scenario that a whole outline states, which may be put
// together from the parts of several. It is nil when that is not a scenario.
// The worlds of its claims are not decoded, and no file is read again.
func (p *Part) Decode() *model.Scenario {
	f := &File{tree: newTree("", nil), written: map[string]written{}, shared: newShared()}
	root := p.yaml()
	d := f.decoder(nil)
	d.tables = map[*yaml.Node]*table{}
	d.past = map[*yaml.Node][]byte{}
	p.samples(d)
	d.prelude(root)
	s := &model.Scenario{}
	d.section(root, reflect.ValueOf(s).Elem(), "")
	if !f.Diagnostics.HasErrors() {
		c := &checker{decoder: d, root: root, s: s}
		c.run()
	}
	if f.Diagnostics.HasErrors() {
		return nil
	}
	return s
}

// samples hands over the files of the samples and histories below a part.
func (p *Part) samples(d *decoder) {
	if p.sample != nil {
		d.tables[p.sample.at] = p.sample
	}
	if p.growth != nil {
		d.past[p.growth.src.at] = p.growth.text
	}
	for _, part := range p.Parts {
		part.samples(d)
	}
}

// yaml is the node that says the same. Defaults are left out, and what was written
// as a bare value stays one, so that its inputs keep their paths.
func (p *Part) yaml() *yaml.Node {
	isMore := func(part *Part) bool { return part.Path != p.Path && !part.Default }
	if bare := p.Bare(); bare != nil && !slices.ContainsFunc(p.Parts, isMore) {
		return bare.yaml()
	}
	n := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	switch p.Form {
	case Value:
		return p.node
	case List:
		n.Kind, n.Tag = yaml.SequenceNode, "!!seq"
	}
	for _, part := range p.Parts {
		switch {
		case part.Default:
			continue
		case p.Form != List:
			n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: part.Key})
		}
		n.Content = append(n.Content, part.yaml())
	}
	return n
}

// outline fills in the part that a node of the field's type states.
func (d *decoder) outline(n *yaml.Node, f field, p *Part) *Part {
	p.node = n
	switch {
	case isQuantity(f.typ) && isDated(n):
		p.Form = Names
		for _, e := range pairs(n) {
			p.add(d.outline(e.value, f, p.below(e.key.Value)))
		}
	case isQuantity(f.typ) || isText(f.typ):
		d.outlineValue(n, f, p)
	case f.typ == reflect.TypeFor[model.Variant]():
		d.outlineVariant(n, p)
	case f.typ.Kind() == reflect.Struct:
		p.Form = Section
		d.outlineSection(n, d.fieldsOf(f.typ), p)
	case f.named:
		p.Form = Names
		if words := d.bareNames(n, f.typ.Elem()); words != nil {
			n = words
		}
		for _, e := range pairs(n) {
			p.add(d.outline(e.value, field{typ: f.typ.Elem()}, p.below(e.key.Value)))
		}
	default:
		p.Form = List
		d.outlineList(n, f.element(), p)
	}
	return p
}

func (d *decoder) outlineValue(n *yaml.Node, f field, p *Part) {
	v, before := reflect.New(f.typ).Elem(), len(d.inputs)
	d.table, d.growth = nil, nil
	d.value(n, v, f, p.Path)
	if isChoice(f.typ) {
		v = taken(v)
	}
	p.Text, p.value, p.sample = strings.TrimSpace(d.written[p.Path].text), v.Interface(), d.table
	p.growth = d.growth
	if len(d.inputs) > before {
		p.uncertainty = d.inputs[before].Distribution
	}
}

func (d *decoder) outlineSection(n *yaml.Node, fields []field, p *Part) {
	if scalar := scalarField(fields); scalar != nil && takesScalar(n, scalar) {
		bare := p.below(scalar.key)
		bare.Path, bare.Default = p.Path, p.Default
		p.add(d.outline(n, *scalar, bare))
		n = nil
	}
	if rest := restField(fields); rest != nil && n != nil {
		for _, e := range pairs(n) {
			at := slices.IndexFunc(fields, func(f field) bool { return f.key == e.key.Value })
			named := at >= 0 && isQuantity(fields[at].typ) && isGroup(e.value)
			if !isExtension(e.key.Value) && at < 0 || named {
				p.add(d.outline(e.value, field{typ: rest.typ.Elem()}, p.below(e.key.Value)))
			}
		}
	}
	for _, f := range fields {
		switch value := f.child(n); {
		case value != nil && restField(fields) != nil && isQuantity(f.typ) && isGroup(value):
		case value != nil:
			p.add(d.outline(value, f, p.below(f.key)))
		case f.def != nil && *f.def != "" && !slices.ContainsFunc(p.Parts, func(part *Part) bool { return part.Key == f.key }):
			absent := p.below(f.key)
			absent.Default = true
			d.defaults++
			p.add(d.outline(defaultNode(*f.def), f, absent))
			d.defaults--
		}
	}
}

func (d *decoder) outlineList(n *yaml.Node, element field, p *Part) {
	if n.Kind != yaml.SequenceNode {
		only := &Part{Key: "[0]", Path: p.Path, Full: p.Full + "[0]", Default: p.Default}
		p.add(d.outline(n, element, only))
		return
	}
	for i, c := range n.Content {
		key := fmt.Sprintf("[%d]", i)
		p.add(d.outline(c, element, &Part{Key: key, Path: p.Path + key, Full: p.Full + key}))
	}
}

// below is a new part under p.
func (p *Part) below(key string) *Part {
	return &Part{Key: key, Path: join(p.Path, key), Full: join(p.Full, key)}
}

func (p *Part) add(part *Part) { p.Parts = append(p.Parts, part) }

// IsText reports a value that is no quantity.
func (p *Part) IsText() bool {
	return p.Form == Value && kindOf(reflect.TypeOf(p.value)) == unit.KindNone
}

// Bare returns the part that a bare value stands for in a section that is
// written as one; nil when it is not.
func (p *Part) Bare() *Part {
	for _, part := range p.Parts {
		if p.Form == Section && part.Path == p.Path {
			return part
		}
	}
	return nil
}

// Order is the names of the parts in their order.
func (p *Part) Order() string {
	keys := make([]string, len(p.Parts))
	for i, part := range p.Parts {
		keys[i] = part.Key
	}
	return strings.Join(keys, ", ")
}

// String is the part in one line, as it could be written in a file.
func (p *Part) String() string {
	if p.Form == Value {
		return p.Text
	}
	if bare := p.Bare(); bare != nil {
		return bare.String()
	}
	var parts []string
	for _, part := range p.Parts {
		switch {
		case part.Default:
		case p.Form == List:
			parts = append(parts, part.String())
		default:
			parts = append(parts, part.Key+": "+part.String())
		}
	}
	if p.Form == List {
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
