package scenario

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/model"
)

// VariantPath is the path of the override that takes a variant of a scenario in place of
// it: variant=own-gpus.
const VariantPath = "variant"

const dropKey = "drop"

// variant is the document with the changes of one of its variants.
func (e *editor) variant(f *File, root *yaml.Node) *yaml.Node {
	name := strings.TrimSpace(e.override.Value)
	of := child(child(root, "variants"), name)
	if of == nil {
		var names []string
		for _, p := range pairs(child(root, "variants")) {
			names = append(names, p.key.Value)
		}
		hint := "the scenario has no variants"
		if len(names) > 0 {
			hint = suggest(name, names)
		}
		src := newSource("--variant", []byte(name))
		e.tree.addSource(src)
		e.diagnostics.Add(diag.Diagnostic{Code: codeUnknownPath, Pos: src.clamp(1, 1), Width: len([]rune(name)), Message: fmt.Sprintf("there is no variant %q", name), Hint: hint})
		return root
	}
	root = f.without(root, child(of, dropKey))
	for _, p := range pairs(of) {
		if p.key.Value != dropKey && p.key.Kind == yaml.ScalarNode {
			root = e.changed(root, p)
		}
	}
	return root
}

// changed is the document with one change of a variant.
func (e *editor) changed(root *yaml.Node, p pair) *yaml.Node {
	own := *e
	own.source, own.place = e.tree.source(p.value), p.value
	own.override = Override{Path: p.key.Value, Value: p.value.Value}
	t := whole(&root)
	w := pathWalk{path: p.key.Value, create: own.created, whole: p.value.Kind == yaml.MappingNode}
	if fault := w.walk(&t); fault != nil {
		pos, width := e.tree.part(p.key, fault.at, len(fault.word))
		e.diagnostics.Add(diag.Diagnostic{Code: fault.code(), Pos: pos, Width: width, Message: fault.message(), Hint: fault.hint})
		return root
	}
	value := p.value
	if factor, ok := change(value.Value); ok && t.typ.Kind() != reflect.String {
		var hint string
		if value, hint = own.relative(root, &t, value, factor); hint != "" {
			pos, width := e.tree.mark(p.value)
			e.diagnostics.Add(diag.Diagnostic{Code: codeBadQuantity, Pos: pos, Width: width, Hint: hint, Message: fmt.Sprintf("%s cannot change by %s", p.key.Value, p.value.Value)})
			return root
		}
	}
	*t.slot() = value
	return root
}

// decodeVariant notes what a variant changes. Whether that is right is seen when the
// scenario is decoded with it.
func (d *decoder) decodeVariant(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.MappingNode {
		d.fail(n, codeWrongType, "write {services.web.cpu: 8 ms, drop: [charges.old]}", "expected a mapping from paths to values, got %s", describe(n))
		return
	}
	variant := v.Addr().Interface().(*model.Variant)
	d.entries(n, func(p pair) {
		below := join(path, p.key.Value)
		d.record(below, p.key, p.value)
		if p.key.Value == dropKey {
			f, _ := reflect.TypeFor[model.Variant]().FieldByName("Drop")
			of, _ := fieldOf(f)
			d.value(p.value, v.FieldByIndex(f.Index), of, below)
			return
		}
		variant.Changes = append(variant.Changes, p.key.Value)
	})
	if len(variant.Changes)+len(variant.Drop) == 0 {
		d.fail(n, codeVariantForm, "write {services.web.cpu: 8 ms}", "the variant %s changes nothing", variant.Name)
	}
}

// outlineVariant is what a variant changes, each change as it is written.
func (d *decoder) outlineVariant(n *yaml.Node, p *Part) {
	p.Form = Names
	for _, e := range pairs(n) {
		text := flowOf(e.value)
		part := p.below(e.key.Value)
		part.node, part.Text, part.value = e.value, text, text
		p.add(part)
	}
}

// flowOf writes a value on one line.
func flowOf(n *yaml.Node) string {
	var parts []string
	switch n.Kind {
	case yaml.MappingNode:
		for _, p := range pairs(n) {
			parts = append(parts, flow(p.key.Value)+": "+flowOf(p.value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case yaml.SequenceNode:
		for _, c := range n.Content {
			parts = append(parts, flowOf(c))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return flow(n.Value)
}

// variants decodes the scenario once with each of its variants, which must be valid: what
// is wrong with one stands in it, or is what the scenario lacks with it.
func (f *File) variants(name string, text []byte, o Options) {
	if len(o.Overrides) > 0 { // what is set may be what a variant drops
		return
	}
	for i := range f.Scenario.Variants {
		v := &f.Scenario.Variants[i]
		with := o
		with.Overrides = []Override{{Path: VariantPath, Value: v.Name}}
		for _, d := range with.decode(name, text).Diagnostics {
			if d.Severity == diag.Error && !slices.Contains(f.Diagnostics, d) {
				d.Message = fmt.Sprintf("variant %s: %s", v.Name, d.Message)
				f.Diagnostics.Add(d)
			}
		}
	}
}
